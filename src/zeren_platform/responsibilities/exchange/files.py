"""Files that hold tables: XLSX, CSV, DOCX and JSON, told apart by what is in them, each row with its place there."""

import csv
import io
import json
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from zeren.foundations.errors import InvalidInputError
from zeren.reading import DamagedDocumentError, TooLargeError, UnsupportedFormatError
from zeren.reading.decode import decode, refuse_other_formats
from zeren.reading.layout import Cell, Merged
from zeren.reading.package import SIGNATURE, kind_of_package
from zeren.reading.word_document import read_tables
from zeren.reading.workbook import read_sheets
from zeren_platform.common.tables import is_json, unescaped
from zeren_platform.responsibilities.exchange.columns import COLUMNS, ROLES
from zeren_platform.responsibilities.exchange.sifting import TableRow

__all__ = [
    "LARGEST_MB",
    "MOST_ROWS",
    "FileTable",
    "NoFileOfDutiesError",
    "NoListOfDutiesError",
    "NoTableError",
    "opened",
]

LARGEST_MB: Final = 50
# A register of a province; what it takes stands in benchmarks/import.py.
MOST_ROWS: Final = 100_000
MOST_COLUMNS: Final = 60
SEPARATORS: Final = (",", "\t", ";")
# Documents that are read elsewhere, and whose tables come as lines.
OTHERS: Final = {b"%PDF": "PDF", b"<": "HTML"}
EXPECTED: Final = "an XLSX, CSV, DOCX or JSON file"
csv.field_size_limit(10_000_000)


class NoFileOfDutiesError(UnsupportedFormatError):
    """The file is of a format in which no duties are taken in."""

    code = "responsibilities.import.unsupported"


class NoListOfDutiesError(UnsupportedFormatError):
    """The file is JSON and holds no list of duties."""

    code = "responsibilities.import.no_list"


class NoTableError(InvalidInputError):
    """The file holds no table with a row below its head."""

    code = "responsibilities.import.no_table"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileTable:
    """A table of a file; ``rows`` gives its rows anew each time, so that none has to be kept."""

    name: str
    height: int
    rows: Callable[[], Iterator[TableRow]]


def opened(content: bytes) -> tuple[str, list[FileTable]]:
    """Tell what a file is and give its tables; what is none of these formats is refused by name."""
    try:
        return _opened(content)
    except NoListOfDutiesError:
        raise
    except UnsupportedFormatError as failure:
        raise NoFileOfDutiesError(**failure.params) from failure


def _opened(content: bytes) -> tuple[str, list[FileTable]]:
    if content.startswith(SIGNATURE):
        kind = kind_of_package(content)
        if kind not in {"XLSX", "DOCX"}:
            raise UnsupportedFormatError(format=kind, expected=EXPECTED)
        found = _sheets(content) if kind == "XLSX" else _word_tables(content)
        return kind.lower(), _fit(found)
    refuse_other_formats(content)
    for mark, name in OTHERS.items():
        if content.lstrip().startswith(mark):
            raise UnsupportedFormatError(format=name, expected=EXPECTED)
    if is_json(content):
        return "json", _fit(_json(content))
    return "csv", _fit(_csv(_text(content)))


def _text(content: bytes) -> str:
    """Decode a CSV file; what says by its mark that it is UTF-8 is taken to the letter, whatever signs it holds."""
    if content.startswith(BOM_UTF8):
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError:
            pass
    return decode(content).text


def _fit(tables: Sequence[FileTable]) -> list[FileTable]:
    found = [table for table in tables if table.height > 1]
    if not found:
        raise NoTableError(field="file")
    for table in found:
        if table.height > MOST_ROWS + 100:
            raise TooLargeError(what="rows", found=table.height, limit=MOST_ROWS, field="file")
    return found


def _sheets(content: bytes) -> list[FileTable]:
    most = (MOST_ROWS + 100) * MOST_COLUMNS
    return [
        FileTable(
            name=sheet.name,
            height=sheet.height,
            rows=lambda sheet=sheet: _rows(sheet.rows(), top=sheet.top),  # type: ignore[misc]
        )
        for sheet in read_sheets(content, most_cells=most)
    ]


