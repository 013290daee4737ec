"""Rows for the tests of this slice."""

from datetime import UTC, datetime

import factory

from zeren_platform.common.actor import Actor, Role, Standing
from zeren_platform.organisation.models import Unit
from zeren_platform.responsibilities.models import Assignment, Duty, Edition, Register
from zeren_platform.sources.models import Document, Proposal, ProposedUnit

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


class UnitFactory(factory.django.DjangoModelFactory):
    """A department of Binhai unless told otherwise."""

    class Meta:
        model = Unit
        django_get_or_create = ["code"]

    code = factory.Sequence(lambda n: f"unit-{n}")
    name = factory.LazyAttribute(lambda unit: f"Bureau of {unit.code}")
    kind = Unit.Kind.DEPARTMENT
    path = factory.LazyAttribute(lambda unit: f"/binhai/{unit.code}/")
    position = factory.Sequence(lambda n: n)


class CityFactory(UnitFactory):
    """The root of the tree."""

    code = "binhai"
    name = "Binhai City"
    kind = Unit.Kind.CITY
    path = "/binhai/"


class DocumentFactory(factory.django.DjangoModelFactory):
    """A communiqué of which each proposal is one sentence."""

    class Meta:
        model = Document

    unit = factory.SubFactory(CityFactory)
    kind = Document.Kind.COMMUNIQUE
    title = "Communiqué of the third meeting"
    language = "en"
    text = (
        "The meeting decided. The bureaus shall keep the air clean. The bureaus shall keep the water clean. It closed."
    )
    sha256 = factory.Sequence(lambda n: f"{n:064x}")
    added_at = NOW
    added_by = "Clerk"


class ProposalFactory(factory.django.DjangoModelFactory):
    """A proposal that the clerk accepted."""

    class Meta:
        model = Proposal

    document = factory.SubFactory(DocumentFactory)
    position = factory.Sequence(lambda n: n)
    start = 21
    end = 58
    title = "Clean air"
    text = "Keep the air clean."
    field = "Air"
    rule = "en.shall"
    state = Proposal.State.ACCEPTED
    decided_at = NOW
    decided_by = "Clerk"


class ProposedUnitFactory(factory.django.DjangoModelFactory):
    """A unit as the document names it."""

    class Meta:
        model = ProposedUnit

    proposal = factory.SubFactory(ProposalFactory)
    position = factory.Sequence(lambda n: n)
    name = "the bureau"
    role = ProposedUnit.Role.LEAD
    unit = factory.SubFactory(UnitFactory)


class RegisterFactory(factory.django.DjangoModelFactory):
    """A register of the city."""

    class Meta:
        model = Register

    code = factory.Sequence(lambda n: f"register-{n}")
    kind = Register.Kind.RESPONSIBILITY_LIST
    title = "List of responsibilities"
    unit = factory.SubFactory(CityFactory)
    opened_at = NOW


class EditionFactory(factory.django.DjangoModelFactory):
    """A draft."""

    class Meta:
        model = Edition

    register = factory.SubFactory(RegisterFactory)
    number = 1

    class Params:
        in_force = factory.Trait(
            state=Edition.State.IN_FORCE,
            adopted_by="Third meeting",
            adopted_at=NOW,
            effective_from=NOW.date(),
        )


class DutyFactory(factory.django.DjangoModelFactory):
    """A duty written by hand."""

    class Meta:
        model = Duty

    edition = factory.SubFactory(EditionFactory)
    position = factory.Sequence(lambda n: n + 1)
    number = factory.LazyAttribute(lambda duty: str(duty.position))
    title = "Clean air"
    text = "Keep the air clean."
    field = "Air"
    cycle = Duty.Cycle.YEARLY


class AssignmentFactory(factory.django.DjangoModelFactory):
    """A unit that leads."""

    class Meta:
        model = Assignment

    duty = factory.SubFactory(DutyFactory)
    edition = factory.SelfAttribute("duty.edition")
    unit = factory.SubFactory(UnitFactory)
    role = Assignment.Role.LEAD


def person(role, unit="binhai", path="/binhai/", *, name="Wei Lan", acting_for=""):
    """Somebody with one post."""
    return Actor(
        kind="person", name=name, standings=(Standing(role=role, unit=unit, path=path, acting_for=acting_for),)
    )


def clerk():
    """The clerk of the city's supervision office."""
    return person(Role.CLERK, name="Clerk")


def head_of(unit, *, role=Role.HEAD, acting_for=""):
    """The head of a unit, or somebody who stands in for them."""
    return person(role, unit.code, unit.path, name=f"Head of {unit.code}", acting_for=acting_for)
