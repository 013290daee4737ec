"""From what was measured to the values of the indicators: found, divided, of units with enough of them, filled in."""

import ibis

from zeren.composite.expressions.constants import Parts
from zeren.composite.expressions.faults import rows_of
from zeren.composite.expressions.inputs import measured, units
from zeren.composite.expressions.plan import Rows, Series
from zeren.composite.model import Index

__all__ = ["KEY", "divided", "screened"]

KEY = ("period", "unit")


def divided(index: Index, series: Series) -> Rows:
    """Add the values of each indicator, over its denominator."""
    wanted = Parts(index).indicators(series)
    rows = measured()
    own = rows.join(wanted, rows["indicator"] == wanted["source"]).select(
        *KEY, "part", "denominator", "applies", value=_value(rows)
    )
    if any(one.denominator for one in index.indicators):
        own = _over_denominators(own, series)
    return series.view(
        "found", own.select(*KEY, "part", "value", "applies"), "What was measured, by the number of the indicator."
    )


def _value(rows: Rows) -> Rows:
    """Give the value; what does not apply has none."""
    return ibis.cases((rows["applies"], rows["value"]))


def _over_denominators(own: Rows, series: Series) -> Rows:
    rows = measured()
    below = rows.select(*KEY, denominator=rows["indicator"], below=_value(rows))
    joined = own.left_join(below, [*KEY, "denominator"]).select(*own.columns, "below")
    there = joined["value"].notnull()
    fault = ibis.cases((there & (joined["below"] == 0), "denominator"))
    series.check(
        "denominators_of_0",
        rows_of(joined.mutate(fault=fault), found=joined["below"]),
        "No value may stand over a denominator of 0.",
    )
    quotient = joined["value"] / joined["below"].nullif(0.0)
    return joined.mutate(value=ibis.cases((joined["denominator"].isnull(), joined["value"]), else_=quotient))


def screened(index: Index, values: Rows, series: Series) -> tuple[Rows, Rows]:
    """Leave out the units that have too little of what applies to them; give the values and the units that stay."""
    if not index.availability:
        return values, units()
    counts = values.group_by(*KEY).agg(there=values["value"].count(), absent=(~values["applies"]).cast("int64").sum())
    everyone = units()
    asked = everyone.left_join(counts, list(KEY)).select(*everyone.columns, "there", "absent")
    asked = asked.mutate(there=asked["there"].fill_null(0), absent=asked["absent"].fill_null(0))
    share = index.availability
    # In whole numbers, as a share in floats may be a hair off.
    enough = asked["there"] * share.denominator >= share.numerator * (len(index.indicators) - asked["absent"])
    kept = series.table(
        "kept", asked.filter(enough).select(*everyone.columns), "The units with enough of what applies to them."
    )
    stay = kept.select(*KEY)
    return series.view("kept_values", values.semi_join(stay, list(KEY)), "Their values."), kept
