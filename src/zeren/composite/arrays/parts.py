"""The parts of one node over many draws: leaves that no draw changes, and nodes that every draw does."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from zeren.composite.arrays.means import Generator

__all__ = ["Blocks", "Leaves", "Parts", "lowest_of"]

_Array = npt.NDArray[np.float64]
_Marks = npt.NDArray[np.bool_]


class Leaves:
    """The indicators of a node.

    Parameters
    ----------
    scores, there, applying : shape (leaves, units)
        0 where there is none; whether there is one; whether one applies.

    Attributes
    ----------
    whole
        Whether all have all.
    covering
        Whether every unit has at least one.
    lowest
        The lowest score that is there.
    """

    def __init__(self, scores: _Array, there: _Array, applying: _Array) -> None:
        self.scores, self.there, self.applying = scores, there, applying
        self.whole = bool(there.all())
        self.covering = bool(len(scores) and there.any(axis=0).all())
        self.all_apply = bool(applying.all())
        self.lowest = float(scores.min(where=there > 0, initial=np.inf))
        self._taken: dict[Generator, _Array] = {}

    @classmethod
    def of(cls, scores: _Array, applying: _Marks) -> "Leaves":
        """Look at scores that may be NaN."""
        there = ~np.isnan(scores)
        return cls(np.where(there, scores, 0.0), there.astype(float), applying.astype(float))

    def filled(self, score: float) -> "Leaves":
        """Give what applies and is missing a score."""
        scores = np.where((self.applying > 0) & (self.there == 0), score, self.scores)
        return Leaves(scores, self.applying, self.applying)

    def taken(self, generator: Generator) -> _Array:
        """Give what a mean takes of them; 0 where there is none."""
        if generator not in self._taken:
            known = np.where(self.there > 0, self.scores, 1.0)
            self._taken[generator] = generator.there(known, min(self.lowest, 1.0)) * self.there
        return self._taken[generator]


@dataclass(frozen=True, slots=True)
class Blocks:
    """The nodes that stand under a node.

    Attributes
    ----------
    scores : shape (draws, nodes, units)
        NaN where there is none.
    absent : shape (draws, nodes, units), or None for nowhere
        Where the node does not apply to the unit.
    whole : shape (nodes,)
        Whether no score is missing.
    """

    scores: _Array
    absent: _Marks | None
    whole: tuple[bool, ...]

    def known(self) -> _Array:
        """Give the scores, 0 where there is none."""
        return self.scores if all(self.whole) else np.where(np.isnan(self.scores), 0.0, self.scores)

    def lacking(self) -> _Marks | None:
        """Mark what applies and has no score; None for nothing."""
        if all(self.whole):
            return None
        missing = np.isnan(self.scores)
        return missing if self.absent is None else missing & ~self.absent

    def filled(self, score: float) -> "Blocks":
        """Give what applies and is missing a score."""
        lacking = self.lacking()
        if lacking is None:
            return self
        whole = (self.absent is None,) * len(self.whole)
        return Blocks(np.where(lacking, score, self.scores), self.absent, whole)


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a node with their weights under each draw.

    Attributes
    ----------
    leaf_weights, block_weights : shape (draws, leaves), (draws, blocks)
    given : shape (leaves,), (blocks,)
        The weights of the file, by which a gap leaves enough or too little.
    """

    leaves: Leaves
    blocks: Blocks
    leaf_weights: _Array
    block_weights: _Array
    given: tuple[_Array, _Array]

    @property
    def shape(self) -> tuple[int, int]:
        """How many draws, and units."""
        return len(self.leaf_weights), self.leaves.scores.shape[1]

    @property
    def total(self) -> _Array:
        """The weights of all parts in all, as a column."""
        found: _Array = (self.leaf_weights.sum(axis=1) + self.block_weights.sum(axis=1))[:, None]
        return found

    @property
    def whole(self) -> bool:
        """Whether nothing is missing anywhere."""
        return self.leaves.whole and all(self.blocks.whole)

    @property
    def covering(self) -> bool:
        """Whether every unit has a part that counts under every draw."""
        if self.leaves.covering and bool((self.leaf_weights > 0).all()):
            return True
        return any(
            whole and bool((weights > 0).all())
            for whole, weights in zip(self.blocks.whole, self.block_weights.T, strict=True)
        )

    def filled(self, score: float) -> "Parts":
        """Give what applies and is missing a score."""
        weights = self.leaf_weights, self.block_weights
        return Parts(self.leaves.filled(score), self.blocks.filled(score), *weights, self.given)

    def unweighted(self) -> "Parts":
        """Count each part that has a weight as one."""
        return Parts(
            self.leaves,
            self.blocks,
            (self.leaf_weights > 0).astype(float),
            (self.block_weights > 0).astype(float),
            self.given,
        )

    def as_given(self) -> "Parts":
        """Take the weights of the file for those that were drawn; what a draw leaves out stays out."""
        leaves, blocks = self.given
        weights = (self.leaf_weights > 0) * leaves, (self.block_weights > 0) * blocks
        return Parts(self.leaves, self.blocks, *weights, self.given)

    def summed(self, leaves: _Array, blocks: _Array | _Marks | None, out: _Array | None = None) -> _Array:
        """Add up something of all parts, times their weights.

        Parameters
        ----------
        leaves : shape (leaves, units)
        blocks : shape (draws, blocks, units), or None for nothing of any
        out : shape (draws, units)
            Where to put it.

        Returns
        -------
        array, shape (draws, units)
        """
        found = np.empty(self.shape) if out is None else out
        if blocks is None or not self.block_weights.shape[1]:
            return np.matmul(self.leaf_weights, leaves, out=found)
        np.matmul(self.block_weights[:, None, :], blocks, out=found[:, None, :])
        if len(leaves):
            found += self.leaf_weights @ leaves
        return found

    def there(self) -> _Array:
        """Give the weight of the parts that have a score."""
        if self.whole:
            return self.total
        if all(self.blocks.whole):
            found: _Array = self.summed(self.leaves.there, None)
            if self.blocks.whole:
                found += self.block_weights.sum(axis=1)[:, None]
            return found
        return self.summed(self.leaves.there, ~np.isnan(self.blocks.scores))

    def applying(self) -> _Array:
        """Give the weight of the parts that apply."""
        if self.leaves.all_apply and self.blocks.absent is None:
            return self.total
        if self.blocks.absent is None:
            found: _Array = self.summed(self.leaves.applying, None) + self.block_weights.sum(axis=1)[:, None]
            return found
        return self.summed(self.leaves.applying, ~self.blocks.absent)

    def lacking(self) -> _Array:
        """Give the weight of the parts that apply and have no score."""
        return self.summed(self.leaves.applying * (1 - self.leaves.there), self.blocks.lacking())


def lowest_of(scores: _Array) -> float:
    """Give the lowest score that is there; infinity if none is."""
    found = float(np.fmin.reduce(scores, axis=None)) if scores.size else math.inf
    return math.inf if math.isnan(found) else found
