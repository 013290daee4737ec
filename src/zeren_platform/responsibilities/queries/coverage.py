"""Which unit has how many duties in which field: the matrix, and the gaps that it shows."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet

from zeren_platform.common.actor import UNIT_ROLES, Actor
from zeren_platform.common.memory import remembered
from zeren_platform.organisation.queries import units
from zeren_platform.responsibilities.models import Assignment, Duty, Edition
from zeren_platform.responsibilities.queries.visibility import sees_part

if TYPE_CHECKING:
    from zeren_platform.organisation.models import Unit

__all__ = ["Coverage", "CoverageCell", "CoverageField", "CoverageUnit", "coverage"]

# The kind of the unit at the root of the tree.
JURISDICTION: Final = "city"


@dataclass(slots=True, kw_only=True)
class CoverageCell:
    """How many duties of a field a unit has, by role."""

    by_role: Counter[str] = field(default_factory=Counter)

    @property
    def lead(self) -> int:
        """Those that it leads."""
        return self.by_role[Assignment.Role.LEAD]

    @property
    def total(self) -> int:
        """All of them: a unit has one role in a duty."""
        return self.by_role.total()

    def of(self, role: str) -> int:
        """Count those in which the unit has *role*; all of them where none is named."""
        return self.by_role[role] if role else self.total


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageUnit:
    """A row: a unit with what it has in all fields together."""

    code: str
    label: str
    kind: str
    total: CoverageCell = field(default_factory=CoverageCell)


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageField:
    """A column: a field with its duties, and those among them that nobody leads."""

    name: str
    duties: int
    without_lead: int
    no_lead_stated: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The whole matrix; ``cells`` by unit code and field, only where there is a duty."""

    units: list[CoverageUnit]
    fields: list[CoverageField]
    cells: dict[tuple[str, str], CoverageCell]

    @property
    def duties(self) -> int:
        """How many duties there are."""
        return sum(column.duties for column in self.fields)

    @property
    def without_lead(self) -> int:
        """How many of them nobody leads, though the source does not say so."""
        return sum(column.without_lead for column in self.fields)

    @property
    def units_without_duties(self) -> list[CoverageUnit]:
        """Units that no duty names; the jurisdiction itself is none that acts."""
        return [row for row in self.units if not row.total.total and row.kind != JURISDICTION]

    @property
    def fields_without_lead(self) -> list[CoverageField]:
        """Fields in which at least one duty lacks a lead."""
        return [column for column in self.fields if column.without_lead]


def coverage(actor: Actor, edition: Edition, *, whole: bool = False) -> Coverage:
    """Count the duties of *edition* that the actor sees by unit, field and role: three queries, whatever the size."""
    bodies = list(units())
    own = _own(actor, bodies) if sees_part(actor, edition.register) and not whole else None
    tally = remembered(edition.lasting or actor.state, _tallied, edition, own)
    rows = {unit.code: CoverageUnit(code=unit.code, label=unit.label, kind=unit.kind) for unit in bodies}
    cells: dict[tuple[str, str], CoverageCell] = {}
    for code, name, role, count in tally.parts:
        for cell in (cells.setdefault((code, name), CoverageCell()), rows[code].total):
            cell.by_role[role] += count
    return Coverage(units=list(rows.values()), fields=tally.fields, cells=cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tally:
    """What is counted of an edition: the parts by unit, field and role, and the fields."""

    parts: list[tuple[str, str, str, int]]
    fields: list[CoverageField]


def _own(actor: Actor, bodies: "Iterable[Unit]") -> tuple[int, ...]:
    """Give the keys of the units of the actor's subtrees."""
    paths = tuple(actor.paths(*UNIT_ROLES))
    return tuple(unit.pk for unit in bodies if unit.path.startswith(paths))


def _tallied(edition: Edition, own: tuple[int, ...] | None) -> _Tally:
    """Count the duties of an edition; with *own* those that name one of these units."""
    duties, parts = edition.duties.all(), Assignment.objects.filter(edition=edition)
    if own is not None:
        duties = duties.filter(pk__in=parts.filter(unit__in=own).values("duty"))
        parts = parts.filter(duty__in=duties)
    counted = list(_counted(parts))
    led: Counter[str] = Counter()
    for _code, name, role, count in counted:
        led[name] += count if role == Assignment.Role.LEAD else 0
    return _Tally(parts=counted, fields=_fields(duties, led))


def _counted(parts: QuerySet[Assignment]) -> Iterable[tuple[str, str, str, int]]:
    return parts.values_list("unit__code", "duty__field", "role").annotate(count=Count("*")).order_by()


def _fields(duties: QuerySet[Duty], led: Mapping[str, int]) -> list[CoverageField]:
    """Count duties by field; a duty has one lead at most, so those without are what is left over."""
    leads = Assignment.objects.filter(duty=OuterRef("pk"), role=Assignment.Role.LEAD)
    rows = duties.values_list("field").annotate(
        count=Count("*"),
        stated=Count("pk", filter=Q(no_lead_stated=True) & ~Q(Exists(leads))),
        first=Min("position"),
    )
    return [
        CoverageField(name=name, duties=count, without_lead=count - stated - led[name], no_lead_stated=stated)
        for name, count, stated, _first in rows.order_by("first")
    ]
