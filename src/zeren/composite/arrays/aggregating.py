"""From the parts of a node to its scores, over many draws: the rules of `aggregation`, in arrays."""

from typing import Final

import numpy as np
import numpy.typing as npt

from zeren.composite.aggregation import Aggregation
from zeren.composite.arrays.means import Generator, generator_of
from zeren.composite.arrays.parts import Parts, lowest_of
from zeren.composite.model import Node

__all__ = ["Joined", "join"]

_Array = npt.NDArray[np.float64]
_Marks = npt.NDArray[np.bool_]
# Where the scores of a node lack, and where it does not apply (None for nowhere); and the draws that it may not stand.
Joined = tuple[bool, _Marks | None, _Marks | None]
# Shares of weights are sums of floats: what reaches the needed share but for the last bits has reached it.
_NEARLY: Final = 1 - 1e-12
_NOTHING: Final = 1e-12


def join(node: Node, rule: Aggregation, parts: Parts, out: _Array) -> Joined:
    """Put the parts of a node together.

    Parameters
    ----------
    node, rule
        The node, and the rule in place of its own.
    parts
        The scores of its nodes may be written over.
    out : shape (draws, units)
        Gets the scores, NaN where there is none.

    Returns
    -------
    bool
        Whether no score is missing.
    array, shape (draws, units), or None for nowhere
        Where the node does not apply.
    array, shape (draws,), or None for none
        The draws under which the rule may not be defined; what is said of them is not to be used.
    """
    given = parts
    if node.gaps.rule == "score":
        parts = parts.filled(float(node.gaps.score))
    enough = _enough(node, given, parts)
    absent = None if enough is None else _absent(given)
    lacking = _draws_of(given.lacking() > 0) if node.gaps.rule == "refuse" and not given.whole else None
    generator = generator_of(rule)
    refused = _mean(generator, parts, out) if generator else _unweighted(rule, parts, out)
    if enough is not None:
        out[~enough] = np.nan
    if node.low is not None or node.high is not None:
        low, high = -np.inf if node.low is None else float(node.low), np.inf if node.high is None else float(node.high)
        np.clip(out, low, high, out=out)
    if refused is not None and enough is not None:
        refused = refused & enough
    return enough is None, absent, _either(_draws_of(refused), lacking)


def _draws_of(marks: _Marks | None) -> _Marks | None:
    """Say which draws have a mark."""
    return None if marks is None else np.asarray(marks.any(axis=1))


def _either(one: _Marks | None, other: _Marks | None) -> _Marks | None:
    if one is None or other is None:
        return other if one is None else one
    return one | other


def _enough(node: Node, given: Parts, parts: Parts) -> _Marks | None:
    """Mark where there is enough to give the node a score; None for everywhere."""
    plain = node.gaps.rule != "leave" and not node.gaps.needed
    if (plain or given.whole) and parts.covering:
        return None
    enough: _Marks = np.broadcast_to(parts.there() > 0, parts.shape)
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
    return np.broadcast_to(applying <= 0, parts.shape)


def _marked(parts: Parts, leaves: _Marks, blocks: _Marks) -> _Marks:
    """Say where a part that counts is marked."""
    found: _Marks = parts.summed(leaves.astype(float), blocks) > 0
    return found


def _mean(generator: Generator, parts: Parts, out: _Array) -> _Marks | None:
    """Put a weighted mean in *out*; say where it is not defined (None for nowhere)."""
    leaves, blocks, there = parts.leaves, parts.blocks, parts.there()
    below = nothing = None
    known = blocks.known()
    if not generator.signed:
        lowest = lowest_of(blocks.scores)
        if min(leaves.lowest, lowest) <= 0:
            below = _marked(parts, leaves.scores < 0, blocks.scores < 0)
            nothing = _marked(parts, (leaves.scores == 0) & (leaves.there > 0), blocks.scores == 0)
        # What is missing was set to 0, of which nothing may be taken.
        known = generator.there(known, lowest if all(blocks.whole) else min(lowest, 0.0))
    parts.summed(leaves.taken(generator), known, out)
    with np.errstate(invalid="ignore", divide="ignore"):
        out /= there
    generator.back(out)
    if generator.infinite_at_nothing and nothing is not None:
        out[nothing] = 0.0
    return below


def _unweighted(rule: Aggregation, parts: Parts, out: _Array) -> _Marks | None:
    counted = parts.unweighted()
    if rule.method == "minimum":
        out[:] = _minimum(counted)
        return None
    _sum(counted, out)
    if rule.method == "sum":
        return None
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        if rule.method == "mazziotta_pareto":
            return _mazziotta_pareto(rule, counted, out)
        _to_least(rule, counted, out)
    return None


def _sum(parts: Parts, out: _Array) -> None:
    parts.summed(parts.leaves.scores, parts.blocks.known(), out)


def _minimum(parts: Parts) -> _Array:
    lowest = np.full(parts.shape, np.inf)
    leaves = np.where(parts.leaves.there > 0, parts.leaves.scores, np.inf)
    for row, counts in zip(leaves, parts.leaf_weights.T, strict=True):
        np.minimum(lowest, np.where(counts[:, None] > 0, row, np.inf), out=lowest)
    for at, counts in enumerate(parts.block_weights.T):
        np.fmin(lowest, np.where(counts[:, None] > 0, parts.blocks.scores[:, at], np.inf), out=lowest)
    return lowest


def _mazziotta_pareto(rule: Aggregation, parts: Parts, out: _Array) -> _Marks:
    """Take the unevenness off the mean, which is to be made of the sum in *out*."""
    count = parts.there()
    out /= count
    # In two steps, as squares less the square of the mean would lose what they have in common.
    squares = np.zeros(parts.shape)
    leaves = np.where(parts.leaves.there > 0, parts.leaves.scores, np.nan)
    for row, counts in zip(leaves, parts.leaf_weights.T, strict=True):
        squares += np.nan_to_num((row - out) ** 2) * counts[:, None]
    for at, counts in enumerate(parts.block_weights.T):
        squares += np.nan_to_num((parts.blocks.scores[:, at] - out) ** 2) * counts[:, None]
    below = np.maximum(count - rule.sample, 1)
    # Whether a mean is 0 or nearly so must not hang on rounding: plain Python says.
    undefined: _Marks = np.abs(out) <= _NOTHING * np.sqrt(out * out + squares / count)
    out += float(rule.parameter) * squares / below / out
    return undefined


def _to_least(rule: Aggregation, parts: Parts, out: _Array) -> None:
    """Go some of the way to the lowest from the mean, which is to be made of the sum in *out*."""
    out /= parts.there()
    way = out - _minimum(parts)
    if rule.smoothing:
        way = np.sqrt(way * way + float(rule.smoothing) ** 2) - float(rule.smoothing)
    out -= float(rule.parameter) * way
