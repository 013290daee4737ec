"""Rows as a table for the screen, as CSV, or as JSON."""

import csv
import io
import json
import sys
from collections.abc import Sequence
from io import TextIOWrapper

from zeren.cli.columns import padded, wrapped

__all__ = ["Cell", "say", "say_text"]

Cell = str | int | float | None


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
    print(json.dumps(told, ensure_ascii=not readable, indent=1))


def _say_csv(heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    """Print in UTF-8, with the line ends that RFC 4180 asks for on every system."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="")
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows([heads, *rows])
    print(buffer.getvalue(), end="")


def _say_table(heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    texts = [[_text(cell) for cell in row] for row in rows]
    widths = [max(_width(line[column]) for line in (list(heads), *texts)) for column in range(len(heads))]
    for line in (list(heads), *texts):
        print("  ".join(padded(cell, width) for cell, width in zip(line, widths, strict=True)).rstrip())


def _text(cell: Cell) -> str:
    return "–" if cell is None else str(cell)


def _width(text: str) -> int:
    # What is filled up to nothing tells how wide it is.
    return 2 * len(text) - _spare(text)


def _spare(text: str) -> int:
    return len(padded(text, 2 * len(text))) - len(text)
