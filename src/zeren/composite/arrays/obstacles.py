"""What arrays have no form for."""

from collections.abc import Iterator
from typing import Final

from zeren.composite.arrays.means import UNWEIGHTED, WEIGHTED
from zeren.composite.imputation import Imputation
from zeren.composite.model import Gap, Index, Node, Part

__all__ = ["obstacle"]

# A rule that came later is not in here, and is left to plain Python until somebody writes its form in arrays.
_FILLS: Final[frozenset[Imputation]] = frozenset({"none", "mean", "median", "group_mean", "group_median"})
_GAPS: Final[frozenset[Gap]] = frozenset({"redistribute", "score", "leave", "refuse"})


def obstacle(index: Index) -> str:
    """Say what of *index* arrays cannot compute as plain Python does; empty where they can."""
    return next(_obstacles(index), "")


def _obstacles(index: Index) -> Iterator[str]:
    plan = index.robustness
    every: tuple[Part, ...] = (*index.nodes, *index.indicators)
    if any(part.weight_in for part in every):
        yield "weights that differ by group"
    if index.ties != "min":
        yield "equals that do not share the best of their places"
    for node in index.nodes:
        yield from _of_node(node)
        for rule in plan.aggregations or (node.aggregation,):
            if rule.method not in WEIGHTED | UNWEIGHTED:
                yield f'{rule.method} of node "{node.name}"'
    scored = plan.normalisations or tuple(one.normalisation for one in index.indicators)
    if any(rule.over == "group" for rule in scored):
        yield "scores within groups"
    fills = set(plan.imputations or (one.imputation for one in index.indicators))
    yield from (f"gaps filled by {rule}" for rule in sorted(fills - _FILLS))
    yield from _of_errors(index)


def _of_errors(index: Index) -> Iterator[str]:
    """Name what an error of measurement would change besides the values of the indicators."""
    if not index.robustness.error:
        return
    if any(one.shrinkage != "none" for one in index.indicators):
        yield "shrunk rates, which are measured with an error"
    measured = {one.column for one in index.indicators}
    for veto in index.vetoes:
        if veto.column in measured:
            yield f'a veto on "{veto.column}", which is measured with an error'


def _of_node(node: Node) -> Iterator[str]:
    if node.digits is not None:
        yield f'rounding at node "{node.name}"'
    if node.gaps.rule not in _GAPS:
        yield f'gaps of node "{node.name}": {node.gaps.rule}'
