"""What changed in a text, word by word; in Chinese character by character."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final, Literal

__all__ = ["Piece", "changes"]

Piece = tuple[Literal["same", "out", "in"], str]
TOKEN: Final = re.compile(r"[A-Za-z0-9]+|\s+|.", re.DOTALL)
# Beyond it comparing takes seconds, and nobody reads it word by word.
LONGEST: Final = 4_000


def changes(old: str, new: str) -> list[Piece]:
    """Take *old* and *new* apart into what stayed, what went out and what came in, in the order in which it is read.

    >>> changes("Report every month.", "Report every week.")
    [('same', 'Report every '), ('out', 'month'), ('in', 'week'), ('same', '.')]
    """
    if max(len(old), len(new)) > LONGEST:
        return [piece for piece in (("out", old), ("in", new)) if piece[1]]
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
