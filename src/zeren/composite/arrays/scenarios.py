"""An index under many draws at once: what `zeren.composite.scenarios` computes, in arrays."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from zeren.composite.arrays.counting import ArrayTallies, tallies_of
from zeren.composite.arrays.drawing import Draws, Weights, chosen, draws_of, numbered
from zeren.composite.arrays.ranking import Places, place_type, places_of_rows
from zeren.composite.arrays.tree import ArrayTree
from zeren.composite.arrays.values import Values, caps_of
from zeren.composite.arrays.variance import Moments, points_between
from zeren.composite.arrays.within import places_within_rows
from zeren.composite.choices import Draw, alternative, axes, rule_at
from zeren.composite.errors import DomainError
from zeren.composite.model import Index
from zeren.composite.scenarios import Groups, Scenarios
from zeren.composite.scoring import Measured
from zeren.composite.table import Table
from zeren.composite.tally import Tallies
from zeren.composite.variance import Shares

__all__ = ["ArrayScenarios"]

_Array = npt.NDArray[np.float64]
_Progress = Callable[[int, int], None]
# Draws whose weights are made at once; and places that are held before they are counted.
_CHUNK: Final = 1024
_HELD: Final = 64_000_000
# Scores of sampled points that are held before they are added up.
_POINTS: Final = 4_000_000


class ArrayScenarios:
    """An index and its data, ready to be scored under any draw.

    Parameters
    ----------
    index
        With the plan of its choices and given weights (`choices.fixed`), and without an `obstacle`.
    table, measured
        The data of one period, and its indicators, scored.
    """

    name = "numpy"
    obstacle = ""

    def __init__(self, index: Index, table: Table, measured: Measured) -> None:
        self._index = index
        self._plain = Scenarios(index, table)
        self._units = len(measured.units)
        self._values = Values(index, table, measured)
        self._caps = caps_of(index, measured)
        self._weights = Weights(index)
        self._trees: dict[tuple[int, int, int], ArrayTree] = {}

    def tallies(self, progress: _Progress, groups: Groups = ()) -> tuple[Tallies, Tallies]:
        """Count by unit how often it came where in the declared draws, among all and within its group.

        Raises
        ------
        DomainError
            If a rule is not defined under a draw; ``at`` names the draw.
        """
        total = self._index.robustness.draws
        step = max(1, min(total, _HELD // max(1, self._units)))
        found, within = ArrayTallies(()), ArrayTallies(())
        for start in range(0, total, step):
            places = self._drawn(start, min(start + step, total), progress)
            new = tallies_of(places)
            found = found + new if start else new
            if groups:
                new = tallies_of(places_within_rows(places.T, groups).T)
                within = within + new if start else new
        return found, within

    def places(self, draws: Sequence[Draw]) -> Iterator[Sequence[int]]:
        """Give the places of all units under each of *draws*."""
        step = max(1, _HELD // max(1, self._units))
        for start in range(0, len(draws), step):
            some = draws_of(draws[start : start + step])
            places = np.empty((len(some), self._units), dtype=place_type(self._units))
            for chunk, scores in self._scored(some):
                places[chunk] = self._ranked(scores)
            yield from places.tolist()

    def scores(self, draws: Sequence[Draw]) -> _Array:
        """Score the root under each of *draws*; NaN where there is no score."""
        found = np.empty((len(draws), self._units))
        for chunk, scores in self._scored(draws_of(draws)):
            found[chunk] = scores
        return found

    def shares(self, units: Sequence[str], nominal: Sequence[int], sample: int, progress: _Progress) -> Shares:
        """Estimate what each open choice explains of scores and places, over *sample* points twice."""
        names = axes(self._index.robustness)
        blocks = len(names) + 2
        scored, placed, shifted = (Moments(len(names), count) for count in (self._units, self._units, 1))
        lacking = np.zeros(self._units, dtype=bool)
        step = max(1, _POINTS // max(1, self._units * blocks))
        for start in range(0, sample, step):
            points = points_between(self._index.robustness.seed, start, min(start + step, sample), len(names))
            scores, places = self._outcomes(chosen(self._index, points.reshape(-1, len(names))))
            lacking |= np.isnan(scores).any(axis=0)
            shape = (blocks, -1, self._units)
            shifted.add(np.abs(places - np.asarray(nominal)).mean(axis=1).reshape(blocks, -1, 1))
            placed.add(places.reshape(shape))
            scored.add(scores.reshape(shape))
            progress(blocks * min(start + step, sample), blocks * sample)
        whole = np.flatnonzero(~lacking).tolist()
        of_unit, of_score = placed.shares(names), scored.shares(names)
        return Shares(
            of_shift=shifted.shares(names)[0],
            of_unit={units[at]: of_unit[at] for at in whole},
            of_score={units[at]: of_score[at] for at in whole},
        )

    def _outcomes(self, draws: Draws) -> tuple[_Array, _Array]:
        """Give the scores and the places of all units under each of *draws*."""
        found, places = np.empty((len(draws), self._units)), np.empty((len(draws), self._units))
        for chunk, scores in self._scored(draws):
            found[chunk], places[chunk] = scores, self._ranked(scores)
        return found, places

    def _drawn(self, start: int, stop: int, progress: _Progress) -> Places:
        """Give the places of the declared draws of these numbers by unit, in an order of the draws of its own."""
        draws = numbered(self._index, start, stop)
        slots = np.empty(len(draws), dtype=np.int64)
        slots[np.concatenate([members for _, members in draws.kinds()])] = np.arange(len(draws))
        places = np.empty((self._units, len(draws)), dtype=place_type(self._units))
        done = 0
        for chunk, scores in self._scored(draws, start=start):
            first = int(slots[chunk[0]])
            places[:, first : first + len(chunk)] = self._ranked(scores).T
            done = min(done + len(chunk), len(draws))
            progress(start + done, self._index.robustness.draws)
        return places

    def _ranked(self, scores: _Array) -> Places:
        return places_of_rows(scores if self._index.first == "highest" else -scores)

    def _scored(self, draws: Draws, *, start: int | None = None) -> Iterator[tuple[npt.NDArray[np.int64], _Array]]:
        """Yield which draws were computed together, and their scores; what was not defined once more, in the end."""
        undefined: list[int] = []
        for kind, members in draws.kinds():
            rule = rule_at(self._index.robustness.aggregations, kind.aggregation)
            try:
                tree = self._tree(kind)
            except DomainError:
                undefined += members.tolist()
                continue
            for begin in range(0, len(members), _CHUNK):
                chunk = members[begin : begin + _CHUNK]
                for first, scores, refused in tree.whole(self._weights.rows(draws, chunk), rule):
                    some = chunk[first : first + len(scores)]
                    undefined += some[refused].tolist()
                    yield some, scores
        for place in sorted(undefined):
            yield np.array([place]), self._plainly(draws, place, start)

    def _plainly(self, draws: Draws, place: int, start: int | None) -> _Array:
        """Let plain Python say what is not defined, in its words; or that it is, and what the scores are."""
        scores = self._plain.scores(draws.at(place)) if start is None else self._plain.drawn(start + place)
        return np.array([[np.nan if score is None else score for score in scores]], dtype=float)

    def _tree(self, kind: Draw) -> ArrayTree:
        key = (kind.normalisation, kind.treatment, kind.imputation)
        if kind.error < 0 and key in self._trees:
            return self._trees[key]
        scores = self._values.scores(alternative(self._index, kind), kind.error)
        tree = ArrayTree(self._index, scores, self._values.applying, self._caps)
        if kind.error < 0:
            self._trees[key] = tree
        return tree
