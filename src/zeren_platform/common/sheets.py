"""Spreadsheets written row by row, and cells that no spreadsheet runs."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import IO, Any, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

__all__ = ["LONGEST_CELL", "NO_CELL", "escaped", "write_workbook"]

# As much as a cell holds (ECMA-376 part 1, 18.4.12); programs cut off the rest without a word.
LONGEST_CELL: Final = 32_767
# A spreadsheet runs what begins so; an apostrophe before it makes it text. What begins with such an apostrophe itself
# gets another one, so that taking one away gives back what was.
RUN: Final = re.compile(r"'*[=+\-@\t\r]")
# XML holds none of these (XML 1.0, 2.2).
NO_CELL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# What a workbook would take for a character written by its number (ECMA-376 part 1, 22.9.2.19).
NUMBERED: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
# A sheet's name has 31 characters at most and none of these.
NO_NAME: Final = re.compile(r"[\[\]:*?/\\]")


def escaped(cell: str) -> str:
    """Keep a spreadsheet that opens a CSV file from running a cell.

    >>> escaped("=1+1"), escaped("1+1"), escaped("'=1")
    ("'=1+1", '1+1', "''=1")
    """
    return f"'{cell}" if RUN.match(cell) else cell


def write_workbook(
    target: IO[bytes], *, title: str, heads: Sequence[str], widths: Sequence[int], rows: Iterable[Sequence[Any]]
) -> None:
    """Write one sheet: a head that stays in sight, days and figures as such, and every text as text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(NO_NAME.sub(" ", title)[:31].strip(" '") or "1")
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "A2"
    sheet.append([_head(sheet, head) for head in heads])
    for row in rows:
        sheet.append([_cell(sheet, cell) for cell in row])
    book.save(target)


def _head(sheet: Any, words: str) -> Any:
    cell = _text(sheet, words)
    cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    return cell


def _cell(sheet: Any, found: Any) -> Any:
    if found is None or found == "":
        return None
    if isinstance(found, date | Decimal | int | float) and not isinstance(found, bool):
        return found
    words = str(found)
    plain = words.isascii() and words.isalnum() and not words.isdigit()
    return words if plain else _text(sheet, words)


def _text(sheet: Any, words: str) -> Any:
    """Write words as words: nothing that begins like a formula is one, and no figure becomes a number."""
    cell: Any = WriteOnlyCell(sheet)
    cell._value = NUMBERED.sub("_x005F_", NO_CELL.sub("", words))[:LONGEST_CELL]  # noqa: SLF001 - see below
    # Its own setter takes what begins with "=" for a formula, and has no other way of being told.
    cell.data_type = "s"
    return cell
