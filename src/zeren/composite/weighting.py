"""Weights out of the data themselves.

They say how much an indicator tells the units apart, never how much it matters: whoever uses them decides that the
two are the same.
"""

import math
from collections.abc import Callable, Sequence
from typing import Final, Literal

from zeren.composite.errors import DomainError
from zeren.composite.exact import Number, deviation, mean, total

__all__ = ["WEIGHTINGS", "Weighting", "correlation", "weigh"]

Weighting = Literal["equal", "deviation", "entropy", "critic", "principal_component", "balance", "correlation"]
_Columns = Sequence[Sequence[Number]]
_ROUNDS: Final = 100_000
_CLOSE: Final = 1e-14


def weigh(columns: _Columns, method: Weighting, *, importance: Sequence[Number] | None = None) -> list[float]:
    """Derive the weights of indicators from their values.

    Parameters
    ----------
    columns : shape (k, n), n >= 2
        The indicators, each over the same units, without gaps and turned so that more is better. ``entropy`` takes
        amounts of at least 0; ``critic`` scores of one scale (min-max).
    method
        ``equal``; ``deviation``: in proportion to the standard deviation; ``entropy``: to 1 - entropy of the shares,
        where a share of 0 adds nothing (its limit); ``critic``: to the deviation times the sum of 1 - r over the
        others; ``principal_component``: to the loadings on the first component of the correlations; ``balance``: such
        that the share of each indicator in the variance of the weighted mean is its share of *importance*;
        ``correlation``: to 1 / the standard deviation, so that the mean correlation of the weighted mean with the
        indicators is the greatest there is.
    importance : shape (k,), each > 0
        For ``balance``; all the same if left out.

    Returns
    -------
    list of float, shape (k,)
        They add up to 1; none is below 0.

    Raises
    ------
    DomainError
        If an amount is below 0, an indicator the same everywhere, a loading of another sign than the others, or an
        importance not above 0.

    References
    ----------
    .. [1] Shannon's entropy as in Hwang and Yoon, Multiple Attribute Decision Making (1981), chapter 3.
    .. [2] Diakoulaki, Mavrotas and Papayannakis, The CRITIC method, Computers & Operations Research 22 (1995).

    .. [3] Spinu, An algorithm for computing risk parity weights (2013): the weights are the only minimum of a convex
       function, so they exist, are above 0, and do not depend on where the search begins.
    .. [4] Becker, Saisana, Paruolo and Vandecasteele, Ecological Indicators 80 (2017): that weights are not importance.

    Examples
    --------
    >>> weigh([[1.0, 2.0], [1.0, 2.0]], "entropy")
    [0.5, 0.5]
    """
    raw = _balance(columns, importance) if method == "balance" else WEIGHTINGS[method](columns)
    whole = math.fsum(raw)
    if not whole > 0:
        raise DomainError(rule=method, expected="indicators that differ between units", found="none")
    return [part / whole for part in raw]


def correlation(one: Sequence[Number], other: Sequence[Number]) -> float:
    """Give Pearson's correlation of two indicators, neither of which is the same everywhere."""
    first, second = ([float(number) for number in column] for column in (one, other))
    middle, centre = float(mean(first)), float(mean(second))
    shared = math.fsum((a - middle) * (b - centre) for a, b in zip(first, second, strict=True))
    spread = deviation(first, sample=False) * deviation(second, sample=False) * len(first)
    if not spread:
        raise DomainError(rule="correlation", expected="values that differ", found="equal ones")
    return shared / spread


def _equal(columns: _Columns) -> list[float]:
    return [1.0] * len(columns)


def _deviation(columns: _Columns) -> list[float]:
    return [deviation(column) for column in columns]


def _correlation(columns: _Columns) -> list[float]:
    """Divide each indicator by its deviation.

    With R the correlations and w the weights of indicators so divided, the correlations of the mean with them add up
    to 1·R·w / √(w·R·w), which by the inequality of Cauchy and Schwarz is greatest at w = 1.
    """
    spreads = [deviation(column) for column in columns]
    if not all(spreads):
        raise DomainError(rule="correlation", expected="indicators that differ between units", found="equal values")
    return [1 / spread for spread in spreads]


def _entropy(columns: _Columns) -> list[float]:
    return [_divergence(column) for column in columns]


def _divergence(column: Sequence[Number]) -> float:
    whole = total(column)
    if min(column) < 0 or whole == 0:
        raise DomainError(rule="entropy", expected="amounts of at least 0, not all 0", found="others")
    shares = [float(number / whole) for number in column]
    return 1 + math.fsum(share * math.log(share) for share in shares if share) / math.log(len(column))


def _critic(columns: _Columns) -> list[float]:
    return [
        deviation(column) * math.fsum(1 - correlation(column, other) for other in columns if other is not column)
        for column in columns
    ]


def _principal_component(columns: _Columns) -> list[float]:
    """Iterate to the first eigenvector of the correlations; loadings of both signs are no weights."""
    matrix = [[correlation(one, other) for other in columns] for one in columns]
    vector = [1.0] * len(columns)
    for _ in range(_ROUNDS):
        image = [math.fsum(cell * part for cell, part in zip(row, vector, strict=True)) for row in matrix]
        length = math.sqrt(math.fsum(part * part for part in image))
        if length < _CLOSE:
            # Parts that go against one another to the full cancel each other out.
            raise DomainError(rule="principal_component", expected="loadings of one sign", found="both signs")
        following = [part / length for part in image]
        moved = max(abs(a - b) for a, b in zip(vector, following, strict=True))
        vector = following
        if moved < _CLOSE:
            break
    if min(vector) < 0 < max(vector):
        raise DomainError(rule="principal_component", expected="loadings of one sign", found=str(min(vector)))
    return [abs(part) for part in vector]


def _balance(columns: _Columns, importance: Sequence[Number] | None = None) -> list[float]:
    """Solve w[i] · (covariances · w)[i] = importance[i], one weight after the other until none moves."""
    shares = [float(part) for part in importance or [1] * len(columns)]
    if min(shares) <= 0:
        raise DomainError(rule="balance", expected="weights above 0: the importance to be met", found="others")
    spreads = [deviation(column) for column in columns]
    # Over correlations and not covariances, so that the unit of an indicator changes nothing but its weight.
    matrix = [[correlation(one, other) for other in columns] for one in columns]
    weights = [math.sqrt(share) for share in shares]
    for _ in range(_ROUNDS):
        moved = 0.0
        for place, row in enumerate(matrix):
            others = math.fsum(
                cell * part for at, (cell, part) in enumerate(zip(row, weights, strict=True)) if at != place
            )
            # The root above 0 of w² + others · w - share, in the form that loses no digits.
            root = math.sqrt(others * others + 4 * shares[place])
            following = 2 * shares[place] / (others + root) if others > 0 else (root - others) / 2
            moved = max(moved, abs(following - weights[place]) / following)
            weights[place] = following
        if moved < _CLOSE:
            break
    return [weight / spread for weight, spread in zip(weights, spreads, strict=True)]


WEIGHTINGS: Final[dict[Weighting, Callable[[_Columns], list[float]]]] = {
    "equal": _equal,
    "deviation": _deviation,
    "entropy": _entropy,
    "critic": _critic,
    "principal_component": _principal_component,
    "balance": _balance,
    "correlation": _correlation,
}
