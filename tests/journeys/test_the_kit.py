"""The kit in a real browser: reachable by keys, readable in every dress, and quiet under the site's policy."""

import threading
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.wsgi import get_wsgi_application
from playwright.sync_api import expect

from zeren_platform.ui.preferences import COOKIE

pytestmark = pytest.mark.journey


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *_words):
        pass


@pytest.fixture(scope="module")
def address(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        server = make_server("127.0.0.1", 0, get_wsgi_application(), Server, Quiet)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        server.server_close()


@pytest.fixture
def gallery(chromium, address):
    """Open the gallery; whatever the browser complains of fails the test."""
    contexts, complaints = [], []

    def visit(*, width=1280, reading="", language="en", script=True):
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, reduced_motion="reduce", java_script_enabled=script
        )
        contexts.append(context)
        chosen = {"django_language": language, COOKIE: reading}
        context.add_cookies([{"name": name, "value": value, "url": address} for name, value in chosen.items() if value])
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{address}/gallery/")
        page.wait_for_load_state("networkidle")
        return page

    yield visit
    for context in contexts:
        context.close()
    assert complaints == []


DRESSES = [
    (1280, "light.normal.normal", "en"),
    (1280, "dark.normal.normal", "zh-hans"),
    (1280, "light.high.large", "zh-hans"),
    (390, "dark.high.large", "en"),
    (390, "light.normal.normal", "zh-hans"),
]


@pytest.mark.parametrize(("width", "reading", "language"), DRESSES)
def test_axe_finds_nothing(gallery, width, reading, language):
    page = gallery(width=width, reading=reading, language=language)

    found = Axe().run(page).response["violations"]

    assert [(fault["id"], fault["nodes"][0]["html"]) for fault in found] == []


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
@pytest.mark.parametrize("reading", ["light.normal.normal", "light.normal.large"])
def test_no_page_is_wider_than_its_window(gallery, width, reading):
    page = gallery(width=width, reading=reading)

    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_a_filter_takes_effect_while_typing_and_keeps_what_is_typed(gallery):
    page = gallery()

    page.keyboard.press("/")
    page.keyboard.type("dust")

    page.wait_for_url("**/gallery/?q=dust")
    expect(page.locator(".chip")).to_contain_text("dust")
    assert page.evaluate("document.activeElement.value") == "dust"


def test_filters_work_without_a_script(gallery):
    page = gallery(script=False)

    page.select_option("[name=state]", "red")
    page.click("text=Apply")

    page.wait_for_url("**state=red**")
    expect(page.locator("[name=state]")).to_have_value("red")


def test_keys_go_from_row_to_row_and_tell_what_they_do(gallery):
    page = gallery()

    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.textContent") == "Dust on building sites"

    page.keyboard.press("?")
    expect(page.locator("#keyboard")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#keyboard")).to_be_hidden()


def test_a_dialog_opens_on_its_first_field_and_closes_with_escape(gallery):
    page = gallery()
    opener = page.get_by_role("button", name="Decline with a reason").first

    opener.click()
    expect(page.locator("#decline")).to_be_visible()
    assert page.evaluate("document.activeElement.name") == "text"

    page.keyboard.press("Escape")
    expect(opener).to_be_focused()


def test_an_act_that_asks_first_is_not_done_before_the_answer(gallery):
    page = gallery()
    publish = page.locator("#acts").get_by_role("button", name="Publish the register")

    publish.click()
    page.locator("[data-answer=no]").click()
    expect(page.locator(".error-summary")).to_have_count(0)

    publish.click()
    page.locator("[data-answer=yes]").click()
    expect(page.locator(".error-summary")).to_be_focused()


def test_a_part_of_the_page_is_replaced_and_takes_the_focus(gallery):
    page = gallery()

    page.get_by_role("button", name="Replace this part").click()

    expect(page.locator("#swapped .panel-success")).to_be_visible()
    expect(page.locator("#swapped")).to_be_focused()


def test_a_proposal_leads_to_its_sentence_and_back(gallery):
    page = gallery()

    page.get_by_role("link", name="See its sentence").first.click()
    expect(page.locator(".mark.at")).to_contain_text("The Housing and Construction Bureau")

    page.locator(".mark-back").first.click()
    page.wait_for_url("**#proposal-1")


def test_reading_preferences_are_kept_without_a_script(gallery):
    page = gallery(script=False)

    page.locator("summary", has_text="Reading preferences").click()
    page.check("[name=theme][value=dark]")
    page.click("text=Keep")

    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_the_language_is_changed_on_the_spot(gallery):
    page = gallery()

    page.get_by_role("button", name="中文").click()

    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    assert page.url.endswith("/gallery/")
