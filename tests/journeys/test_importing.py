"""A clerk lays a file beside a draft, mends a row, says what a name means, applies it, and takes it back."""

import re

import pytest
from playwright.sync_api import expect
from tests.journeys.drafting import open_register, put_in, write_duty
from tests.journeys.visiting import faults_of, overflow_of

pytestmark = pytest.mark.journey

DRESSES = [pytest.param("en", 1280, id="en-wide"), pytest.param("zh", 390, id="zh-narrow")]
CODE = "quiet-2026"
TABLE = """number,text,lead,due_on
1,Keep the harbour very quiet.,ecology,
2,Plan quiet routes for lorries.,Office of Quiet,
3,Measure noise at night.,transport,soon
"""


def readable(page):
    """Nothing on the page keeps anybody from reading it."""
    assert faults_of(page) == []
    assert overflow_of(page) <= 0


@pytest.mark.parametrize(("language", "width"), DRESSES)
def test_a_file_is_compared_mended_applied_and_taken_back(city, visit, width, complaints):
    clerk, say = visit("lin.yue", width=width), city.say
    open_register(clerk, city.choose(en="Quiet, 2026", zh="2026年静音责任清单"), CODE)
    write_duty(clerk, say, CODE, "Keep the harbour quiet.", "ecology")

    put_in(clerk, say, CODE, TABLE)
    expect(clerk.locator("main table ins")).to_contain_text("very")
    expect(clerk.get_by_role("button", name=say("Apply to the draft"))).to_have_count(0)
    readable(clerk)

    settle_without_a_choice(clerk, say, complaints)
    settle(clerk, say)
    mend(clerk, say)
    apply(clerk, say)
    undo(clerk, say)


@pytest.mark.parametrize(("language", "width"), DRESSES)
def test_a_long_file_is_followed_by_its_bar_and_its_preview_comes_by_itself(city, visit, width):
    clerk, say, code = visit("lin.yue", width=width), city.say, "long-2026"
    open_register(clerk, city.choose(en="Long, 2026", zh="2026年长清单"), code)
    rows = "".join(
        f"{number},Do what measure number {number} of this plan says in full.,ecology\n" for number in range(1, 4001)
    )

    put_in(clerk, say, code, f"number,text,lead\n{rows}")
    expect(clerk.locator("main")).to_contain_text(say("The file is read and compared with the draft"))
    readable(clerk)

    expect(clerk.get_by_role("button", name=say("Apply to the draft"))).to_be_visible(timeout=60_000)
    readable(clerk)


def settle_without_a_choice(page, say, complaints):
    complaints.expect(422)
    page.get_by_role("button", name=say("Use in all rows")).click()
    expect(page.locator("main .error-summary")).to_contain_text(say("Choose what at least one name means."))
    readable(page)


def settle(page, say):
    page.locator("main select[name^=name-]").select_option("unit:transport")
    page.get_by_role("button", name=say("Use in all rows")).click()
    expect(page.get_by_role("button", name=say("Use in all rows"))).to_have_count(0)


def mend(page, say):
    page.locator("main .tabs").get_by_role("link", name=say("To be mended")).click()
    expect(page.locator("main tbody tr")).to_have_count(1)
    page.locator("main tbody").get_by_role("link", name=say("Mend")).click()
    page.wait_for_url(re.compile(r"/rows/\d+/"))
    readable(page)
    page.locator("[name=due_on]").fill("2026-06-30")
    page.get_by_role("button", name=say("Save and compare")).click()
    page.wait_for_url("**/?shown=grave")
    expect(page.locator("main")).to_contain_text(say("No such rows"))


def apply(page, say):
    page.get_by_role("button", name=say("Apply to the draft")).click()
    page.locator("#confirm [data-answer=yes]").click()
    expect(page.locator("#toasts")).to_contain_text(say("The file was applied to the draft."))
    readable(page)
    page.goto(f"/registers/{CODE}/")
    expect(page.locator("main tbody tr")).to_have_count(3)
    page.go_back()


def undo(page, say):
    page.get_by_role("button", name=say("Undo")).click()
    page.locator("#confirm [data-answer=yes]").click()
    expect(page.locator("#toasts")).to_contain_text(say("The draft stands as before the file was applied."))
    page.goto(f"/registers/{CODE}/")
    expect(page.locator("main tbody tr")).to_have_count(1)
