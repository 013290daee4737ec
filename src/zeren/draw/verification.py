"""Replay a draw from what was published, and say at which step it does not hold."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import zip_longest

from zeren.draw.checks import FreezeMismatchError, check_frame, check_seed
from zeren.draw.frame import Frame
from zeren.draw.freezing import Cell, Freeze
from zeren.draw.results import CellResult, Outcome, Result
from zeren.draw.running import ChangeRefusedError, changed, selection, written
from zeren.draw.seeds import SeedRecord
from zeren.draw.tickets import ticket_key
from zeren.foundations.errors import VerificationError

__all__ = [
    "ChangeMismatchError",
    "LateFreezeError",
    "OutcomesMismatchError",
    "SecondDrawError",
    "SelectionMismatchError",
    "verify",
    "verify_only_draw",
    "verify_outcomes",
]


class SelectionMismatchError(VerificationError):
    """Somebody was drawn whom the tickets do not choose, or left out whom they do."""

    code = "draw.selection_mismatch"


class ChangeMismatchError(VerificationError):
    """An extension or replacement is not the next object in order, or has no reason that was frozen."""

    code = "draw.change_mismatch"


class LateFreezeError(VerificationError):
    """No witness saw the freeze before the source spoke: who froze it could have known the seed."""

    code = "draw.late_freeze"


class SecondDrawError(VerificationError):
    """There is another freeze for the same draw: it may have been drawn until the result pleased."""

    code = "draw.second_draw"


class OutcomesMismatchError(VerificationError):
    """The outcomes are not one for each object selected."""

    code = "draw.outcomes_mismatch"


def verify(freeze: Freeze, seed: SeedRecord, result: Result, *, frame: Frame, witnessed_at: str = "") -> None:
    """Check a draw from beginning to end.

    Parameters
    ----------
    freeze : Freeze
        As published before the source spoke.
    seed : SeedRecord
        As opened after the visits.
    result : Result
    frame : Frame
        The list.
    witnessed_at : str
        When a witness saw the freeze (YYYY-MM-DDThh:mm:ssZ); "" leaves that step out, and proves no more than that
        result, seed and freeze fit one another.

    Raises
    ------
    LateFreezeError, ListMismatchError, QuotaMismatchError, FreezeMismatchError, SeedMismatchError, \
SelectionMismatchError, ChangeMismatchError
        ``step`` says where.

    Notes
    -----
    A drand value is checked against its own hash here; ``zeren.draw.beacon`` checks it against the chain's key.
    """
    used = freeze.seed.sources[min(len(seed.failed), len(freeze.seed.sources) - 1)]
    if witnessed_at and witnessed_at >= min(used.at, freeze.seed.sources[0].at):
        raise LateFreezeError(step="time", found=witnessed_at, expected=used.at)
    check_frame(freeze, frame)
    key = ticket_key(role=freeze.role, seed=check_seed(freeze, seed))
    if result.freeze != freeze.hash():
        raise FreezeMismatchError(step="result", expected=freeze.hash().hex(), found=result.freeze.hex())
    if len(result.cells) != len(freeze.cells):
        raise SelectionMismatchError(step="strata", expected=len(freeze.cells), found=len(result.cells))
    for cell, found in zip(freeze.cells, result.cells, strict=True):
        _verify_cell(freeze, cell, found, frame, key)


def verify_outcomes(result: Result, outcomes: Sequence[Outcome]) -> None:
    """Check that there is exactly one outcome for each object selected: nothing was dropped, nothing added.

    Raises
    ------
    OutcomesMismatchError
        With the first object that lacks one, has two, or was not selected.
    """
    told = [one.id for one in outcomes]
    missing = set(result.selected()) - set(told)
    strangers = set(told) - set(result.selected())
    twice = {name for name, count in Counter(told).items() if count > 1}
    for problem, names in (("missing", missing), ("not selected", strangers), ("twice", twice)):
        if names:
            raise OutcomesMismatchError(step="outcomes", problem=problem, id=min(names), count=len(names))


def verify_only_draw(freeze: Freeze, others: Iterable[Freeze]) -> None:
    """Check that no other freeze has the same draw: drawing again is not a way to a better result.

    Parameters
    ----------
    freeze : Freeze
    others : iterable of Freeze
        All that the register of freezes holds; one that is the same record is passed over.

    Raises
    ------
    SecondDrawError
    """
    for other in others:
        if other.draw == freeze.draw and other.hash() != freeze.hash():
            raise SecondDrawError(step="register", draw=freeze.draw, found=other.hash().hex())


def _verify_cell(freeze: Freeze, cell: Cell, found: CellResult, frame: Frame, key: bytes) -> None:
    where = {"stratum": cell.stratum, "risk": cell.risk}
    if (found.stratum, found.risk) != (cell.stratum, cell.risk):
        raise SelectionMismatchError(step="strata", found=found.stratum, **where)
    chosen = selection(freeze, cell, frame, key, further=len(found.changes) + 1)
    for place, (right, told) in enumerate(zip_longest(chosen.drawn, found.drawn)):
        if right != told:
            expected, instead = (right.id if right else "", told.id if told else "")
            raise SelectionMismatchError(step="selection", place=place + 1, expected=expected, found=instead, **where)
    try:
        changed(freeze, chosen, found.changes)
    except ChangeRefusedError as failure:
        raise ChangeMismatchError(step="changes", **where, **failure.params) from failure
    threshold = written(chosen.threshold(len(found.changes)))
    if found.threshold != threshold:
        raise SelectionMismatchError(step="threshold", expected=threshold, found=found.threshold, **where)
