"""What each choice explains of a variance: the estimates of `zeren.composite.variance`, of all units at once."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from zeren.composite.arrays.drawing import uniform_rows
from zeren.composite.variance import NOTHING, Share

__all__ = ["Moments", "points_between"]

_Array = npt.NDArray[np.float64]


def points_between(seed: str, start: int, stop: int, count: int) -> _Array:
    """Give some of the points of `variance.points_of`.

    Returns
    -------
    array, shape (count + 2, stop - start, count)
        Those of A, of B, and of A with one column after the other taken from B.
    """
    both = uniform_rows(seed, "sensitivity", range(start, stop), 2 * count)
    points = np.tile(both[:, :count], (count + 2, 1, 1))
    points[1] = both[:, count:]
    for axis in range(count):
        points[axis + 2, :, axis] = points[1, :, axis]
    return points


class Moments:
    """The sums of which the estimates are made, over points that come in portions.

    Each output is counted from its first value, so that little is lost of a small spread far from 0.
    """

    def __init__(self, inputs: int, outputs: int) -> None:
        self._count = 0
        self._origin = np.zeros(outputs)
        self._sums, self._squares = np.zeros(outputs), np.zeros(outputs)
        self._crossed, self._moved, self._apart = (np.zeros((inputs, outputs)) for _ in range(3))

    def add(self, values: _Array) -> None:
        """Take in the outputs at some points.

        Parameters
        ----------
        values : shape (inputs + 2, points, outputs)
            As `points_between` has the points; written over.
        """
        if not self._count:
            self._origin = values[0, 0].copy()
        self._count += values.shape[1]
        values -= self._origin
        base, other, *mixed = values
        self._sums += base.sum(axis=0) + other.sum(axis=0)
        self._squares += _products(base, base) + _products(other, other)
        for at, column in enumerate(mixed):
            moved = np.subtract(column, base, out=column)
            self._crossed[at] += _products(other, moved)
            self._moved[at] += moved.sum(axis=0)
            self._apart[at] += _products(moved, moved)

    def shares(self, names: Sequence[str]) -> list[dict[str, Share]]:
        """Give the estimates by output and input; all 0 where nothing varies."""
        middle = self._sums / (2 * self._count)
        variance = np.maximum(self._squares / (2 * self._count) - middle * middle, 0.0)
        still = np.sqrt(variance) <= NOTHING * np.abs(middle + self._origin)
        divisor = np.where(still, np.inf, variance * self._count)
        first = (self._crossed - middle * self._moved) / divisor
        total = self._apart / (2 * divisor)
        return [
            {name: Share(first=one, total=all_) for name, one, all_ in zip(names, firsts, totals, strict=True)}
            for firsts, totals in zip(first.T.tolist(), total.T.tolist(), strict=True)
        ]


def _products(one: _Array, other: _Array) -> _Array:
    found: _Array = np.einsum("pu,pu->u", one, other)
    return found
