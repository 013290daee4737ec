import pytest
from tests.platform.organisation.conftest import NOW, TODAY
from tests.platform.organisation.factories import AliasFactory

from zeren.foundations.errors import NotPermittedError
from zeren_platform.common.actor import Actor, Role
from zeren_platform.ledger.models import Record
from zeren_platform.ledger.queries import story
from zeren_platform.organisation.models import Alias, Unit
from zeren_platform.organisation.queries import recognise
from zeren_platform.organisation.use_cases import reorganisations, tree, units

NEW = tree.NewUnit(code="forestry", name="Forestry Bureau", name_zh="林业局", kind="department", parent_code="city")


def test_a_new_unit_stands_below_its_parent(system_administrator):
    unit = units.create(actor=system_administrator, unit=NEW, now=NOW)

    assert unit.path == "/city/forestry/"


def test_a_new_unit_stands_behind_the_last_one(system_administrator):
    unit = units.create(actor=system_administrator, unit=NEW, now=NOW)

    assert list(Unit.objects.order_by("position", "id"))[-1] == unit


def test_a_new_unit_is_recognised_by_its_aliases(system_administrator):
    described = tree.NewUnit(**{**_fields(NEW), "aliases": ["Forestry", " 市林业局 ", "Forestry"]})

    unit = units.create(actor=system_administrator, unit=described, now=NOW)

    assert recognise(["Forestry", "市林业局", "林业局"]) == dict.fromkeys(["Forestry", "市林业局", "林业局"], unit)


def test_creating_leaves_one_record_with_the_post_of_the_administrator(system_administrator):
    units.create(actor=system_administrator, unit=NEW, now=NOW)

    (chapter,) = story(["unit:forestry"])
    assert (chapter.event, chapter.role, chapter.unit) == (
        "organisation.unit.created",
        "system_administrator",
        "city",
    )
    assert chapter.title == "The unit Forestry Bureau was created."


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SYSTEM_ADMINISTRATOR}))
def test_no_other_role_creates_units(actor, role, ledger):
    somebody = actor(role)

    with pytest.raises(NotPermittedError):
        units.create(actor=somebody, unit=NEW, now=NOW)

    assert (Unit.objects.count(), ledger()) == (4, 0)


def test_a_districts_administrator_creates_nothing_beside_the_district(actor):
    district = actor(Role.SYSTEM_ADMINISTRATOR, unit="hechuan")

    with pytest.raises(NotPermittedError):
        units.create(actor=district, unit=NEW, now=NOW)


def test_only_the_platform_itself_makes_a_root(system_administrator):
    root = tree.NewUnit(code="other", name="Other City", kind="city")

    with pytest.raises(NotPermittedError):
        units.create(actor=system_administrator, unit=root, now=NOW)
    assert units.create(actor=Actor.system("demo"), unit=root, now=NOW).path == "/other/"


@pytest.mark.parametrize(
    ("field", "entry", "error"),
    [
        ("code", "water", tree.CodeTakenError),
        ("code", "a/b", tree.InvalidUnitError),
        ("code", "Water", tree.InvalidUnitError),
        ("name", " ", tree.InvalidUnitError),
        ("kind", "palace", tree.InvalidUnitError),
        ("aliases", ["水务局"], tree.AliasTakenError),
    ],
)
def test_a_faulty_entry_is_refused_beside_its_field(system_administrator, ledger, field, entry, error):
    with pytest.raises(error) as caught:
        units.create(actor=system_administrator, unit=tree.NewUnit(**{**_fields(NEW), field: entry}), now=NOW)

    assert caught.value.params["field"] == field
    assert (Unit.objects.count(), ledger()) == (4, 0)


def test_an_unknown_parent_is_refused(system_administrator):
    with pytest.raises(tree.UnitNotFoundError) as caught:
        units.create(actor=system_administrator, unit=tree.NewUnit(**{**_fields(NEW), "parent_code": "x"}), now=NOW)

    assert caught.value.params == {"field": "parent", "code": "x"}


def test_a_renamed_unit_is_still_found_by_its_former_names(system_administrator):
    unit = reorganisations.rename(
        actor=system_administrator,
        code="water",
        name="Water Affairs Bureau",
        name_zh="水务管理局",
        effective_on=TODAY,
        now=NOW,
    )

    assert recognise(["Water Bureau", "水务局", "Water Affairs Bureau"]) == dict.fromkeys(
        ["Water Bureau", "水务局", "Water Affairs Bureau"], unit
    )


def test_renaming_leaves_one_record_with_both_names(system_administrator):
    reorganisations.rename(
        actor=system_administrator, code="water", name="Water Affairs", name_zh="", effective_on=TODAY, now=NOW
    )

    (chapter,) = story(["unit:water"])
    assert chapter.title == "Water Bureau was renamed Water Affairs."


def test_a_name_means_one_unit(system_administrator, ledger):
    AliasFactory(unit=Unit.objects.get(code="hechuan"), name="The river district")

    with pytest.raises(tree.AliasTakenError) as caught:
        units.add_alias(actor=system_administrator, code="water", alias="The river district", now=NOW)

    assert caught.value.params["unit"] == "Hechuan District"
    assert (Alias.objects.count(), ledger()) == (1, 0)


def test_an_added_alias_is_recognised_and_recorded(system_administrator, ledger):
    units.add_alias(actor=system_administrator, code="water", alias="Waterworks", now=NOW)

    assert recognise(["Waterworks"])["Waterworks"].code == "water"
    assert (ledger(), Record.objects.get().subject) == (1, "unit:water")


def _fields(unit):
    return {name: getattr(unit, name) for name in unit.__slots__}
