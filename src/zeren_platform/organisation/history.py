"""The tree as it stood on a day: which units there were, what they were called and where they stood."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from zeren_platform.organisation.models import FormerState, Succession, Unit

__all__ = ["Branch", "DayTree", "Heir", "heirs_of", "tree_on"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heir:
    """A unit that another went over into, or that went over into another."""

    code: str
    name: str
    kind: str
    kind_label: str
    effective_on: date
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A unit as it was on a day."""

    unit: Unit
    name: str
    name_zh: str
    # How deep it stands below the root.
    depth: int = 0
    parent: int | None = None

    @property
    def label(self) -> str:
        """The name of that day in the reader's language."""
        return Unit(name=self.name, name_zh=self.name_zh).label

    @property
    def is_renamed(self) -> bool:
        """Whether it goes by another name now."""
        return (self.name, self.name_zh) != (self.unit.name, self.unit.name_zh)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayTree:
    """The units that were there, each below its parent; those that had ended, and those that were not yet."""

    there: Sequence[Branch]
    ended: Sequence[Branch]
    to_come: Sequence[Branch]


def tree_on(day: date) -> DayTree:
    """Give the tree as it stood on *day*, in two queries."""
    units = list(Unit.objects.order_by("position", "id"))
    former: dict[int, FormerState] = {}
    for row in FormerState.objects.filter(valid_until__gt=day).order_by("valid_until", "id"):
        former.setdefault(row.unit_id, row)
    branches = [_branch(unit, former.get(unit.pk)) for unit in units]
    ended = [branch for branch in branches if branch.unit.valid_until is not None and branch.unit.valid_until <= day]
    to_come = [branch for branch in branches if branch.unit.valid_from is not None and branch.unit.valid_from > day]
    gone = {branch.unit.pk for branch in (*ended, *to_come)}
    there = [branch for branch in branches if branch.unit.pk not in gone]
    return DayTree(there=list(_grown(there)), ended=ended, to_come=to_come)


def heirs_of(unit: Unit) -> tuple[list[Heir], list[Heir]]:
    """Give the units that went over into *unit*, and those into which it went over, the earliest first."""
    rows = Succession.objects.filter(unit=unit) | Succession.objects.filter(successor=unit)
    before: list[Heir] = []
    after: list[Heir] = []
    for row in rows.select_related("unit", "successor").order_by("effective_on", "id"):
        if row.successor_id == unit.pk:
            before.append(_heir(row, row.unit))
        elif row.successor is not None:
            after.append(_heir(row, row.successor))
    return before, after


def _heir(row: Succession, other: Unit) -> Heir:
    return Heir(
        code=other.code,
        name=other.label,
        kind=row.kind,
        kind_label=row.get_kind_display(),
        effective_on=row.effective_on,
        basis=row.basis,
    )


def _branch(unit: Unit, former: FormerState | None) -> Branch:
    state = former or unit
    return Branch(unit=unit, name=state.name, name_zh=state.name_zh, parent=state.parent_id)


def _grown(branches: Sequence[Branch]) -> Iterator[Branch]:
    """Put each below its parent; one whose parent was not there stands at the root."""
    known = {branch.unit.pk for branch in branches}
    below: dict[int | None, list[Branch]] = {}
    for branch in branches:
        below.setdefault(branch.parent if branch.parent in known else None, []).append(branch)
    return _walked(below, below.get(None, ()), 0)


def _walked(below: dict[int | None, list[Branch]], branches: Iterable[Branch], depth: int) -> Iterator[Branch]:
    for branch in branches:
        yield Branch(unit=branch.unit, name=branch.name, name_zh=branch.name_zh, parent=branch.parent, depth=depth)
        yield from _walked(below, below.get(branch.unit.pk, ()), depth + 1)
