"""Rules that see all units at once: the score of a unit says how it stands beside the others.

A mean needs one unit; these need the whole table, so a score changes when another unit does. All give 0 to 100
(`wroclaw` less for who is far behind), and none depends on the order of the units. A part that a unit lacks leaves its
weight to the parts that are there.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Final

from zeren.composite.aggregation import Aggregation, Mean
from zeren.composite.envelopment import efficiency
from zeren.composite.errors import DomainError
from zeren.composite.exact import Number, deviation, mean, total

__all__ = ["RELATIVE", "relate"]

# By unit: the parts that are there, each with its name, its weight and its score.
_Rows = Sequence[Sequence[tuple[str, Number, Number]]]
_Ends = Mapping[str, tuple[Number, Number]]
_FULL: Final = Fraction(100)
_HALF: Final = Fraction(1, 2)


def relate(rows: _Rows, rule: Aggregation) -> list[Number | None]:
    """Put the scores of the parts together, of all units beside each other.

    Parameters
    ----------
    rows : shape (n,)
        By unit: name, weight and score of each part that counts; empty for a unit that gets no score.
    rule
        ``copeland``: the share of the other units that the unit beats, a draw counting half; one unit beats another
        if the parts in which it is ahead weigh more than those in which it is behind, of the parts both have.
        ``topsis``: the distance to the worst as a share of both distances, to the worst and to the best seen in each
        part. ``vikor``: 100 less the compromise of the mean regret (share ``parameter``) and the largest.
        ``wroclaw``: 100 less the distance to the best seen in each part, as a share of the mean distance and two
        standard deviations of a sample.
        ``benefit_of_the_doubt``: the sum of the scores with the weights that suit the unit best, none below 0 and none
        that gives any unit more than 100.

    Returns
    -------
    list of Number or None, shape (n,)
        From 0 to 100; ``wroclaw`` below 0 for a unit farther away than the share allows. Exact for ``copeland``, and
        for ``vikor`` over exact scores.

    Raises
    ------
    DomainError
        If ``vikor`` has a parameter outside [0, 1], or ``benefit_of_the_doubt`` a score below 0 or a unit with gaps.

    References
    ----------
    .. [1] Copeland's method as in OECD and JRC, Handbook on Constructing Composite Indicators (2008), step 6.
    .. [2] Hwang and Yoon, Multiple Attribute Decision Making (1981): TOPSIS.
    .. [3] Opricovic and Tzeng, European Journal of Operational Research 156 (2004): VIKOR.
    .. [4] Cherchye and others, Social Indicators Research 82 (2007): benefit of the doubt.
    .. [5] Hellwig, Przegląd Statystyczny 15 (1968): the taxonomic method of Wrocław.

    Examples
    --------
    >>> rows = [[("a", Fraction(1), Fraction(score))] for score in (3, 7, 3)]
    >>> [int(score) for score in relate(rows, Aggregation(method="copeland"))]
    [25, 100, 25]
    """
    there = [row for row in rows if row]
    if not there:
        return [None] * len(rows)
    scores = iter(RELATIVE[rule.method](there, rule))
    return [next(scores) if row else None for row in rows]


def _copeland(rows: _Rows, rule: Aggregation) -> list[Number]:
    del rule
    tables = [{name: (weight, score) for name, weight, score in row} for row in rows]
    found: list[Number] = []
    for place, own in enumerate(tables):
        points = [
            _won(own, other) for rival, other in enumerate(tables) if rival != place and own.keys() & other.keys()
        ]
        # Who has nobody to be compared with neither wins nor loses.
        found.append(_FULL * mean(points) if points else _FULL * _HALF)
    return found


def _won(own: Mapping[str, tuple[Number, Number]], other: Mapping[str, tuple[Number, Number]]) -> Fraction:
    """Give 1 to the one that is ahead in more of the weight, 0 to the one behind, a half to equals."""
    shared = [name for name in own if name in other]
    ahead = total(own[name][0] for name in shared if own[name][1] > other[name][1])
    behind = total(own[name][0] for name in shared if own[name][1] < other[name][1])
    return (Fraction(ahead > behind) - Fraction(ahead < behind) + 1) / 2


def _ends(rows: _Rows) -> _Ends:
    """Give the worst and the best score of each part."""
    seen: dict[str, list[Number]] = {}
    for row in rows:
        for name, _, score in row:
            seen.setdefault(name, []).append(score)
    return {name: (min(scores), max(scores)) for name, scores in seen.items()}


def _topsis(rows: _Rows, rule: Aggregation) -> list[Number]:
    del rule
    ends = _ends(rows)
    return [_closeness(row, ends) for row in rows]


def _closeness(row: Sequence[tuple[str, Number, Number]], ends: _Ends) -> Number:
    to_worst, to_best = (_distance(row, ends, end) for end in (0, 1))
    # Where all are equal everywhere nobody is nearer to either end.
    return 100 * to_worst / (to_worst + to_best) if to_worst + to_best else 50.0


def _distance(row: Sequence[tuple[str, Number, Number]], ends: _Ends, end: int) -> float:
    """Give how far a unit is from the worst (0) or the best (1) that was seen, with the weights of the parts it has."""
    whole = total(weight for _, weight, _ in row)
    return math.hypot(*(float((score - ends[name][end]) * weight / whole) for name, weight, score in row))


def _wroclaw(rows: _Rows, rule: Aggregation) -> list[Number]:
    del rule
    ends = _ends(rows)
    far = [_distance(row, ends, 1) for row in rows]
    # In order, so that a sum of floats is the same whatever the order of the units.
    ordered = sorted(far)
    limit = mean(ordered) + 2 * (deviation(ordered) if len(ordered) > 1 else 0)
    # Where all are equal everywhere, everybody is at the best.
    return [100 * (1 - one / limit) if limit else _FULL for one in far]


def _vikor(rows: _Rows, rule: Aggregation) -> list[Number]:
    if not 0 <= rule.parameter <= 1:
        raise DomainError(rule="vikor", expected="a parameter from 0 to 1", found=str(float(rule.parameter)))
    ends = _ends(rows)
    regrets = [_regrets(row, ends) for row in rows]
    means = _stretched([total(listed) for listed in regrets])
    largest = _stretched([max(listed) for listed in regrets])
    mixed = [rule.parameter * one + (1 - rule.parameter) * other for one, other in zip(means, largest, strict=True)]
    return [_FULL * (1 - one) for one in mixed]


def _regrets(row: Sequence[tuple[str, Number, Number]], ends: _Ends) -> list[Number]:
    """Give for each part its weight times how far the score is from the best, as a share of the way to the worst."""
    whole = total(weight for _, weight, _ in row)
    found: list[Number] = []
    for name, weight, score in row:
        worst, best = ends[name]
        found.append(weight / whole * (best - score) / (best - worst) if best > worst else Fraction(0))
    return found


def _stretched(numbers: Sequence[Number]) -> list[Number]:
    """Put the numbers on a scale from 0 to 1; all 0 where they are equal."""
    low, high = min(numbers), max(numbers)
    return [(number - low) / (high - low) if high > low else Fraction(0) for number in numbers]


def _benefit_of_the_doubt(rows: _Rows, rule: Aggregation) -> list[Number]:
    del rule
    names = [name for name, _, _ in rows[0]]
    if any([name for name, _, _ in row] != names for row in rows):
        raise DomainError(rule="benefit_of_the_doubt", expected="every part of every unit", found="gaps")
    return [100 * share for share in efficiency([[score for _, _, score in row] for row in rows])]


RELATIVE: Final[Mapping[Mean, Callable[[_Rows, Aggregation], list[Number]]]] = {
    "copeland": _copeland,
    "topsis": _topsis,
    "vikor": _vikor,
    "wroclaw": _wroclaw,
    "benefit_of_the_doubt": _benefit_of_the_doubt,
}
