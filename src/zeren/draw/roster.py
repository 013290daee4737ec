"""Who may inspect what: inspectors, their qualifications, and whom they must keep away from. Frozen as a whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from zeren.draw.hashing import digest
from zeren.draw.identifiers import canonical, refuse_look_alikes
from zeren.draw.records import Record
from zeren.foundations.canonical import Plain, to_bytes
from zeren.foundations.errors import InvalidInputError

__all__ = ["Inspector", "Roster", "TooFewInspectorsError", "eligible"]

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
    """

    id: str
    qualifications: tuple[str, ...] = ()

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
    """

    inspectors: tuple[Inspector, ...]
    each: int = 2
    recusals: tuple[tuple[str, str], ...] = ()
    needed: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        refuse_look_alikes(one.id for one in self.inspectors)
        if self.each < 1:
            raise TooFewInspectorsError(id="", needed=self.each, found=len(self.inspectors), recused=0, unqualified=0)

    def hash(self) -> bytes:
        """Give the hash for the freeze; the order of its parts does not matter."""
        return digest("roster", to_bytes(self.to_plain()))

    def to_plain(self) -> Plain:
        """Give the object of JSON, in one order."""
        return {
            "format": FORMAT,
            "each": self.each,
            "inspectors": [
                {"id": one.id, "qualifications": tuple(sorted(one.qualifications))}
                for one in sorted(self.inspectors, key=lambda one: one.id)
            ],
            "recusals": [{"object": name, "inspector": one} for name, one in sorted(self.recusals)],
            "needed": [{"object": name, "qualification": one} for name, one in sorted(self.needed)],
        }

    @classmethod
    def from_plain(cls, plain: Plain) -> "Roster":
        """Read the object of JSON."""
        record = Record(plain)
        record.expect("format", FORMAT)
        found = cls(
            inspectors=tuple(_inspector(one) for one in record.records("inspectors")),
            each=record.integer("each"),
            recusals=tuple(_pair(one, "inspector") for one in record.records("recusals")),
            needed=tuple(_pair(one, "qualification") for one in record.records("needed")),
        )
        record.done()
        return found


def eligible(roster: Roster, objects: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    """Name for each object the inspectors who may inspect it.

    Parameters
    ----------
    roster : Roster
    objects : sequence of str

    Returns
    -------
    mapping of object to tuple of inspector
        Sorted.

    Raises
    ------
    TooFewInspectorsError
        At the first object that has too few. As loads may grow, nothing else can make an assignment impossible, so
        this object and these rules are the smallest explanation there is.

    Examples
    --------
    >>> roster = Roster(inspectors=(Inspector(id="a"), Inspector(id="b"), Inspector(id="c")), recusals=(("x", "b"),))
    >>> eligible(roster, ["x"])["x"]
    ('a', 'c')
    """
    recused: dict[str, set[str]] = {}
    for name, inspector in roster.recusals:
        recused.setdefault(name, set()).add(inspector)
    wanted: dict[str, set[str]] = {}
    for name, qualification in roster.needed:
        wanted.setdefault(name, set()).add(qualification)
    found = {}
    for name in objects:
        away, asked = recused.get(name, set()), wanted.get(name, set())
        able = [one.id for one in roster.inspectors if asked <= set(one.qualifications)]
        found[name] = tuple(sorted(one for one in able if one not in away))
        if len(found[name]) < roster.each:
            raise TooFewInspectorsError(
                id=name,
                needed=roster.each,
                found=len(found[name]),
                recused=len(able) - len(found[name]),
                unqualified=len(roster.inspectors) - len(able),
            )
    return found


def _inspector(record: Record) -> Inspector:
    found = Inspector(id=record.text("id"), qualifications=record.texts("qualifications", ()))
    record.done()
    return found


def _pair(record: Record, other: str) -> tuple[str, str]:
    found = (record.text("object"), record.text(other))
    record.done()
    return found
