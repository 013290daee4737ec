"""Where each unit stands, and how sure that is: what is told of many draws."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Union

from zeren.composite.exact import Number
from zeren.composite.model import Index
from zeren.composite.ranking import places
from zeren.composite.scoring import Result
from zeren.composite.tally import Tallies, Tally

__all__ = ["Places", "Standing", "groups_of", "standings"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where one unit stands, and how sure that is.

    Attributes
    ----------
    score, rank
        By the index as it is; None without a score. A half where equals share the middle of their places.
    best, worst
        The interval of places, of the confidence declared.
    median, mean
        Of its places in all draws that gave it one.
    tally
        How often it came where.
    tier
        Units of one tier cannot be told apart: the next begins where a unit's best place lies behind the worst place
        of the first of the tier.
    group
        Of like units; empty where there are none.
    within
        Where it stands among the units of its group; None where there are no groups.
    """

    unit: str
    score: Number | None
    rank: float | None
    best: int
    worst: int
    median: int
    mean: float
    tally: Tally
    tier: int
    group: str = ""
    within: Union["Standing", None] = None

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

    @property
    def by_group(self) -> dict[str, tuple[Standing, ...]]:
        """The standings within each group, in the order of the places there; the group of the first unit first."""
        groups = dict.fromkeys(one.group for one in self.standings if one.within is not None)
        return {
            group: tuple(
                sorted(
                    (one.within for one in self.standings if one.within is not None and one.group == group),
                    key=lambda one: one.rank or len(self.standings) + 1,
                )
            )
            for group in groups
        }


def groups_of(groups: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """List where the units of each group stand in the data.

    Nothing if there is one group alone, or each unit is one by itself: then its places would say nothing more.

    Examples
    --------
    >>> groups_of(["sea", "land", "sea", ""]), groups_of(["sea", "land"])
    ({'sea': (0, 2), 'land': (1,)}, {})
    """
    found: dict[str, list[int]] = {}
    for unit, group in enumerate(groups):
        if group:
            found.setdefault(group, []).append(unit)
    told = len(found) > 1 and any(len(units) > 1 for units in found.values())
    return {group: tuple(units) for group, units in found.items()} if told else {}


def standings(result: Result, index: Index, tallies: Tallies, within: Tallies | None = None) -> tuple[Standing, ...]:
    """Tell the standing of each unit out of its places in all draws; of units that never had one, nothing.

    Parameters
    ----------
    tallies, within : shape (n,)
        Of the places among all units, and among those of the group.
    """
    tail = (1 - index.robustness.confidence) / 2
    shares = (tail, Fraction(1, 2), 1 - tail)
    scores, ranks = result.scores[index.root.name], result.ranks[index.root.name]
    whole = _told(result, scores, tallies, tallies.spreads(shares), dict(enumerate(ranks)))
    if not any(result.groups):
        return tuple(whole)
    inner: dict[str, Standing] = {}
    spreads = within.spreads(shares) if within else []
    for members in groups_of(result.groups).values() if within else ():
        own = places([scores[unit] for unit in members], ties=index.ties, highest_first=index.first == "highest")
        ranked = dict(zip(members, own, strict=True))
        inner |= {one.unit: one for one in _told(result, scores, within or tallies, spreads, ranked)}
    groups = dict(zip(result.units, result.groups, strict=True))
    return tuple(replace(one, group=groups[one.unit], within=inner.get(one.unit)) for one in whole)


def _told(
    result: Result,
    scores: Sequence[Number | None],
    tallies: Tallies,
    spreads: Sequence[tuple[Sequence[int], float]],
    ranks: Mapping[int, Fraction | None],
) -> list[Standing]:
    """Tell the standing of the units that have *ranks* among themselves."""
    whole = [unit for unit in ranks if tallies[unit].counts]
    # Halves at most, so that floats order them as fractions do.
    order = sorted(whole, key=lambda unit: (float(ranks[unit] or len(scores) + 1), unit))
    found: list[Standing] = []
    tier, bound = 0, 0
    for unit in order:
        rank, tally = ranks[unit], tallies[unit]
        (best, median, worst), mean = spreads[unit]
        if best > bound:
            tier, bound = tier + 1, worst
        found.append(
            Standing(
                unit=result.units[unit],
                score=scores[unit],
                rank=_place(rank),
                best=best,
                # Who shares the middle of two places by the index itself stands on both.
                worst=max(worst, math.ceil(rank)) if rank is not None and rank.denominator > 1 else worst,
                median=median,
                mean=mean,
                tally=tally if tally.units == len(ranks) else replace(tally, units=len(ranks)),
                tier=tier,
            )
        )
    return found


def _place(rank: Fraction | None) -> float | None:
    """Write a place as the whole number that it is, but for halves."""
    if rank is None:
        return None
    return rank.numerator if rank.denominator == 1 else float(rank)
