"""The tree of an index over one variant of the scores of its indicators, for many draws of the weights at once.

Where nothing is missing, means of one kind that stand on one another are one weighted sum: their weights are
multiplied down to the indicators, and the whole costs one product of matrices. Other nodes are computed for a few
draws at a time, so that what they are made of stays near the processor.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from zeren.composite.aggregation import Aggregation
from zeren.composite.arrays.aggregating import join
from zeren.composite.arrays.means import Generator, generator_of
from zeren.composite.arrays.parts import Blocks, Leaves, Parts
from zeren.composite.choices import given_weights
from zeren.composite.model import Index, Node, Part

__all__ = ["ArrayTree"]

_Array = npt.NDArray[np.float64]
_Marks = npt.NDArray[np.bool_]
# So many scores of one node are held at once, and so many of all nodes under one: they stay near the processor.
_HELD: Final = 400_000
_HELD_BELOW: Final = 1_200_000


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
    """A mean of indicators alone, not computed yet: which they are, and their weights under each draw."""

    generator: Generator
    rows: Sequence[int]
    weights: _Array


@dataclass(frozen=True, slots=True)
class _Run:
    """What is computed together: the draws, their weights by node, and what needs no tree."""

    rule: Aggregation | None
    weights: Mapping[str, tuple[_Array, _Array]]
    blends: Mapping[str, _Blend]
    taken: Mapping[str, _Array]
    undefined: _Marks

    def between(self, start: int, stop: int) -> "_Run":
        """Give some of the draws, without a copy."""
        return _Run(
            self.rule,
            {name: (leaf[start:stop], inner[start:stop]) for name, (leaf, inner) in self.weights.items()},
            {name: _Blend(one.generator, one.rows, one.weights[start:stop]) for name, one in self.blends.items()},
            self.taken,
            self.undefined[start:stop],
        )


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
        self._branches = {one.node.name: one for one in _branches(index)}
        self._given = np.array(list(given_weights(index).values()))
        self._leaves = {
            name: Leaves.of(scores[list(one.leaves)], applying[list(one.leaves)])
            for name, one in self._branches.items()
        }
        self._root = index.root.name
        self._scores = scores
        self._caps = caps if np.isfinite(caps).any() else None
        self._taken: dict[Generator, _Array] = {}

    def whole(self, weights: _Array, aggregation: Aggregation | None = None) -> Iterator[tuple[int, _Array, _Marks]]:
        """Score the root, some draws after others.

        Parameters
        ----------
        weights : shape (draws, nodes + indicators)
        aggregation
            In place of every node's own rule.

        Yields
        ------
        int
            The first of them.
        array, shape (those draws, units)
            The scores, NaN where there is none.
        array, shape (those draws,)
            The draws under which a rule may not be defined; what is said of them is not to be used.
        """
        run = self._run(weights, aggregation)
        units = self._scores.shape[1]
        step = self._step(run)
        for start in range(0, len(weights), step):
            piece = run.between(start, start + step)
            scores = np.empty((len(piece.undefined), units))
            self._score(self._root, piece, scores)
            if self._caps is not None:
                np.minimum(scores, self._caps, out=scores)
            yield start, scores, piece.undefined

    def _step(self, run: _Run) -> int:
        """Say how many draws are computed at once."""
        widest = max((len(one.nodes) for name, one in self._branches.items() if name not in run.blends), default=0)
        units: int = max(1, self._scores.shape[1])
        return max(1, min(_HELD // units, _HELD_BELOW // (units * max(1, widest))))

    def _run(self, weights: _Array, rule: Aggregation | None) -> _Run:
        own = {
            name: (weights[:, one.leaf_weights], weights[:, one.node_weights]) for name, one in self._branches.items()
        }
        blends: dict[str, _Blend] = {}
        for name, branch in self._branches.items():
            blend = self._blend(branch, rule or branch.node.aggregation, own[name], blends)
            if blend is not None:
                blends[name] = blend
        # Of those that stand under others of their kind none is computed.
        taken = {name: self._rows(blend) for name, blend in blends.items() if name == self._root}
        for name, branch in self._branches.items():
            if name not in blends:
                taken |= {below: self._rows(blends[below]) for below in branch.nodes if below in blends}
        return _Run(rule, own, blends, taken, np.zeros(len(weights), dtype=bool))

    def _blend(
        self, branch: _Branch, rule: Aggregation, weights: tuple[_Array, _Array], done: Mapping[str, _Blend]
    ) -> _Blend | None:
        """Give the node as a weighted sum of indicators; None where it is none."""
        generator = generator_of(rule)
        if generator is None or not self._is_plain(branch, generator):
            return None
        below = [done[name] for name in branch.nodes if name in done and done[name].generator == generator]
        leaf, inner = weights
        total = leaf.sum(axis=1, keepdims=True) + inner.sum(axis=1, keepdims=True)
        if len(below) < len(branch.nodes) or not total.all():
            return None
        rows = [*branch.leaves, *(row for one in below for row in one.rows)]
        shares = [leaf / total, *((inner[:, [at]] / total) * one.weights for at, one in enumerate(below))]
        # In the order of the rows, so that a product over all of them needs no copy.
        order = np.argsort(rows)
        return _Blend(generator, [rows[at] for at in order], np.concatenate(shares, axis=1)[:, order])

    def _is_plain(self, branch: _Branch, generator: Generator) -> bool:
        """Say whether the node is a plain sum: nothing missing, cut off, negative or 0 where that matters."""
        leaves = self._leaves[branch.node.name]
        defined = generator.signed or leaves.lowest > 0
        return leaves.whole and defined and branch.node.low is None and branch.node.high is None

    def _rows(self, blend: _Blend) -> _Array:
        if blend.generator not in self._taken:
            present = self._scores[~np.isnan(self._scores)]
            lowest = float(present.min(initial=np.inf))
            self._taken[blend.generator] = blend.generator.there(self._scores.copy(), lowest)
        taken = self._taken[blend.generator]
        return taken if len(blend.rows) == len(taken) else taken[list(blend.rows)]

    def _score(self, name: str, run: _Run, out: _Array) -> tuple[bool, _Marks | None]:
        """Put the scores of a node in *out*; say whether none is missing, and where it does not apply."""
        if name in run.blends:
            np.matmul(run.blends[name].weights, run.taken[name], out=out)
            run.blends[name].generator.back(out)
            return True, None
        branch = self._branches[name]
        given = self._given[branch.leaf_weights], self._given[branch.node_weights]
        parts = Parts(self._leaves[name], self._blocks(branch, run), *run.weights[name], given)
        whole, absent, undefined = join(branch.node, run.rule or branch.node.aggregation, parts, out)
        if undefined is not None:
            np.logical_or(run.undefined, undefined, out=run.undefined)
        return whole, absent

    def _blocks(self, branch: _Branch, run: _Run) -> Blocks:
        scores = np.empty((len(run.undefined), len(branch.nodes), self._scores.shape[1]))
        found = [self._score(name, run, scores[:, at]) for at, name in enumerate(branch.nodes)]
        absent = None
        if any(one is not None for _, one in found):
            absent = np.zeros(scores.shape, dtype=bool)
            for at, (_, one) in enumerate(found):
                absent[:, at] = False if one is None else one
        return Blocks(scores, absent, tuple(whole for whole, _ in found))


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
