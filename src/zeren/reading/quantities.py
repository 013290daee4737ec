"""Figures with their units, and what they count."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from zeren.reading.measures import Quantity
from zeren.reading.model import Language
from zeren.reading.rulebook import alternatives, table
from zeren.reading.span import Span

__all__ = ["quantities"]

_NUMBER = "(?<![\\d.第\u3014\\[(（A-Za-z-])" r"(\d{1,3}(?:,\d{3})+|\d{1,15})(\.\d{1,6})?"


@cache
def _pattern(language: Language) -> re.Pattern[str]:
    rules = table(language, "quantities")
    units, after = alternatives(rules.strings("units")), alternatives(rules.strings("not_before"))
    if language is Language.CHINESE:
        # 多, 余 say "more than"; what is counted runs on to the next sign or 的.
        return re.compile(rf"{_NUMBER}(?![\d]|{after})[多余]?({units})([\u4e00-\u9fff]{{0,12}})")
    return re.compile(
        rf"{_NUMBER}(?:(?:\s?)({units})(?!\w)|(?=\s+[a-z])(?!\s+{after}\b))((?:\s+[a-z][a-z-]{{1,30}}){{0,6}})"
    )


def quantities(text: str, within: Span, language: Language) -> tuple[Quantity, ...]:
    """Find the figures of *within*.

    Examples
    --------
    >>> words = "It defined 232 ecological protection responsibilities of 50 units."
    >>> [(str(found.value), found.of) for found in quantities(words, Span(start=0, end=len(words)), Language.ENGLISH)]
    [('232', 'responsibilities'), ('50', 'units')]
    """
    return tuple(_found(text, within, language))


def _found(text: str, within: Span, language: Language) -> Iterator[Quantity]:
    for found in _pattern(language).finditer(text, within.start, within.end):
        counted, end = _counted(found, language)
        if found[3] is None and counted is None:
            continue
        value = Decimal(found[1].replace(",", "") + (found[2] or ""))
        yield Quantity(
            value=value, upper=None, unit=found[3] or "", of=counted, yuan=None, span=Span(start=found.start(), end=end)
        )


def _counted(found: re.Match[str], language: Language) -> tuple[str | None, int]:
    """Return the noun that is counted and where its words end."""
    words = found[4]
    stops = _stops(language)
    if language is Language.CHINESE:
        # After a unit of measure (亿元, %) the words go on with the sentence.
        bare = found[3] in table(language, "quantities").strings("counting")
        noun = stops.split(words, maxsplit=1)[0] if bare else ""
        return noun or None, found.start(4) + len(noun)
    kept: list[str] = []
    for word in words.split():
        if stops.fullmatch(word):
            break
        kept.append(word)
    if found[3] is not None or not kept:
        return None, found.start(4)
    last = re.compile(rf"\b{re.escape(kept[-1])}\b")
    ends = [one.end() for one in last.finditer(words)]
    return kept[-1], found.start(4) + ends[0]


@cache
def _stops(language: Language) -> re.Pattern[str]:
    return re.compile(alternatives(table(language, "quantities").strings("stops")))
