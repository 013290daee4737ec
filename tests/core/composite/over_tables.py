"""An index over the tables of an engine and in exact numbers, told in the same way."""

import math

import ibis

from zeren.composite import score
from zeren.composite.expressions.compiling import compiled
from zeren.composite.expressions.inputs import MEASURED, measured_rows
from zeren.composite.panel import settle


def exact(index, tables):
    """Give every score, place and grade by period, unit and part, from exact numbers."""
    index, tables = settle(index, tables)
    found = {}
    for period, table in tables.items():
        result = score(index, table)
        for name, column in result.scores.items():
            found |= {(period, unit, name): number for unit, number in zip(result.units, column, strict=True)}
        for at, unit in enumerate(result.units):
            found[period, unit, "place"] = result.ranks[index.root.name][at]
            found[period, unit, "grade"] = result.grades[at]
            found[period, unit, "capped"] = unit in result.vetoed
    return {key: number for key, number in found.items() if number is not None}


def computed(engine, index, tables, *, sparse=False):
    """Give the same over the tables of an engine; *sparse* tables have no rows for gaps."""
    engine.load(tables)
    if sparse:
        engine.take("measured", MEASURED, [row for row in measured_rows(tables) if row[3] is not None or not row[4]])
    plan = compiled(index)
    engine.run(plan, index)
    made = {step.name: ibis.table(step.query.schema(), name=step.name) for step in plan.steps}
    names = [*(one.name for one in index.indicators), *(node.name for node in index.nodes)]
    scores = made["scores"].select("period", "unit", "part", "score")
    nodes = made["node_scores"].select("period", "unit", "score", part="node").select("period", "unit", "part", "score")
    found = {(period, unit, names[part]): number for period, unit, part, number in engine.fetch(scores.union(nodes))}
    standings = made["standings"].select("period", "unit", "score", "place", "grade", "capped")
    for period, unit, number, place, grade, capped in engine.fetch(standings):
        told = {index.root.name: number, "place": place, "grade": grade, "capped": capped}
        found |= {(period, unit, name): what for name, what in told.items()}
    return {key: number for key, number in found.items() if number is not None}


def apart(got, wanted):
    """Give what differs by more than 1e-9 of its size, or is in one of them only."""
    return {key: (got.get(key), wanted.get(key)) for key in got | wanted if not _same(got.get(key), wanted.get(key))}


def _same(one, other):
    if isinstance(one, str | bool) or one is None or other is None:
        return one == other
    return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)
