"""The tree as it stood on a day: which units there were, what they were called and where they stood."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import DateField, F, Q, QuerySet, Value
from django.db.models.functions import Cast

from zeren_platform.common.written import WrittenRead
from zeren_platform.organisation.models import Alias, FormerState, Post, Succession, Unit

__all__ = [
    "Branch",
    "Change",
    "DayTree",
    "Heir",
    "Touched",
    "UnitStanding",
    "change_of",
    "ended_units",
    "heirs_of",
    "reorganised",
    "standing_of",
    "touched_by_reorganising",
    "tree_on",
]

# A space as wide as a sign of the script, which HTML does not fold.
INDENT: Final = "\u3000"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a reorganisation made of a unit: how, when, and which units took over, as code and name."""

    kind: str
    kind_label: str
    effective_on: date
    successors: tuple[tuple[str, str], ...]


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
class UnitStanding:
    """By what other names a unit is known, what went over into it, and into what it went over."""

    aliases: list[str]
    before: list[Heir]
    after: list[Heir]


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """What a reorganisation takes along: the names of the units below, and how many posts."""

    below: list[str]
    posts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A unit as it was on a day."""

    unit: Unit
    name: str
    name_zh: str
    # How deep it stands below the root.
    depth: int = 0
    parent: int | None = None
    # How many stand right below it, where they are not listed themselves.
    below: int = 0

    @property
    def label(self) -> str:
        """The name of that day in the reader's language."""
        return Unit(name=self.name, name_zh=self.name_zh).label

    @property
    def indent(self) -> str:
        """Set it in under its parent, in a list where every unit has a line of its own."""
        return INDENT * self.depth

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


def standing_of(unit: Unit) -> UnitStanding:
    """Give the other names of *unit*, and what it came from and became, the earliest first; one query for both."""
    # Those of a unit are few; a name has no day.
    found = sorted(_standing(unit.pk), key=lambda row: (row[5] or date.min, row[1]))
    return UnitStanding(
        aliases=[row[1] for row in found if row[0] == "name"],
        before=[_heir(*row[1:]) for row in found if row[0] == "before"],
        after=[_heir(*row[1:]) for row in found if row[0] == "after"],
    )


def _told_of(unit: int) -> QuerySet[Any, Any]:
    told = ("sort", "said", "said_zh", "other", "what", "day", "why")
    nothing = Value("")
    no_day = Cast(Value(None), DateField())
    aliases = Alias.objects.filter(unit=unit).order_by()
    names = aliases.annotate(
        sort=Value("name"), said=F("name"), said_zh=nothing, other=nothing, what=F("kind"), day=no_day, why=nothing
    )
    return names.values_list(*told).union(
        _others(Succession.objects.filter(successor=unit), "before", "unit").values_list(*told),
        _others(Succession.objects.filter(unit=unit, successor__isnull=False), "after", "successor").values_list(*told),
        all=True,
    )


# Every page of a unit asks this, here and on the portal.
_standing = WrittenRead(_told_of, -1)


def heirs_of(unit: Unit) -> tuple[list[Heir], list[Heir]]:
    """Give the units that went over into *unit*, and those into which it went over, the earliest first."""
    found = standing_of(unit)
    return found.before, found.after


def touched_by_reorganising(units: Sequence[Unit], *, on: date) -> Touched:
    """Say what stands below *units* and how many posts are held there from a day on; two queries."""
    keys = [unit.pk for unit in units]
    below = Unit.objects.filter(parent__in=keys, valid_until__isnull=True).exclude(pk__in=keys)
    held = Post.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=on), unit__in=keys)
    return Touched(below=[unit.label for unit in below.order_by("position", "id")], posts=held.count())


def change_of(unit: Unit, *, on: date) -> Change | None:
    """Say what reorganisations made of *unit* until a day; None where it goes on as it was."""
    rows = list(
        unit.successions.filter(effective_on__lte=on).select_related("successor").order_by("effective_on", "id")
    )
    if not rows:
        return None
    last = rows[-1]
    named = {row.successor.code: row.successor.label for row in rows if row.successor is not None}
    return Change(
        kind=last.kind,
        kind_label=last.get_kind_display(),
        effective_on=last.effective_on,
        successors=tuple(named.items()),
    )


def reorganised(*, on: date) -> list[Unit]:
    """List the units that ended, or gave something to others, until a day: those that ended first."""
    known = Succession.objects.filter(effective_on__lte=on).values("unit")
    rows = Unit.objects.filter(pk__in=known).order_by("position", "id")
    return sorted(rows, key=lambda unit: unit.valid_until is None)


def ended_units(*, on: date) -> QuerySet[Unit]:
    """Give the units that are no more, for a condition of another query; nothing is read here."""
    return Unit.objects.filter(valid_until__lte=on)


def _others(rows: QuerySet[Succession], sort: str, way: str) -> QuerySet[Succession]:
    """Name the unit at the other end of each succession."""
    return rows.order_by().annotate(
        sort=Value(sort),
        said=F(f"{way}__name"),
        said_zh=F(f"{way}__name_zh"),
        other=F(f"{way}__code"),
        what=F("kind"),
        day=F("effective_on"),
        why=F("basis"),
    )


def _heir(name: str, name_zh: str, code: str, kind: str, day: date, basis: str) -> Heir:
    return Heir(
        code=code,
        name=Unit(name=name, name_zh=name_zh).label,
        kind=kind,
        kind_label=str(Succession.Kind(kind).label),
        effective_on=day,
        basis=basis,
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
