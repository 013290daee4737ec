"""Places over tables."""

from typing import Final

import ibis

from zeren.composite.expressions.plan import Rows, Series
from zeren.composite.ranking import Ties

__all__ = ["placed"]

# Numbers that differ by less than this share of the largest are equal but for the rounding of floats.
_FINE: Final = 1e12


def placed(
    rows: Rows, column: str, by: tuple[str, ...], *, ties: Ties, series: Series, name: str, rough: bool = True
) -> Rows:
    """Give the rows with their ``place``, 1 for the lowest number of *column*; where there is none, none.

    Where they are *rough*, numbers that come out of arithmetic are compared without their last digits.
    """
    rows = rows.mutate(key=rows[column])
    if rough:
        sizes = series.small(
            name, rows.group_by(*by).agg(size=rows[column].abs().max()), "How large the numbers to be ranked are."
        )
        joined = rows.join(sizes, list(by)).select(*rows.columns, "size")
        key = (joined[column] / joined["size"].nullif(0.0) * _FINE).fill_null(0.0).round()
        rows = joined.mutate(key=key)
    rows = rows.mutate(there=rows[column].notnull())
    # What has no number is counted apart, as databases do not agree on where it stands.
    own = ibis.window(group_by=[*by, "there"], order_by="key")
    equals = ibis.window(group_by=[*by, "there", "key"])
    best = (ibis.rank().over(own) + 1).cast("float64")
    same = rows["key"].count().over(equals).cast("float64")
    found = {
        "min": best,
        "max": best + same - 1,
        "average": best + (same - 1) / 2,
        "dense": (ibis.dense_rank().over(own) + 1).cast("float64"),
    }[ties]
    return rows.mutate(place=ibis.cases((rows["there"], found)))
