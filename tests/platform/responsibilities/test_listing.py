"""The list of an edition: narrowed, gathered into groups, sorted by any column, with the columns that were chosen."""

import re
from datetime import date

import pytest
from tests.platform.responsibilities.browsing import page, shown
from tests.platform.responsibilities.factories import AssignmentFactory, DutyFactory, EditionFactory, clerk

from zeren_platform.common.actor import Role
from zeren_platform.responsibilities import queries
from zeren_platform.responsibilities.arranging import ORDERS
from zeren_platform.responsibilities.models import UnrecognisedUnit
from zeren_platform.responsibilities.queries import DutyFilter


@pytest.fixture
def varied(air_bureau, water_bureau):
    """Six duties that differ in all that a list can be arranged by."""
    edition = EditionFactory(in_force=True)
    for place in range(1, 7):
        duty = DutyFactory(
            edition=edition,
            position=place,
            title=f"Title {7 - place}",
            field=("Air", "Water", "")[place % 3],
            level=("", "office", "principal")[place % 3],
            cycle=("", "once")[place % 2],
            due_on=(None, date(2026, place, 10))[place % 2],
            points=(None, place)[place % 2],
        )
        if place != 6:
            AssignmentFactory(duty=duty, unit=(air_bureau, water_bureau)[place % 2], receipt="awaiting")
    return edition


def numbers(rows, **asked):
    """Turn all pages, three duties at a time."""
    found, after = [], ""
    while True:
        turned = queries.page_of_duties(rows, size=3, after=after, **asked)
        found += [duty.number for duty in turned.rows]
        if not turned.next:
            return found
        after = turned.next


def narrowed(edition, **chosen):
    rows = queries.duties_for(clerk(), edition, chosen=DutyFilter(**chosen))
    return [duty.number for duty in rows.order_by("position")]


@pytest.mark.parametrize("sort", [f"{sign}{name}" for name in ORDERS for sign in ("", "-")])
@pytest.mark.parametrize("group", ["", *queries.GROUPS])
def test_every_order_shows_each_duty_once_over_its_pages(varied, sort, group):
    assert sorted(numbers(varied.duties.all(), sort=sort, group=group)) == ["1", "2", "3", "4", "5", "6"]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("duty", ["6", "5", "4", "3", "2", "1"]),
        ("due_on", ["1", "3", "5", "2", "4", "6"]),
        ("-points", ["5", "3", "1", "6", "4", "2"]),
        ("level", ["2", "5", "1", "4", "3", "6"]),
        ("lead", ["2", "4", "1", "3", "5", "6"]),
    ],
)
def test_a_column_sorts_by_what_it_means(varied, sort, expected):
    assert numbers(varied.duties.all(), sort=sort) == expected


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({"level": "principal"}, ["2", "5"]),
        ({"level": "none"}, ["3", "6"]),
        ({"cycle": "once"}, ["1", "3", "5"]),
        ({"due": "2026-03"}, ["3"]),
        ({"due": "2026-03-31"}, ["1", "3"]),
        ({"due": "2026"}, ["1", "3", "5"]),
        ({"due": "none"}, ["2", "4", "6"]),
        ({"points": "yes"}, ["1", "3", "5"]),
        ({"points": "no"}, ["2", "4", "6"]),
    ],
)
def test_a_filter_narrows(varied, chosen, expected):
    assert narrowed(varied, **chosen) == expected


class TestGroups:
    def heads(self, answer):
        return re.findall(r'class="group-link"[^>]*>.*?<span>([^<]+)</span><span class="count">(\d+)', shown(answer))

    @pytest.mark.parametrize(
        ("group", "expected"),
        [
            ("field", [("No field", "2"), ("Air", "2"), ("Water", "2")]),
            ("lead", [("Air Bureau", "2"), ("Water Bureau", "3"), ("No lead", "1")]),
            ("receipt", [("Awaiting every unit", "5"), ("No unit has a part", "1")]),
            ("due", [("January 2026", "1"), ("March 2026", "1"), ("May 2026", "1"), ("No day said", "3")]),
        ],
    )
    def test_are_headed_with_their_counts(self, desk, varied, group, expected):
        assert self.heads(desk.get(page("register", varied.register.code), {"group": group})) == expected

    def test_that_are_closed_show_their_heads_alone(self, desk, varied):
        answer = desk.get(page("register", varied.register.code), {"group": "field", "closed": ["Air", ""]})

        assert [name for name, _count in self.heads(answer)] == ["No field", "Air", "Water"]
        assert re.findall(r"Title \d", shown(answer)) == ["Title 6", "Title 3"]

    def test_that_are_all_closed_leave_no_rows(self, desk, varied):
        closed = ["Air", "", "Water"]

        answer = desk.get(page("register", varied.register.code), {"group": "field", "closed": closed})

        assert len(self.heads(answer)) == 3
        assert "Title" not in re.sub(r"<thead.*?</thead>", "", shown(answer))

    def test_say_on_the_next_page_that_they_go_on(self, desk, in_force):
        for place in range(60):
            DutyFactory(edition=in_force, position=place + 10, field="Air")
        address = page("register", in_force.register.code)
        after = re.search(r'after=([^"&]+)[^>]*rel="next"', shown(desk.get(address, {"group": "field"})))

        answer = desk.get(address, {"group": "field", "after": after[1]})

        assert self.heads(answer) == [("Air (continued)", "61"), ("Dust", "1")]


