"""Weights out of comparisons in pairs: the analytic hierarchy process (AHP)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from zeren.composite.errors import DomainError
from zeren.composite.exact import Number

__all__ = ["RANDOM_INDEX", "Comparison", "Prioritisation", "compare"]

Prioritisation = Literal["eigenvector", "geometric"]
# The mean consistency index of random matrices of 3, 4, … 10 rows. Which table is used changes the ratio: name it.
RANDOM_INDEX: Final[dict[str, tuple[float, ...]]] = {
    "saaty": (0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49),
    "saaty_2005": (0.52, 0.89, 1.11, 1.25, 1.35, 1.40, 1.45, 1.49),
    "donegan_dodd": (0.4914, 0.8286, 1.0591, 1.1797, 1.2519, 1.3171, 1.3733, 1.4055),
    "alonso_lamata": (0.5247, 0.8816, 1.1086, 1.2479, 1.3417, 1.4057, 1.4499, 1.4854),
}
_SMALLEST: Final = 3
_ROUNDS: Final = 10_000
_CLOSE: Final = 1e-15


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What a matrix of comparisons says.

    Attributes
    ----------
    weights : shape (n,)
        They add up to 1.
    largest_eigenvalue
        n if the comparisons do not contradict each other, else more.
    consistency_ratio
        0 without contradiction; above 0.1 the comparisons should be made again (Saaty).
    """

    weights: tuple[float, ...]
    largest_eigenvalue: float
    consistency_ratio: float


def compare(
    matrix: Sequence[Sequence[Number]], *, method: Prioritisation = "eigenvector", random_index: str = "saaty"
) -> Comparison:
    """Derive weights from a matrix of comparisons in pairs, and how consistent it is.

    Parameters
    ----------
    matrix : shape (n, n), 1 <= n <= 10
        How many times as important the part of the row is as that of the column; above 0; a[j][i] = 1 / a[i][j].
    method
        ``eigenvector``: Saaty's principal eigenvector; ``geometric``: the geometric means of the rows.
    random_index
        The table that the consistency ratio is measured against: ``saaty`` (1980), ``saaty_2005``, ``donegan_dodd`` or
        ``alonso_lamata``.

    Returns
    -------
    Comparison

    Raises
    ------
    DomainError
        If the matrix is not square, not positive, or not reciprocal (to 1e-6).

    References
    ----------
    .. [1] Saaty, The Analytic Hierarchy Process (1980).
    .. [2] Saaty, Theory and Applications of the Analytic Network Process (2005), page 31.
    .. [3] Donegan and Dodd, A note on Saaty's random indexes, Mathematical and Computer Modelling 15 (1991).
    .. [4] Alonso and Lamata, Consistency in the analytic hierarchy process, IJUFKS 14 (2006), table of random indices.

    Examples
    --------
    >>> found = compare([[1, 3, 5], [1 / 3, 1, 3], [1 / 5, 1 / 3, 1]])
    >>> [round(weight, 4) for weight in found.weights], round(found.consistency_ratio, 4)
    ([0.637, 0.2583, 0.1047], 0.0332)
    """
    rows = [[float(cell) for cell in row] for row in matrix]
    _check(rows)
    principal, largest = _eigenvector(rows)
    weights = principal if method == "eigenvector" else _geometric(rows)
    return Comparison(
        weights=tuple(weights), largest_eigenvalue=largest, consistency_ratio=_ratio(largest, len(rows), random_index)
    )


def _check(rows: list[list[float]]) -> None:
    count = len(rows)
    known = len(RANDOM_INDEX["saaty"]) + _SMALLEST - 1
    if not 0 < count <= known or any(len(row) != count for row in rows):
        raise DomainError(rule="comparison", expected=f"a square matrix of 1 to {known} rows", found=str(count))
    for row in range(count):
        for column in range(count):
            if rows[row][column] <= 0 or not math.isclose(rows[row][column] * rows[column][row], 1, abs_tol=1e-6):
                raise DomainError(
                    rule="comparison",
                    expected="a number above 0 and its reciprocal on the other side of the diagonal",
                    found=f"row {row + 1}, column {column + 1}",
                )


def _eigenvector(rows: list[list[float]]) -> tuple[list[float], float]:
    """Iterate to the principal eigenvector; of a positive matrix it is unique (Perron)."""
    vector = [1 / len(rows)] * len(rows)
    largest = 0.0
    for _ in range(_ROUNDS):
        image = [math.fsum(cell * part for cell, part in zip(row, vector, strict=True)) for row in rows]
        largest = math.fsum(image)
        following = [part / largest for part in image]
        moved = max(abs(one - other) for one, other in zip(vector, following, strict=True))
        vector = following
        if moved < _CLOSE:
            break
    return vector, largest


def _geometric(rows: list[list[float]]) -> list[float]:
    means = [math.exp(math.fsum(map(math.log, row)) / len(row)) for row in rows]
    return [part / math.fsum(means) for part in means]


def _ratio(largest: float, count: int, table: str) -> float:
    if count < _SMALLEST:
        return 0.0
    if table not in RANDOM_INDEX:
        raise DomainError(rule="comparison", expected=" or ".join(RANDOM_INDEX), found=table)
    index = max(0.0, (largest - count) / (count - 1))
    return index / RANDOM_INDEX[table][count - _SMALLEST]
