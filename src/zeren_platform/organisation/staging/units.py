"""A table of units beside the tree: which are new, which would change, which are missing, and what is wrong."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from django.utils.translation import gettext as _

from zeren_platform.common.actor import Actor
from zeren_platform.organisation import permissions
from zeren_platform.organisation.codes import UNIT_CODE
from zeren_platform.organisation.conditions import within
from zeren_platform.organisation.exchange.files import UNITS, Entry
from zeren_platform.organisation.exchange.rows import cells_of
from zeren_platform.organisation.models import Unit
from zeren_platform.organisation.staging.faults import CellFault, Checker

__all__ = ["UnitChange", "UnitComparison", "compare"]

LONGEST: Final = {"name": 200, "name_zh": 200, "division_code": 12, "credit_code": 18}
NAMES: Final = ("other", "short", "former")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitChange:
    """A row that says something else of a unit than the tree: by column what it was and what it is to be."""

    entry: Entry
    code: str
    label: str
    changes: dict[str, tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitComparison:
    """What a table would do to the tree."""

    new: Sequence[Entry]
    changed: Sequence[UnitChange]
    unchanged: int
    # Units of the subtree that are there today and that the table does not have.
    missing: Sequence[Unit]
    faults: Sequence[CellFault]

    @property
    def ending(self) -> int:
        """Count the units to which the table itself gives a last day."""
        return sum(
            "valid_until" in change.changes and bool(change.changes["valid_until"][1]) for change in self.changed
        )

    @property
    def fingerprint(self) -> str:
        """Name exactly what would be done, so that nobody confirms anything else than what they saw."""
        told = (
            [dict(entry.cells) for entry in self.new],
            [(change.code, change.changes) for change in self.changed],
            [unit.code for unit in self.missing],
        )
        return sha256(repr(told).encode()).hexdigest()


def compare(entries: Sequence[Entry], *, actor: Actor) -> UnitComparison:
    """Compare a table with the units that the actor keeps; columns that it does not have change nothing."""
    permissions.require_keep_units(actor)
    kept = within(actor.paths(*permissions.KEEPS_UNITS))
    known = {unit.code: unit for unit in Unit.objects.select_related("parent").prefetch_related("aliases")}
    own = set(Unit.objects.filter(kept).values_list("code", flat=True))
    checker = Checker(UNITS)
    for entry in entries:
        _check(checker, entry, known, own, entries)
    _check_circles(checker, entries, known)
    said = [entry.says("code") for entry in entries]
    changed = [_change(entry, known[entry.says("code")]) for entry in entries if entry.says("code") in own]
    return UnitComparison(
        new=[entry for entry in entries if entry.says("code") not in known],
        changed=[change for change in changed if change.changes],
        unchanged=sum(not change.changes for change in changed),
        missing=[known[code] for code in sorted(own - set(said)) if known[code].valid_until is None],
        faults=sorted(checker.faults, key=lambda fault: fault.line),
    )


def _check(checker: Checker, entry: Entry, known: dict[str, Unit], own: set[str], entries: Sequence[Entry]) -> None:
    code, ask = entry.says("code"), checker.ask
    twice = sum(other.says("code") == code for other in entries) > 1
    form = _("Up to 60 small letters, digits and hyphens are expected, such as water-bureau.")
    ask(UNIT_CODE.fullmatch(code) is not None, entry, "code", form)
    ask(not twice, entry, "code", _("The code stands in several rows. Keep one of them."))
    ask(code in own or code not in known, entry, "code", _("Another administrator keeps this unit. Take the row out."))
    ask(bool(entry.says("name")), entry, "name", _("A name is expected."))
    kinds = _("One of these is expected: %(kinds)s.") % {"kinds": ", ".join(Unit.Kind.values)}
    ask(entry.says("kind") in Unit.Kind.values, entry, "kind", kinds)
    for key, longest in LONGEST.items():
        words = _("At most %(longest)s signs fit here. Shorten it.") % {"longest": longest}
        ask(len(entry.says(key)) <= longest, entry, key, words)
    begun, ended = checker.day(entry, "valid_from"), checker.day(entry, "valid_until")
    later = begun is None or ended is None or begun < ended
    ask(later, entry, "valid_until", _("A day after the first one is expected."))
    checker.number(entry, "position")
    _check_parent(checker, entry, known, own, entries)
    _check_names(checker, entry, known, entries)


def _check_parent(
    checker: Checker, entry: Entry, known: dict[str, Unit], own: set[str], entries: Sequence[Entry]
) -> None:
    """Ask for a parent that the actor keeps; where a unit stands already it may stay."""
    parent, unit = entry.says("parent"), known.get(entry.says("code"))
    stays = unit is not None and ("parent" not in entry.cells or unit.parent is None or unit.parent.code == parent)
    beside = {other.says("code") for other in entries}
    words = _("The code of a unit is expected that you keep or that stands in the file.")
    checker.ask(stays or parent in own or (parent in beside and bool(parent)), entry, "parent", words)


def _check_names(checker: Checker, entry: Entry, known: dict[str, Unit], entries: Sequence[Entry]) -> None:
    """Keep each other name to one unit, in the file and in the tree."""
    code = entry.says("code")
    for key in NAMES:
        for name in entry.names(key):
            others = {unit.label for unit in known.values() if unit.code != code and _goes_by(unit, name, entries)}
            others |= {other.says("name") for other in entries if other.says("code") != code and _says(other, name)}
            words = _("%(unit)s goes by the name %(name)s. A name must mean one unit: take it away from one of them.")
            checker.ask(not others, entry, key, words % {"unit": ", ".join(sorted(others)), "name": name})


def _goes_by(unit: Unit, name: str, entries: Iterable[Entry]) -> bool:
    """Say whether the tree knows *unit* by a name that no row of the file takes away from it."""
    row = next((entry for entry in entries if entry.says("code") == unit.code), None)
    if row is not None and any(key in row.cells for key in NAMES):
        return name in {unit.name, unit.name_zh}
    return name in {unit.name, unit.name_zh} or name in {alias.name for alias in unit.aliases.all()}


def _says(entry: Entry, name: str) -> bool:
    said = {entry.says("name"), entry.says("name_zh")}
    return name in said or any(name in entry.names(key) for key in NAMES)


def _check_circles(checker: Checker, entries: Sequence[Entry], known: dict[str, Unit]) -> None:
    """Refuse a row whose unit would stand below itself."""
    above = {code: unit.parent.code if unit.parent else "" for code, unit in known.items()}
    above |= {entry.says("code"): entry.says("parent") for entry in entries if "parent" in entry.cells}
    for entry in entries:
        seen, code = set(), entry.says("code")
        while code and code not in seen:
            seen.add(code)
            code = above.get(code, "")
        checker.ask(not code, entry, "parent", _("The unit would stand below itself. Name another one."))


def _change(entry: Entry, unit: Unit) -> UnitChange:
    was = cells_of(unit)
    # Where the tree begins stays where it is.
    keys = [key for key in UNITS.keys if key in entry.cells and not (key == "parent" and unit.parent is None)]
    changes = {key: (was[key], _said(entry, key)) for key in keys if _apart(was[key], entry, key)}
    return UnitChange(entry=entry, code=unit.code, label=unit.label, changes=changes)


def _apart(was: str, entry: Entry, key: str) -> bool:
    if key in NAMES:
        return sorted(was.splitlines()) != sorted(entry.names(key))
    return was.strip() != _said(entry, key) and not (key == "position" and not entry.says(key))


def _said(entry: Entry, key: str) -> str:
    return "\n".join(entry.names(key)) if key in NAMES else entry.says(key)
