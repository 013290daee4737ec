"""Figures with their units, what they count, and what they are in yuan."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from zeren.reading.measures import Quantity
from zeren.reading.model import Language
from zeren.reading.numerals import NUMERAL, numeral
from zeren.reading.rulebook import alternatives, table
from zeren.reading.span import Span

__all__ = ["Measure", "inside", "measure", "quantities"]

_LEFT = "(?<![\\d.第\u3014\\[(（A-Za-z-])"
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d{1,6})?"
# 百分之五点五, 三分之一, 两成, 五十个.
_SIGNS = "〇零一二两三四五六七八九十百千"
_SHARE = (
    rf"(?P<of>百|千|{NUMERAL})分之(?P<part>{NUMERAL}(?:点[〇零一二三四五六七八九]{{1,6}})?|\d{{1,3}}(?:\.\d{{1,6}})?)"
)
_TENTHS = "(?P<tenths>[一二两三四五六七八九])成(?=以上|以下|左右|多|的|[，。；、）])"
_PER = {"百": "%", "千": "‰"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A unit taken apart: the thing that is counted, and how many of it one is (亿元 is 100000000 元)."""

    thing: str
    times: Decimal


@cache
def _units(language: Language) -> str:
    rules = table(language, "quantities")
    gap = "" if language is Language.CHINESE else " "
    unit = (
        rf"(?!{alternatives(rules.strings('not_units'))})"
        rf"(?:(?:{alternatives(rules.strings('magnitudes'))}{gap})?{alternatives(rules.strings('units'))}"
        rf"|{alternatives(rules.strings('alone'))})"
    )
    per = rules.strings("per")
    return rf"{unit}(?:/{alternatives(per)})?" if per else unit


@cache
def _pattern(language: Language) -> re.Pattern[str]:
    rules = table(language, "quantities")
    units, after = _units(language), alternatives(rules.strings("not_before"))
    more, between = alternatives(rules.strings("more")), alternatives(rules.strings("range"))
    if language is Language.CHINESE:
        # 多, 余 say "more than"; what is counted runs on to the next sign or 的.
        level = alternatives(rules.strings("not_followed"))
        return re.compile(
            rf"(?P<pair>){_LEFT}({_NUMBER})(?:({units})?{between}({_NUMBER})(?={units}))?(?!\d|{after}){more}?"
            rf"({units})(?!{level})([\u4e00-\u9fff]{{0,12}})"
        )
    # "between 5% and 6%" is a range, "5% and 6%" are two figures.
    return re.compile(
        rf"(?:(?<=between )(?P<pair>))?{_LEFT}({_NUMBER})"
        rf"(?:(?:\s?({units}))?(?(pair)\sand\s|{between})({_NUMBER})(?=\s?{units}(?!\w)))?"
        rf"(?:\s?({units})(?!\w)|(?=\s+[a-z])(?!\s+{after}\b))((?:\s+[a-z][a-z-]{{1,30}}){{0,6}})"
    )


@cache
def _written() -> re.Pattern[str]:
    rules = table(Language.CHINESE, "quantities")
    units = alternatives(rules.strings("after_numerals"))
    before = "".join(word[-1] for word in rules.strings("not_after"))
    number = rf"(?P<number>[{_SIGNS}]{{2,9}})(?P<unit>{units})"
    return re.compile(rf"(?<![{_SIGNS}{before}点万亿\d])(?:{_SHARE}|{_TENTHS}|{number})")


def quantities(text: str, within: Span, language: Language) -> tuple[Quantity, ...]:
    """Find the figures of *within*.

    Examples
    --------
    >>> words = "It defined 232 ecological protection responsibilities of 50 units."
    >>> [(str(found.value), found.of) for found in quantities(words, Span(start=0, end=len(words)), Language.ENGLISH)]
    [('232', 'responsibilities'), ('50', 'units')]
    """
    found = list(_found(text, within, language))
    if language is Language.CHINESE and (written := list(_in_numerals(text, within))):
        found = sorted([*found, *written], key=lambda one: one.span)
    return tuple(found)


def inside(figures: tuple[Quantity, ...], within: Span) -> tuple[Quantity, ...]:
    """Choose those of *figures*, which are in the order of the text, that stand in *within*.

    Examples
    --------
    >>> words = "设3个组，派5人。"
    >>> found = quantities(words, Span(start=0, end=len(words)), Language.CHINESE)
    >>> [one.unit for one in inside(found, Span(start=5, end=9))]
    ['人']
    """
    first = bisect_left(figures, within.start, key=lambda one: one.span.start)
    last = bisect_left(figures, within.end, key=lambda one: one.span.start)
    return tuple(one for one in figures[first:last] if one.span.end <= within.end)


