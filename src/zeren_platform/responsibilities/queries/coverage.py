"""Which unit has how many duties in which field: the matrix, and the gaps that it shows."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet

from zeren_platform.common.actor import Actor
from zeren_platform.organisation.queries import units
from zeren_platform.responsibilities.models import Assignment, Duty, Edition
from zeren_platform.responsibilities.queries.visibility import visible_duties

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
    visible = visible_duties(actor, edition, whole=whole)
    duties = edition.duties.filter(visible)
    rows = {unit.pk: CoverageUnit(code=unit.code, label=unit.label, kind=unit.kind) for unit in units()}
    cells: dict[tuple[str, str], CoverageCell] = {}
    led: Counter[str] = Counter()
    parts = Assignment.objects.filter(edition=edition)
    if visible:
        parts = parts.filter(duty__in=duties)
    for unit, name, role, count in _counted(parts):
        row = rows[unit]
        for cell in (cells.setdefault((row.code, name), CoverageCell()), row.total):
            cell.by_role[role] += count
        led[name] += count if role == Assignment.Role.LEAD else 0
    return Coverage(units=list(rows.values()), fields=_fields(duties, led), cells=cells)


def _counted(parts: QuerySet[Assignment]) -> Iterable[tuple[int, str, str, int]]:
    return parts.values_list("unit", "duty__field", "role").annotate(count=Count("*")).order_by()


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
