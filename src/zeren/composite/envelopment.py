"""The benefit of the doubt: each unit with the weights that suit it best (data envelopment analysis)."""

from collections.abc import Sequence
from typing import Final

from zeren.composite.errors import DomainError
from zeren.composite.exact import Number

__all__ = ["efficiency"]

_Row = list[float]
# Below this a number of the tableau, whose scores are brought to about 1, is taken as 0.
_NOTHING: Final = 1e-11
_PIVOTS: Final = 10_000


def efficiency(rows: Sequence[Sequence[Number]]) -> list[float]:
    """Give each unit the largest weighted sum it can have where no unit has more than 1 with the same weights.

    Parameters
    ----------
    rows : shape (n, k)
        The scores of the parts of each unit, at least 0 and not all 0 in any unit.

    Returns
    -------
    list of float, shape (n,)
        In (0, 1]; 1 for every unit that is the best with some weights.

    Raises
    ------
    DomainError
        If a score is below 0, or a unit has nothing but 0.

    Notes
    -----
    For every unit one linear programme, ``max w·x`` with ``w·y <= 1`` for every unit's y and ``w >= 0``, by the simplex
    method from ``w = 0`` with Bland's rule, which cannot go round in circles. A unit that another equals or exceeds in
    every part bounds nothing that the other does not, so only the others make rows.

    References
    ----------
    .. [1] Cherchye and others, An introduction to benefit of the doubt composite indicators, Social Indicators Research
       82 (2007).
    .. [2] Bland, New finite pivoting rules for the simplex method, Mathematics of Operations Research 2 (1977).

    Examples
    --------
    >>> efficiency([[4.0, 0.0], [0.0, 2.0], [2.0, 1.0], [2.0, 0.5]])
    [1.0, 1.0, 1.0, 0.75]
    """
    table = [[float(number) for number in row] for row in rows]
    if any(min(row) < 0 or not any(row) for row in table):
        raise DomainError(
            rule="benefit_of_the_doubt", expected="scores of at least 0, not all 0 in a unit", found="others"
        )
    # Scaling a part changes its weight and no sum; it keeps the numbers of the tableau alike.
    tops = [max(column) or 1.0 for column in zip(*table, strict=True)]
    table = [[number / top for number, top in zip(row, tops, strict=True)] for row in table]
    bounds = _undominated(table)
    return [min(1.0, _largest(row, bounds)) for row in table]


def _undominated(table: Sequence[_Row]) -> list[_Row]:
    different = sorted({tuple(row) for row in table}, reverse=True)
    kept: list[tuple[float, ...]] = []
    # From the largest down in the order of the dictionary: whoever exceeds a row stands before it.
    for row in different:
        if not any(all(own <= other for own, other in zip(row, above, strict=True)) for above in kept):
            kept.append(row)
    return [list(row) for row in kept]


def _largest(aim: Sequence[float], bounds: Sequence[_Row]) -> float:
    """Maximise the weighted sum of *aim*: the simplex method on a tableau of what is not in the basis."""
    width = len(aim)
    tableau = [[*row, 1.0] for row in bounds]
    costs = [*aim, 0.0]
    outside, inside = list(range(width)), list(range(width, width + len(bounds)))
    for _ in range(_PIVOTS):
        entering = [column for column in range(width) if costs[column] > _NOTHING]
        if not entering:
            return -costs[-1]
        column = min(entering, key=lambda one: outside[one])
        row = _leaving(tableau, column, inside)
        _pivot(tableau, costs, row, column)
        outside[column], inside[row] = inside[row], outside[column]
    raise DomainError(rule="benefit_of_the_doubt", expected=f"an end within {_PIVOTS} steps", found="none")


def _leaving(tableau: Sequence[_Row], column: int, inside: Sequence[int]) -> int:
    """Choose the bound that is met first; of several the one with the lowest number (Bland)."""
    # A part in which somebody has more than 0 is bounded by that unit, so there is always one.
    ratios = [
        (row[-1] / row[column], inside[place], place) for place, row in enumerate(tableau) if row[column] > _NOTHING
    ]
    nearest = min(ratio for ratio, _, _ in ratios)
    return min((number, place) for ratio, number, place in ratios if ratio <= nearest + _NOTHING)[1]


def _pivot(tableau: list[_Row], costs: _Row, row: int, column: int) -> None:
    own = tableau[row]
    divisor = own[column]
    own[column] = 1.0
    tableau[row] = own = [number / divisor for number in own]
    for place, other in enumerate(tableau):
        if place != row and other[column]:
            _subtract(other, own, column)
    _subtract(costs, own, column)


def _subtract(other: _Row, own: Sequence[float], column: int) -> None:
    factor, other[column] = other[column], 0.0
    for place, number in enumerate(own):
        other[place] -= factor * number
