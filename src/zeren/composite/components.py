"""The principal components of a matrix of correlations: how many things a group of indicators measures."""

import math
from collections.abc import Sequence
from typing import Final

__all__ = ["eigenvalues"]

_SWEEPS: Final = 100
_NOTHING: Final = 1e-14


def eigenvalues(matrix: Sequence[Sequence[float]]) -> list[float]:
    """Give the eigenvalues of a symmetric matrix, the largest first.

    Parameters
    ----------
    matrix : shape (k, k)
        Symmetric; correlations make the eigenvalues the variances of the components.

    Returns
    -------
    list of float, shape (k,)
        They add up to the diagonal; of correlations none is below 0 but by rounding.

    References
    ----------
    .. [1] Golub and Van Loan, Matrix Computations (4th edition, 2013), 8.5: the cyclic Jacobi method.

    Examples
    --------
    >>> [round(value, 12) for value in eigenvalues([[1.0, 0.6], [0.6, 1.0]])]
    [1.6, 0.4]
    """
    rows = [list(row) for row in matrix]
    for _ in range(_SWEEPS):
        off = math.fsum(rows[i][j] ** 2 for i in range(len(rows)) for j in range(i))
        if off < _NOTHING**2:
            break
        for i in range(len(rows)):
            for j in range(i + 1, len(rows)):
                if rows[i][j]:
                    _rotate(rows, i, j)
    return sorted((rows[i][i] for i in range(len(rows))), reverse=True)


def _rotate(rows: list[list[float]], i: int, j: int) -> None:
    """Turn the axes *i* and *j* so that what they share becomes 0."""
    ratio = (rows[j][j] - rows[i][i]) / (2 * rows[i][j])
    tangent = math.copysign(1, ratio) / (abs(ratio) + math.sqrt(ratio * ratio + 1))
    cosine = 1 / math.sqrt(tangent * tangent + 1)
    sine = tangent * cosine
    for row in rows:
        row[i], row[j] = cosine * row[i] - sine * row[j], sine * row[i] + cosine * row[j]
    rows[i], rows[j] = (
        [cosine * one - sine * other for one, other in zip(rows[i], rows[j], strict=True)],
        [sine * one + cosine * other for one, other in zip(rows[i], rows[j], strict=True)],
    )
