"""Names of a draft that mean no unit: a clerk says once which unit each means, for all duties that name it."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from zeren_platform.common.actor import Actor
from zeren_platform.ledger.use_cases import recording
from zeren_platform.organisation.queries import units
from zeren_platform.responsibilities import permissions
from zeren_platform.responsibilities.changes import STRENGTH, LeadTwiceError, NothingChosenError, UnknownUnitError
from zeren_platform.responsibilities.events import NamesSettled
from zeren_platform.responsibilities.models import Assignment, Duty, Edition, UnrecognisedUnit
from zeren_platform.responsibilities.use_cases.rows import edition_row, refuse_unless_draft

__all__ = ["settle"]

LEAD = Assignment.Role.LEAD


@transaction.atomic(durable=True)
def settle(*, actor: Actor, edition_id: int, meanings: Mapping[str, str], now: datetime) -> int:
    """Put units, by code, in the place of names; give in how many duties."""
    edition = edition_row(edition_id)
    rows = list(UnrecognisedUnit.objects.filter(duty__edition=edition, name__in=meanings).order_by("duty", "id"))
    bodies = dict(units().filter(code__in=meanings.values()).values_list("code", "pk"))

    standing = permissions.require_keep(actor, edition.register)
    refuse_unless_draft(edition)
    if not rows:
        raise NothingChosenError
    if not bodies.keys() >= set(meanings.values()):
        raise UnknownUnitError(field="unit")

    duties = list(Duty.objects.filter(pk__in={row.duty_id for row in rows}).order_by("position", "id"))
    parts = _with_units(rows, _held(duties), {name: bodies[code] for name, code in meanings.items()})
    _refuse_two_leads(duties, parts)

    _write(edition, duties, parts, rows)
    event = NamesSettled(
        subject=edition.subject,
        count=len(duties),
        duties=tuple(duty.pk for duty in duties),
        names=tuple(sorted({row.name for row in rows})),
    )
    withheld = edition.register.confidential
    recording.record(actor=actor, event=event, at=now, standing=standing, withheld=withheld)
    return len(duties)


def _held(duties: list[Duty]) -> dict[int, dict[int, str]]:
    """Give the role of every unit in each duty."""
    held: dict[int, dict[int, str]] = {duty.pk: {} for duty in duties}
    for duty, unit, role in Assignment.objects.filter(duty__in=held).values_list("duty", "unit", "role"):
        held[duty][unit] = role
    return held


def _with_units(
    rows: list[UnrecognisedUnit], held: dict[int, dict[int, str]], meant: Mapping[str, int]
) -> dict[int, dict[int, str]]:
    """Add the units that the names mean; one that has a part already keeps the stronger of the two."""
    for row in rows:
        parts, unit = held[row.duty_id], meant[row.name]
        parts[unit] = min(row.role, parts.get(unit, row.role), key=STRENGTH.__getitem__)
    return held


def _refuse_two_leads(duties: list[Duty], parts: dict[int, dict[int, str]]) -> None:
    twice = [duty.number for duty in duties if list(parts[duty.pk].values()).count(LEAD) > 1]
    if twice:
        raise LeadTwiceError(field="unit", numbers=", ".join(twice[:10]), count=len(twice))


def _write(
    edition: Edition, duties: list[Duty], parts: dict[int, dict[int, str]], rows: list[UnrecognisedUnit]
) -> None:
    UnrecognisedUnit.objects.filter(pk__in=[row.pk for row in rows]).delete()
    Assignment.objects.filter(duty__in=parts).delete()
    Assignment.objects.bulk_create(
        Assignment(duty_id=duty, edition=edition, unit_id=unit, role=role)
        for duty, held in parts.items()
        for unit, role in held.items()
    )
    for duty in duties:
        duty.version += 1
    Duty.objects.bulk_update(duties, ["version"], batch_size=500)
