"""Reorganisations: a unit is renamed, units go over into one, one is divided, one is abolished.

What becomes of their duties is decided in the slices above, from the successions that are written here.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from zeren.foundations.errors import InvalidInputError, RefusedError
from zeren_platform.common.actor import Actor
from zeren_platform.common.locking import locked
from zeren_platform.ledger.use_cases import recording
from zeren_platform.organisation import permissions
from zeren_platform.organisation.events import UnitAbolished, UnitRenamed, UnitsMerged, UnitSplit
from zeren_platform.organisation.models import Alias, Succession, Unit
from zeren_platform.organisation.use_cases.tree import (
    CircularTreeError,
    InvalidUnitError,
    NewUnit,
    UnitNotFoundError,
    distinct,
    grow,
    keep_former,
    moved_below,
    refuse_taken,
    refuse_unfit,
    unit_row,
)

__all__ = [
    "AlreadyEndedError",
    "DayError",
    "HasUnitsBelowError",
    "NoSuccessorError",
    "SameNameError",
    "SameUnitError",
    "abolish",
    "merge",
    "rename",
    "split",
]


class DayError(InvalidInputError):
    """A reorganisation is entered from its day on, and after what happened to the unit before."""

    code = "organisation.reorganisation.day"


class AlreadyEndedError(RefusedError):
    """The unit is no more."""

    code = "organisation.unit.already_ended"


class HasUnitsBelowError(RefusedError):
    """Units stand below it that nobody would take over."""

    code = "organisation.unit.has_units_below"


class NoSuccessorError(InvalidInputError):
    """Somebody takes over, or the unit is abolished."""

    code = "organisation.reorganisation.no_successor"


class SameNameError(InvalidInputError):
    """The unit is called so already."""

    code = "organisation.reorganisation.same_name"


class SameUnitError(InvalidInputError):
    """A unit does not succeed itself."""

    code = "organisation.reorganisation.same_unit"


@transaction.atomic(durable=True)
def rename(
    *, actor: Actor, code: str, name: str, name_zh: str, effective_on: date, basis: str = "", now: datetime
) -> Unit:
    """Give the unit another name from a day on; documents that use the former one still find it."""
    unit = unit_row(code, lock=True)
    former = {"former_name": unit.name, "former_name_zh": unit.name_zh}
    told = {"name": name.strip(), "name_zh": name_zh.strip()}

    standing = permissions.require_keep_unit(actor, unit)
    _refuse_day([unit], effective_on, now)
    if not told["name"]:
        raise InvalidUnitError(field="name")
    if told == {"name": unit.name, "name_zh": unit.name_zh}:
        raise SameNameError(field="name", unit=unit.label)
    refuse_taken(distinct(told.values(), but={""}), field="name", besides=unit.pk)

    kept = distinct(former.values(), but=set(told.values()))

    keep_former(unit, until=effective_on)
    unit.name, unit.name_zh = told["name"], told["name_zh"]
    unit.save(update_fields=["name", "name_zh"])
    for alias in kept:
        Alias.objects.get_or_create(unit=unit, name=alias, defaults={"kind": Alias.Kind.FORMER})
    event = UnitRenamed(
        subject=unit.subject, **told, **former, effective_on=effective_on.isoformat(), basis=basis.strip()
    )
    recording.record(actor=actor, event=event, at=now, standing=standing)
    return unit


@transaction.atomic(durable=True)
def merge(
    *,
    actor: Actor,
    codes: Sequence[str],
    into: str = "",
    new: NewUnit | None = None,
    effective_on: date,
    basis: str = "",
    now: datetime,
) -> Unit:
    """Let units go over into the one with the code *into*, or a *new* one; what stood below them goes along."""
    units = _ending(codes)

    standing = permissions.require_keep_all(actor, units)
    _refuse_day(units, effective_on, now)
    described = [new] if new else []
    successors = _successors(actor, [into] if into else [], described)
    _refuse_same(units, successors, described)

    successor = _grown(successors, described, effective_on)[0]

    _take_over(units, [successor], Succession.Kind.MERGED, effective_on, basis)
    moved_below(successor, _below(units, but=successor), on=effective_on)
    event = UnitsMerged(
        subject=successor.subject,
        name=successor.name,
        name_zh=successor.name_zh,
        is_new=new is not None,
        units=tuple(unit.code for unit in units),
        unit_names=tuple(unit.name for unit in units),
        unit_names_zh=tuple(unit.name_zh or unit.name for unit in units),
        effective_on=effective_on.isoformat(),
        basis=basis.strip(),
    )
    recording.record(actor=actor, event=event, at=now, standing=standing)
    return successor


@transaction.atomic(durable=True)
def split(
    *,
    actor: Actor,
    code: str,
    among: Sequence[str] = (),
    new: Sequence[NewUnit] = (),
    continues: bool,
    effective_on: date,
    basis: str = "",
    now: datetime,
) -> Unit:
    """Divide a unit *among* others, of which some may be *new*; where it *continues*, they take over only a part."""
    unit = unit_row(code, lock=True)

    standing = permissions.require_keep_unit(actor, unit)
    _refuse_day([unit], effective_on, now)
    successors = _successors(actor, among, new)
    if not continues:
        _refuse_below(unit)
        _refuse_same([unit], successors, new)

    heirs = _grown(successors, new, effective_on)

    _take_over([unit], heirs, Succession.Kind.SPLIT, effective_on, basis, ends=not continues)
    event = UnitSplit(
        subject=unit.subject,
        name=unit.name,
        name_zh=unit.name_zh,
        continues=continues,
        successors=tuple(heir.code for heir in heirs),
        successor_names=tuple(heir.name for heir in heirs),
        successor_names_zh=tuple(heir.name_zh or heir.name for heir in heirs),
        created=tuple(described.code for described in new),
        effective_on=effective_on.isoformat(),
        basis=basis.strip(),
    )
    recording.record(actor=actor, event=event, at=now, standing=standing)
    return unit


@transaction.atomic(durable=True)
def abolish(*, actor: Actor, code: str, effective_on: date, basis: str = "", now: datetime) -> Unit:
    """End a unit that nobody succeeds; what it has to do is then given to others part by part."""
    unit = unit_row(code, lock=True)

    standing = permissions.require_keep_unit(actor, unit)
    _refuse_day([unit], effective_on, now)
    _refuse_below(unit)

    unit.valid_until = effective_on

    unit.save(update_fields=["valid_until"])
    Succession.objects.create(unit=unit, kind=Succession.Kind.ABOLISHED, effective_on=effective_on, basis=basis.strip())
    event = UnitAbolished(
        subject=unit.subject,
        name=unit.name,
        name_zh=unit.name_zh,
        effective_on=effective_on.isoformat(),
        basis=basis.strip(),
    )
    recording.record(actor=actor, event=event, at=now, standing=standing)
    return unit


def _ending(codes: Sequence[str]) -> list[Unit]:
    """Lock the units in one order, so that two acts never wait for each other; give them as they were named."""
    wanted = list(dict.fromkeys(codes))
    found = {unit.code: unit for unit in locked(Unit.objects.filter(code__in=wanted)).order_by("pk")}
    for code in wanted:
        if code not in found:
            raise UnitNotFoundError(field="units", code=code)
    if not wanted:
        raise InvalidUnitError(field="units")
    return [found[code] for code in wanted]


def _refuse_day(units: Iterable[Unit], day: date, now: datetime) -> None:
    """Let a day pass that has come, on which each unit was there, and after which nothing happened to it."""
    for unit in units:
        if unit.valid_until is not None:
            raise AlreadyEndedError(unit=unit.label, valid_until=unit.valid_until.isoformat())
        later = unit.former_states.filter(valid_until__gt=day).exists()
        begun = unit.valid_from is None or unit.valid_from < day
        if later or not begun or day > timezone.localdate(now):
            raise DayError(field="effective_on", unit=unit.label)


def _successors(actor: Actor, known: Sequence[str], new: Sequence[NewUnit]) -> list[Unit]:
    """Give the known ones, locked; both they and the places of the new ones are the actor's to keep."""
    found = [unit_row(code, field="successors", lock=True) for code in dict.fromkeys(known)]
    if not found and not new:
        raise NoSuccessorError(field="successors")
    for unit in found:
        permissions.require_keep_unit(actor, unit)
        if unit.valid_until is not None:
            raise AlreadyEndedError(unit=unit.label, valid_until=unit.valid_until.isoformat())
    for described in new:
        parent = unit_row(described.parent_code, field="parent") if described.parent_code else None
        permissions.require_keep_unit(actor, parent)
        refuse_unfit(described)
    return found


