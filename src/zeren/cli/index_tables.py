"""Rows as a table for the screen, as CSV, or as JSON."""

import csv
import io
import json
import sys
from collections.abc import Sequence
from decimal import Decimal
from io import TextIOWrapper

from zeren.cli.columns import padded, wrapped
from zeren.foundations.cells import escaped

__all__ = ["Cell", "say", "say_text", "width"]

Cell = str | int | float | Decimal | None


def say(form: str, heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    """Print *rows* under their heads as ``table``, ``csv`` or ``json``."""
    if form == "json":
        _say_json(heads, rows)
    elif form == "csv":
        _say_csv(heads, rows)
    else:
        _say_table(heads, rows)


def say_text(words: str, width: int = 100) -> None:
    """Print a paragraph."""
    for line in wrapped(words, width):
        print(line)


def _say_json(heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    readable = (sys.stdout.encoding or "").lower().startswith("utf")
    told = [dict(zip(heads, row, strict=True)) for row in rows]
    # Scores are decimals, and go as text: a program that read them as floats would show others than the published ones.
    print(json.dumps(told, ensure_ascii=not readable, indent=1, default=_text))


def _say_csv(heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    """Print in UTF-8, with the line ends that RFC 4180 asks for on every system."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="")
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows([heads, *([_safe(cell) for cell in row] for row in rows)])
    print(buffer.getvalue(), end="")


def _safe(cell: Cell) -> Cell:
    return escaped(cell) if isinstance(cell, str) else cell


def _say_table(heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    texts = [[_text(cell) for cell in row] for row in rows]
    widths = [max(width(line[column]) for line in (list(heads), *texts)) for column in range(len(heads))]
    for line in (list(heads), *texts):
        print("  ".join(padded(cell, width) for cell, width in zip(line, widths, strict=True)).rstrip())


def _text(cell: Cell) -> str:
    if cell is None:
        return "–"
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)


def width(text: str) -> int:
    """Count the columns that a text takes."""
    # What is filled up to nothing tells how wide it is.
    return 2 * len(text) - (len(padded(text, 2 * len(text))) - len(text))
