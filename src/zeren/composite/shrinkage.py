"""Rates of small populations, which chance throws far out, drawn towards the rate of all (empirical Bayes)."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal

from zeren.composite.errors import DomainError
from zeren.composite.exact import Column, Number, total

__all__ = ["Shrinkage", "shrink"]

Shrinkage = Literal["none", "all", "group"]


def shrink(cases: Column, exposures: Column, groups: Sequence[str]) -> list[Number | None]:
    """Draw each rate towards the rate of its group, the more the smaller its denominator.

    Parameters
    ----------
    cases : shape (n,)
        Counts of at least 0; None where one is missing.
    exposures : shape (n,)
        What they are divided by, above 0, in single persons, firms … and not in thousands: chance goes by heads.
    groups : shape (n,)
        Units that are taken to be alike; the same text for all makes one group.

    Returns
    -------
    list of Number or None, shape (n,)
        ``m + a / (a + m / exposure) · (rate - m)`` with the rate of the group ``m = Σ cases / Σ exposures`` and what
        the rates differ beyond chance, ``a = Σ exposure · (rate - m)² / Σ exposures - m / mean exposure``, or 0 if
        that is below 0: then all of a group get m. Exact over exact numbers.

    Raises
    ------
    DomainError
        If a count is below 0 or a denominator not above 0.

    References
    ----------
    .. [1] Marshall, Mapping disease and mortality rates using empirical Bayes estimators, Applied Statistics 40 (1991).

    Examples
    --------
    >>> cases, people = [0, 30, 90], [10, 1000, 1000]
    >>> rates = shrink([Fraction(case) for case in cases], [Fraction(count) for count in people], [""] * 3)
    >>> [round(float(rate), 4) for rate in rates]
    [0.0525, 0.032, 0.088]
    """
    found: list[Number | None] = [None] * len(cases)
    for group in dict.fromkeys(groups):
        members = [
            (place, number, below)
            for place, (own, number, below) in enumerate(zip(groups, cases, exposures, strict=True))
            if own == group and number is not None and below is not None
        ]
        if members:
            rates = _drawn([(number, below) for _, number, below in members])
            for (place, _, _), rate in zip(members, rates, strict=True):
                found[place] = rate
    return found


def _drawn(pairs: Sequence[tuple[Number, Number]]) -> list[Number]:
    if any(number < 0 or below <= 0 for number, below in pairs):
        raise DomainError(rule="shrink", expected="counts of at least 0 over denominators above 0", found="others")
    whole = total(below for _, below in pairs)
    middle = total(number for number, _ in pairs) / whole
    spread = total(below * (number / below - middle) ** 2 for number, below in pairs) / whole
    beyond = max(Fraction(0), spread - middle * len(pairs) / whole)
    if not beyond:
        return [middle] * len(pairs)
    return [middle + beyond / (beyond + middle / below) * (number / below - middle) for number, below in pairs]
