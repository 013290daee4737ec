"""Which of the choices the places depend on: the share of the variance that each explains, alone and in all."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from zeren.composite.chance import uniforms
from zeren.composite.choices import Draw, axes, draw_at, fixed, leavable
from zeren.composite.engines import engine_for
from zeren.composite.errors import DomainError
from zeren.composite.exact import mean
from zeren.composite.model import Index, Robustness
from zeren.composite.scenarios import places_of
from zeren.composite.scoring import measure, put_together
from zeren.composite.table import Table

__all__ = ["Share", "Shares", "leave_one_out", "sobol", "variance_shares"]

_Numbers = Sequence[float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What one choice explains of a variance: by itself, and with all it acts together with."""

    first: float
    total: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """By choice: the shares in the mean shift of all places, and in the place of every unit."""

    of_shift: Mapping[str, Share]
    of_unit: Mapping[str, Mapping[str, Share]]


def sobol(base: _Numbers, other: _Numbers, mixed: Sequence[_Numbers]) -> list[Share]:
    """Estimate the first and total Sobol indices.

    Parameters
    ----------
    base, other : shape (n,), n >= 2
        The outputs at two independent samples A and B.
    mixed : shape (d, n)
        The outputs at A with the column of one input taken from B.

    Returns
    -------
    list of Share, shape (d,)
        Estimates: they may lie a little outside [0, 1]. All 0 where nothing varies.

    References
    ----------
    .. [1] Saltelli and others, Variance based sensitivity analysis of model output, CPC 181 (2010), table 2 (b), (f).

    Examples
    --------
    >>> sobol([1.0, 2.0], [1.0, 2.0], [[1.0, 2.0]])
    [Share(first=0.0, total=0.0)]
    """
    both = [*base, *other]
    middle = float(mean(both))
    variance = math.fsum((output - middle) ** 2 for output in both) / len(both)
    if not variance:
        return [Share(first=0.0, total=0.0) for _ in mixed]
    found = []
    for column in mixed:
        rows = list(zip(base, other, column, strict=True))
        first = math.fsum((b - middle) * (ab - a) for a, b, ab in rows) / len(rows) / variance
        whole = math.fsum((a - ab) ** 2 for a, _, ab in rows) / (2 * len(rows)) / variance
        found.append(Share(first=first, total=whole))
    return found


def variance_shares(
    index: Index, table: Table, *, sample: int = 256, progress: Callable[[int, int], None] | None = None
) -> Shares:
    """Estimate what each open choice of an index explains of its places.

    Parameters
    ----------
    index
        Its ``robustness`` declares the choices and the seed; the number of draws is of no account here.
    table
        The data of one period.
    sample : >= 2
        n; the index is scored n × (number of choices + 2) times.
    progress
        Called with how many are done, and of how many.

    Returns
    -------
    Shares

    Raises
    ------
    DomainError
        If no choice is open, a rule is not defined under a draw, or a unit has no score under one.
    """
    names = axes(index.robustness)
    if not names:
        raise DomainError(at="[robustness]", rule="sensitivity", expected="an open choice", found="none")
    measured = measure(index, table)
    result = put_together(index, measured)
    points = [uniforms(index.robustness.seed, "sensitivity", number, 2 * len(names)) for number in range(sample)]
    base, other = ([point[start : start + len(names)] for point in points] for start in (0, len(names)))
    samples = [base, other, *(_mixed(base, other, axis) for axis in range(len(names)))]
    engine = engine_for(fixed(index, result), table, measured, draws=sample * len(samples))
    places: list[list[Sequence[int]]] = []
    for number, listed in enumerate(samples):
        places.append(list(engine.places([draw_at(index, point) for point in listed])))
        if progress is not None:
            progress((number + 1) * sample, len(samples) * sample)
    whole = [None if one is None else float(one) for one in result.scores[index.root.name]]
    nominal = places_of(whole, first=index.first, ties=index.ties)
    shifts = [[_shift(row, nominal) for row in block] for block in places]
    return Shares(
        of_shift=dict(zip(names, sobol(shifts[0], shifts[1], shifts[2:]), strict=True)),
        of_unit={unit: _of_unit(places, place, names) for place, unit in enumerate(result.units)},
    )


def _mixed(base: list[list[float]], other: list[list[float]], axis: int) -> list[list[float]]:
    return [[*a[:axis], b[axis], *a[axis + 1 :]] for a, b in zip(base, other, strict=True)]


def _shift(places: Sequence[int], nominal: Sequence[int]) -> float:
    return float(sum(abs(one - other) for one, other in zip(places, nominal, strict=True))) / len(nominal)


def _of_unit(places: Sequence[Sequence[Sequence[int]]], unit: int, names: Sequence[str]) -> dict[str, Share]:
    base, other, *mixed = [[float(row[unit]) for row in block] for block in places]
    return dict(zip(names, sobol(base, other, mixed), strict=True))


def leave_one_out(index: Index, table: Table, *, parts: Sequence[str] | None = None) -> dict[str, float]:
    """Give by part the mean number of places by which units move when it is left out.

    Parameters
    ----------
    index
        The model.
    table
        The data of one period.
    parts
        Names of indicators and of nodes below the root: a pillar goes with all that stands under it. The indicators, if
        left out.

    Returns
    -------
    dict
        By name, in the order asked, or that of the file.
    """
    measured = measure(index, table)
    # The rules of the file, not the alternatives that may be drawn.
    known = replace(fixed(index, put_together(index, measured)), robustness=Robustness())
    asked = tuple(parts) if parts is not None else tuple(one.name for one in index.indicators)
    at = leavable(index)
    draws = [Draw(), *(Draw(left_out=at.index(name)) for name in asked)]
    nominal, *others = engine_for(known, table, measured, draws=len(draws)).places(draws)
    return {name: _shift(places, nominal) for name, places in zip(asked, others, strict=True)}
