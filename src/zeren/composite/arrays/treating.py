"""How values far out are treated: the rules of `treatment`, for one indicator in an array without gaps."""

import math

import numpy as np
import numpy.typing as npt

from zeren.composite.treatment import Treatment, treat

__all__ = ["treated"]

_Array = npt.NDArray[np.float64]
_KNOWN = frozenset({"none", "winsorise", "winsorise_or_log", "log"})
# Fewer values, or equal ones, are left as they are.
_LEAST = 4


def treated(values: _Array, rule: Treatment) -> _Array:
    """Treat one indicator; rules of which there is no form in arrays are left to `treat`."""
    if rule.method not in _KNOWN:
        return np.array(treat(values.tolist(), rule), dtype=float)
    if rule.method == "none" or _passes(values, rule):
        return _logarithm(values, rule) if rule.method == "log" and rule.always else values
    if rule.method == "log":
        return _logarithm(values, rule)
    cut = _winsorised(values, rule)
    return _logarithm(values, rule) if rule.method == "winsorise_or_log" and not _passes(cut, rule) else cut


def _passes(values: _Array, rule: Treatment) -> bool:
    if len(values) < _LEAST or values.min() == values.max():
        return True
    return abs(_skewness(values)) < rule.skewness or _kurtosis(values) < rule.kurtosis


def _skewness(values: _Array) -> float:
    count = len(values)
    if count < len("xyz"):
        return 0.0
    return _moment(values, 3) * math.sqrt(count * (count - 1)) / (count - 2)


def _kurtosis(values: _Array) -> float:
    count = len(values)
    return ((count + 1) * (_moment(values, 4) - 3) + 6) * (count - 1) / ((count - 2) * (count - 3))


def _moment(values: _Array, order: int) -> float:
    off = values - values.mean()
    square = off * off
    power = square * (off if order == len("xyz") else square)
    return float(power.mean() / math.pow(square.mean(), order / 2))


def _winsorised(values: _Array, rule: Treatment) -> _Array:
    cut = values
    for _ in range(rule.points):
        if _passes(cut, rule):
            break
        leans_up = _skewness(cut) > 0
        farthest = cut.max() if leans_up else cut.min()
        others = cut[cut != farthest]
        cut = np.where(cut == farthest, others.max() if leans_up else others.min(), cut)
    return cut


def _logarithm(values: _Array, rule: Treatment) -> _Array:
    low, high = (values.min(), values.max()) if len(values) else (0.0, 0.0)
    if low == high:
        return np.array(treat(values.tolist(), rule), dtype=float)
    offset = (high - low) / 100
    return -np.log(high - values + offset) if _skewness(values) < 0 else np.log(values - low + offset)
