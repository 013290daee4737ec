"""The whole path in a browser: a document becomes duties, units sign for them, everybody can see it."""

import re

import pytest
from playwright.sync_api import expect
from tests.journeys.visiting import add_document, sign_in, sign_out, told

pytestmark = pytest.mark.journey

SENTENCES = {
    "en": {
        "readings": "publish the hourly dust readings of the six port stations",
        "sites": "inspect every building site within 500 metres of a school",
        "yards": "open coal yards within one kilometre of housing must be covered",
        "line": "open a night line for complaints about noise",
    },
    "zh": {
        "readings": "公布六个港区站点的扬尘小时数据",
        "sites": "对学校周边500米内的建筑工地逐一检查",
        "yards": "距居民区一公里以内的露天煤场要于9月底前完成封闭",
        "line": "开通夜间噪声投诉专线",
    },
}
UNITS = {
    "en": {
        "ecology": "Municipal Ecology and Environment Bureau",
        "education": "Municipal Education Bureau",
        "urban": "Municipal Urban Management Bureau",
        "transport": "Municipal Transport Bureau",
    },
    "zh": {
        "ecology": "市生态环境局",
        "education": "市教育局",
        "urban": "市城市管理局",
        "transport": "市交通运输局",
    },
}


class Walk:
    """One walk in one city: the words of the city, and the pages found on the way."""

    def __init__(self, city):
        self.city, self.say = city, city.say
        self.sentence, self.unit = SENTENCES[city.language], UNITS[city.language]
        self.title = city.choose(en="Dust and noise, first half of 2026", zh="2026年上半年扬尘与噪声治理清单")
        self.duties = {}

    def card(self, page, number):
        return page.locator("[data-card]").nth(number - 1)

    def see_line(self, page, duty, text, **facts):
        """Open the duty and see the newest line of its time line."""
        page.goto(self.duties[duty])
        assert told(page)[-1] == self.say(text, **facts)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_document_becomes_duties_that_units_answer_for(city, visit, complaints):
    walk, clerk, head, citizen = Walk(city), visit(), visit(), visit()

    sign_in(clerk, city, "lin.yue")
    clerk.wait_for_url("**/desk/")
    add_document(clerk, city, city.document("dust"))
    read_side_by_side(walk, clerk)
    accept_as_it_is(walk, clerk)
    edit_text_and_units(walk, clerk)
    reject_with_a_reason(walk, clerk)
    assign_to_a_unit(walk, clerk)
    put_into_a_register(walk, clerk)
    mend_the_fault(walk, clerk, complaints)
    adopt(walk, clerk)

    sign_in(head, city, "jiang.zhaoting")
    head.wait_for_url("**/desk/")
    sign_for_one(walk, head)
    decline_another(walk, head)
    assign_anew(walk, clerk)

    sign_out(head, city)
    look_it_up(walk, citizen)


def read_side_by_side(walk, page):
    """Every proposal leads to its sentence, and the sentence back to the proposal."""
    expect(page.locator("[data-card]")).to_have_count(5)
    text = page.get_by_role("region", name=walk.say("Text"), exact=True)
    card = walk.card(page, 1)
    expect(card).to_contain_text(walk.sentence["readings"])

    card.get_by_role("link", name=walk.say("In the text")).click()

    expect(text.locator(".mark.at")).to_contain_text(walk.sentence["readings"])
    expect(text.locator(".mark.at")).to_be_in_viewport()
    assert page.url.endswith(f"#{card.get_attribute('data-words')}")


def accept_as_it_is(walk, page):
    card = walk.card(page, 1)
    expect(card).to_contain_text(walk.unit["ecology"])

    card.get_by_role("button", name=walk.say("Accept")).click()

    expect(card).to_contain_text(walk.say("Accepted"))
    expect(page.locator("#tally")).to_contain_text("1 / 5")
    states = page.get_by_role("navigation", name=walk.say("Proposals by state"))
    expect(states).to_contain_text(re.compile(r"5\D+4\D+1\D+0"))


def edit_text_and_units(walk, page):
    card = walk.card(page, 2)
    card.get_by_role("link", name=walk.say("Edit")).click()
    text = card.get_by_label(walk.say("What is to be done"))
    expect(text).to_have_value(re.compile("500"))

    text.fill(text.input_value().replace("500", "300"))
    card.locator("[name=units-1-unit]").fill(walk.unit["education"])
    card.get_by_role("button", name=walk.say("Save")).click()

    expect(card).to_contain_text("300")
    expect(card).to_contain_text(walk.unit["education"])
    expect(card).to_have_attribute("data-card", "open")
    card.get_by_role("button", name=walk.say("Accept")).click()
    expect(card).to_have_attribute("data-card", "accepted")


