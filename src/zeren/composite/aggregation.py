"""From the scores of the parts to the score of the whole, for one unit and over all units.

A mean sees one unit: the scores of its parts and their weights. What is missing has left before (see ``missing``),
so every mean treats a gap in the same way. Rules that see all units at once are in ``relative``.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

from zeren.composite.errors import DomainError
from zeren.composite.exact import Number, deviation, mean, total, weighted_total

__all__ = ["FACTORS", "MEANS", "PAIRS", "Aggregation", "Mean", "aggregate"]

Mean = Literal[
    "arithmetic",
    "geometric",
    "harmonic",
    "power",
    "median",
    "minimum",
    "sum",
    "mazziotta_pareto",
    "mean_minimum",
    "ordered",
    "product",
    "quotient",
    "shortfall",
    "copeland",
    "topsis",
    "vikor",
    "benefit_of_the_doubt",
]
_Numbers = Sequence[Number]
# Rules that see the first part beside the second.
PAIRS: Final[frozenset[Mean]] = frozenset({"quotient", "shortfall"})
# Rules that need every part, and whose score is no sum of what the parts bring.
FACTORS: Final[frozenset[Mean]] = PAIRS | {"product"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Aggregation:
    """Which rule, and what it needs.

    Attributes
    ----------
    method
        The rule.
    parameter
        ``power``: the exponent p, 0 being the geometric mean; ``mazziotta_pareto``: -1 takes off for unevenness (the
        usual case), 1 adds; ``mean_minimum``: how much of the way to the lowest, in [0, 1]; ``vikor``: the share of
        the mean regret against the largest, in [0, 1].
    smoothing
        ``mean_minimum``: at least 0, how gently the lowest begins to count.
    sample
        ``mazziotta_pareto``: divide the squares by k - 1 (as Compind does for MPI) and not by k (as the paper says).
    """

    method: Mean = "arithmetic"
    parameter: Number = Fraction(-1)
    smoothing: Number = Fraction(0)
    sample: bool = False


def aggregate(scores: _Numbers, weights: _Numbers, rule: Aggregation) -> Number:
    """Put the scores of the parts of one unit together.

    Parameters
    ----------
    scores : shape (k,), k >= 1
        The parts that are present.
    weights : shape (k,), each >= 0, not all 0
        They need not add up to 1. ``minimum``, ``sum``, ``mazziotta_pareto``, ``mean_minimum``, ``product``,
        ``quotient`` and ``shortfall`` take none;
        ``ordered`` gives the first weight to the lowest score.
    rule
        The method and what it needs.

    Returns
    -------
    Fraction or float
        Exact for ``arithmetic``, ``median``, ``minimum``, ``sum`` and ``ordered`` over exact scores.

    Raises
    ------
    DomainError
        If a score is below 0 where a root, a reciprocal or a power is taken, no weight is above 0, or the rule sees
        all units at once.

    References
    ----------
    .. [1] OECD and JRC, Handbook on Constructing Composite Indicators (2008), step 6 (aggregation).
    .. [2] Mazziotta and Pareto, Social Indicators Research 127 (2016): M - S·cv, S over the parts of one unit.
    .. [3] Tarabusi and Guarini, Social Indicators Research 112 (2013): mean-min.

    Examples
    --------
    >>> aggregate([Fraction(80), Fraction(60)], [Fraction(3), Fraction(1)], Aggregation())
    Fraction(75, 1)
    >>> round(aggregate([4.0, 9.0], [1.0, 1.0], Aggregation(method="geometric")), 12)
    6.0
    """
    if not total(weights) > 0:
        raise DomainError(rule=rule.method, expected="a weight above 0", found="none")
    if rule.method not in MEANS:
        raise DomainError(rule=rule.method, expected="all units at once", found="one")
    return MEANS[rule.method](scores, weights, rule)


def _arithmetic(scores: _Numbers, weights: _Numbers, rule: Aggregation) -> Number:
    del rule
    return weighted_total(scores, weights) / total(weights)


def _generalised(scores: _Numbers, weights: _Numbers, exponent: Number) -> float:
    """Give the power mean; where a 0 makes a reciprocal or a logarithm infinite, its limit 0."""
    if min(scores) < 0:
        raise DomainError(rule="power mean", expected="scores of at least 0", found=str(float(min(scores))))
    pairs = [(float(score), float(weight)) for score, weight in zip(scores, weights, strict=True) if weight]
    shares = math.fsum(weight for _, weight in pairs)
    if exponent <= 0 and any(score == 0 for score, _ in pairs):
        return 0.0
    if exponent == 0:
        return math.exp(math.fsum(weight * math.log(score) for score, weight in pairs) / shares)
    power = float(exponent)
    return math.pow(math.fsum(weight * math.pow(score, power) for score, weight in pairs) / shares, 1 / power)


def _power(scores: _Numbers, weights: _Numbers, rule: Aggregation) -> float:
    return _generalised(scores, weights, rule.parameter)


def _geometric(scores: _Numbers, weights: _Numbers, rule: Aggregation) -> float:
    del rule
    return _generalised(scores, weights, 0)


def _harmonic(scores: _Numbers, weights: _Numbers, rule: Aggregation) -> float:
    del rule
    return _generalised(scores, weights, -1)


def _median(scores: _Numbers, weights: _Numbers, rule: Aggregation) -> Number:
    """Give the score at which half of the weight is reached; where it is met exactly, the mean with the next."""
    del rule
    pairs = sorted((score, weight) for score, weight in zip(scores, weights, strict=True) if weight)
    half = total(weights) / 2
    reached: Number = Fraction(0)
    for place, (score, weight) in enumerate(pairs):
        reached += weight
        if reached == half:
            return (score + pairs[place + 1][0]) / 2
        if reached > half:
            break
    return score


def _minimum(scores: _Numbers, weights: _Numbers, rule: Aggregation) -> Number:
    del weights, rule
    return min(scores)


def _sum(scores: _Numbers, weights: _Numbers, rule: Aggregation) -> Number:
    del weights, rule
    return total(scores)


def _mazziotta_pareto(scores: _Numbers, weights: _Numbers, rule: Aggregation) -> Number:
    del weights
    middle = mean(scores)
    if middle == 0:
        raise DomainError(rule="mazziotta_pareto", expected="a mean other than 0", found="0")
    spread = deviation(scores, sample=rule.sample) if len(scores) > 1 else 0.0
    return middle + rule.parameter * spread * spread / middle


def _mean_minimum(scores: _Numbers, weights: _Numbers, rule: Aggregation) -> Number:
    del weights
    middle = mean(scores)
    way = middle - min(scores)
    if rule.smoothing:
        way = math.sqrt(way * way + rule.smoothing * rule.smoothing) - rule.smoothing
    return middle - rule.parameter * way


def _ordered(scores: _Numbers, weights: _Numbers, rule: Aggregation) -> Number:
    return _arithmetic(sorted(scores), weights, rule)


def _product(scores: _Numbers, weights: _Numbers, rule: Aggregation) -> Number:
    """Multiply the parts: a score and its factors."""
    del weights, rule
    return math.prod(scores, start=Fraction(1))


def _quotient(scores: _Numbers, weights: _Numbers, rule: Aggregation) -> Number:
    """Divide the first part by the second."""
    del weights
    if len(scores) != len(("first", "second")):
        raise DomainError(rule=rule.method, expected="a score of both parts", found=f"{len(scores)}")
    if scores[1] == 0:
        raise DomainError(rule=rule.method, expected="a second part other than 0", found="0")
    return scores[0] / scores[1]


def _shortfall(scores: _Numbers, weights: _Numbers, rule: Aggregation) -> Number:
    """Give the share by which the first part falls short of the second."""
    return 1 - _quotient(scores, weights, rule)


MEANS: Final[dict[Mean, Callable[[_Numbers, _Numbers, Aggregation], Number]]] = {
    "arithmetic": _arithmetic,
    "geometric": _geometric,
    "harmonic": _harmonic,
    "power": _power,
    "median": _median,
    "minimum": _minimum,
    "sum": _sum,
    "mazziotta_pareto": _mazziotta_pareto,
    "mean_minimum": _mean_minimum,
    "ordered": _ordered,
    "product": _product,
    "quotient": _quotient,
    "shortfall": _shortfall,
}
