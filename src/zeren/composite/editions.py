"""Which periods an edition of an index is made for."""

import calendar
import re
from datetime import date
from typing import Final

from zeren.composite.errors import TableError
from zeren.composite.model import Index

__all__ = ["check_period", "days_of"]

_PERIOD: Final = re.compile(
    r"(?P<year>\d{4})[-年]?"
    r"(?:Q(?P<quarter>[1-4])|第?(?P<of_year>[1-4])季度"
    r"|(?<=[-年])(?P<month>\d{1,2})(?:月|-(?=\d))?(?:(?<=[-月])(?P<day>\d{1,2})日?)?)?"
)
_NUMERALS: Final = str.maketrans({"一": "1", "二": "2", "三": "3", "四": "4", "q": "Q", " ": None})
_MONTHS_OF_A_QUARTER: Final = 3


def days_of(period: str) -> tuple[date, date] | None:
    """Give the first and the last day of a year, quarter, month or day; None if *period* is none of them.

    Examples
    --------
    >>> [str(day) for day in days_of("2026Q1")]
    ['2026-01-01', '2026-03-31']
    >>> [str(day) for day in days_of("2026年2月")]
    ['2026-02-01', '2026-02-28']
    >>> days_of("the first round")
    """
    found = _PERIOD.fullmatch(period.translate(_NUMERALS))
    if found is None:
        return None
    year, quarter = int(found["year"]), int(found["quarter"] or found["of_year"] or 0)
    first = (quarter - 1) * _MONTHS_OF_A_QUARTER + 1 if quarter else int(found["month"] or 1)
    last = quarter * _MONTHS_OF_A_QUARTER if quarter else int(found["month"] or 12)
    try:
        if found["day"]:
            return date(year, first, int(found["day"])), date(year, first, int(found["day"]))
        return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])
    except (ValueError, calendar.IllegalMonthError):
        return None


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
