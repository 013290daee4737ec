"""The choices of an index that are open, and one way to make them all."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final, TypeVar

from zeren.composite.model import Index, Part, Robustness
from zeren.composite.scoring import Result

__all__ = ["Draw", "alternative", "axes", "draw_at", "fixed", "given_weights", "leavable", "pieces", "rule_at"]

_Choice = TypeVar("_Choice")
# So many sets of noise that hardly two draws share one.
_NOISES: Final = 2**40


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """One way to make the choices: which alternative of each, which noise, and what is left out (-1: nothing)."""

    normalisation: int = 0
    aggregation: int = 0
    treatment: int = 0
    imputation: int = 0
    weights: int = -1
    error: int = -1
    left_out: int = -1


def axes(plan: Robustness) -> tuple[str, ...]:
    """Name the choices that are open, in their fixed order."""
    open_ones = {
        "normalisation": len(plan.normalisations) > 1,
        "aggregation": len(plan.aggregations) > 1,
        "treatment": len(plan.treatments) > 1,
        "imputation": len(plan.imputations) > 1,
        "weights": plan.weights > 0,
        "error": plan.error > 0,
        "left_out": plan.leave_out,
    }
    return tuple(name for name, is_open in open_ones.items() if is_open)


def pieces(index: Index) -> tuple[int, ...]:
    """Give into how many equal pieces the axis of each open choice is cut, in the order of `axes`."""
    plan = index.robustness
    by_axis = {
        "normalisation": len(plan.normalisations),
        "aggregation": len(plan.aggregations),
        "treatment": len(plan.treatments),
        "imputation": len(plan.imputations),
        "weights": _NOISES,
        "error": _NOISES,
        "left_out": len(index.indicators),
    }
    return tuple(by_axis[axis] for axis in axes(plan))


def draw_at(index: Index, point: Sequence[float]) -> Draw:
    """Make the choices that a point of the unit cube stands for: each axis is cut into equal pieces."""
    chosen = {
        axis: int(at * count) for axis, at, count in zip(axes(index.robustness), point, pieces(index), strict=True)
    }
    return replace(Draw(), **chosen)


def rule_at(rules: Sequence[_Choice], place: int) -> _Choice | None:
    """Give the alternative that was drawn; None where the rules of the file stay."""
    return rules[place] if rules else None


def alternative(index: Index, draw: Draw) -> Index:
    """Put the rules that were drawn for the indicators in place of their own."""
    plan = index.robustness
    normalisation = rule_at(plan.normalisations, draw.normalisation)
    treatment, imputation = rule_at(plan.treatments, draw.treatment), rule_at(plan.imputations, draw.imputation)
    indicators = tuple(
        replace(
            one,
            normalisation=normalisation or one.normalisation,
            treatment=treatment or one.treatment,
            imputation=imputation or one.imputation,
        )
        for one in index.indicators
    )
    return replace(index, indicators=indicators)


def given_weights(index: Index) -> dict[str, float]:
    """Give the weights of all parts, nodes first, without any noise."""
    every: tuple[Part, ...] = (*index.nodes, *index.indicators)
    given = {part.name: float(part.weight) for part in every}
    for node in index.nodes:
        if node.comparison is not None:
            given |= dict(zip((part.name for part in index.parts(node)), node.comparison.weights, strict=True))
    return given


def leavable(index: Index) -> tuple[str, ...]:
    """Name what may be left out, as `Draw.left_out` counts: the indicators, then the nodes but for the root."""
    return (*(one.name for one in index.indicators), *(node.name for node in index.nodes[1:]))


def fixed(index: Index, result: Result) -> Index:
    """Put the weights that were derived from the scores in place of the rule that derives them."""
    weights = {
        name: Fraction(max(shares, default=Fraction(0)))
        for node in index.nodes
        if node.weighting != "given"
        for name, shares in result.shares[node.name].items()
    }
    return replace(
        index,
        nodes=tuple(replace(node, weight=weights.get(node.name, node.weight)) for node in index.nodes),
        indicators=tuple(replace(one, weight=weights.get(one.name, one.weight)) for one in index.indicators),
    )
