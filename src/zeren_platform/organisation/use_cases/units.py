"""The units of the tree: create, put right what is written of them, move them, add and take away names."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.utils import timezone

from zeren.foundations.errors import InvalidInputError, RefusedError
from zeren_platform.common.actor import Actor
from zeren_platform.ledger.use_cases import recording
from zeren_platform.organisation import permissions
from zeren_platform.organisation.events import AliasAdded, AliasRemoved, UnitAmended, UnitCreated
from zeren_platform.organisation.models import Alias, Unit
from zeren_platform.organisation.use_cases.tree import (
    InvalidUnitError,
    NewUnit,
    distinct,
    grow,
    moved_below,
    refuse_taken,
    refuse_unfit,
    unit_row,
)

__all__ = [
    "EndsTooEarlyError",
    "UnchangedError",
    "UnitEntries",
    "UnknownAliasError",
    "add_alias",
    "amend",
    "create",
    "remove_alias",
]

# What form a code has is doubted beside the field and never refused (codes.py); but it is one word that has room.
LONGEST: Final = {"division_code": 12, "credit_code": 18}
SPACE: Final = re.compile(r"\s")


class EndsTooEarlyError(InvalidInputError):
    """The unit would end before it began."""

    code = "organisation.unit.ends_too_early"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitEntries:
    """What is written of a unit beside its names, all of it."""

    kind: str
    parent_code: str
    division_code: str
    credit_code: str
    valid_from: date | None
    valid_until: date | None
    position: int


class UnchangedError(RefusedError):
    """Every entry is as it was."""

    code = "organisation.unit.unchanged"


class UnknownAliasError(InvalidInputError):
    """The unit has no such name beside its own."""

    code = "organisation.alias.unknown"


@transaction.atomic(durable=True)
def create(*, actor: Actor, unit: NewUnit, now: datetime) -> Unit:
    """Put a new unit into the tree."""
    parent = unit_row(unit.parent_code, field="parent") if unit.parent_code else None

    standing = permissions.require_keep_unit(actor, parent)
    refuse_unfit(unit)

    row = grow(unit, parent)

    event = UnitCreated(
        subject=row.subject,
        name=row.name,
        name_zh=row.name_zh,
        kind=row.kind,
        parent=unit.parent_code,
        aliases=tuple(distinct(unit.aliases, but={unit.name, unit.name_zh})),
    )
    recording.record(actor=actor, event=event, at=now, standing=standing)
    return row


@transaction.atomic(durable=True)
def amend(*, actor: Actor, code: str, entries: UnitEntries, now: datetime) -> Unit:
    """Put right what is written of a unit beside its names; under another parent it takes all below it along."""
    unit = unit_row(code, lock=True)
    parent = unit_row(entries.parent_code, field="parent") if entries.parent_code else None
    changes = _changes(unit, entries)

    standing = permissions.require_keep_unit(actor, unit)
    permissions.require_put_under(actor, unit, parent)
    _refuse_malformed(entries)
    if not changes:
        raise UnchangedError(unit=unit.label)

    for name in ("kind", "division_code", "credit_code", "valid_from", "valid_until", "position"):
        setattr(unit, name, getattr(entries, name))

    unit.save()
    if parent != unit.parent:
        moved_below(parent, [unit], on=timezone.localdate(now))
    event = UnitAmended(subject=unit.subject, name=unit.name, name_zh=unit.name_zh, changes=changes)
    recording.record(actor=actor, event=event, at=now, standing=standing)
    return unit


@transaction.atomic(durable=True)
def add_alias(*, actor: Actor, code: str, alias: str, kind: str = Alias.Kind.OTHER, now: datetime) -> Alias:
    """Let documents speak of the unit by one more name."""
    unit = unit_row(code, lock=True)

    standing = permissions.require_keep_unit(actor, unit)
    if not alias.strip():
        raise InvalidUnitError(field="alias")
    if kind not in Alias.Kind.values:
        raise InvalidUnitError(field="kind")
    refuse_taken([alias.strip()], field="alias")

    row = Alias(unit=unit, name=alias.strip(), kind=kind)

    row.save()
    event = AliasAdded(subject=unit.subject, name=unit.name, name_zh=unit.name_zh, alias=row.name, kind=row.kind)
    recording.record(actor=actor, event=event, at=now, standing=standing)
    return row


@transaction.atomic(durable=True)
def remove_alias(*, actor: Actor, code: str, alias: str, now: datetime) -> Unit:
    """Let documents no longer find the unit by this name, which may mean another one from now on."""
    unit = unit_row(code, lock=True)
    row = unit.aliases.filter(name=alias).first()

    standing = permissions.require_keep_unit(actor, unit)
    if row is None:
        raise UnknownAliasError(field="alias", alias=alias)

    event = AliasRemoved(subject=unit.subject, name=unit.name, name_zh=unit.name_zh, alias=row.name)

    row.delete()
    recording.record(actor=actor, event=event, at=now, standing=standing)
    return unit


def _refuse_malformed(entries: UnitEntries) -> None:
    if entries.kind not in Unit.Kind.values:
        raise InvalidUnitError(field="kind")
    for field, longest in LONGEST.items():
        code = getattr(entries, field)
        if len(code) > longest or SPACE.search(code):
            raise InvalidUnitError(field=field)
    if entries.valid_from and entries.valid_until and entries.valid_until <= entries.valid_from:
        raise EndsTooEarlyError(field="valid_until")


def _changes(unit: Unit, entries: UnitEntries) -> dict[str, tuple[str, str]]:
    former = {"parent": unit.parent.code if unit.parent else ""}
    wanted = {"parent": entries.parent_code}
    names = ("kind", "division_code", "credit_code", "valid_from", "valid_until", "position")
    former |= {name: _told(getattr(unit, name)) for name in names}
    wanted |= {name: _told(getattr(entries, name)) for name in names}
    return {name: (was, wanted[name]) for name, was in former.items() if was != wanted[name]}


def _told(found: object) -> str:
    return "" if found is None else found.isoformat() if isinstance(found, date) else str(found)
