"""Tables of one sheet: read from XLSX and CSV line by line, each with its number in the file, and written as CSV."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from zeren.foundations.errors import InvalidInputError
from zeren.reading import DamagedDocumentError, TooLargeError, UnsupportedFormatError
from zeren.reading.decode import decode, refuse_other_formats
from zeren.reading.package import SIGNATURE, kind_of_package
from zeren.reading.workbook import read_sheets
from zeren_platform.common.sheets import escaped

__all__ = [
    "LARGEST_MB",
    "MOST_LINES",
    "EmptyTableError",
    "Line",
    "NoTableFileError",
    "csv_lines",
    "is_json",
    "lines_of",
    "unescaped",
]

LARGEST_MB: Final = 20
MOST_LINES: Final = 20_000
EXPECTED: Final = "an XLSX, CSV or JSON file"
# What a PDF and a web page begin with.
DOCUMENTS: Final = (b"%PDF", b"<")
SEPARATORS: Final = (",", "\t", ";")
# Spreadsheets take a file for Unicode only with this mark.
MARK: Final = "\ufeff"
ESCAPED: Final = re.compile(r"'+[=+\-@\t\r]")


class NoTableFileError(UnsupportedFormatError):
    """The file is of a format in which no table is taken in."""

    code = "common.table.unsupported"


class EmptyTableError(InvalidInputError):
    """The file holds nothing below its head."""

    code = "common.table.empty"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The cells of one line; ``number`` is what a spreadsheet or an editor shows beside it."""

    number: int
    cells: tuple[str, ...]


def is_json(content: bytes) -> bool:
    """Say whether the file begins as JSON does.

    >>> is_json(b' {"units": []}'), is_json(b"code,name")
    (True, False)
    """
    return content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in {b"{", b"["}


def lines_of(content: bytes) -> list[Line]:
    """Read the lines of the first sheet of a workbook, or of a CSV file; lines in which nothing stands are left out."""
    if len(content) > LARGEST_MB * 1024 * 1024:
        raise TooLargeError(what="MB", found=len(content) // (1024 * 1024), limit=LARGEST_MB, field="file")
    try:
        found = [line for line in _opened(content) if any(cell.strip() for cell in line.cells)]
    except UnsupportedFormatError as failure:
        raise NoTableFileError(**{**failure.params, "field": "file"}) from failure
    if len(found) > MOST_LINES:
        raise TooLargeError(what="rows", found=len(found), limit=MOST_LINES, field="file")
    if len(found) < len(("head", "row")):
        raise EmptyTableError(field="file")
    return found


def csv_lines(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Write a table as CSV, line by line; no cell of it is run by a spreadsheet, and each is read back as it was."""
    echo = _Echo()
    writer = csv.writer(echo)
    yield MARK + str(writer.writerow(heads))
    for row in rows:
        yield str(writer.writerow([escaped("" if cell is None else str(cell)) for cell in row]))


def unescaped(cell: str) -> str:
    """Take away the apostrophe that kept a spreadsheet from running a cell (``sheets.escaped``).

    >>> unescaped("'=1+1"), unescaped("''=1"), unescaped("1+1"), unescaped("'quoted'")
    ('=1+1', "'=1", '1+1', "'quoted'")
    """
    return cell[1:] if ESCAPED.match(cell) else cell


def _opened(content: bytes) -> Iterator[Line]:
    if not content.startswith(SIGNATURE):
        refuse_other_formats(content)
        if content.lstrip().startswith(DOCUMENTS):
            raise UnsupportedFormatError(format="document", expected=EXPECTED)
        return _csv(decode(content).text)
    kind = kind_of_package(content)
    if kind != "XLSX":
        raise UnsupportedFormatError(format=kind, expected=EXPECTED, field="file")
    return _sheet(content)


def _sheet(content: bytes) -> Iterator[Line]:
    for sheet in read_sheets(content)[:1]:
        for place, row in enumerate(sheet.rows()):
            # A merged cell says itself in its first place alone.
            yield Line(number=sheet.top + place, cells=tuple(cell if isinstance(cell, str) else "" for cell in row))


def _csv(text: str) -> Iterator[Line]:
    """Give each row with the number of the line in which it begins."""
    first = next((line for line in text.split("\n") if line.strip()), "")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(SEPARATORS, key=first.count), strict=True)
    number = 1
    try:
        for row in reader:
            yield Line(number=number, cells=tuple(map(unescaped, row)))
            number = reader.line_num + 1
    except csv.Error as failure:
        raise DamagedDocumentError(format="CSV", field="file") from failure


class _Echo:
    """Give back what is written to it, as the csv module's writer returns it."""

    def write(self, line: str) -> str:
        return line
