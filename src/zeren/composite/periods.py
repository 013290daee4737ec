"""Periods as people write them: which days they are, and which comes before which."""

import calendar
import re
from collections.abc import Iterable
from datetime import date
from typing import Final

__all__ = ["days_of", "in_order"]

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


def in_order(periods: Iterable[str]) -> list[str]:
    """Put periods in the order of time; if some are none, in that of their letters.

    Examples
    --------
    >>> in_order(["2026年三季度", "2026年二季度", "2025"])
    ['2025', '2026年二季度', '2026年三季度']
    """
    named = list(periods)
    days = {period: days_of(period) for period in named}
    dated = all(days.values())
    return sorted(named, key=lambda period: ((days[period] or ()) if dated else (), period))