def reject_with_a_reason(walk, page):
    card = walk.card(page, 3)
    reason = walk.city.choose(en="Praise, not a task.", zh="属于表扬，不是任务。")
    card.get_by_role("link", name=walk.say("Reject")).click()

    card.get_by_label(walk.say("Reason")).fill(reason)
    card.get_by_role("button", name=walk.say("Reject")).click()

    expect(card).to_have_attribute("data-card", "rejected")
    expect(card).to_contain_text(reason)


def assign_to_a_unit(walk, page):
    card = walk.card(page, 4)
    expect(card).to_contain_text(walk.say("Names no unit"))
    card.get_by_role("link", name=walk.say("Edit")).click()
    expect(card.get_by_label(walk.say("What is to be done"))).to_be_focused()

    card.locator("[name=units-0-unit]").fill(walk.unit["ecology"])
    card.locator("[name=units-0-role]").select_option("lead")
    card.get_by_role("button", name=walk.say("Save")).click()

    expect(card).to_contain_text(walk.unit["ecology"])
    card.get_by_role("button", name=walk.say("Accept")).click()
    expect(card).to_have_attribute("data-card", "accepted")
    joint = walk.card(page, 5)
    expect(joint).to_contain_text(walk.say("Choose a lead"))
    joint.get_by_role("button", name=walk.say("Accept")).click()
    expect(page.locator("#tally")).to_contain_text("5 / 5")
    expect(page.locator(".mark.at")).to_contain_text(walk.sentence["line"])


def put_into_a_register(walk, page):
    page.get_by_role("link", name=walk.say("Put accepted proposals into a register")).click()
    title = page.get_by_label(walk.say("Title"), exact=True)
    expect(title).to_be_attached()
    new = page.get_by_label(walk.say("A new register"), exact=True)
    if new.count():
        new.check()
    title.fill(walk.title)
    page.get_by_label(walk.say("Kind"), exact=True).select_option("meeting-decisions")

    page.get_by_role("button", name=walk.say("Make them duties")).click()

    expect(page.get_by_role("heading", level=1)).to_have_text(walk.title)
    walk.register = page.url
    for duty in ("readings", "sites", "yards", "line"):
        found = page.locator(
            "main tbody tr", has_text=re.compile(walk.sentence[duty][:12].replace("500", "[35]00"), re.IGNORECASE)
        )
        walk.duties[duty] = f"{walk.city.address}{found.get_attribute('data-href')}"
    see_the_story_so_far(walk, page)


def see_the_story_so_far(walk, page):
    """The time line of a new duty begins with its document."""
    page.goto(walk.duties["sites"])
    opened = walk.say(
        "The register %(title)s was opened with %(count)s duties from a document.", title=walk.title, count=4
    )

    assert told(page) == [
        walk.say("The document was added; %(proposals)s proposals were read out of it.", proposals=5),
        walk.say("Proposal %(number)s was edited.", number=2),
        walk.say("Proposal %(number)s was accepted.", number=2),
        opened,
    ]
    expect(page.locator("main .mark")).to_contain_text(walk.sentence["sites"])


def mend_the_fault(walk, page, complaints):
    """A duty that nobody leads keeps the draft from being adopted."""
    page.goto(walk.register)
    fault = page.locator("main details", has_text=walk.say("To be mended before adoption"))
    expect(fault).to_contain_text(walk.say("Nobody leads, and the source does not say so"))
    complaints.expect(409, 422)
    fill_in_adoption(walk, page)
    expect(page.get_by_role("alert")).to_be_visible()

    page.goto(walk.register)
    fault.get_by_role("link").click()
    page.locator("[name=parts-0-role]").select_option("lead")
    page.get_by_role("button", name=walk.say("Save")).click()

    expect(page).to_have_url(walk.duties["line"])
    walk.see_line(page, "line", "Duty %(number)s was edited in the draft.", number=4)
    page.goto(walk.register)
    expect(fault).to_have_count(0)


