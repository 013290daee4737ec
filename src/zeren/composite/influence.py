"""How much the whole moves when one of its parts does."""

import math
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Final

from zeren.composite.aggregation import Aggregation, Mean, aggregate
from zeren.composite.exact import Number, mean, total

__all__ = ["influence"]

_Numbers = Sequence[Number]


def influence(scores: _Numbers, weights: _Numbers, rule: Aggregation) -> list[Number]:
    """Give the slope of the whole in each part.

    Parameters
    ----------
    scores : shape (k,)
        The parts that are present.
    weights : shape (k,)
        As for `aggregate`.
    rule
        The method and what it needs; none that sees all units at once.

    Returns
    -------
    list, shape (k,)
        All rules but ``mean_minimum`` with smoothing and those of factors double when all scores do; so each slope
        times its score adds up to the whole (Euler's theorem). Where equals share the lowest or the
        middle place, they share its slope.

    Examples
    --------
    >>> influence([Fraction(80), Fraction(60)], [Fraction(3), Fraction(1)], Aggregation())
    [Fraction(3, 4), Fraction(1, 4)]
    """
    return _SLOPES[rule.method](scores, weights, rule)


def _arithmetic(scores: _Numbers, weights: _Numbers, rule: Aggregation) -> list[Number]:
    del scores, rule
    return [weight / total(weights) for weight in weights]


def _sum(scores: _Numbers, weights: _Numbers, rule: Aggregation) -> list[Number]:
    del weights, rule
    return [Fraction(1)] * len(scores)


def _power(scores: _Numbers, weights: _Numbers, rule: Aggregation) -> list[Number]:
    """Slope of a power mean: the share of the weight times (whole / part) ** (1 - p)."""
    exponents: Mapping[Mean, Number] = {"geometric": Fraction(0), "harmonic": Fraction(-1)}
    exponent = float(exponents.get(rule.method, rule.parameter))
    whole = float(aggregate(scores, weights, rule))
    if whole == 0:
        return [Fraction(0)] * len(scores)
    shares = [float(weight / total(weights)) for weight in weights]
    return [
        share * (whole / float(score)) ** (1 - exponent) if score else 0.0
        for share, score in zip(shares, scores, strict=True)
    ]


def _ordered(scores: _Numbers, weights: _Numbers, rule: Aggregation) -> list[Number]:
    del rule
    whole = total(weights)
    by_score: dict[Number, list[Number]] = {}
    for score, weight in zip(sorted(scores), weights, strict=True):
        by_score.setdefault(score, []).append(weight / whole)
    return [mean(by_score[score]) for score in scores]


def _minimum(scores: _Numbers, weights: _Numbers, rule: Aggregation) -> list[Number]:
    lowest = [Fraction(1), *[Fraction(0)] * (len(scores) - 1)]
    del weights
    return _ordered(scores, lowest, rule)


def _median(scores: _Numbers, weights: _Numbers, rule: Aggregation) -> list[Number]:
    """Give the slope to those in the middle: all of it, or half each where the median lies between two scores."""
    middle = aggregate(scores, weights, rule)
    below = max((score for score, weight in zip(scores, weights, strict=True) if weight and score <= middle))
    above = min((score for score, weight in zip(scores, weights, strict=True) if weight and score >= middle))
    half = Fraction(1, 2)
    return [
        half * (score == below) / scores.count(below) + half * (score == above) / scores.count(above)
        for score in scores
    ]


def _mazziotta_pareto(scores: _Numbers, weights: _Numbers, rule: Aggregation) -> list[Number]:
    del weights
    count, middle = len(scores), mean(scores)
    below = count - 1 if rule.sample and count > 1 else count
    square = total((score - middle) ** 2 for score in scores) / below
    own = Fraction(1, count)
    return [
        own + rule.parameter * (2 * (score - middle) / below / middle - square / middle**2 * own) for score in scores
    ]


def _mean_minimum(scores: _Numbers, weights: _Numbers, rule: Aggregation) -> list[Number]:
    """Take the slope without the smoothing; what that leaves over is told beside the parts."""
    lowest = _minimum(scores, weights, rule)
    own = Fraction(1, len(scores))
    return [own - rule.parameter * (own - low) for low in lowest]


def _product(scores: _Numbers, weights: _Numbers, rule: Aggregation) -> list[Number]:
    del weights, rule
    listed = list(scores)
    others = (listed[:place] + listed[place + 1 :] for place in range(len(listed)))
    return [math.prod(rest, start=Fraction(1)) for rest in others]


def _quotient(scores: _Numbers, weights: _Numbers, rule: Aggregation) -> list[Number]:
    del weights
    first, second = scores
    turned = -1 if rule.method == "shortfall" else 1
    return [turned / second, -turned * first / second**2]


_SLOPES: Final[Mapping[Mean, Callable[[_Numbers, _Numbers, Aggregation], list[Number]]]] = {
    "arithmetic": _arithmetic,
    "geometric": _power,
    "harmonic": _power,
    "power": _power,
    "median": _median,
    "minimum": _minimum,
    "sum": _sum,
    "mazziotta_pareto": _mazziotta_pareto,
    "mean_minimum": _mean_minimum,
    "ordered": _ordered,
    "product": _product,
    "quotient": _quotient,
    "shortfall": _quotient,
}
