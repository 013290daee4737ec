"""Places: who comes first, and how equals share."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal

from zeren.composite.exact import Column, Number, order

__all__ = ["Ties", "places"]

Ties = Literal["min", "max", "average", "dense"]


def places(column: Column, *, ties: Ties = "min", highest_first: bool = True) -> list[Fraction | None]:
    """Give each number its place, 1 for the first; what is missing has no place.

    Parameters
    ----------
    column : shape (n,)
    ties
        ``min``: equals share the best place and the next is left out (1, 1, 3); ``max``: the worst (2, 2, 3);
        ``average``: the mean of both (1½, 1½, 3); ``dense``: no place is left out (1, 1, 2).
    highest_first
        Whether place 1 is the largest number.

    Returns
    -------
    list of Fraction or None, shape (n,)
        In the order of *column*.

    Examples
    --------
    >>> [int(place) for place in places([Fraction(5), Fraction(7), Fraction(7), Fraction(2)])]
    [3, 1, 1, 4]
    """
    present = sorted((number for number in column if number is not None), key=order, reverse=highest_first)
    by_number = _shared(present, ties)
    return [None if number is None else by_number[number] for number in column]


def _shared(ordered: Sequence[Number], ties: Ties) -> dict[Number, Fraction]:
    found: dict[Number, Fraction] = {}
    start = 0
    while start < len(ordered):
        stop = start
        while stop < len(ordered) and ordered[stop] == ordered[start]:
            stop += 1
        found[ordered[start]] = _place(start + 1, stop, len(found) + 1, ties)
        start = stop
    return found


def _place(best: int, worst: int, different: int, ties: Ties) -> Fraction:
    by_rule: dict[Ties, Fraction] = {
        "min": Fraction(best),
        "max": Fraction(worst),
        "average": Fraction(best + worst, 2),
        "dense": Fraction(different),
    }
    return by_rule[ties]
