"""The draws in plain Python: nothing to install, and the measure of what `arrays` does faster."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from operator import itemgetter

from zeren.composite.chance import uniforms
from zeren.composite.choices import Draw, alternative, axes, draw_at, given_weights, leavable, rule_at
from zeren.composite.cloud import Tree
from zeren.composite.errors import DomainError
from zeren.composite.model import First, Index
from zeren.composite.ranking import Ties
from zeren.composite.scoring import measure
from zeren.composite.table import Table
from zeren.composite.tally import Tallies, Tally
from zeren.composite.variance import Shares, points_of, shares_of

__all__ = ["Groups", "Scenarios", "places_of", "places_within"]

# By group, where its units stand.
Groups = Sequence[Sequence[int]]
_Progress = Callable[[int, int], None]


class Scenarios:
    """An index and its data, ready to be scored under any draw.

    Parameters
    ----------
    index
        With the plan of its choices, and given weights (`choices.fixed`).
    table
        The data of one period.
    obstacle
        Why it is not arrays that compute so many draws, if that is so.
    """

    name = "python"

    def __init__(self, index: Index, table: Table, *, obstacle: str = "") -> None:
        self.obstacle = obstacle
        self._index = index
        self._table = table
        self._trees: dict[tuple[int, int, int], Tree] = {}
        self._given = given_weights(index)

    def scores(self, draw: Draw) -> Sequence[float | None]:
        """Score the root under one draw."""
        rules = self._index.robustness.aggregations
        return self._tree(draw).whole(self._weights(draw), rule_at(rules, draw.aggregation))

    def tallies(self, progress: _Progress, groups: Groups = ()) -> tuple[Tallies, Tallies]:
        """Count by unit how often it came where in the declared draws, among all and within its group.

        Raises
        ------
        DomainError
            If a rule is not defined under a draw; ``at`` names the draw.
        """
        plan = self._index.robustness
        count = len(self._tree(Draw()).units)
        seen, within = ([Counter[int]() for _ in range(count)] for _ in ("all", "group"))
        for number in range(plan.draws):
            found = self._ranked(self.drawn(number))
            for counted, places in ((seen, found), (within, places_within(found, groups, ties=self._index.ties))):
                for times, place in zip(counted, places, strict=True):
                    if place:
                        times[place] += 1
            progress(number + 1, plan.draws)
        inner = within if groups else []
        return Tallies(Tally.of(times, count) for times in seen), Tallies(Tally.of(times, count) for times in inner)

    def drawn(self, number: int) -> Sequence[float | None]:
        """Score the root under the draw of this number."""
        plan = self._index.robustness
        try:
            return self.scores(draw_at(self._index, uniforms(plan.seed, "choices", number, len(axes(plan)))))
        except DomainError as refused:
            at = f"draw {number}, {refused.params.get('at', '')}"
            raise DomainError(**{**refused.params, "at": at}) from refused

    def places(self, draws: Sequence[Draw]) -> Iterator[Sequence[int]]:
        """Give the places of all units under each of *draws*."""
        return (self._ranked(self.scores(draw)) for draw in draws)

    def _ranked(self, scores: Sequence[float | None]) -> list[int]:
        return places_of(scores, first=self._index.first, ties=self._index.ties)

    def shares(self, units: Sequence[str], nominal: Sequence[int], sample: int, progress: _Progress) -> Shares:
        """Estimate what each open choice explains of scores and places, over *sample* points twice."""
        names = axes(self._index.robustness)
        blocks: list[list[tuple[Sequence[float | None], Sequence[int]]]] = []
        for points in points_of(self._index.robustness.seed, sample, len(names)):
            outcomes = (self.scores(draw_at(self._index, point)) for point in points)
            blocks.append([(scores, self._ranked(scores)) for scores in outcomes])
            progress(len(blocks) * sample, (len(names) + 2) * sample)
        return shares_of(names, units, nominal, blocks)

    def _tree(self, draw: Draw) -> Tree:
        chosen = alternative(self._index, draw)
        if draw.error >= 0:
            return Tree(self._index, measure(chosen, _erred(self._table, self._index, draw.error)))
        key = (draw.normalisation, draw.treatment, draw.imputation)
        if key not in self._trees:
            self._trees[key] = Tree(self._index, measure(chosen, self._table))
        return self._trees[key]

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
            weights = {**weights, leavable(self._index)[draw.left_out]: 0.0}
        return weights


def places_of(scores: Sequence[float | None], *, first: First = "highest", ties: Ties = "min") -> list[int]:
    """Give the places, 1 for the highest or the lowest; 0 where there is no score.

    Equals share a place as *ties* says; of a half the whole place before counts.
    """
    places = [0] * len(scores)
    turned = -1 if first == "highest" else 1
    order = sorted((turned * number, unit) for unit, number in enumerate(scores) if number is not None)
    start = 1
    for number, (_, equals) in enumerate(groupby(order, key=itemgetter(0)), 1):
        units = [unit for _, unit in equals]
        last = start + len(units) - 1
        shared = {"min": start, "max": last, "average": (start + last) // 2, "dense": number}[ties]
        for unit in units:
            places[unit] = shared
        start = last + 1
    return places


def places_within(places: Sequence[int], groups: Groups, *, ties: Ties = "min") -> list[int]:
    """Give the places within groups out of those among all; 0 where there is none, or no group.

    Examples
    --------
    >>> places_within([1, 2, 2, 4, 0, 5], [[0, 3], [1, 2, 4, 5]])
    [1, 1, 1, 2, 0, 3]
    """
    found = [0] * len(places)
    for members in groups:
        inner = places_of([places[unit] or None for unit in members], first="lowest", ties=ties)
        for unit, place in zip(members, inner, strict=True):
            found[unit] = place
    return found


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
