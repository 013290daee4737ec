"""What a draw came to: who was drawn, who was added or replaced and why, and what each visit found."""

import re
from dataclasses import dataclass
from typing import Final

from zeren.draw.designs import Choice
from zeren.draw.hashing import digest
from zeren.draw.records import InvalidRecordError, Record
from zeren.foundations.canonical import Plain, to_bytes

__all__ = ["CellResult", "Change", "Outcome", "Result", "outcomes_from_plain", "result_commitment"]

FORMAT: Final = "zeren-draw-result/1"
_THRESHOLD: Final = re.compile(r"(?:[0-9]{1,1000}(?:/[1-9][0-9]{0,999})?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """An extension by the next object in order, or a replacement of one by it.

    Parameters
    ----------
    added : str
        The object next in order.
    removed : str
        The object that could not be inspected; "" for an extension.
    reason : str
        Of a replacement one of those frozen; of an extension any.
    """

    added: str
    removed: str
    reason: str

    def to_plain(self) -> Plain:
        """Give the object of JSON."""
        return {"added": self.added, "removed": self.removed, "reason": self.reason}


@dataclass(frozen=True, slots=True, kw_only=True)
class CellResult:
    """What was drawn from one stratum and risk class, in the order drawn; later changes in their order.

    ``threshold`` is what all drawn and added stay below (a fraction as text), or "" where there is none.
    """

    stratum: str
    risk: str
    drawn: tuple[Choice, ...]
    threshold: str
    changes: tuple[Change, ...] = ()

    def selected(self) -> tuple[str, ...]:
        """Give the objects to be inspected, changes included."""
        removed = {change.removed for change in self.changes}
        names = [*(one.id for one in self.drawn), *(change.added for change in self.changes)]
        return tuple(name for name in names if name not in removed)

    def approached(self) -> tuple[str, ...]:
        """Give all objects that it was ever meant to inspect, replaced ones included."""
        return (*(one.id for one in self.drawn), *(change.added for change in self.changes))

    def to_plain(self) -> Plain:
        """Give the object of JSON."""
        return {
            "stratum": self.stratum,
            "risk": self.risk,
            "drawn": [{"id": one.id, "ticket": one.ticket.hex()} for one in self.drawn],
            "threshold": self.threshold,
            "changes": [change.to_plain() for change in self.changes],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The result of a draw.

    Parameters
    ----------
    freeze : bytes of length 32
        Hash of the freeze record.
    cells : tuple of CellResult
        In the order of the freeze.
    """

    freeze: bytes
    cells: tuple[CellResult, ...]

    def selected(self) -> tuple[str, ...]:
        """Give all objects to be inspected."""
        return tuple(name for cell in self.cells for name in cell.selected())

    def to_plain(self) -> Plain:
        """Give the object of JSON."""
        return {"format": FORMAT, "freeze": self.freeze.hex(), "cells": [cell.to_plain() for cell in self.cells]}

    @classmethod
    def from_plain(cls, plain: Plain) -> "Result":
        """Read the object of JSON."""
        record = Record(plain)
        record.expect("format", FORMAT)
        found = cls(freeze=record.octets("freeze", 32), cells=tuple(_cell(one) for one in record.records("cells")))
        record.done()
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one object drawn.

    Parameters
    ----------
    id : str
    violation : bool or None
        None where it could not be inspected.
    reason : str
        Why not; "" where it was inspected.
    """

    id: str
    violation: bool | None
    reason: str = ""

    def __post_init__(self) -> None:
        if (self.violation is None) != bool(self.reason):
            raise InvalidRecordError(at=self.id, expected="a finding, or a reason for none")


def outcomes_from_plain(plain: Plain) -> tuple[Outcome, ...]:
    """Read outcomes from JSON: ``finding`` is "violation", "none" or "not inspected"."""
    record = Record(plain)
    record.expect("format", "zeren-draw-outcomes/1")
    found = tuple(_outcome(one) for one in record.records("outcomes"))
    record.done()
    return found


def result_commitment(result: Result, *, seed: bytes) -> bytes:
    """Commit to a result before the visits without showing who will be visited.

    Parameters
    ----------
    result : Result
    seed : bytes of length 32
        Secret until the disclosure, so that nobody can try out results.

    Returns
    -------
    bytes of length 32
    """
    return digest("result", seed, to_bytes(result.to_plain()))


def _outcome(record: Record) -> Outcome:
    finding = record.text("finding")
    known = {"violation": True, "none": False, "not inspected": None}
    if finding not in known:
        raise InvalidRecordError(at="finding", expected=", ".join(known))
    found = Outcome(id=record.text("id"), violation=known[finding], reason=record.text("reason", ""))
    record.done()
    return found


def _cell(record: Record) -> CellResult:
    found = CellResult(
        stratum=record.text("stratum"),
        risk=record.text("risk"),
        drawn=tuple(_choice(one) for one in record.records("drawn")),
        threshold=_threshold(record),
        changes=tuple(_change(one) for one in record.records("changes")),
    )
    record.done()
    return found


def _threshold(record: Record) -> str:
    found = record.text("threshold")
    if not _THRESHOLD.fullmatch(found):
        raise InvalidRecordError(at="threshold", expected="a fraction or nothing")
    return found


def _choice(record: Record) -> Choice:
    found = Choice(id=record.text("id"), ticket=record.octets("ticket", 32))
    record.done()
    return found


def _change(record: Record) -> Change:
    found = Change(added=record.text("added"), removed=record.text("removed"), reason=record.text("reason"))
    record.done()
    return found
