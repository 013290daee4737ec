"""Real cities, a real browser, and a look at what went wrong."""

import re
import shutil
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright
from tests.journeys.visiting import LOCALES, City, Complaints, sign_in
from tools.city import IN_A_CLONE, open_city

from zeren_platform.responsibilities.jobs import DayMiddleware

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]
PICTURES = Path(__file__).resolve().parent.parent.parent / "build" / "journeys"
# A page on a busy machine; nothing of ours takes a tenth of it.
PATIENCE = 10_000  # milliseconds


def pytest_collection_modifyitems(items):
    if CHROMIUM is None:
        for item in items:
            item.add_marker(pytest.mark.skip(reason="no Chromium is installed here"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


FAILED = pytest.StashKey[bool]()


@pytest.fixture(autouse=True)
def the_day_has_begun(monkeypatch):
    """Serve the gallery without a database: else the first page of a day would ask what comes into force."""
    monkeypatch.setattr(DayMiddleware, "day", date.max)


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def cities():
    """Open each language's city when it is first walked, and close them all at the end."""
    with ExitStack() as opened:
        known = {}

        def in_language(language):
            if language not in known:
                address, passwords = opened.enter_context(open_city(IN_A_CLONE, language))
                known[language] = City(language=language, address=address.rstrip("/"), passwords=passwords)
            return known[language]

        yield in_language


@pytest.fixture(scope="session")
def signed_in():
    """Keep who has signed in where, so that not every test does it again."""
    return {}


@pytest.fixture
def language():
    return "en"


@pytest.fixture
def city(cities, language):
    return cities(language)


@pytest.fixture
def complaints():
    heard = Complaints()
    yield heard
    assert heard.found == []


@pytest.fixture
def contexts(request, complaints):
    """Hold this test's contexts; when it fails, keep a picture of what each showed."""
    opened = []
    yield opened
    if request.node.stash.get(FAILED, False) or complaints.found:
        _take_pictures(request.node.name, opened)
    for context in opened:
        context.close()


@pytest.fixture
def visit(chromium, city, contexts, complaints, signed_in):
    """Open a fresh browser in the city, for somebody who has signed in there, or for nobody."""

    def open_page(person="", *, width=1280, script=True, reading="", host="127.0.0.1"):
        address = city.address.replace("127.0.0.1", host)
        context = chromium.new_context(
            locale=LOCALES[city.language],
            viewport={"width": width, "height": 900},
            java_script_enabled=script,
            reduced_motion="reduce",
            base_url=address,
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        complaints.listen(context)
        if reading:
            context.add_cookies([{"name": "reading", "value": reading, "url": address}])
        page = context.new_page()
        if person:
            _come_in(page, city, person, signed_in)
        return page

    return open_page


def _come_in(page, city, person, signed_in):
    place = (city.address, person)
    if place in signed_in:
        page.context.add_cookies(signed_in[place])
        return
    sign_in(page, city, person)
    page.wait_for_url("**/desk/")
    signed_in[place] = [cookie for cookie in page.context.cookies() if cookie["name"] in {"sessionid", "csrftoken"}]


def _take_pictures(name, contexts):
    PICTURES.mkdir(parents=True, exist_ok=True)
    pages = [page for context in contexts for page in context.pages if not page.is_closed()]
    file = re.sub(r"[^\w-]+", "-", name).strip("-")
    for number, page in enumerate(pages, start=1):
        page.screenshot(path=PICTURES / f"{file}-{number}.png", full_page=True)
