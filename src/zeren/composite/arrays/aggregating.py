"""From the parts of a node to its scores, over many draws: the rules of `aggregation`, in arrays."""

from typing import Final

import numpy as np
import numpy.typing as npt

from zeren.composite.aggregation import Aggregation
from zeren.composite.arrays.means import Generator, generator_of
from zeren.composite.arrays.parts import Block, Parts
from zeren.composite.model import Node

__all__ = ["join"]

_Array = npt.NDArray[np.float64]
_Marks = npt.NDArray[np.bool_]
# Shares of weights are sums of floats: what reaches the needed share but for the last bits has reached it.
_NEARLY: Final = 1 - 1e-12


def join(node: Node, rule: Aggregation, parts: Parts) -> tuple[Block, _Marks]:
    """Put the parts of a node together.

    Returns
    -------
    Block
    array, shape (draws,)
        The draws under which the rule may not be defined; what the block says of them is not to be used.
    """
    given = parts
    if node.gaps.rule == "score":
        parts = parts.filled(float(node.gaps.score))
    enough = _enough(node, given, parts)
    absent = _absent(given)
    generator = generator_of(rule)
    scores, refused = _mean(generator, parts) if generator else _unweighted(rule, parts)
    if enough is not None:
        scores[~enough] = np.nan
    if node.low is not None or node.high is not None:
        low, high = -np.inf if node.low is None else float(node.low), np.inf if node.high is None else float(node.high)
        scores = np.clip(scores, low, high)
    undefined: _Marks = np.asarray((refused if enough is None else refused & enough).any(axis=1))
    if node.gaps.rule == "refuse" and not given.whole:
        undefined = undefined | (given.lacking() > 0).any(axis=1)
    return Block(scores, absent, enough is None), undefined


def _enough(node: Node, given: Parts, parts: Parts) -> _Marks | None:
    """Mark where there is enough to give the node a score; None for everywhere."""
    plain = node.gaps.rule != "leave" and not node.gaps.needed
    if parts.covering and (plain or given.whole):
        return None
    enough: _Marks = np.broadcast_to(parts.there() > 0, _shape(parts))
    if given.whole:
        return enough
    if node.gaps.rule == "leave":
        enough = enough & ~(given.lacking() > 0)
    if node.gaps.needed:
        asked = given.as_given()
        enough = enough & (asked.there() >= float(node.gaps.needed) * asked.applying() * _NEARLY)
    return enough


def _absent(parts: Parts) -> _Marks | None:
    """Mark where none of the parts that count applies; None for nowhere."""
    applying = parts.applying()
    if (applying > 0).all():
        return None
    return np.broadcast_to(applying <= 0, _shape(parts))


def _shape(parts: Parts) -> tuple[int, int]:
    return len(parts.leaf_weights), parts.leaves.scores.shape[1]


def _marked(parts: Parts, leaves: _Marks, blocks: list[_Marks]) -> _Marks:
    """Say where a part that counts is marked."""
    none: _Marks = np.zeros((1, 1), dtype=bool)
    if not leaves.any() and not any(block.any() for block in blocks):
        return none
    found: _Marks = parts.summed(leaves.astype(float), blocks) > 0
    return found


def _mean(generator: Generator, parts: Parts) -> tuple[_Array, _Marks]:
    taken = generator.there(np.where(parts.leaves.there > 0, parts.leaves.scores, 1.0))
    taken *= parts.leaves.there
    blocks = [_known(generator.there(one.scores), whole=one.whole) for one in parts.blocks]
    with np.errstate(invalid="ignore", divide="ignore"):
        sums = parts.summed(taken, blocks)
        sums /= parts.there()
        scores = generator.back(sums)
    refused = np.zeros((1, 1), dtype=bool)
    if not generator.signed:
        refused = _marked(parts, parts.leaves.scores < 0, [one.scores < 0 for one in parts.blocks])
    if generator.infinite_at_nothing:
        nothing = (parts.leaves.scores == 0) & (parts.leaves.there > 0)
        scores[np.broadcast_to(_marked(parts, nothing, [one.scores == 0 for one in parts.blocks]), scores.shape)] = 0.0
    return scores, refused


def _known(scores: _Array, *, whole: bool) -> _Array:
    return scores if whole else np.nan_to_num(scores, nan=0.0, posinf=np.inf, neginf=-np.inf)


def _unweighted(rule: Aggregation, parts: Parts) -> tuple[_Array, _Marks]:
    counted = parts.unweighted()
    if rule.method == "sum":
        return _sum(counted), np.zeros((1, 1), dtype=bool)
    if rule.method == "minimum":
        return _minimum(counted), np.zeros((1, 1), dtype=bool)
    with np.errstate(invalid="ignore", divide="ignore"):
        return _mazziotta_pareto(rule, counted) if rule.method == "mazziotta_pareto" else _mean_minimum(rule, counted)


def _sum(parts: Parts) -> _Array:
    return parts.summed(parts.leaves.scores, [_known(one.scores, whole=one.whole) for one in parts.blocks])


def _minimum(parts: Parts) -> _Array:
    lowest = np.full(_shape(parts), np.inf)
    leaves = np.where(parts.leaves.there > 0, parts.leaves.scores, np.inf)
    for row, counts in zip(leaves, parts.leaf_weights.T, strict=True):
        np.minimum(lowest, np.where(counts[:, None] > 0, row, np.inf), out=lowest)
    for block, counts in zip(parts.blocks, parts.block_weights.T, strict=True):
        np.fmin(lowest, np.where(counts[:, None] > 0, block.scores, np.inf), out=lowest)
    return lowest


def _mazziotta_pareto(rule: Aggregation, parts: Parts) -> tuple[_Array, _Marks]:
    count = parts.there()
    middle = _sum(parts) / count
    # In two steps, as squares less the square of the mean would lose what they have in common.
    squares = np.zeros(_shape(parts))
    leaves = np.where(parts.leaves.there > 0, parts.leaves.scores, np.nan)
    for row, counts in zip(leaves, parts.leaf_weights.T, strict=True):
        squares += np.nan_to_num((row - middle) ** 2) * counts[:, None]
    for block, counts in zip(parts.blocks, parts.block_weights.T, strict=True):
        squares += np.nan_to_num((block.scores - middle) ** 2) * counts[:, None]
    below = np.maximum(count - rule.sample, 1)
    return middle + float(rule.parameter) * squares / below / middle, middle == 0


def _mean_minimum(rule: Aggregation, parts: Parts) -> tuple[_Array, _Marks]:
    middle = _sum(parts) / parts.there()
    way = middle - _minimum(parts)
    if rule.smoothing:
        way = np.sqrt(way * way + float(rule.smoothing) ** 2) - float(rule.smoothing)
    return middle - float(rule.parameter) * way, np.zeros((1, 1), dtype=bool)
