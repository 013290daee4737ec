"""What the lists of this slice show, as tables to be written into files: the same rows, in the same order."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import QuerySet, Value

from zeren_platform.responsibilities.arranging import arranged, order_of
from zeren_platform.responsibilities.exchange.cells import truth_word
from zeren_platform.responsibilities.exchange.columns import COLUMNS, ROLES
from zeren_platform.responsibilities.exchange.drafts import plain
from zeren_platform.responsibilities.exchange.writing import OutTable
from zeren_platform.responsibilities.lines import label_of
from zeren_platform.responsibilities.models import SAID, Assignment, Duty, Edition, UnrecognisedUnit

__all__ = ["duties_table"]

# Rows are read so many at a time, so that a register of any size takes the same memory.
CHUNK: Final = 500


@dataclass(frozen=True, slots=True)
class _Part:
    """A unit's part in a duty; without a code it is a name that means no unit."""

    role: str
    code: str
    name: str

    @property
    def line(self) -> str:
        """How a cell names it: a clerk changes the name or the code, and both are understood."""
        return f"{' '.join(self.name.split())} [{self.code}]" if self.code else self.name


def duties_table(edition: Edition, rows: QuerySet[Duty], *, sort: str = "number", group: str = "") -> OutTable:
    """Give the duties among *rows* in the chosen order, with everything that a clerk may change of them."""
    order = order_of(sort, group)
    title = f"{edition.register.title}"
    facts = {"register": edition.register.code, "title": title, "edition": edition.number, "state": edition.state}
    return OutTable(
        title=title,
        keys=tuple(column.key for column in COLUMNS),
        heads=tuple(str(column.label) for column in COLUMNS),
        widths=tuple(column.width for column in COLUMNS),
        rows=lambda: (_cells(duty, parts) for duty, parts in _duties(rows, order)),
        facts=facts,
        name="duties",
        records=lambda: (_record(duty, parts) for duty, parts in _duties(rows, order)),
    )


def _duties(rows: QuerySet[Duty], order: Sequence[str]) -> Iterator[tuple[Duty, list[_Part]]]:
    """Read the keys in their order, then the rows in parts: one query, and two for every five hundred."""
    keys = list(arranged(rows, order).order_by(*order).values_list("pk", flat=True))
    for start in range(0, len(keys), CHUNK):
        chosen = keys[start : start + CHUNK]
        held = Duty.objects.in_bulk(chosen)
        parts = _parts(chosen)
        yield from ((held[key], parts.get(key, [])) for key in chosen if key in held)


def _parts(keys: Iterable[int]) -> dict[int, list[_Part]]:
    chosen = list(keys)
    found: dict[int, list[_Part]] = {}
    unit = ("unit__code", "unit__name", "unit__name_zh")
    held = Assignment.objects.filter(duty__in=chosen).values_list(
        "duty", Value(0), "unit__position", "id", "role", *unit
    )
    names = UnrecognisedUnit.objects.filter(duty__in=chosen)
    unknown = names.values_list("duty", Value(1), Value(0), "id", "role", Value(""), "name", Value(""))
    # Units in the order of the jurisdiction, then names in that of the source.
    for duty, *_order, role, code, name, name_zh in sorted(held.union(unknown, all=True)):
        found.setdefault(duty, []).append(_Part(role, code, label_of(name, name_zh)))
    return found


def _cells(duty: Duty, parts: Sequence[_Part]) -> list[Any]:
    return [_cell(duty, parts, column.key, column.kind) for column in COLUMNS]


def _cell(duty: Duty, parts: Sequence[_Part], key: str, kind: str) -> Any:
    if kind == "units":
        return "\n".join(part.line for part in parts if part.role == key)
    if kind == "truth":
        return truth_word(said=getattr(duty, key))
    if kind == "cycle":
        return duty.get_cycle_display() if duty.cycle else ""
    if kind == "level":
        return duty.get_level_display() if duty.level else ""
    return getattr(duty, key)


def _record(duty: Duty, parts: Sequence[_Part]) -> dict[str, Any]:
    """Write a duty for programs: choices by their codes, units with their roles."""
    units = [{"code": part.code, "name": part.name, "role": part.role} for part in parts if part.role in ROLES]
    return {"number": duty.number, **{name: plain(getattr(duty, name)) for name in SAID}, "units": units}