def test_columns_are_those_that_were_chosen(desk, varied):
    answer = desk.get(page("register", varied.register.code), {"show": ["level", "points"]})

    assert re.findall(r'data-label="([^"]+)"', shown(answer))[:4] == ["No.", "Duty", "Level", "Points"]


def test_a_filter_keeps_order_groups_and_columns(desk, varied):
    answer = desk.get(page("register", varied.register.code), {"sort": "-field", "closed": ["Air"], "group": "field"})

    bar = re.search(r'<form[^>]*id="filters".*?</form>', shown(answer), re.DOTALL)[0]
    assert re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', bar) == [("sort", "-field"), ("closed", "Air")]


def test_an_unknown_way_to_arrange_is_left_alone(desk, varied):
    asked = {"group": "weather", "sort": "weather", "show": "weather", "due": "2026-19", "closed": "x"}

    assert desk.get(page("register", varied.register.code), asked).status_code == 200


@pytest.mark.parametrize("group", ["field", "lead", "receipt", "due"])
def test_a_grouped_list_takes_eight_queries_at_most(visitor, varied, django_assert_max_num_queries, group):
    browser = visitor(Role.CLERK)

    with django_assert_max_num_queries(8):
        browser.get(page("register", varied.register.code), {"group": group, "sort": "receipt", "unit": "air"})


class TestTheWayOn:
    """From a duty to those beside it in the list from which somebody came."""

    @pytest.mark.parametrize(
        ("asked", "number", "beside"),
        [
            ({}, "3", ("2", "4")),
            ({"field": "Water"}, "4", ("1", None)),
            ({"sort": "-number"}, "3", ("4", "2")),
            ({"group": "field"}, "3", ("5", "6")),
            ({"sort": "points", "field": "Water"}, "1", ("4", None)),
        ],
    )
    def test_leads_to_its_neighbours_there(self, desk, varied, asked, number, beside):
        keys = dict(varied.duties.values_list("number", "pk"))

        body = shown(desk.get(page("duty", keys[number]), asked))

        actions = body[body.index("page-actions") : body.index("page-actions") + 3000]
        found = re.findall(
            r'href="/registers/duties/(\d+)/[^"]*"[^>]*>(?:(?!</a>).)*(Previous|Next)', actions, re.DOTALL
        )
        wanted = zip(beside, ("Previous", "Next"), strict=True)
        assert found == [(str(keys[other]), name) for other, name in wanted if other]

    def test_keeps_the_list(self, desk, varied):
        body = shown(desk.get(page("register", varied.register.code), {"field": "Water", "after": "", "show": "level"}))

        assert f"/registers/duties/{varied.duties.get(number='1').pk}/?field=Water&quot;" in body or (
            f'/registers/duties/{varied.duties.get(number="1").pk}/?field=Water"' in body
        )

    def test_takes_eight_queries_at_most(self, desk, varied, django_assert_max_num_queries):
        address = page("duty", varied.duties.get(number="1").pk)

        with django_assert_max_num_queries(8):
            desk.get(address, {"field": "Water", "sort": "lead"})


def test_a_draft_shows_who_leads_by_the_source_where_the_name_means_no_unit(desk, a_draft):
    duty = DutyFactory(edition=a_draft, position=7, number="7")
    UnrecognisedUnit.objects.create(duty=duty, name="Office of Rivers", role="lead")

    answer = desk.get(page("edition", a_draft.register.code, a_draft.number))

    [row] = [row for row in answer.context["rows"] if row.number == "7"]
    assert ("Office of Rivers" in row.lead, "Name means no unit" in row.receipt) == (True, True)


def test_an_empty_draft_offers_what_fills_it_and_nothing_to_do_to_many(desk, a_draft):
    a_draft.duties.all().delete()

    answer = shown(desk.get(page("edition", a_draft.register.code, a_draft.number)))

    assert page("put-in", a_draft.pk) in answer
    assert page("many", a_draft.pk) not in answer


def test_an_empty_draft_is_not_called_sound(desk, a_draft):
    a_draft.duties.all().delete()

    answer = desk.get(page("edition-findings", a_draft.register.code, a_draft.number))

    assert answer.context["is_empty"] or answer.context["sections"]
    assert "Every duty has its lead" not in shown(answer)