def _word_tables(content: bytes) -> list[FileTable]:
    return [
        FileTable(
            name=str(place),
            height=len(table),
            rows=lambda table=table: _rows(table, top=1),  # type: ignore[misc]
        )
        for place, table in enumerate(read_tables(content), start=1)
    ]


def _rows(rows: "Sequence[list[Cell]] | Iterator[list[Cell]]", *, top: int) -> Iterator[TableRow]:
    """Fill the places of a merged cell with its words, as a reader of the table does."""
    kept: dict[tuple[int, int], str] = {}
    for number, row in enumerate(rows):
        words: list[str] = []
        merged: set[int] = set()
        for place, cell in enumerate(row):
            if isinstance(cell, Merged):
                words.append(kept.get((cell.row, cell.column), words[cell.column] if cell.row == number else ""))
                kept[number, place] = words[-1]
                merged.add(place)
            else:
                words.append(cell)
        yield TableRow(line=top + number, cells=tuple(words), merged=frozenset(merged))
        kept = _still_needed(kept, row, words, number)


def _still_needed(
    kept: dict[tuple[int, int], str], row: Sequence[Cell], words: Sequence[str], number: int
) -> dict[tuple[int, int], str]:
    """Keep the words of the cells of this row, and of the merged ones that reach into it: no more rows than two."""
    origins = {(cell.row, cell.column) for cell in row if isinstance(cell, Merged)}
    still = {place: found for place, found in kept.items() if place in origins}
    return still | {(number, place): found for place, found in enumerate(words)}


def _csv(text: str) -> list[FileTable]:
    first = next((line for line in text.split("\n") if line.strip() and not line.startswith("#")), "")
    separator = max(SEPARATORS, key=first.count)
    try:
        height = sum(1 for _row in _csv_rows(text, separator))
    except csv.Error as failure:
        raise DamagedDocumentError(format="CSV") from failure
    return [FileTable(name="CSV", height=height, rows=lambda: _csv_rows(text, separator))]


def _csv_rows(text: str, separator: str) -> Iterator[TableRow]:
    """Give the rows with the number of the line in which each begins; remarks above the table are none."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    line, above = 1, True
    for row in reader:
        remark = above and (not row or row[0].startswith("#"))
        if row and not remark:
            above = False
            yield TableRow(line=line, cells=tuple(map(unescaped, row)))
        line = reader.line_num + 1


def _json(content: bytes) -> list[FileTable]:
    """Read a list of duties, as the export writes it: every key is a column."""
    try:
        held = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as failure:
        raise DamagedDocumentError(format="JSON") from failure
    duties = held.get("duties") if isinstance(held, dict) else held
    if not isinstance(duties, list) or not all(isinstance(duty, dict) for duty in duties):
        raise NoListOfDutiesError(format="JSON", expected='{"duties": [{"number": …, "text": …}, …]}')
    given = {key for duty in duties for key in duty}
    keys = [column.key for column in COLUMNS if column.key in given or (column.key in ROLES and "units" in given)]
    return [FileTable(name="JSON", height=len(duties) + 1, rows=lambda: _json_rows(duties, keys))]


def _json_rows(duties: Sequence[dict[str, Any]], keys: Sequence[str]) -> Iterator[TableRow]:
    yield TableRow(line=1, cells=tuple(keys))
    for place, duty in enumerate(duties, start=2):
        yield TableRow(line=place, cells=tuple(_json_cell(duty, key) for key in keys))


def _json_cell(duty: dict[str, Any], key: str) -> str:
    if key in ROLES and isinstance(duty.get("units"), list):
        named = [unit for unit in duty["units"] if isinstance(unit, dict) and unit.get("role") == key]
        return "\n".join(_unit_line(unit) for unit in named)
    said = duty.get(key)
    if said is None or said is False:
        return ""
    return "yes" if said is True else str(said)


def _unit_line(unit: dict[str, Any]) -> str:
    name, code = " ".join(str(unit.get("name") or "").split()), str(unit.get("code") or "")
    return f"{name} [{code}]".strip() if code else name
