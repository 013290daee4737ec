"""How often each unit came where, out of its places in all draws."""

from array import array
from collections.abc import Sequence
from fractions import Fraction
from typing import Final

import numpy as np
import numpy.typing as npt

from zeren.composite.arrays.ranking import Places
from zeren.composite.tally import Tallies, Tally

__all__ = ["ArrayTallies", "tallies_of"]

_Whole = npt.NDArray[np.int64]
# Units that are told at once, so that their sums stay few.
_BLOCK: Final = 1024


class ArrayTallies(Tallies):
    """How often each of some units came where, told of many units at once."""

    def __add__(self, other: Tallies) -> "ArrayTallies":
        """Count the draws of both."""
        return ArrayTallies(_sum(one, more) for one, more in zip(self, other, strict=True))

    def spreads(self, shares: Sequence[Fraction]) -> list[tuple[Sequence[int], float]]:
        """Give of each unit `Tally.places` and `Tally.mean`; zeros if it never had a place."""
        whole = [tally for tally in self if tally.counts]
        found = iter([one for at in range(0, len(whole), _BLOCK) for one in _spreads(whole[at : at + _BLOCK], shares)])
        none = ([0] * len(shares), 0.0)
        return [next(found) if tally.counts else none for tally in self]


def _sum(one: Tally, other: Tally) -> Tally:
    """Count the draws of both tallies of a unit."""
    if not one.counts or not other.counts:
        return one if one.counts else other
    first = min(one.first, other.first)
    times = np.zeros(max(tally.first + len(tally.counts) for tally in (one, other)) - first, dtype=np.int32)
    for tally in (one, other):
        times[tally.first - first :][: len(tally.counts)] += np.asarray(tally.counts, dtype=np.int32)
    return Tally(first=first, counts=array("i", times.tobytes()), units=one.units)


def _spreads(tallies: Sequence[Tally], shares: Sequence[Fraction]) -> list[tuple[Sequence[int], float]]:
    """Look for the shares in the sums over some units, one behind the other."""
    first = np.array([tally.first for tally in tallies])
    lengths = np.array([len(tally.counts) for tally in tallies])
    starts = np.append(0, np.cumsum(lengths)[:-1])
    counts = np.concatenate([np.asarray(tally.counts, dtype=np.int32) for tally in tallies])
    reached = counts.cumsum(dtype=np.int64)
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
    return Tally(first=first, counts=array("i", times[first:].astype(np.int32).tobytes()), units=units)
