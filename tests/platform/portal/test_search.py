"""Everybody finds who is responsible for what: the best first, its words marked, and nothing that is not public."""

import re
from datetime import timedelta

import pytest
import time_machine
from tests.platform.organisation.factories import AliasFactory, PersonFactory, UnitFactory
from tests.platform.portal.story import DAY, NOW
from tests.platform.responsibilities.factories import DocumentFactory, DutyFactory, EditionFactory
from tests.platform.search import index

from zeren_platform.organisation.models import Unit
from zeren_platform.responsibilities.models import Edition, Register

FOUND = re.compile(r'<a [^>]*href="(/portal/[^"]+)"')


@pytest.fixture
def site(city, client):
    """A city of which everything can be found; the clock stands at its day."""
    index.follow()
    units = [f"unit:{code}" for code in ("binhai", "air", "water", "hechuan")]
    index.indexed(city.edition.subject, city.edition.register.subject, *units)
    return client


def page(client, words):
    return client.get("/", {"words": words}).content.decode()


def found(client, words):
    body = page(client, words)
    return [FOUND.search(row)[1] for row in body.partition("<tbody")[2].split("<tr")[1:]]


def taken_in(edition):
    index.indexed(edition.subject)
    return edition


def test_words_find_units_and_duties_with_who_leads(site, city):
    body = page(site, "water")

    assert found(site, "water")[0] == "/portal/units/water/"
    assert "Keep the <mark" in body
    assert "Water Bureau" in body


def test_words_that_were_found_are_marked(site):
    assert '<mark class="hit">water</mark>' in page(site, "WATER")


def test_a_unit_is_found_by_its_other_names_and_its_code(site, city):
    AliasFactory(unit=Unit.objects.get(code="water"), name="河长办")
    index.indexed("unit:water")

    assert found(site, "河长")[0] == found(site, "water")[0] == "/portal/units/water/"


def test_a_unit_is_named_in_the_language_of_the_reader(site):
    assert ">Water Bureau</a>" in re.sub("</?mark[^>]*>", "", page(site, "水务"))


def test_a_unit_is_shown_with_the_other_name_by_which_it_was_found(site, city):
    AliasFactory(unit=Unit.objects.get(code="water"), name="Waterworks")
    index.indexed("unit:water")

    assert '水务局 · <mark class="hit">Waterworks</mark>' in page(site, "waterworks")


def test_two_characters_find_what_holds_them(site, city):
    edition = EditionFactory(in_force=True, register__code="sea", register__title="海洋清单")
    duty = DutyFactory(edition=edition, title="岸电使用", text="靠港船舶使用岸电。")
    taken_in(edition)

    assert found(site, "岸电") == [f"/portal/duties/{duty.pk}/"]


def test_titles_come_before_texts_and_a_number_before_both(site, city):
    edition = EditionFactory(in_force=True, register__code="sea", register__title="Sea list")
    text, title, number = (
        DutyFactory(edition=edition, number=number, title=title, text=text)
        for number, title, text in (("1", "Berths", "Power k-9."), ("2", "Power K-9", "x"), ("K-9", "Berth nine", "x"))
    )
    taken_in(edition)

    assert found(site, "k-9") == [f"/portal/duties/{duty.pk}/" for duty in (number, title, text)]


def test_a_register_is_found_by_its_title(site):
    assert "/portal/registers/ecology/" in found(site, "ecology")


@pytest.mark.parametrize("state", ["draft", "superseded"])
def test_what_is_not_in_force_is_not_found(site, city, state):
    dates = {"effective_until": "2026-03-02"} if state == "superseded" else {"adopted_at": None, "effective_from": None}
    rest = {} if state == "superseded" else {"adopted_by": ""}
    Edition.objects.filter(pk=city.edition.pk).update(state=state, **dates, **rest)

    before = found(site, "clean")
    taken_in(city.edition)

    assert (before, found(site, "clean")) == ([], [])


def test_nothing_of_a_confidential_register_is_found(site, city):
    Register.objects.update(confidential=True)

    assert found(site, "clean") == found(site, "ecology") == []


