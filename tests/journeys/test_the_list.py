"""A clerk's day in a list: cells that become fields, many duties at once, a view of one's own, and the search."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.journey

CLERK = "lin.yue"
LIST = "/registers/ecology-2026/"


@pytest.fixture
def draft(visit, city):
    """Begin a draft of the register, and leave the city as it was."""
    page = visit(CLERK)
    page.goto(LIST)
    page.get_by_role("button", name=city.say("Revise")).click()
    page.wait_for_url(re.compile("/editions/2/"))
    yield page
    page.goto(f"{LIST}editions/2/")
    page.get_by_role("button", name=city.say("Discard the draft")).click()
    page.get_by_role("button", name=city.say("Yes, go on")).click()
    page.wait_for_load_state()


@pytest.fixture(params=["en", "zh"])
def language(request):
    return request.param


def row(page, place):
    return page.locator("tr[data-edited-at]").nth(place)


def test_a_cell_is_changed_where_it_stands_and_left_by_esc(draft, city):
    row(draft, 1).locator("[data-entry=field]").dblclick()
    expect(draft.locator("[name=value]")).to_be_focused()
    draft.locator("[name=value]").fill("Harbour air")
    draft.keyboard.press("Tab")
    expect(draft.locator("select[name=value]")).to_be_focused()
    # Nobody is so fast: htmx takes the new cell over once it has settled.
    expect(draft.locator(".htmx-added, .htmx-settling, .htmx-swapping, .htmx-request")).to_have_count(0)
    draft.keyboard.press("Escape")

    expect(row(draft, 1).locator("[data-entry=field]")).to_have_text("Harbour air")
    expect(draft.locator("[name=value]")).to_have_count(0)


def test_many_are_changed_after_a_look_and_put_back(draft, city):
    before = row(draft, 0).locator("[data-entry=field]").inner_text()
    draft.locator(".tick-of-row").nth(0).click()
    draft.locator(".tick-of-row").nth(3).click(modifiers=["Shift"])
    draft.get_by_role("button", name=city.say("Go on with those ticked")).click()
    draft.locator("[name=value]").fill("Harbour")
    draft.get_by_role("button", name=city.say("Show what would change")).click()
    expect(draft.locator("tbody tr")).to_have_count(4)
    draft.get_by_role("button", name=city.say("Change them")).click()
    expect(row(draft, 3).locator("[data-entry=field]")).to_have_text("Harbour")

    draft.get_by_role("button", name=city.say("Undo")).click()

    expect(row(draft, 0).locator("[data-entry=field]")).to_have_text(before)


def test_a_row_is_moved_by_keys(draft):
    first = row(draft, 0).get_attribute("id")
    row(draft, 0).locator("a").first.focus()

    draft.keyboard.press("Alt+ArrowDown")

    expect(row(draft, 1)).to_have_attribute("id", first)


def test_a_view_is_kept_and_forgotten(visit, city):
    page = visit(CLERK)
    page.goto(f"{LIST}?group=field&sort=-number")
    page.get_by_text(city.say("Keep this view")).click()
    page.get_by_label(city.say("Name of the view")).fill("Mine")
    page.get_by_role("button", name=city.say("Keep"), exact=True).last.click()
    expect(page.get_by_role("link", name="Mine")).to_have_attribute("aria-current", "page")
    expect(page.locator(".row-group").first).to_be_visible()

    page.get_by_role("button", name=city.say("Forget this view")).click()

    expect(page.get_by_role("link", name="Mine")).to_have_count(0)


def test_the_search_opens_anywhere_and_suggests(visit, city):
    page = visit(CLERK)
    page.goto("/desk/units/")
    page.keyboard.press("Control+k")
    page.keyboard.type(city.choose(en="shore pow", zh="岸电"), delay=20)
    expect(page.locator("#search-suggestions mark").first).to_be_visible()

    page.keyboard.press("Enter")

    expect(page.locator("tbody tr").first).to_contain_text(city.choose(en="shore power", zh="岸电"))
