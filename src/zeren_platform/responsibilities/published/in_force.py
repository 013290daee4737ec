"""What everybody may read: registers in force, their duties, who answers for them. No person's name, no draft."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.db.models import QuerySet, Sum

from zeren_platform.common.problems import NotFoundError
from zeren_platform.ledger.queries import Chapter, public_story
from zeren_platform.responsibilities.counts import first_place, summed
from zeren_platform.responsibilities.events import (
    CommentAnswered,
    CommentMade,
    CommentTakenOver,
    CommentWithdrawn,
    OpinionGiven,
)
from zeren_platform.responsibilities.models import Assignment, Duty, Edition, FieldCount, PartCount
from zeren_platform.responsibilities.published.conditions import adopted_editions, editions_in_force
from zeren_platform.responsibilities.published.history import by_role, held_in, history, selves
from zeren_platform.responsibilities.published.shapes import (
    PublishedDuty,
    PublishedEdition,
    PublishedPart,
    PublishedRegister,
)
from zeren_platform.responsibilities.subjects import carried_parts_of, chapters_of_duty, subjects_of_duty
from zeren_platform.sources.published import source_of
from zeren_platform.sources.queries import subjects_of
from zeren_platform.sources.targets import targets_in, told

__all__ = [
    "duty",
    "fields",
    "register",
    "registers",
    "unit_counts",
]

# What units said of the draft is a matter among the offices.
AMONG_OFFICES = frozenset(
    event.code for event in (OpinionGiven, CommentMade, CommentWithdrawn, CommentAnswered, CommentTakenOver)
)


def registers(code: str = "") -> list[PublishedRegister]:
    """List the registers of which an edition is in force, the newest first; only the one with *code*, if given."""
    rows = editions_in_force()
    if code:
        rows = rows.filter(register__code=code)
    return _counted(rows.order_by("-effective_from", "-pk"))


def register(code: str, number: int = 0) -> PublishedRegister:
    """Give one register as its edition in force has it; with *number*, as that edition has it; with all its editions.

    A register of which nothing is in force any more stays readable as it last was.
    """
    rows = list(_with_counts(adopted_editions().filter(register__code=code)).order_by("-number"))
    wanted = [row for row in rows if row.number == number] if number else rows
    if not wanted:
        raise NotFoundError(register=code)
    row = next((one for one in wanted if one.state == Edition.State.IN_FORCE), wanted[0])
    return replace(_register(row), editions=tuple(_listed_edition(one) for one in rows))


def _counted(rows: QuerySet[Edition]) -> list[PublishedRegister]:
    return [_register(row) for row in _with_counts(rows)]


def _with_counts(rows: QuerySet[Edition]) -> QuerySet[Any]:
    """Add the numbers of an edition's duties, of the parts that units have in them, and of those signed for."""
    return rows.select_related("register__unit").annotate(
        held=summed(FieldCount.objects.filter(what=FieldCount.DUTIES)),
        parts=summed(FieldCount.objects.exclude(what=FieldCount.DUTIES)),
        accepted=summed(FieldCount.objects.filter(what=Assignment.Receipt.ACCEPTED)),
    )


def _listed_edition(row: Any) -> PublishedEdition:
    return PublishedEdition(
        number=row.number,
        in_force=row.state == Edition.State.IN_FORCE,
        state_label=row.get_state_display(),
        adopted_by=row.adopted_by,
        effective_from=row.effective_from,
        effective_until=row.effective_until,
        duties=row.held,
    )


def fields(register_code: str, edition: int = 0) -> list[str]:
    """List the fields of a register in the order in which they first stand in it."""
    rows = FieldCount.objects.filter(edition=_edition(register_code, edition), what=FieldCount.DUTIES)
    counted = rows.exclude(field="").values_list("field").annotate(place=first_place(), sum=Sum("count"))
    return [name for name, _place, _count in counted.filter(sum__gt=0).order_by("place")]


def duty(pk: int) -> PublishedDuty:
    """Give one duty of an adopted edition, with the sentence that created it, its public story and its history."""
    rows = selves(pk)
    found = next((row for row in rows if row.pk == pk), None)
    if found is None:
        raise NotFoundError(duty=pk)
    held = by_role(held_in(found))
    for part in held:
        part.duty = found
    return _duty(found, held, rows)


