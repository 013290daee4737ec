"""Carry out a frozen draw, and change it in the only ways there are: the next object in order, with a reason."""

from dataclasses import replace
from fractions import Fraction

from zeren.draw.checks import check_frame, check_seed
from zeren.draw.designs import Selection, choose
from zeren.draw.frame import Frame
from zeren.draw.freezing import Cell, Design, Freeze
from zeren.draw.results import CellResult, Change, Result
from zeren.draw.seeds import SeedRecord
from zeren.draw.tickets import ticket_key
from zeren.foundations.errors import RefusedError

__all__ = ["ChangeRefusedError", "changed", "extend", "replace_object", "run", "selection", "written"]

EXTENDABLE = frozenset({Design.SIMPLE, Design.PARETO})


class ChangeRefusedError(RefusedError):
    """A draw cannot be changed so: another design, no reason, no object left, or an object that was not drawn."""

    code = "draw.change_refused"


def run(freeze: Freeze, seed: SeedRecord, *, frame: Frame) -> Result:
    """Draw.

    Parameters
    ----------
    freeze : Freeze
    seed : SeedRecord
        Opened; it must fit the freeze.
    frame : Frame
        The list; it must fit the freeze.

    Returns
    -------
    Result

    Raises
    ------
    ListMismatchError, QuotaMismatchError, SeedMismatchError
        If a part does not fit the freeze.
    """
    check_frame(freeze, frame)
    key = ticket_key(role=freeze.role, seed=check_seed(freeze, seed))
    return Result(
        freeze=freeze.hash(), cells=tuple(_cell(selection(freeze, cell, frame, key), cell) for cell in freeze.cells)
    )


def selection(freeze: Freeze, cell: Cell, frame: Frame, key: bytes, *, further: int = 1) -> Selection:
    """Let the tickets choose from one stratum of a frozen draw."""
    name = (cell.stratum, cell.risk)
    return choose(frame.cells[name], design=freeze.design, take=cell.take, key=key, cell=name, further=further)


def extend(
    result: Result, *, freeze: Freeze, seed: SeedRecord, frame: Frame, cell: tuple[str, str], reason: str
) -> Result:
    """Add the next object in order of one stratum.

    Parameters
    ----------
    result : Result
    freeze, seed, frame
        As for ``run``.
    cell : (str, str)
        Stratum and risk class.
    reason : str
        Not empty; it stays on record.

    Returns
    -------
    Result

    Raises
    ------
    ChangeRefusedError
        If the design has no order to go on in, the stratum is exhausted, or there is no reason.
    """
    return _next(result, freeze=freeze, seed=seed, frame=frame, cell=cell, removed="", reason=reason)


def replace_object(
    result: Result, *, freeze: Freeze, seed: SeedRecord, frame: Frame, removed: str, reason: str
) -> Result:
    """Replace an object that cannot be inspected by the next in order of its stratum.

    Parameters
    ----------
    result : Result
    freeze, seed, frame
        As for ``run``.
    removed : str
        The object.
    reason : str
        One of those frozen.

    Returns
    -------
    Result

    Raises
    ------
    ChangeRefusedError
        If the object is not among those selected, or as for ``extend``.
    """
    holding = [cell for cell in result.cells if removed in cell.selected()]
    if not holding:
        raise ChangeRefusedError(reason="not selected", id=removed)
    name = (holding[0].stratum, holding[0].risk)
    return _next(result, freeze=freeze, seed=seed, frame=frame, cell=name, removed=removed, reason=reason)


def changed(freeze: Freeze, chosen: Selection, changes: tuple[Change, ...]) -> CellResult:
    """Give what a stratum comes to when *changes* are applied to what was chosen, each checked.

    Raises
    ------
    ChangeRefusedError
        At the first change that is not the next object in order with a reason that counts.
    """
    result = CellResult(stratum="", risk="", drawn=chosen.drawn, threshold="")
    for place, change in enumerate(changes):
        if freeze.design not in EXTENDABLE:
            raise ChangeRefusedError(reason="design", id=change.added)
        if place >= len(chosen.waiting) or change.added != chosen.waiting[place].id:
            raise ChangeRefusedError(reason="not the next in order", id=change.added)
        if change.removed and change.removed not in result.selected():
            raise ChangeRefusedError(reason="not selected", id=change.removed)
        if not change.reason or (change.removed and change.reason not in freeze.reasons):
            raise ChangeRefusedError(reason="no reason that was frozen", id=change.removed or change.added)
        result = replace(result, changes=(*result.changes, change))
    return result


def written(threshold: Fraction | None) -> str:
    """Write a threshold as a result holds it."""
    return "" if threshold is None else str(threshold)


def _next(
    result: Result, *, freeze: Freeze, seed: SeedRecord, frame: Frame, cell: tuple[str, str], removed: str, reason: str
) -> Result:
    check_frame(freeze, frame)
    key = ticket_key(role=freeze.role, seed=check_seed(freeze, seed))
    place = next((i for i, one in enumerate(result.cells) if (one.stratum, one.risk) == cell), None)
    if place is None:
        raise ChangeRefusedError(reason="no such stratum", id=" ".join(cell))
    before = result.cells[place]
    chosen = selection(freeze, freeze.cells[place], frame, key, further=len(before.changes) + 2)
    if len(chosen.waiting) <= len(before.changes):
        raise ChangeRefusedError(reason="nothing left in order", id=removed)
    change = Change(added=chosen.waiting[len(before.changes)].id, removed=removed, reason=reason)
    changes = (*before.changes, change)
    changed(freeze, chosen, changes)
    after = replace(before, changes=changes, threshold=written(chosen.threshold(len(changes))))
    cells = (*result.cells[:place], after, *result.cells[place + 1 :])
    return replace(result, cells=cells)


def _cell(chosen: Selection, cell: Cell) -> CellResult:
    return CellResult(stratum=cell.stratum, risk=cell.risk, drawn=chosen.drawn, threshold=written(chosen.threshold()))
