"""What a sample without replacement says about a finite list, exactly: binomial coefficients in integers."""

from fractions import Fraction
from math import comb

from zeren.foundations.errors import InvalidInputError

__all__ = ["OutsideListError", "bounds", "fewest", "most", "needed_to_find"]


class OutsideListError(InvalidInputError):
    """A number of objects, findings or a confidence lies outside what is possible."""

    code = "draw.outside_list"


def most(*, size: int, inspected: int, found: int, risk: Fraction) -> int:
    """Give the most violations that the list may have, with a chance of *risk* at most to have more.

    Parameters
    ----------
    size : int, >= 0
        Objects on the list.
    inspected : int in [0, size]
        A simple sample of them.
    found : int in [0, inspected]
        Violations found.
    risk : Fraction in (0, 1)
        1 minus the confidence of the bound.

    Returns
    -------
    int in [found, size - inspected + found]
        The largest number of violations under which so few findings have a chance above *risk*.

    Raises
    ------
    OutsideListError
        If a number is out of bounds.

    References
    ----------
    .. [1] T. Wright, Exact Confidence Bounds when Sampling from Small Finite Universes, Springer 1991, chapter 2.

    Examples
    --------
    >>> most(size=100, inspected=20, found=0, risk=Fraction(1, 20))
    12
    """
    if not 0 <= found <= inspected <= size or not 0 < risk < 1:
        raise OutsideListError(size=size, inspected=inspected, found=found)
    low, high = found, size - inspected + found
    whole = comb(size, inspected) * risk.numerator
    while low < high:
        middle = (low + high + 1) // 2
        if _at_most(size, inspected, middle, found) * risk.denominator > whole:
            low = middle
        else:
            high = middle - 1
    return low


def fewest(*, size: int, inspected: int, found: int, risk: Fraction) -> int:
    """Give the fewest violations that the list must have, with a chance of *risk* at most to have fewer.

    Parameters as for ``most``, which says the same of what is in order.

    Examples
    --------
    >>> fewest(size=100, inspected=20, found=20, risk=Fraction(1, 20))
    88
    """
    return size - most(size=size, inspected=inspected, found=inspected - found, risk=risk)


def bounds(*, size: int, inspected: int, found: int, confidence: Fraction) -> tuple[int, int]:
    """Give the two-sided interval for the violations on the list, half of the risk on each side.

    Parameters
    ----------
    size, inspected, found : int
        As for ``most``.
    confidence : Fraction in (0, 1)

    Returns
    -------
    (fewest, most)

    Examples
    --------
    >>> bounds(size=100, inspected=20, found=2, confidence=Fraction(95, 100))
    (2, 29)
    """
    half = (1 - confidence) / 2
    if not 0 < half < 1:
        raise OutsideListError(confidence=str(confidence))
    return (
        fewest(size=size, inspected=inspected, found=found, risk=half),
        most(size=size, inspected=inspected, found=found, risk=half),
    )


def needed_to_find(*, size: int, violations: int, risk: Fraction) -> int:
    """Give how many to inspect so that at least one of so many violations is found but for a chance of *risk*.

    Parameters
    ----------
    size : int, >= 1
    violations : int in [1, size]
    risk : Fraction in (0, 1)

    Returns
    -------
    int in [1, size]

    Raises
    ------
    OutsideListError
        If a number is out of bounds.

    Examples
    --------
    >>> needed_to_find(size=1000, violations=10, risk=Fraction(1, 20))
    258
    """
    if not 1 <= violations <= size or not 0 < risk < 1:
        raise OutsideListError(size=size, violations=violations)
    high = 1
    while not _found_but_for(size, violations, high, risk):
        high = min(2 * high, size)
    low = high // 2 + 1
    while low < high:
        middle = (low + high) // 2
        if _found_but_for(size, violations, middle, risk):
            high = middle
        else:
            low = middle + 1
    return high


def _found_but_for(size: int, violations: int, inspected: int, risk: Fraction) -> bool:
    """Say whether the chance to find none is at most *risk*."""
    # C(N-M, n) / C(N, n) = C(N-n, M) / C(N, M): the smaller number below has far fewer factors.
    many, few = max(violations, inspected), min(violations, inspected)
    return comb(size - many, few) * risk.denominator <= comb(size, few) * risk.numerator


def _at_most(size: int, inspected: int, violations: int, found: int) -> int:
    """Count the samples with at most *found* of so many violations."""
    sound = size - violations
    first = max(0, inspected - sound)
    if first > found:
        return 0
    term = comb(violations, first) * comb(sound, inspected - first)
    total = term
    for number in range(first, min(found, violations)):
        # C(M, i+1) C(N-M, n-i-1) out of C(M, i) C(N-M, n-i): both divisions leave nothing.
        term = term * (violations - number) * (inspected - number)
        term //= (number + 1) * (sound - inspected + number + 1)
        total += term
    return total
