"""Registers and their editions."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, QuerySet

from zeren_platform.common.actor import OVERSIGHT, Actor, Role
from zeren_platform.common.pagination import Page, page_of
from zeren_platform.common.problems import NotFoundError
from zeren_platform.organisation.queries import units, within
from zeren_platform.responsibilities.models import OPEN_STATES, Assignment, Consultation, Duty, Edition, Register
from zeren_platform.responsibilities.queries.visibility import visible_editions, visible_registers

if TYPE_CHECKING:
    from zeren_platform.organisation.models import Unit

__all__ = [
    "EditionCounts",
    "RegisterSummary",
    "beginning_of",
    "chosen_edition",
    "counts_of",
    "current_editions",
    "drafts_for",
    "edition_for",
    "editions_due",
    "editions_of",
    "keeping_units",
    "register_for",
    "registers_for",
    "summaries",
]

# The editions that matter now: the one in force, and the draft.
CURRENT = (Edition.State.IN_FORCE, *OPEN_STATES)
NEWEST = ("-opened_at", "-id")


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionCounts:
    """How many duties an edition holds, and how far its units have signed."""

    duties: int = 0
    awaiting: int = 0
    accepted: int = 0
    declined: int = 0

    @property
    def assignments(self) -> int:
        """All parts that units have in the duties."""
        return self.awaiting + self.accepted + self.declined


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterSummary:
    """A register with the edition in force and the draft, where there are any."""

    register: Register
    in_force: Edition | None
    draft: Edition | None
    counts: EditionCounts = field(default_factory=EditionCounts)
    draft_counts: EditionCounts = field(default_factory=EditionCounts)


def registers_for(actor: Actor, *, after: str = "", before: str = "", size: int = 50) -> Page[Register]:
    """List the registers that the actor may read, newest first."""
    rows = Register.objects.filter(visible_registers(actor)).select_related("unit")
    return page_of(rows, order=NEWEST, after=after, before=before, size=size)


def summaries(actor: Actor, registers: Sequence[Register]) -> list[RegisterSummary]:
    """Add the editions that matter now, and their numbers, to each register."""
    editions = list(Edition.objects.filter(visible_editions(actor), register__in=registers, state__in=CURRENT))
    counts = counts_of(editions)
    held = {(edition.register_id, edition.is_open): edition for edition in editions}
    return [_summary(register, held, counts) for register in registers]


def register_for(actor: Actor, code: str) -> Register:
    """Give a register that the actor may read."""
    found = Register.objects.filter(visible_registers(actor), code=code).select_related("unit").first()
    if found is None:
        raise NotFoundError(register=code)
    return found


def editions_of(actor: Actor, code: str) -> list[Edition]:
    """List the editions of a register that the actor may read, newest first; none of a register that they may not.

    Each says whether units ``was_consulted`` about it.
    """
    rows = Edition.objects.filter(visible_editions(actor), register__code=code)
    rows = rows.annotate(was_consulted=Exists(Consultation.objects.filter(edition=OuterRef("pk"))))
    return list(rows.select_related("register__unit").order_by("-number"))


def current_editions(actor: Actor) -> list[Edition]:
    """List the editions in force and the drafts that the actor may read: those in force first, each newest first."""
    rows = Edition.objects.filter(visible_editions(actor), state__in=CURRENT).select_related("register__unit")
    return sorted(rows.order_by("-pk"), key=lambda edition: edition.is_open)


def keeping_units(actor: Actor) -> "QuerySet[Unit]":
    """Give the units for which the actor may open a register."""
    return units().filter(within(actor.paths(Role.CLERK)))


def chosen_edition(editions: Sequence[Edition], number: int | None = None) -> Edition | None:
    """Choose the edition with *number*; without one the edition in force, or else the newest."""
    if number is not None:
        return next((edition for edition in editions if edition.number == number), None)
    in_force = (edition for edition in editions if edition.state == Edition.State.IN_FORCE)
    return next(in_force, editions[0] if editions else None)


def edition_for(actor: Actor, pk: int) -> Edition:
    """Give an edition that the actor may read."""
    found = Edition.objects.filter(visible_editions(actor), pk=pk).select_related("register__unit").first()
    if found is None:
        raise NotFoundError(edition=pk)
    return found


def drafts_for(actor: Actor) -> QuerySet[Edition]:
    """Give the drafts of the registers that the actor oversees."""
    rows = Edition.objects.filter(within(actor.paths(*OVERSIGHT), prefix="register__unit__"))
    return rows.filter(state=Edition.State.DRAFT).select_related("register__unit").order_by("-pk")


def editions_due(*, on: date) -> list[int]:
    """Give the adopted editions whose day has come, in the order in which they come into force."""
    rows = _due(on).order_by("effective_from", "register_id", "number")
    return list(rows.values_list("pk", flat=True))


def beginning_of(day: date) -> tuple[str, bool]:
    """Name the place, and say whether an edition comes into force by that day; one query, at the beginning of a day.

    Where there is no unit yet, there is no register either.
    """
    root = units().filter(parent=None).annotate(waits=Exists(_due(day))).first()
    return (root.label, root.waits) if root else ("", False)


def _due(day: date) -> QuerySet[Edition]:
    return Edition.objects.filter(state=Edition.State.ADOPTED, effective_from__lte=day)


def counts_of(editions: Sequence[Edition]) -> dict[int, EditionCounts]:
    """Count duties and receipts of *editions*, one query each."""
    keys = [edition.pk for edition in editions]
    duties = dict(Duty.objects.filter(edition__in=keys).values_list("edition").annotate(count=Count("*")))
    receipts: dict[int, dict[str, int]] = {}
    rows = Assignment.objects.filter(edition__in=keys).values_list("edition", "receipt")
    for edition, receipt, count in rows.annotate(count=Count("*")):
        receipts.setdefault(edition, {})[receipt] = count
    return {key: EditionCounts(duties=duties.get(key, 0), **receipts.get(key, {})) for key in keys}


def _summary(
    register: Register, held: dict[tuple[int, bool], Edition], counts: dict[int, EditionCounts]
) -> RegisterSummary:
    in_force, draft = held.get((register.pk, False)), held.get((register.pk, True))
    return RegisterSummary(
        register=register,
        in_force=in_force,
        draft=draft,
        counts=counts[in_force.pk] if in_force else EditionCounts(),
        draft_counts=counts[draft.pk] if draft else EditionCounts(),
    )
