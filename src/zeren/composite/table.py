"""The data of an index: units, what was measured, and what does not apply, out of wide or tidy tables."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from fractions import Fraction
from typing import Final

from zeren.composite.errors import TableError
from zeren.composite.exact import Number

__all__ = ["Row", "Table", "csv_rows", "is_gap", "is_number", "read_rows", "read_tables"]

_GAPS: Final = frozenset({"", "na", "n/a", "nan", "null", "none", "-", "--", "—", "–", "…", "...", "缺失"})
_INAPPLICABLE: Final = frozenset({"not applicable", "inapplicable", "不适用"})
_THOUSANDS: Final = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?")
# An exact number with such an exponent would fill the memory.
_ENDLESS: Final = re.compile(r"[eE][+-]?\d{4}")
_TIDY: Final = ("indicator", "value")
_DELIMITERS: Final = (",", ";", "\t")
# Where a row stands in its file, and its cells.
Row = tuple[int, Sequence[str]]
_Records = list[tuple[int, dict[str, str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The data of one period.

    Attributes
    ----------
    units : shape (n,)
        In the order of the file.
    columns
        By the head of the column: shape (n,), None where a value is missing.
    inapplicable
        Pairs of unit and column that do not apply: no gaps.
    groups : shape (n,)
        Units that are compared with each other; empty texts where there are none.
    filled
        Pairs of unit and column whose value comes from other periods: it stands for one that is missing.
    """

    units: tuple[str, ...]
    columns: Mapping[str, tuple[Number | None, ...]]
    inapplicable: frozenset[tuple[str, str]] = field(default_factory=frozenset)
    groups: tuple[str, ...] = ()
    filled: frozenset[tuple[str, str]] = field(default_factory=frozenset)


def read_tables(
    text: str,
    *,
    columns: Sequence[str] | None = None,
    name: str = "the table",
    unit: str = "unit",
    group: str = "group",
    period: str = "period",
) -> dict[str, Table]:
    r"""Read a CSV file, wide (a column per indicator) or tidy (a row per value).

    Parameters
    ----------
    text
        Comma-separated, with heads; lines that begin with ``#`` are notes. It is tidy if it has the heads
        ``indicator`` and ``value``.
    columns
        The columns that are wanted (of a tidy table: the indicators); the others may hold anything. All if left out.
    name
        Of the file, for errors.
    unit, group, period
        The heads of these columns; group and period may be absent.

    Returns
    -------
    dict
        The table of each period, in the order of the file; without periods one, under the empty text.

    Raises
    ------
    TableError
        If a wanted column is missing, a head doubled, a unit stands there twice, or a cell is no number; it says where.

    Examples
    --------
    >>> read_tables("unit,a,b\nX,1.5,\nY,2,not applicable\n")[""].columns["a"]
    (Fraction(3, 2), Fraction(2, 1))
    """
    rows = csv_rows(text, name)
    return read_rows(rows, columns=columns, name=name, unit=unit, group=group, period=period)


def read_rows(
    rows: Iterable[Row],
    *,
    columns: Sequence[str] | None = None,
    name: str = "the table",
    unit: str = "unit",
    group: str = "group",
    period: str = "period",
) -> dict[str, Table]:
    """Read what `read_tables` reads out of rows of texts; the first has the heads, and one that begins ``#`` is a note.

    Examples
    --------
    >>> read_rows([(1, ["unit", "a"]), (2, ["X", "1.5"])])[""].units
    ('X',)
    """
    heads, records = _records(rows, name)
    if unit not in heads:
        expected = f'a column "{unit}" with the names of the units (or unit_column = "…" under [index])'
        raise TableError(at=name, expected=expected, found=", ".join(heads)[:200] or "an empty table")
    if not records:
        raise TableError(at=name, expected="rows under the heads", found="none")
    special = (unit, group, period)
    wide = _spread(records, special, name) if set(_TIDY) <= set(heads) else records
    present = [head for head in _heads(wide, heads) if head not in special]
    inputs = _wanted(present, columns, name)
    by_period: dict[str, _Records] = {}
    for line, record in wide:
        by_period.setdefault(record.get(period, ""), []).append((line, record))
    return {when: _table(rows, inputs, special, name) for when, rows in by_period.items()}


def csv_rows(text: str, name: str) -> Iterator[Row]:
    """Yield the rows of comma-separated text with the lines on which they end; notes are left out."""
    lines = [(number, line) for number, line in enumerate(io.StringIO(text, newline=""), 1) if line[:1] != "#"]
    # Programs in countries with a decimal comma, and copies out of a sheet, part cells otherwise.
    head = next((line for _, line in lines if line.strip()), "")
    delimiter = max(_DELIMITERS, key=head.count)
    reader = csv.reader((line for _, line in lines), delimiter=delimiter)
    try:
        for row in reader:
            yield lines[reader.line_num - 1][0], row
    except csv.Error as broken:
        at = f"{name}, line {lines[min(reader.line_num, len(lines)) - 1][0]}"
        raise TableError(at=at, expected="cells of comma-separated text", found=str(broken)) from broken


