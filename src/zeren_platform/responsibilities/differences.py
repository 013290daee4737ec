"""What changed between two wordings, word by word; Chinese, which sets no spaces, character by character."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Final, Literal

__all__ = ["Piece", "differences"]

# A word, a number with its point, one Chinese character, a run of space, or one other sign.
WORD: Final = re.compile(r"[^\W\d_\u2e80-\u9fff\uf900-\ufaff]+|\d+(?:[.,]\d+)*|\s+|.", re.DOTALL)
# Beyond this, comparing word by word costs more than anybody reads: the whole is told as taken out and put in.
LONGEST: Final = 4000
# What stands the same between two changes is told as changed if it is no longer than this: a lone "的" helps nobody.
SHORTEST_SAME: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of text that stayed, was put in, or was taken out."""

    kind: Literal["same", "added", "removed"]
    text: str


def differences(before: str, after: str) -> list[Piece]:
    """Tell *after* from *before*.

    The pieces that stayed and were added, joined, are *after*; those that stayed and were removed are *before*.

    >>> [(piece.kind, piece.text) for piece in differences("by June", "by May")]
    [('same', 'by '), ('removed', 'June'), ('added', 'May')]
    """
    old, new = WORD.findall(before), WORD.findall(after)
    if len(old) + len(new) > LONGEST:
        return [_piece("removed", before), _piece("added", after)]
    return list(_pieces(old, new))


def _pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    for left, right in pairwise([(0, 0, 0), *_stays(old, new)]):
        taken, put = old[left[0] + left[2] : right[0]], new[left[1] + left[2] : right[1]]
        if taken:
            yield _piece("removed", "".join(taken))
        if put:
            yield _piece("added", "".join(put))
        if right[2]:
            yield _piece("same", "".join(old[right[0] : right[0] + right[2]]))


def _stays(old: list[str], new: list[str]) -> Iterator[tuple[int, int, int]]:
    """Give the places where both say the same, and the end; what is too short to help counts as changed."""
    whole = len(old), len(new)
    for place, other, length in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        at_an_edge = (place, other) == (0, 0) or (place + length, other + length) == whole
        if length > SHORTEST_SAME or at_an_edge or length == 0:
            yield place, other, length


def _piece(kind: Literal["same", "added", "removed"], text: str) -> Piece:
    return Piece(kind=kind, text=text)
