"""What has no form over tables, by name and with what to do instead."""

from collections.abc import Iterator
from typing import Final

from zeren.composite.errors import ModelError
from zeren.composite.expressions.derived import DERIVED
from zeren.composite.expressions.filling import FILLS
from zeren.composite.expressions.means import JOINED
from zeren.composite.expressions.treating import TREATED
from zeren.composite.expressions.yardsticks import LINES
from zeren.composite.model import Index, Indicator, Node

__all__ = ["refuse"]

_ELSEWHERE: Final = "; or compute without --engine"


def refuse(index: Index) -> None:
    """Raise what cannot be computed over tables, if there is something.

    Raises
    ------
    ModelError
        With the entry, its key, and the rules that stand in for it.
    """
    for node in index.nodes:
        for error in _of_node(node):
            raise error
    for one in index.indicators:
        for error in _of_indicator(one):
            raise error


def _of_node(node: Node) -> Iterator[ModelError]:
    at = f'node "{node.name}"'
    if node.aggregation.method not in JOINED:
        expected = f"a rule that looks at one unit: {', '.join(sorted(JOINED))}{_ELSEWHERE}"
        yield ModelError(at=at, key="aggregate", expected=expected, found=node.aggregation.method)
    if node.weight_in:
        yield ModelError(at=at, key="weight_in", expected=f"one weight for all groups{_ELSEWHERE}", found="some")
    known = {"given", "equal"} | DERIVED
    if node.comparison is None and node.weighting not in known:
        expected = f"weights without a search: {', '.join(sorted(known))}, or a comparison{_ELSEWHERE}"
        yield ModelError(at=at, key="weights", expected=expected, found=node.weighting)


def _of_indicator(one: Indicator) -> Iterator[ModelError]:
    at = f'indicator "{one.name}"'
    if one.imputation not in FILLS:
        expected = f"what looks at one period: {', '.join(sorted(FILLS))}{_ELSEWHERE}"
        yield ModelError(at=at, key="impute", expected=expected, found=one.imputation)
    if one.shrinkage != "none":
        yield ModelError(at=at, key="shrink", expected=f"no shrinking over tables{_ELSEWHERE}", found=one.shrinkage)
    if one.smallest is not None:
        expected = f"no mark of small denominators over tables{_ELSEWHERE}"
        yield ModelError(at=at, key="smallest", expected=expected, found=str(float(one.smallest)))
    if one.change != "none":
        yield ModelError(at=at, key="change", expected=f"the value itself{_ELSEWHERE}", found=one.change)
    if one.weight_in:
        yield ModelError(at=at, key="weight_in", expected=f"one weight for all groups{_ELSEWHERE}", found="some")
    yield from _of_scoring(one, at)


def _of_scoring(one: Indicator, at: str) -> Iterator[ModelError]:
    if one.treatment.method not in TREATED:
        expected = f"one of {', '.join(sorted(TREATED))}{_ELSEWHERE}"
        yield ModelError(at=at, key="treat", expected=expected, found=one.treatment.method)
    if one.normalisation.over == "group" or one.normalisation.percentiles != (None, None):
        expected = f"ends of the period, of all periods or of your own{_ELSEWHERE}"
        yield ModelError(at=at, key="normalise", expected=expected, found="ends of a group, or percentiles")
    if one.normalisation.method not in LINES:
        expected = f"one of {', '.join(sorted(LINES))}{_ELSEWHERE}"
        yield ModelError(at=at, key="normalise", expected=expected, found=one.normalisation.method)
