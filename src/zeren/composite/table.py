"""The data of an index: units, what was measured, and what does not apply, out of wide or tidy tables."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Final

from zeren.composite.cells import Placed, check_commas, column_of, does_not_apply
from zeren.composite.errors import TableError
from zeren.composite.exact import Number
from zeren.composite.layout import Layout
from zeren.composite.notes_below import first_note
from zeren.composite.periods import days_of

__all__ = ["Row", "Table", "check_columns", "csv_rows", "read_rows", "read_tables"]

_DELIMITERS: Final = (",", ";", "\t")
_PLAIN: Final = Layout()
_MOST_TITLES: Final = 10
# Where a row stands in its file, and its cells.
Row = tuple[int, Sequence[str]]
_Placed = tuple[int, dict[str, str]]
_Records = list[_Placed]


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
    others
        The heads that nobody asked for.
    notes
        Rows below the data that say something of them: passed over.
    """

    units: tuple[str, ...]
    columns: Mapping[str, tuple[Number | None, ...]]
    inapplicable: frozenset[tuple[str, str]] = field(default_factory=frozenset)
    groups: tuple[str, ...] = ()
    filled: frozenset[tuple[str, str]] = field(default_factory=frozenset)
    others: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def read_tables(
    text: str,
    *,
    columns: Sequence[str] | None = None,
    name: str = "the table",
    layout: Layout = _PLAIN,
    partial: bool = False,
) -> dict[str, Table]:
    r"""Read a CSV file: wide (a column per indicator), tidy (a row per value), or with a column per period.

    Parameters
    ----------
    text
        Comma-separated, with heads; lines that begin with ``#`` are notes. It is tidy if it has the heads
        ``indicator`` and ``value``; with ``indicator`` alone, columns called by periods hold its values.
    columns
        The columns that are wanted (of a tidy table: the indicators); the others may hold anything. All if left out.
    name
        Of the file, for errors.
    layout
        What the other columns are called, and how cells are written.
    partial
        Whether some of the wanted columns may be absent, since other files have them.

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
    # Where cells are parted by semicolons, commas are likely to part decimals.
    unsure = layout.decimal is None and _delimiter(text) == ";"
    return _read(list(rows), columns, name, layout, partial=partial, unsure=unsure)


def read_rows(
    rows: Iterable[Row],
    *,
    columns: Sequence[str] | None = None,
    name: str = "the table",
    layout: Layout = _PLAIN,
    partial: bool = False,
) -> dict[str, Table]:
    """Read what `read_tables` reads out of rows of texts; the first has the heads, and one that begins ``#`` is a note.

    Examples
    --------
    >>> read_rows([(1, ["unit", "a"]), (2, ["X", "1.5"])])[""].units
    ('X',)
    """
    return _read(rows, columns, name, layout, partial=partial, unsure=False)


def check_columns(present: Iterable[str], columns: Iterable[str], name: str) -> None:
    """Refuse data without a wanted column; offer the one whose name is nearest."""
    there = list(present)
    lacking = [column for column in columns if column not in there]
    if lacking:
        folded = {head.casefold(): head for head in reversed(there)}
        near = get_close_matches(lacking[0].casefold(), folded, n=1)
        found = f'"{folded[near[0]]}"?' if near else ", ".join(there)[:200]
        raise TableError(at=name, expected=f'a column "{lacking[0]}"', found=found or "no column with values")


def _read(
    rows: Iterable[Row], columns: Sequence[str] | None, name: str, layout: Layout, *, partial: bool, unsure: bool
) -> dict[str, Table]:
    heads, records, notes = _records(rows, name, layout.unit)
    if layout.unit not in heads:
        expected = f'a column "{layout.unit}" with the names of the units (or unit_column = "…" under [index])'
        raise TableError(at=name, expected=expected, found=", ".join(heads)[:200] or "an empty table")
    records = [(line, record) for line, record in records if record[layout.unit] not in layout.without]
    if not records:
        raise TableError(at=name, expected="rows under the heads", found="none")
    wide = _wide(heads, records, name, layout)
    present = [head for head in _heads(wide, heads) if head not in layout.special]
    if columns is not None and not partial:
        _check_tidy(heads, records, columns, present, name)
        check_columns(present, columns, name)
    inputs = present if columns is None else [head for head in dict.fromkeys(columns) if head in present]
    for head in inputs if unsure else ():
        check_commas(_placed(wide, head), head, name)
    by_period: dict[str, _Records] = {}
    for line, record in wide:
        by_period.setdefault(record.get(layout.period, ""), []).append((line, record))
    others = tuple(head for head in present if head not in inputs)
    return {
        when: replace(_table(rows, inputs, layout, name), others=others, notes=notes)
        for when, rows in by_period.items()
    }


def csv_rows(text: str, name: str) -> Iterator[Row]:
    """Yield the rows of comma-separated text with the lines on which they end; notes are left out."""
    lines = _lines(text)
    reader = csv.reader((line for _, line in lines), delimiter=_delimiter(text))
    try:
        for row in reader:
            yield lines[reader.line_num - 1][0], row
    except csv.Error as broken:
        at = f"{name}, line {lines[min(reader.line_num, len(lines)) - 1][0]}"
        raise TableError(at=at, expected="cells of comma-separated text", found=str(broken)) from broken


def _lines(text: str) -> list[tuple[int, str]]:
    return [(number, line) for number, line in enumerate(io.StringIO(text, newline=""), 1) if line[:1] != "#"]


def _delimiter(text: str) -> str:
    """Say what parts the cells: programs in countries with a decimal comma, and copies out of a sheet, differ."""
    head = next((line for _, line in _lines(text) if any(mark in line for mark in _DELIMITERS)), "")
    return max(_DELIMITERS, key=head.count)


def _records(rows: Iterable[Row], name: str, unit: str) -> tuple[list[str], _Records, tuple[str, ...]]:
    filled = [(line, row) for line, row in rows if any(cell.strip() for cell in row) and row[0][:1] != "#"]
    filled = filled[_titles(filled, unit) :]
    heads = [head.strip() for head in filled[0][1]] if filled else []
    twice = [head for head in heads if head and heads.count(head) > 1]
    if twice:
        raise TableError(at=name, expected="each column once", found=f'"{twice[0]}" twice')
    end = 1 + first_note([row for _, row in filled[1:]], columns=len(heads))
    notes = (" ".join(dict.fromkeys(cell.strip() for cell in row if cell.strip())) for _, row in filled[end:])
    return heads, [(line, _record(heads, row, f"{name}, line {line}")) for line, row in filled[1:end]], tuple(notes)


def _titles(rows: Sequence[Row], unit: str) -> int:
    """Count the rows above the heads, in which a sheet says what it is: the heads have that of the units."""
    heads = (place for place, (_, row) in enumerate(rows[:_MOST_TITLES]) if unit in (cell.strip() for cell in row))
    return next(heads, 0)


def _record(heads: Sequence[str], row: Sequence[str], at: str) -> dict[str, str]:
    # Programs end rows with empty cells that have no head, or leave them out.
    if len(row) < len(heads) or any(cell.strip() for cell in row[len(heads) :]):
        expected = f"{len(heads)} cells, as there are heads"
        expected += " (one that holds a comma stands in quotation marks)" if len(row) > len(heads) else ""
        raise TableError(at=at, expected=expected, found=f"{len(row)}: {', '.join(row)}"[:120])
    return {head: cell.strip() for head, cell in zip(heads, row, strict=False)}


def _wide(heads: Sequence[str], records: _Records, name: str, layout: Layout) -> _Records:
    """Make one row per unit and period, whatever the table has a row of."""
    if layout.indicator not in heads:
        return records
    if layout.value in heads:
        return _spread(records, layout, name)
    periods = [head for head in heads if days_of(head)]
    if not periods or layout.period in heads:
        return records
    return _spread([tall for record in records for tall in _tall(*record, periods, layout)], layout, name)


def _tall(line: int, record: dict[str, str], periods: Sequence[str], layout: Layout) -> Iterator[_Placed]:
    """Yield a row for each value of a row that has a column per period."""
    own = {head: cell for head, cell in record.items() if head not in periods}
    for period in periods:
        yield line, {**own, layout.period: period, layout.value: record[period]}


def _spread(records: _Records, layout: Layout, name: str) -> _Records:
    """Make one row per unit and period of rows with one value each."""
    found: dict[tuple[str, str], tuple[int, dict[str, str]]] = {}
    for line, record in records:
        place = (record[layout.unit], record.get(layout.period, ""))
        own = {head: record[head] for head in layout.special if head in record}
        _, cells = found.setdefault(place, (line, own))
        indicator = record[layout.indicator]
        if indicator in cells:
            at = f"{name}, line {line}"
            raise TableError(at=at, expected="each value once", found=f"{record[layout.unit]}, {indicator} again")
        cells[indicator] = record[layout.value]
    return list(found.values())


def _heads(wide: _Records, heads: Iterable[str]) -> list[str]:
    """List the heads in the order of the file; tidy rows have them in their cells, and not all in each."""
    seen = dict.fromkeys(head for _, record in wide for head in record)
    return list(seen) or list(heads)


def _check_tidy(
    heads: Sequence[str], records: _Records, columns: Sequence[str], present: Sequence[str], name: str
) -> None:
    """Say how a table is to be named tidy whose cells hold what is looked for among its heads."""
    lacking = next((column for column in columns if column not in present), None)
    if lacking is None:
        return
    holding = next((head for head in heads if any(record[head] == lacking for _, record in records)), None)
    if holding is not None:
        expected = (
            f'a column "{lacking}"; or, since it stands in the column "{holding}", indicator_column = "{holding}" and '
            'value_column = "…" under [index]'
        )
        raise TableError(at=name, expected=expected, found=", ".join(heads)[:200])


def _placed(rows: _Records, head: str) -> Placed:
    return [(line, record.get(head, "")) for line, record in rows]


def _table(rows: _Records, inputs: Sequence[str], layout: Layout, name: str) -> Table:
    units = tuple(record[layout.unit] for _, record in rows)
    for (line, record), other in zip(rows, _before(units), strict=True):
        at = f'{name}, line {line}, column "{layout.unit}"'
        if not record[layout.unit]:
            raise TableError(at=at, expected="the name of a unit", found="nothing")
        if other is not None:
            found = f'"{record[layout.unit]}", which stands on line {rows[other][0]} too'
            raise TableError(at=at, expected="each unit once in a period", found=found)
    return Table(
        units=units,
        columns={head: column_of(_placed(rows, head), head, name, layout) for head in inputs},
        inapplicable=frozenset(
            (record[layout.unit], head) for head in inputs for _, record in rows if does_not_apply(record.get(head, ""))
        ),
        groups=tuple(record.get(layout.group, "") for _, record in rows),
    )


def _before(units: Sequence[str]) -> Iterator[int | None]:
    """Give for each unit where it stood before, if it did."""
    seen: dict[str, int] = {}
    for place, unit in enumerate(units):
        yield seen.get(unit)
        seen.setdefault(unit, place)
