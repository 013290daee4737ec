"""The markers of numbered lines: which style a line is numbered in, told from its form and from what went before.

A form alone does not always say: "(i)" is a letter after "(h)" and a Roman number otherwise, "1.1" a section only where
1.2 follows or a space parts it from its words, "三、四季度" no item at all.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from zeren.reading.model import Language
from zeren.reading.rulebook import Table, alternatives, number_form, table
from zeren.reading.span import Span
from zeren.reading.unit_names import trimmed

__all__ = ["Marked", "Markers", "Style"]

_DECIMAL = re.compile(r"\d{1,3}(?:\.\d{1,3}){1,3}(?![\d.]*\d)")
# "1 Scope": believed where 1.1 is there.
_BARE = re.compile(r"(\d{1,3})[ \t\u3000]+(?=\S)")
# What stands in a form for a number, beside the signs that every rule knows (rulebook).
_NUMBERS = {
    "{i}": "[ivxlc]{1,6}",
    "{⑴}": "[⑴-⒇]",
    "{㈠}": "[㈠-㈩]",
    "{1.1.1.1}": r"\d{1,3}(?:\.\d{1,3}){3}",
    "{1.1.1}": r"\d{1,3}(?:\.\d{1,3}){2}",
    "{1.1}": r"\d{1,3}\.\d{1,3}",
}
_FIRST = frozenset({"1", "一", "①", "⑴", "㈠", "A", "a", "I", "i"})
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_EDGES = "、．. \t\u3000"
_SIGNS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A form of marker: how deep it stands, and whether a heading may follow it."""

    pattern: re.Pattern[str]
    rank: int
    titled: bool
    roman: bool
    decimal: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A line with a marker, its number as written and the words after it."""

    style: Style
    number: Span
    body: Span

    def is_first(self, text: str) -> bool:
        """Tell whether the number begins an enumeration."""
        return _SIGNS.sub("", self.number.of(text)) in _FIRST


@cache
def _styles(language: Language) -> tuple[Style, ...]:
    return tuple(_style(entry) for entry in table(language, "structure").tables("style"))


@cache
def _any_style(language: Language) -> re.Pattern[str]:
    """Return what every marker begins like: most lines have none, and are asked once instead of for each style."""
    return re.compile("|".join(f"(?:{style.pattern.pattern})" for style in _styles(language)))


def _style(entry: Table) -> Style:
    form = entry.text("form")
    pattern = number_form(form)
    for sign, numbers in _NUMBERS.items():
        pattern = pattern.replace(re.escape(sign), f"({numbers})")
    # After a marker in digits no digit follows: "1.5万亩" is a figure, "3.15" a date.
    digits = r"(?!\d)" if "1}" in form else ""
    other = entry.strings("not_before")
    not_before = f"(?!{alternatives(other)})" if other else ""
    return Style(
        pattern=re.compile(rf"{pattern}{digits}{not_before}\s*"),
        rank=entry.number("rank"),
        titled=entry.flag("titled"),
        roman="{I}" in form or "{i}" in form,
        decimal="{1.1" in form,
    )


class Markers:
    r"""Reads the marker of each line of a document, in their order.

    Examples
    --------
    >>> text = "(h) first\n(i) second"
    >>> lines = (Span(start=0, end=9), Span(start=10, end=20))
    >>> markers = Markers(text, lines, Language.ENGLISH)
    >>> [markers.read(line).style.roman for line in lines]
    [False, False]
    """

    __slots__ = ("_decimals", "_language", "_last", "_looked", "_text")

    def __init__(self, text: str, lines: Iterable[Span], language: Language) -> None:
        self._text = text
        self._language = language
        self._decimals = _decimals(text, lines)
        # The number last read at each rank that is still open.
        self._last: dict[int, int] = {}
        # The line looked at last, and its marker: a line is looked at from above, and then read.
        self._looked: tuple[Span, Marked | None] | None = None

    def look(self, line: Span) -> Marked | None:
        """Return the marker of *line*, or None, without taking note of it."""
        if self._looked is None or self._looked[0] != line:
            self._looked = (line, self._chosen(line))
        return self._looked[1]

    def _chosen(self, line: Span) -> Marked | None:
        if not _any_style(self._language).match(self._text, line.start, line.end):
            return self._bare(line)
        found = [
            one
            for style in _styles(self._language)
            if (one := self._as(style, line)) is not None and self._believed(one)
        ]
        if len(found) > 1:
            goes_on = (one for one in found if self._goes_on(one))
            begins = (one for one in found if _value(one, self._text) == 1)
            return next(goes_on, None) or next(begins, found[0])
        return found[0] if found else self._bare(line)

    def read(self, line: Span) -> Marked | None:
        """Return the marker of *line*, or None, and take note of its number."""
        found = self.look(line)
        if found is not None:
            rank = found.style.rank
            self._last = {other: number for other, number in self._last.items() if other < rank}
            self._last[rank] = _value(found, self._text)
            self._looked = None
        return found

    def _as(self, style: Style, line: Span) -> Marked | None:
        found = style.pattern.match(self._text, line.start, line.end)
        if found is None:
            return None
        number = trimmed(self._text, Span(start=found.start(), end=found.end()), _EDGES)
        return Marked(style=style, number=number, body=Span(start=found.end(), end=line.end))

    def _believed(self, found: Marked) -> bool:
        return not found.style.decimal or found.number.of(self._text) in self._decimals

    def _goes_on(self, found: Marked) -> bool:
        return self._last.get(found.style.rank) == _value(found, self._text) - 1

    def _bare(self, line: Span) -> Marked | None:
        found = _BARE.match(self._text, line.start, line.end)
        if found is None or f"{found[1]}.1" not in self._decimals:
            return None
        style = next((style for style in _styles(self._language) if style.pattern.match("1. x")), None)
        number = Span(start=found.start(1), end=found.end(1))
        return Marked(style=style, number=number, body=Span(start=found.end(), end=line.end)) if style else None


def _decimals(text: str, lines: Iterable[Span]) -> frozenset[str]:
    """Return the decimal numbers at the beginning of lines that go on from one another."""
    found = {
        tuple(int(part) for part in one[0].split(".")): (one[0], text[one.end() : one.end() + 1].isspace())
        for line in lines
        if (one := _DECIMAL.match(text, line.start, line.end))
    }
    return frozenset(
        written
        for number, (written, spaced) in found.items()
        if (*number[:-1], number[-1] - 1) in found or (number[-1] == 1 and (spaced or (*number[:-1], 2) in found))
    )


def _value(found: Marked, text: str) -> int:
    """Return the number of a Roman or a lettered marker; 0 where it does not matter."""
    sign = _SIGNS.sub("", found.number.of(text)).lower()
    if found.style.roman:
        figures = [_ROMAN.get(one, 0) for one in sign.rpartition(" ")[2]]
        pairs = zip(figures, [*figures[1:], 0], strict=True)
        return sum(figure if figure >= after else -figure for figure, after in pairs)
    return ord(sign) - ord("a") + 1 if len(sign) == 1 and sign.isascii() and sign.isalpha() else 0
