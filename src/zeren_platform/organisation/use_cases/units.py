"""The units of the tree: create, rename, add a name."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Max, Q

from zeren.foundations.errors import InvalidInputError, RefusedError
from zeren_platform.common.actor import Actor
from zeren_platform.common.locking import locked
from zeren_platform.ledger.use_cases import recording
from zeren_platform.organisation import permissions
from zeren_platform.organisation.events import AliasAdded, UnitCreated, UnitRenamed
from zeren_platform.organisation.models import Alias, Unit

__all__ = [
    "AliasTakenError",
    "CodeTakenError",
    "InvalidUnitError",
    "NewUnit",
    "UnitNotFoundError",
    "add_alias",
    "create",
    "rename",
]

# Small letters only: the codes make up the paths, and databases differ in whether "A" begins like "a".
CODE: Final = re.compile(r"[a-z0-9-]{1,60}")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewUnit:
    """What is known of a unit when it is created."""

    code: str
    name: str
    name_zh: str = ""
    kind: str
    parent_code: str = ""
    aliases: Sequence[str] = ()
    # Its place in the jurisdiction's order; behind the last where none is given.
    position: int | None = None
    division_code: str = ""
    credit_code: str = ""


class UnitNotFoundError(InvalidInputError):
    """No unit has this code."""

    code = "organisation.unit.not_found"


class CodeTakenError(RefusedError):
    """Another unit has this code."""

    code = "organisation.unit.code_taken"


class AliasTakenError(RefusedError):
    """The name already means a unit, so it would no longer mean exactly one."""

    code = "organisation.alias.taken"


class InvalidUnitError(InvalidInputError):
    """An entry about the unit is missing or unknown."""

    code = "organisation.unit.invalid"


@transaction.atomic(durable=True)
def create(*, actor: Actor, unit: NewUnit, now: datetime) -> Unit:
    """Put a new unit into the tree."""
    parent = _unit(unit.parent_code, field="parent") if unit.parent_code else None
    aliases = _distinct(unit.aliases, but={unit.name, unit.name_zh})

    standing = permissions.require_keep_unit(actor, parent)
    _refuse_incomplete(unit)
    if Unit.objects.filter(code=unit.code).exists():
        raise CodeTakenError(field="code", code=unit.code)
    _refuse_taken(aliases, field="aliases")

    row = Unit(
        code=unit.code,
        name=unit.name.strip(),
        name_zh=unit.name_zh.strip(),
        kind=unit.kind,
        parent=parent,
        path=f"{parent.path if parent else '/'}{unit.code}/",
        position=_next_position() if unit.position is None else unit.position,
        division_code=unit.division_code,
        credit_code=unit.credit_code,
    )

    row.save()
    Alias.objects.bulk_create([Alias(unit=row, name=name) for name in aliases])
    event = UnitCreated(
        subject=row.subject,
        name=row.name,
        name_zh=row.name_zh,
        kind=row.kind,
        parent=unit.parent_code,
        aliases=tuple(aliases),
    )
    recording.record(actor=actor, event=event, at=now, standing=standing)
    return row


@transaction.atomic(durable=True)
def rename(*, actor: Actor, code: str, name: str, name_zh: str, now: datetime) -> Unit:
    """Give the unit another name; documents that use the former one still find it."""
    unit = _unit(code, lock=True)
    former = {"former_name": unit.name, "former_name_zh": unit.name_zh}

    standing = permissions.require_keep_unit(actor, unit)
    if not name.strip():
        raise InvalidUnitError(field="name")

    unit.name, unit.name_zh = name.strip(), name_zh.strip()
    kept = _distinct(former.values(), but={unit.name, unit.name_zh})

    unit.save(update_fields=["name", "name_zh"])
    for alias in kept:
        Alias.objects.get_or_create(unit=unit, name=alias)
    event = UnitRenamed(subject=unit.subject, name=unit.name, name_zh=unit.name_zh, **former)
    recording.record(actor=actor, event=event, at=now, standing=standing)
    return unit


@transaction.atomic(durable=True)
def add_alias(*, actor: Actor, code: str, alias: str, now: datetime) -> Alias:
    """Let documents speak of the unit by one more name."""
    unit = _unit(code, lock=True)

    standing = permissions.require_keep_unit(actor, unit)
    if not alias.strip():
        raise InvalidUnitError(field="alias")
    _refuse_taken([alias.strip()], field="alias")

    row = Alias(unit=unit, name=alias.strip())

    row.save()
    event = AliasAdded(subject=unit.subject, name=unit.name, name_zh=unit.name_zh, alias=row.name)
    recording.record(actor=actor, event=event, at=now, standing=standing)
    return row


def _unit(code: str, *, field: str = "code", lock: bool = False) -> Unit:
    rows = Unit.objects.filter(code=code)
    found = (locked(rows) if lock else rows).first()
    if found is None:
        raise UnitNotFoundError(field=field, code=code)
    return found


def _refuse_incomplete(unit: NewUnit) -> None:
    checks = {
        "code": CODE.fullmatch(unit.code) is not None,
        "name": bool(unit.name.strip()),
        "kind": unit.kind in Unit.Kind.values,
    }
    for field, holds in checks.items():
        if not holds:
            raise InvalidUnitError(field=field)


def _refuse_taken(aliases: Sequence[str], *, field: str) -> None:
    """Keep each name to one unit: a name that means two means neither."""
    named = Unit.objects.filter(Q(name__in=aliases) | Q(name_zh__in=aliases)).first()
    said = Alias.objects.filter(name__in=aliases).select_related("unit").first()
    taken = named or (said.unit if said else None)
    if taken is not None:
        raise AliasTakenError(field=field, unit=taken.name)


def _distinct(names: Iterable[str], *, but: set[str]) -> list[str]:
    cleaned = (name.strip() for name in names)
    return [name for name in dict.fromkeys(cleaned) if name and name not in but]


def _next_position() -> int:
    last = Unit.objects.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1
