"""Who may inspect what: inspectors, their qualifications, and whom they must keep away from. Frozen as a whole."""

from dataclasses import dataclass
from typing import Final

from zeren.draw.hashing import digest
from zeren.draw.identifiers import canonical, refuse_look_alikes
from zeren.draw.records import Record
from zeren.foundations.canonical import Plain, to_bytes
from zeren.foundations.errors import InvalidInputError

__all__ = ["Inspector", "Roster", "TooFewInspectorsError"]

FORMAT: Final = "zeren-draw-roster/1"


class TooFewInspectorsError(InvalidInputError):
    """An object has fewer inspectors who may inspect it than it needs; how many each rule keeps away is told."""

    code = "draw.too_few_inspectors"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspector:
    """An inspector.

    Parameters
    ----------
    id : str
        Brought into its canonical spelling.
    qualifications : tuple of str
        What the inspector may inspect.
    office : str
        Where the inspector belongs; empty is an office of its own.
    most : int, >= 0, or None
        The most objects that the inspector can take; None is any number.
    """

    id: str
    qualifications: tuple[str, ...] = ()
    office: str = ""
    most: int | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", canonical(self.id))


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """What an assignment is made from; its hash stands in the freeze, so that nothing is added once the seed is known.

    Parameters
    ----------
    inspectors : tuple of Inspector
        Each once.
    each : int, >= 1
        Inspectors an object needs; two as a rule (Administrative Penalty Law 2021, art. 42).
    recusals : tuple of (object, inspector)
        Pairs that must not meet (art. 43).
    needed : tuple of (object, qualification)
        What all inspectors of an object must hold.
    apart : tuple of (inspector, inspector)
        Pairs that must not inspect together. Such a rule leaves what can be checked without a solver.
    different_offices : bool
        Whether the inspectors of an object come from different offices.
    candidates : int, >= 0
        How many of those who may inspect an object are drawn for it, before the cheapest are found among them; nought
        is all. With thousands of objects and inspectors 32 keep loads level, and all can be checked in a second.
    uniform : bool
        Whether the cheapest assignment is shuffled by swaps, so that every assignment is about equally likely.
    """

    inspectors: tuple[Inspector, ...]
    each: int = 2
    recusals: tuple[tuple[str, str], ...] = ()
    needed: tuple[tuple[str, str], ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    different_offices: bool = False
    candidates: int = 0
    uniform: bool = False

    def __post_init__(self) -> None:
        refuse_look_alikes(one.id for one in self.inspectors)
        if self.each < 1:
            raise TooFewInspectorsError(id="", needed=self.each, found=len(self.inspectors), recused=0, unqualified=0)
        pairs = tuple(sorted((min(pair), max(pair)) for pair in self.apart))
        object.__setattr__(self, "apart", pairs)

    def hash(self) -> bytes:
        """Give the hash for the freeze; the order of its parts does not matter."""
        return digest("roster", to_bytes(self.to_plain()))

    def to_plain(self) -> Plain:
        """Give the object of JSON, in one order; what is as a rule is left out."""
        told: dict[str, Plain] = {
            "format": FORMAT,
            "each": self.each,
            "inspectors": [_told(one) for one in sorted(self.inspectors, key=lambda one: one.id)],
            "recusals": [{"object": name, "inspector": one} for name, one in sorted(self.recusals)],
            "needed": [{"object": name, "qualification": one} for name, one in sorted(self.needed)],
        }
        if self.apart:
            told["apart"] = [{"inspector": one, "other": other} for one, other in self.apart]
        rules = {"different_offices": self.different_offices, "candidates": self.candidates, "uniform": self.uniform}
        return told | {name: rule for name, rule in rules.items() if rule}

    @classmethod
    def from_plain(cls, plain: Plain) -> "Roster":
        """Read the object of JSON."""
        record = Record(plain)
        record.expect("format", FORMAT)
        found = cls(
            inspectors=tuple(_inspector(one) for one in record.records("inspectors")),
            each=record.integer("each"),
            recusals=tuple(_pair(one, "object", "inspector") for one in record.records("recusals")),
            needed=tuple(_pair(one, "object", "qualification") for one in record.records("needed")),
            apart=tuple(_pair(one, "inspector", "other") for one in record.records("apart", ())),
            different_offices=record.flag("different_offices"),
            candidates=record.integer("candidates", 0),
            uniform=record.flag("uniform"),
        )
        record.done()
        return found


def _told(one: Inspector) -> Plain:
    told: dict[str, Plain] = {"id": one.id, "qualifications": tuple(sorted(one.qualifications))}
    if one.office:
        told["office"] = one.office
    if one.most is not None:
        told["most"] = one.most
    return told


def _inspector(record: Record) -> Inspector:
    most = record.integer("most", -1)
    found = Inspector(
        id=record.text("id"),
        qualifications=record.texts("qualifications", ()),
        office=record.text("office", ""),
        most=None if most < 0 else most,
    )
    record.done()
    return found


def _pair(record: Record, one: str, other: str) -> tuple[str, str]:
    found = (record.text(one), record.text(other))
    record.done()
    return found