def test_neither_documents_nor_people_are_found(site, city):
    document = DocumentFactory(title="Secret notice")
    somebody = PersonFactory(name="Secret Person")
    index.indexed(document.subject, f"person:{somebody.pk}")

    assert found(site, "secret") == []


def test_a_unit_that_is_no_more_is_not_found(site, city):
    unit = UnitFactory(code="gone", name="Gone Office", valid_until="2026-01-01")
    index.indexed(f"unit:{unit.code}")

    assert found(site, "gone") == []


@pytest.mark.parametrize(
    ("period", "on_days"),
    [
        pytest.param({"valid_until": DAY + timedelta(days=1)}, [True, False, False], id="ends tomorrow"),
        pytest.param({"valid_from": DAY + timedelta(days=1)}, [False, True, True], id="begins tomorrow"),
    ],
)
def test_a_unit_is_found_from_its_first_day_to_its_last(site, city, period, on_days):
    UnitFactory(code="passing", name="Passing Office", **period)
    index.indexed("unit:passing")

    there = []
    for days in range(3):
        with time_machine.travel(NOW + timedelta(days=days), tick=False):
            there.append(found(site, "passing") == ["/portal/units/passing/"])

    assert there == on_days


def test_that_there_is_more_is_said_also_where_some_of_it_ended_meanwhile(site, city):
    sea, land = (
        EditionFactory(in_force=True, register__code=code, register__title=f"{code} list") for code in ("sea", "land")
    )
    DutyFactory(edition=sea, position=1, title="Berth 0")
    for number in range(21):
        DutyFactory(edition=land, position=number + 1, title=f"Berth {number}")
    index.indexed(sea.subject, land.subject)
    Edition.objects.filter(pk=sea.pk).update(state=Edition.State.SUPERSEDED, effective_until=DAY)

    assert "There is more; the best are shown." in page(site, "berth")


def test_what_an_act_did_is_found_at_once(city, client, number_the_records):
    number_the_records()

    assert found(client, "clean air") == [f"/portal/duties/{city.edition.duties.get(position=1).pk}/"]


def test_the_best_twenty_are_shown_and_that_there_is_more_is_said(site, city):
    edition = EditionFactory(in_force=True, register__code="sea", register__title="Sea list")
    for number in range(21):
        DutyFactory(edition=edition, position=number + 1, title=f"Berth {number}")
    taken_in(edition)

    body = page(site, "berth")

    assert body.count('<mark class="hit">Berth</mark>') == 20
    assert "There is more; the best are shown." in body


@pytest.fixture
def berths(site):
    edition = EditionFactory(in_force=True, register__code="sea", register__title="Sea list")
    duties = [DutyFactory(edition=edition, position=number + 1, title=f"Berth {number}") for number in range(21)]
    taken_in(edition)
    return [f"/portal/duties/{duty.pk}/" for duty in duties]


def further(client, **place):
    body = client.get("/", {"words": "berth", **place}).content.decode()
    return [FOUND.search(row)[1] for row in body.partition("<tbody")[2].split("<tr")[1:]], body


def test_what_was_found_is_turned_page_by_page(client, berths):
    first, body = further(client)
    second, last = further(client, after="20")

    assert [*first, *second] == berths
    assert 'href="?words=berth&amp;after=20" rel="next"' in body
    assert "These are the best." in last
    assert further(client, before="20")[0] == first


@pytest.mark.parametrize("place", ["-1", "٣", "x", "99999999999999999999", "1.5"])
def test_a_place_that_is_none_is_the_first_page(client, berths, place):
    assert further(client, after=place)[0] == berths[:20]


def test_words_that_nothing_has_say_so(site):
    body = page(site, "zebra")

    assert "Nothing in force has “zebra”" in body
    assert "<table" not in body


def test_what_was_typed_is_never_markup(site):
    assert "<script>alert" not in page(site, "<script>alert(1)</script>")


@pytest.mark.parametrize("words", ["water", "zebra", "ecology", "1"])
def test_a_search_takes_eight_queries_at_most(site, django_assert_max_num_queries, words):
    with django_assert_max_num_queries(8):
        site.get("/", {"words": words})
