"""Units and people come in by tables, a unit is merged and one divided, and what they held is seen to go over.

The last of the journeys by its name: afterwards the city has more units than a list shows, and lacks two that it had.
"""

import re

import pytest
from playwright.sync_api import expect
from tests.journeys.visiting import faults_of, overflow_of

pytestmark = pytest.mark.journey

DRESSES = [pytest.param("en", 1280, id="en-wide"), pytest.param("zh", 390, id="zh-narrow")]
# With the fifty units of the city more than a list shows.
STATIONS = 60


class Reorganising:
    """One reorganisation in one city."""

    def __init__(self, city):
        self.city, self.say = city, city.say
        self.station = city.choose(en="Water Station", zh="水文站")
        self.first = f"{self.station} 1"

    def readable(self, page):
        """Nothing on the page keeps anybody from reading it."""
        assert faults_of(page) == []
        assert overflow_of(page) <= 0

    def press(self, page, label):
        page.get_by_role("button", name=self.say(label), exact=True).click()

    def take_in(self, page, name, lines):
        """Compare a table, look at what it changes, and take it in."""
        page.locator("input[type=file]").set_input_files(
            {"name": name, "mimeType": "text/csv", "buffer": "\n".join(lines).encode()}
        )
        self.press(page, "Compare")
        expect(page.get_by_role("heading", level=1)).to_have_text(self.say("What the table changes"))
        self.readable(page)
        self.press(page, "Take the table in")


@pytest.mark.parametrize(("language", "width"), DRESSES)
def test_tables_come_in_and_units_go_over(city, visit, width):
    walk = Reorganising(city)
    system = visit("qi.fangzhou", width=width)

    units_come_in(walk, system)
    people_come_in(walk, visit("xiang.wantang", width=width))
    a_unit_is_merged(walk, system)
    what_it_held_goes_over(walk, visit("lin.yue", width=width))
    a_unit_is_divided(walk, system)


def units_come_in(walk, page):
    page.goto("/organisation/units/import/")
    walk.readable(page)
    rows = [f"station-{number},{walk.station} {number},department,binhai" for number in range(1, STATIONS + 1)]

    walk.take_in(page, "units.csv", ["code,name,kind,parent", *rows])

    page.wait_for_url("**/organisation/units/")
    expect(page.locator(".toast").first).to_contain_text(str(STATIONS))


def people_come_in(walk, page):
    page.goto("/organisation/people/import/")
    walk.readable(page)

    walk.take_in(page, "people.csv", ["username,name,unit,role", f"gu.shui,Gu Shui,{walk.first},head"])

    page.wait_for_url("**/organisation/people/")
    page.goto("/organisation/people/?show=waiting&words=gu.shui")
    expect(page.get_by_role("link", name="Gu Shui")).to_be_visible()
    walk.readable(page)


def choose(page, field, words):
    """Type and choose the first that is found, by the keys alone."""
    field.press_sequentially(words)
    expect(page.locator(f"#{field.get_attribute('id')}-found [role=option]").first).to_be_visible()
    field.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", re.compile("option-0$"))
    field.press("Enter")
    expect(field).to_have_attribute("aria-expanded", "false")


def a_unit_is_merged(walk, page):
    page.goto("/organisation/units/merge/?unit=transport")
    into = page.locator("#id_into")
    into.press_sequentially("station")
    into.press("Escape")
    into.fill("")
    choose(page, into, walk.first)
    assert into.input_value().endswith("station-1")
    walk.readable(page)
    walk.press(page, "Merge")

    # Nothing is done yet: what is taken along is shown, and one can go back without losing what was typed.
    expect(page.get_by_text(walk.say("Check before it is done"))).to_be_visible()
    expect(page.locator("main .items")).to_be_visible()
    walk.readable(page)
    walk.press(page, "Change the entries")
    assert page.locator("#id_into").input_value().endswith("station-1")
    walk.press(page, "Merge")
    walk.press(page, "Merge")

    page.wait_for_url("**/organisation/units/station-1/")
    walk.readable(page)


def what_it_held_goes_over(walk, page):
    page.goto("/desk/units/transport/")
    page.get_by_role("link", name=walk.say("Carry its duties over")).click()
    walk.press(page, "Carry over")
    page.wait_for_url("**/carrying/")

    page.goto("/desk/units/station-1/")

    expect(page.locator("#duties ~ * table").first).to_be_visible()
    walk.readable(page)


def a_unit_is_divided(walk, page):
    page.goto("/organisation/units/station-2/split/")
    choose(page, page.locator("#id_among_0"), f"{walk.station} 3")
    walk.readable(page)
    walk.press(page, "Divide")
    expect(page.get_by_text(walk.say("Check before it is done"))).to_be_visible()
    walk.readable(page)
    walk.press(page, "Divide")

    page.wait_for_url("**/organisation/units/station-2/")
    expect(page.get_by_role("link", name=f"{walk.station} 3")).to_be_visible()
    walk.readable(page)
