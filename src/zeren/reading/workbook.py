"""XLSX to text, by python-calamine: each sheet is a table under its name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO
from zipfile import ZipFile

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from zeren.reading.errors import DamagedDocumentError, TooLargeError
from zeren.reading.layout import Cell, Layout, Merged, Source
from zeren.reading.limits import MOST_CELLS
from zeren.reading.package import unpacked
from zeren.reading.tables import head_rows

__all__ = ["Sheet", "read_sheets", "read_source"]

_Value = int | float | str | bool | time | date | datetime | timedelta
_SHEET = re.compile(r"xl/worksheets/[^/]{1,200}\.xml\Z", re.IGNORECASE)
# The tags of rows and cells, and where one says that it stands; a cell that is closed at once holds nothing.
_TAG = re.compile(rb"""<(?:[A-Za-z]{1,20}:)?(row|c)(?=[\s/>])([^>]{0,500})>""")
_PLACE = re.compile(rb"""\sr\s{0,9}=\s{0,9}["']\$?([A-Za-z]{0,7})\$?(\d{0,10})["']""")
_LETTERS = 26


def read_source(data: bytes) -> Source:
    """Read an XLSX file."""
    plain = unpacked(data, "XLSX")
    _check_sizes(plain, MOST_CELLS)
    layout = Layout()
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(plain))
        for sheet in book.sheets_metadata:
            if sheet.typ == SheetTypeEnum.WorkSheet:
                if sheet.visible != SheetVisibleEnum.Visible:
                    layout.warn("reading.hidden_sheet", sheet.name)
                _sheet(book.get_sheet_by_name(sheet.name), layout)
    except (CalamineError, OSError, ValueError, OverflowError) as failure:
        raise DamagedDocumentError(format="XLSX") from failure
    return layout.source()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet that is read row by row; ``top`` is the number of the row that its first row is in the program."""

    name: str
    height: int
    top: int
    held: CalamineSheet

    def rows(self) -> Iterator[list[Cell]]:
        """Give its cells row by row; one that is part of a merged cell says of which."""
        merged = _merges(self.held, self.height, self.held.width)
        for number, row in enumerate(self.held.iter_rows()):
            words: list[Cell] = [_written(value) for value in row]
            yield [merged.get((number, place), cell) for place, cell in enumerate(words)] if merged else words


def read_sheets(data: bytes, *, most_cells: int = MOST_CELLS) -> list[Sheet]:
    """Read only the visible sheets of an XLSX file, row by row."""
    plain = unpacked(data, "XLSX")
    _check_sizes(plain, most_cells)
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(plain))
        shown = [
            book.get_sheet_by_name(sheet.name)
            for sheet in book.sheets_metadata
            if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
        ]
    except (CalamineError, OSError, ValueError, OverflowError) as failure:
        raise DamagedDocumentError(format="XLSX") from failure
    return [
        Sheet(name=sheet.name, height=sheet.height, top=(sheet.start or (0, 0))[0] + 1, held=sheet) for sheet in shown
    ]


def _check_sizes(plain: bytes, most: int) -> None:
    """Refuse a sheet with a cell so far out that the library would need room for all that lie before it."""
    with ZipFile(BytesIO(plain)) as archive:
        for member in archive.namelist():
            if not _SHEET.match(member):
                continue
            cells = _extent(archive.read(member))
            if cells > most:
                raise TooLargeError(what="cells in a sheet", found=cells, limit=most)


def _extent(sheet: bytes) -> int:
    """Return the last row that holds something times the last column; a cell without a place follows the last one."""
    row = column = rows = columns = 0
    for tag in _TAG.finditer(sheet):
        place = _PLACE.search(tag[2])
        letters, number = (place[1], place[2]) if place else (b"", b"")
        if tag[1] == b"row":
            row, column = int(number) if number else row + 1, 0
            continue
        column = _column(letters) if letters else column + 1
        row = int(number) if number else row
        if not tag[2].endswith(b"/"):
            rows, columns = max(rows, row), max(columns, column)
    return rows * columns


def _column(letters: bytes) -> int:
    column = 0
    for letter in letters.upper():
        column = column * _LETTERS + letter - ord("A") + 1
    return column


def _sheet(sheet: CalamineSheet, layout: Layout) -> None:
    rows = [list(map(_written, row)) for row in sheet.to_python()]
    merged = _merges(sheet, len(rows), max(map(len, rows), default=0))
    cells: list[list[Cell]] = [
        [merged.get((number, column), words) for column, words in enumerate(row)] for number, row in enumerate(rows)
    ]
    # A table ends at its last row that holds words.
    while cells and not any(isinstance(cell, str) and cell for cell in cells[-1]):
        cells.pop()
    if cells:
        layout.line(sheet.name, caption=True)
        head = head_rows([[cell if isinstance(cell, str) else None for cell in row] for row in cells])
        layout.table(cells, head=head, caption=sheet.name)


def _merges(sheet: CalamineSheet, height: int, width: int) -> dict[tuple[int, int], Merged]:
    """Return for every place of a merged cell but its first where that is."""
    top, left = sheet.start or (0, 0)
    found: dict[tuple[int, int], Merged] = {}
    for (first_row, first_column), (last_row, last_column) in sheet.merged_cell_ranges or []:
        row, column = first_row - top, first_column - left
        if not (0 <= row < height and 0 <= column < width) or (row, column) in found:
            continue
        # Ranges that lie over each other are no ranges that Excel writes: each place counts once.
        for place in _places(row, column, min(last_row - top, height - 1), min(last_column - left, width - 1)):
            if place in found:
                break
            found[place] = Merged(row=row, column=column)
    return found


def _places(row: int, column: int, last_row: int, last_column: int) -> Iterator[tuple[int, int]]:
    for down in range(row, last_row + 1):
        for across in range(column, last_column + 1):
            if (down, across) != (row, column):
                yield down, across


def _written(value: _Value) -> str:
    """Write a value as a person would: 45 and not 45.0, a day without midnight."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)  # noqa: PLR2004
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return value.date().isoformat() if midnight else value.isoformat(sep=" ", timespec="minutes")
    return value.isoformat() if isinstance(value, date | time) else str(value)
