"""A table of units is taken in: all of it or nothing, in one act."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from zeren.foundations.errors import RefusedError
from zeren_platform.common.actor import Actor
from zeren_platform.ledger.use_cases import recording
from zeren_platform.organisation import permissions
from zeren_platform.organisation.events import UnitsImported
from zeren_platform.organisation.exchange.files import Entry
from zeren_platform.organisation.models import Alias, Succession, Unit
from zeren_platform.organisation.staging.units import UnitChange, UnitComparison, compare
from zeren_platform.organisation.use_cases.reorganisations import HasUnitsBelowError
from zeren_platform.organisation.use_cases.tree import NewUnit, distinct, grow, keep_former, moved_below

__all__ = ["DifferentError", "FaultyRowsError", "NothingNewError", "import_units"]


class FaultyRowsError(RefusedError):
    """Some rows have faults, so none is taken in."""

    code = "organisation.import.faulty"


class NothingNewError(RefusedError):
    """The tree says all that the table says."""

    code = "organisation.import.nothing_new"


class DifferentError(RefusedError):
    """Something changed since the table was compared, so that it would do something else than was shown."""

    code = "organisation.import.different"


@transaction.atomic(durable=True)
def import_units(
    *, actor: Actor, entries: Sequence[Entry], end_missing: bool = False, seen: str = "", now: datetime
) -> UnitComparison:
    """Create and change units as a table says; where it is asked for, end those of the subtree that it does not have.

    *seen* is the fingerprint of the comparison that somebody looked at.
    """
    found, today = compare(entries, actor=actor), timezone.localdate(now)
    ending = list(found.missing) if end_missing else []

    standing = permissions.require_keep_units(actor)
    if found.faults:
        raise FaultyRowsError(count=len({fault.line for fault in found.faults}))
    if seen and seen != found.fingerprint:
        raise DifferentError
    if not (found.new or found.changed or ending):
        raise NothingNewError
    _refuse_left_alone(ending)

    created = _create(found.new)

    _apply(found.changed, today)
    _end(ending, today)
    event = UnitsImported(
        subject=f"unit:{standing.unit}",
        created_count=len(created),
        changed_count=len(found.changed),
        ended_count=len(ending),
        created=tuple(unit.code for unit in created),
        changed={change.code: change.changes for change in found.changed},
        ended=tuple(unit.code for unit in ending),
    )
    recording.record(actor=actor, event=event, at=now, standing=standing)
    return found


def _refuse_left_alone(ending: Sequence[Unit]) -> None:
    """Refuse to end a unit below which another stands that goes on."""
    keys = [unit.pk for unit in ending]
    below = Unit.objects.filter(parent__in=keys, valid_until__isnull=True).exclude(pk__in=keys)
    left = below.select_related("parent").order_by("position", "id").first()
    if left is not None and left.parent is not None:
        raise HasUnitsBelowError(unit=left.parent.label, below=left.label)


def _create(entries: Sequence[Entry]) -> list[Unit]:
    """Grow the new units, each after its parent."""
    waiting, created = list(entries), []
    while waiting:
        codes = {entry.says("code") for entry in waiting}
        ready = [entry for entry in waiting if entry.says("parent") not in codes]
        for entry in ready:
            parent = Unit.objects.filter(code=entry.says("parent")).first()
            unit = grow(_described(entry), parent)
            _name(unit, entry)
            created.append(unit)
        waiting = [entry for entry in waiting if entry not in ready]
    return created


def _described(entry: Entry) -> NewUnit:
    return NewUnit(
        **{key: entry.says(key) for key in ("code", "name", "name_zh", "kind", "division_code", "credit_code")},
        parent_code=entry.says("parent"),
        position=int(entry.says("position")) if entry.says("position") else None,
        valid_from=_day(entry.says("valid_from")),
    )


def _apply(changes: Sequence[UnitChange], today: date) -> None:
    """Change what the rows say otherwise; a former name still finds the unit, and a moved one takes all below along."""
    for change in changes:
        unit = Unit.objects.get(code=change.code)
        wanted = {key: is_now for key, (_was, is_now) in change.changes.items()}
        former = {unit.name, unit.name_zh}
        if {"name", "name_zh"} & wanted.keys():
            keep_former(unit, until=today)
        for key in ("name", "name_zh", "kind", "division_code", "credit_code"):
            setattr(unit, key, wanted.get(key, getattr(unit, key)))
        for key in ("valid_from", "valid_until"):
            setattr(unit, key, _day(wanted[key]) if key in wanted else getattr(unit, key))
        unit.position = int(wanted.get("position", unit.position))
        unit.save()
        _name(unit, change.entry)
        for name in distinct(former, but={unit.name, unit.name_zh}):
            Alias.objects.get_or_create(unit=unit, name=name, defaults={"kind": Alias.Kind.FORMER})
    for change in changes:
        if "parent" in change.changes:
            # What stands below may have moved before it.
            unit = Unit.objects.get(code=change.code)
            moved_below(Unit.objects.get(code=change.changes["parent"][1]), [unit], on=today)


def _name(unit: Unit, entry: Entry) -> None:
    """Give the unit the other names that the row says, sort by sort; a column that is not there changes nothing."""
    given = [kind for kind in Alias.Kind.values if kind in entry.cells]
    unit.aliases.filter(kind__in=given).delete()
    for kind in given:
        for name in distinct(entry.names(kind), but={unit.name, unit.name_zh}):
            Alias.objects.update_or_create(unit=unit, name=name, defaults={"kind": kind})


def _end(units: Sequence[Unit], today: date) -> None:
    Unit.objects.filter(pk__in=[unit.pk for unit in units]).update(valid_until=today)
    Succession.objects.bulk_create(
        [Succession(unit=unit, kind=Succession.Kind.ABOLISHED, effective_on=today) for unit in units]
    )


def _day(said: str) -> date | None:
    return date.fromisoformat(said) if said else None
