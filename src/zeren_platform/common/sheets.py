"""Spreadsheets written row by row, and cells that no spreadsheet runs."""

from collections.abc import Iterable, Sequence
from typing import IO, Any

from zeren.foundations.cells import escaped
from zeren.foundations.workbook import LONGEST_CELL, NO_CELL, Page, write_pages

__all__ = ["LONGEST_CELL", "NO_CELL", "escaped", "write_workbook"]


def write_workbook(
    target: IO[bytes], *, title: str, heads: Sequence[str], widths: Sequence[int], rows: Iterable[Sequence[Any]]
) -> None:
    """Write one sheet."""
    write_pages(target, [Page(title=title, heads=heads, widths=widths, rows=rows)])
