"""Cells of CSV files that no spreadsheet runs."""

import re
from typing import Final

__all__ = ["escaped"]

# A spreadsheet runs what begins so; an apostrophe before it makes it text. What begins with such an apostrophe itself
# gets another one, so that taking one away gives back what was.
_RUN: Final = re.compile(r"'*[=+\-@\t\r]")


def escaped(cell: str) -> str:
    """Keep a spreadsheet that opens a CSV file from running a cell.

    Examples
    --------
    >>> escaped("=1+1"), escaped("1+1"), escaped("'=1")
    ("'=1+1", '1+1', "''=1")
    """
    return f"'{cell}" if _RUN.match(cell) else cell
