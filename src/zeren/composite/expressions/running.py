"""An index run over the tables of an engine, and what is published of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import ibis

from zeren.composite.expressions.compiling import compiled
from zeren.composite.expressions.constants import Parts
from zeren.composite.expressions.inputs import units
from zeren.composite.expressions.plan import Cell, Plan, Rows
from zeren.composite.expressions.rounding import published
from zeren.composite.model import Index
from zeren.composite.table import Table

__all__ = ["Line", "Tables", "left_out", "lines"]

# How many of the units that were left out are named.
_NAMED = 10


class Tables(Protocol):
    """The tables of a database, of which steps make others."""

    def load(self, tables: Mapping[str, Table]) -> None:
        """Take data that were read."""

    def open(self, name: str, index: Index) -> None:
        """Take data out of a Parquet file."""

    def periods(self) -> list[str]:
        """List the periods of the data."""

    def run(self, plan: Plan, index: Index) -> None:
        """Make the tables of a plan, and refuse what its checks find."""

    def fetch(self, query: Rows) -> Sequence[Sequence[Cell]]:
        """Give the rows of a query."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What is published of a unit.

    Attributes
    ----------
    score
        Rounded as the index says; None where there is none.
    parts
        By node under the whole, rounded likewise.
    """

    unit: str
    place: float | None
    score: float | None
    grade: str
    capped: bool
    parts: Mapping[str, float | None]


def lines(tables: Tables, index: Index, period: str) -> list[Line]:
    """Run *index* over tables that are loaded, and give the lines of a period, the first place first."""
    plan = compiled(index)
    tables.run(plan, index)
    made = {step.name: ibis.table(step.query.schema(), name=step.name) for step in plan.steps}
    own = made["standings"].filter(made["standings"]["period"] == period)
    parts = _parts(tables, index, made["node_scores"], period)
    shown = published(own["score"], digits=index.digits, rule=index.rounding)
    query = own.select("unit", "place", "grade", "capped", score=shown)
    found = [_line(row, parts) for row in tables.fetch(query)]
    return sorted(found, key=lambda line: (line.place is None, line.place or 0, line.unit))


def left_out(tables: Tables, period: str) -> tuple[int, list[str]]:
    """Count the units of a period that have too little data for the index that was run, and name the first of them."""
    kept = ibis.table({"period": "string", "unit": "string"}, name="standings")
    everyone = units().filter(units()["period"] == period)
    without = everyone.anti_join(kept, ["period", "unit"])
    [(count,)] = tables.fetch(without.agg(count=without.count()))
    named = tables.fetch(without.select("unit").order_by("unit").limit(_NAMED)) if count else ()
    return int(count or 0), [str(unit) for (unit,) in named]


def _line(row: Sequence[Cell], parts: Mapping[str, Mapping[str, float | None]]) -> Line:
    unit, place, grade, capped, score = row
    return Line(
        unit=str(unit),
        place=_float(place),
        score=_float(score),
        grade=str(grade),
        capped=bool(capped),
        parts=parts.get(str(unit), {}),
    )


def _float(cell: Cell) -> float | None:
    return None if cell is None else float(cell)


def _parts(tables: Tables, index: Index, scores: Rows, period: str) -> dict[str, dict[str, float | None]]:
    """Give the scores of the nodes under the whole, by unit and name."""
    names = Parts(index).names
    shown = published(scores["score"], digits=index.digits, rule=index.rounding)
    query = scores.filter(scores["period"] == period).select("unit", "node", score=shown)
    found: dict[str, dict[str, float | None]] = {}
    for unit, node, score in tables.fetch(query):
        found.setdefault(str(unit), {})[names[int(node or 0)]] = _float(score)
    return found
