"""Somebody reads the public portal where no program answers: a folder of files behind a plain web server."""

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
import time_machine
from playwright.sync_api import expect
from tests.journeys.visiting import LOCALES, faults_of, overflow_of
from tests.platform.portal import story

from zeren_platform.common.actor import Actor
from zeren_platform.organisation.use_cases import reorganisations
from zeren_platform.portal.management import publishing

pytestmark = pytest.mark.journey

BASE = "https://duties.binhai.example/"


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_args):
        """Say nothing."""


@pytest.fixture
def copy(db, tmp_path):
    """Publish a city of which one unit has gone over into another."""
    out = tmp_path / "portal"
    with time_machine.travel(story.NOW, tick=False):
        story.tell()
        reorganisations.merge(
            actor=Actor.system("test"), codes=["hechuan"], into="water", effective_on=story.DAY, now=story.NOW
        )
        publishing.publish(out=out, base=BASE, anew=False, say=lambda _count: None)
    return out


@pytest.fixture
def address(copy):
    """Serve the folder as ``python -m http.server`` does."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(copy)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def reader(chromium, address, contexts, complaints):
    """Open a browser at the copy; whatever it complains of fails the test."""

    def open_page(*, language="en", width=1280):
        context = chromium.new_context(
            locale=LOCALES[language], viewport={"width": width, "height": 900}, base_url=address
        )
        contexts.append(context)
        context.set_default_timeout(10_000)
        complaints.listen(context)
        page = context.new_page()
        page.goto("/zh/" if language == "zh" else "/")
        return page

    return open_page


@pytest.mark.parametrize(
    ("language", "width", "words", "unit"),
    [
        pytest.param("en", 1280, "who is responsible for water?", "Water Bureau", id="en-wide"),
        pytest.param("zh", 390, "水务局", "水务局", id="zh-narrow"),
    ],
)
def test_a_reader_goes_from_words_to_the_duty_its_unit_and_its_register(reader, language, width, words, unit):
    page = reader(language=language, width=width)
    page.locator("[name=words]").fill(words)
    page.locator("[name=words]").press("Enter")

    answers = page.locator("#answers")
    expect(answers.locator("mark").first).to_be_visible()
    answers.get_by_role("link", name=unit).first.click()
    expect(page.locator("h1")).to_have_text(unit)
    page.locator("main table").get_by_role("link").first.click()
    expect(page.locator("main")).to_contain_text(unit)
    assert faults_of(page) == []
    assert overflow_of(page) <= 0


def test_what_nothing_holds_is_said(reader):
    page = reader()
    page.locator("[name=words]").fill("zebra crossing")
    page.locator("[name=words]").press("Enter")

    expect(page.locator("#answers")).to_contain_text("Nothing")


def test_an_answer_has_an_address_of_its_own(reader):
    page = reader()
    page.goto("/?words=water")

    expect(page.locator("[name=words]")).to_have_value("water")
    expect(page.locator("#answers").get_by_role("link").first).to_be_visible()


def test_words_that_look_like_markup_stay_words(reader):
    page = reader()
    page.goto("/?words=%3Cimg%20src%3Dx%3E")

    expect(page.locator("[name=words]")).to_have_value("<img src=x>")
    assert page.locator("#answers img").count() == 0


def test_the_other_language_is_a_link(reader):
    page = reader()
    page.get_by_role("link", name="中文").click()

    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    page.get_by_role("link", name="责任单位").first.click()
    expect(page.locator("h1")).to_have_text("责任单位")


def test_a_unit_that_is_no_more_leads_to_its_successor(reader):
    page = reader()
    page.goto("/portal/units/water/")
    page.get_by_role("link", name="Hechuan District").click()

    expect(page.locator("main")).to_contain_text("This unit is no more since 2 Mar 2026")
    page.get_by_role("link", name="Water Bureau").click()
    expect(page.locator("h1")).to_have_text("Water Bureau")
