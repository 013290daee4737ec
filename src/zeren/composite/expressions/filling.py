"""What stands in for values that are missing: the mean or median of the others, or of the group, or of the row."""

from collections.abc import Sequence
from typing import Final

import ibis

from zeren.composite.expressions.plan import Rows, Series
from zeren.composite.expressions.values import KEY
from zeren.composite.imputation import Imputation
from zeren.composite.model import Index

__all__ = ["FILLS", "filled"]

# By what the fill is one: period and part, and the group.
_TYPICAL: Final[dict[Imputation, tuple[str, ...]]] = {
    "mean": ("period", "part"),
    "median": ("period", "part"),
    "group_mean": ("period", "part", "unit_group"),
    "group_median": ("period", "part", "unit_group"),
}
FILLS: Final[frozenset[Imputation]] = frozenset({"none", *_TYPICAL, "row_mean"})
_COLUMNS: Final = ("period", "unit", "part", "value", "applies")


def filled(index: Index, values: Rows, kept: Rows, series: Series) -> Rows:
    """Add the values with those that stand for missing ones."""
    asked: dict[Imputation, list[int]] = {}
    for part, one in enumerate(index.indicators):
        if one.imputation != "none":
            asked.setdefault(one.imputation, []).append(part)
    if not asked:
        return values
    every = sorted(part for parts in asked.values() for part in parts)
    whole = [values.filter(values["part"].notin(every))]
    for rule, parts in asked.items():
        dense = _dense(values, kept, parts, series.constant(f"gaps_{rule}", {"part": "int32"}, [(p,) for p in parts]))
        whole.append(_by_row(index, dense, values, series) if rule == "row_mean" else _typical(rule, dense, series))
    return series.table("filled", ibis.union(*whole) if len(whole) > 1 else whole[0], "Values, gaps filled in.")


def _dense(values: Rows, kept: Rows, parts: Sequence[int], wanted: Rows) -> Rows:
    """Give a row for each unit and part, also where there was none."""
    grid = kept.cross_join(wanted).select(*KEY, "unit_group", "part")
    own = values.filter(values["part"].isin(list(parts)))
    joined = grid.left_join(own, [*KEY, "part"]).select(*grid.columns, "value", "applies")
    return joined.mutate(applies=joined["applies"].fill_null(True))


def _typical(rule: Imputation, dense: Rows, series: Series) -> Rows:
    keys = _TYPICAL[rule]
    value = dense["value"].median() if rule.endswith("median") else dense["value"].mean()
    found = series.small(
        f"typical_{rule}",
        dense.group_by(*keys).agg(fill=value),
        f"What stands for a gap: the {rule.replace('_', ' ')}.",
    )
    return _put_in(dense, found, list(keys))


def _put_in(dense: Rows, fills: Rows, keys: list[str]) -> Rows:
    joined = dense.left_join(fills, keys).select(*dense.columns, "fill")
    value = ibis.cases((joined["applies"], joined["value"].coalesce(joined["fill"])))
    return joined.mutate(value=value).select(*_COLUMNS)


def _by_row(index: Index, dense: Rows, values: Rows, series: Series) -> Rows:
    """Fill in as high in the range as the unit's other indicators of the node are."""
    wanted = {one.parent for one in index.indicators if one.imputation == "row_mean"}
    nodes = [node.name for node in index.nodes]
    leaves = [
        (at, nodes.index(one.parent), one.direction) for at, one in enumerate(index.indicators) if one.parent in wanted
    ]
    rows = series.constant("rows_of_nodes", {"part": "int32", "node": "int32", "direction": "int32"}, leaves)
    joined = values.join(rows, "part").select(*KEY, "part", "node", "direction", "value")
    ends = series.small("ends_of_rows", _ends(joined), "The worst and the best value of each indicator.")
    joined = joined.join(ends, ["period", "part"])
    height = (joined["value"] - joined["worst"]) / (joined["best"] - joined["worst"])
    heights = series.table(
        "heights",
        joined.group_by(*KEY, "node").agg(height=height.mean()),
        "How high in their ranges the values of a unit in a node are, on the average.",
    )
    gaps = dense.join(rows, "part").left_join(ends, ["period", "part"]).select(*dense.columns, "node", "worst", "best")
    gaps = gaps.left_join(heights, [*KEY, "node"]).select(*gaps.columns, "height")
    gaps = gaps.mutate(fill=gaps["worst"] + gaps["height"] * (gaps["best"] - gaps["worst"]))
    value = ibis.cases((gaps["applies"], gaps["value"].coalesce(gaps["fill"])))
    return gaps.mutate(value=value).select(*_COLUMNS)


def _ends(joined: Rows) -> Rows:
    """Give the worst and the best value of each indicator of which there are two."""
    ends = joined.group_by("period", "part").agg(
        low=joined["value"].min(), high=joined["value"].max(), direction=joined["direction"].max()
    )
    up = ends["direction"] > 0
    ends = ends.filter(ends["low"] != ends["high"])
    return ends.select(
        "period",
        "part",
        worst=ibis.cases((up, ends["low"]), else_=ends["high"]),
        best=ibis.cases((up, ends["high"]), else_=ends["low"]),
    )
