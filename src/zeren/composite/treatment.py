"""What is done about values far out before they are scored: nothing, cutting them back, or a transformation."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

from zeren.composite.errors import DomainError
from zeren.composite.exact import Column, Number, mean, total

__all__ = ["TREATMENTS", "Treatment", "TreatmentMethod", "kurtosis", "skewness", "treat"]

TreatmentMethod = Literal["none", "winsorise", "log", "box_cox", "winsorise_or_log"]
_Numbers = list[Number | None]
# Share of the range that keeps the smallest value away from the logarithm of 0, as in COINr.
_OFFSET: Final = Fraction(1, 100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Treatment:
    """Which rule, and when an indicator passes without it.

    Attributes
    ----------
    method
        ``winsorise``: bring the farthest values back to the next, one more at a time, until the indicator passes;
        ``winsorise_or_log``: and where that is not enough, the logarithm of the untouched values instead;
        ``log`` and ``box_cox``: unless it passes.
    points
        How many values at most are brought back.
    skewness, kurtosis
        An indicator passes if its skewness is less than the one (in size) or its kurtosis less than the other.
    exponent
        For ``box_cox``.
    always
        Whether ``log`` and ``box_cox`` are applied to an indicator that passes, too.
    """

    method: TreatmentMethod = "none"
    points: int = 5
    skewness: Number = Fraction(2)
    kurtosis: Number = Fraction(7, 2)
    exponent: Number = Fraction(0)
    always: bool = False


def skewness(numbers: list[Number]) -> float:
    """Give the sample skewness G1 of numbers that are not all equal; fewer than three lean to neither side.

    References
    ----------
    .. [1] Joanes and Gill, Comparing measures of sample skewness and kurtosis, The Statistician 47 (1998).
    """
    count = len(numbers)
    if count < len("xyz"):
        return 0.0
    return _moment(numbers, 3) * math.sqrt(count * (count - 1)) / (count - 2)


def kurtosis(numbers: list[Number]) -> float:
    """Give the sample excess kurtosis G2 of at least four numbers that are not all equal (as for `skewness`)."""
    count = len(numbers)
    excess = _moment(numbers, 4) - 3
    return ((count + 1) * excess + 6) * (count - 1) / ((count - 2) * (count - 3))


def _moment(numbers: list[Number], order: int) -> float:
    floats = [float(number) for number in numbers]
    middle = float(mean(floats))
    second = float(total((number - middle) ** 2 for number in floats)) / len(floats)
    return float(total((number - middle) ** order for number in floats)) / len(floats) / math.pow(second, order / 2)


def treat(column: Column, rule: Treatment) -> _Numbers:
    """Treat one indicator over all units.

    Parameters
    ----------
    column : shape (n,)
        In its own unit; what is missing stays missing. Fewer than four values, or equal ones, are left as they are.
    rule
        The method and its bounds.

    Returns
    -------
    list, shape (n,)

    Raises
    ------
    DomainError
        If all values are to be transformed and they are equal.

    References
    ----------
    .. [1] OECD and JRC, Handbook on Constructing Composite Indicators (2008), step 3.

    Examples
    --------
    >>> column = [Fraction(n) for n in (1, 2, 3, 4, 5, 6, 7, 1000)]
    >>> [int(value) for value in treat(column, Treatment(method="winsorise"))]
    [1, 2, 3, 4, 5, 6, 7, 7]
    """
    return TREATMENTS[rule.method](list(column), rule)


def _passes(column: Column, rule: Treatment) -> bool:
    present = [number for number in column if number is not None]
    if len(present) <= len("xyz") or min(present) == max(present):
        return True
    return abs(skewness(present)) < rule.skewness or kurtosis(present) < rule.kurtosis


def _none(column: _Numbers, rule: Treatment) -> _Numbers:
    del rule
    return column


def _winsorise(column: _Numbers, rule: Treatment) -> _Numbers:
    """Bring back the farthest on the side to which the indicator leans, until it passes or the points are used up."""
    for _ in range(rule.points):
        if _passes(column, rule):
            break
        column = _brought_back(column)
    return column


def _brought_back(column: _Numbers) -> _Numbers:
    present = [number for number in column if number is not None]
    farthest, nearest = (max(present), max) if skewness(present) > 0 else (min(present), min)
    others = [number for number in present if number != farthest]
    return [nearest(others) if number == farthest else number for number in column]


def _winsorise_or_log(column: _Numbers, rule: Treatment) -> _Numbers:
    cut = _winsorise(column, rule)
    return cut if _passes(cut, rule) else _logarithm(column)


def _log(column: _Numbers, rule: Treatment) -> _Numbers:
    return _logarithm(column) if rule.always or not _passes(column, rule) else column


def _logarithm(column: _Numbers) -> _Numbers:
    """Take the logarithm of the distance from the end where the values crowd; the order is kept."""
    low, high = _ends(column)
    offset = (high - low) * _OFFSET
    if skewness([number for number in column if number is not None]) < 0:
        return [None if number is None else -math.log(high - number + offset) for number in column]
    return [None if number is None else math.log(number - low + offset) for number in column]


def _box_cox(column: _Numbers, rule: Treatment) -> _Numbers:
    if not rule.always and _passes(column, rule):
        return column
    low, _ = _ends(column)
    return [None if number is None else _power(number - low + 1, rule.exponent) for number in column]


def _power(number: Number, exponent: Number) -> float:
    if exponent == 0:
        return math.log(number)
    return (math.pow(number, exponent) - 1) / float(exponent)


def _ends(column: _Numbers) -> tuple[Number, Number]:
    present = [number for number in column if number is not None]
    if not present or min(present) == max(present):
        raise DomainError(rule="transformation", expected="two different values", found="fewer")
    return min(present), max(present)


TREATMENTS: Final[dict[TreatmentMethod, Callable[[_Numbers, Treatment], _Numbers]]] = {
    "none": _none,
    "winsorise": _winsorise,
    "log": _log,
    "box_cox": _box_cox,
    "winsorise_or_log": _winsorise_or_log,
}
