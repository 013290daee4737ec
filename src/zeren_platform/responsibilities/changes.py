"""One change made to many duties of a draft: what each says before and after it, found before anything is written."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, get_args

from zeren.foundations.errors import InvalidInputError
from zeren_platform.responsibilities.models import Assignment, Duty

__all__ = [
    "ENTRIES",
    "STRENGTH",
    "Change",
    "ChangeKind",
    "Changed",
    "LeadTwiceError",
    "NothingChosenError",
    "Said",
    "UnknownEntryError",
    "UnknownUnitError",
    "changes",
]

ChangeKind = Literal["field", "cycle", "level", "due_on", "add-unit", "replace-unit", "drop-unit", "remove"]
ENTRIES: Final = ("field", "cycle", "level", "due_on")
# A unit has one part in a duty; where two meet, the one that stands first here is what it has from then on.
STRENGTH: Final = {role: place for place, role in enumerate(Assignment.Role.values)}
# The parts of units as code and role; or what an entry says.
Parts = tuple[tuple[str, str], ...]
Said = str | Parts


class LeadTwiceError(InvalidInputError):
    """One matter, one lead: some of the duties have one."""

    code = "responsibilities.many.lead_twice"


class NothingChosenError(InvalidInputError):
    """No duty was chosen, or none of those chosen would change."""

    code = "responsibilities.many.nothing"


class UnknownEntryError(InvalidInputError):
    """What is to be entered is not among what the entry takes."""

    code = "responsibilities.many.unknown"


class UnknownUnitError(InvalidInputError):
    """No unit, or no role, was named."""

    code = "responsibilities.many.unknown_unit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What is to be done to each: an entry set to ``value``, a unit added, replaced or dropped, or the duty removed."""

    kind: ChangeKind
    value: str = ""
    unit: str = ""
    role: str = ""
    # The unit that takes the place of ``unit``.
    to: str = ""

    def refuse_unfit(self, units: Iterable[str]) -> None:
        """Refuse what no duty could say."""
        known = set(units)
        if self.kind not in get_args(ChangeKind):
            raise UnknownEntryError(field="kind", found=self.kind)
        if self.kind in ENTRIES and not _fits(self.kind, self.value):
            raise UnknownEntryError(field=self.kind, found=self.value)
        named = [self.unit, self.to] if self.kind == "replace-unit" else [self.unit]
        if self.kind.endswith("-unit") and any(code not in known for code in named):
            raise UnknownUnitError(field="unit")
        if self.kind == "add-unit" and self.role not in Assignment.Role.values:
            raise UnknownUnitError(field="role")

    def after(self, before: Said) -> Said:
        """Give what a duty that says *before* says after it."""
        if isinstance(before, str):
            return self.value.strip()
        kept = tuple((code, role) for code, role in before if code != self.unit)
        if self.kind == "add-unit":
            return (*kept, (self.unit, self.role))
        return self._replaced(before, kept) if self.kind == "replace-unit" else kept

    def _replaced(self, before: Parts, kept: Parts) -> Parts:
        """Put the one unit in the place of the other; where it has a part already, it keeps the stronger of the two."""
        given, held = dict(before).get(self.unit), dict(kept).get(self.to)
        if given is None or held is None:
            return tuple((self.to if code == self.unit else code, role) for code, role in before)
        stronger = min(given, held, key=STRENGTH.__getitem__)
        return tuple((code, stronger if code == self.to else role) for code, role in kept)


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """One duty that a change touches."""

    duty: Duty
    before: Said
    after: Said


def changes(duties: Sequence[Duty], parts: Mapping[int, Sequence[tuple[str, str]]], change: Change) -> list[Changed]:
    """Give the duties that *change* touches, with what they say before and after; refuse where two would lead."""
    found = []
    for duty in duties:
        before = _said(duty, parts.get(duty.pk, ()), change.kind)
        after = "" if change.kind == "remove" else change.after(before)
        if after != before or change.kind == "remove":
            found.append(Changed(duty=duty, before=before, after=after))
    twice = [one.duty.number for one in found if _leads(one.after) > 1]
    if twice:
        raise LeadTwiceError(field="role", numbers=", ".join(twice[:10]), count=len(twice))
    return found


def _said(duty: Duty, parts: Sequence[tuple[str, str]], kind: str) -> Said:
    if kind in ENTRIES:
        found = getattr(duty, kind)
        return found.isoformat() if isinstance(found, date) else str(found or "")
    return duty.text if kind == "remove" else tuple(parts)


def _leads(said: Said) -> int:
    return 0 if isinstance(said, str) else sum(role == Assignment.Role.LEAD for _code, role in said)


def _fits(kind: str, value: str) -> bool:
    """Say whether the entry takes the value; empty takes away what it says."""
    limit = 100
    if kind == "field":
        return len(value.strip()) <= limit
    if kind == "due_on":
        return not value or _is_day(value)
    return not value or value in (Duty.Cycle if kind == "cycle" else Duty.Level).values


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True
