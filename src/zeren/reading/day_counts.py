"""How long after an event, and the last days of months: what deadlines count with."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

__all__ = ["Count", "counted", "last_day", "valid"]

# 9999 is the last year that a date can have.
_LAST_YEAR = 9999


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A length of time in the unit that the words give; the other two are None."""

    days: int | None = None
    hours: int | None = None
    months: int | None = None
    working: bool = False


def counted(number: Decimal, kind: str) -> Count | None:
    """Count *number* units of *kind*: working, days, weeks, hours, months or years; None where it is no whole number.

    Examples
    --------
    >>> counted(Decimal(2), "weeks").days, counted(Decimal(3), "years").months
    (14, 36)
    """
    if number != number.to_integral_value():
        return None
    whole = int(number)
    if kind in {"working", "days", "weeks"}:
        return Count(days=whole * 7 if kind == "weeks" else whole, working=kind == "working")
    if kind == "hours":
        return Count(hours=whole)
    return Count(months=whole * 12 if kind == "years" else whole)


def last_day(year: int | None, month: int) -> date | None:
    """Return the last day of *month*; None where the year is not known.

    Examples
    --------
    >>> last_day(2028, 2).isoformat()
    '2028-02-29'
    """
    if year is None or not (1 <= year <= _LAST_YEAR and 1 <= month <= 12):  # noqa: PLR2004 - the months of a year
        return None
    return date(year, month, monthrange(year, month)[1])


def valid(year: int | None, month: int, day: int) -> date | None:
    """Return that day; None where the year is not known or the calendar has no such day."""
    if year is None:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
