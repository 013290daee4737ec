"""Workbooks (XLSX) written row by row, in which every text is text: nothing in them is run."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import IO, Final

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

__all__ = ["LONGEST_CELL", "NO_CELL", "Page", "write_pages"]

# As much as a cell holds (ECMA-376 part 1, 18.4.12); programs cut off the rest without a word.
LONGEST_CELL: Final = 32_767
# XML holds none of these (XML 1.0, 2.2).
NO_CELL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# What a workbook would take for a character written by its number (ECMA-376 part 1, 22.9.2.19).
_NUMBERED: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
# A sheet's name has 31 characters at most and none of these.
_NO_NAME: Final = re.compile(r"[\[\]:*?/\\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A sheet: its name, the heads of its columns and how wide they are, in characters, and its rows."""

    title: str
    heads: Sequence[str]
    widths: Sequence[int]
    rows: Iterable[Sequence[object]]


def write_pages(target: IO[bytes], pages: Iterable[Page]) -> None:
    """Write sheets with a head that stays in sight, days and figures as such, and every text as text."""
    book = Workbook(write_only=True)
    for page in pages:
        sheet = book.create_sheet(_NO_NAME.sub(" ", page.title)[:31].strip(" '") or "1")
        for place, width in enumerate(page.widths, start=1):
            sheet.column_dimensions[get_column_letter(place)].width = width
        sheet.freeze_panes = "A2"
        sheet.append([_head(sheet, head) for head in page.heads])
        for row in page.rows:
            sheet.append([_cell(sheet, cell) for cell in row])
    book.save(target)


def _head(sheet: WriteOnlyWorksheet, words: str) -> Cell:
    cell = _text(sheet, words)
    cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    return cell


def _cell(sheet: WriteOnlyWorksheet, found: object) -> object:
    if found is None or found == "":
        return None
    if isinstance(found, date | Decimal | int | float) and not isinstance(found, bool):
        return found
    words = str(found)
    plain = words.isascii() and words.isalnum() and not words.isdigit()
    return words if plain else _text(sheet, words)


def _text(sheet: WriteOnlyWorksheet, words: str) -> Cell:
    """Write words as words: nothing that begins like a formula is one, and no figure becomes a number."""
    cell = WriteOnlyCell(sheet)
    cell._value = _NUMBERED.sub("_x005F_", NO_CELL.sub("", words))[:LONGEST_CELL]  # type: ignore[attr-defined]  # noqa: SLF001 - see below
    # Its own setter takes what begins with "=" for a formula, and has no other way of being told.
    cell.data_type = "s"
    return cell
