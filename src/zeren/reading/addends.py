"""Figures made ready for adding: in whole small steps, with where they stand in their sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from zeren.reading.measures import Quantity
from zeren.reading.model import Language
from zeren.reading.quantities import measure
from zeren.reading.rulebook import alternatives, table

__all__ = ["STEPS", "Addend", "addends", "in_steps", "paragraphs"]

# Figures have at most six decimals: in these steps all are whole.
STEPS = 10**6


@dataclass(frozen=True, slots=True, kw_only=True)
class Addend:
    """A figure in whole steps of its thing; ``half`` is half of its last printed digit.

    ``piece`` and ``sentence`` number where it stands in the paragraph; ``item`` numbers the mark (一是) before it,
    ``series`` the enumeration that it belongs to, which begins in the sentence ``opened``; all 0 before the first.
    ``aside`` is true in an example and in a part of a part, ``attribute`` before 的.
    """

    figure: Quantity
    thing: str
    amount: int
    half: int
    digits: int
    piece: int
    sentence: int
    item: int
    item_sentence: int
    series: int
    opened: int
    aside: bool
    attribute: bool


def in_steps(figure: Quantity, times: Decimal) -> int:
    """Return *figure* in steps."""
    return int(figure.value * times * STEPS)


def paragraphs(text: str, figures: tuple[Quantity, ...]) -> Iterator[tuple[Quantity, ...]]:
    r"""Cut *figures* where a line ends.

    Examples
    --------
    >>> from zeren.reading.quantities import quantities
    >>> from zeren.reading.span import Span
    >>> words = "3亿元，4亿元\n5亿元"
    >>> found = quantities(words, Span(start=0, end=len(words)), Language.CHINESE)
    >>> [len(line) for line in paragraphs(words, found)]
    [2, 1]
    """
    line: list[Quantity] = []
    end = -1
    for figure in figures:
        if figure.span.start > end:
            if line:
                yield tuple(line)
            line = []
            found = text.find("\n", figure.span.start)
            end = len(text) if found < 0 else found
        line.append(figure)
    if line:
        yield tuple(line)


@cache
def _stops(language: Language) -> re.Pattern[str]:
    """Return what finds a mark of an enumeration, the end of a sentence with an example after it, or of a piece."""
    rules = table(language, "sums")
    return re.compile(
        rf"(?P<mark>{alternatives(rules.strings('marks'))})"
        rf"|(?P<sentence>{alternatives(rules.strings('sentences'))})(?P<aside>{alternatives(rules.strings('examples'))})?"
        rf"|{alternatives(rules.strings('pieces'))}"
    )


@cache
def _first_mark(language: Language) -> tuple[str, ...]:
    return table(language, "sums").strings("marks")[:1]


@cache
def _not_added(language: Language) -> frozenset[str]:
    return frozenset(table(language, "sums").strings("not_added"))


@cache
def _counts(language: Language) -> frozenset[str]:
    return frozenset(table(language, "sums").strings("counts"))


@cache
def _attribute(language: Language) -> tuple[str, ...]:
    return table(language, "sums").strings("attributes")


@cache
def _about(language: Language) -> re.Pattern[str]:
    return re.compile(r"\d(?:" + alternatives(table(language, "quantities").strings("more")) + ")")


def addends(text: str, line: tuple[Quantity, ...], language: Language) -> list[Addend]:
    """Make the figures of a paragraph ready; what is about (430多起), a range or a percentage cannot be added."""
    found: list[Addend] = []
    piece = sentence = item = item_sentence = series = opened = 0
    first_mark = _first_mark(language)
    aside = False
    position = line[0].span.start
    for figure in line:
        for stop in _stops(language).finditer(text, position, figure.span.start):
            piece += 1
            if stop["mark"]:
                item, item_sentence, aside = item + 1, sentence, False
                if stop["mark"] in first_mark:
                    series, opened = series + 1, sentence
            elif stop["sentence"]:
                sentence += 1
                aside = stop["aside"] is not None
        position = figure.span.end
        taken_apart = measure(figure.unit, language)
        thing = taken_apart.thing or (figure.of or "")
        if figure.upper is not None or thing in _not_added(language) or _about(language).search(figure.span.of(text)):
            continue
        found.append(
            Addend(
                figure=figure,
                thing=thing,
                amount=in_steps(figure, taken_apart.times),
                half=_half(figure, taken_apart.times, language),
                digits=len(str(figure.value).replace(".", "").strip("0")),
                piece=piece,
                sentence=sentence,
                item=item,
                item_sentence=item_sentence,
                series=series,
                opened=opened,
                aside=aside,
                attribute=text.startswith(_attribute(language), figure.span.end) if _attribute(language) else False,
            )
        )
    return found


def _half(figure: Quantity, times: Decimal, language: Language) -> int:
    """Return half of the last printed digit; what is counted one by one is not rounded."""
    if figure.of is not None or figure.unit in _counts(language):
        return 0
    exponent = figure.value.as_tuple().exponent
    last = Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(1)
    return int(last * times * STEPS) // 2
