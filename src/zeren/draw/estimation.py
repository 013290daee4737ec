"""What a draw says about all objects: shares and totals with their uncertainty, and who was not inspected.

Exact to a millionth of a millionth: chances are fractions, their inverses are kept to 12 decimals, and square roots
are rounded up, so that every machine prints the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt
from statistics import NormalDist
from typing import Final

from zeren.draw.checks import FreezeMismatchError, check_frame
from zeren.draw.designs import pareto_chance, target_chances
from zeren.draw.frame import Frame
from zeren.draw.freezing import Cell, Design, Freeze
from zeren.draw.hypergeometric import bounds
from zeren.draw.results import CellResult, Outcome, Result
from zeren.draw.verification import SelectionMismatchError, verify_outcomes
from zeren.foundations.canonical import Plain

__all__ = ["Estimate", "Estimates", "estimate"]

_DECIMALS: Final = 10**12
_EQUAL: Final = frozenset({Design.SIMPLE, Design.BATCHES})


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """What is estimated for one stratum and risk class, or for all together ("" and "").

    Parameters
    ----------
    stratum, risk : str
    size : int
        Objects on the list.
    approached, inspected, violations : int
        Drawn, replaced ones included; of these inspected; of these with a violation.
    total, share : Fraction or None
        Violations among all objects, and their share; None where nobody was inspected.
    variance : Fraction or None
        Of the total; None where a single object was inspected, of which none can be computed.
    low, high : Fraction
        Interval for the total.
    method : str
        "exact" (hypergeometric), "normal", "joint" (exact ones of strata added, cautious) or "none".
    if_none, if_all : Fraction
        The total if none, or all, of those approached and not inspected had a violation.
    """

    stratum: str
    risk: str
    size: int
    approached: int
    inspected: int
    violations: int
    total: Fraction | None
    variance: Fraction | None
    low: Fraction
    high: Fraction
    method: str
    if_none: Fraction
    if_all: Fraction

    @property
    def share(self) -> Fraction | None:
        """Share of objects with a violation."""
        return None if self.total is None else self.total / self.size

    @property
    def not_inspected(self) -> int:
        """Objects approached of which nothing was learnt."""
        return self.approached - self.inspected

    def to_plain(self) -> Plain:
        """Give the object of JSON; fractions as text."""
        return {
            "stratum": self.stratum,
            "risk": self.risk,
            "size": self.size,
            "approached": self.approached,
            "inspected": self.inspected,
            "violations": self.violations,
            "share": None if self.share is None else str(self.share),
            "total": None if self.total is None else str(self.total),
            "variance": None if self.variance is None else str(self.variance),
            "low": str(self.low),
            "high": str(self.high),
            "method": self.method,
            "if_none": str(self.if_none),
            "if_all": str(self.if_all),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimates:
    """All estimates of a draw with their confidence."""

    confidence: Fraction
    cells: tuple[Estimate, ...]
    overall: Estimate

    def to_plain(self) -> Plain:
        """Give the object of JSON."""
        return {
            "format": "zeren-draw-estimates/1",
            "confidence": str(self.confidence),
            "cells": [cell.to_plain() for cell in self.cells],
            "overall": self.overall.to_plain(),
        }


def estimate(
    freeze: Freeze,
    result: Result,
    outcomes: Sequence[Outcome],
    *,
    frame: Frame,
    confidence: Fraction = Fraction(95, 100),
) -> Estimates:
    """Estimate how many objects have a violation.

    Parameters
    ----------
    freeze : Freeze
    result : Result
        Verified.
    outcomes : sequence of Outcome
        One for each object selected.
    frame : Frame
        The list; weights are taken from it.
    confidence : Fraction in (0, 1)

    Returns
    -------
    Estimates

    Raises
    ------
    OutcomesMismatchError
        If the outcomes are not complete.
    FreezeMismatchError, ListMismatchError, SelectionMismatchError
        If the parts do not belong together. Whether the right objects were drawn is for ``verify`` to say.

    Notes
    -----
    Those not inspected are taken to be like the inspected of their stratum; ``if_none`` and ``if_all`` say what that
    may hide. Systematic draws use Hájek's approximation of the variance.

    References
    ----------
    .. [1] C.-E. Särndal, B. Swensson, J. Wretman, Model Assisted Survey Sampling, Springer 1992, 2.8, 3.3, 3.5.
    .. [2] N. Duffield, C. Lund, M. Thorup, Priority sampling, J. ACM 54 (2007), theorem 3.
    """
    _check(freeze, result, frame)
    verify_outcomes(result, outcomes)
    told = {one.id: one.violation for one in outcomes}
    # Exact intervals of strata are added for the whole: each takes its part of the risk.
    counted = sum(cell.take < cell.size for cell in freeze.cells) or 1
    joint = 1 - (1 - confidence) / counted
    cells, parts = [], []
    for cell, found in zip(freeze.cells, result.cells, strict=True):
        inverses = _inverses(freeze, cell, found, frame)
        cells.append(_of_cell(freeze, cell, found, told, inverses, confidence))
        parts.append(_of_cell(freeze, cell, found, told, inverses, joint))
    return Estimates(confidence=confidence, cells=tuple(cells), overall=_overall(cells, parts, confidence))


def _check(freeze: Freeze, result: Result, frame: Frame) -> None:
    """Refuse parts of different draws."""
    check_frame(freeze, frame)
    if result.freeze != freeze.hash():
        raise FreezeMismatchError(step="result", expected=freeze.hash().hex(), found=result.freeze.hex())
    names = [(cell.stratum, cell.risk) for cell in freeze.cells]
    if names != [(cell.stratum, cell.risk) for cell in result.cells]:
        raise SelectionMismatchError(step="strata", expected=len(names), found=len(result.cells))
    for name, cell in zip(names, result.cells, strict=True):
        approached = cell.approached()
        strangers = set(approached) - {entry.id for entry in frame.cells[name]}
        if strangers or len(set(approached)) < len(approached):
            raise SelectionMismatchError(step="list", stratum=name[0], risk=name[1], found=min(strangers, default=""))


def _inverses(freeze: Freeze, cell: Cell, found: CellResult, frame: Frame) -> dict[str, Fraction]:
    """Give 1 over the chance of each object approached, to 12 decimals."""
    names = found.approached()
    if freeze.design in _EQUAL:
        return dict.fromkeys(names, Fraction(cell.size, len(names) or 1))
    chances = target_chances(frame.cells[cell.stratum, cell.risk], design=freeze.design, take=cell.take)
    if freeze.design is Design.PARETO:
        threshold = Fraction(found.threshold) if found.threshold else None
        chances = {name: pareto_chance(chances[name], threshold) for name in names}
    return {name: Fraction(round(_DECIMALS / chances[name]), _DECIMALS) for name in names}


def _of_cell(
    freeze: Freeze,
    cell: Cell,
    found: CellResult,
    told: Mapping[str, bool | None],
    inverses: Mapping[str, Fraction],
    confidence: Fraction,
) -> Estimate:
    seen = [name for name in found.approached() if told.get(name) is not None]
    bad = [name for name in seen if told[name]]
    # Those inspected stand for those approached.
    swell = Fraction(len(inverses), len(seen) or 1)
    total = swell * sum((inverses[name] for name in bad), start=Fraction(0)) if seen else None
    variance = _variance(freeze.design, cell.size, [swell * inverses[name] for name in seen], [told[n] for n in seen])
    certain = sum((inverses[name] for name in bad), start=Fraction(0))
    unseen = sum((inverse for name, inverse in inverses.items() if told.get(name) is None), start=Fraction(0))
    low, high, method = _interval(freeze.design, cell.size, len(seen), len(bad), total, variance, confidence)
    return Estimate(
        stratum=cell.stratum,
        risk=cell.risk,
        size=cell.size,
        approached=len(inverses),
        inspected=len(seen),
        violations=len(bad),
        total=total,
        variance=variance,
        low=low,
        high=high,
        method=method,
        if_none=certain,
        if_all=certain + unseen,
    )


def _variance(
    design: Design, size: int, inverses: Sequence[Fraction], violations: Sequence[bool | None]
) -> Fraction | None:
    """Estimate the variance of the total."""
    number = len(inverses)
    values = [inverse if violation else Fraction(0) for inverse, violation in zip(inverses, violations, strict=True)]
    if not number:
        return None
    if design in {Design.POISSON, Design.PARETO}:
        # (1 - π) / π² for each violation; of Pareto with π given the threshold.
        return sum((value * (value - 1) for value in values if value), start=Fraction(0))
    if number in {1, size}:
        return Fraction(0) if number == size else None
    if design in _EQUAL:
        share = Fraction(sum(map(bool, violations)), number)
        return size * size * (1 - Fraction(number, size)) * share * (1 - share) / (number - 1)
    return _hajek(inverses, values)


def _hajek(inverses: Sequence[Fraction], values: Sequence[Fraction]) -> Fraction:
    """Approximate the variance where the chances of pairs are not known (J. Hájek, 1964)."""
    number, left = len(values), [1 - 1 / inverse for inverse in inverses]
    if not sum(left):
        return Fraction(0)
    centre = sum((rest * value for rest, value in zip(left, values, strict=True)), start=Fraction(0)) / sum(left)
    spread = sum((rest * (value - centre) ** 2 for rest, value in zip(left, values, strict=True)), start=Fraction(0))
    return Fraction(number, number - 1) * spread


def _interval(
    design: Design,
    size: int,
    seen: int,
    bad: int,
    total: Fraction | None,
    variance: Fraction | None,
    confidence: Fraction,
) -> tuple[Fraction, Fraction, str]:
    if total is None:
        return Fraction(0), Fraction(size), "none"
    if design in _EQUAL:
        low, high = bounds(size=size, inspected=seen, found=bad, confidence=confidence)
        return Fraction(low), Fraction(high), "exact"
    # Where all found the same, the estimated variance says nothing.
    if variance is None or (variance == 0 and seen < size):
        return Fraction(bad), Fraction(size - seen + bad), "none"
    return (*_normal(total, variance, confidence, low=bad, high=size - seen + bad), "normal")


def _overall(cells: Sequence[Estimate], parts: Sequence[Estimate], confidence: Fraction) -> Estimate:
    size = sum(one.size for one in cells)
    totals = [one.total for one in cells if one.total is not None]
    variances = [one.variance for one in cells if one.variance is not None]
    known = len(totals) == len(cells)
    total = sum(totals, start=Fraction(0)) if known else None
    variance = sum(variances, start=Fraction(0)) if len(variances) == len(cells) else None
    low, high, method = sum(one.low for one in parts), sum(one.high for one in parts), "joint"
    flat = any(one.variance == 0 and one.inspected < one.size for one in cells)
    if total is not None and variance is not None and not flat:
        seen, bad = sum(one.inspected for one in cells), sum(one.violations for one in cells)
        low, high = _normal(total, variance, confidence, low=bad, high=size - seen + bad)
        method = "normal"
    return Estimate(
        stratum="",
        risk="",
        size=size,
        approached=sum(one.approached for one in cells),
        inspected=sum(one.inspected for one in cells),
        violations=sum(one.violations for one in cells),
        total=total,
        variance=variance,
        low=Fraction(low),
        high=Fraction(high),
        method=method,
        if_none=sum((one.if_none for one in cells), start=Fraction(0)),
        if_all=sum((one.if_all for one in cells), start=Fraction(0)),
    )


def _normal(
    total: Fraction, variance: Fraction, confidence: Fraction, *, low: int, high: int
) -> tuple[Fraction, Fraction]:
    """Give total ± z standard errors, within what was seen."""
    quantile = Fraction(round(NormalDist().inv_cdf(float((1 + confidence) / 2)) * 10**6), 10**6)
    scaled = variance * _DECIMALS * _DECIMALS
    error = Fraction(isqrt(int(scaled)) + (scaled > 0), _DECIMALS)
    return max(Fraction(low), total - quantile * error), min(Fraction(high), total + quantile * error)
