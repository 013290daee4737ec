"""Deadlines of English sentences."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from zeren.reading.day_counts import Count, counted, last_day, valid
from zeren.reading.measures import Deadline
from zeren.reading.model import Language
from zeren.reading.rulebook import alternatives, table
from zeren.reading.span import Span

__all__ = ["found"]

_KINDS = ("days", "weeks", "hours", "months", "years")


def found(text: str, within: Span, year: int | None) -> Iterator[Deadline]:
    """Yield the deadlines, the first of each kind.

    Examples
    --------
    >>> [one.days for one in found("Reply within 20 working days.", Span(start=0, end=29), None)]
    [20]
    """
    for one in _by().finditer(text, within.start, within.end):
        on, fixed = _day(one, year)
        if fixed:
            yield _deadline(text, one, on, Count())
            break
    for one in _within().finditer(text, within.start, within.end):
        kind = next(kind for kind in _KINDS if one[kind])
        if (count := counted(_number(one["number"]), "working" if one["working"] else kind)) is not None:
            yield _deadline(text, one, None, count)
            break


@cache
def _words(name: str) -> tuple[str, ...]:
    return table(Language.ENGLISH, "deadlines").strings(name)


@cache
def _months() -> tuple[str, ...]:
    return table(Language.ENGLISH, "document").strings("months")


@cache
def _by() -> re.Pattern[str]:
    opening = rf"(?P<by>{alternatives(_words('by'))}|in(?=\s+the\s+(?:first|second|third|fourth)\s))"
    end = rf"(?P<end>{alternatives(_words('ends'))}\s?)"
    return re.compile(rf"\b{opening}\s+(?:{_a_day()}|{end}?(?:{_a_part()}|{_a_period()}))", re.IGNORECASE)


def _a_day() -> str:
    months = alternatives(_months())
    day_first = rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month>{months})"
    month_first = rf"(?P<month_first>{months})\s+(?P<day_after>\d{{1,2}})(?!\d)"
    return rf"(?:{day_first}|{month_first})(?:,?\s+(?P<year>\d{{4}})(?!\d))?"


def _a_part() -> str:
    parts = alternatives((*_words("halves"), *_words("quarters")))
    return rf"(?:the\s+)?(?P<part>{parts})(?:\s+of\s+(?:(?P<part_year>\d{{4}})|this year|the year))?"


def _a_period() -> str:
    each, this, following = (alternatives(_words(name)) for name in ("each", "this_year", "next_year"))
    month = rf"(?P<ended_month>{alternatives(_months())})(?:\s+(?P<ended_year>\d{{4}}))?"
    year = rf"(?P<plain_year>\d{{4}})(?!\d)|(?P<this>{this})\b|(?P<next>{following})\b"
    return rf"(?:{month}|(?P<each>{each})\b|{year})"


@cache
def _within() -> re.Pattern[str]:
    units = "|".join(rf"(?P<{kind}>{alternatives(_words(kind))})" for kind in _KINDS)
    numbers = alternatives((*_words("numbers"), *_words("tens")))
    return re.compile(
        rf"\bwithin\s+(?P<number>\d{{1,4}}|{numbers})\s+(?:(?P<working>{alternatives(_words('working'))})\s+)?(?:{units})\b"
        rf"(?:\s+{alternatives(_words('from'))}\s+(?:(?:the|a|its|their)\s+)?(?:date\s+of\s+)?[a-z]{{2,30}})?",
        re.IGNORECASE,
    )


def _number(words: str) -> Decimal:
    if words.isdigit():
        return Decimal(words)
    if words.lower() in _words("numbers"):
        return Decimal(_words("numbers").index(words.lower()) + 1)
    return Decimal(10 * (_words("tens").index(words.lower()) + 3))


def _day(one: re.Match[str], year: int | None) -> tuple[date | None, bool]:
    """Return the last day, and whether the words are a deadline at all."""
    if one["month"] or one["month_first"]:
        month, day = _month(one["month"] or one["month_first"]), int(one["day"] or one["day_after"])
        on = valid(_year(one["year"], year), month, day)
        exclusive = one["by"].lower() in _words("exclusive") and on is not None and on > date.min
        return (on - timedelta(days=1) if exclusive and on is not None else on), True
    if one["part"]:
        return last_day(_year(one["part_year"], year), _last_month(one["part"].lower())), True
    if one["each"]:
        return None, one["end"] is not None
    return _end_of(one, year)


def _end_of(one: re.Match[str], year: int | None) -> tuple[date | None, bool]:
    """Return the end of a month or year; "before June" and "before 2026" mean the end of the one before."""
    exclusive = one["by"].lower() in _words("exclusive") and not one["end"]
    if one["ended_month"]:
        on = last_day(_year(one["ended_year"], year), _month(one["ended_month"]))
        return (on.replace(day=1) - timedelta(days=1) if exclusive and on and on.year > 1 else on), True
    if one["plain_year"]:
        return last_day(int(one["plain_year"]) - exclusive, 12), True
    if not one["end"]:
        return None, False
    return last_day(None if year is None else year + (one["next"] is not None), 12), True


def _year(written: str | None, year: int | None) -> int | None:
    return int(written) if written else year


def _month(name: str) -> int:
    return [month.lower() for month in _months()].index(name.lower()) + 1


def _last_month(part: str) -> int:
    if part in _words("halves"):
        return 6 * (_words("halves").index(part) + 1)
    return 3 * (_words("quarters").index(part) + 1)


def _deadline(text: str, one: re.Match[str], on: date | None, count: Count) -> Deadline:
    span = Span(start=one.start(), end=one.end())
    return Deadline(
        words=span.of(text),
        on=on,
        days=count.days,
        hours=count.hours,
        months=count.months,
        working=count.working,
        span=span,
    )
