"""Weights out of the scores themselves, over the units that have a score for every part of a node."""

from typing import Final

import ibis

from zeren.composite.expressions.faults import rows_of
from zeren.composite.expressions.inputs import units
from zeren.composite.expressions.plan import Rows, Series
from zeren.composite.expressions.values import KEY

__all__ = ["DERIVED", "derived_weights"]

DERIVED: Final = frozenset({"deviation", "entropy", "critic"})
_BY: Final = ("period", "node", "part")


def derived_weights(method: str, rows: Rows, links: Rows, name: str, series: Series) -> Rows:
    """Add the weights of the parts of nodes, by period; those of a node add up to 1."""
    linked = rows.join(links.select("part", "node", "place"), "part").select(*KEY, "part", "node", "place", "score")
    sizes = links.group_by("node").agg(parts=links["part"].count())
    counts = linked.group_by(*KEY, "node").agg(there=linked["score"].count())
    counts = counts.join(sizes, "node")
    complete = counts.filter(counts["there"] == counts["parts"]).select(*KEY, "node")
    whole = series.table(
        f"complete_{name}",
        linked.semi_join(complete, [*KEY, "node"]),
        "The scores of the units that have one for every part.",
    )
    raw = series.small(f"raw_{name}", _RAW[method](whole), "What tells the units apart, by part.")
    sums = raw.group_by("period", "node").agg(total=raw["raw"].sum(), fault=raw["fault"].max())
    _check(sums, links, name, series)
    joined = raw.join(sums.select("period", "node", "total"), ["period", "node"]).select(*raw.columns, "total")
    shares = joined.select(*_BY, "place", weight=joined["raw"] / joined["total"].nullif(0.0))
    shares = shares.filter(shares["weight"] > 0)
    return series.small(f"weights_{name}", shares, "The weights of the parts.")


def _check(sums: Rows, links: Rows, name: str, series: Series) -> None:
    """Refuse where nothing tells the units of a period apart, also if no unit has a score for every part."""
    asked = units().select("period").distinct().cross_join(links.select("node").distinct())
    found = asked.left_join(sums, ["period", "node"]).select("period", "node", "total", "fault")
    silent = ibis.cases((~(found["total"] > 0).fill_null(False), "weights"))
    found = found.mutate(fault=found["fault"].coalesce(silent))
    note = "There must be something that tells the units apart."
    series.check(f"no_weights_{name}", rows_of(found, part=found["node"]), note)


def _deviation(whole: Rows) -> Rows:
    return whole.group_by(*_BY, "place").agg(raw=whole["score"].std(how="sample"), fault=ibis.null("string"))


def _entropy(whole: Rows) -> Rows:
    sums = whole.group_by(*_BY).agg(sum=whole["score"].sum(), least=whole["score"].min(), units=whole["score"].count())
    joined = whole.join(sums, list(_BY)).select(*whole.columns, "sum", "least", "units")
    share = joined["score"] / joined["sum"].nullif(0.0)
    joined = joined.mutate(part_of=ibis.cases((share > 0, share * ibis.cases((share > 0, share)).ln()), else_=0.0))
    found = joined.group_by(*_BY, "place", "sum", "least", "units").agg(spread=joined["part_of"].sum())
    unfit = (found["least"] < 0) | (found["sum"] == 0)
    raw = found["spread"] / found["units"].cast("float64").ln().nullif(0.0) + 1
    return found.select(*_BY, "place", raw=raw, fault=ibis.cases((unfit, "amounts")))


def _critic(whole: Rows) -> Rows:
    """Give the deviation of a part times how little it goes with the others."""
    centred = whole.group_by(*_BY).agg(middle=whole["score"].mean(), spread=whole["score"].std(how="pop"))
    joined = whole.join(centred, list(_BY)).select(*whole.columns, "middle", "spread")
    standard = joined.select(
        *KEY, *_BY[1:], "place", z=(joined["score"] - joined["middle"]) / joined["spread"].nullif(0.0)
    )
    other = standard.select(*KEY, "node", other=standard["part"], w=standard["z"])
    pairs = standard.join(other, [*KEY, "node"]).select(*standard.columns, "other", "w")
    pairs = pairs.filter(pairs["part"] != pairs["other"])
    apart = pairs.group_by(*_BY, "other").agg(apart=1 - (pairs["z"] * pairs["w"]).mean())
    sums = apart.group_by(*_BY).agg(apart=apart["apart"].sum())
    deviations = whole.group_by(*_BY, "place").agg(
        spread=whole["score"].std(how="sample"), low=whole["score"].min(), high=whole["score"].max()
    )
    found = deviations.left_join(sums, list(_BY)).select(*deviations.columns, "apart")
    same = ibis.cases((found["low"] == found["high"], "weights"))
    return found.select(*_BY, "place", raw=found["spread"] * found["apart"].fill_null(0.0), fault=same)


_RAW: Final = {"deviation": _deviation, "entropy": _entropy, "critic": _critic}
