"""Reorganisation: what a unit has to do goes over to its successors, and each of them signs for it anew."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from zeren.foundations.errors import InvalidInputError, RefusedError
from zeren_platform.common.actor import Actor
from zeren_platform.common.locking import locked
from zeren_platform.ledger.use_cases import recording
from zeren_platform.organisation.queries import Change, change_of, unit_by_code, units
from zeren_platform.responsibilities import permissions
from zeren_platform.responsibilities.changes import STRENGTH
from zeren_platform.responsibilities.events import DutiesCarriedOver
from zeren_platform.responsibilities.models import Assignment, CarriedPart, Duty, Edition
from zeren_platform.responsibilities.queries.carrying import held_parts
from zeren_platform.responsibilities.subjects import carrying_subject
from zeren_platform.responsibilities.use_cases.parts import note_moved

if TYPE_CHECKING:
    from datetime import date

    from zeren_platform.organisation.models import Unit

__all__ = ["EndedSuccessorError", "NothingToCarryError", "UnreorganisedError", "carry_over"]


class UnreorganisedError(RefusedError):
    """The unit goes on as it was: its duties are changed by a revision."""

    code = "responsibilities.carrying.unreorganised"


class EndedSuccessorError(InvalidInputError):
    """The unit that is to take over is not there, is itself no more, or is the one that gives."""

    code = "responsibilities.carrying.ended_successor"


class NothingToCarryError(RefusedError):
    """None of these parts is held by the unit any more."""

    code = "responsibilities.carrying.nothing"


@dataclass(slots=True, kw_only=True)
class _Carried:
    """What is to be written, gathered part by part."""

    moved: list[Assignment]
    strengthened: list[Assignment]
    joined: list[Assignment]
    former: list[CarriedPart]


@transaction.atomic(durable=True)
def carry_over(*, actor: Actor, unit_code: str, choices: Mapping[int, str], now: datetime) -> int:
    """Give parts that a reorganised unit holds to other units: *choices* names a unit's code for the key of each part.

    It concerns what is in force and what is a draft. A part that the successor has already in the same duty becomes one
    with it, of the stronger role. Give how many parts went over.
    """
    unit = unit_by_code(unit_code)
    change = change_of(unit, on=timezone.localdate(now))
    parts = list(locked(held_parts(unit).filter(pk__in=choices)).order_by("pk"))
    heirs = {heir.code: heir for heir in units(on=timezone.localdate(now)).filter(code__in=set(choices.values()))}

    standing = permissions.require_carry(actor, [part.duty.edition.register for part in parts])
    if change is None:
        raise UnreorganisedError(unit=unit.label)
    if not parts:
        raise NothingToCarryError(unit=unit.label)
    _refuse_unknown(unit, set(choices.values()), heirs)

    carried = _sorted_out(parts, {part.pk: heirs[choices[part.pk]] for part in parts}, change.effective_on, now)

    _write(carried)
    event = _told(unit, change, carried)
    withheld = any(part.duty.edition.register.confidential for part in parts)
    recording.record(actor=actor, event=event, at=now, standing=standing, withheld=withheld)
    return len(parts)


def _refuse_unknown(unit: "Unit", codes: Iterable[str], heirs: Mapping[str, "Unit"]) -> None:
    for code in codes:
        if code not in heirs or code == unit.code:
            raise EndedSuccessorError(field="successor", unit=code)


def _sorted_out(
    parts: Sequence[Assignment], heirs: Mapping[int, "Unit"], effective_on: "date", now: datetime
) -> _Carried:
    """Say of each part whether it moves, or becomes one with what the successor has in the duty."""
    carried = _Carried(moved=[], strengthened=[], joined=[], former=[])
    keys = {heir.pk for heir in heirs.values()}
    theirs = {
        (row.duty_id, row.unit_id): row
        for row in locked(Assignment.objects.filter(duty__in=[part.duty_id for part in parts], unit__in=keys))
    }
    for part in parts:
        heir = heirs[part.pk]
        own = theirs.get((part.duty_id, heir.pk))
        carried.former.append(_former(part, heir, effective_on, now, joined=own is not None))
        if own is None:
            part.unit = heir
            carried.moved.append(_awaiting(part))
            continue
        carried.joined.append(part)
        if STRENGTH[part.role] < STRENGTH[own.role]:
            own.role = part.role
            carried.strengthened.append(_awaiting(own))
    return carried


def _former(part: Assignment, heir: "Unit", effective_on: "date", now: datetime, *, joined: bool) -> CarriedPart:
    return CarriedPart(
        duty=part.duty,
        former_unit=part.unit,
        unit=heir,
        role=part.role,
        joined=joined,
        receipt=part.receipt,
        reason=part.reason,
        answered_at=part.answered_at,
        answered_by=part.answered_by,
        effective_on=effective_on,
        carried_at=now,
    )


def _awaiting(part: Assignment) -> Assignment:
    """Ask for a signature: nobody is bound by what another unit signed."""
    part.receipt, part.reason = Assignment.Receipt.AWAITING, ""
    part.answered_at, part.answered_by, part.signed_in = None, "", None
    return part


def _write(carried: _Carried) -> None:
    """Take away first what becomes one with another part: a duty has one lead at any moment."""
    Assignment.objects.filter(pk__in=[part.pk for part in carried.joined]).delete()
    names = ["unit", "role", "receipt", "reason", "answered_at", "answered_by", "signed_in"]
    Assignment.objects.bulk_update([*carried.strengthened, *carried.moved], names, batch_size=200)
    CarriedPart.objects.bulk_create(carried.former, batch_size=500)
    # Whoever has the duty of a draft open is told that it changed.
    changed = {part.duty_id for part in carried.former}
    Duty.objects.filter(pk__in=changed, edition__state=Edition.State.DRAFT).update(version=F("version") + 1)
    note_moved({part.duty.edition_id for part in carried.former})


def _told(unit: "Unit", change: Change, carried: _Carried) -> DutiesCarriedOver:
    heirs = {part.unit.code: part.unit for part in carried.former}
    return DutiesCarriedOver(
        subject=carrying_subject(unit.code),
        unit=unit.code,
        unit_name=unit.name,
        unit_name_zh=unit.name_zh,
        kind=change.kind,
        effective_on=change.effective_on.isoformat(),
        count=len(carried.former),
        successors=tuple(heirs),
        successor_names=tuple(heir.name for heir in heirs.values()),
        successor_names_zh=tuple(heir.name_zh or heir.name for heir in heirs.values()),
        parts=tuple((part.duty_id, part.role, part.unit.code, part.joined) for part in carried.former),
    )