def fill_in_adoption(walk, page):
    page.get_by_role("button", name=walk.say("Adopt")).first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label(walk.say("Adopted by")).fill(body_of(walk))
    dialog.get_by_label(walk.say("In force from")).fill("2026-04-01")
    dialog.get_by_role("button", name=walk.say("Adopt")).click()


def body_of(walk):
    return walk.city.choose(en="Fifth executive meeting of 2026", zh="2026年第5次常务会议")


def adopt(walk, page):
    fill_in_adoption(walk, page)

    expect(page.locator("main").get_by_text(walk.say("In force"), exact=True).first).to_be_visible()
    for duty in walk.duties:
        page.goto(walk.duties[duty])
        assert body_of(walk) in told(page)[-1]


def sign_for_one(walk, page):
    """The head finds the duty on their own page and signs."""
    expect(page.get_by_role("list", name=walk.say("What needs me"))).to_contain_text(walk.title)
    page.get_by_role("link", name=walk.title).last.click()
    page.locator("main tbody tr", has_text=walk.sentence["readings"][:40]).get_by_role("link").first.click()
    expect(page).to_have_url(walk.duties["readings"])

    page.get_by_role("button", name=walk.say("Sign for receipt")).click()

    expect(page.locator("#toasts")).to_contain_text(walk.say("Signed for duty %(number)s.", number=1))
    walk.see_line(page, "readings", "%(unit_name)s signed for receipt.", unit_name=walk.unit["ecology"])


def decline_another(walk, page):
    page.goto(walk.duties["yards"])
    page.get_by_role("link", name=walk.say("Decline")).click()
    page.get_by_label(walk.say("Reason")).fill(reason_of(walk))

    page.get_by_role("button", name=walk.say("Decline")).click()

    expect(page.locator("#toasts")).to_contain_text(
        walk.say("Declined. The clerk of the register decides to whom the duty goes.")
    )
    walk.see_line(page, "yards", "%(unit_name)s declined the duty.", unit_name=walk.unit["ecology"])


def reason_of(walk):
    return walk.city.choose(en="Port yards are under the transport bureau.", zh="港口堆场由交通运输部门管理。")


def assign_anew(walk, page):
    """The clerk sees the decline with its reason first thing, and gives the duty to another unit."""
    page.goto("/desk/")
    waiting = page.get_by_role("listitem").filter(has_text=reason_of(walk)).first
    waiting.get_by_role("link").first.click()
    page.get_by_role("link", name=walk.say("Assign anew")).click()
    expect(page.locator("main")).to_contain_text(reason_of(walk))

    page.get_by_label(walk.say("Assign to")).select_option(label=walk.unit["transport"])
    page.get_by_label(walk.say("Reason")).fill(walk.city.choose(en="Agreed.", zh="同意。"))
    page.get_by_role("button", name=walk.say("Assign")).click()

    units = {"former_unit_name": walk.unit["ecology"], "unit_name": walk.unit["transport"]}
    expect(page.locator("#toasts")).to_contain_text(walk.say("Assigned. The unit is asked to sign."))
    walk.see_line(page, "yards", "What %(former_unit_name)s declined was assigned to %(unit_name)s.", **units)


def look_it_up(walk, page):
    """Nobody signed in: register, duty with its sentence, units and story, and the unit."""
    page.goto("/")
    page.get_by_role("link", name=walk.title).click()
    expect(page.locator("main")).to_contain_text(body_of(walk))
    page.get_by_role("link", name=re.compile(re.escape(walk.sentence["readings"][:12]))).click()

    expect(page.locator("main .mark")).to_contain_text(walk.sentence["readings"])
    # The first table says who has a part; who held it when stands below.
    row = page.locator("main tbody tr", has_text=walk.unit["ecology"]).first
    expect(row).to_contain_text(walk.say("Signed for"))
    assert told(page)[-1] == walk.say("%(unit_name)s signed for receipt.", unit_name=walk.unit["ecology"])
    assert len(told(page)) == 5

    row.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(walk.unit["ecology"])
    page.wait_for_load_state()
    # What is newest stands last of the many duties of this unit.
    while not (found := page.locator("main tbody tr", has_text=walk.sentence["readings"])).count():
        turn_the_page(page)
    expect(found.first).to_contain_text(walk.say("Signed for"))


def turn_the_page(page):
    """Open the next page and wait until all of it is there: a page that is half loaded has no rows and no pager yet."""
    following = page.locator(".pager [rel=next]")
    address = following.get_attribute("href")
    following.click()
    page.wait_for_url(lambda url: url.endswith(address))
