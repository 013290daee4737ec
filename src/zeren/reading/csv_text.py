"""CSV: one table, with the lines of remarks above it."""

import csv
import io
import re
from itertools import islice

from zeren.reading.layout import Layout, Source, with_tables
from zeren.reading.tables import head_rows

__all__ = ["is_csv", "table_of"]

_SEPARATORS = (",", "\t", ";")
_NOTE = re.compile(r"#[^\n]*\n|[ \t]*\n")
# Enough rows to know a CSV file by.
_ASKED = 50
_FEWEST_ROWS = 2
_SAMPLE = 50_000


def is_csv(text: str) -> bool:
    r"""Tell whether a text is a CSV file: rows with the same number of cells, and no space after a comma.

    Examples
    --------
    >>> is_csv("# source: the plan\nindicator,target\nparks,9\n")
    True
    >>> is_csv("All units, old and new,\nshall, yes, report.")
    False
    """
    start = _after_notes(text)
    sample = text[start : start + _SAMPLE]
    first = sample.partition("\n")[0]
    if "," not in first or ", " in first:
        return False
    try:
        rows = [row for row in islice(csv.reader(io.StringIO(sample), strict=True), _ASKED) if row]
    except csv.Error:
        return False
    if len(sample) == _SAMPLE and len(rows) < _ASKED:
        # The sample may end within a row.
        rows = rows[:-1]
    same = len({len(row) for row in rows}) == 1 and len(rows) >= _FEWEST_ROWS
    # A sentence over several lines has its stop somewhere; a cell seldom begins with a space.
    return same and not any(cell.startswith(" ") for row in rows for cell in row[1:])


def table_of(text: str) -> Source:
    r"""Return the table that the CSV file *text* holds.

    Examples
    --------
    >>> table_of("# source: x\na,b\n1,\"2\n3\"\n").text
    '# source: x\na\tb\n1\t2 3'
    """
    start = _after_notes(text)
    layout = Layout()
    for line in text[:start].splitlines():
        layout.line(line)
    first = text[start : start + _SAMPLE].partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    try:
        rows = [row for row in csv.reader(io.StringIO(text[start:]), delimiter=separator) if any(row)]
    except csv.Error:
        # A quotation mark that is never closed: the lines are read as they stand.
        found = with_tables(text)
        return Source(text=found.text, tables=found.tables)
    layout.table(rows, head=head_rows(rows))
    return layout.source()


def _after_notes(text: str) -> int:
    """Return where the remarks above the table end: lines that begin with #."""
    position = 0
    while (found := _NOTE.match(text, position)) is not None:
        position = found.end()
    return position
