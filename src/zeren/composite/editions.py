"""Which periods an edition of an index is made for."""

from zeren.composite.errors import TableError
from zeren.composite.model import Index
from zeren.composite.periods import days_of

__all__ = ["check_period"]


def check_period(index: Index, period: str, *, name: str = "the data") -> None:
    """Refuse data of a period in which this edition of the index was not in force.

    Parameters
    ----------
    index
        Without effective dates it takes every period.
    period
        A year, quarter, month or day; data without periods are taken.
    name
        Of the data, for the error.

    Raises
    ------
    TableError
        If the period has no day in common with the time in which the edition is in force, or cannot be read.

    Examples
    --------
    >>> from zeren.composite import parse
    >>> index = parse('''
    ... index = { name = "i", title = "I", edition = "2026", effective_from = 2026-01-01 }
    ... node = [{ name = "whole" }]
    ... indicator = [{ name = "a", under = "whole" }]
    ... ''')
    >>> check_period(index, "2026Q1")
    """
    start, end = index.effective_from, index.effective_until
    if not period or (start is None and end is None):
        return
    days = days_of(period)
    if days is None or (start and days[1] < start) or (end and days[0] > end):
        raise TableError(at=name, expected=_in_force(index), found=period)


def _in_force(index: Index) -> str:
    start, end = index.effective_from, index.effective_until
    days = " ".join([*([f"from {start}"] if start else []), f"to {end}" if end else "on"])
    return f'a period {days}, when edition "{index.edition}" is in force' if index.edition else f"a period {days}"
