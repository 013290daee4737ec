"""An index under many draws at once: what `zeren.composite.scenarios` computes, in arrays."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from zeren.composite.arrays.drawing import Draws, draws_of, numbered, weight_rows
from zeren.composite.arrays.ranking import place_type, places_of_rows, tallies_of
from zeren.composite.arrays.tree import ArrayTree
from zeren.composite.arrays.values import Values, caps_of
from zeren.composite.arrays.within import places_within_rows
from zeren.composite.choices import Draw, alternative, rule_at
from zeren.composite.errors import DomainError
from zeren.composite.model import Index
from zeren.composite.scenarios import Groups, Scenarios
from zeren.composite.scoring import Measured
from zeren.composite.table import Table
from zeren.composite.tally import Tally

__all__ = ["ArrayScenarios"]

_Array = npt.NDArray[np.float64]
_Places = npt.NDArray[np.int16 | np.int32]
_Progress = Callable[[int, int], None]
# Scores that are held at once, so that a chunk stays near the processor; and places, before they are counted.
_CHUNK: Final = 60_000
_HELD: Final = 64_000_000


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
        self._trees: dict[tuple[int, int, int], ArrayTree] = {}

    def tallies(self, progress: _Progress, groups: Groups = ()) -> tuple[list[Tally], list[Tally]]:
        """Count by unit how often it came where in the declared draws, among all and within its group.

        Raises
        ------
        DomainError
            If a rule is not defined under a draw; ``at`` names the draw.
        """
        total = self._index.robustness.draws
        step = max(1, min(total, _HELD // max(1, self._units)))
        found: list[Tally] = []
        within: list[Tally] = []
        for start in range(0, total, step):
            places = np.empty((min(step, total - start), self._units), dtype=place_type(self._units))
            self._fill(places, start, progress)
            new = tallies_of(places)
            found = [one + more for one, more in zip(found, new, strict=True)] if found else new
            if groups:
                new = tallies_of(places_within_rows(places, groups))
                within = [one + more for one, more in zip(within, new, strict=True)] if within else new
        return found, within

    def places(self, draws: Sequence[Draw]) -> Iterator[Sequence[int]]:
        """Give the places of all units under each of *draws*."""
        step = max(1, _HELD // max(1, self._units))
        for start in range(0, len(draws), step):
            some = draws_of(draws[start : start + step])
            places = np.empty((len(some), self._units), dtype=place_type(self._units))
            for chunk, scores in self._scored(some, order_only=True):
                places[chunk] = self._ranked(scores)
            yield from places.tolist()

    def scores(self, draws: Sequence[Draw]) -> _Array:
        """Score the root under each of *draws*; NaN where there is no score."""
        found = np.empty((len(draws), self._units))
        for chunk, scores in self._scored(draws_of(draws), order_only=False):
            found[chunk] = scores
        return found

    def _fill(self, places: _Places, start: int, progress: _Progress) -> None:
        done = 0
        for chunk, scores in self._scored(
            numbered(self._index, start, start + len(places)), order_only=True, start=start
        ):
            places[chunk] = self._ranked(scores)
            done += len(chunk)
            progress(start + done, self._index.robustness.draws)

    def _ranked(self, scores: _Array) -> _Places:
        return places_of_rows(scores if self._index.first == "highest" else -scores)

    def _scored(
        self, draws: Draws, *, order_only: bool, start: int | None = None
    ) -> Iterator[tuple[npt.NDArray[np.int64], _Array]]:
        """Yield which draws were computed together, and their scores."""
        undefined: list[int] = []
        size = max(1, _CHUNK // max(1, self._units))
        for kind, members in draws.kinds():
            rule = rule_at(self._index.robustness.aggregations, kind.aggregation)
            try:
                tree = self._tree(kind)
            except DomainError:
                undefined += members.tolist()
                continue
            for begin in range(0, len(members), size):
                chunk = members[begin : begin + size]
                scores, refused = tree.whole(weight_rows(self._index, draws, chunk), rule, order_only=order_only)
                undefined += chunk[refused].tolist()
                yield chunk, scores
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
