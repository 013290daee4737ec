"""What each choice explains of a variance: the estimates of Saltelli over samples of the choices, in plain Python."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from zeren.composite.chance import uniforms
from zeren.composite.exact import mean

__all__ = ["NOTHING", "Share", "Shares", "points_of", "shares_of", "sobol"]

_Numbers = Sequence[float]
_Points = Sequence[Sequence[float]]
_Scores = Sequence[float | None]
# A spread of less than this share of the mean is what rounding leaves of none.
NOTHING: Final = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What one choice explains of a variance: by itself, and with all it acts together with."""

    first: float
    total: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """What each choice explains.

    Attributes
    ----------
    of_shift
        By choice: of the mean shift of all places.
    of_unit, of_score
        By unit and choice: of its place, and of its score; without the units that have no score under some of the
        choices.
    """

    of_shift: Mapping[str, Share]
    of_unit: Mapping[str, Mapping[str, Share]]
    of_score: Mapping[str, Mapping[str, Share]]


def sobol(base: _Numbers, other: _Numbers, mixed: Sequence[_Numbers]) -> list[Share]:
    """Estimate the first and total Sobol indices.

    Parameters
    ----------
    base, other : shape (n,), n >= 2
        The outputs at two independent samples A and B.
    mixed : shape (d, n)
        The outputs at A with the column of one input taken from B.

    Returns
    -------
    list of Share, shape (d,)
        Estimates: they may lie a little outside [0, 1]. All 0 where nothing varies but by rounding.

    References
    ----------
    .. [1] Saltelli and others, Variance based sensitivity analysis of model output, CPC 181 (2010), table 2 (b), (f).

    Examples
    --------
    >>> sobol([1.0, 2.0], [1.0, 2.0], [[1.0, 2.0]])
    [Share(first=0.0, total=0.0)]
    """
    both = [*base, *other]
    middle = float(mean(both))
    variance = math.fsum((output - middle) ** 2 for output in both) / len(both)
    if math.sqrt(variance) <= NOTHING * abs(middle):
        return [Share(first=0.0, total=0.0) for _ in mixed]
    found = []
    for column in mixed:
        rows = list(zip(base, other, column, strict=True))
        first = math.fsum((b - middle) * (ab - a) for a, b, ab in rows) / len(rows) / variance
        whole = math.fsum((a - ab) ** 2 for a, _, ab in rows) / (2 * len(rows)) / variance
        found.append(Share(first=first, total=whole))
    return found


def points_of(seed: str, sample: int, count: int) -> list[_Points]:
    """Draw the points of A and of B, and those of A with one column after the other taken from B.

    Parameters
    ----------
    sample
        How many points each has.
    count
        How many choices are open.
    """
    points = [uniforms(seed, "sensitivity", number, 2 * count) for number in range(sample)]
    base, other = ([point[start : start + count] for point in points] for start in (0, count))
    return [base, other, *(_mixed(base, other, axis) for axis in range(count))]


def _mixed(base: list[list[float]], other: list[list[float]], axis: int) -> list[list[float]]:
    return [[*a[:axis], b[axis], *a[axis + 1 :]] for a, b in zip(base, other, strict=True)]


def shares_of(
    names: Sequence[str],
    units: Sequence[str],
    nominal: Sequence[int],
    blocks: Sequence[Sequence[tuple[_Scores, Sequence[int]]]],
) -> Shares:
    """Estimate the shares out of the scores and places at all points.

    Parameters
    ----------
    names : shape (d,)
        The choices.
    units, nominal : shape (units,)
        And their places by the index as it is.
    blocks : shape (d + 2, n)
        As `points_of` has them.
    """
    shifts = [[_shift(places, nominal) for _, places in block] for block in blocks]
    of_unit, of_score = {}, {}
    for at, unit in enumerate(units):
        if all(scores[at] is not None for block in blocks for scores, _ in block):
            of_unit[unit] = _by_name(names, [[float(places[at]) for _, places in block] for block in blocks])
            of_score[unit] = _by_name(names, [[float(scores[at] or 0) for scores, _ in block] for block in blocks])
    return Shares(of_shift=_by_name(names, shifts), of_unit=of_unit, of_score=of_score)


def _by_name(names: Sequence[str], outputs: Sequence[_Numbers]) -> dict[str, Share]:
    return dict(zip(names, sobol(outputs[0], outputs[1], outputs[2:]), strict=True))


def _shift(places: Sequence[int], nominal: Sequence[int]) -> float:
    """Give the mean number of places by which units moved."""
    return float(sum(abs(one - other) for one, other in zip(places, nominal, strict=True))) / len(nominal)
