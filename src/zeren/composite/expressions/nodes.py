"""From the scores of parts to those of nodes, level by level; nodes of a level under one rule are one statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import ibis

from zeren.composite.aggregation import Aggregation
from zeren.composite.exact import Number
from zeren.composite.expressions.constants import Parts, given_weights
from zeren.composite.expressions.derived import derived_weights
from zeren.composite.expressions.faults import rows_of
from zeren.composite.expressions.means import COUNTED, fault_of, further, joined, reordered, term
from zeren.composite.expressions.plan import Rows, Series
from zeren.composite.expressions.rounding import published
from zeren.composite.expressions.values import KEY
from zeren.composite.model import Gaps, Index, Node

__all__ = ["node_scores"]

_PART: Final = (*KEY, "part", "score", "applies")
# Sums of weights are compared with shares of others up to this.
_HAIR: Final = 1e-12


@dataclass(frozen=True, slots=True)
class _Rule:
    """What nodes that are put together in one statement have in common."""

    height: int
    aggregation: Aggregation
    gaps: Gaps
    low: Number | None
    high: Number | None
    digits: int | None
    weighting: str

    @property
    def dense(self) -> bool:
        """Whether a gap must stand among the scores as one of them."""
        return self.gaps.rule == "score" and self.aggregation.method in COUNTED


def _rule(parts: Parts, node: Node) -> _Rule:
    known = node.weighting in {"given", "equal"} or node.comparison is not None
    return _Rule(
        parts.height(node),
        node.aggregation,
        node.gaps,
        node.low,
        node.high,
        node.digits,
        "" if known else node.weighting,
    )


def node_scores(index: Index, scores: Rows, kept: Rows, series: Series) -> Rows:
    """Add the scores of all nodes; give the table in which that of the whole is."""
    parts = Parts(index)
    by_rule: dict[_Rule, list[Node]] = {}
    for node in index.nodes:
        by_rule.setdefault(_rule(parts, node), []).append(node)
    found: dict[str, Rows] = {}
    for at, rule in enumerate(sorted(by_rule, key=lambda rule: rule.height)):
        table = _Level(index, rule, by_rule[rule], f"nodes_{at + 1}", series).add(scores, found, kept)
        found |= {node.name: table for node in by_rule[rule]}
    tables = [table.select(*KEY, "node", "score", "applies") for table in _different(found)]
    whole = ibis.union(*tables) if len(tables) > 1 else tables[0]
    series.view("node_scores", whole, "The scores of all nodes, by their numbers.")
    return found[index.root.name]


def _different(found: dict[str, Rows]) -> list[Rows]:
    return list({table.get_name(): table for table in found.values()}.values())


@dataclass(frozen=True, slots=True)
class _Level:
    """Nodes of one level under one rule."""

    index: Index
    rule: _Rule
    nodes: Sequence[Node]
    name: str
    series: Series

    def add(self, scores: Rows, below: dict[str, Rows], kept: Rows) -> Rows:
        """Put the parts of these nodes together."""
        rows = self._rows(scores, below)
        links, totals = self._weights(rows)
        rows = self._linked(rows, links, kept)
        found = self._grouped(rows, kept).join(totals, [name for name in totals.columns if name in ("period", "node")])
        found = found.select(*(name for name in found.columns if not name.endswith("_right")))
        return self._finished(found)

    def _rows(self, scores: Rows, below: dict[str, Rows]) -> Rows:
        """Give the scores of the parts, from wherever they stand."""
        numbers = Parts(self.index)
        leaves = [one for node in self.nodes for one in self.index.parts(node) if one.name not in below]
        inner = {part.name for node in self.nodes for part in self.index.parts(node)} & set(below)
        sources = [scores.filter(scores["part"].isin([numbers.number(one.name) for one in leaves]))] if leaves else []
        for table in _different({name: below[name] for name in sorted(inner)}):
            own = [numbers.number(name) for name in sorted(inner) if below[name].equals(table)]
            rows = table.select(*KEY, "score", "applies", part=table["node"])
            sources.append(rows.filter(rows["part"].isin(own)))
        sources = [one.select(*_PART) for one in sources]
        return ibis.union(*sources) if len(sources) > 1 else sources[0]

    def _weights(self, rows: Rows) -> tuple[Rows, Rows]:
        """Give the weight of each part, and by node their number and sum; parts without weight do not count."""
        numbers = Parts(self.index)
        links = []
        for node in self.nodes:
            weights = given_weights(self.index, node)
            for place, (part, weight) in enumerate(zip(numbers.under(node), weights, strict=True)):
                links.append((part, numbers.number(node.name), place, float(weight)))
        schema = {"part": "int32", "node": "int32", "place": "int32", "weight": "float64"}
        if self.rule.weighting:
            table = self.series.constant(f"links_{self.name}", schema, links)
            found = derived_weights(self.rule.weighting, rows, table, self.name, self.series)
            totals = found.group_by("period", "node").agg(parts=found["part"].count(), whole=found["weight"].sum())
            return found, totals
        counted = [row for row in links if row[-1] > 0]
        table = self.series.constant(f"links_{self.name}", schema, counted)
        by_node: dict[int, list[float]] = {}
        for _, owner, _, weight in counted:
            by_node.setdefault(owner, []).append(weight)
        totals = [(owner, len(weights), sum(weights)) for owner, weights in by_node.items()]
        schema = {"node": "int32", "parts": "int64", "whole": "float64"}
        return table, self.series.constant(f"totals_{self.name}", schema, totals)

    def _linked(self, rows: Rows, links: Rows, kept: Rows) -> Rows:
        keys = [name for name in ("period", "part") if name in links.columns]
        told = [name for name in links.columns if name not in keys]
        if self.rule.dense:
            units = kept.select(*KEY)
            grid = units.join(links, "period") if "period" in keys else units.cross_join(links)
            grid = grid.select(*KEY, "part", *told)
            rows = grid.left_join(rows, [*KEY, "part"]).select(*grid.columns, "score", "applies")
            rows = rows.mutate(applies=rows["applies"].fill_null(True))
        else:
            rows = rows.join(links, keys).select(*_PART, *told)
        real = ibis.cases((rows["score"].notnull(), rows["weight"]))
        rows = rows.mutate(real=real, absent=ibis.cases((rows["applies"], 0), else_=1).cast("int64"))
        if self.rule.dense:
            floor = float(self.rule.gaps.score)
            rows = rows.mutate(score=ibis.cases((rows["applies"], rows["score"].coalesce(floor))))
        return reordered(self.rule.aggregation, rows)

    def _grouped(self, rows: Rows, kept: Rows) -> Rows:
        """Add up over the parts of each unit."""
        rows = rows.mutate(term=term(self.rule.aggregation, rows))
        columns = ["period", "unit", "node", "score", "real", "weight", "absent", "term"]
        columns += [name for name in ("reached", "half") if name in rows.columns]
        rows = rows.select(*columns)
        if self.rule.gaps.rule in {"score", "refuse"} and not self.rule.dense:
            # Of a unit none of whose parts has a row there would be no row; these count for nothing.
            numbers = Parts(self.index)
            nodes = self.series.constant(
                f"owners_{self.name}", {"node": "int32"}, [(numbers.number(node.name),) for node in self.nodes]
            )
            empty = kept.select(*KEY).cross_join(nodes)
            blank = {name: ibis.null(rows.schema()[name]) for name in columns[3:]}
            rows = rows.union(empty.select("period", "unit", "node", **blank))
        return rows.group_by(*KEY, "node").agg(**self._sums(rows), **further(self.rule.aggregation, rows))

    def _sums(self, rows: Rows) -> dict[str, Rows]:
        """Count and add up what this rule needs, and nothing else: there may be many rows."""
        gaps = self.rule.gaps
        sums = {"scored": rows["score"].count(), "absent": rows["absent"].sum().fill_null(0)}
        sums["real"] = rows["real"].count() if self.rule.dense else sums["scored"]
        sums["there"] = rows["real"].sum().fill_null(0.0)
        if gaps.needed or gaps.rule == "score":
            sums["out"] = rows["weight"].sum(where=rows["absent"] > 0).fill_null(0.0)
        return sums

    def _finished(self, found: Rows) -> Rows:
        gaps = self.rule.gaps
        found = found.mutate(missing=found["parts"] - found["absent"] - found["real"])
        floor = float(gaps.score) if gaps.rule == "score" and not self.rule.dense else None
        if floor is not None:
            lacking = ibis.cases((found["missing"] > 0, found["whole"] - found["out"] - found["there"]), else_=0.0)
            found = found.mutate(lacking=lacking)
        found = found.mutate(has=self._has(found))
        fault = self._fault(found, floor)
        score = ibis.cases((found["has"], joined(self.rule.aggregation, floor, found)))
        found = found.mutate(score=self._bounded(score), applies=found["absent"] < found["parts"], fault=fault)
        columns = [*KEY, "node", "score", "applies"] + (["fault"] if fault is not None else [])
        titles = ", ".join(node.name for node in self.nodes)
        table = self.series.table(self.name, found.select(*columns), f"Scores of {titles}.")
        if fault is not None:
            told = rows_of(table, part=table["node"])
            self.series.check(f"undefined_{self.name}", told, "Every rule must be defined for the scores of the parts.")
        return table

    def _has(self, found: Rows) -> Rows:
        """Say whether the parts that are there are enough for a score."""
        gaps = self.rule.gaps
        has = (found["scored"] + found["missing"]) > 0 if gaps.rule == "score" else found["scored"] > 0
        if gaps.rule in {"leave", "refuse"}:
            has &= found["missing"] == 0
        if gaps.needed:
            applying = found["whole"] - found["out"]
            has &= found["there"] >= applying * (float(gaps.needed) - _HAIR)
        return has

    def _fault(self, found: Rows, floor: float | None) -> Rows | None:
        cases = []
        if self.rule.gaps.rule == "refuse":
            cases.append((found["missing"] > 0, "gap"))
        undefined = fault_of(self.rule.aggregation, floor, found)
        if undefined is not None:
            cases.append((found["has"] & undefined[0], undefined[1]))
        return ibis.cases(*cases) if cases else None

    def _bounded(self, score: Rows) -> Rows:
        low, high, digits = self.rule.low, self.rule.high, self.rule.digits
        if low is not None:
            score = ibis.cases((score < float(low), float(low)), else_=score)
        if high is not None:
            score = ibis.cases((score > float(high), float(high)), else_=score)
        return score if digits is None else published(score, digits=digits, rule="half_up")
