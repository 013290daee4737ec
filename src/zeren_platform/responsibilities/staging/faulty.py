"""The rows of a file with what is wrong with them, as a table to be mended in a spreadsheet and put in once more."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from zeren_platform.responsibilities.exchange.columns import BY_KEY
from zeren_platform.responsibilities.exchange.faults import told
from zeren_platform.responsibilities.exchange.writing import OutTable
from zeren_platform.responsibilities.models import Import, ImportRow

__all__ = ["faulty_table"]


def faulty_table(file: Import) -> OutTable:
    """Give every row of the chosen table as it stands in the file, and before it what is wrong."""
    heads = (_("What is wrong, and how to mend it"), *file.heads)
    return OutTable(
        title=file.file_name,
        keys=tuple(str(place) for place in range(len(heads))),
        heads=heads,
        widths=(50, *(20 for _head in file.heads)),
        rows=lambda: _rows(file),
        facts={},
    )


def _rows(file: Import) -> Iterator[list[Any]]:
    rows = file.rows.filter(line__isnull=False).order_by("position")
    for row in rows.iterator(chunk_size=500):
        yield [" ".join(_faults(row)), *row.cells]


def _faults(row: ImportRow) -> Iterator[str]:
    for fault in row.faults:
        column = BY_KEY.get(fault["column"])
        yield f"[{column.label}] {told(fault)}" if column else told(fault)
