"""Units go out as a table and come back without loss; what a table changes is shown before, and done whole or not at all."""

import json

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.platform.organisation.conftest import NOW, TODAY
from tests.platform.organisation.factories import AliasFactory, PersonFactory, PostFactory, UnitFactory
from tests.platform.search import index

from zeren.foundations.errors import NotPermittedError
from zeren_platform.common.actor import Role
from zeren_platform.organisation.exchange.files import FORMATS, PEOPLE, UNITS, Entry, MissingColumnError, read, write
from zeren_platform.organisation.exchange.rows import cells_of, unit_rows
from zeren_platform.organisation.models import Alias, FormerState, Unit
from zeren_platform.organisation.staging.units import compare
from zeren_platform.organisation.use_cases import importing
from zeren_platform.organisation.use_cases.reorganisations import HasUnitsBelowError
from zeren_platform.search.models import SearchEntry

WORDS = st.text(
    st.characters(blacklist_categories=["Cs", "Cc", "Cn"], blacklist_characters="\ufeff\x85\u2028\u2029"), max_size=20
).map(str.strip)
CELLS = WORDS | st.builds(lambda sign, rest: sign + rest, st.sampled_from(["=", "+", "-", "@", "'="]), WORDS)


def units():
    return Unit.objects.select_related("parent").prefetch_related("aliases").order_by("position", "id")


def row(code, line=2, **cells):
    return Entry(line=line, cells={"code": code, "name": code.capitalize(), "kind": "department", **cells})


def faults(actor, *entries):
    return [(fault.line, fault.column) for fault in compare(entries, actor=actor).faults]


@pytest.mark.parametrize("form", sorted(FORMATS))
@given(rows=st.lists(st.tuples(*[CELLS] * len(UNITS.columns)), min_size=1, max_size=5))
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_whatever_stands_in_a_table_comes_back_as_it_was(form, rows):
    told = [("code", *row[1:]) for row in rows]

    found = read(UNITS, write(UNITS, told, form=form))

    assert [tuple(entry.says(key) for key in UNITS.keys) for entry in found] == told


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_what_went_out_changes_nothing_when_it_comes_back(system_administrator, form):
    AliasFactory(unit=Unit.objects.get(code="water"), name="=Waterworks", kind=Alias.Kind.SHORT)

    found = compare(read(UNITS, write(UNITS, unit_rows(units()), form=form)), actor=system_administrator)

    assert (found.new, found.changed, found.unchanged, found.missing, found.faults) == ([], [], 4, [], [])


def test_heads_are_known_in_either_language():
    found = read(UNITS, "代码,名称,类别\nwater,水务局,department\n".encode())

    assert [(entry.line, entry.says("name")) for entry in found] == [(2, "水务局")]


def test_a_table_without_a_needed_column_is_refused():
    with pytest.raises(MissingColumnError) as caught:
        read(UNITS, b"code,kind\nwater,department\n")

    assert caught.value.params["columns"] == ("Name",)


def test_new_units_grow_below_one_another(system_administrator, ledger):
    entries = [row("pipes", 2, parent="works"), row("works", 3, parent="city", short="Works Ltd")]

    importing.import_units(actor=system_administrator, entries=entries, now=NOW)

    assert (Unit.objects.get(code="pipes").path, ledger()) == ("/city/works/pipes/", 1)
    assert Alias.objects.get().kind == "short"


def test_units_that_came_in_by_a_table_are_found_by_a_search(system_administrator, number_the_records):
    importing.import_units(actor=system_administrator, entries=[row("works", parent="city")], now=NOW)

    number_the_records()
    index.follow()

    assert SearchEntry.objects.filter(kind="unit", key="works").exists()


def test_a_changed_name_leaves_the_former_one(system_administrator):
    importing.import_units(
        actor=system_administrator, entries=[row("water", name="Water Affairs", name_zh="水务局")], now=NOW
    )

    assert list(Alias.objects.values_list("name", "kind")) == [("Water Bureau", "former")]
    assert FormerState.objects.get().valid_until == TODAY


def test_a_moved_unit_takes_along_what_stands_below(system_administrator):
    UnitFactory(code="pipes", parent=Unit.objects.get(code="water"))

    importing.import_units(
        actor=system_administrator, entries=[row("water", name="Water Bureau", parent="hechuan")], now=NOW
    )

    assert Unit.objects.get(code="pipes").path == "/city/hechuan/water/pipes/"


def test_columns_that_are_left_out_change_nothing(system_administrator):
    before = cells_of(units().get(code="water"))

    importing.import_units(
        actor=system_administrator, entries=[row("water", name="Water Bureau", division_code="210202")], now=NOW
    )

    assert cells_of(units().get(code="water")) == {**before, "division_code": "210202"}


def test_units_that_are_missing_end_only_where_it_is_asked_for(system_administrator):
    entries = [
        row(code, line, name=unit.name) for line, (code, unit) in enumerate(_known(), start=2) if code != "water"
    ]
    entries.append(row("new", 9, parent="city"))

    importing.import_units(actor=system_administrator, entries=entries, now=NOW)
    assert Unit.objects.get(code="water").valid_until is None

    importing.import_units(actor=system_administrator, entries=entries, end_missing=True, now=NOW)
    assert Unit.objects.get(code="water").valid_until == TODAY


