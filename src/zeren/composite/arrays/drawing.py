"""The draws of `choices` and `chance`, many at once: the same numbers, as rows of arrays."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from zeren.composite.choices import Draw, axes, given_weights, pieces
from zeren.composite.model import Index

__all__ = ["Draws", "draws_of", "numbered", "uniform_rows", "weight_rows"]

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
    start = hashlib.shake_256(f"{seed}/{purpose}/".encode())
    rows = []
    for number in numbers:
        stream = start.copy()
        stream.update(b"%d" % number)
        rows.append(stream.digest(_BYTES * count))
    whole = np.frombuffer(b"".join(rows), dtype=">u8").astype(np.uint64)
    found: _Array = np.multiply(whole >> _DROPPED, _UNIT, dtype=np.float64).reshape(-1, count)
    return found


def numbered(index: Index, start: int, stop: int) -> Draws:
    """Give the declared draws from the number *start* to before *stop*."""
    plan = index.robustness
    points = uniform_rows(plan.seed, "choices", range(start, stop), len(axes(plan)))
    plain = Draw()
    chosen = {name: np.full(stop - start, getattr(plain, name)) for name in Draw.__dataclass_fields__}
    for name, count, column in zip(axes(plan), pieces(index), points.T, strict=True):
        chosen[name] = (column * count).astype(np.int64)
    return Draws(**chosen)


def draws_of(draws: Sequence[Draw]) -> Draws:
    """Put single draws together."""
    return Draws(
        **{
            name: np.array([getattr(draw, name) for draw in draws], dtype=np.int64)
            for name in Draw.__dataclass_fields__
        }
    )


def weight_rows(index: Index, draws: Draws, places: _Whole) -> _Array:
    """Give the weights of all parts under some of the draws.

    Returns
    -------
    array, shape (len(places), nodes + indicators)
        Nodes first, in the order of the file.
    """
    plan = index.robustness
    given = np.array(list(given_weights(index).values()))
    rows = np.tile(given, (len(places), 1))
    noisy = draws.weights[places]
    if (noisy >= 0).any():
        noise = uniform_rows(plan.seed, "weights", noisy.tolist(), len(given))
        rows *= np.where(noisy[:, None] >= 0, 1 + float(plan.weights) * (2 * noise - 1), 1.0)
    out = np.flatnonzero(draws.left_out[places] >= 0)
    at = [*range(len(index.nodes), len(given)), *range(1, len(index.nodes))]
    rows[out, np.array(at)[draws.left_out[places][out]]] = 0.0
    return rows
