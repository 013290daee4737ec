"""Numbers that stay exact as long as the rules allow it.

What is read is a `Fraction`. Differences, quotients and weighted sums of fractions are fractions, so a linear index
is computed without any rounding and two units tie only if they do. Roots, logarithms and powers give floats;
a sum of floats is rounded once (`math.fsum`), so that it does not depend on the order of its terms.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from operator import mul
from typing import Literal

__all__ = [
    "Column",
    "Number",
    "Rounding",
    "clamped",
    "deviation",
    "line",
    "mean",
    "median",
    "order",
    "quantile",
    "rounded",
    "total",
    "weighted_total",
]

Number = Fraction | float
Column = Sequence[Number | None]
Rounding = Literal["half_up", "half_even", "down"]


def total(terms: Iterable[Number]) -> Number:
    """Add *terms*: exactly when all are fractions, else correctly rounded.

    Examples
    --------
    >>> total([Fraction(1, 3), Fraction(2, 3)])
    Fraction(1, 1)
    >>> total([0.1] * 10)
    1.0
    """
    listed = list(terms)
    exact = [term for term in listed if isinstance(term, Fraction)]
    if len(exact) < len(listed):
        return math.fsum(listed)
    by_denominator: dict[int, int] = {}
    for term in exact:
        below = term.denominator
        by_denominator[below] = by_denominator.get(below, 0) + term.numerator
    return _joined(by_denominator)


def weighted_total(numbers: Sequence[Number], weights: Sequence[Number]) -> Number:
    """Add *numbers* times *weights*, as `total` does.

    Examples
    --------
    >>> weighted_total([Fraction(1, 3), Fraction(1, 2)], [Fraction(2), Fraction(1)])
    Fraction(7, 6)
    """
    by_denominator: dict[int, int] = {}
    for number, weight in zip(numbers, weights, strict=True):
        if not (isinstance(number, Fraction) and isinstance(weight, Fraction)):
            return math.fsum(map(mul, map(float, numbers), map(float, weights)))
        below = number.denominator * weight.denominator
        by_denominator[below] = by_denominator.get(below, 0) + number.numerator * weight.numerator
    return _joined(by_denominator)


def _joined(by_denominator: Mapping[int, int]) -> Fraction:
    """Add fractions, given by denominator as a sum of numerators; reduced once and not after every term."""
    below = math.lcm(*by_denominator)
    return Fraction(sum(above * (below // own) for own, above in by_denominator.items()), below)


def line(step: Number, low: Number, bottom: Number) -> Callable[[Number], Number]:
    """Give the function that adds to *bottom* the distance from *low* times *step*.

    Examples
    --------
    >>> line(Fraction(1, 3), Fraction(4), Fraction(60))(Fraction(5))
    Fraction(181, 3)
    """
    if not (isinstance(step, Fraction) and isinstance(low, Fraction) and isinstance(bottom, Fraction)):
        return lambda number: bottom + (number - low) * step
    offset = bottom - low * step
    times, plus = step.numerator * offset.denominator, offset.numerator * step.denominator
    below = step.denominator * offset.denominator

    def placed(number: Number) -> Number:
        if not isinstance(number, Fraction):
            return bottom + (number - low) * step
        # Reduced once and not after every step.
        return Fraction(number.numerator * times + number.denominator * plus, number.denominator * below)

    return placed


def order(number: Number) -> tuple[float, Number]:
    """Give a key that orders as the numbers do, by floats wherever those differ.

    Examples
    --------
    >>> sorted([Fraction(10**400), Fraction(2, 3), 0.5, Fraction(-(10**400))], key=order)[1:3]
    [0.5, Fraction(2, 3)]
    """
    try:
        return float(number), number
    except OverflowError:
        return (math.inf if number > 0 else -math.inf), number


def clamped(number: Number, low: Number, high: Number) -> Number:
    """Cut *number* off at *low* and *high*."""
    return low if number < low else min(number, high)


def mean(numbers: Sequence[Number]) -> Number:
    """Give the arithmetic mean of at least one number."""
    return total(numbers) / len(numbers)


def median(numbers: Sequence[Number]) -> Number:
    """Give the middle of at least one number; of an even count the mean of the two middle ones."""
    return quantile(numbers, Fraction(1, 2))


def quantile(numbers: Sequence[Number], share: Fraction) -> Number:
    """Give the quantile by linear interpolation between order statistics.

    Parameters
    ----------
    numbers : shape (n,), n >= 1
    share : in [0, 1]

    References
    ----------
    .. [1] Hyndman and Fan, Sample quantiles in statistical packages, The American Statistician 50 (1996), type 7.

    Examples
    --------
    >>> quantile([Fraction(1), Fraction(2), Fraction(3), Fraction(4)], Fraction(1, 4))
    Fraction(7, 4)
    """
    ordered = sorted(numbers)
    place = share * (len(ordered) - 1)
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def deviation(numbers: Sequence[Number], *, sample: bool = True) -> float:
    """Give the standard deviation: of a sample (divided by n - 1), or of all there are (by n)."""
    middle = mean(numbers)
    squares = total((number - middle) ** 2 for number in numbers)
    return math.sqrt(squares / (len(numbers) - 1 if sample else len(numbers)))


def rounded(number: Number, *, digits: int, rule: Rounding = "half_up") -> Decimal:
    """Round the exact value of *number* to *digits* decimal places.

    Parameters
    ----------
    number
        A float stands for the binary fraction it is.
    digits : >= 0
    rule
        ``half_up``: a half goes away from zero, as in Chinese statistical practice (四舍五入); ``half_even``: to the
        even neighbour (GB/T 8170-2008, 3.2); ``down``: towards zero.

    Examples
    --------
    >>> rounded(Fraction("2.345"), digits=2), rounded(Fraction("-2.345"), digits=2, rule="half_even")
    (Decimal('2.35'), Decimal('-2.34'))
    """
    scaled = Fraction(number) * 10**digits
    if rule == "half_even":
        units = round(scaled)
    else:
        magnitude = math.floor(abs(scaled) + (Fraction(1, 2) if rule == "half_up" else 0))
        units = magnitude if scaled >= 0 else -magnitude
    return Decimal(units).scaleb(-digits)
