"""What each indicator is measured by: a line from values to scores, out of the file and of the values themselves."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import ibis

from zeren.composite.errors import DomainError
from zeren.composite.exact import Number
from zeren.composite.expressions.faults import rows_of
from zeren.composite.expressions.plan import Cell, Rows, Series
from zeren.composite.model import Index, Indicator
from zeren.composite.normalisation import Method, Normalisation

__all__ = ["CUT_OFF", "LINES", "PLACED", "level_of", "yardsticks"]

_BY: Final = ("period", "part")
# These end where their scale does, whether they are to be clipped or not.
CUT_OFF: Final = ("deductions", "attainment")
PLACED: Final = ("rank", "borda", "percentile")
# A score lies between two ends, one or both of which the values decide.
_BETWEEN: Final[tuple[Method, ...]] = (
    "min_max",
    "percentile",
    "distance_to_target",
    "distance_to_reference",
    "share_of_maximum",
    "around_reference",
    "goalposts",
)
_OVER_PERIODS: Final = ("part", "rule", "base", "goal", "turn", "logged")
_SCHEMA: Final = {
    "part": "int32",
    "rule": "string",
    "over": "string",
    "base": "string",
    "logged": "boolean",
    "turn": "float64",
    "bottom": "float64",
    "top": "float64",
    "clip": "boolean",
    "goal": "float64",
    "begin": "float64",
    "finish": "float64",
    "target": "float64",
    "tolerance": "float64",
    "intercept": "float64",
    "origin": "float64",
    "slope": "float64",
    "floor": "float64",
    "ceiling": "float64",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A rule that the file alone decides: intercept + slope · (turned value - origin), cut off at the ends."""

    intercept: float = 0.0
    origin: float = 0.0
    slope: float = 1.0
    floor: float | None = None
    ceiling: float | None = None
    turned: bool = True


def yardsticks(index: Index, values: Rows, before: Rows, series: Series) -> Rows:
    """Add the line of each indicator; *before* are the values of all periods, for rules that look at all of them."""
    rows = [_row(at, one) for at, one in enumerate(index.indicators)]
    rules = series.constant("rules", _SCHEMA, rows)
    told = values.join(rules.select("part", "logged"), "part").select(*values.columns, "logged")
    told = told.mutate(level=level_of(index, told), low_of_log=ibis.cases((told["logged"], told["value"])))
    level = told["level"]
    found = told.group_by(*_BY).agg(
        count=told["value"].count(),
        low=level.min(),
        high=level.max(),
        middle=level.mean(),
        spread=level.std(how="sample"),
        squares=(level * level).sum(),
        low_of_log=told["low_of_log"].min(),
    )
    found = found.join(rules, "part").select(*found.columns, *(name for name in _SCHEMA if name != "part"))
    if any(one.normalisation.over == "periods" for one in index.indicators):
        found = _over_periods(found, before, rules, series)
    else:
        found = found.mutate(first=ibis.null("float64"), last=ibis.null("float64"))
    lines = series.small("yardsticks", _lines(found), "The line from the values of each indicator to its scores.")
    series.check("undefined_scores", rows_of(lines), "Every rule must be defined for the values.")
    return lines


def level_of(index: Index, rows: Rows) -> Rows:
    """Give the value, or its logarithm where the rule takes that first."""
    value = rows["value"]
    if not any(one.normalisation.log for one in index.indicators):
        return value
    return ibis.cases((rows["logged"], ibis.cases((value > 0, value.ln()))), else_=value)


