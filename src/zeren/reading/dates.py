"""Dates as documents write them; a date without its year takes the year of the nearest full date."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from zeren.reading.model import Language
from zeren.reading.rulebook import alternatives, table
from zeren.reading.span import Span

__all__ = ["FoundDate", "full_dates", "meeting_date"]

# Both zeros first: ideographic (U+3007) and written out.
_DIGITS = "〇零一二三四五六七八九"
_NUMERIC = re.compile(
    r"(?<!\d)(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?!\d)(?:\s?日)?(?:[\sT]{1,3}(\d{1,2}:\d{2}))?"
)
_CHINESE = re.compile(r"([〇零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日")
_PARTIAL_ZH = re.compile(r"(?:(\d{1,2})月)?(?<!\d)(\d{1,2})日(?!内|前|起|前后)")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDate:
    """A full date in the text; ``clock`` is the time of day as printed, if any."""

    on: date
    clock: str | None
    span: Span


@cache
def _months() -> tuple[str, ...]:
    return table(Language.ENGLISH, "document").strings("months")


@cache
def _english() -> tuple[re.Pattern[str], re.Pattern[str]]:
    month = f"({alternatives(_months())})"
    year = r"(?:,?\s+(\d{4}))?(?!\d)"
    return re.compile(rf"\b{month}\s+(\d{{1,2}}){year}"), re.compile(
        rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?\s+{month}{year}"
    )


def full_dates(text: str, within: Span, language: Language) -> Iterator[FoundDate]:
    """Yield the dates of *within* that give day, month and year.

    Examples
    --------
    >>> [found.on.isoformat() for found in full_dates("二〇二一年一月二十日", Span(start=0, end=10), Language.CHINESE)]
    ['2021-01-20']
    """
    for found in _NUMERIC.finditer(text, within.start, within.end):
        yield from _dated(found, found[1], found[2], found[3], found[4])
    for found in _CHINESE.finditer(text, within.start, within.end):
        yield from _dated(
            found,
            "".join(str(max(_DIGITS.index(sign) - 1, 0)) for sign in found[1]),
            _number(found[2]),
            _number(found[3]),
        )
    if language is Language.ENGLISH:
        for year, month, day, span in _english_dates(text, within):
            if year is not None and (on := _valid(year, month, day)):
                yield FoundDate(on=on, clock=None, span=span)


def meeting_date(text: str, sentence: Span, around: list[FoundDate], language: Language) -> date | None:
    """Read when the meeting of *sentence* was held; the nearest full date before it (else after) gives the year."""
    full = next(full_dates(text, sentence, language), None)
    if full is not None:
        return full.on
    near = _nearest(sentence, around)
    for month, day in _partial(text, sentence, language):
        if near is not None and (on := _not_after(near, month, day)):
            return on
    return None


def _dated(found: re.Match[str], year: str, month: str, day: str, clock: str | None = None) -> Iterator[FoundDate]:
    on = _valid(int(year), int(month), int(day))
    if on is not None:
        yield FoundDate(on=on, clock=clock, span=Span(start=found.start(), end=found.end()))


def _english_dates(text: str, within: Span) -> Iterator[tuple[int | None, int, int, Span]]:
    month_first, day_first = _english()
    for pattern, month, day in ((month_first, 1, 2), (day_first, 2, 1)):
        for found in pattern.finditer(text, within.start, within.end):
            year = int(found[3]) if found[3] else None
            yield year, _months().index(found[month]) + 1, int(found[day]), Span(start=found.start(), end=found.end())


def _partial(text: str, sentence: Span, language: Language) -> Iterator[tuple[int | None, int]]:
    if language is Language.CHINESE:
        for found in _PARTIAL_ZH.finditer(text, sentence.start, sentence.end):
            yield int(found[1]) if found[1] else None, int(found[2])
    else:
        for _, month, day, _ in _english_dates(text, sentence):
            yield month, day


def _nearest(sentence: Span, around: list[FoundDate]) -> date | None:
    """Return the last date before *sentence*, else the first of all; *around* is in the order of the text."""
    before = bisect_left(around, sentence.start, key=lambda found: found.span.start)
    return around[max(before - 1, 0)].on if around else None


def _not_after(near: date, month: int | None, day: int) -> date | None:
    """Return the last such day that is not after *near*: news of 30 December may be published on 2 January."""
    if month is not None:
        on = _valid(near.year, month, day)
        return _valid(near.year - 1, month, day) if on is None or on > near else on
    last_month = near.replace(day=1) - timedelta(days=1)
    on = _valid(near.year, near.month, day)
    return _valid(last_month.year, last_month.month, day) if on is None or on > near else on


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _number(words: str) -> str:
    """Read 一 to 三十一."""
    tens, _, ones = words.rpartition("十")
    if "十" not in words:
        return str(_DIGITS.index(words[-1]) - 1)
    return str((_DIGITS.index(tens[-1]) - 1 if tens else 1) * 10 + (_DIGITS.index(ones[-1]) - 1 if ones else 0))
