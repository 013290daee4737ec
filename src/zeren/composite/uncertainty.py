"""How far places depend on choices that might have been made otherwise.

Every draw makes each declared choice anew, all at once, and ranks the units. What is published of it is the interval
of places of each unit: a place without its interval says more than is known.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TypeVar

from zeren.composite.chance import uniforms
from zeren.composite.cloud import Tree
from zeren.composite.errors import DomainError
from zeren.composite.exact import Number
from zeren.composite.model import Index, Part, Robustness
from zeren.composite.scoring import Measured, Result, measure, score
from zeren.composite.table import Table

__all__ = ["Choices", "Draw", "Places", "Standing", "axes", "draw_at", "fixed", "places_of", "robustness"]

_Progress = Callable[[int, int], None]
_Choice = TypeVar("_Choice")


def _silent(done: int, of: int) -> None:
    """Tell nobody."""
    del done, of


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """One way to make the choices: which alternative of each, which noise, and what is left out (-1: nothing)."""

    normalisation: int = 0
    aggregation: int = 0
    treatment: int = 0
    imputation: int = 0
    weights: int = -1
    error: int = -1
    left_out: int = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where one unit stands, and how sure that is.

    Attributes
    ----------
    score, rank
        By the index as it is; None without a score.
    best, worst
        The interval of places, of the confidence declared.
    median, mean
        Of its places in all draws that gave it one.
    shares : shape (n,)
        The share of the draws in which it came first, second …
    group
        Units of one group cannot be told apart: the next begins where a unit's best place lies behind the worst place
        of the first of the group.
    """

    unit: str
    score: Number | None
    rank: int | None
    best: int
    worst: int
    median: int
    mean: float
    shares: tuple[float, ...]
    group: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The standing of every unit, in the order of the places, and what was drawn."""

    standings: tuple[Standing, ...]
    draws: int
    seed: str


def axes(plan: Robustness) -> tuple[str, ...]:
    """Name the choices that are open, in their fixed order."""
    open_ones = {
        "normalisation": len(plan.normalisations) > 1,
        "aggregation": len(plan.aggregations) > 1,
        "treatment": len(plan.treatments) > 1,
        "imputation": len(plan.imputations) > 1,
        "weights": plan.weights > 0,
        "error": plan.error > 0,
        "left_out": plan.leave_out,
    }
    return tuple(name for name, is_open in open_ones.items() if is_open)


def draw_at(index: Index, point: Sequence[float]) -> Draw:
    """Make the choices that a point of the unit cube stands for: each axis is cut into equal pieces."""
    plan = index.robustness
    pieces = {
        "normalisation": len(plan.normalisations),
        "aggregation": len(plan.aggregations),
        "treatment": len(plan.treatments),
        "imputation": len(plan.imputations),
        # So many sets of noise that hardly two draws share one.
        "weights": 2**40,
        "error": 2**40,
        "left_out": len(index.indicators),
    }
    chosen = {axis: int(at * pieces[axis]) for axis, at in zip(axes(plan), point, strict=True)}
    return replace(Draw(), **chosen)


class Choices:
    """An index and its data, ready to be scored under any draw.

    Parameters
    ----------
    index
        With the plan of its choices.
    table
        The data of one period.
    """

    def __init__(self, index: Index, table: Table) -> None:
        self._index = index
        self._table = table
        self._trees: dict[tuple[int, int, int], Tree] = {}
        every: tuple[Part, ...] = (*index.nodes, *index.indicators)
        self._given = {part.name: float(part.weight) for part in every}
        for node in index.nodes:
            if node.comparison is not None:
                self._given |= dict(
                    zip((part.name for part in index.parts(node)), node.comparison.weights, strict=True)
                )

    def scores(self, draw: Draw) -> Sequence[float | None]:
        """Score the root under one draw."""
        rules = self._index.robustness.aggregations
        return self._tree(draw).whole(self._weights(draw), _at(rules, draw.aggregation))

    def _tree(self, draw: Draw) -> Tree:
        key = (draw.normalisation, draw.treatment, draw.imputation)
        if draw.error >= 0:
            return Tree(self._index, self._measured(draw, _erred(self._table, self._index, draw.error)))
        if key not in self._trees:
            self._trees[key] = Tree(self._index, self._measured(draw, self._table))
        return self._trees[key]

    def _measured(self, draw: Draw, table: Table) -> Measured:
        plan = self._index.robustness
        normalisation, treatment = _at(plan.normalisations, draw.normalisation), _at(plan.treatments, draw.treatment)
        imputation = _at(plan.imputations, draw.imputation)
        indicators = tuple(
            replace(
                one,
                normalisation=normalisation or one.normalisation,
                treatment=treatment or one.treatment,
                imputation=imputation or one.imputation,
            )
            for one in self._index.indicators
        )
        return measure(replace(self._index, indicators=indicators), table)

    def _weights(self, draw: Draw) -> dict[str, float]:
        weights = self._given
        plan = self._index.robustness
        if draw.weights >= 0:
            spread = float(plan.weights)
            noise = uniforms(plan.seed, "weights", draw.weights, len(weights))
            weights = {
                name: weight * (1 + spread * (2 * at - 1))
                for (name, weight), at in zip(weights.items(), noise, strict=True)
            }
        if draw.left_out >= 0:
            weights = {**weights, self._index.indicators[draw.left_out].name: 0.0}
        return weights


def robustness(index: Index, table: Table, *, progress: _Progress = _silent) -> Places:
    """Draw the choices of the index many times and tell the places that come out.

    Parameters
    ----------
    index
        Its ``robustness`` declares the choices, the number of draws and the seed.
    table
        The data of one period.
    progress
        Called with how many draws are done, and of how many.

    Returns
    -------
    Places
        The same to the bit for the same file, data and machine; elsewhere up to the last bit of exp and log.

    Raises
    ------
    DomainError
        If a rule is not defined under a draw: it is told, not passed over, since a run without the draws that failed
        would show less doubt than there is.
    """
    plan = index.robustness
    result = score(index, table)
    choices = Choices(fixed(index, result), table)
    count = len(result.units)
    seen = [[0] * count for _ in range(count)]
    for number in range(plan.draws):
        draw = draw_at(index, uniforms(plan.seed, "choices", number, len(axes(plan))))
        try:
            found = places_of(choices.scores(draw))
        except DomainError as refused:
            at = f"draw {number}, {refused.params.get('at', '')}"
            raise DomainError(**{**refused.params, "at": at}) from refused
        for unit, place in enumerate(found):
            if place:
                seen[unit][place - 1] += 1
        progress(number + 1, plan.draws)
    return Places(standings=_standings(result, index, seen), draws=plan.draws, seed=plan.seed)


def fixed(index: Index, result: Result) -> Index:
    """Put the weights that were derived from the scores in place of the rule that derives them."""
    weights = {
        name: Fraction(max(shares, default=Fraction(0)))
        for node in index.nodes
        if node.weighting != "given"
        for name, shares in result.shares[node.name].items()
    }
    return replace(
        index,
        nodes=tuple(replace(node, weight=weights.get(node.name, node.weight)) for node in index.nodes),
        indicators=tuple(replace(one, weight=weights.get(one.name, one.weight)) for one in index.indicators),
    )


def places_of(scores: Sequence[float | None]) -> list[int]:
    """Give the places, 1 for the highest, equals the best they share; 0 where there is no score."""
    places = [0] * len(scores)
    order = sorted((-number, unit) for unit, number in enumerate(scores) if number is not None)
    before, shared = math.nan, 0
    for place, (number, unit) in enumerate(order, 1):
        if number != before:
            before, shared = number, place
        places[unit] = shared
    return places


def _at(rules: Sequence[_Choice], place: int) -> _Choice | None:
    return rules[place] if rules else None


def _erred(table: Table, index: Index, number: int) -> Table:
    """Multiply every value that is measured by a factor near 1."""
    plan = index.robustness
    columns = sorted({one.column for one in index.indicators})
    noise = iter(uniforms(plan.seed, "error", number, len(columns) * len(table.units)))
    spread = float(plan.error)
    erred = {
        column: tuple(
            None if value is None else float(value) * (1 + spread * (2 * at - 1))
            for value, at in zip(table.columns[column], noise, strict=False)
        )
        for column in columns
    }
    return replace(table, columns={**table.columns, **erred})


def _standings(result: Result, index: Index, seen: Sequence[Sequence[int]]) -> tuple[Standing, ...]:
    ranks, scores = result.ranks[index.root.name], result.scores[index.root.name]
    whole = [unit for unit, counts in enumerate(seen) if sum(counts)]
    order = sorted(whole, key=lambda unit: (ranks[unit] or len(ranks) + 1, unit))
    tail = (1 - index.robustness.confidence) / 2
    found: list[Standing] = []
    for unit in order:
        counts, drawn = seen[unit], sum(seen[unit])
        best, median, worst = (_place(counts, share) for share in (tail, Fraction(1, 2), 1 - tail))
        rank = ranks[unit]
        found.append(
            Standing(
                unit=result.units[unit],
                score=scores[unit],
                rank=None if rank is None else math.floor(rank),
                best=best,
                worst=worst,
                median=median,
                mean=sum(place * times for place, times in enumerate(counts, 1)) / drawn,
                shares=tuple(times / drawn for times in counts),
                group=_group(found, best),
            )
        )
    return tuple(found)


def _place(counts: Sequence[int], share: Fraction) -> int:
    """Give the first place by which *share* of the draws is reached."""
    reached, needed = 0, math.ceil(share * sum(counts))
    for place, times in enumerate(counts, 1):
        reached += times
        if reached and reached >= needed:
            return place
    return len(counts)


def _group(found: Sequence[Standing], best: int) -> int:
    if not found:
        return 1
    current = found[-1].group
    first = next(one for one in found if one.group == current)
    return current + 1 if best > first.worst else current
