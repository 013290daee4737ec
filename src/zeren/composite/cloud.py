"""The tree of an index in plain floats, for thousands of draws.

The same tree as in `scoring`, arranged so that a draw costs little more than one product per score: what a mean takes
of its parts (logarithms, powers) is taken once per variant of the scores, and where nothing is missing a node is a
weighted sum and the way back.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import mul
from typing import Final

from zeren.composite.aggregation import Aggregation, Mean
from zeren.composite.exact import Number
from zeren.composite.kinds import counted_by_group
from zeren.composite.model import Index, Node, Part
from zeren.composite.scoring import Measured, joined_rows, present_row

__all__ = ["Tree"]

_Column = Sequence[float | None]
_Row = Sequence[float]
_Way = tuple[Callable[[float], float], Callable[[float], float]]
# There and back of the means that are weighted sums of something; only of scores above 0 for the last two.
_WAYS: Final[Mapping[Mean, _Way]] = {
    "arithmetic": (float, float),
    "geometric": (math.log, math.exp),
    "harmonic": (lambda score: 1 / score, lambda taken: 1 / taken),
}


@dataclass(frozen=True, slots=True)
class _Branch:
    node: Node
    found: tuple[Part, ...]
    parts: tuple[str, ...]
    # The parts are all indicators: what the mean takes of them does not change from draw to draw.
    constant: bool


class Tree:
    """An index over one variant of the scores of its indicators.

    Parameters
    ----------
    index
        With weights that are given; derived ones are those of the variant.
    measured
        The scores of the indicators.
    """

    def __init__(self, index: Index, measured: Measured) -> None:
        self.units = measured.units
        self._groups = measured.groups
        self._given = _given(index, measured.groups)
        self._inapplicable = measured.inapplicable
        self._caps = _caps(index, measured)
        self._leaves: dict[str, _Column] = {
            name: [None if number is None else float(number) for number in column]
            for name, column in measured.scores.items()
        }
        leaves = {one.name for one in index.indicators}
        self._branches = [
            _Branch(node, parts, tuple(part.name for part in parts), all(part.name in leaves for part in parts))
            for node in index.upwards()
            for parts in [index.parts(node)]
        ]
        self._taken: dict[tuple[str, Mean], list[_Row] | None] = {}

    def whole(self, weights: Mapping[str, float], aggregation: Aggregation | None = None) -> _Column:
        """Give the scores of the root with these weights of the parts, and one rule in place of every node's own."""
        columns = dict(self._leaves)
        absent = set(self._inapplicable)
        for branch in self._branches:
            rule = aggregation or branch.node.aggregation
            own = [weights[name] for name in branch.parts]
            columns[branch.node.name] = self._swift(branch, rule, own, columns) or self._careful(
                branch, rule, own, columns, absent
            )
        whole = columns[self._branches[-1].node.name]
        return [None if number is None else min(number, cap) for number, cap in zip(whole, self._caps, strict=True)]

    def _swift(
        self, branch: _Branch, rule: Aggregation, weights: Sequence[float], columns: Mapping[str, _Column]
    ) -> _Column | None:
        """Compute a node as a weighted sum; None where something is missing, cut off or not above 0."""
        node = branch.node
        if any(part.weight_in for part in branch.found):
            return None
        if rule.method not in _WAYS or node.low is not None or node.high is not None or node.digits is not None:
            return None
        rows = self._rows(branch, rule.method, columns)
        whole = sum(weights)
        if rows is None or not whole:
            return None
        back = _WAYS[rule.method][1]
        shares = [weight / whole for weight in weights]
        return [back(sum(map(mul, shares, row))) for row in rows]

    def _rows(self, branch: _Branch, method: Mean, columns: Mapping[str, _Column]) -> list[_Row] | None:
        key = (branch.node.name, method)
        if not branch.constant:
            return _taken(branch, method, columns)
        if key not in self._taken:
            self._taken[key] = _taken(branch, method, columns)
        return self._taken[key]

    def _careful(
        self,
        branch: _Branch,
        rule: Aggregation,
        weights: Sequence[float],
        columns: Mapping[str, _Column],
        absent: set[tuple[str, str]],
    ) -> _Column:
        """Compute a node as `scoring` does."""
        rows = []
        counted = counted_by_group(branch.found, weights, self._groups)
        for place, (unit, group) in enumerate(zip(self.units, self._groups, strict=True)):
            own = counted[group]
            row = [(name, weight, columns[name][place]) for name, weight in own if (unit, name) not in absent]
            if not row:
                absent.add((unit, branch.node.name))
            rows.append(present_row(branch.node, row, unit, self._given[group]))
        found = joined_rows(branch.node, rows, self.units, rule)
        return [None if number is None else float(number) for number in found]


def _given(index: Index, groups: Sequence[str]) -> dict[str, dict[str, Number]]:
    """Give by group the weights of the file, by which a gap leaves enough or too little."""
    every: tuple[Part, ...] = (*index.nodes, *index.indicators)
    found: dict[str, Number] = {part.name: part.weight for part in every}
    for node in index.nodes:
        if node.comparison is not None:
            found |= dict(zip((part.name for part in index.parts(node)), node.comparison.weights, strict=True))
    counted = counted_by_group(every, [found[part.name] for part in every], groups)
    return {group: dict(parts) for group, parts in counted.items()}


def _caps(index: Index, measured: Measured) -> list[float]:
    """Give the highest score that the vetoes leave to each unit."""
    found = [math.inf] * len(measured.units)
    for veto in index.vetoes:
        for place, cases in enumerate(measured.cases[veto.column]):
            if cases is not None and cases >= veto.at_least:
                found[place] = min(found[place], float(veto.score_at_most))
    return found


def _taken(branch: _Branch, method: Mean, columns: Mapping[str, _Column]) -> list[_Row] | None:
    there = _WAYS[method][0]
    rows: list[_Row] = []
    for row in zip(*(columns[name] for name in branch.parts), strict=True):
        present = [number for number in row if number is not None]
        if len(present) < len(row) or (method != "arithmetic" and min(present) <= 0):
            return None
        rows.append([there(number) for number in present])
    return rows
