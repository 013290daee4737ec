"""A draft is put to its units in a browser: they answer, the clerk answers them, a leader adopts, a head signs."""

import pytest
from playwright.sync_api import expect
from tests.journeys.visiting import enter_person, faults_of, overflow_of, sign_in

pytestmark = pytest.mark.journey

DRESSES = [pytest.param("en", 1280, id="en-wide"), pytest.param("zh", 390, id="zh-narrow")]


class Consulting:
    """One consultation in one city."""

    def __init__(self, city):
        self.city, self.say = city, city.say
        self.title = city.choose(en="Noise at night, 2026", zh="2026年夜间噪声责任清单")
        self.first = city.choose(en="Measure noise at the port every night.", zh="每晚监测港区噪声。")
        self.better = city.choose(en="Measure noise at the port every night in summer.", zh="夏季每晚监测港区噪声。")
        self.second = city.choose(en="Plan lorry routes around housing.", zh="规划避开居民区的货车线路。")
        self.body = city.choose(en="Sixth executive meeting of 2026", zh="2026年第6次常务会议")
        self.register = "/registers/noise-2026/"

    def readable(self, page):
        """Nothing on the page keeps anybody from reading it."""
        assert faults_of(page) == []
        assert overflow_of(page) <= 0


@pytest.mark.parametrize(("language", "width"), DRESSES)
def test_units_are_asked_answer_and_are_answered(city, visit, width):
    walk = Consulting(city)
    clerk, security, ecology, leader = (visit(width=width) for _person in range(4))
    sign_in(clerk, city, "lin.yue")
    clerk.wait_for_url("**/desk/")
    sign_in(security, city, "xiang.wantang")
    security.wait_for_url("**/desk/")
    password = enter_person(security, city, "song.lu", unit="transport", role="head")
    transport = visit(width=width)

    open_the_register(walk, clerk)
    write_a_duty(walk, clerk, walk.first, "ecology")
    write_a_duty(walk, clerk, walk.second, "transport")
    ask(walk, clerk)

    sign_in(ecology, city, "jiang.zhaoting")
    ecology.wait_for_url("**/desk/")
    propose_words(walk, ecology)
    sign_in(transport, city, "song.lu", password)
    transport.wait_for_url("**/desk/")
    agree(walk, transport)

    close_and_take_over(walk, clerk)
    ask_the_changed_again(walk, clerk, ecology)

    sign_in(leader, city, "fang.xubai")
    leader.wait_for_url("**/desk/")
    adopt(walk, leader)
    sign(walk, ecology)


def open_the_register(walk, page):
    page.goto("/registers/new/")
    page.locator("[name=title]").fill(walk.title)
    page.locator("[name=code]").fill("noise-2026")
    page.locator("form [type=submit]").last.click()
    page.wait_for_url(f"**{walk.register}")
    walk.readable(page)


def write_a_duty(walk, page, text, unit):
    page.goto(walk.register)
    page.get_by_role("link", name=walk.say("Add a duty")).click()
    page.locator("[name=text]").fill(text)
    page.locator("[name=parts-0-unit]").select_option(unit)
    page.locator("[name=parts-0-role]").select_option("lead")
    page.get_by_role("button", name=walk.say("Save")).click()
    page.wait_for_url("**/duties/*/")


def ask(walk, page):
    page.goto(walk.register)
    page.get_by_role("link", name=walk.say("Ask the units")).click()
    page.wait_for_url("**/consult/")
    walk.readable(page)
    page.get_by_role("button", name=walk.say("Ask the units")).click()
    page.wait_for_url("**/consultations/*/")
    walk.consultation = page.url
    walk.readable(page)


def propose_words(walk, page):
    page.goto(walk.register)
    page.locator("main").get_by_role("link", name=walk.say("Give an opinion")).click()
    page.wait_for_url("**/units/ecology/")
    walk.readable(page)
    page.locator("main").get_by_role("link", name=walk.say("Comment")).click()
    page.locator("[name=proposed_text]").fill(walk.better)
    page.locator("main form [type=submit]").click()
    page.wait_for_url("**/units/ecology/")
    expect(page.locator("main")).to_contain_text(walk.better)
    page.locator("[name=stance][value=objected]").check()
    page.get_by_role("button", name=walk.say("Send the answer")).click()
    expect(page.locator("main dl").first).to_contain_text(walk.say("Objects"))
    walk.readable(page)


def agree(walk, page):
    page.goto(walk.register)
    page.locator("main").get_by_role("link", name=walk.say("Give an opinion")).click()
    page.locator("[name=stance][value=agreed]").check()
    page.get_by_role("button", name=walk.say("Send the answer")).click()
    expect(page.locator("main dl").first).to_contain_text(walk.say("Agrees"))


def close_and_take_over(walk, page):
    page.goto(walk.consultation)
    page.get_by_role("button", name=walk.say("Close the consultation")).click()
    page.get_by_role("button", name=walk.say("Take over")).click()
    expect(page.locator("main table").first).to_contain_text(walk.say("Taken up"))
    walk.readable(page)
    page.get_by_role("link", name=walk.say("What changed since")).click()
    expect(page.locator("ins")).to_contain_text(walk.city.choose(en="in summer", zh="夏季"))
    walk.readable(page)


def ask_the_changed_again(walk, clerk, ecology):
    """What was taken over is not what the unit was asked about, until it was asked again."""
    clerk.get_by_role("link", name=walk.say("Ask again")).click()
    clerk.get_by_role("button", name=walk.say("Ask the units")).click()
    clerk.wait_for_url("**/consultations/*/")
    agree(walk, ecology)
    clerk.reload()
    clerk.get_by_role("button", name=walk.say("Close the consultation")).click()
    expect(clerk.locator("main dl").first).to_contain_text(walk.say("Closed"))


def adopt(walk, page):
    page.goto(walk.register)
    page.locator("main").get_by_role("button", name=walk.say("Adopt")).first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label(walk.say("Adopted by")).fill(walk.body)
    dialog.locator("[name=effective_from]").fill("2026-02-01")
    dialog.locator("[name=receipt_due_on]").fill("2099-01-01")
    dialog.get_by_role("button", name=walk.say("Adopt")).click()
    expect(page.locator("main")).to_contain_text(walk.body)
    walk.readable(page)


def sign(walk, page):
    page.goto("/registers/receipts/?register=noise-2026")
    walk.readable(page)
    expect(page.locator("main tbody tr")).to_have_count(1)
    page.locator("main tbody tr").get_by_role("button", name=walk.say("Sign")).click()
    expect(page.locator("#toasts")).to_contain_text(walk.say("Signed for duty %(number)s.", number=1))
