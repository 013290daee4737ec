"""Deadlines of Chinese sentences."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from functools import cache

from zeren.reading.day_counts import Count, counted, last_day, valid
from zeren.reading.measures import Deadline
from zeren.reading.model import Language
from zeren.reading.numerals import NUMERAL, numeral
from zeren.reading.rulebook import Table, alternatives, table
from zeren.reading.span import Span

__all__ = ["found"]

_DECEMBER = 12
# 上旬 ends on the 10th, 中旬 on the 20th.
_TENTHS = {"上旬": 10, "中旬": 20}
# How far before "20个工作日内" the event may begin that it counts from.
_EVENT = 50
_BEFORE, _WITHIN, _UNTIL = frozenset("前止"), frozenset("内"), frozenset("到至于")
_BY = _BEFORE | _WITHIN | frozenset("底末终度半")
_Reader = Callable[[str, Span, re.Match[str], int | None], Deadline | None]
_PIECES = re.compile("[，。；、：！？\n]")
_SIGNS = "〇零一二两三四五六七八九十百千"


def found(text: str, within: Span, year: int | None) -> Iterator[Deadline]:
    """Yield the first deadline of each kind.

    Examples
    --------
    >>> [one.on.isoformat() for one in found("6月底前完成", Span(start=0, end=6), 2026)]
    ['2026-06-30']
    """
    signs = set(within.of(text))
    # Most sentences have none of the signs that a kind cannot do without.
    for needed, pattern, read in _readers():
        for one in pattern().finditer(text, within.start, within.end) if signs & needed else ():
            if (deadline := read(text, within, one, year)) is not None:
                yield deadline
                break
    for unfixed in (_events(), _returning()) if signs & _BY else ():
        if (named := unfixed.search(text, within.start, within.end)) is not None:
            yield _deadline(text, Span(start=named.start(), end=named.end()), None)


def _readers() -> tuple[tuple[frozenset[str], Callable[[], re.Pattern[str]], _Reader], ...]:
    return (
        (_BEFORE, _dates, _of_date),
        (_BY, _spans, _of_span),
        (_UNTIL, _untils, _of_until),
        (_WITHIN, _counts, _of_count),
    )


def _rules() -> Table:
    return table(Language.CHINESE, "deadlines")


@cache
def _year_words() -> dict[str, int]:
    return {one.text("word"): one.number("later") for one in _rules().tables("year")}


@cache
def _halves() -> dict[str, int]:
    return {one.text("word"): one.number("month") for one in _rules().tables("half")}


@cache
def _year() -> str:
    recurring = alternatives(_rules().table("recurring").strings("words"))
    return rf"(?:(?P<year>(?<!\d)\d{{4}})年|(?P<word>{alternatives(tuple(_year_words()))})|(?P<each>{recurring}))?"


@cache
def _opening() -> str:
    return rf"(?:(?:{alternatives(_rules().strings('until'))}|于|在)(?=\d|今|明|每|次|本|当|年))?"


@cache
def _past() -> str:
    return alternatives(_rules().strings("not_before"))


@cache
def _dates() -> re.Pattern[str]:
    """6月30日前, 2026年6月底前, 每年10月底前."""
    ends, before = alternatives(_rules().strings("ends")), alternatives(_rules().strings("before"))
    month = r"(?:(?<!\d)(?P<month>\d{1,2})月(?:份)?)"
    part = rf"(?:(?P<day>\d{{1,2}})[日号]|(?P<tenth>[上中下]旬)|(?P<end>{ends}))"
    return re.compile(rf"{_opening()}{_year()}{month}{part}?{before}(?!{_past()})")


@cache
def _returning() -> re.Pattern[str]:
    """每月5日前, 次月底前, 本月内: no one day."""
    rules = _rules()
    ends, by = alternatives(rules.strings("ends")), alternatives((*rules.strings("before"), *rules.strings("within")))
    recurring = alternatives(rules.table("recurring").strings("words"))
    return re.compile(rf"(?<![\d个]){_opening()}{recurring}(?:\d{{1,2}}[日号]|[上中下]旬|月?{ends})?{by}")


@cache
def _spans() -> re.Pattern[str]:
    """年底前, 2026年内, 一季度末前, 2026年上半年."""
    rules = _rules()
    ends, before = alternatives(rules.strings("ends")), alternatives(rules.strings("before"))
    within = alternatives(rules.strings("within"))
    half = rf"(?P<half>第?{alternatives(tuple(_halves()))})"
    by = rf"(?:(?:{ends})?(?:{before}|{within})|(?:{ends})(?!的)|(?P<open>))"
    whole = rf"(?:(?:(?<=年)|年)(?:(?:{ends})(?:{before})|{before}|{within})(?P<whole>))"
    return re.compile(rf"{_opening()}(?<![{_SIGNS}\d近几多]){_year()}(?:{half}{by}|{whole})(?!{_past()})")


@cache
def _untils() -> re.Pattern[str]:
    """到2025年, 至2027年底, 到2026年6月底; 2021年至2024年 is how long something went on."""
    until, ends = alternatives(_rules().strings("until")), alternatives(_rules().strings("ends"))
    return re.compile(
        rf"(?<![年月日\d底末截])(?:{until})(?:(?P<year>\d{{4}})年|(?P<word>{alternatives(tuple(_year_words()))}))"
        rf"(?:(?P<month>\d{{1,2}})月(?:(?P<day>\d{{1,2}})[日号])?)?(?:{ends})?(?!以来|间|度|至|期)"
    )


@cache
def _counts() -> re.Pattern[str]:
    """20个工作日内, 三十日内, 24小时内, 三年内."""
    kinds = _rules().table("units")
    units = "|".join(rf"(?P<{kind}>{alternatives(kinds.strings(kind))})" for kind in _kinds())
    within = alternatives(_rules().strings("within"))
    return re.compile(rf"(?<![\d.近第前月年])(?P<number>\d{{1,4}}|{NUMERAL})(?:{units}){within}")


def _kinds() -> tuple[str, ...]:
    return ("working", "days", "weeks", "hours", "months", "years")


@cache
def _events() -> re.Pattern[str]:
    events, before = _rules().table("events").strings("words"), _rules().strings("before")
    return re.compile(rf"{_year()}(?:{alternatives(events)})(?:{alternatives(before)})(?!{_past()})")


@cache
def _event() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Where the words of the event begin, and how they end: 自…之日起, 接报后."""
    rules = _rules().table("from")
    begins = re.compile(rf"(?={alternatives(rules.strings('words'))})|{alternatives(rules.strings('after'))}")
    return begins, re.compile(alternatives(rules.strings("ends")) + r"\Z")


