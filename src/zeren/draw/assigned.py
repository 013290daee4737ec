"""The record of who inspects what, with what shows that it could not be done more cheaply or more evenly."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from zeren.draw.records import InvalidRecordError, Record
from zeren.foundations.canonical import Plain

__all__ = ["Assignment"]

FORMAT: Final = "zeren-draw-assignment/2"
_WHOLE: Final = re.compile(r"-?[0-9]{1,40}")

Teams = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """Who inspects what.

    Parameters
    ----------
    teams : mapping of object to tuple of inspector
        Sorted.
    load : int
        The most objects that any inspector may have.
    potentials : mapping of inspector to int, <= 0
        Nought for all who have room left. Empty where pairs are kept apart.
    cut : tuple of inspector
        Who, together with all others, could not fill the places if nobody had more than ``load - 1``.
    start : mapping of object to tuple of inspector, or None
        The cheapest assignment, from which swaps led to ``teams``; None where nothing was swapped.
    """

    teams: Teams
    load: int
    potentials: Mapping[str, int]
    cut: tuple[str, ...] = ()
    start: Teams | None = None

    def to_plain(self) -> Plain:
        """Give the object of JSON; potentials as text, since they may pass what JSON readers keep."""
        told: dict[str, Plain] = {
            "format": FORMAT,
            "load": self.load,
            "teams": _told(self.teams),
            "potentials": [{"inspector": one, "value": str(value)} for one, value in sorted(self.potentials.items())],
            "cut": self.cut,
        }
        return told if self.start is None else told | {"start": _told(self.start)}

    @classmethod
    def from_plain(cls, plain: Plain) -> "Assignment":
        """Read the object of JSON."""
        record = Record(plain)
        record.expect("format", FORMAT)
        start = dict(_team(one) for one in record.records("start", ()))
        found = cls(
            teams=dict(_team(one) for one in record.records("teams")),
            load=record.integer("load"),
            potentials=dict(_potential(one) for one in record.records("potentials")),
            cut=record.texts("cut"),
            start=start or None,
        )
        record.done()
        return found


def _told(teams: Teams) -> Plain:
    return [{"object": name, "inspectors": team} for name, team in sorted(teams.items())]


def _team(record: Record) -> tuple[str, tuple[str, ...]]:
    found = (record.text("object"), record.texts("inspectors"))
    record.done()
    return found


def _potential(record: Record) -> tuple[str, int]:
    one, value = record.text("inspector"), record.text("value")
    record.done()
    if not _WHOLE.fullmatch(value):
        raise InvalidRecordError(at="potentials.value", expected="whole number as text")
    return one, int(value)
