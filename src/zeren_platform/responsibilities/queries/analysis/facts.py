"""What an analysis reads of an edition, in three queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from zeren_platform.organisation.queries import units
from zeren_platform.responsibilities.contents import EditionRows, HeldPart, rows_of
from zeren_platform.responsibilities.lines import label_of
from zeren_platform.responsibilities.models import BINDING_STATES, OPEN_STATES, Assignment, Duty, Edition
from zeren_platform.responsibilities.queries.analysis.findings import NamedDuty, NamedUnit
from zeren_platform.sources.queries import units_named

__all__ = ["DutyFacts", "EditionFacts", "UnitFacts", "facts_in", "facts_of"]

# The kind of the unit at the root of the tree, which itself does nothing.
JURISDICTION: Final = "city"


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyFacts:
    """A duty as far as an analysis reads it."""

    named: NamedDuty
    text: str
    points: Decimal | None
    scoring_rule: str
    no_lead_stated: bool
    open_set: bool
    document: int | None
    # The figures aimed at, and those that the source says.
    targets: str
    source_targets: str
    # What the source names and no unit is.
    unrecognised: tuple[str, ...]
    parts: tuple[HeldPart, ...]

    @property
    def lead(self) -> int | None:
        """Give the key of the unit that leads."""
        return next((part.unit for part in self.parts if part.role == Assignment.Role.LEAD), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFacts:
    """A unit as far as an analysis reads it; ``named`` by any register that matters now or any document."""

    named: NamedUnit
    exists: bool
    is_named: bool
    is_jurisdiction: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionFacts:
    """An edition with the units that could have a part in it, by key and in the order of the jurisdiction."""

    duties: tuple[DutyFacts, ...]
    units: dict[int, UnitFacts]

    @property
    def documents(self) -> list[int]:
        """Give the keys of the documents that its duties come from."""
        return sorted({duty.document for duty in self.duties if duty.document is not None})


def facts_of(edition: Edition, *, on: date) -> EditionFacts:
    """Read an edition, and all units."""
    return _facts(rows_of(edition), _units(on))


def facts_in(rows: EditionRows, *, on: date) -> EditionFacts:
    """Take the facts from an edition that was read, with no units but those that have a part in it."""
    held = {part.unit: part for parts in rows.parts.values() for part in parts}
    return _facts(rows, {key: _holder(part, on) for key, part in held.items()})


def _facts(rows: EditionRows, known: dict[int, UnitFacts]) -> EditionFacts:
    duties = (_duty(duty, rows.parts.get(duty.pk, ()), rows.names.get(duty.pk, ()), known) for duty in rows.duties)
    return EditionFacts(duties=tuple(duties), units=known)


def _duty(
    duty: Duty, parts: Sequence[HeldPart], names: Sequence[tuple[str, str]], known: dict[int, UnitFacts]
) -> DutyFacts:
    lead = next((known[part.unit].named.label for part in parts if part.role == Assignment.Role.LEAD), "")
    return DutyFacts(
        named=NamedDuty(pk=duty.pk, number=duty.number, name=duty.title or duty.text, lead=lead),
        text=duty.text,
        points=duty.points,
        scoring_rule=duty.scoring_rule,
        no_lead_stated=duty.no_lead_stated,
        open_set=duty.open_set,
        document=duty.document,  # type: ignore[attr-defined]  # read along by ``rows_of``, as is the next
        targets=duty.targets,
        source_targets=duty.source_targets or "",  # type: ignore[attr-defined]
        unrecognised=tuple(name for name, _role in names),
        parts=tuple(parts),
    )


def _holder(part: HeldPart, on: date) -> UnitFacts:
    return UnitFacts(
        named=NamedUnit(code=part.code, label=label_of(part.name, part.name_zh)),
        exists=_exists(part.valid_from, part.valid_until, on),
        is_named=True,
        is_jurisdiction=False,
    )


def _exists(start: date | None, end: date | None, on: date) -> bool:
    return (start is None or start <= on) and (end is None or on < end)


def _units(on: date) -> dict[int, UnitFacts]:
    rows = units().annotate(is_named=Exists(_current(OuterRef("pk"))) | Q(pk__in=units_named()))
    names = ("pk", "code", "name", "name_zh", "kind", "valid_from", "valid_until", "is_named")
    return {
        pk: UnitFacts(
            named=NamedUnit(code=code, label=label_of(name, name_zh)),
            exists=_exists(start, end, on),
            is_named=is_named,
            is_jurisdiction=kind == JURISDICTION,
        )
        for pk, code, name, name_zh, kind, start, end, is_named in rows.values_list(*names)
    }


def _current(unit: OuterRef) -> QuerySet[Assignment]:
    """Give the unit's parts in editions that bind, or that may come to."""
    return Assignment.objects.filter(unit=unit, edition__state__in=(*OPEN_STATES, *BINDING_STATES))
