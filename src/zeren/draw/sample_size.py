"""Before the draw: what a sample of this size will be able to say, and what it will not."""

from dataclasses import dataclass
from fractions import Fraction
from math import isqrt
from statistics import NormalDist
from typing import Final

from zeren.draw.hypergeometric import OutsideListError, most
from zeren.foundations.canonical import Plain

__all__ = ["Prospect", "prospect", "size_for_precision"]

_SCALE: Final = 10**6


@dataclass(frozen=True, slots=True, kw_only=True)
class Prospect:
    """What a simple sample can conclude about one stratum.

    Parameters
    ----------
    size, take : int
        Objects on the list; in the sample.
    none_found_at_most : int
        If no violation is found, at most so many objects have one.
    found_from : int or None
        With so many violations or more, at least one is found; None where the sample is empty.
    half_width : Fraction
        Of the interval for the share at its widest, where half of the objects have a violation; normal approximation.
    confidence : Fraction
        Of all three.
    """

    size: int
    take: int
    none_found_at_most: int
    found_from: int | None
    half_width: Fraction
    confidence: Fraction

    def to_plain(self) -> Plain:
        """Give the object of JSON; fractions as text."""
        return {
            "size": self.size,
            "take": self.take,
            "none_found_at_most": self.none_found_at_most,
            "found_from": self.found_from,
            "half_width": str(self.half_width),
            "confidence": str(self.confidence),
        }


def prospect(*, size: int, take: int, confidence: Fraction = Fraction(95, 100)) -> Prospect:
    """Say what a sample can conclude.

    Parameters
    ----------
    size : int, >= 1
    take : int in [0, size]
    confidence : Fraction in (0, 1)

    Returns
    -------
    Prospect

    Raises
    ------
    OutsideListError
        If a number is out of bounds.

    References
    ----------
    .. [1] W. G. Cochran, Sampling Techniques, 3rd ed., Wiley 1977, sections 3.3 and 4.4.

    Examples
    --------
    >>> found = prospect(size=1000, take=30)
    >>> found.none_found_at_most, found.found_from, round(float(found.half_width), 3)
    (93, 94, 0.176)
    """
    if size < 1:
        raise OutsideListError(size=size, inspected=take)
    largest = most(size=size, inspected=take, found=0, risk=1 - confidence)
    if take in {0, size}:
        half = Fraction(0) if take else Fraction(1, 2)
    else:
        half = _root(_z(confidence) ** 2 * Fraction(size - take, 4 * take * max(size - 1, 1)))
    return Prospect(
        size=size,
        take=take,
        none_found_at_most=largest,
        found_from=largest + 1 if take else None,
        half_width=half,
        confidence=confidence,
    )


def size_for_precision(
    *, size: int, half_width: Fraction, share: Fraction = Fraction(1, 2), confidence: Fraction = Fraction(95, 100)
) -> int:
    """Give how many to inspect for a share to be known within ± *half_width*.

    Parameters
    ----------
    size : int, >= 1
    half_width : Fraction in (0, 1)
    share : Fraction in [0, 1]
        Expected; one half is the worst case.
    confidence : Fraction in (0, 1)

    Returns
    -------
    int in [1, size]

    Raises
    ------
    OutsideListError
        If a number is out of bounds.

    References
    ----------
    .. [1] W. G. Cochran, Sampling Techniques, 3rd ed., Wiley 1977, section 4.4.

    Examples
    --------
    >>> size_for_precision(size=10_000, half_width=Fraction(5, 100))
    370
    """
    if size < 1 or not 0 < half_width < 1 or not 0 <= share <= 1 or not 0 < confidence < 1:
        raise OutsideListError(size=size, half_width=str(half_width))
    endless = _z(confidence) ** 2 * share * (1 - share) / half_width**2
    wanted = endless * size / (endless + size - 1) if size > 1 else Fraction(1)
    return min(size, max(1, -int(-wanted // 1)))


def _z(confidence: Fraction) -> Fraction:
    return Fraction(round(NormalDist().inv_cdf(float((1 + confidence) / 2)) * _SCALE), _SCALE)


def _root(square: Fraction) -> Fraction:
    return Fraction(isqrt(int(square * _SCALE * _SCALE)) + 1, _SCALE)
