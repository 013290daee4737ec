"""The whole portal as files that any web server serves as they are: pages in each language, all open data."""

import io
import re
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from html import escape, unescape
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest

from zeren.foundations.errors import RefusedError
from zeren_platform.portal.web.addresses import BASE

__all__ = ["DeadLinkError", "Page", "files"]

# The addresses of links in our own pages; words cannot look like one, since their quotation marks are escaped.
LINK: Final = re.compile(r'(?<=[\s])(href|src|action|data-href)="([^"]*)"')
BEGINNINGS: Final = (
    *("/", "/portal/units/", "/log/", "/log/verify/", "/log/verify/page.html", "/portal/search.json"),
    *("/portal/data/catalogue.jsonld", "/sitemap.xml", "/robots.txt"),
)
# Besides the pages, these say something in the reader's language.
TOLD: Final = re.compile(r"\.atom$|^/portal/search\.json$|^/log/verify/page\.html$")
FILES: Final = re.compile(r"\.[a-z0-9]+$|^/log/(checkpoint|policy|tile/)|^/log/checkpoints/")
# Files that name pages: feeds, the catalogue, maps of the site.
NAMING: Final = re.compile(r"\.(atom|jsonld|xml)$")
# Two lists of one page are told apart by what narrows them, and its pages by their number.
NARROWING: Final = "role"


class DeadLinkError(RefusedError):
    """A page leads to an address that answers nothing, or only on a server."""

    code = "portal.copy.dead_link"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One address in one language; ``number`` counts the pages of a list, ``place`` is what the server calls them."""

    language: str
    path: str
    narrowed: str = ""
    number: int = 1
    place: str = ""

    @property
    def file(self) -> str:
        """Name its file; the language of the installation stands at the addresses that the server has."""
        path = self.path.lstrip("/")
        if not FILES.search(self.path):
            turned = f"page-{self.number}/" if self.number > 1 else ""
            narrowed = f"{self.narrowed}/" if self.narrowed else ""
            path = f"{path}{narrowed}{turned}index.html"
        return f"{self._folder}{path}"

    @property
    def query(self) -> str:
        """Give what the server is asked for."""
        asked = {NARROWING: self.narrowed, "after": self.place}
        return urlencode({name: given for name, given in asked.items() if given})

    @property
    def _folder(self) -> str:
        is_shared = FILES.search(self.path) and not TOLD.search(self.path)
        if is_shared or self.language == settings.LANGUAGE_CODE:
            return ""
        return f"{self.language.partition('-')[0]}/"

    def __hash__(self) -> int:
        return hash(self.file)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Page) and self.file == other.file


def files(*, base: str, log: Callable[[], Iterator[str]]) -> Iterator[tuple[str, bytes]]:
    """Give every file of the copy by its name; *base* is the address at which it will stand."""
    ask = _Server(base)
    # What the languages share is said in that of the installation.
    languages = sorted((code for code, _name in settings.LANGUAGES), key=lambda code: code != settings.LANGUAGE_CODE)
    known = dict.fromkeys(Page(language=language, path=path) for path in BEGINNINGS for language in languages)
    known |= dict.fromkeys(Page(language=languages[0], path=path) for path in log())
    waiting = deque(known)
    styles: set[str] = set()
    while waiting:
        page = waiting.popleft()
        content, is_page = ask(page)
        named: list[Page] = []
        if is_page:
            writer = _Writer(page)
            content = LINK.sub(writer, content.decode()).encode()
            named, styles = writer.found, styles | writer.styles
        elif NAMING.search(page.path):
            named = list(_named(content.decode(), base, page.language))
        fresh = [found for found in dict.fromkeys(named) if found not in known]
        known |= dict.fromkeys(fresh)
        waiting.extend(fresh)
        yield page.file, content
    yield from _styles(styles)


def _named(content: str, base: str, language: str) -> Iterator[Page]:
    """Give the pages that a file names by their whole addresses, so that none of them is missing from the copy."""
    for path in re.findall(rf'{re.escape(base.rstrip("/"))}(/[^"<?#]*)', content):
        yield Page(language=language, path=path)


class _Server:
    """Asks our own site, as anybody who has not signed in."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.handler = WSGIHandler()

    def __call__(self, page: Page) -> tuple[bytes, bool]:
        answer = self.handler.get_response(WSGIRequest(self._asked(page)))
        if answer.status_code != 200:  # noqa: PLR2004 - HTTP's own number
            raise DeadLinkError(address=page.path, status=answer.status_code)
        content = b"".join(answer.streaming_content if answer.streaming else [answer.content])  # type: ignore[attr-defined]
        return content, answer["Content-Type"].startswith("text/html") and page.file.endswith("index.html")

    def _asked(self, page: Page) -> dict[str, object]:
        host = next((host for host in settings.ALLOWED_HOSTS if "*" not in host), "localhost").lstrip(".")
        return {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": page.path,
            "QUERY_STRING": page.query,
            "SERVER_NAME": host,
            "SERVER_PORT": "443",
            "HTTP_HOST": host,
            "HTTP_ACCEPT_LANGUAGE": page.language,
            "HTTP_X_FORWARDED_PROTO": "https",
            "wsgi.url_scheme": "https",
            "wsgi.input": io.BytesIO(),
            BASE: self.base,
        }


