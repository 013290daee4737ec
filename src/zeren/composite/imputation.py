"""What stands in for a value that is missing; only what is missing changes."""

from collections.abc import Callable, Sequence
from typing import Final, Literal

from zeren.composite.exact import Column, Number, mean, median

__all__ = ["IMPUTATIONS", "Imputation", "impute", "impute_over_time"]

Imputation = Literal["none", "mean", "median", "group_mean", "group_median"]
OverTime = Literal["none", "last", "linear"]
_Numbers = list[Number | None]


def impute(column: Column, rule: Imputation, *, groups: Sequence[str] | None = None) -> _Numbers:
    """Fill the gaps of one indicator from the other units.

    Parameters
    ----------
    column : shape (n,)
        None where the value is missing.
    rule
        ``mean`` and ``median`` over all units; ``group_mean`` and ``group_median`` over the units of the same group.
    groups : shape (n,)
        The group of each unit; all one group if left out.

    Returns
    -------
    list, shape (n,)
        A gap stays where nobody (of the group) has a value.

    Examples
    --------
    >>> from fractions import Fraction
    >>> [int(value) for value in impute([Fraction(2), None, Fraction(4)], "mean")]
    [2, 3, 4]
    """
    if rule == "none":
        return list(column)
    alike = list(groups) if groups is not None and rule.startswith("group_") else [""] * len(column)
    found = {group: _typical(column, alike, group, IMPUTATIONS[rule]) for group in set(alike)}
    return [found[group] if number is None else number for number, group in zip(column, alike, strict=True)]


def _typical(column: Column, alike: list[str], group: str, typical: Callable[[list[Number]], Number]) -> Number | None:
    present = [number for number, own in zip(column, alike, strict=True) if own == group and number is not None]
    return typical(present) if present else None


def impute_over_time(series: Column, rule: OverTime, *, times: Sequence[int] | None = None) -> _Numbers:
    """Fill the gaps of one indicator of one unit from its other periods.

    Parameters
    ----------
    series : shape (t,)
        In the order of time.
    rule
        ``last``: the last value before, never one that came later; ``linear``: on the line between the neighbours,
        and beyond the ends nothing.
    times : shape (t,)
        When, for ``linear``; 0, 1, 2 … if left out.

    Returns
    -------
    list, shape (t,)

    Examples
    --------
    >>> from fractions import Fraction
    >>> [int(value) for value in impute_over_time([Fraction(2), None, Fraction(4)], "linear")]
    [2, 3, 4]
    """
    if rule == "none":
        return list(series)
    clock = list(times) if times is not None else list(range(len(series)))
    known = [place for place, number in enumerate(series) if number is not None]
    fill = _last if rule == "last" else _linear
    return [fill(series, clock, known, place) if number is None else number for place, number in enumerate(series)]


def _last(series: Column, clock: list[int], known: list[int], place: int) -> Number | None:
    del clock
    before = [one for one in known if one < place]
    return series[before[-1]] if before else None


def _linear(series: Column, clock: list[int], known: list[int], place: int) -> Number | None:
    before = [one for one in known if one < place]
    after = [one for one in known if one > place]
    if not before or not after:
        return None
    start, end = series[before[-1]], series[after[0]]
    if start is None or end is None:
        return None
    span = clock[after[0]] - clock[before[-1]]
    return start + (end - start) * (clock[place] - clock[before[-1]]) / span


IMPUTATIONS: Final[dict[str, Callable[[list[Number]], Number]]] = {
    "mean": mean,
    "median": median,
    "group_mean": mean,
    "group_median": median,
}
