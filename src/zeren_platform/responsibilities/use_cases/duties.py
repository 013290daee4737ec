"""Duties of a draft: added by hand, edited, taken out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from zeren.foundations.errors import InvalidInputError, RefusedError
from zeren_platform.common.actor import Actor
from zeren_platform.ledger.use_cases import recording
from zeren_platform.organisation.queries import units as all_units
from zeren_platform.responsibilities import permissions
from zeren_platform.responsibilities.events import DutyAdded, DutyEdited, DutyRemoved
from zeren_platform.responsibilities.models import SAID, Assignment, Duty
from zeren_platform.responsibilities.use_cases.rows import (
    duty_row,
    edition_row,
    next_number,
    next_position,
    refuse_too_long,
    refuse_unless_draft,
)
from zeren_platform.sources.targets import as_lines, targets_in
from zeren_platform.sources.use_cases import holding

__all__ = [
    "ChangedMeanwhileError",
    "DutyWording",
    "EmptyTextError",
    "LeadTwiceError",
    "NumberTakenError",
    "UnitTwiceError",
    "UnknownEntryError",
    "add",
    "edit",
    "remove",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyWording:
    """All that a clerk can say of a duty; ``units`` are pairs of a unit's code and its role."""

    title: str
    text: str
    field: str
    basis: str
    target: str
    cycle: str
    units: Sequence[tuple[str, str]]
    level: str = ""
    # Until when, as written, and the last day where the words fix one.
    deadline: str = ""
    due_on: date | None = None
    # The figures aimed at, one to a line (``sources.targets``).
    targets: str = ""
    points: Decimal | None = None
    scoring_rule: str = ""
    evidence: str = ""
    # Only where the source says so.
    no_lead_stated: bool = False
    open_set: bool = False
    # Names of the source that mean no unit and that are still to be settled.
    unrecognised: Sequence[str] = ()


class ChangedMeanwhileError(RefusedError):
    """Somebody else changed the duty since it was read."""

    code = "responsibilities.duty.changed_meanwhile"


class EmptyTextError(InvalidInputError):
    """A duty says what is to be done."""

    code = "responsibilities.duty.empty_text"


class LeadTwiceError(InvalidInputError):
    """One matter, one lead."""

    code = "responsibilities.duty.lead_twice"


class UnitTwiceError(InvalidInputError):
    """A unit has one part in a duty."""

    code = "responsibilities.duty.unit_twice"


class UnknownEntryError(InvalidInputError):
    """A unit, role or cycle that does not exist."""

    code = "responsibilities.duty.unknown"


class NumberTakenError(RefusedError):
    """Another duty of the edition has this number."""

    code = "responsibilities.duty.number_taken"


@transaction.atomic(durable=True)
def add(*, actor: Actor, edition_id: int, number: str, wording: DutyWording, now: datetime) -> Duty:
    """Write a duty into a draft by hand; without a number it gets the next one."""
    edition = edition_row(edition_id)
    position = next_position(edition)
    duty = Duty(edition=edition, number=number.strip() or next_number(edition, position), position=position)

    standing = permissions.require_keep(actor, edition.register)
    refuse_unless_draft(edition)
    parts = _worded(duty, wording)
    if edition.duties.filter(number=duty.number).exists():
        raise NumberTakenError(field="number", number=duty.number)

    duty.save()
    _assign(duty, parts)
    event = DutyAdded(subject=duty.subject, number=duty.number, text=duty.text, units=tuple(wording.units))
    withheld = edition.register.confidential
    recording.record(actor=actor, event=event, at=now, standing=standing, withheld=withheld)
    return duty


@transaction.atomic(durable=True)
def edit(*, actor: Actor, duty_id: int, version: int, wording: DutyWording, now: datetime) -> Duty:
    """Change a duty of a draft, if nobody else did since *version*."""
    duty = duty_row(duty_id)

    standing = permissions.require_keep(actor, duty.edition.register)
    refuse_unless_draft(duty.edition)
    if duty.version != version:
        raise ChangedMeanwhileError(number=duty.number)
    said = duty.text
    parts = _worded(duty, wording)

    duty.version += 1

    duty.save()
    if duty.text != said:
        # What was decided about like duties was decided about other words.
        duty.likenesses.all().delete()
    duty.assignments.all().delete()
    duty.unrecognised.exclude(name__in=wording.unrecognised).delete()
    _assign(duty, parts)
    event = DutyEdited(
        subject=duty.subject,
        number=duty.number,
        version=duty.version,
        text=duty.text,
        units=tuple(wording.units),
    )
    withheld = duty.edition.register.confidential
    recording.record(actor=actor, event=event, at=now, standing=standing, withheld=withheld)
    return duty


@transaction.atomic(durable=True)
def remove(*, actor: Actor, duty_id: int, version: int, now: datetime) -> None:
    """Take a duty out of a draft; nobody was bound by it yet, and the ledger keeps what it said."""
    duty = duty_row(duty_id)

    standing = permissions.require_keep(actor, duty.edition.register)
    refuse_unless_draft(duty.edition)
    if duty.version != version:
        raise ChangedMeanwhileError(number=duty.number)

    event = DutyRemoved(subject=duty.edition.subject, duty=duty.pk, number=duty.number, text=duty.text)

    duty.delete()
    _release(duty)
    withheld = duty.edition.register.confidential
    recording.record(actor=actor, event=event, at=now, standing=standing, withheld=withheld)


def _worded(duty: Duty, wording: DutyWording) -> list[tuple[int, str]]:
    """Put the words on the row and give its parts as unit and role; refuse what cannot stand."""
    for name in SAID:
        said = getattr(wording, name)
        setattr(duty, name, said.strip() if isinstance(said, str) else said)
    if not duty.text:
        raise EmptyTextError(field="text")
    if duty.cycle and duty.cycle not in Duty.Cycle.values:
        raise UnknownEntryError(field="cycle", found=duty.cycle)
    if duty.level and duty.level not in Duty.Level.values:
        raise UnknownEntryError(field="level", found=duty.level)
    duty.targets = as_lines(targets_in(duty.targets))
    refuse_too_long(duty)
    return _parts(wording.units)


def _parts(named: Sequence[tuple[str, str]]) -> list[tuple[int, str]]:
    """Find each unit; one lead, and no unit twice."""
    codes = [code for code, _role in named]
    roles = [role for _code, role in named]
    found = {unit.code: unit for unit in all_units().filter(code__in=codes)}
    for code, role in named:
        if code not in found or role not in Assignment.Role.values:
            raise UnknownEntryError(field="units", found=code if code not in found else role)
        if codes.count(code) > 1:
            raise UnitTwiceError(field="units", unit=found[code].label)
    if roles.count(Assignment.Role.LEAD) > 1:
        raise LeadTwiceError(field="units")
    return [(found[code].pk, role) for code, role in named]


def _assign(duty: Duty, parts: Sequence[tuple[int, str]]) -> None:
    Assignment.objects.bulk_create(
        [Assignment(duty=duty, edition=duty.edition, unit_id=unit, role=role) for unit, role in parts]
    )


def _release(removed: Duty) -> None:
    """Let the sentence be taken in again, unless an earlier edition still holds it."""
    if removed.proposal_id and not Duty.objects.filter(proposal=removed.proposal_id).exists():
        holding.release(proposal_ids=[removed.proposal_id])