@cache
def measure(unit: str, language: Language) -> Measure:
    """Take *unit* apart.

    Examples
    --------
    >>> measure("万名", Language.CHINESE), measure("billion yuan", Language.ENGLISH).times
    (Measure(thing='人', times=Decimal('10000')), Decimal('1000000000'))
    """
    rules = table(language, "quantities")
    thing, times = unit, Decimal(1)
    if unit not in rules.strings("units"):
        sized = ((one.text("word"), one.number("times")) for one in rules.tables("magnitude"))
        word, size = max(((word, size) for word, size in sized if unit.startswith(word)), default=("", 1), key=_length)
        thing, times = unit.removeprefix(word).strip(), Decimal(size)
    for same in rules.tables("same"):
        if thing in same.strings("also"):
            thing = same.text("unit")
    return Measure(thing=thing, times=times)


def _length(sized: tuple[str, int]) -> int:
    return len(sized[0])


@cache
def _yuan(unit: str, language: Language) -> Decimal | None:
    """Return what one *unit* is in yuan; None where it is no money, or foreign."""
    taken_apart = measure(unit, language)
    for money in table(language, "quantities").tables("money"):
        if money.text("unit") == taken_apart.thing:
            return taken_apart.times * money.number("yuan")
    return None


def _found(text: str, within: Span, language: Language) -> Iterator[Quantity]:
    for found in _pattern(language).finditer(text, within.start, within.end):
        counted, end = _counted(found, language)
        unit = found[5] or ""
        if not unit and counted is None:
            continue
        low, high = _ends(found, unit, language)
        yield _quantity(low, high, unit, counted, Span(start=found.start(), end=end), language)


def _ends(found: re.Match[str], unit: str, language: Language) -> tuple[Decimal, Decimal | None]:
    """Return both ends of a range in the unit of the second (5000万元至1亿元), or the figure alone."""
    low = Decimal(found[2].replace(",", ""))
    if found[4] is None:
        return low, None
    if found[3] is not None and found[3] != unit:
        first, second = measure(found[3], language), measure(unit, language)
        low = low * first.times / second.times if first.thing == second.thing else low
    return low, Decimal(found[4].replace(",", ""))


def _quantity(
    value: Decimal, upper: Decimal | None, unit: str, of: str | None, span: Span, language: Language
) -> Quantity:
    one = _yuan(unit, language)
    return Quantity(
        value=value, upper=upper, unit=unit, of=of, yuan=value * one if one is not None else None, span=span
    )


def _in_numerals(text: str, within: Span) -> Iterator[Quantity]:
    for found in _written().finditer(text, within.start, within.end):
        unit, words = _written_unit(found)
        value = Decimal(words) if words[0].isascii() else numeral(words)
        if value is not None:
            yield _quantity(value, None, unit, None, Span(start=found.start(), end=found.end()), Language.CHINESE)


def _written_unit(found: re.Match[str]) -> tuple[str, str]:
    """Return the unit and the numeral; of 三分之一 the unit is 三分之, since a third has no exact decimal."""
    if found["of"] is not None:
        return _PER.get(found["of"], found["of"] + "分之"), found["part"]
    if found["tenths"] is not None:
        return "成", found["tenths"]
    return found["unit"], found["number"]


def _counted(found: re.Match[str], language: Language) -> tuple[str | None, int]:
    """Return the noun that is counted and where its words end."""
    words = found[6]
    if language is Language.CHINESE:
        # After a unit of measure (亿元, %) the words go on with the sentence.
        noun = _until_stop(words) if words and found[5] in _counting() else ""
        return noun or None, found.start(6) + len(noun)
    kept: list[str] = []
    stops = _stops(language)
    for word in words.split():
        if stops.fullmatch(word):
            break
        kept.append(word)
    if found[5] is not None or not kept:
        return None, found.start(6)
    last = re.compile(rf"\b{re.escape(kept[-1])}\b")
    ends = [one.end() for one in last.finditer(words)]
    return kept[-1], found.start(6) + ends[0]


def _until_stop(words: str) -> str:
    for found in _stops(Language.CHINESE).finditer(words):
        if found["stop"]:
            return words[: found.start()]
    return words


@cache
def _counting() -> frozenset[str]:
    return frozenset(table(Language.CHINESE, "quantities").strings("counting"))


@cache
def _stops(language: Language) -> re.Pattern[str]:
    rules = table(language, "quantities")
    return re.compile(rf"{alternatives(rules.strings('not_stops'))}|(?P<stop>{alternatives(rules.strings('stops'))})")
