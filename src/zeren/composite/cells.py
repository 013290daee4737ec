"""The cells of a table of data: numbers as people and programs write them, gaps, and what does not apply."""

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from zeren.composite.errors import TableError
from zeren.composite.exact import Number
from zeren.composite.layout import Layout

__all__ = ["Placed", "check_commas", "column_of", "does_not_apply", "has_decimal_comma", "is_gap", "is_number", "plain"]

# Cells of one column as they stand, each with its line.
Placed = Sequence[tuple[int, str]]

_GAPS: Final = frozenset(
    {
        *("", "na", "n/a", "n.a.", "#n/a", "nan", "null", "none", "nd", "n.d.", "-", "--", "—", "——", "–", "…", "……"),
        *("...", "..", ":", "缺失", "暂缺", "暂无", "暂无数据", "无数据", "未统计"),
    }
)
_INAPPLICABLE: Final = frozenset({"not applicable", "inapplicable", "不适用"})
_NO_VALUE: Final = _GAPS | _INAPPLICABLE
# Groups of three digits, parted by the same mark all through.
_THOUSANDS: Final = re.compile(r"[+-]?\d{1,3}(?:(?P<mark>[, '’])\d{3})(?:(?P=mark)\d{3})*(?:\.\d+)?")
_ONE_COMMA: Final = re.compile(r"[+-]?\d+,\d+")
_DECIMAL_COMMA: Final = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:\.\d{3})+),(?:\d{1,2}|\d{4,})")
_PARTED: Final = re.compile("[, '’]")
# An exact number with such an exponent would fill the memory.
_ENDLESS: Final = re.compile(r"[eE][+-]?\d{4}")
# Letters as wide as a Chinese one, spaces that do not break, the sign of subtraction.
_WIDE: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SPACES: Final = dict.fromkeys((0x3000, 0xA0, 0x202F, 0x2009), 0x20)
_PLAIN: Final = {**_WIDE, **_SPACES, 0x2212: 0x2D}
_TOLD: Final = 3


def plain(text: str) -> str:
    r"""Write wide letters and digits, hard spaces and minus signs as the keyboard does.

    Examples
    --------
    >>> plain("\uff0d\uff11\uff12\uff05")
    '-12%'
    """
    return (text if text.isascii() else text.translate(_PLAIN)).strip()


def is_gap(text: str, layout: Layout | None = None) -> bool:
    """Say whether a cell stands for no value."""
    return plain(text).casefold() in _NO_VALUE or (layout is not None and text in layout.missing)


def does_not_apply(text: str) -> bool:
    """Say whether a cell says that there is nothing to measure."""
    return plain(text).casefold() in _INAPPLICABLE


def is_number(text: str, decimal: str | None = None) -> bool:
    """Say whether a cell holds a number, with that mark before its decimals."""
    try:
        return not is_gap(text) and _number(text, decimal) is not None
    except (ValueError, ZeroDivisionError):
        return False


def has_decimal_comma(text: str) -> bool:
    """Say whether the comma in a number can only stand before its decimals."""
    return _DECIMAL_COMMA.fullmatch(plain(text)) is not None


def column_of(cells: Placed, head: str, name: str, layout: Layout) -> tuple[Number | None, ...]:
    """Read one column.

    Parameters
    ----------
    cells
        As they stand, with their lines.
    head, name
        Of the column and the file, for errors.
    layout
        What stands for a gap, and the mark of decimals.

    Raises
    ------
    TableError
        If a cell holds no number, or some numbers have a sign of per cent and some have none; it names the first such
        cell and some others.
    """
    found: list[Number | None] = []
    wrong: list[tuple[int, str]] = []
    for line, text in cells:
        try:
            found.append(None if is_gap(text, layout) else _number(text, layout.decimal))
        except (ValueError, ZeroDivisionError):
            found.append(None)
            wrong.append((line, text))
    if wrong:
        raise _refused(wrong, head, name, "a number, nothing, or: not applicable")
    there = [cell for cell, number in zip(cells, found, strict=True) if number is not None]
    _check_signs(there, head, name)
    return tuple(found)


def _number(text: str, decimal: str | None) -> Fraction:
    written = plain(text).removesuffix("%").strip()
    if decimal == ",":
        written = written.translate(str.maketrans(",.", ".,"))
    if _THOUSANDS.fullmatch(written):
        written = _PARTED.sub("", written)
    if _ENDLESS.search(written) or "_" in written:
        raise ValueError(text)
    return Fraction(written)


def _refused(wrong: Placed, head: str, name: str, expected: str) -> TableError:
    (line, text), *others = wrong
    found = f'"{text[:80]}"'
    if others:
        told = ", ".join(dict.fromkeys(f'"{other[:20]}" on line {at}' for at, other in others[:_TOLD]))
        found += f" (and {len(others)} more cells: {told}{', …' if len(others) > _TOLD else ''})"
    return TableError(at=f'{name}, line {line}, column "{head}"', expected=expected, found=found)


def _check_signs(numbers: Placed, head: str, name: str) -> None:
    """Refuse a column in which 45 % might be written as 45% here and as 0.45 there."""
    signed = {plain(text).endswith("%") for _, text in numbers}
    if len(signed) > 1:
        bare = [(line, text) for line, text in numbers if not plain(text).endswith("%")]
        raise _refused(bare, head, name, "a sign of per cent behind all numbers of the column, or behind none")


def check_commas(cells: Placed, head: str, name: str) -> None:
    """Refuse 1,234 where commas may part thousands as well as decimals: nobody said which."""
    wrong = [(line, text) for line, text in cells if _ONE_COMMA.fullmatch(plain(text))]
    if wrong:
        expected = 'decimal = "," under [index] for decimals, or decimal = "." where commas part thousands'
        raise _refused(wrong, head, name, expected)
