"""Reads the files of a draw, and writes its records."""

import csv
import io
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import Final

from zeren.draw.assigned import Assignment
from zeren.draw.frame import Entry, Frame
from zeren.draw.freezing import Freeze
from zeren.draw.records import InvalidRecordError, Record, loads, octets
from zeren.draw.results import Outcome, Result, outcomes_from_plain
from zeren.draw.roster import Roster
from zeren.draw.seeds import SeedRecord
from zeren.foundations.canonical import Plain

__all__ = [
    "percent",
    "plain",
    "read_assignment",
    "read_freeze",
    "read_list",
    "read_outcomes",
    "read_result",
    "read_roster",
    "read_secret",
    "read_seed",
    "written",
]


_PERCENT: Final = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,9})? ?%?")
_WEIGHT: Final = re.compile(r"[0-9]{1,40}")


def plain(name: str) -> Plain:
    """Read a JSON file."""
    with _named(name):
        return loads(Path(name).read_bytes())


@contextmanager
def _named(name: str) -> Iterator[None]:
    """Name the file of which what is read is no record."""
    try:
        yield
    except UnicodeDecodeError as other:
        raise InvalidRecordError(file=name, at=f"byte {other.start}", expected="text in UTF-8") from other
    except InvalidRecordError as refused:
        raise InvalidRecordError(**{"file": name, **refused.params}) from refused


def read_list(name: str) -> Frame:
    """Read a list of objects from JSON or CSV."""
    with _named(name):
        return _list(name)


def _list(name: str) -> Frame:
    if name.lower().endswith(".csv"):
        return Frame(_entry(row) for row in _rows(name, {"id", "stratum", "risk", "weight"}))
    record = Record(plain(name))
    record.expect("format", "zeren-draw-list/1")
    frame = Frame(_of_json(one) for one in record.records("entries"))
    record.done()
    return frame


def read_freeze(name: str) -> Freeze:
    """Read a freeze record."""
    with _named(name):
        return Freeze.from_plain(plain(name))


def read_seed(name: str) -> SeedRecord:
    """Read a seed record."""
    with _named(name):
        return SeedRecord.from_plain(plain(name))


def read_result(name: str) -> Result:
    """Read a result."""
    with _named(name):
        return Result.from_plain(plain(name))


def read_roster(name: str) -> Roster:
    """Read a roster."""
    with _named(name):
        return Roster.from_plain(plain(name))


def read_assignment(name: str) -> Assignment:
    """Read an assignment."""
    with _named(name):
        return Assignment.from_plain(plain(name))


def read_outcomes(name: str) -> tuple[Outcome, ...]:
    """Read outcomes from JSON or CSV."""
    with _named(name):
        if not name.lower().endswith(".csv"):
            return outcomes_from_plain(plain(name))
        rows: list[Plain] = [{**row} for row in _rows(name, {"id", "finding", "reason"})]
        return outcomes_from_plain({"format": "zeren-draw-outcomes/1", "outcomes": rows})


def read_secret(name: str) -> bytes:
    """Read a secret in hexadecimal."""
    with _named(name):
        return octets(Path(name).read_text(encoding="utf-8").strip(), at="secret")


def percent(text: str) -> Fraction:
    """Read a number of percent."""
    if not _PERCENT.fullmatch(text):
        raise InvalidRecordError(at=text, expected="a number of percent")
    return Fraction(text.rstrip("% ")) / 100


def written(value: Plain) -> str:
    """Write a record for a file and for people."""
    return json.dumps(value, ensure_ascii=False, indent=1)


def _rows(name: str, known: set[str]) -> Iterator[dict[str, str]]:
    reader = csv.DictReader(io.StringIO(Path(name).read_text(encoding="utf-8-sig"), newline=""), strict=True)
    if "id" not in (reader.fieldnames or ()) or set(reader.fieldnames or ()) - known:
        raise InvalidRecordError(at="columns", expected=", ".join(sorted(known)))
    try:
        for number, row in enumerate(reader, start=2):
            if None in row or None in row.values():
                raise InvalidRecordError(at=f"line {number}", expected="one field a column")
            yield row
    except csv.Error as failure:
        raise InvalidRecordError(at=f"line {reader.line_num}", expected="CSV") from failure


def _entry(row: dict[str, str]) -> Entry:
    weight = row.get("weight", "") or "1"
    if not _WEIGHT.fullmatch(weight):
        raise InvalidRecordError(at=row["id"], expected="a weight of digits")
    return Entry(id=row["id"], stratum=row.get("stratum", ""), risk=row.get("risk", ""), weight=int(weight))


def _of_json(record: Record) -> Entry:
    entry = Entry(
        id=record.text("id"),
        stratum=record.text("stratum", ""),
        risk=record.text("risk", ""),
        weight=record.integer("weight", 1),
    )
    record.done()
    return entry
