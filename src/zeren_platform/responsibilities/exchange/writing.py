"""A table of a register as a file: XLSX, CSV, DOCX or JSON, written row by row."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, BinaryIO, Final

from zeren_platform.common.sheets import write_workbook
from zeren_platform.common.tables import csv_lines
from zeren_platform.responsibilities.exchange.word import write_document

__all__ = ["FORMATS", "Format", "OutTable", "write"]

Row = Sequence[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutTable:
    """What is written: a title, the keys and heads of the columns with their widths, and rows that can be asked anew.

    ``facts`` stand beside the rows in JSON, ``records`` are its rows there, where they say more than cells can.
    """

    title: str
    keys: tuple[str, ...]
    heads: tuple[str, ...]
    widths: tuple[int, ...]
    rows: Callable[[], Iterable[Row]]
    facts: Mapping[str, Any]
    name: str = "rows"
    records: Callable[[], Iterable[Mapping[str, Any]]] | None = None


def _xlsx(table: OutTable, target: BinaryIO) -> None:
    write_workbook(target, title=table.title, heads=table.heads, widths=table.widths, rows=table.rows())


def _csv(table: OutTable, target: BinaryIO) -> None:
    rows = ([_word(cell) for cell in row] for row in table.rows())
    target.writelines(line.encode() for line in csv_lines(table.heads, rows))


def _docx(table: OutTable, target: BinaryIO) -> None:
    """Leave out the columns in which nothing stands: a page is narrower than a sheet."""
    filled = [False] * len(table.heads)
    for row in table.rows():
        filled = [full or cell not in {None, ""} for full, cell in zip(filled, row, strict=True)]
    kept = [place for place, full in enumerate(filled) if full] or [0]
    write_document(
        target,
        title=table.title,
        heads=[table.heads[place] for place in kept],
        widths=[table.widths[place] for place in kept],
        rows=([_word(row[place]) for place in kept] for row in table.rows()),
    )


def _json(table: OutTable, target: BinaryIO) -> None:
    records = table.records() if table.records else (dict(zip(table.keys, row, strict=True)) for row in table.rows())
    target.writelines(piece.encode() for piece in _json_pieces(table, records))


def _json_pieces(table: OutTable, records: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    facts = json.dumps(table.facts, ensure_ascii=False, default=_plain)
    yield f"{facts[:-1]}{', ' if table.facts else ''}{json.dumps(table.name)}: ["
    for place, record in enumerate(records):
        yield ("," if place else "") + "\n" + json.dumps(record, ensure_ascii=False, default=_plain)
    yield "\n]}\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A kind of file: what browsers call it, and what writes it."""

    media_type: str
    write: Callable[[OutTable, BinaryIO], None]


OFFICE: Final = "application/vnd.openxmlformats-officedocument"
FORMATS: Final[Mapping[str, Format]] = {
    "xlsx": Format(media_type=f"{OFFICE}.spreadsheetml.sheet", write=_xlsx),
    "csv": Format(media_type="text/csv; charset=utf-8", write=_csv),
    "docx": Format(media_type=f"{OFFICE}.wordprocessingml.document", write=_docx),
    "json": Format(media_type="application/json", write=_json),
}


def write(table: OutTable, target: BinaryIO, *, form: str) -> None:
    """Write *table* into *target* in one of ``FORMATS``."""
    FORMATS[form].write(table, target)


def _word(cell: Any) -> str:
    if cell is None:
        return ""
    return cell.isoformat() if isinstance(cell, date) else f"{cell:f}" if isinstance(cell, Decimal) else str(cell)


def _plain(cell: Any) -> str:
    """Write what JSON has no form for: days, exact figures, words in the reader's language."""
    return _word(cell)
