"""The rules of an index in words."""

from fractions import Fraction

from zeren.composite.model import Indicator, Node
from zeren.composite.report.study import Study

__all__ = ["aggregated", "normalised", "plain"]


def plain(number: float | Fraction | None) -> str:
    """Write a number of the file as a reader would.

    Examples
    --------
    >>> plain(Fraction(5, 2)), plain(Fraction(1, 3)), plain(None)
    ('2.5', '0.333333', '–')
    """
    if number is None:
        return "–"
    return f"{float(number):,.6g}"


def normalised(study: Study, one: Indicator) -> str:
    """Say how a value becomes a score."""
    rule = one.normalisation
    scale = f"{plain(rule.scale[0])}–{plain(rule.scale[1])}"
    known: dict[str, float | Fraction | None] = {
        "low": rule.low,
        "high": rule.high,
        "target": rule.target,
        "reference": rule.reference,
        "points": rule.points,
        "each": rule.each,
        "scale0": rule.scale[0],
        "scale1": rule.scale[1],
    }
    words = study.say(rule.method, scale=scale, **{key: plain(found) for key, found in known.items()})
    words = words if one.change == "none" else f"{study.say(f'change_{one.change}')}; {words}"
    words += " (log)" if rule.log else ""
    words += f" ({study.say('within_group_only')})" if rule.over == "group" else ""
    treated = "" if one.treatment.method == "none" else f"; {study.say(one.treatment.method)}"
    if rule.method == "deductions":
        return f"{words}{treated}"
    return f"{study.say('more' if one.direction == 1 else 'less')}; {words}{treated}"


def aggregated(study: Study, node: Node) -> str:
    """Say how the parts of a node become its score, and what a gap does."""
    gap = (
        study.say("gap_score", score=plain(node.gaps.score)) if node.gaps.rule == "score" else study.say(node.gaps.rule)
    )
    words = study.say(node.aggregation.method)
    weighing = "" if node.weighting == "given" else f"; {study.say(node.weighting)}"
    return f"{words}{weighing}; {gap}"
