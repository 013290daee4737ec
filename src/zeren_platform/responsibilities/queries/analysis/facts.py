"""What an analysis reads of an edition, in three queries."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from zeren_platform.organisation.queries import units
from zeren_platform.responsibilities.lines import label_of
from zeren_platform.responsibilities.models import BINDING_STATES, OPEN_STATES, Assignment, Duty, Edition
from zeren_platform.responsibilities.queries.analysis.findings import NamedDuty, NamedUnit
from zeren_platform.sources.queries import units_named

__all__ = ["DutyFacts", "EditionFacts", "HeldPart", "UnitFacts", "facts_of"]

READ: Final = (
    *("pk", "number", "title", "text", "points", "scoring_rule", "no_lead_stated", "open_set", "proposal__document"),
    *("targets", "proposal__targets"),
    "unrecognised__name",
)
# The kind of the unit at the root of the tree, which itself does nothing.
JURISDICTION: Final = "city"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldPart:
    """A part in a duty: which unit has it, and in which role."""

    unit: int
    role: str


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
    """Read an edition."""
    known = _units(on)
    parts = _parts(edition)
    rows = Duty.objects.filter(edition=edition).order_by("position", "id", "unrecognised__id").values_list(*READ)
    duties = [_duty(list(group), parts[pk], known) for pk, group in groupby(rows, key=itemgetter(0))]
    return EditionFacts(duties=tuple(duties), units=known)


def _duty(rows: Sequence[tuple[Any, ...]], parts: Sequence[HeldPart], known: dict[int, UnitFacts]) -> DutyFacts:
    """Read the rows of one duty: one for every name that means no unit, or one where there is none."""
    pk, number, title, text, points, scoring_rule, no_lead_stated, open_set, document, *targets, _name = rows[0]
    lead = next((known[part.unit].named.label for part in parts if part.role == Assignment.Role.LEAD), "")
    return DutyFacts(
        named=NamedDuty(pk=pk, number=number, name=title or text, lead=lead),
        text=text,
        points=points,
        scoring_rule=scoring_rule,
        no_lead_stated=no_lead_stated,
        open_set=open_set,
        document=document,
        targets=targets[0],
        source_targets=targets[1] or "",
        unrecognised=tuple(name for *_said, name in rows if name),
        parts=tuple(parts),
    )


def _parts(edition: Edition) -> defaultdict[int, list[HeldPart]]:
    found: defaultdict[int, list[HeldPart]] = defaultdict(list)
    for duty, unit, role in Assignment.objects.filter(edition=edition).values_list("duty", "unit", "role"):
        found[duty].append(HeldPart(unit=unit, role=role))
    return found


def _units(on: date) -> dict[int, UnitFacts]:
    rows = units().annotate(is_named=Exists(_current(OuterRef("pk"))) | Q(pk__in=units_named()))
    names = ("pk", "code", "name", "name_zh", "kind", "valid_from", "valid_until", "is_named")
    return {
        pk: UnitFacts(
            named=NamedUnit(code=code, label=label_of(name, name_zh)),
            exists=(start is None or start <= on) and (end is None or on < end),
            is_named=is_named,
            is_jurisdiction=kind == JURISDICTION,
        )
        for pk, code, name, name_zh, kind, start, end, is_named in rows.values_list(*names)
    }


def _current(unit: OuterRef) -> QuerySet[Assignment]:
    """Give the unit's parts in editions that bind, or that may come to."""
    return Assignment.objects.filter(unit=unit, edition__state__in=(*OPEN_STATES, *BINDING_STATES))
