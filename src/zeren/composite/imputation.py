"""What stands in for a value that is missing; only what is missing changes."""

from collections.abc import Callable, Sequence
from typing import Final, Literal, get_args

from zeren.composite.exact import Column, Number, mean, median

__all__ = ["IMPUTATIONS", "OVER_TIME", "Imputation", "OverTime", "impute", "impute_by_row", "impute_over_time"]

OverTime = Literal["last", "linear"]
Imputation = Literal["none", "mean", "median", "group_mean", "group_median", "row_mean", OverTime]
_Numbers = list[Number | None]


def impute(column: Column, rule: Imputation, *, groups: Sequence[str] | None = None) -> _Numbers:
    """Fill the gaps of one indicator from the other units.

    Parameters
    ----------
    column : shape (n,)
        None where the value is missing.
    rule
        ``mean`` and ``median`` over all units; ``group_mean`` and ``group_median`` over the units of the same group.
        The other rules look beyond the indicator or the period (`impute_by_row`, `impute_over_time`): here they, and
        ``none``, change nothing.
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
    if rule not in IMPUTATIONS:
        return list(column)
    alike = list(groups) if groups is not None and rule.startswith("group_") else [""] * len(column)
    found = {group: _typical(column, alike, group, IMPUTATIONS[rule]) for group in set(alike)}
    return [found[group] if number is None else number for number, group in zip(column, alike, strict=True)]


def _typical(column: Column, alike: list[str], group: str, typical: Callable[[list[Number]], Number]) -> Number | None:
    present = [number for number, own in zip(column, alike, strict=True) if own == group and number is not None]
    return typical(present) if present else None


def impute_by_row(columns: Sequence[Column], directions: Sequence[int]) -> list[_Numbers]:
    """Fill the gaps of a unit from its other indicators: as high in the range as they are on the average.

    Parameters
    ----------
    columns : shape (k, n)
        The indicators that stand for each other, those of one node, as measured.
    directions : shape (k,), each 1 or -1
        Of which less is better its range is looked at from the other end.

    Returns
    -------
    list, shape (k, n)
        A gap stays where the unit has no other indicator, or the indicator is the same everywhere or nowhere.

    References
    ----------
    .. [1] COINr 1.1.14, Impute by row within a level, after min-max.

    Examples
    --------
    >>> from fractions import Fraction
    >>> one, other = [Fraction(0), Fraction(10), None], [Fraction(2), Fraction(6), Fraction(3)]
    >>> [str(value) for value in impute_by_row([one, other], [1, 1])[0]]
    ['0', '10', '5/2']
    """
    ranges = [_range(column, direction) for column, direction in zip(columns, directions, strict=True)]
    filled: list[_Numbers] = [list(column) for column in columns]
    for unit, row in enumerate(zip(*columns, strict=True)):
        heights = [
            (number - ends[0]) / (ends[1] - ends[0])
            for number, ends in zip(row, ranges, strict=True)
            if number is not None and ends is not None
        ]
        for place, ends in enumerate(ranges):
            if row[place] is None and heights and ends is not None:
                filled[place][unit] = ends[0] + mean(heights) * (ends[1] - ends[0])
    return filled


def _range(column: Column, direction: int) -> tuple[Number, Number] | None:
    """Give the worst and the best value, or None if there are no two."""
    present = [number for number in column if number is not None]
    if not present or min(present) == max(present):
        return None
    return (min(present), max(present)) if direction > 0 else (max(present), min(present))


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


OVER_TIME: Final[tuple[OverTime, ...]] = get_args(OverTime)
IMPUTATIONS: Final[dict[str, Callable[[list[Number]], Number]]] = {
    "mean": mean,
    "median": median,
    "group_mean": mean,
    "group_median": median,
}
