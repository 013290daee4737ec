"""Where each unit stands, and how sure that is: what is told of many draws."""

import math
from dataclasses import dataclass
from fractions import Fraction

from zeren.composite.exact import Number
from zeren.composite.model import Index
from zeren.composite.scoring import Result
from zeren.composite.tally import Tallies, Tally

__all__ = ["Places", "Standing", "standings"]


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
    tally
        How often it came where.
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
    tally: Tally
    group: int

    @property
    def shares(self) -> tuple[float, ...]:
        """The share of the draws in which it came first, second … last."""
        return self.tally.shares


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The standing of every unit, in the order of the places, and what was drawn.

    Attributes
    ----------
    engine
        What computed the draws: ``python`` or ``numpy``.
    obstacle
        Why so many draws were left to plain Python; empty where they were not.
    """

    standings: tuple[Standing, ...]
    draws: int
    seed: str
    engine: str
    obstacle: str = ""


def standings(result: Result, index: Index, tallies: Tallies) -> tuple[Standing, ...]:
    """Tell the standing of each unit out of its places in all draws; of units that never had one, nothing."""
    ranks, scores = result.ranks[index.root.name], result.scores[index.root.name]
    whole = [unit for unit, tally in enumerate(tallies) if tally.counts]
    # Halves at most, so that floats order them as fractions do.
    order = sorted(whole, key=lambda unit: (float(ranks[unit] or len(ranks) + 1), unit))
    tail = (1 - index.robustness.confidence) / 2
    spreads = tallies.spreads((tail, Fraction(1, 2), 1 - tail))
    found: list[Standing] = []
    group, bound = 0, 0
    for unit in order:
        rank = ranks[unit]
        (best, median, worst), mean = spreads[unit]
        if best > bound:
            group, bound = group + 1, worst
        found.append(
            Standing(
                unit=result.units[unit],
                score=scores[unit],
                rank=None if rank is None else math.floor(rank),
                best=best,
                worst=worst,
                median=median,
                mean=mean,
                tally=tallies[unit],
                group=group,
            )
        )
    return tuple(found)