@cache
def _done() -> re.Pattern[str]:
    verbs = alternatives(_rules().table("done_by").strings("verbs"))
    return re.compile(rf"[^，。；了已]{{0,8}}?{verbs}(?!了)")


def _which_year(one: re.Match[str], year: int | None) -> int | None:
    if one["year"]:
        return int(one["year"])
    if one.groupdict().get("each"):
        return None
    return None if year is None else year + _year_words().get(one["word"] or "", 0)


def _of_date(text: str, _within: Span, one: re.Match[str], year: int | None) -> Deadline | None:
    return _deadline(text, Span(start=one.start(), end=one.end()), _last_of(one, _which_year(one, year)))


def _last_of(one: re.Match[str], year: int | None) -> date | None:
    """Return the last day; "6月前" may mean either end of June, so it fixes none."""
    month = int(one["month"])
    if one["day"]:
        return valid(year, month, int(one["day"]))
    if one["tenth"] in _TENTHS:
        return valid(year, month, _TENTHS[one["tenth"]])
    return last_day(year, month) if one["tenth"] or one["end"] else None


def _of_span(text: str, within: Span, one: re.Match[str], year: int | None) -> Deadline | None:
    if one["half"] and one["open"] is not None and not _done().match(text, one.end(), min(within.end, one.end() + 24)):
        return None
    bare = one["whole"] is not None and one.end() - one.start() <= len("年前")
    if bare and one[0] != "年内":
        return None
    month = _halves()[one["half"].removeprefix("第")] if one["half"] else _DECEMBER
    exact = one["half"] is not None or text[one.end() - 1] == "内" or "年前" not in one[0]
    on = last_day(_which_year(one, year), month) if exact else None
    return _deadline(text, Span(start=one.start(), end=one.end()), on)


def _of_until(text: str, _within: Span, one: re.Match[str], year: int | None) -> Deadline | None:
    which = _which_year(one, year)
    if which is None or (year is not None and which < year):
        return None
    month = int(one["month"]) if one["month"] else _DECEMBER
    on = valid(which, month, int(one["day"])) if one["day"] else last_day(which, month)
    return _deadline(text, Span(start=one.start(), end=one.end()), on)


def _of_count(text: str, within: Span, one: re.Match[str], _year_issued: int | None) -> Deadline | None:
    number = Decimal(one["number"]) if one["number"].isascii() else numeral(one["number"])
    kind = next(kind for kind in _kinds() if one[kind])
    count = counted(number, kind) if number is not None else None
    if count is None:
        return None
    start = one.start()
    return _deadline(text, Span(start=_from_event(text, within, start), end=one.end()), None, count)


def _from_event(text: str, within: Span, count: int) -> int:
    """Return where the words begin of the event that the count at *count* goes from; *count* where none is named."""
    near = max(within.start, count - _EVENT)
    start = near + len(text[near:count]) - len(_PIECES.split(text[near:count])[-1])
    begins, ends = _event()
    if start == near > within.start or ends.search(text, start, count) is None:
        return count
    begun = begins.search(text, start, count)
    return begun.end() if begun else start


def _deadline(text: str, span: Span, on: date | None, count: Count | None = None) -> Deadline:
    length = count or Count()
    return Deadline(
        words=span.of(text),
        on=on,
        days=length.days,
        hours=length.hours,
        months=length.months,
        working=length.working,
        span=span,
    )
