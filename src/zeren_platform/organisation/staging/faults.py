"""What is wrong with a cell of a file: where it stands, what was expected, and how to mend it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.utils.translation import gettext as _

from zeren_platform.organisation.exchange.files import Entry, Layout

__all__ = ["CellFault", "Checker"]

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True, kw_only=True)
class CellFault:
    """One fault, beside its row and column."""

    line: int
    column: str
    words: str


class Checker:
    """Gather the faults of one file."""

    def __init__(self, layout: Layout) -> None:
        self.heads = dict(zip(layout.keys, layout.heads(), strict=True))
        self.faults: list[CellFault] = []

    def wrong(self, entry: Entry, key: str, words: str) -> None:
        """Note a fault."""
        self.faults.append(CellFault(line=entry.line, column=self.heads[key], words=words))

    def ask(self, holds: bool, entry: Entry, key: str, words: str) -> None:  # noqa: FBT001 - reads as "ask whether"
        """Note a fault unless it *holds*."""
        if not holds:
            self.wrong(entry, key, words)

    def day(self, entry: Entry, key: str) -> date | None:
        """Read a day; an empty cell is none."""
        return self._read(
            entry, key, date.fromisoformat, _("A day is expected, such as 2026-04-01, or nothing. Write it so.")
        )

    def number(self, entry: Entry, key: str) -> int | None:
        """Read a whole number from 0 on; an empty cell is none."""
        found = self._read(entry, key, int, _("A whole number is expected, or nothing."))
        if found is not None and not 0 <= found < 2**31:
            self.wrong(entry, key, _("A whole number from 0 on is expected, or nothing."))
            return None
        return found

    def _read(self, entry: Entry, key: str, reads: Callable[[str], Found], words: str) -> Found | None:
        said = entry.says(key)
        if not said:
            return None
        try:
            return reads(said)
        except ValueError:
            self.wrong(entry, key, words)
            return None
