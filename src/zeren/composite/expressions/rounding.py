"""Numbers as they are published, out of floats."""

from typing import Final

import ibis

from zeren.composite.exact import Rounding
from zeren.composite.expressions.plan import Rows

__all__ = ["published"]

# What lies so near to a half was one, but for the rounding of floats.
_HAIR: Final = 1e-9


def published(number: Rows, *, digits: int, rule: Rounding) -> Rows:
    """Round to so many decimal places, a half as the rule says: away from 0, to the even neighbour, or towards 0."""
    scale = float(10**digits)
    size = number.abs() * scale
    extra = _HAIR if rule == "down" else 0.5 + _HAIR
    whole = (size + extra).floor().cast("float64")
    if rule == "half_even":
        half = (size - size.floor().cast("float64") - 0.5).abs() <= _HAIR
        odd = whole - (whole / 2).floor().cast("float64") * 2
        whole = ibis.cases((half, whole - odd), else_=whole)
    return ibis.cases((number < 0, -whole), else_=whole) / scale
