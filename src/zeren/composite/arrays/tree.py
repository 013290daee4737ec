"""The tree of an index over one variant of the scores of its indicators, for many draws of the weights at once.

Where nothing is missing, means of one kind that stand on one another are one weighted sum: their weights are
multiplied down to the indicators, and the whole costs one product of matrices.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from zeren.composite.aggregation import Aggregation
from zeren.composite.arrays.aggregating import join
from zeren.composite.arrays.means import Generator, generator_of
from zeren.composite.arrays.parts import Block, Leaves, Parts
from zeren.composite.choices import given_weights
from zeren.composite.model import Index, Node, Part

__all__ = ["ArrayTree"]

_Array = npt.NDArray[np.float64]
_Marks = npt.NDArray[np.bool_]
_Weights = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Branch:
    """A node and its parts: where their weights stand, and which rows its indicators are."""

    node: Node
    leaves: Sequence[int]
    leaf_weights: Sequence[int]
    nodes: Sequence[str]
    node_weights: Sequence[int]


@dataclass(frozen=True, slots=True)
class _Blend:
    """A mean of indicators alone, not computed yet: what it takes of them, and their weights under each draw."""

    generator: Generator
    rows: Sequence[int]
    weights: _Weights


class ArrayTree:
    """An index over one variant.

    Parameters
    ----------
    index
        With given weights.
    scores, applying : shape (indicators, units)
        NaN where there is no score; whether one applies.
    caps : shape (units,)
        The highest score that the vetoes leave.
    """

    def __init__(self, index: Index, scores: _Array, applying: _Marks, caps: _Array) -> None:
        self._branches = _branches(index)
        self._given = np.array(list(given_weights(index).values()))
        self._leaves = {
            one.node.name: Leaves.of(scores[list(one.leaves)], applying[list(one.leaves)]) for one in self._branches
        }
        self._scores = scores
        self._caps = caps if np.isfinite(caps).any() else None
        self._taken: dict[Generator, _Array] = {}
        self._plain: dict[tuple[str, Generator], bool] = {}

    def whole(
        self, weights: _Weights, aggregation: Aggregation | None = None, *, order_only: bool = False
    ) -> tuple[_Array, _Marks]:
        """Score the root.

        Parameters
        ----------
        weights : shape (draws, nodes + indicators)
        aggregation
            In place of every node's own rule.
        order_only
            Whether anything will do that orders the units as the scores do.

        Returns
        -------
        array, shape (draws, units)
            NaN where there is no score.
        array, shape (draws,)
            The draws under which a rule may not be defined; what is said of them is not to be used.
        """
        done: dict[str, _Blend | Block] = {}
        undefined = np.zeros(len(weights), dtype=bool)
        for branch in self._branches:
            rule = aggregation or branch.node.aggregation
            blend = self._blend(branch, rule, weights, done)
            if blend is None:
                block, refused = join(branch.node, rule, self._parts(branch, weights, done))
                done[branch.node.name] = block
                undefined |= refused
            else:
                done[branch.node.name] = blend
        return self._root(done[self._branches[-1].node.name], order_only=order_only), undefined

    def _root(self, root: _Blend | Block, *, order_only: bool) -> _Array:
        if order_only and self._caps is None and isinstance(root, _Blend):
            return root.generator.ascending(self._sums(root))
        scores = self._block(root).scores
        return scores if self._caps is None else np.minimum(scores, self._caps)

    def _parts(self, branch: _Branch, weights: _Weights, done: Mapping[str, _Blend | Block]) -> Parts:
        return Parts(
            self._leaves[branch.node.name],
            [self._block(done[name]) for name in branch.nodes],
            weights[:, branch.leaf_weights],
            weights[:, branch.node_weights],
            (self._given[branch.leaf_weights], self._given[branch.node_weights]),
        )

    def _block(self, found: _Blend | Block) -> Block:
        return found if isinstance(found, Block) else Block(found.generator.back(self._sums(found)))

    def _sums(self, blend: _Blend) -> _Array:
        if blend.generator not in self._taken:
            self._taken[blend.generator] = blend.generator.there(self._scores)
        taken = self._taken[blend.generator]
        # In the order of the rows, so that a product over all of them needs no copy.
        order = np.argsort(blend.rows)
        rows = np.asarray(blend.rows)[order]
        chosen = taken if len(rows) == len(taken) else taken[rows]
        product: _Array = blend.weights[:, order] @ chosen
        return product

    def _blend(
        self, branch: _Branch, rule: Aggregation, weights: _Weights, done: Mapping[str, _Blend | Block]
    ) -> _Blend | None:
        """Give the node as a weighted sum of indicators; None where it is none."""
        generator = generator_of(rule)
        if generator is None or not self._is_plain(branch, generator):
            return None
        below = [done[name] for name in branch.nodes]
        blends = [one for one in below if isinstance(one, _Blend) and one.generator == generator]
        leaf, inner = weights[:, branch.leaf_weights], weights[:, branch.node_weights]
        total = leaf.sum(axis=1, keepdims=True) + inner.sum(axis=1, keepdims=True)
        if len(blends) < len(below) or not total.all():
            return None
        rows = [*branch.leaves, *(row for one in blends for row in one.rows)]
        shares = [leaf / total, *((inner[:, [at]] / total) * one.weights for at, one in enumerate(blends))]
        return _Blend(generator, rows, np.concatenate(shares, axis=1))

    def _is_plain(self, branch: _Branch, generator: Generator) -> bool:
        """Say whether the node is a plain sum: nothing missing, cut off, negative or 0 where that matters."""
        key = (branch.node.name, generator)
        if key not in self._plain:
            leaves = self._leaves[branch.node.name]
            defined = generator.signed or not leaves.scores.size or bool(leaves.scores.min() > 0)
            self._plain[key] = leaves.whole and defined and branch.node.low is None and branch.node.high is None
        return self._plain[key]


def _branches(index: Index) -> list[_Branch]:
    rows = {one.name: row for row, one in enumerate(index.indicators)}
    every: tuple[Part, ...] = (*index.nodes, *index.indicators)
    at = {part.name: place for place, part in enumerate(every)}
    found = []
    for node in index.upwards():
        names = [part.name for part in index.parts(node)]
        leaves, nodes = [name for name in names if name in rows], [name for name in names if name not in rows]
        found.append(
            _Branch(
                node=node,
                leaves=[rows[name] for name in leaves],
                leaf_weights=[at[name] for name in leaves],
                nodes=nodes,
                node_weights=[at[name] for name in nodes],
            )
        )
    return found
