"""The duties in force as open data: every fact that the pages show of them, a record for each duty."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Substr

from zeren_platform.common.problems import NotFoundError
from zeren_platform.responsibilities.models import SAID, Assignment, Duty, Edition
from zeren_platform.responsibilities.published.conditions import adopted_editions, editions_in_force

__all__ = ["OpenDuty", "OpenPart", "open_duties", "open_duty"]

# Rows are read so many at a time, so that a register of any size takes the same memory.
CHUNK: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPart:
    """A unit's part in a duty: its code and names, its role, and whether it has signed."""

    unit: str
    name: str
    name_zh: str
    role: str
    receipt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDuty:
    """A duty as data. ``source`` is the title of the document and ``sentence`` its very words; empty without one."""

    pk: int
    register: str
    edition: int
    number: str
    title: str
    text: str
    field: str
    basis: str
    target: str
    targets: str
    cycle: str
    level: str
    deadline: str
    due_on: date | None
    points: Decimal | None
    scoring_rule: str
    evidence: str
    open_set: bool
    no_lead_stated: bool
    in_force: bool
    adopted_by: str
    effective_from: date | None
    effective_until: date | None
    source: str
    sentence: str
    parts: tuple[OpenPart, ...]

    def named(self, *roles: str) -> list[OpenPart]:
        """Give the parts in one of *roles*, in the order of the jurisdiction."""
        return [part for part in self.parts if part.role in roles]


def open_duties(register: str = "", edition: int = 0) -> Iterator[OpenDuty]:
    """Give the duties of a register in their order, or of all registers: two queries for every five hundred.

    Those of the edition in force, or of the adopted edition with the number *edition*.
    """
    rows = adopted_editions().filter(number=edition) if edition else editions_in_force()
    found = rows.filter(register__code=register) if register else rows
    editions = {row.pk: row for row in found.select_related("register")}
    place = (0, 0, 0)
    while editions:
        duties = list(_from(editions, *place))
        yield from _records(duties, editions)
        if len(duties) < CHUNK:
            return
        place = duties[-1].edition_id, duties[-1].position, duties[-1].pk


def open_duty(pk: int) -> OpenDuty:
    """Give one duty of an adopted edition."""
    found = _with_source(Duty.objects.filter(pk=pk, edition__in=adopted_editions()))
    for row in found.select_related("edition__register"):
        [record] = _records([row], {row.edition_id: row.edition})
        return record
    raise NotFoundError(duty=pk)


def _records(rows: list[Duty], editions: Mapping[int, Edition]) -> Iterator[OpenDuty]:
    parts = _parts([row.pk for row in rows])
    yield from (_record(row, editions[row.edition_id], tuple(parts.get(row.pk, ()))) for row in rows)


def _from(editions: Mapping[int, Edition], edition: int, position: int, key: int) -> QuerySet[Duty]:
    beyond = Q(position__gt=position) | Q(position=position, pk__gt=key)
    further = Q(edition__in=[pk for pk in editions if pk > edition])
    rows = Duty.objects.filter(further | Q(beyond, edition=edition)) if edition else Duty.objects.filter(further)
    return _with_source(rows).order_by("edition_id", "position", "id")[:CHUNK]


def _with_source(rows: QuerySet[Duty]) -> QuerySet[Duty]:
    """Add the title of the document, and the very words that became the duty."""
    sentence = Substr("proposal__document__text", F("proposal__start") + 1, F("proposal__end") - F("proposal__start"))
    return rows.annotate(sentence=sentence, source=F("proposal__document__title"))


def _parts(duties: list[int]) -> dict[int, list[OpenPart]]:
    found: dict[int, list[OpenPart]] = {}
    rows = Assignment.objects.filter(duty__in=duties).order_by("unit__position", "id")
    for duty, *facts in rows.values_list("duty", "unit__code", "unit__name", "unit__name_zh", "role", "receipt"):
        unit, name, name_zh, role, receipt = facts
        found.setdefault(duty, []).append(OpenPart(unit=unit, name=name, name_zh=name_zh, role=role, receipt=receipt))
    return found


def _record(row: Duty, edition: Edition, parts: tuple[OpenPart, ...]) -> OpenDuty:
    return OpenDuty(
        pk=row.pk,
        register=edition.register.code,
        edition=edition.number,
        number=row.number,
        **{name: getattr(row, name) for name in SAID},
        in_force=edition.state == Edition.State.IN_FORCE,
        adopted_by=edition.adopted_by,
        effective_from=edition.effective_from,
        effective_until=edition.effective_until,
        source=row.source or "",  # type: ignore[attr-defined]  # annotated above
        sentence=row.sentence or "",  # type: ignore[attr-defined]
        parts=parts,
    )
