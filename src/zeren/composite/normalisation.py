"""From values in their own units to scores that can be put together.

A rule sees one indicator over all units. The direction is applied first: an indicator of which less is better is
turned round (its values, goalposts and targets change sign), and then every rule says "more is better".
"""

import bisect
import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

from zeren.composite.errors import DomainError
from zeren.composite.exact import Column, Number, clamped, deviation, line, mean, total
from zeren.composite.ranking import Ties, places

__all__ = ["METHODS", "Method", "Normalisation", "Operator", "Over", "normalise"]

Method = Literal[
    "none",
    "min_max",
    "z",
    "goalposts",
    "rank",
    "percentile",
    "borda",
    "distance_to_reference",
    "share_of_maximum",
    "vector",
    "distance_to_target",
    "attainment",
    "deductions",
    "piecewise",
    "steps",
    "around_reference",
    "reciprocal",
]
Over = Literal["period", "periods", "group"]
Operator = Literal["at_least", "at_most", "about", "within"]
_Numbers = list[Number | None]
_PARTED: Final = {
    "periods": "the data of all periods: settle the index first",
    "group": "the units of one group at a time",
}
_NOTHING: Final = Fraction(0)
_ALL: Final = Fraction(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Normalisation:
    """Which rule, and what it needs.

    Attributes
    ----------
    scale
        What the worst and the best get; for ``z`` the mean and the standard deviation. 60 and 100 with ``min_max`` is
        the efficacy function (功效函数).
    low, high
        The goalposts, in the unit of the indicator, low < high whatever the direction; for ``reciprocal`` values are
        cut off there first.
    percentiles
        For ``goalposts``: the shares of all values below which they lie, in place of low and high, or of one of them
        (`panel.settle` finds them).
    target
        For ``distance_to_target`` and ``attainment``, in the unit of the indicator.
    operator, tolerance
        For ``attainment``: what the target says, and which share of it may be missed. ``about`` (左右) is at least, or
        of what less is better at most; ``within`` minds both sides.
    reference
        For ``distance_to_reference``: the value of the unit that is the measure; for ``around_reference`` the value
        that gets the middle of the scale.
    base
        For ``around_reference`` without a reference: the period whose mean it is.
    over
        Whether units are measured against all of the period, against those of their ``group`` (`scoring.measure`
        parts them), or for ``min_max`` and ``around_reference`` against those of all ``periods``, so that scores can be
        compared between them (`panel.settle` finds them).
    through
        For ``piecewise`` and ``steps``: values, rising, each with its score.
    points, each
        For ``deductions``: the points there are, and what each case costs; for ``reciprocal``: what is divided by the
        value.
    clip
        Whether a score beyond the scale is cut off at its end.
    log
        Whether logarithms are taken first, of the values and of the goalposts.
    ties
        How equals share a place, for ``rank``, ``percentile`` and ``borda``.
    """

    method: Method = "min_max"
    scale: tuple[Number, Number] = (Fraction(0), Fraction(100))
    low: Number | None = None
    high: Number | None = None
    percentiles: tuple[Fraction | None, Fraction | None] = (None, None)
    target: Number | None = None
    operator: Operator = "at_least"
    tolerance: Number = Fraction(0)
    reference: Number | None = None
    base: str = ""
    over: Over = "period"
    through: tuple[tuple[Number, Number], ...] = ()
    points: Number | None = None
    each: Number = Fraction(1)
    clip: bool = False
    log: bool = False
    ties: Ties = "min"


def normalise(column: Column, rule: Normalisation, *, direction: int = 1) -> _Numbers:
    """Score one indicator over all units.

    Parameters
    ----------
    column : shape (n,)
        The values in their own unit; None where there is none.
    rule
        The method and what it needs; a rule that lacks what its method needs is refused.
    direction : 1 or -1
        Whether more is better (1) or less (-1).

    Returns
    -------
    list, shape (n,)
        None where there was no value. Exact where values and parameters are and the method is linear.

    Raises
    ------
    DomainError
        If the method is not defined for these numbers: all equal, not positive under a logarithm, a parameter missing.

    References
    ----------
    .. [1] OECD and JRC, Handbook on Constructing Composite Indicators (2008), step 5.
    .. [2] Mazziotta and Pareto, Social Indicators Research 127 (2016): ``around_reference`` with the scale from 70 to
       130 is the normalisation of the adjusted index (AMPI).
    .. [3] 绿色发展指标体系 (发改环资 2016, no. 2635): the efficacy function from 60 to 100.

    Examples
    --------
    >>> efficacy = Normalisation(scale=(Fraction(60), Fraction(100)))
    >>> [int(score) for score in normalise([Fraction(1), Fraction(3), Fraction(2)], efficacy)]
    [60, 100, 80]
    """
    if rule.over != "period":
        raise DomainError(rule=rule.method, expected=_PARTED[rule.over], found="one column")
    present = [number for number in column if number is not None]
    if not present:
        return list(column)
    if rule.log:
        column = [None if number is None else _log(number, rule) for number in column]
    return METHODS[rule.method]([None if number is None else number * direction for number in column], rule, direction)


def _log(number: Number, rule: Normalisation) -> float:
    if number <= 0:
        raise DomainError(rule=f"log of {rule.method}", expected="values above 0", found=str(float(number)))
    return math.log(number)


def _present(column: Column) -> list[Number]:
    return [number for number in column if number is not None]


def _mapped(column: Column, change: Callable[[Number], Number]) -> _Numbers:
    return [None if number is None else change(number) for number in column]


def _between(column: Column, rule: Normalisation, low: Number, high: Number) -> _Numbers:
    """Put *low* and *high* on the ends of the scale and what lies between in proportion."""
    if low == high:
        raise DomainError(rule=rule.method, expected="two different ends", found=str(float(low)))
    bottom, top = rule.scale
    step = (top - bottom) / (high - low)
    scored = _mapped(column, line(step, low, bottom))
    return _mapped(scored, lambda score: clamped(score, bottom, top)) if rule.clip else scored


def _need(number: Number | None, rule: Normalisation, name: str) -> Number:
    if number is None:
        raise DomainError(rule=rule.method, expected=name, found="nothing")
    return number


def _none(column: Column, rule: Normalisation, direction: int) -> _Numbers:
    """Take the values as scores; of which less is better they are taken off."""
    del rule, direction
    return list(column)


def _min_max(column: Column, rule: Normalisation, direction: int) -> _Numbers:
    del direction
    present = _present(column)
    return _between(column, rule, min(present), max(present))


def _z(column: Column, rule: Normalisation, direction: int) -> _Numbers:
    del direction
    present = _present(column)
    middle = mean(present)
    spread = deviation(present) if len(present) > 1 else 0.0
    if not spread:
        raise DomainError(rule=rule.method, expected="at least two different values", found=str(float(middle)))
    return _mapped(column, lambda number: rule.scale[0] + (number - middle) / spread * rule.scale[1])


def _goalposts(column: Column, rule: Normalisation, direction: int) -> _Numbers:
    ends = [_need(rule.low, rule, "low"), _need(rule.high, rule, "high")]
    if rule.log:
        ends = [_log(end, rule) for end in ends]
    low, high = sorted(end * direction for end in ends)
    return _between(column, rule, low, high)


def _rank(column: Column, rule: Normalisation, direction: int) -> _Numbers:
    """Give the best as many points as there are units with a value."""
    del direction
    return list(places(column, ties=rule.ties, highest_first=False))


def _borda(column: Column, rule: Normalisation, direction: int) -> _Numbers:
    """Give as many points as there are units that are worse."""
    return _mapped(_rank(column, rule, direction), lambda place: place - 1)


def _percentile(column: Column, rule: Normalisation, direction: int) -> _Numbers:
    count = len(_present(column))
    return _between(_rank(column, rule, direction), rule, Fraction(1), Fraction(count))


def _distance_to_reference(column: Column, rule: Normalisation, direction: int) -> _Numbers:
    reference = _need(rule.reference, rule, "reference") * direction
    return _between(column, rule, min(_present(column)), reference)


def _distance_to_target(column: Column, rule: Normalisation, direction: int) -> _Numbers:
    target = _need(rule.target, rule, "target") * direction
    return _between(column, rule, min(_present(column)), target)


def _share_of_maximum(column: Column, rule: Normalisation, direction: int) -> _Numbers:
    """Give the best the top of the scale and the others their share of it; defined for positive values only."""
    present = _present(column)
    if direction < 0 or min(present) < 0 or max(present) == 0:
        raise DomainError(rule=rule.method, expected="values of at least 0 of which more is better", found="others")
    return _between(column, rule, Fraction(0), max(present))


def _vector(column: Column, rule: Normalisation, direction: int) -> _Numbers:
    """Divide by the length of the indicator as a vector; of which less is better the scores lie below 0."""
    del direction
    length = math.sqrt(total(number * number for number in _present(column)))
    if not length:
        raise DomainError(rule=rule.method, expected="values that are not all 0", found="0")
    bottom, top = rule.scale
    return _mapped(column, lambda number: bottom + (top - bottom) * (number / length))


def _attainment(column: Column, rule: Normalisation, direction: int) -> _Numbers:
    target = _need(rule.target, rule, "target")
    if target <= 0:
        raise DomainError(rule=rule.method, expected="a target above 0", found=str(float(target)))
    if rule.operator in {"at_least", "about"} and rule.tolerance >= 1:
        raise DomainError(rule=rule.method, expected="a tolerance below 1", found=str(float(rule.tolerance)))
    bottom, top = rule.scale
    # What the operator says decides; a direction beside it would say it twice.
    return _mapped(
        column, lambda number: bottom + (top - bottom) * _attained(number * direction, target, rule, direction)
    )


def _attained(number: Number, target: Number, rule: Normalisation, direction: int) -> Number:
    """Give which share of the target is reached, from 0 to 1."""
    if rule.operator == "within":
        off = max(number - target, target - number) / target
        return _ALL if off <= rule.tolerance else clamped(1 - off, _NOTHING, _ALL)
    if rule.operator == "at_most" or (rule.operator == "about" and direction < 0):
        allowed = target * (1 + rule.tolerance)
        return allowed / number if number > allowed else _ALL
    return clamped(number / (target * (1 - rule.tolerance)), _NOTHING, _ALL)


def _deductions(column: Column, rule: Normalisation, direction: int) -> _Numbers:
    """Take something off for each case until nothing is left (扣完为止)."""
    points = _need(rule.points, rule, "points")
    return _mapped(column, lambda number: clamped(points - rule.each * number * direction, _NOTHING, points))


def _around_reference(column: Column, rule: Normalisation, direction: int) -> _Numbers:
    """Give the reference the middle of the scale, and half the range of the values on either side its ends."""
    reference = _need(rule.reference, rule, "reference") * direction
    present = _present(column)
    half = (max(present) - min(present)) / 2
    return _between(column, rule, reference - half, reference + half)


def _piecewise(column: Column, rule: Normalisation, direction: int) -> _Numbers:
    """Join the points by lines; beyond the first and the last the score stays what it is there."""
    _check_rising(rule)
    # What the points say decides; a direction beside them would say it twice.
    return _mapped(column, lambda number: _on_the_line(number * direction, rule.through))


def _steps(column: Column, rule: Normalisation, direction: int) -> _Numbers:
    """Give the score of the last point that is reached (分档计分), below the first that of the first."""
    _check_rising(rule)
    values = [value for value, _ in rule.through]
    return _mapped(column, lambda number: rule.through[max(0, bisect.bisect_right(values, number * direction) - 1)][1])


def _check_rising(rule: Normalisation) -> None:
    values = [value for value, _ in rule.through]
    if not values or any(one >= other for one, other in itertools.pairwise(values)):
        raise DomainError(rule=rule.method, expected="points whose values rise", found="others")


def _on_the_line(number: Number, through: Sequence[tuple[Number, Number]]) -> Number:
    above = bisect.bisect_right([value for value, _ in through], number)
    if above in {0, len(through)}:
        return through[0 if above == 0 else -1][1]
    (left, low), (right, high) = through[above - 1], through[above]
    return low + (high - low) * (number - left) / (right - left)


def _reciprocal(column: Column, rule: Normalisation, direction: int) -> _Numbers:
    """Divide the points by the value: the rule itself says that less is better."""
    points = _need(rule.points, rule, "points")
    return _mapped(column, lambda number: points / _cut(number * direction, rule))


def _cut(number: Number, rule: Normalisation) -> Number:
    number = number if rule.low is None else max(number, rule.low)
    number = number if rule.high is None else min(number, rule.high)
    if number <= 0:
        raise DomainError(rule=rule.method, expected="values above 0, or low above 0", found=str(float(number)))
    return number


METHODS: Final[dict[Method, Callable[[Column, Normalisation, int], _Numbers]]] = {
    "none": _none,
    "min_max": _min_max,
    "z": _z,
    "goalposts": _goalposts,
    "rank": _rank,
    "percentile": _percentile,
    "borda": _borda,
    "distance_to_reference": _distance_to_reference,
    "share_of_maximum": _share_of_maximum,
    "vector": _vector,
    "distance_to_target": _distance_to_target,
    "attainment": _attainment,
    "deductions": _deductions,
    "piecewise": _piecewise,
    "steps": _steps,
    "around_reference": _around_reference,
    "reciprocal": _reciprocal,
}
