"""Units are renamed, merged, divided and abolished: names, places and successions of every day stay known."""

from datetime import date

import pytest
from tests.platform.organisation.conftest import NOW, TODAY
from tests.platform.organisation.factories import UnitFactory

from zeren.foundations.errors import NotPermittedError
from zeren_platform.common.actor import Role
from zeren_platform.ledger.queries import story
from zeren_platform.organisation.models import Alias, Unit
from zeren_platform.organisation.queries import change_of, heirs_of, recognise, tree_on
from zeren_platform.organisation.use_cases import reorganisations, tree, units

BEFORE = date(2020, 12, 31)


def unit(code):
    return Unit.objects.get(code=code)


def new(code, **named):
    return tree.NewUnit(code=code, name=code.capitalize(), kind="department", parent_code="city", **named)


def codes(branches):
    return [branch.unit.code for branch in branches]


class TestRenaming:
    def test_shows_the_name_of_the_day(self, system_administrator):
        reorganisations.rename(
            actor=system_administrator,
            code="water",
            name="Water Affairs",
            name_zh="水务管理局",
            effective_on=date(2024, 3, 1),
            now=NOW,
        )

        names = {
            day: next(branch.name for branch in tree_on(day).there if branch.unit.code == "water")
            for day in (date(2024, 2, 29), date(2024, 3, 1))
        }
        assert names == {date(2024, 2, 29): "Water Bureau", date(2024, 3, 1): "Water Affairs"}

    def test_keeps_the_former_names_as_such(self, system_administrator):
        reorganisations.rename(
            actor=system_administrator, code="water", name="Water Affairs", name_zh="", effective_on=TODAY, now=NOW
        )

        assert set(Alias.objects.values_list("name", "kind")) == {("Water Bureau", "former"), ("水务局", "former")}

    def test_into_the_name_of_another_unit_is_refused(self, system_administrator, ledger):
        with pytest.raises(tree.AliasTakenError):
            reorganisations.rename(
                actor=system_administrator,
                code="water",
                name="Hechuan District",
                name_zh="",
                effective_on=TODAY,
                now=NOW,
            )
        assert (ledger(), unit("water").name) == (0, "Water Bureau")

    @pytest.mark.parametrize("day", [date(2026, 6, 11), date(2024, 2, 1)])
    def test_is_refused_before_its_day_and_before_an_earlier_change(self, system_administrator, ledger, day):
        asked = {"actor": system_administrator, "code": "water", "name_zh": "", "now": NOW}
        reorganisations.rename(**asked, name="Water Affairs", effective_on=date(2024, 3, 1))

        with pytest.raises(reorganisations.DayError) as caught:
            reorganisations.rename(**asked, name="Waters", effective_on=day)

        assert (caught.value.params["field"], ledger()) == ("effective_on", 1)


class TestMerging:
    def test_into_a_known_unit_ends_the_others(self, system_administrator):
        reorganisations.merge(
            actor=system_administrator, codes=["donggang"], into="hechuan", effective_on=TODAY, basis="No. 7", now=NOW
        )

        assert (unit("donggang").valid_until, unit("hechuan").valid_until) == (TODAY, None)
        before, _after = heirs_of(unit("hechuan"))
        assert [(heir.code, heir.kind, heir.basis) for heir in before] == [("donggang", "merged", "No. 7")]

    def test_into_a_new_unit_ends_all_of_them(self, system_administrator):
        merged = reorganisations.merge(
            actor=system_administrator,
            codes=["donggang", "hechuan"],
            new=new("harbour"),
            effective_on=TODAY,
            now=NOW,
        )

        assert (merged.code, merged.valid_from, merged.path) == ("harbour", TODAY, "/city/harbour/")
        assert change_of(unit("hechuan"), on=TODAY).successors == (("harbour", "Harbour"),)

    def test_takes_along_what_stands_below(self, system_administrator):
        town = UnitFactory(code="town", parent=unit("donggang"))
        UnitFactory(code="village", parent=town)

        reorganisations.merge(
            actor=system_administrator, codes=["donggang"], into="hechuan", effective_on=TODAY, now=NOW
        )

        assert (unit("town").path, unit("village").path) == ("/city/hechuan/town/", "/city/hechuan/town/village/")
        place = {branch.unit.code: branch.parent for branch in tree_on(BEFORE).there}
        assert place["town"] == unit("donggang").pk

    def test_leaves_one_record_that_names_all(self, system_administrator, ledger):
        reorganisations.merge(
            actor=system_administrator,
            codes=["donggang", "water"],
            into="hechuan",
            effective_on=date(2026, 6, 1),
            now=NOW,
        )

        (chapter,) = story(["unit:hechuan"])
        assert ledger() == 1
        assert chapter.title == "Donggang District, Water Bureau went over into Hechuan District on 1 Jun 2026."

    @pytest.mark.parametrize(
        ("codes", "into", "error"),
        [
            (["hechuan"], "hechuan", reorganisations.SameUnitError),
            (["donggang"], "", reorganisations.NoSuccessorError),
            (["donggang", "nobody"], "hechuan", tree.UnitNotFoundError),
            ([], "hechuan", tree.InvalidUnitError),
            (["city"], "hechuan", tree.CircularTreeError),
        ],
    )
    def test_that_makes_no_sense_is_refused(self, system_administrator, ledger, codes, into, error):
        with pytest.raises(error):
            reorganisations.merge(actor=system_administrator, codes=codes, into=into, effective_on=TODAY, now=NOW)
        assert (ledger(), Unit.objects.filter(valid_until__isnull=False).count()) == (0, 0)

    def test_of_a_unit_that_is_no_more_is_refused(self, system_administrator):
        asked = {"actor": system_administrator, "effective_on": TODAY, "now": NOW}
        reorganisations.abolish(code="donggang", **asked)

        with pytest.raises(reorganisations.AlreadyEndedError):
            reorganisations.merge(codes=["donggang"], into="hechuan", **asked)

    def test_across_what_somebody_keeps_is_refused(self, actor):
        district = actor(Role.SYSTEM_ADMINISTRATOR, unit="hechuan")

        with pytest.raises(NotPermittedError):
            reorganisations.merge(actor=district, codes=["hechuan"], into="donggang", effective_on=TODAY, now=NOW)

    def test_lets_a_name_go_over(self, system_administrator):
        named = tree.NewUnit(code="water-2", name="Water Bureau", name_zh="", kind="department", parent_code="city")

        merged = reorganisations.merge(
            actor=system_administrator, codes=["water"], new=named, effective_on=TODAY, now=NOW
        )

        assert recognise(["Water Bureau"]) == {"Water Bureau": merged}