def _refuse_same(units: Sequence[Unit], successors: Sequence[Unit], new: Sequence[NewUnit] = ()) -> None:
    """Let nobody take over who is the unit that ends, or who would stand below it."""
    if {unit.pk for unit in units} & {unit.pk for unit in successors}:
        raise SameUnitError(field="successors")
    parents = Unit.objects.filter(code__in=[described.parent_code for described in new])
    for unit in units:
        for other in (*successors, *parents):
            if other.path.startswith(unit.path):
                raise CircularTreeError(unit=unit.label, parent=other.label)


def _refuse_below(unit: Unit) -> None:
    below = unit.children.filter(valid_until__isnull=True).order_by("position", "id").first()
    if below is not None:
        raise HasUnitsBelowError(unit=unit.label, below=below.label)


def _grown(known: Sequence[Unit], new: Sequence[NewUnit], day: date) -> list[Unit]:
    parents = {row.code: row for row in Unit.objects.filter(code__in=[described.parent_code for described in new])}
    grown = [grow(described, parents.get(described.parent_code)) for described in new]
    for unit in grown:
        unit.valid_from = day
    Unit.objects.bulk_update(grown, ["valid_from"])
    return [*known, *grown]


def _take_over(
    units: Sequence[Unit], heirs: Sequence[Unit], kind: Succession.Kind, day: date, basis: str, *, ends: bool = True
) -> None:
    rows = [
        Succession(unit=unit, successor=heir, kind=kind, effective_on=day, basis=basis.strip())
        for unit in units
        for heir in heirs
    ]
    Succession.objects.bulk_create(rows)
    if ends:
        for unit in units:
            unit.valid_until = day
        Unit.objects.bulk_update(units, ["valid_until"])


def _below(units: Sequence[Unit], *, but: Unit) -> list[Unit]:
    keys = [unit.pk for unit in units]
    rows = Unit.objects.filter(parent__in=keys, valid_until__isnull=True).exclude(pk__in=[*keys, but.pk])
    return list(rows.order_by("position", "id"))
