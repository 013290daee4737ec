"""Steps of the acts that change the tree: find and lock units, keep each name to one, grow and move branches."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Q

from zeren.foundations.errors import InvalidInputError, RefusedError
from zeren_platform.common.locking import locked
from zeren_platform.organisation.codes import UNIT_CODE
from zeren_platform.organisation.models import Alias, FormerState, Unit

__all__ = [
    "AliasTakenError",
    "CircularTreeError",
    "CodeTakenError",
    "InvalidUnitError",
    "NewUnit",
    "UnitNotFoundError",
    "distinct",
    "grow",
    "keep_former",
    "moved_below",
    "refuse_taken",
    "refuse_unfit",
    "unit_row",
]


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
    valid_from: date | None = None


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


class CircularTreeError(RefusedError):
    """A unit cannot stand below itself."""

    code = "organisation.unit.circular"


def unit_row(code: str, *, field: str = "code", lock: bool = False) -> Unit:
    """Give the unit with *code*, held until the act commits where it is to be changed."""
    rows = Unit.objects.filter(code=code)
    found = (locked(rows) if lock else rows).first()
    if found is None:
        raise UnitNotFoundError(field=field, code=code)
    return found


def refuse_unfit(unit: NewUnit) -> None:
    """Refuse a new unit that lacks something, or whose code or names are another's."""
    checks = {
        "code": UNIT_CODE.fullmatch(unit.code) is not None,
        "name": bool(unit.name.strip()),
        "kind": unit.kind in Unit.Kind.values,
    }
    for field, holds in checks.items():
        if not holds:
            raise InvalidUnitError(field=field)
    if Unit.objects.filter(code=unit.code).exists():
        raise CodeTakenError(field="code", code=unit.code)
    refuse_taken(distinct(unit.aliases, but={unit.name, unit.name_zh}), field="aliases")


def refuse_taken(names: Sequence[str], *, field: str, besides: int = 0) -> None:
    """Keep each name to one unit, *besides* that with this key: a name that means two means neither."""
    named = Unit.objects.filter(Q(name__in=names) | Q(name_zh__in=names)).exclude(pk=besides).first()
    said = Alias.objects.filter(name__in=names).exclude(unit=besides).select_related("unit").first()
    taken = named or (said.unit if said else None)
    if taken is not None:
        raise AliasTakenError(field=field, unit=taken.name)


def distinct(names: Iterable[str], *, but: set[str]) -> list[str]:
    """Give each name once, without blanks and without those of *but*."""
    cleaned = (name.strip() for name in names)
    return [name for name in dict.fromkeys(cleaned) if name and name not in but]


def grow(unit: NewUnit, parent: Unit | None) -> Unit:
    """Write a new unit below *parent*, with its aliases."""
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
        valid_from=unit.valid_from,
    )
    row.save()
    aliases = distinct(unit.aliases, but={unit.name, unit.name_zh})
    Alias.objects.bulk_create([Alias(unit=row, name=name) for name in aliases])
    return row


def moved_below(parent: Unit | None, units: Iterable[Unit], *, on: date) -> None:
    """Put *units*, with all that stand below them, under *parent* from a day on."""
    for unit in units:
        if parent is not None and parent.path.startswith(unit.path):
            raise CircularTreeError(field="parent", unit=unit.label, parent=parent.label)
        keep_former(unit, until=on)
        former, unit.parent, unit.path = unit.path, parent, f"{parent.path if parent else '/'}{unit.code}/"
        unit.save(update_fields=["parent", "path"])
        below = list(Unit.objects.filter(path__startswith=former).exclude(pk=unit.pk))
        for row in below:
            row.path = unit.path + row.path.removeprefix(former)
        Unit.objects.bulk_update(below, ["path"])


def keep_former(unit: Unit, *, until: date) -> None:
    """Keep what the unit is called and where it stands now, as what held until a day."""
    FormerState.objects.create(
        unit=unit, name=unit.name, name_zh=unit.name_zh, parent_id=unit.parent_id, valid_until=until
    )


def _next_position() -> int:
    last = Unit.objects.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1