def _records(rows: Iterable[Row], name: str) -> tuple[list[str], _Records]:
    filled = ((line, row) for line, row in rows if any(cell.strip() for cell in row) and row[0][:1] != "#")
    _, first = next(filled, (1, ()))
    heads = [head.strip() for head in first]
    twice = [head for head in heads if head and heads.count(head) > 1]
    if twice:
        raise TableError(at=name, expected="each column once", found=f'"{twice[0]}" twice')
    return heads, [(line, _record(heads, row, f"{name}, line {line}")) for line, row in filled]


def _record(heads: Sequence[str], row: Sequence[str], at: str) -> dict[str, str]:
    if len(row) != len(heads):
        raise TableError(at=at, expected=f"{len(heads)} cells", found=str(len(row)))
    return {head: cell.strip() for head, cell in zip(heads, row, strict=True)}


def _spread(records: _Records, special: tuple[str, str, str], name: str) -> _Records:
    """Make one row per unit and period of rows with one value each."""
    found: dict[tuple[str, str], tuple[int, dict[str, str]]] = {}
    unit, group, period = special
    for line, record in records:
        place = (record[unit], record.get(period, ""))
        own = {head: record[head] for head in (unit, group, period) if head in record}
        _, cells = found.setdefault(place, (line, own))
        if record["indicator"] in cells:
            at = f"{name}, line {line}"
            raise TableError(at=at, expected="each value once", found=f"{record[unit]}, {record['indicator']} again")
        cells[record["indicator"]] = record["value"]
    return list(found.values())


def _heads(wide: _Records, heads: Iterable[str]) -> list[str]:
    """List the heads in the order of the file; tidy rows have them in their cells, and not all in each."""
    seen = dict.fromkeys(head for _, record in wide for head in record)
    return list(seen) or list(heads)


def _wanted(present: Sequence[str], columns: Sequence[str] | None, name: str) -> Sequence[str]:
    if columns is None:
        return present
    lacking = [column for column in columns if column not in present]
    if lacking:
        near = get_close_matches(lacking[0], present, n=1)
        found = f'"{near[0]}"?' if near else ", ".join(present)[:200]
        raise TableError(at=name, expected=f'a column "{lacking[0]}"', found=found)
    return list(dict.fromkeys(columns))


def _table(rows: _Records, inputs: Sequence[str], special: tuple[str, str, str], name: str) -> Table:
    unit, group, _ = special
    units = tuple(record[unit] for _, record in rows)
    for (line, record), other in zip(rows, _before(units), strict=True):
        at = f'{name}, line {line}, column "{unit}"'
        if not record[unit]:
            raise TableError(at=at, expected="the name of a unit", found="nothing")
        if other is not None:
            found = f'"{record[unit]}", which stands on line {rows[other][0]} too'
            raise TableError(at=at, expected="each unit once in a period", found=found)
    return Table(
        units=units,
        columns={head: tuple(_cells(rows, head, name)) for head in inputs},
        inapplicable=frozenset(
            (record[unit], head)
            for head in inputs
            for _, record in rows
            if record.get(head, "").casefold() in _INAPPLICABLE
        ),
        groups=tuple(record.get(group, "") for _, record in rows),
    )


def _before(units: Sequence[str]) -> Iterator[int | None]:
    """Give for each unit where it stood before, if it did."""
    seen: dict[str, int] = {}
    for place, unit in enumerate(units):
        yield seen.get(unit)
        seen.setdefault(unit, place)


def is_gap(text: str) -> bool:
    """Say whether a cell stands for no value."""
    return text.casefold() in _GAPS | _INAPPLICABLE


def is_number(text: str) -> bool:
    """Say whether a cell holds a number."""
    try:
        return not is_gap(text) and _cell(text, "") is not None
    except TableError:
        return False


def _cells(rows: _Records, head: str, name: str) -> Iterator[Number | None]:
    for line, record in rows:
        text = record.get(head, "")
        yield _cell(text, f'{name}, line {line}, column "{head}"')


def _number(text: str) -> Fraction:
    if _ENDLESS.search(text):
        raise ValueError(text)
    return Fraction(text)


def _cell(text: str, at: str) -> Number | None:
    if is_gap(text):
        return None
    try:
        return _number(text.replace(",", "") if _THOUSANDS.fullmatch(text) else text)
    except (ValueError, ZeroDivisionError):
        expected = "a number, nothing, or: not applicable"
        raise TableError(at=at, expected=expected, found=text[:80]) from None
