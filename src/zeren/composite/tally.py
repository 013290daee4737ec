"""How often units came where, in many draws."""

import math
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from operator import mul

__all__ = ["Tallies", "Tally"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How often one unit came where.

    Attributes
    ----------
    first
        The best place that it ever had; 0 if it never had one.
    counts
        How often it had that place, the next, and so on to the worst that it ever had.
    units
        How many places there are.
    """

    first: int
    counts: Sequence[int]
    units: int

    @classmethod
    def of(cls, times: Mapping[int, int], units: int) -> "Tally":
        """Make one of the number of draws by place."""
        if not times:
            return cls(first=0, counts=array("i"), units=units)
        first, last = min(times), max(times)
        counts = array("i", (times.get(place, 0) for place in range(first, last + 1)))
        return cls(first=first, counts=counts, units=units)

    @property
    def drawn(self) -> int:
        """In how many draws it had a place."""
        return sum(self.counts)

    @property
    def mean(self) -> float:
        """The mean of its places."""
        beyond: int = sum(map(mul, self.counts, range(len(self.counts))))
        return self.first + beyond / self.drawn

    @property
    def shares(self) -> tuple[float, ...]:
        """The share of the draws in which it came first, second … last."""
        own = tuple(times / self.drawn for times in self.counts)
        return (0.0,) * (self.first - 1) + own + (0.0,) * (self.units - self.first + 1 - len(own))

    def places(self, shares: Sequence[Fraction]) -> list[int]:
        """Give the first places by which each of *shares* of its draws is reached."""
        reached = list(accumulate(self.counts))
        return [self.first + bisect_left(reached, max(1, math.ceil(share * reached[-1]))) for share in shares]


class Tallies:
    """How often each of some units came where."""

    def __init__(self, listed: Iterable[Tally]) -> None:
        self._listed = tuple(listed)

    def __getitem__(self, place: int) -> Tally:
        """Give that of one unit."""
        return self._listed[place]

    def __iter__(self) -> Iterator[Tally]:
        return iter(self._listed)

    def __len__(self) -> int:
        return len(self._listed)

    def spreads(self, shares: Sequence[Fraction]) -> list[tuple[Sequence[int], float]]:
        """Give of each unit `Tally.places` and `Tally.mean`; zeros if it never had a place."""
        none = ([0] * len(shares), 0.0)
        return [(one.places(shares), one.mean) if one.counts else none for one in self]