def unit_counts() -> dict[str, dict[str, int]]:
    """Count the duties in force of every unit by role."""
    rows = PartCount.objects.filter(edition__in=editions_in_force())
    found: dict[str, dict[str, int]] = {}
    for unit, role, count in rows.values_list("unit__code", "role").annotate(sum=Sum("count")).filter(sum__gt=0):
        found.setdefault(unit, {})[role] = count
    return found


def _edition(register: str, number: int) -> QuerySet[Any, Any]:
    """Name the edition of a register that is in force, or the one with a *number*, for a condition."""
    rows = adopted_editions().filter(number=number) if number else editions_in_force()
    found: QuerySet[Any, Any] = rows.filter(register__code=register).values("pk")[:1]
    return found


def _register(edition: Any) -> PublishedRegister:
    if edition.effective_from is None:  # the database refuses an adopted edition without the day
        raise NotFoundError(edition=edition.pk)
    return PublishedRegister(
        code=edition.register.code,
        title=edition.register.title,
        kind=edition.register.get_kind_display(),
        keeper=edition.register.unit.label,
        edition=edition.number,
        adopted_by=edition.adopted_by,
        in_force=edition.state == Edition.State.IN_FORCE,
        state=edition.state,
        effective_from=edition.effective_from,
        effective_until=edition.effective_until,
        adopted_at=edition.adopted_at,
        duties=edition.held,
        parts=edition.parts,
        accepted=edition.accepted,
    )


def _duty(row: Duty, held: Sequence[Assignment], rows: Sequence[Duty]) -> PublishedDuty:
    edition = row.edition
    story, recorded = _recorded(row, held, rows)
    return PublishedDuty(
        pk=row.pk,
        number=row.number,
        title=row.title,
        text=row.text,
        field=row.field,
        basis=row.basis,
        target=row.target,
        targets=[told(target) for target in targets_in(row.targets)],
        cycle=str(Duty.Cycle(row.cycle).label) if row.cycle else "",
        level=str(Duty.Level(row.level).label) if row.level else "",
        deadline=row.deadline,
        due_on=row.due_on,
        points=row.points,
        scoring_rule=row.scoring_rule,
        evidence=row.evidence,
        no_lead_stated=row.no_lead_stated,
        open_set=row.open_set,
        in_force=edition.state == Edition.State.IN_FORCE,
        state=edition.state,
        register=edition.register.code,
        register_title=edition.register.title,
        edition=edition.number,
        adopted_by=edition.adopted_by,
        effective_from=edition.effective_from,
        effective_until=edition.effective_until,
        parts=[_part(part) for part in held],
        source=source_of(row.proposal_id) if row.proposal_id else None,
        story=story,
        history=history(rows, recorded),
    )


def _part(row: Assignment) -> PublishedPart:
    return PublishedPart(
        unit=row.unit.code,
        unit_name=row.unit.label,
        role=row.role,
        receipt=row.receipt,
        receipt_label=str(Assignment.Receipt(row.receipt).label),
        answered_at=row.answered_at,
    )


def _recorded(found: Duty, held: Sequence[Assignment], rows: Sequence[Duty]) -> tuple[list[Chapter], list[Chapter]]:
    """Give the story of a duty as it stands in its edition, and what is recorded of the duty in any; one query."""
    carried = carried_parts_of(found) if found.was_carried else []  # type: ignore[attr-defined]  # annotated by selves
    subjects = subjects_of_duty(found, held, carried, earlier=[row for row in rows if row.pk < found.pk])
    if found.proposal is not None:
        subjects += subjects_of(proposal_id=found.proposal.pk, document_id=found.proposal.document_id)
    in_any = {row.subject for row in rows}
    recorded = public_story({*subjects, *in_any})
    own = set(subjects)
    told = [chapter for chapter in recorded if chapter.subject in own and chapter.event not in AMONG_OFFICES]
    story = chapters_of_duty(found, told, held, carried)
    return story, [chapter for chapter in recorded if chapter.subject in in_any]
