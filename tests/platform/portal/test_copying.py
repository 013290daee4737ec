"""The portal as files: served by any web server, every link leads somewhere, nothing asks for our own server."""

import json
import re
import threading
from functools import partial
from html import unescape
from http.client import HTTPConnection
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urljoin, urlsplit

import pytest

from zeren_platform.common.written_pages import WrittenPages
from zeren_platform.portal.management import publishing
from zeren_platform.portal.management.folder import NotOursError, OutFolder
from zeren_platform.portal.management.publishing import BadBaseError
from zeren_platform.responsibilities.models import Register
from zeren_platform.responsibilities.published import lists

BASE = "https://duties.binhai.example/"
LINK = re.compile(r'\s(?:href|src|action|data-href)="([^"]*)"')


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_args):
        """Say nothing."""


@pytest.fixture
def out(tmp_path):
    return tmp_path / "portal"


@pytest.fixture
def copy(city, out):
    publish(out)
    return out


def publish(out, *, anew=False, base=BASE):
    return publishing.publish(out=out, base=base, anew=anew, say=lambda _count: None)


@pytest.fixture
def served(copy):
    """Serve the folder as Python does, and give how to ask for a path."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(copy)))
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def ask(path):
        connection = HTTPConnection("127.0.0.1", server.server_port, timeout=10)
        connection.request("GET", path)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer.status, answer.headers["Content-Type"], content

    yield ask
    server.shutdown()
    server.server_close()


def crawl(ask):
    """Follow every link of every page; give what each address answered and the links that it has."""
    waiting, found = ["/"], {}
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        status, kind, content = ask(path)
        links = (
            [unescape(link) for link in LINK.findall(content.decode())]
            if kind == "text/html" and path.endswith("/")
            else []
        )
        found[path] = (status, links)
        inside = [link for link in links if not urlsplit(link).scheme and not link.startswith("#")]
        waiting += [urljoin(path, link).partition("#")[0] for link in inside]
    return found


def test_every_link_of_every_page_leads_somewhere(served):
    found = crawl(served)

    assert [path for path, (status, _links) in found.items() if status != 200] == []
    assert {"/", "/zh/", "/portal/registers/ecology/", "/zh/portal/units/air/lead/"} <= found.keys()


def test_no_link_depends_on_where_the_copy_stands(served):
    links = {link for _status, links in crawl(served).values() for link in links}

    assert [link for link in links if link.startswith("/")] == []


def test_no_page_asks_for_what_only_a_server_answers(copy):
    pages = [path.read_text("utf-8") for path in copy.rglob("index.html")]

    assert [
        word
        for word in ("/accounts/", "/i18n/", "/desk/", "?export=", "csrfmiddlewaretoken", "Sign in")
        for page in pages
        if word in page
    ] == []


def test_each_page_forbids_scripts_of_others(copy):
    assert all('http-equiv="Content-Security-Policy"' in path.read_text("utf-8") for path in copy.rglob("index.html"))


def test_both_languages_are_there(copy):
    assert '<html lang="en"' in (copy / "index.html").read_text("utf-8")
    assert '<html lang="zh-Hans"' in (copy / "zh" / "index.html").read_text("utf-8")


def test_lists_are_paged_by_links(city, out, monkeypatch):
    pages = lists._of_edition
    one_at_a_time = WrittenPages(pages.query, *pages.examples, row=pages.row, keys=pages.keys, size=1)
    monkeypatch.setattr(lists, "_of_edition", one_at_a_time)

    publish(out)

    first, second = (out / "portal/registers/ecology" / name for name in ("index.html", "page-2/index.html"))
    assert 'href="page-2/"' in first.read_text("utf-8")
    assert 'href="../"' in second.read_text("utf-8")


def test_open_data_says_where_it_stands(copy, duty):
    told = json.loads((copy / f"portal/duties/{duty.pk}.json").read_text("utf-8"))

    assert told["address"] == f"{BASE}portal/duties/{duty.pk}/"
    assert f"<loc>{BASE}</loc>" in (copy / "sitemap.xml").read_text("utf-8")


def test_the_index_of_the_search_holds_every_duty_and_unit(copy):
    told = json.loads((copy / "portal/search.json").read_text("utf-8"))

    assert {one["t"] or one["x"].partition("\n")[0] for one in told} >= {
        "Clean air",
        "Keep the water clean.",
        "Air Bureau",
    }


def test_the_same_record_makes_the_same_bytes(copy, tmp_path):
    again = tmp_path / "again"
    publish(again)

    assert contents(again) == contents(copy)


def contents(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_nothing_is_written_where_nothing_has_happened(copy):
    assert publish(copy) is None


def test_what_stays_the_same_stays_the_file(copy, city):
    before = (copy / "static/ui/zeren.css").stat()

    done = publish(copy, anew=True)

    assert done.changed == 0
    assert (copy / "static/ui/zeren.css").stat().st_ino == before.st_ino


def test_what_is_confidential_now_is_gone(copy, city):
    Register.objects.update(confidential=True)

    publish(copy, anew=True)

    assert [name for name, content in contents(copy).items() if b"Clean air" in content] == []


def test_a_folder_with_something_else_is_left_alone(city, out):
    out.mkdir()
    (out / "thesis.txt").write_text("mine")

    with pytest.raises(NotOursError):
        publish(out)

    assert [path.name for path in out.iterdir()] == ["thesis.txt"]


def test_what_fails_half_way_leaves_the_old_copy(copy):
    before = contents(copy)

    def broken():
        yield "index.html", b"half"
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        OutFolder(copy).write(broken(), state="x")

    assert contents(copy) == before


def test_without_an_address_it_stands_where_the_site_does(city, out, settings):
    settings.SITE_DOMAIN = "duties.binhai.example"
    settings.SECURE_SSL_REDIRECT = True

    publish(out, base="")

    assert f"<loc>{BASE}</loc>" in (out / "sitemap.xml").read_text("utf-8")


def test_whatever_feeds_maps_and_the_catalogue_name_is_there(copy, served):
    files = [path for kind in ("*.atom", "*.xml", "*.jsonld") for path in copy.rglob(kind)]
    named = {path for file in files for path in re.findall(rf"{BASE[:-1]}(/[^\"<?#]*)", file.read_text("utf-8"))}

    assert [path for path in named if served(path)[0] != 200] == []
    assert "/portal/registers/ecology/editions/1/" in named


@pytest.mark.parametrize("base", ["duties.example", "ftp://duties.example/", "https://duties.example/?x=1"])
def test_an_address_that_is_not_whole_is_refused(city, out, base):
    with pytest.raises(BadBaseError):
        publish(out, base=base)