class TestDividing:
    def test_among_new_and_known_units_ends_the_unit(self, system_administrator):
        reorganisations.split(
            actor=system_administrator,
            code="water",
            among=["hechuan"],
            new=[new("rivers"), new("mains")],
            continues=False,
            effective_on=TODAY,
            now=NOW,
        )

        _before, after = heirs_of(unit("water"))
        assert {heir.code for heir in after} == {"hechuan", "rivers", "mains"}
        assert unit("water").valid_until == TODAY

    def test_may_leave_the_unit_as_it_is(self, system_administrator):
        reorganisations.split(
            actor=system_administrator, code="water", new=[new("rivers")], continues=True, effective_on=TODAY, now=NOW
        )

        assert (unit("water").valid_until, change_of(unit("water"), on=TODAY).kind) == (None, "split")

    def test_of_a_unit_with_others_below_is_refused(self, system_administrator, ledger):
        UnitFactory(code="town", parent=unit("donggang"))

        with pytest.raises(reorganisations.HasUnitsBelowError):
            reorganisations.split(
                actor=system_administrator,
                code="donggang",
                among=["hechuan"],
                continues=False,
                effective_on=TODAY,
                now=NOW,
            )
        assert ledger() == 0


def test_an_abolished_unit_has_no_successor(system_administrator, ledger):
    reorganisations.abolish(actor=system_administrator, code="water", effective_on=TODAY, basis="Plan", now=NOW)

    change = change_of(unit("water"), on=TODAY)
    assert (change.kind, change.successors, unit("water").valid_until, ledger()) == ("abolished", (), TODAY, 1)


def test_the_tree_of_a_day_knows_who_had_ended_and_who_was_to_come(system_administrator):
    reorganisations.split(
        actor=system_administrator,
        code="water",
        new=[new("rivers")],
        continues=False,
        effective_on=date(2024, 3, 1),
        now=NOW,
    )

    before, since = tree_on(BEFORE), tree_on(TODAY)
    assert ("water" in codes(before.there), codes(before.to_come)) == (True, ["rivers"])
    assert (codes(since.ended), "rivers" in codes(since.there)) == (["water"], True)


class TestAmending:
    def entries(self, **changed):
        known = {"kind": "department", "parent_code": "city", "division_code": "", "credit_code": ""}
        return units.UnitEntries(**{**known, "valid_from": None, "valid_until": None, "position": 1, **changed})

    def test_keeps_a_code_that_fails_the_check(self, system_administrator):
        amended = units.amend(
            actor=system_administrator, code="water", entries=self.entries(credit_code="91350211M0000XUF46"), now=NOW
        )

        assert amended.credit_code == "91350211M0000XUF46"

    def test_moves_a_unit_with_all_below(self, system_administrator):
        UnitFactory(code="pipes", parent=unit("water"))

        units.amend(actor=system_administrator, code="water", entries=self.entries(parent_code="hechuan"), now=NOW)

        assert unit("pipes").path == "/city/hechuan/water/pipes/"

    def test_below_itself_is_refused(self, system_administrator, ledger):
        UnitFactory(code="pipes", parent=unit("water"))

        with pytest.raises(tree.CircularTreeError):
            units.amend(actor=system_administrator, code="water", entries=self.entries(parent_code="pipes"), now=NOW)
        assert (ledger(), unit("water").path) == (0, "/city/water/")

    def test_records_what_was_and_what_is(self, system_administrator):
        units.amend(actor=system_administrator, code="water", entries=self.entries(division_code="210202"), now=NOW)

        (chapter,) = story(["unit:water"])
        assert chapter.title == "The entries on Water Bureau were changed."

    def test_without_a_change_is_refused(self, system_administrator, ledger):
        same = self.entries(position=unit("water").position)

        with pytest.raises(units.UnchangedError):
            units.amend(actor=system_administrator, code="water", entries=same, now=NOW)
        assert ledger() == 0

    def test_under_a_unit_of_others_is_refused(self, actor):
        district = actor(Role.SYSTEM_ADMINISTRATOR, unit="hechuan")
        UnitFactory(code="town", parent=unit("hechuan"))

        with pytest.raises(NotPermittedError):
            units.amend(actor=district, code="town", entries=self.entries(parent_code="city"), now=NOW)


def test_a_name_is_taken_away(system_administrator):
    units.add_alias(actor=system_administrator, code="water", alias="Waterworks", kind="short", now=NOW)

    units.remove_alias(actor=system_administrator, code="water", alias="Waterworks", now=NOW)

    assert recognise(["Waterworks"]) == {}


def test_a_name_that_the_unit_does_not_have_cannot_be_taken_away(system_administrator, ledger):
    with pytest.raises(units.UnknownAliasError):
        units.remove_alias(actor=system_administrator, code="water", alias="Waterworks", now=NOW)
    assert ledger() == 0
