"""Cells of a table as what they say, and back: days, points, choices, the names of units."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Final

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from zeren_platform.common.points import MOST_POINTS
from zeren_platform.common.sheets import LONGEST_CELL, NO_CELL
from zeren_platform.responsibilities.models import Duty
from zeren_platform.sources.cycles import cycle_of
from zeren_platform.sources.targets import UnreadTargetError, as_lines, targets_in

__all__ = [
    "Unread",
    "day_in",
    "lines_of",
    "named",
    "points_in",
    "settled",
    "shared_beginning",
    "targets_cell",
    "truth_in",
    "truth_word",
    "word_in",
]

LINE_ENDS: Final = re.compile("\r\n?|\x85|\u2028|\u2029")
DAY: Final = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?(?:[T ]0?0:00(?::00)?)?")
FIGURE: Final = re.compile(r"(\d+(?:\.\d+)?)\s*(?:分|points?)?", re.IGNORECASE)
YES: Final = frozenset({"yes", "y", "true", "1", "是", "有", "√", "✓", "✔", "对", "x"})
NO: Final = frozenset({"", "no", "n", "false", "0", "否", "无", "×", "-", "—", "–"})
CODED: Final = re.compile(r"(?P<name>.*\S)?\s*\[(?P<code>[-\w]{1,60})\]")


@dataclass(frozen=True, slots=True)
class Unread:
    """What stands in a cell that says nothing which its column can hold."""

    found: str


def settled(words: str) -> str:
    """Write a text as a cell can hold it: one kind of line end, nothing that no file can hold, no space around."""
    return NO_CELL.sub("", LINE_ENDS.sub("\n", words)).strip()


def day_in(words: str) -> date | Unread | None:
    """Read a day.

    >>> day_in("2026年3月1日"), day_in(""), day_in("by March")
    (datetime.date(2026, 3, 1), None, Unread(found='by March'))
    """
    given = words.strip()
    found = DAY.fullmatch(given)
    try:
        return date(*map(int, found.groups())) if found else (Unread(given) if given else None)
    except ValueError:
        return Unread(given)


def points_in(words: str) -> Decimal | Unread | None:
    """Read points, exact to two places.

    >>> points_in("7.50 分"), points_in("seven")
    (Decimal('7.5'), Unread(found='seven'))
    """
    given = words.strip()
    found = FIGURE.fullmatch(given)
    if not found:
        return Unread(given) if given else None
    try:
        points = Decimal(found[1])
    except InvalidOperation:
        return Unread(given)
    if points > MOST_POINTS or points * 100 % 1:
        return Unread(given)
    return points.quantize(Decimal(1)) if points == points.to_integral_value() else points.normalize()


def targets_cell(words: str) -> str | Unread:
    """Read the figures aimed at, one to a line, in the one way of writing them."""
    try:
        return as_lines(targets_in(settled(words)))
    except UnreadTargetError as error:
        return Unread(str(error.params["found"]))


def truth_in(words: str) -> bool | Unread:
    """Read yes or no; an empty cell is no."""
    given = words.strip().casefold()
    return given in YES if given in YES | NO else Unread(words.strip())


def truth_word(*, said: bool) -> str:
    """Write yes, and nothing for no: a column of "no" hides the few that matter."""
    return _("Yes") if said else ""


def word_in(words: str, kind: str) -> str | Unread:
    """Read a cycle or a level: its code, or its name in any language of the site; a cycle also as documents say it."""
    given = words.strip()
    if not given:
        return ""
    found = _choices(kind).get(given.casefold()) or (cycle_of(given) if kind == "cycle" else "")
    return found or Unread(given)


def named(line: str) -> tuple[str, str]:
    """Part a line of a cell of units into the name and, where it stands in square brackets, the code.

    >>> named("Air Bureau [air]"), named("Air Bureau")
    (('Air Bureau', 'air'), ('Air Bureau', ''))
    """
    found = CODED.fullmatch(line.strip())
    return (" ".join((found["name"] or "").split()), found["code"]) if found else (" ".join(line.split()), "")


@cache
def _choices(kind: str) -> Mapping[str, str]:
    """Give the codes of a choice by all that they are called."""
    offered = Duty.Cycle if kind == "cycle" else Duty.Level
    found = {code: code for code in offered.values}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found |= {str(label).casefold(): str(code) for code, label in offered.choices}
    return found


def shared_beginning(words: str, other: str) -> bool:
    """Tell whether *words* are *other*, cut off where a spreadsheet's cell is full."""
    return len(words) >= LONGEST_CELL - 1 and other.startswith(words)


def lines_of(cell: str) -> Sequence[str]:
    """Give the lines of a cell that say something."""
    return [line for line in settled(cell).split("\n") if line.strip()]
