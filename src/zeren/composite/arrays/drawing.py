"""The draws of `choices` and `chance`, many at once: the same numbers, as rows of arrays."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from zeren.composite.choices import Draw, axes, given_weights, pieces
from zeren.composite.model import Index

__all__ = ["Draws", "Weights", "chosen", "draws_of", "numbered", "uniform_rows"]

_Array = npt.NDArray[np.float64]
_Whole = npt.NDArray[np.int64]
_BYTES = 8
_DROPPED = np.uint64(11)
_UNIT = 2.0**-53


@dataclass(frozen=True, slots=True)
class Draws:
    """Many draws: by field of `Draw` an array of shape (draws,)."""

    normalisation: _Whole
    aggregation: _Whole
    treatment: _Whole
    imputation: _Whole
    weights: _Whole
    error: _Whole
    left_out: _Whole

    def __len__(self) -> int:
        return len(self.weights)

    def at(self, place: int) -> Draw:
        """Give one of them."""
        return Draw(**{name: int(getattr(self, name)[place]) for name in Draw.__dataclass_fields__})

    def kinds(self) -> list[tuple[Draw, _Whole]]:
        """Sort the draws by what they choose but for the weights; an error of measurement is one of its own."""
        keys = np.stack([self.normalisation, self.treatment, self.imputation, self.aggregation, self.error])
        order = np.lexsort(keys[::-1])
        ordered = keys[:, order]
        begins = np.flatnonzero((ordered[:, 1:] != ordered[:, :-1]).any(axis=0)) + 1
        return [(self.at(int(group[0])), np.sort(group)) for group in np.split(order, begins)]


def uniform_rows(seed: str, purpose: str, numbers: Iterable[int], count: int) -> _Array:
    """Draw rows of numbers from [0, 1): row for row what `chance.uniforms` gives.

    Examples
    --------
    >>> uniform_rows("2026", "weights", [0], 2).round(4).tolist()
    [[0.2554, 0.1055]]
    """
    start, size, shake = f"{seed}/{purpose}/".encode(), _BYTES * count, hashlib.shake_256
    streams = [shake(start + b"%d" % number).digest(size) for number in numbers]
    whole = np.frombuffer(b"".join(streams), dtype=">u8").astype(np.uint64)
    whole >>= _DROPPED
    found: _Array = np.multiply(whole, _UNIT, dtype=np.float64).reshape(-1, count)
    return found


def numbered(index: Index, start: int, stop: int) -> Draws:
    """Give the declared draws from the number *start* to before *stop*."""
    plan = index.robustness
    return chosen(index, uniform_rows(plan.seed, "choices", range(start, stop), len(axes(plan))))


def chosen(index: Index, points: _Array) -> Draws:
    """Make the choices that points of the unit cube stand for, as `choices.draw_at` does.

    Parameters
    ----------
    points : shape (draws, open choices)
    """
    plain = Draw()
    found = {name: np.full(len(points), getattr(plain, name)) for name in Draw.__dataclass_fields__}
    for name, count, column in zip(axes(index.robustness), pieces(index), points.T, strict=True):
        found[name] = (column * count).astype(np.int64)
    return Draws(**found)


def draws_of(draws: Sequence[Draw]) -> Draws:
    """Put single draws together."""
    return Draws(
        **{
            name: np.array([getattr(draw, name) for draw in draws], dtype=np.int64)
            for name in Draw.__dataclass_fields__
        }
    )


class Weights:
    """The weights of all parts of an index under any draw: nodes first, in the order of the file."""

    def __init__(self, index: Index) -> None:
        self._plan = index.robustness
        self._given = np.array(list(given_weights(index).values()))
        self._leavable = np.array([*range(len(index.nodes), len(self._given)), *range(1, len(index.nodes))])

    def rows(self, draws: Draws, places: _Whole) -> _Array:
        """Give the weights under some of the draws.

        Returns
        -------
        array, shape (len(places), nodes + indicators)
        """
        rows = np.tile(self._given, (len(places), 1))
        noisy = np.flatnonzero(draws.weights[places] >= 0)
        if len(noisy):
            factors = uniform_rows(self._plan.seed, "weights", draws.weights[places[noisy]].tolist(), rows.shape[1])
            factors *= 2
            factors -= 1
            factors *= float(self._plan.weights)
            factors += 1
            rows[noisy] *= factors
        out = np.flatnonzero(draws.left_out[places] >= 0)
        rows[out, self._leavable[draws.left_out[places][out]]] = 0.0
        return rows
