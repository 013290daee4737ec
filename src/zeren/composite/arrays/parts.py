"""The parts of one node over many draws: leaves that no draw changes, and nodes that every draw does."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["Block", "Leaves", "Parts"]

_Array = npt.NDArray[np.float64]
_Marks = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Block:
    """The scores of a node.

    Attributes
    ----------
    scores : shape (draws, units)
        NaN where there is none.
    absent : shape (draws, units), or None for nowhere
        Where the node does not apply to the unit.
    whole
        Whether no score is missing.
    """

    scores: _Array
    absent: _Marks | None = None
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Leaves:
    """The indicators of a node.

    Attributes
    ----------
    scores, there, applying : shape (leaves, units)
        0 where there is none; whether there is one; whether one applies.
    whole
        Whether all have all.
    covering
        Whether every unit has at least one.
    """

    scores: _Array
    there: _Array
    applying: _Array
    whole: bool
    covering: bool

    @classmethod
    def of(cls, scores: _Array, applying: _Marks) -> "Leaves":
        """Look at scores that may be NaN."""
        there = ~np.isnan(scores)
        covering = bool(len(scores) and there.any(axis=0).all())
        filled = np.where(there, scores, 0.0)
        return cls(filled, there.astype(float), applying.astype(float), bool(there.all()), covering)

    def filled(self, score: float) -> "Leaves":
        """Give what applies and is missing a score."""
        scores = np.where((self.applying > 0) & (self.there == 0), score, self.scores)
        covering = bool(len(scores) and (self.applying > 0).any(axis=0).all())
        return Leaves(scores, self.applying, self.applying, bool(self.applying.all()), covering)


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
    blocks: Sequence[Block]
    leaf_weights: _Array
    block_weights: _Array
    given: tuple[_Array, _Array]

    @property
    def total(self) -> _Array:
        """The weights of all parts in all, as a column."""
        found: _Array = (self.leaf_weights.sum(axis=1) + self.block_weights.sum(axis=1))[:, None]
        return found

    @property
    def whole(self) -> bool:
        """Whether nothing is missing anywhere."""
        return self.leaves.whole and all(block.whole for block in self.blocks)

    @property
    def covering(self) -> bool:
        """Whether every unit has a part that counts under every draw."""
        if self.leaves.covering and bool((self.leaf_weights > 0).all()):
            return True
        return any(
            block.whole and bool((weights > 0).all())
            for block, weights in zip(self.blocks, self.block_weights.T, strict=True)
        )

    def filled(self, score: float) -> "Parts":
        """Give what applies and is missing a score."""
        return Parts(
            self.leaves.filled(score),
            [_filled(block, score) for block in self.blocks],
            self.leaf_weights,
            self.block_weights,
            self.given,
        )

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

    def summed(self, leaves: _Array, blocks: Sequence[_Array | _Marks | float]) -> _Array:
        """Add up something of all parts, times their weights.

        Parameters
        ----------
        leaves : shape (leaves, units)
        blocks : each of shape (draws, units), or a number

        Returns
        -------
        array, shape (draws, units)
        """
        found: _Array = self.leaf_weights @ leaves
        space = np.empty_like(found) if blocks else found
        for block, weights in zip(blocks, self.block_weights.T, strict=True):
            if isinstance(block, float):
                found += weights[:, None] * block
            else:
                found += np.multiply(weights[:, None], block, out=space)
        return found

    def there(self) -> _Array:
        """Give the weight of the parts that have a score."""
        if self.whole:
            return self.total
        return self.summed(self.leaves.there, [1.0 if one.whole else ~np.isnan(one.scores) for one in self.blocks])

    def applying(self) -> _Array:
        """Give the weight of the parts that apply."""
        if self.leaves.applying.all() and all(one.absent is None for one in self.blocks):
            return self.total
        return self.summed(self.leaves.applying, [1.0 if one.absent is None else ~one.absent for one in self.blocks])

    def lacking(self) -> _Array:
        """Give the weight of the parts that apply and have no score."""
        return self.summed(self.leaves.applying * (1 - self.leaves.there), [_lacking(one) for one in self.blocks])


def _lacking(block: Block) -> _Marks | float:
    if block.whole:
        return 0.0
    missing = np.isnan(block.scores)
    return missing if block.absent is None else missing & ~block.absent


def _filled(block: Block, score: float) -> Block:
    lacking = _lacking(block)
    return (
        block
        if isinstance(lacking, float)
        else Block(np.where(lacking, score, block.scores), block.absent, block.absent is None)
    )