def _row(at: int, one: Indicator) -> tuple[Cell, ...]:
    rule = one.normalisation
    line = _FIXED.get(rule.method, _moving)(rule, one)
    begin, finish = _goalposts(rule, one) if rule.method == "goalposts" else (None, None)
    goal = rule.target if rule.method == "distance_to_target" else rule.reference
    return (
        at,
        _kind(rule, one),
        rule.over,
        rule.base or None,
        rule.log,
        float(one.direction) if line.turned else 1.0,
        float(rule.scale[0]),
        float(rule.scale[1]),
        rule.clip,
        None if goal is None else float(goal * one.direction),
        begin,
        finish,
        None if rule.target is None else float(rule.target),
        float(rule.tolerance),
        line.intercept,
        line.origin,
        line.slope,
        line.floor,
        line.ceiling,
    )


def _kind(rule: Normalisation, one: Indicator) -> str:
    """Name the rule; of the operators of a target those that are no lines have names of their own."""
    if rule.method != "attainment":
        return rule.method
    if rule.operator == "about":
        return "at_most" if one.direction < 0 else "at_least"
    return rule.operator


def _placed(one: Indicator, rule: Normalisation, expected: str, found: Number | None) -> DomainError:
    shown = "nothing" if found is None else str(float(found))
    return DomainError(at=f'indicator "{one.name}"', rule=rule.method, expected=expected, found=shown)


def _goalposts(rule: Normalisation, one: Indicator) -> tuple[float, float]:
    ends = [Fraction(0) if end is None else Fraction(end) for end in (rule.low, rule.high)]
    if rule.log and min(ends) <= 0:
        raise _placed(one, rule, "values above 0", min(ends))
    first, last = sorted((math.log(end) if rule.log else float(end)) * one.direction for end in ends)
    if first == last:
        raise _placed(one, rule, "two different ends", first)
    return first, last


def _moving(rule: Normalisation, one: Indicator) -> _Line:
    """Stand in for a line that the values decide; places are counted from below, and need no turning."""
    del one
    return _Line(turned=rule.method not in PLACED)


def _as_it_is(rule: Normalisation, one: Indicator) -> _Line:
    del rule, one
    return _Line()


def _from_place(rule: Normalisation, one: Indicator) -> _Line:
    del one
    return _Line(origin=1.0 if rule.method == "borda" else 0.0, turned=False)


def _deductions(rule: Normalisation, one: Indicator) -> _Line:
    del one
    points = float(rule.points or 0)
    return _Line(intercept=points, slope=-float(rule.each), floor=0.0, ceiling=points, turned=False)


def _attainment(rule: Normalisation, one: Indicator) -> _Line:
    target = rule.target or Fraction(0)
    if target <= 0:
        raise _placed(one, rule, "a target above 0", target)
    if rule.operator in {"at_least", "about"} and rule.tolerance >= 1:
        raise _placed(one, rule, "a tolerance below 1", rule.tolerance)
    bottom, top = rule.scale
    if _kind(rule, one) != "at_least":
        return _Line(turned=False)
    slope = (top - bottom) / (target * (1 - rule.tolerance))
    low, high = sorted((bottom, top))
    return _Line(intercept=float(bottom), slope=float(slope), floor=float(low), ceiling=float(high), turned=False)


def _through(rule: Normalisation, one: Indicator) -> _Line:
    del rule, one
    return _Line(turned=False)


_FIXED: Final[dict[Method, Callable[[Normalisation, Indicator], _Line]]] = {
    "none": _as_it_is,
    "rank": _from_place,
    "borda": _from_place,
    "deductions": _deductions,
    "attainment": _attainment,
    "piecewise": _through,
    "steps": _through,
}


# A rule that comes later is refused until it has a line here.
LINES: Final[frozenset[Method]] = frozenset({*_FIXED, *_BETWEEN, "z", "vector"})


