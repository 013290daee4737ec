"""Two people changed one proposal from the same beginning: what only one of them changed is taken, the rest is asked.

A version is what a proposal says at one moment, entry by entry, as plain text: what is read back out of a form is the
same as what is read out of the database exactly where they say the same.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from typing import Final

from zeren_platform.organisation.choosing import written_as
from zeren_platform.sources.models import Proposal
from zeren_platform.sources.use_cases.proposals import ChosenUnit, Wording

__all__ = ["ENTRIES", "NamedUnit", "Reconciled", "Version", "reconcile"]

ENTRIES: Final = tuple(entry.name for entry in fields(Wording))
# Before the key of a unit, so that no unit is taken for an entry.
UNIT: Final = "unit "


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedUnit:
    """A unit with its role: as the text writes it, and the code and name of the unit that is meant."""

    name: str
    code: str
    label: str
    role: str

    @property
    def written(self) -> str:
        """The unit as a field shows it in which one is typed; nothing where the name means none."""
        return written_as(self.label, self.code) if self.code else ""

    @property
    def said(self) -> str:
        """What makes it another: which unit is meant, in which role."""
        return f"{self.role} {self.code}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What a proposal says: its entries as text, its units by what they are called in it."""

    entries: Mapping[str, str]
    units: Mapping[str, NamedUnit] = field(default_factory=dict)

    @classmethod
    def of(cls, wording: "Wording | Proposal", units: Iterable[NamedUnit]) -> "Version":
        """Take down what is said."""
        return cls(entries={name: _plain(getattr(wording, name)) for name in ENTRIES}, units=_by_key(units))

    @classmethod
    def of_proposal(cls, proposal: Proposal) -> "Version":
        """Take down what stands in the database."""
        rows = proposal.units.all()
        codes = {row: (row.unit.code, row.unit.label) if row.unit else ("", "") for row in rows}
        named = (NamedUnit(name=row.name, code=codes[row][0], label=codes[row][1], role=row.role) for row in rows)
        return cls.of(proposal, named)

    @classmethod
    def read(cls, words: str) -> "Version | None":
        """Read a version that ``written`` wrote; nothing where somebody else wrote it."""
        try:
            said = json.loads(words)
            units = _by_key(NamedUnit(**unit) for unit in said["units"])
            return cls(entries={name: str(said["entries"][name]) for name in ENTRIES}, units=units)
        except (ValueError, TypeError, KeyError, AttributeError):
            return None

    @property
    def written(self) -> str:
        """The version as a form carries it along."""
        units = [{name: getattr(unit, name) for name in NamedUnit.__slots__} for unit in self.units.values()]
        return json.dumps({"entries": dict(self.entries), "units": units}, ensure_ascii=False)

    @property
    def said(self) -> dict[str, str]:
        """All of it under one key each; what has no key is not said."""
        return {**self.entries, **{key: unit.said for key, unit in self.units.items()}}

    def wording(self) -> Wording:
        """Give its entries as an act takes them."""
        said = dict(self.entries)
        due_on, points = said.pop("due_on"), said.pop("points")
        return Wording(
            **said, due_on=date.fromisoformat(due_on) if due_on else None, points=Decimal(points) if points else None
        )

    def chosen(self) -> list[ChosenUnit]:
        """Give its units as an act takes them."""
        return [ChosenUnit(unit_code=one.code, role=one.role, name=one.name) for one in self.units.values()]

    def taking(self, keys: Iterable[str], other: "Version") -> "Version":
        """Let it say under *keys* what the *other* says there."""
        wanted = frozenset(keys)
        entries = {name: (other if name in wanted else self).entries[name] for name in ENTRIES}
        order = dict.fromkeys([*other.units, *self.units])
        sides = {key: (other if key in wanted else self).units for key in order}
        return Version(entries=entries, units={key: units[key] for key, units in sides.items() if key in units})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciled:
    """Both together; under ``asked`` it says what *mine* says, since both changed that and not alike."""

    version: Version
    # What only they changed.
    taken: tuple[str, ...]
    asked: tuple[str, ...]


def reconcile(seen: Version | None, mine: Version, theirs: Version) -> Reconciled:
    """Put together what two made of the version that both had *seen*; without it every difference is asked."""
    before, my, their = (version.said if version else {} for version in (seen, mine, theirs))
    differ = [key for key in dict.fromkeys([*their, *my]) if my.get(key) != their.get(key)]
    known = seen is not None
    taken = tuple(key for key in differ if known and my.get(key) == before.get(key))
    kept = {key for key in differ if known and their.get(key) == before.get(key)}
    asked = tuple(key for key in differ if key not in kept and key not in taken)
    return Reconciled(version=mine.taking(taken, theirs), taken=taken, asked=asked)


def _by_key(units: Iterable[NamedUnit]) -> dict[str, NamedUnit]:
    """Name each by the words of the text that it stands for, else by its code; never two alike."""
    found: dict[str, NamedUnit] = {}
    for unit in units:
        key = f"{UNIT}{unit.name or unit.code}"
        found[key if key not in found else f"{key} {len(found)}"] = unit
    return found


def _plain(said: object) -> str:
    if isinstance(said, Decimal):
        return f"{said.normalize():f}"
    return "" if said is None else "\n".join(str(said).splitlines()).strip()
