"""Cells of a file that people open in a spreadsheet."""

from typing import Final, TypeVar

__all__ = ["MARK", "guarded"]

Cell = TypeVar("Cell")
# A spreadsheet runs what begins so; an apostrophe before it makes it text.
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
# Spreadsheets take a file for Unicode only with this mark.
MARK: Final = "\ufeff"


def guarded(cell: Cell) -> Cell | str:
    """Keep a spreadsheet from running what somebody typed."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
