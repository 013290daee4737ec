"""Opening a register."""

import pytest
from tests.platform.responsibilities.factories import NOW, RegisterFactory, clerk, person

from zeren.foundations.errors import InvalidInputError, NotPermittedError
from zeren_platform.common.actor import Role
from zeren_platform.responsibilities.models import Duty, Edition, Register
from zeren_platform.responsibilities.use_cases import registers
from zeren_platform.responsibilities.use_cases.rows import TooLongError
from zeren_platform.responsibilities.use_cases.taking_in import NothingToTakeInError


def opened(actor=None, **entries):
    given = {"code": "list-2026", "kind": "responsibility-list", "title": "List of 2026", "unit_code": "binhai"}
    return registers.open(actor=actor or clerk(), **{**given, **entries}, now=NOW)


def test_a_register_begins_with_a_draft(city):
    register = opened()

    assert [(edition.number, edition.state) for edition in register.editions.all()] == [(1, Edition.State.DRAFT)]


def test_opening_leaves_one_record(city, ledger):
    opened()

    assert ledger() == ["responsibilities.register.opened"]


def test_opening_from_a_document_takes_its_proposals_in(a_decided_document):
    register = opened(document_id=a_decided_document.pk)

    assert Duty.objects.filter(edition__register=register).count() == 2


def test_opening_from_a_document_leaves_one_record(a_decided_document, ledger):
    opened(document_id=a_decided_document.pk)

    assert ledger() == ["responsibilities.register.opened_from_document"]


def test_opening_from_a_document_without_accepted_proposals_opens_nothing(a_decided_document, ledger):
    a_decided_document.proposals.all().delete()

    with pytest.raises(NothingToTakeInError):
        opened(document_id=a_decided_document.pk)

    assert not Register.objects.exists()
    assert ledger() == []


@pytest.mark.parametrize("role", [Role.HEAD, Role.LEADER, Role.SYSTEM_ADMINISTRATOR])
def test_only_a_clerk_opens_a_register(city, ledger, role):
    with pytest.raises(NotPermittedError):
        opened(person(role))

    assert not Register.objects.exists()
    assert ledger() == []


def test_a_clerk_of_a_district_cannot_open_a_register_of_the_city(city):
    with pytest.raises(NotPermittedError):
        opened(person(Role.CLERK, "hechuan", "/binhai/hechuan/"))


def test_a_code_is_given_once(city):
    RegisterFactory(code="list-2026")

    with pytest.raises(registers.CodeTakenError) as caught:
        opened()

    assert caught.value.params == {"field": "code", "code": "list-2026"}


@pytest.mark.parametrize(("field", "found"), [("title", "  "), ("kind", "novel"), ("code", "with space")])
def test_an_entry_that_cannot_stand_is_named(city, field, found):
    with pytest.raises(InvalidInputError) as caught:
        opened(**{field: found})

    assert caught.value.params["field"] == field


def test_a_title_beyond_its_place_is_refused_with_the_limit(city):
    with pytest.raises(TooLongError) as caught:
        opened(title="x" * 301)

    assert caught.value.params == {"field": "title", "limit": 300}
