"""Which of the choices the places depend on: the share of the variance that each explains, and what each part moves."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from zeren.composite.choices import Draw, axes, fixed, leavable
from zeren.composite.engines import engine_for
from zeren.composite.errors import DomainError
from zeren.composite.model import Index, Robustness
from zeren.composite.scenarios import places_of
from zeren.composite.scoring import measure, put_together
from zeren.composite.table import Table
from zeren.composite.variance import Shares

__all__ = ["leave_one_out", "variance_shares"]


def _silent(done: int, of: int) -> None:
    """Tell nobody."""
    del done, of


def variance_shares(
    index: Index, table: Table, *, sample: int = 256, progress: Callable[[int, int], None] = _silent
) -> Shares:
    """Estimate what each open choice of an index explains of its places and scores.

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
        If no choice is open, or a rule is not defined under a draw.
    """
    names = axes(index.robustness)
    if not names:
        raise DomainError(at="[robustness]", rule="sensitivity", expected="an open choice", found="none")
    measured = measure(index, table)
    result = put_together(index, measured)
    whole = [None if one is None else float(one) for one in result.scores[index.root.name]]
    nominal = places_of(whole, first=index.first, ties=index.ties)
    engine = engine_for(fixed(index, result), table, measured, draws=sample * (len(names) + 2))
    return engine.shares(result.units, nominal, sample, progress)


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
        By name, in the order asked, or that of the file; over the units that have a place with it and without, and
        without the parts that leave none.
    """
    measured = measure(index, table)
    # The rules of the file, not the alternatives that may be drawn.
    known = replace(fixed(index, put_together(index, measured)), robustness=Robustness())
    asked = tuple(parts) if parts is not None else tuple(one.name for one in index.indicators)
    at = leavable(index)
    draws = [Draw(), *(Draw(left_out=at.index(name)) for name in asked)]
    nominal, *others = engine_for(known, table, measured, draws=len(draws)).places(draws)
    shifts = {name: _moved(places, nominal) for name, places in zip(asked, others, strict=True)}
    return {name: moved for name, moved in shifts.items() if moved is not None}


def _moved(places: Sequence[int], nominal: Sequence[int]) -> float | None:
    """Give the mean move of the units that have a place both times; None where none has."""
    moves = [abs(one - other) for one, other in zip(places, nominal, strict=True) if one and other]
    return sum(moves) / len(moves) if moves else None
