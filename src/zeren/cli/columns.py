"""Lines for a terminal, in which Chinese signs take two columns."""

import shutil
import unicodedata
from collections.abc import Iterator

__all__ = ["padded", "width_of_screen", "wrapped"]

_NARROWEST, _WIDEST = 60, 140


def width_of_screen() -> int:
    """Return the columns to write in."""
    return min(max(shutil.get_terminal_size((100, 24)).columns, _NARROWEST), _WIDEST)


def wrapped(words: str, width: int) -> Iterator[str]:
    """Break at spaces where there are any, else between signs."""
    line, taken, last_space = "", 0, 0
    for sign in words:
        columns = _columns(sign)
        if taken + columns > width:
            keep = last_space if last_space > len(line) // 2 else len(line)
            yield line[:keep].rstrip()
            line = line[keep:].lstrip()
            taken, last_space = sum(_columns(one) for one in line), 0
        line += sign
        taken += columns
        if sign == " ":
            last_space = len(line)
    if line.strip():
        yield line.rstrip()


def padded(words: str, width: int) -> str:
    """Fill up with spaces to *width* columns."""
    return words + " " * (width - sum(_columns(sign) for sign in words))


def _columns(sign: str) -> int:
    if unicodedata.combining(sign):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in {"W", "F"} else 1
