"""Prove that a leaf is in a tree, and that a tree is the beginning of a larger one.

A proof is a list of roots of ranges of leaves. Each range begins at a multiple of the largest power of two it holds, so
it is a run of perfect subtrees, and whoever keeps the roots of perfect subtrees (a tree in memory, tiles) can prove.
"""

from collections.abc import Iterator, Sequence
from functools import reduce
from typing import Protocol

from zeren.foundations.errors import InvalidInputError
from zeren.merkle.tree import EMPTY_ROOT, leaf_hash, node_hash

__all__ = ["Nodes", "RangeError", "Tree", "consistency_proof", "inclusion_proof", "range_root"]


class RangeError(InvalidInputError):
    """There is no such leaf, or no such tree, to prove something of."""

    code = "merkle.no_such_range"


class Nodes(Protocol):
    """What keeps the roots of perfect subtrees."""

    def node(self, level: int, index: int) -> bytes:
        """Give the root over the leaves from ``index << level`` up to ``(index + 1) << level``."""


def inclusion_proof(nodes: Nodes, *, index: int, size: int) -> tuple[bytes, ...]:
    """Prove that leaf number *index* is in the tree of the first *size* leaves.

    Parameters
    ----------
    nodes : Nodes
        Holds at least *size* leaves.
    index : int, >= 0
        From 0, below *size*.
    size : int, >= 1

    Returns
    -------
    tuple of bytes of length 32
        PATH(index, D[0:size]), from the leaf up.

    Raises
    ------
    RangeError
        If the leaf is not in that tree.

    References
    ----------
    .. [1] RFC 9162, section 2.1.3.1 (RFC 6962, section 2.1.1).

    Examples
    --------
    >>> inclusion_proof(Tree([b"a", b"b"]), index=1, size=2) == (leaf_hash(b"a"),)
    True
    """
    if not 0 <= index < size:
        raise RangeError(index=index, size=size)
    return tuple(range_root(nodes, start, end) for start, end in reversed([*_siblings(index, size)]))


def consistency_proof(nodes: Nodes, *, old_size: int, new_size: int) -> tuple[bytes, ...]:
    """Prove that the tree of *old_size* leaves is the beginning of the tree of *new_size* leaves.

    Parameters
    ----------
    nodes : Nodes
        Holds at least *new_size* leaves.
    old_size : int, >= 1
    new_size : int, >= old_size

    Returns
    -------
    tuple of bytes of length 32
        PROOF(old_size, D[0:new_size]); empty where the sizes are equal.

    Raises
    ------
    RangeError
        If the old tree is empty or larger than the new one: nothing can be proved of it.

    References
    ----------
    .. [1] RFC 9162, section 2.1.4.1 (RFC 6962, section 2.1.2).

    Examples
    --------
    >>> consistency_proof(Tree([b"a", b"b"]), old_size=1, new_size=2) == (leaf_hash(b"b"),)
    True
    """
    if not 1 <= old_size <= new_size:
        raise RangeError(old_size=old_size, new_size=new_size)
    return tuple(range_root(nodes, start, end) for start, end in reversed([*_differences(old_size, new_size)]))


def range_root(nodes: Nodes, start: int, end: int) -> bytes:
    """Give the root over the leaves from *start* up to *end*, a range as proofs have them (see above).

    Examples
    --------
    >>> range_root(Tree([b"a", b"b", b"c"]), 0, 2) == node_hash(leaf_hash(b"a"), leaf_hash(b"b"))
    True
    """
    peaks = []
    while start < end:
        level = (end - start).bit_length() - 1
        peaks.append(nodes.node(level, start >> level))
        start += 1 << level
    # Most ranges are one perfect subtree.
    if len(peaks) == 1:
        return peaks[0]
    return reduce(lambda right, left: node_hash(left, right), reversed(peaks)) if peaks else EMPTY_ROOT


def _split(length: int) -> int:
    """Give the largest power of two below *length* (RFC 9162, 2.1.1)."""
    return 1 << (length - 1).bit_length() - 1


def _siblings(index: int, size: int) -> Iterator[tuple[int, int]]:
    """Name the ranges beside the path to a leaf, from the root down."""
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            yield middle, end
            end = middle
        else:
            yield start, middle
            start = middle


def _differences(old: int, new: int) -> Iterator[tuple[int, int]]:
    """Name the ranges of SUBPROOF, from the root down; what ends the old tree comes last."""
    start, end = 0, new
    while old < end:
        middle = start + _split(end - start)
        if old <= middle:
            yield middle, end
            end = middle
        else:
            yield start, middle
            start = middle
    # The old root itself is known to whoever checks (the flag b of SUBPROOF).
    if start:
        yield start, end


class Tree:
    """A whole tree in memory, which can prove; 64 bytes a leaf.

    Parameters
    ----------
    entries : sequence of bytes

    Examples
    --------
    >>> Tree([b"a", b"b"]).root() == node_hash(leaf_hash(b"a"), leaf_hash(b"b"))
    True
    """

    def __init__(self, entries: Sequence[bytes] = ()) -> None:
        self._levels: list[list[bytes]] = [[]]
        self.extend([leaf_hash(entry) for entry in entries])

    @property
    def size(self) -> int:
        """Give the number of leaves."""
        return len(self._levels[0])

    def extend(self, leaves: Sequence[bytes]) -> None:
        """Put *leaves* (leaf hashes) at the end."""
        self._levels[0] += leaves
        level = 0
        while len(self._levels[level]) > 1:
            if level + 1 == len(self._levels):
                self._levels.append([])
            below, above = self._levels[level], self._levels[level + 1]
            above += [node_hash(below[i], below[i + 1]) for i in range(2 * len(above), len(below) - 1, 2)]
            level += 1

    def node(self, level: int, index: int) -> bytes:
        """Give the root of a perfect subtree."""
        return self._levels[level][index]

    def root(self, size: int | None = None) -> bytes:
        """Give the root over the first *size* leaves, by default over all."""
        return range_root(self, 0, self.size if size is None else size)
