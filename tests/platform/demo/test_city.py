from collections import Counter

import pytest

from zeren import reading
from zeren_platform.demo import city, responsibility_list

LANGUAGES = ("en", "zh")
PLACES = [unit.code for unit in city.units() if unit.kind in {"district", "new-area"}]
ROLES = {"lead": "lead", "support": "support", "territorial": "territorial"}


def test_there_are_fifty_units():
    assert len([unit for unit in city.units() if unit.parent]) == 50


def test_parents_come_before_their_children():
    seen = {""}
    for unit in city.units():
        assert unit.parent in seen
        seen.add(unit.code)


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_232_duties_numbered_through(language):
    assert [duty.number for duty in city.duties(language)] == list(range(1, 233))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("part", ["title", "text"])
def test_no_two_duties_say_the_same(language, part):
    counted = Counter(getattr(duty, part) for duty in city.duties(language))

    assert [said for said, count in counted.items() if count > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_duty_rests_on_something(language):
    assert [duty.number for duty in city.duties(language) if not duty.basis] == []


def test_every_unit_leads_a_duty():
    leads = {duty.lead for duty in city.duties("en")}

    assert {unit.code for unit in city.units() if unit.parent} - leads == set()


def test_both_languages_assign_the_same_units():
    def parts(language):
        return [(duty.lead, duty.support, duty.territorial, duty.cycle) for duty in city.duties(language)]

    assert parts("en") == parts("zh")


def test_usernames_are_unique():
    assert max(Counter(person.username for person in city.people()).values()) == 1


def test_the_three_administrators_are_three_people():
    holders = [
        person.username
        for person in city.people()
        for _unit, role in person.posts
        if role in {"system_administrator", "security_administrator", "audit_administrator"}
    ]

    assert len(set(holders)) == len(holders) == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_reads_back_to_232_commitments(language):
    found = reading.read_text(responsibility_list.write(language))

    assert len(found.commitments) == 232


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_commitment_of_the_list_has_exactly_its_units(language):
    found = reading.read_text(responsibility_list.write(language))
    names = {unit.code: unit.named(language) for unit in city.units()}
    wanted = [
        [(names[duty.lead], "lead"), *((names[code], "support") for code in duty.support)]
        for duty in city.duties(language)
    ]

    read = [
        [(unit.name, unit.role) for unit in commitment.units if unit.role in {"lead", "support"}]
        for commitment in found.commitments
    ]

    assert read == wanted


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_communique_names_no_unit_that_the_city_does_not_have(language):
    found = reading.read_text(city.text("communique", language))
    known = {name for unit in city.units() for name in (unit.name, unit.name_zh, *unit.aliases)}

    named = {unit.name for commitment in found.commitments for unit in commitment.units if not unit.class_of_units}

    assert named - known == set()
