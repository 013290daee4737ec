"""Deciding on proposals by keys alone, without a script, and two at once."""

from itertools import count

import pytest
from playwright.sync_api import expect
from tests.journeys.visiting import add_document, enter_person, faults_of, sign_in

pytestmark = pytest.mark.journey
NUMBERS = count(1)


def focused(page, expression):
    return page.evaluate(f"document.activeElement.{expression}")


def test_a_clerk_decides_by_keys_alone(city, visit):
    page = visit("lin.yue")
    add_document(page, city, city.copy("dust", "keys"))
    card = page.locator("[data-card]")

    for key in "jk":
        page.keyboard.press(key)
    expect(card.nth(0)).to_be_focused()
    page.keyboard.press("a")
    expect(card.nth(0)).to_have_attribute("data-card", "accepted")
    expect(card.nth(1)).to_be_focused()

    page.keyboard.press("e")
    expect(card.nth(1).locator("textarea[name=text]")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.type("Building sites")
    page.keyboard.press("Enter")
    expect(card.nth(1)).to_contain_text("Building sites")
    expect(card.nth(1)).to_be_focused()

    page.keyboard.press("j")
    page.keyboard.press("r")
    expect(card.nth(2).locator("textarea")).to_be_focused()
    page.keyboard.type("Praise, not a task.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(card.nth(2)).to_have_attribute("data-card", "rejected")


def test_keys_reach_everything_in_order(city, visit):
    page = visit("lin.yue")
    page.goto("/sources/")

    page.keyboard.press("Tab")
    assert focused(page, "className") == "skip"
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert focused(page, "textContent.trim()") == city.say("Add a document")

    page.keyboard.press("?")
    expect(page.locator("#keyboard")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#keyboard")).to_be_hidden()
    page.keyboard.press("g")
    page.keyboard.press("r")
    page.wait_for_url("**/registers/")


def test_without_a_script_a_proposal_is_accepted_edited_and_rejected(city, visit):
    page = visit("lin.yue", script=False)
    add_document(page, city, city.copy("dust", "plain"))
    address, card = page.url, page.locator("[data-card]")

    card.nth(0).get_by_role("button", name="Accept").click()
    expect(card.nth(0)).to_have_attribute("data-card", "accepted")
    assert page.url.startswith(address)

    card.nth(1).get_by_role("link", name="Edit").click()
    expect(page.locator(".mark")).to_contain_text("inspect every building site")
    page.get_by_label("Title").fill("Building sites")
    page.get_by_role("button", name="Save").click()
    expect(card.nth(1)).to_contain_text("Building sites")

    card.nth(2).get_by_role("link", name="Reject").click()
    page.get_by_label("Reason").fill("Praise, not a task.")
    page.get_by_role("button", name="Reject").click()
    expect(card.nth(2)).to_have_attribute("data-card", "rejected")


def test_without_a_script_the_register_is_filtered_and_sorted(visit):
    page = visit("lin.yue", script=False)
    page.goto("/registers/ecology-2026/")

    page.locator("[name=unit]").select_option("meteorology")
    page.locator("[name=role]").select_option("lead")
    page.get_by_role("button", name="Apply").click()
    page.wait_for_url("**unit=meteorology**")

    rows = page.locator("main tbody tr")
    assert rows.count() > 0
    assert all("Meteorological" in row for row in rows.all_inner_texts())
    page.get_by_role("link", name="Field").click()
    page.wait_for_url("**sort=field**")
    assert "unit=meteorology" in page.url


@pytest.fixture
def two_clerks(city, visit):
    """Let the security administrator enter a second clerk, and sign both in."""
    # A city is walked by all tests of its language, and a name is taken once.
    username = f"shen.mo{next(NUMBERS)}"
    password = enter_person(visit("xiang.wantang"), city, username, unit="party-office", role="clerk")
    first, second = visit("lin.yue"), visit()
    sign_in(second, city, username, password)
    second.wait_for_url("**/desk/")
    return first, second


def test_of_two_clerks_at_one_proposal_the_second_is_told_and_loses_nothing(city, two_clerks, complaints):
    first, second = two_clerks
    complaints.expect(409, 422)
    add_document(first, city, city.copy("dust", "two"))
    second.goto(first.url)
    for page in two_clerks:
        page.locator("[data-card]").nth(0).get_by_role("link", name="Edit").click()
        expect(page.locator("[data-card] textarea[name=text]")).to_be_focused()

    first.locator("[data-card] textarea[name=text]").fill("Publish the readings every hour.")
    first.get_by_role("button", name="Save").click()
    expect(first.locator("[data-card]").nth(0)).to_contain_text("every hour")
    second.locator("[data-card] textarea[name=text]").fill("Publish the readings every day.")
    second.get_by_role("button", name="Save").click()

    card = second.locator("[data-card]").nth(0)
    expect(card.get_by_role("alert")).to_be_visible()
    expect(card).to_contain_text("Publish the readings every hour.")
    expect(card.locator("textarea[name=text]")).to_have_value("Publish the readings every day.")
    second.get_by_role("radio", name="Mine").check()
    second.get_by_role("button", name="Save").click()
    expect(card).to_have_attribute("data-card", "open")
    expect(card).to_contain_text("every day")

    # The first still sees what they saved; their next act is told of the change.
    first.locator("[data-card]").nth(0).get_by_role("button", name="Accept").click()
    expect(first.locator("[data-card]").nth(0)).to_contain_text("every day")
    expect(first.locator("[data-card]").nth(0)).to_have_attribute("data-card", "open")


def test_two_clerks_see_each_other_and_what_the_other_changed(city, two_clerks):
    first, second = two_clerks
    add_document(first, city, city.copy("dust", "beside"))
    second.goto(first.url)
    first.locator("[data-card]").nth(1).get_by_role("link", name="Edit").click()

    beside = second.locator("[data-beside]")
    # The page asks every five seconds.
    expect(beside).to_contain_text("at proposal 2", timeout=20_000)
    first.locator("[data-card] textarea[name=text]").fill("Inspect every building site each week.")
    first.get_by_role("button", name="Save").click()

    card = second.locator("[data-card]").nth(1)
    expect(card).to_contain_text("changed this proposal meanwhile", timeout=20_000)
    assert faults_of(second) == []
    card.get_by_role("link", name="Show it as it stands").click()
    expect(card).to_contain_text("Inspect every building site each week.")
    expect(card).not_to_contain_text("meanwhile")


def test_a_draft_waits_after_the_browser_was_closed(city, visit):
    page = visit("lin.yue")
    add_document(page, city, city.copy("dust", "draft"))
    address = page.url
    page.locator("[data-card]").nth(0).get_by_role("link", name="Edit").click()
    with page.expect_response("**/edit/draft/"):
        page.locator("[data-card] textarea[name=text]").fill("Publish the rea")
    page.context.close()

    page = visit("lin.yue")
    page.goto(address)
    card = page.locator("[data-card]").nth(0)
    card.get_by_role("link", name="Edit").click()
    expect(card.locator("textarea[name=text]")).to_have_value("Publish the rea")
    card.get_by_role("button", name="Discard what was typed").click()
    expect(card.locator("textarea[name=text]")).not_to_have_value("Publish the rea")


def test_a_sentence_is_split_and_the_keys_are_listed(city, visit):
    page = visit("lin.yue")
    add_document(page, city, city.copy("dust", "split"))
    cards = page.locator("[data-card]")
    count = cards.count()

    page.keyboard.press("?")
    expect(page.locator("#deciding-keys")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("x")
    expect(page.locator("#voice")).to_contain_text("1")
    page.keyboard.press("s")
    box = page.locator("textarea[name=parts]")
    expect(box).to_be_focused()
    first, rest = box.input_value().split(" ", 1)
    box.fill(f"{first}\n{rest}")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(cards).to_have_count(count + 1)
    expect(cards.nth(0)).to_be_focused()
    expect(page.locator("#voice")).to_contain_text("2 proposals were made of one.")
