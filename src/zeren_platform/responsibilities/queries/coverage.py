"""Which unit has how many duties in which field: the matrix, and the gaps that it shows."""

from dataclasses import dataclass, field

from django.db.models import Count, Min, Q

from zeren_platform.common.actor import Actor
from zeren_platform.organisation.queries import units
from zeren_platform.responsibilities.models import Assignment, Edition
from zeren_platform.responsibilities.queries.faults import without_lead
from zeren_platform.responsibilities.queries.visibility import visible_duties

__all__ = ["Coverage", "CoverageCell", "CoverageField", "CoverageUnit", "coverage"]


@dataclass(slots=True, kw_only=True)
class CoverageCell:
    """How many duties of a field a unit has, by role."""

    lead: int = 0
    support: int = 0
    other: int = 0

    @property
    def total(self) -> int:
        """All of them: a unit has one role in a duty."""
        return self.lead + self.support + self.other


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
        """Units that no duty names."""
        return [row for row in self.units if not row.total.total]

    @property
    def fields_without_lead(self) -> list[CoverageField]:
        """Fields in which at least one duty lacks a lead."""
        return [column for column in self.fields if column.without_lead]


def coverage(actor: Actor, edition: Edition, *, whole: bool = False) -> Coverage:
    """Count the duties of *edition* that the actor sees by unit, field and role: three queries, whatever the size."""
    duties = edition.duties.filter(visible_duties(actor, edition.register, whole=whole))
    rows = {unit.pk: CoverageUnit(code=unit.code, label=unit.label, kind=unit.kind) for unit in units()}
    cells: dict[tuple[str, str], CoverageCell] = {}
    parts = Assignment.objects.filter(duty__in=duties).values_list("unit", "duty__field", "role")
    for unit, name, role, count in parts.annotate(count=Count("pk")).order_by():
        row = rows[unit]
        for cell in (cells.setdefault((row.code, name), CoverageCell()), row.total):
            _add(cell, role, count)
    columns = duties.values_list("field").annotate(
        count=Count("pk"),
        lacking=Count("pk", filter=without_lead()),
        stated=Count("pk", filter=Q(no_lead_stated=True)),
        first=Min("position"),
    )
    return Coverage(
        units=list(rows.values()), fields=[_column(*found) for found in columns.order_by("first")], cells=cells
    )


def _column(name: str, count: int, lacking: int, stated: int, _first: int) -> CoverageField:
    return CoverageField(name=name, duties=count, without_lead=lacking, no_lead_stated=stated)


def _add(cell: CoverageCell, role: str, count: int) -> None:
    if role == Assignment.Role.LEAD:
        cell.lead += count
    elif role == Assignment.Role.SUPPORT:
        cell.support += count
    else:
        cell.other += count
