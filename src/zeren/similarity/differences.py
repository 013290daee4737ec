"""What changed in a text, word by word; in Chinese character by character."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final, Literal

__all__ = ["Piece", "differences"]

Piece = tuple[Literal["same", "out", "in"], str]
TOKEN: Final = re.compile(r"[A-Za-z0-9]+|\s+|.", re.DOTALL)
# Beyond it comparing takes seconds, and nobody reads it word by word. In characters.
LONGEST: Final = 4_000


def differences(old: str, new: str) -> list[Piece]:
    """Take two texts apart into what stayed, what went out and what came in, in the order in which it is read.

    Parameters
    ----------
    old, new : str
        Longer than 4,000 characters, they are taken as a whole.

    Returns
    -------
    list of (kind, words)
        "same" and "out" give *old* again, "same" and "in" give *new*.

    Examples
    --------
    >>> differences("Report every month.", "Report every week.")
    [('same', 'Report every '), ('out', 'month'), ('in', 'week'), ('same', '.')]
    """
    if old == new or max(len(old), len(new)) > LONGEST:
        whole: list[Piece] = [("same", old)] if old == new else [("out", old), ("in", new)]
        return [piece for piece in whole if piece[1]]
    return list(_pieces(TOKEN.findall(old), TOKEN.findall(new)))


def _pieces(before: list[str], after: list[str]) -> Iterator[Piece]:
    for kind, start, end, begin, stop in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            yield "same", "".join(before[start:end])
            continue
        if start < end:
            yield "out", "".join(before[start:end])
        if begin < stop:
            yield "in", "".join(after[begin:stop])
