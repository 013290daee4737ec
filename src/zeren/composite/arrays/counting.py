"""How often each unit came where, out of its places in all draws."""

from array import array
from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from zeren.composite.arrays.ranking import Places
from zeren.composite.tally import Tallies, Tally

__all__ = ["ArrayTallies", "tallies_of"]

_Whole = npt.NDArray[np.int64]


class ArrayTallies(Tallies):
    """How often each of some units came where, told of all units at once."""

    def spreads(self, shares: Sequence[Fraction]) -> list[tuple[Sequence[int], float]]:
        """Give of each unit `Tally.places` and `Tally.mean`; zeros if it never had a place."""
        whole = [tally for tally in self if tally.counts]
        found = iter(_spreads(whole, shares) if whole else [])
        none = ([0] * len(shares), 0.0)
        return [next(found) if tally.counts else none for tally in self]


def _spreads(tallies: Sequence[Tally], shares: Sequence[Fraction]) -> list[tuple[Sequence[int], float]]:
    """Look for the shares in the sums over all units, one behind the other."""
    first = np.array([tally.first for tally in tallies])
    lengths = np.array([len(tally.counts) for tally in tallies])
    starts = np.append(0, np.cumsum(lengths)[:-1])
    reached = np.concatenate([np.asarray(tally.counts, dtype=np.int64) for tally in tallies]).cumsum()
    ends = reached[starts + lengths - 1]
    before = np.append(0, ends[:-1])
    drawn = ends - before
    wanted = np.stack([np.maximum(1, _ceiling(share, drawn)) for share in shares], axis=1)
    places = np.searchsorted(reached, wanted + before[:, None]) - starts[:, None] + first[:, None]
    # Each place adds as many draws to the sum of places as have not been reached before it.
    beyond = lengths * ends - np.add.reduceat(reached, starts)
    means = first + beyond / drawn
    return list(zip(places.tolist(), means.tolist(), strict=True))


def _ceiling(share: Fraction, counts: _Whole) -> _Whole:
    return np.asarray(-(-share.numerator * counts // share.denominator))


def tallies_of(places: Places) -> ArrayTallies:
    """Count by unit how often it came where.

    Parameters
    ----------
    places : shape (units, draws)
        0 where there is none.
    """
    return ArrayTallies(_tally(np.bincount(row), len(places)) for row in places)


def _tally(times: npt.NDArray[np.intp], units: int) -> Tally:
    """Make one of the number of draws by place, of which 0 is none."""
    came = times[1:] > 0
    if not came.any():
        return Tally.of({}, units)
    first = int(came.argmax()) + 1
    return Tally(first=first, counts=array("q", times[first:].astype(np.int64, copy=False).tobytes()), units=units)