class _Writer:
    """Turns the links of one page into relative ones, and notes what they lead to."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.found: list[Page] = []
        self.styles: set[str] = set()

    def __call__(self, match: re.Match[str]) -> str:
        name, address = match[1], unescape(match[2])
        return f'{name}="{escape(self._relative(address))}"'

    def _relative(self, address: str) -> str:
        parts = urlsplit(address)
        if parts.scheme or address.startswith("#") or not address:
            return address
        if parts.path.startswith(f"/{settings.STATIC_URL.strip('/')}/"):
            self.styles.add(parts.path.removeprefix(f"/{settings.STATIC_URL.strip('/')}/"))
            return self._way(parts.path.lstrip("/"))
        target = self._target(parts.path, dict(parse_qsl(parts.query)))
        self.found.append(target)
        return self._way(target.file) + (f"#{parts.fragment}" if parts.fragment else "")

    def _target(self, path: str, query: dict[str, str]) -> Page:
        here = self.page
        if "language" in query:
            # The place of a list is the same row in every language.
            return replace(here, language=query["language"])
        same = path in {"", here.path}
        target = Page(language=here.language, path=path or here.path, narrowed=query.get(NARROWING, ""))
        if same and "after" in query:
            return replace(target, number=here.number + 1, place=query["after"])
        if same and "before" in query:
            return replace(target, number=here.number - 1, place=query["before"])
        return target

    def _way(self, file: str) -> str:
        """Lead from this page's folder to a file; a folder's page is called by its folder."""
        here, there = PurePosixPath(self.page.file).parent.parts, PurePosixPath(file).parts
        common = 0
        while common < min(len(here), len(there) - 1) and here[common] == there[common]:
            common += 1
        steps = [".."] * (len(here) - common) + list(there[common:])
        if steps[-1] == "index.html":
            steps[-1] = ""
        return "/".join(steps) or "./"


def _styles(used: set[str]) -> Iterator[tuple[str, bytes]]:
    """Give the styles and scripts that the pages use, and those that these use: whole folders."""
    folders = {name.partition("/")[0] for name in used}
    found: dict[str, bytes] = {}
    for finder in finders.get_finders():
        for path, storage in finder.list(ignore_patterns=None):
            prefix = getattr(storage, "prefix", None)
            name = f"{prefix}/{path}" if prefix else path
            if name.partition("/")[0] in folders and name not in found:
                with storage.open(path) as file:
                    found[name] = file.read()
    yield from ((f"{settings.STATIC_URL.strip('/')}/{name}", content) for name, content in sorted(found.items()))
