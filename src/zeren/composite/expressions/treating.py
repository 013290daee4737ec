"""What is done about values far out, by bounds and moments that are found for each indicator.

To bring the farthest values back to the next, again and again, is to cut all values off at two bounds. So the values
stay where they are while the bounds move, a step for each move.
"""

from typing import Final

import ibis

from zeren.composite.expressions.faults import rows_of
from zeren.composite.expressions.plan import Cell, Rows, Series
from zeren.composite.model import Index, Indicator

__all__ = ["TREATED", "treated"]

_BY: Final = ("period", "part")
_SCHEMA: Final = {
    "part": "int32",
    "method": "string",
    "points": "int32",
    "skewness": "float64",
    "kurtosis": "float64",
    "exponent": "float64",
    "always": "boolean",
}
_CUTTING: Final = ("winsorise", "winsorise_or_log")
# What has a form over tables.
TREATED: Final = frozenset({"none", "log", "box_cox", *_CUTTING})
# Share of the range that keeps the smallest value away from the logarithm of 0.
_OFFSET: Final = 0.01
_FEW: Final = 3


def treated(index: Index, values: Rows, series: Series) -> Rows:
    """Add the values with those far out brought back, or transformed."""
    rules = [(at, one) for at, one in enumerate(index.indicators) if one.treatment.method != "none"]
    if not rules:
        return values
    told = series.constant("treatments", _SCHEMA, [_row(at, one) for at, one in rules])
    own = values.join(told, "part").select("period", "unit", "part", "value", "applies")
    moves = max((one.treatment.points for _, one in rules if one.treatment.method in _CUTTING), default=0)
    bounds = _bounds(own, told, moves, series)
    ways = series.small("ways", _ways(bounds), "How the values of each indicator are treated.")
    series.check("nothing_to_transform", rows_of(ways), "What is always transformed must differ.")
    joined = own.join(ways, list(_BY)).select(*own.columns, *(name for name in ways.columns if name not in own.columns))
    done = joined.mutate(value=_changed(joined)).select(*own.columns)
    others = values.filter(values["part"].notin([at for at, _ in rules]))
    return series.view("treated", others.union(done), "Values, those far out treated.")


def _row(at: int, one: Indicator) -> tuple[Cell, ...]:
    rule = one.treatment
    points = rule.points if rule.method in _CUTTING else 0
    bounds = (float(rule.skewness), float(rule.kurtosis), float(rule.exponent))
    return (at, rule.method, points, *bounds, rule.always)


def _bounds(own: Rows, told: Rows, moves: int, series: Series) -> Rows:
    """Add the bounds before any move, after each, and whether an indicator passes within the last."""
    ends = own.group_by(*_BY).agg(low=own["value"].min(), high=own["value"].max(), count=own["value"].count())
    ends = ends.join(told, "part")
    rules = [name for name in _SCHEMA if name != "part"]
    start = ends.select(
        *_BY, *rules, "count", "low", "high", least=ends["low"], most=ends["high"],
        lean=ibis.null("float64"), plain=ibis.null("boolean"), passes=ibis.null("boolean"),
    )  # fmt: skip
    bounds = series.small("bounds_0", start, "The ends of each indicator that is treated.")
    for move in range(1, moves + 2):
        note = f"Whether it passes after {move - 1} moves; if not, the next bounds."
        bounds = series.small(f"bounds_{move}", _moved(own, bounds, move), note)
    return bounds


def _moved(own: Rows, bounds: Rows, move: int) -> Rows:
    """Look how the values within the bounds lean, and move one bound to the next value where that is too far."""
    joined = own.filter(own["value"].notnull()).join(bounds.select(*_BY, "low", "high"), list(_BY))
    cut = joined["value"].clip(joined["low"], joined["high"])
    within = joined.select(*_BY, "value", "low", "high", cut=cut)
    middles = within.group_by(*_BY).agg(middle=within["cut"].mean())
    whole = within.join(middles, list(_BY))
    off = whole["cut"] - whole["middle"]
    inner = whole["value"]
    moments = whole.group_by(*_BY).agg(
        second=(off * off).mean(),
        third=(off * off * off).mean(),
        fourth=(off * off * off * off).mean(),
        next_low=inner.min(where=inner > whole["low"]),
        next_high=inner.max(where=inner < whole["high"]),
    )
    return _judged(bounds.left_join(moments, list(_BY)).select(*bounds.columns, *moments.columns[2:]), bounds, move)


def _judged(told: Rows, bounds: Rows, move: int) -> Rows:
    count, second = told["count"].cast("float64"), told["second"].nullif(0.0)
    lean = ibis.cases(
        (told["count"] < _FEW, ibis.literal(0.0)),
        else_=told["third"] / second**1.5 * (count * (count - 1)).sqrt() / (count - 2).nullif(0.0),
    )
    excess = told["fourth"] / (second * second) - 3
    tail = ((count + 1) * excess + 6) * (count - 1) / ((count - 2) * (count - 3)).nullif(0.0)
    few = (told["count"] <= _FEW) | (told["low"] == told["high"])
    told = told.mutate(
        leaning=lean.fill_null(0.0),
        fine=few | ((lean.abs() < told["skewness"]) | (tail < told["kurtosis"])).fill_null(True),
    )
    moves = ~told["fine"] & (told["points"] >= move)
    first = move == 1
    return told.mutate(
        high=ibis.cases((moves & (told["leaning"] > 0), told["next_high"]), else_=told["high"]),
        low=ibis.cases((moves & (told["leaning"] <= 0), told["next_low"]), else_=told["low"]),
        lean=told["leaning"] if first else told["lean"],
        plain=told["fine"] if first else told["plain"],
        passes=told["fine"],
    ).select(*bounds.columns)


def _ways(bounds: Rows) -> Rows:
    """Say for each indicator which way its values go."""
    method, plain = bounds["method"], bounds["plain"]
    transformed = bounds["always"] | ~plain
    logged = ((method == "log") & transformed) | ((method == "winsorise_or_log") & ~bounds["passes"])
    way = ibis.cases(
        (logged & (bounds["lean"] < 0), "log_down"),
        (logged, "log_up"),
        ((method == "box_cox") & transformed, "box_cox"),
        (method.isin(_CUTTING), "cut"),
        else_="none",
    )
    told = bounds.mutate(way=way, offset=(bounds["most"] - bounds["least"]) * _OFFSET)
    stuck = told["way"].isin(["log_up", "log_down", "box_cox"]) & (
        (told["least"] == told["most"]) | (told["count"] == 0)
    )
    fault = ibis.cases((stuck, "transformation"))
    return told.select(*_BY, "way", "low", "high", "least", "most", "offset", "exponent", fault=fault)


def _changed(joined: Rows) -> Rows:
    value, way = joined["value"], joined["way"]
    above = value - joined["least"]
    below = joined["most"] - value
    raised = above + 1
    power = (raised ** joined["exponent"] - 1) / joined["exponent"].nullif(0.0)
    return ibis.cases(
        (value.isnull() | (way == "none"), value),
        (way == "cut", value.clip(joined["low"], joined["high"])),
        (way == "log_up", (above + joined["offset"]).nullif(0.0).ln()),
        (way == "log_down", -(below + joined["offset"]).nullif(0.0).ln()),
        (joined["exponent"] == 0, raised.nullif(0.0).ln()),
        else_=power,
    )
