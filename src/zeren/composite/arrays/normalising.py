"""From values to scores: the rules of `normalisation`, for one indicator in an array without gaps."""

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np
import numpy.typing as npt

from zeren.composite.normalisation import Method, Normalisation, normalise

__all__ = ["normalised"]

_Array = npt.NDArray[np.float64]
_ROUNDING: Final = 8 * np.finfo(np.float64).eps
# Takes values that are turned round already; None where plain Python must say what is wrong.
_Way = Callable[[_Array, Normalisation, int], _Array | None]


def normalised(values: _Array, rule: Normalisation, direction: int) -> _Array:
    """Score one indicator; what has no form in arrays, or is not defined, is left to `normalise`."""
    way = _WAYS.get(rule.method)
    if not len(values):
        return values
    if way is not None and rule.over == "period" and not (rule.log and values.min() <= 0):
        found = way((np.log(values) if rule.log else values) * direction, rule, direction)
        if found is not None:
            return found
    return np.array(normalise(values.tolist(), rule, direction=direction), dtype=float)


def _between(values: _Array, rule: Normalisation, low: float, high: float) -> _Array | None:
    if low == high:
        return None
    bottom, top = (float(end) for end in rule.scale)
    scored = bottom + (values - low) * ((top - bottom) / (high - low))
    # As `clamped`: the lower end first, also where the scale falls.
    return np.where(scored < bottom, bottom, np.minimum(scored, top)) if rule.clip else scored


def _none(values: _Array, rule: Normalisation, direction: int) -> _Array:
    del rule, direction
    return values


def _min_max(values: _Array, rule: Normalisation, direction: int) -> _Array | None:
    del direction
    return _between(values, rule, values.min(), values.max())


def _z(values: _Array, rule: Normalisation, direction: int) -> _Array | None:
    del direction
    if values.min() == values.max():
        return None
    centred = values - values.mean()
    # What rounding leaves of a value in the middle would have a sign, and a reciprocal.
    centred[np.abs(centred) <= _ROUNDING * np.abs(values).max()] = 0.0
    return np.asarray(float(rule.scale[0]) + centred / values.std(ddof=1) * float(rule.scale[1]))


def _goalposts(values: _Array, rule: Normalisation, direction: int) -> _Array | None:
    if rule.low is None or rule.high is None or (rule.log and min(rule.low, rule.high) <= 0):
        return None
    ends = np.array([float(rule.low), float(rule.high)])
    low, high = sorted((np.log(ends) if rule.log else ends) * direction)
    return _between(values, rule, low, high)


def _rank(values: _Array, rule: Normalisation, direction: int) -> _Array:
    del direction
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    worst = np.cumsum(counts)
    by_ties = {
        "min": worst - counts + 1,
        "max": worst,
        "average": worst - (counts - 1) / 2,
        "dense": np.arange(1, len(counts) + 1),
    }
    return by_ties[rule.ties][place].astype(float)


def _borda(values: _Array, rule: Normalisation, direction: int) -> _Array:
    return _rank(values, rule, direction) - 1


def _percentile(values: _Array, rule: Normalisation, direction: int) -> _Array | None:
    return _between(_rank(values, rule, direction), rule, 1.0, float(len(values)))


def _towards(end: str) -> _Way:
    def way(values: _Array, rule: Normalisation, direction: int) -> _Array | None:
        number = getattr(rule, end)
        return None if number is None else _between(values, rule, values.min(), float(number) * direction)

    return way


def _share_of_maximum(values: _Array, rule: Normalisation, direction: int) -> _Array | None:
    if direction < 0 or values.min() < 0:
        return None
    return _between(values, rule, 0.0, values.max())


def _deductions(values: _Array, rule: Normalisation, direction: int) -> _Array | None:
    if rule.points is None:
        return None
    points = float(rule.points)
    left = points - float(rule.each) * values * direction
    return np.where(left < 0, 0.0, np.minimum(left, points))


_WAYS: Final[Mapping[Method, _Way]] = {
    "none": _none,
    "min_max": _min_max,
    "z": _z,
    "goalposts": _goalposts,
    "rank": _rank,
    "percentile": _percentile,
    "borda": _borda,
    "distance_to_reference": _towards("reference"),
    "distance_to_target": _towards("target"),
    "share_of_maximum": _share_of_maximum,
    "deductions": _deductions,
}