def _over_periods(found: Rows, before: Rows, rules: Rows, series: Series) -> Rows:
    """Put the ends of all periods in place of those of one."""
    wanted = rules.filter(rules["over"] == "periods").select(*_OVER_PERIODS)
    told = before.join(wanted, "part").select(*before.columns, *_OVER_PERIODS[1:])
    spans = told.group_by(*_OVER_PERIODS).agg(
        least=told["value"].min(),
        most=told["value"].max(),
        of_base=told["value"].mean(where=told["period"] == told["base"]),
    )
    half = (spans["most"] - spans["least"]) / 2
    around = spans["rule"] == "around_reference"
    middle = (spans["goal"] * spans["turn"]).coalesce(spans["of_base"])
    low = ibis.cases((around, middle - half), else_=spans["least"])
    high = ibis.cases((around, middle + half), else_=spans["most"])
    low, high = (ibis.cases((spans["logged"], end.nullif(0.0).ln()), else_=end) for end in (low, high))
    up = spans["turn"] > 0
    ends = spans.select("part", first=ibis.cases((up, low), else_=-high), last=ibis.cases((up, high), else_=-low))
    ends = series.small("spans", ends, "The ends of the indicators that are measured over all periods.")
    return found.left_join(ends, "part").select(*found.columns, "first", "last")


def _lines(found: Rows) -> Rows:
    rule, turn = found["rule"], found["turn"]
    up = turn > 0
    low = ibis.cases((up, found["low"]), else_=-found["high"])
    high = ibis.cases((up, found["high"]), else_=-found["low"])
    half = (found["high"] - found["low"]) / 2
    periods = found["over"] == "periods"
    around = rule == "around_reference"
    begin = ibis.cases(
        (periods, found["first"]),
        (rule == "goalposts", found["begin"]),
        (rule == "share_of_maximum", ibis.literal(0.0)),
        (rule == "percentile", ibis.literal(1.0)),
        (around, found["goal"] - half),
        else_=low,
    )
    finish = ibis.cases(
        (periods, found["last"]),
        (rule == "goalposts", found["finish"]),
        (rule == "percentile", found["count"].cast("float64")),
        (around, found["goal"] + half),
        (rule.isin(["distance_to_target", "distance_to_reference"]), found["goal"]),
        else_=high,
    )
    found = found.mutate(least=low, most=high, begin=begin, finish=finish)
    return _drawn(found.mutate(fault=_fault(found)))


def _fault(found: Rows) -> Rows:
    rule = found["rule"]
    same = found["least"] == found["most"]
    share = rule == "share_of_maximum"
    unfit = (found["turn"] < 0) | (found["least"] < 0) | (found["most"] == 0)
    return ibis.cases(
        (found["count"] == 0, ibis.null("string")),
        (found["low_of_log"] <= 0, "logarithm"),
        (share & unfit, "positive"),
        ((rule == "z") & same, "spread"),
        ((rule == "vector") & (found["squares"] == 0), "length"),
        ((found["over"] == "periods") & found["begin"].isnull(), "base"),
        (rule.isin(_BETWEEN) & (found["begin"] == found["finish"]), "ends"),
    )


def _drawn(found: Rows) -> Rows:
    """Lay the line through its ends."""
    rule, span = found["rule"], found["top"] - found["bottom"]
    between = rule.isin(_BETWEEN)
    slope = ibis.cases(
        (between, span / (found["finish"] - found["begin"]).nullif(0.0)),
        (rule == "z", found["top"] / found["spread"].nullif(0.0)),
        (rule == "vector", span / found["squares"].sqrt().nullif(0.0)),
        else_=found["slope"],
    )
    origin = ibis.cases(
        (between, found["begin"]),
        (rule == "z", found["middle"] * found["turn"]),
        else_=found["origin"],
    )
    intercept = ibis.cases((between | rule.isin(["z", "vector"]), found["bottom"]), else_=found["intercept"])
    cut = between & found["clip"]
    return found.select(
        *_BY,
        "rule",
        "logged",
        "turn",
        "bottom",
        "top",
        "target",
        "tolerance",
        "fault",
        slope=slope,
        origin=origin,
        intercept=intercept,
        floor=ibis.cases((cut, found["bottom"]), else_=found["floor"]),
        ceiling=ibis.cases((cut, found["top"]), else_=found["ceiling"]),
    )