def test_a_unit_with_others_below_does_not_end_by_being_left_out(system_administrator, ledger):
    UnitFactory(code="town", parent=Unit.objects.get(code="hechuan"))
    kept = ("city", "donggang", "water", "town")
    entries = [
        row(code, line, name=unit.name, kind=unit.kind) for line, (code, unit) in enumerate(_known()) if code in kept
    ]

    with pytest.raises(HasUnitsBelowError):
        importing.import_units(actor=system_administrator, entries=entries, end_missing=True, now=NOW)
    assert ledger() == 0


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"code": "Bad Code"}, "Code"),
        ({"name": " "}, "Name"),
        ({"name": "x" * 201}, "Name"),
        ({"kind": "palace"}, "Kind"),
        ({"valid_from": "1.4.2026"}, "In being from"),
        ({"valid_from": "2026-04-01", "valid_until": "2026-04-01"}, "In being until"),
        ({"position": "first"}, "Place in the order"),
        ({"position": "-1"}, "Place in the order"),
        ({"parent": "nobody"}, "Belongs to (code)"),
        ({"other": "Water Bureau"}, "Other names"),
        ({"division_code": "1234567890123"}, "Division code"),
    ],
)
def test_a_fault_stands_beside_its_row_and_column(system_administrator, ledger, cells, column):
    entry = row(**{"code": "works", "parent": "city", **cells}, line=7)

    assert faults(system_administrator, entry) == [(7, column)]
    with pytest.raises(importing.FaultyRowsError):
        importing.import_units(actor=system_administrator, entries=[entry], now=NOW)
    assert (ledger(), Unit.objects.count()) == (0, 4)


def test_a_code_in_two_rows_is_a_fault_of_both(system_administrator):
    entries = [row("works", 2, parent="city"), row("works", 3, parent="city")]

    assert faults(system_administrator, *entries) == [(2, "Code"), (3, "Code")]


def test_units_below_one_another_in_a_circle_are_faults(system_administrator):
    entries = [row("one", 2, parent="two"), row("two", 3, parent="one")]

    assert faults(system_administrator, *entries) == [(2, "Belongs to (code)"), (3, "Belongs to (code)")]


def test_units_of_others_are_faults(actor):
    district = actor(Role.SYSTEM_ADMINISTRATOR, unit="hechuan")

    assert faults(district, row("water", name="Water Bureau"), row("town", 3, parent="city")) == [
        (2, "Code"),
        (3, "Belongs to (code)"),
    ]


def test_what_was_changed_meanwhile_is_looked_at_again(system_administrator, ledger):
    entries = [row("water", name="Water Affairs")]
    seen = compare(entries, actor=system_administrator).fingerprint
    Unit.objects.filter(code="water").update(name="Waters")

    with pytest.raises(importing.DifferentError):
        importing.import_units(actor=system_administrator, entries=entries, seen=seen, now=NOW)
    assert ledger() == 0


def test_a_table_that_says_nothing_new_is_refused(system_administrator, ledger):
    with pytest.raises(importing.NothingNewError):
        importing.import_units(actor=system_administrator, entries=[row("water", name="Water Bureau")], now=NOW)
    assert ledger() == 0


def test_only_who_keeps_units_compares_and_takes_in(actor):
    with pytest.raises(NotPermittedError):
        compare([row("works")], actor=actor(Role.CLERK))


class TestPages:
    @pytest.fixture(autouse=True)
    def today(self):
        with time_machine.travel(NOW, tick=False):
            yield

    @pytest.fixture
    def browser(self, client, city):
        client.force_login(PostFactory(role=Role.SYSTEM_ADMINISTRATOR, unit=city).person)
        return client

    def test_a_table_is_looked_at_and_then_taken_in(self, browser, ledger):
        file = SimpleUploadedFile("units.csv", b"code,name,kind,parent\nworks,Works,department,city\n")
        compared = browser.post(reverse("organisation:import-units"), {"file": file})
        form = compared.context["form"].initial
        assert (compared.status_code, ledger()) == (200, 0)

        taken = browser.post(reverse("organisation:import-units"), form)

        assert (taken.status_code, ledger(), Unit.objects.filter(code="works").exists()) == (302, 1, True)

    def test_faults_are_shown_and_cannot_be_confirmed(self, browser, ledger):
        file = SimpleUploadedFile("units.csv", b"code,name,kind,parent\nworks,,department,city\n")
        answer = browser.post(reverse("organisation:import-units"), {"file": file})

        page = answer.content.decode()
        assert (answer.status_code, "A name is expected." in page, "Take the table in" in page) == (422, True, False)
        assert ledger() == 0

    def test_what_is_no_table_is_refused_beside_the_field(self, browser):
        answer = browser.post(
            reverse("organisation:import-units"), {"file": SimpleUploadedFile("x.png", b"\x89PNG\r\n\x1a\n")}
        )

        assert answer.status_code == 422

    @pytest.mark.parametrize("form", sorted(FORMATS))
    def test_the_units_go_out(self, browser, form):
        answer = browser.get(reverse("organisation:export-units", args=[form]))

        assert [entry.says("code") for entry in read(UNITS, answer.content)] == ["city", "water", "hechuan", "donggang"]


def test_people_go_out_with_a_row_for_each_post(client, city):
    person = PersonFactory(username="lin", name="=Lin")
    for role in (Role.HEAD, Role.OFFICER):
        PostFactory(person=person, unit=Unit.objects.get(code="water"), role=role)
    client.force_login(PostFactory(role=Role.SECURITY_ADMINISTRATOR, unit=city).person)

    content = client.get(reverse("organisation:export-people", args=["csv"])).content

    found = [entry for entry in read(PEOPLE, content) if entry.says("username") == "lin"]
    assert [(entry.says("name"), entry.says("role")) for entry in found] == [("=Lin", "head"), ("=Lin", "officer")]
    assert b"'=Lin" in content


def test_json_says_the_same_as_the_table(city):
    told = json.loads(write(UNITS, unit_rows(units()), form="json"))

    assert [unit["code"] for unit in told["units"]] == ["city", "water", "hechuan", "donggang"]


def _known():
    return [(unit.code, unit) for unit in units()]
