"""Load and lock the rows of an act, and refuse what several acts refuse alike.

A row that the actor may not see is told of as if there were none; of one that they see they are told that they may not.
"""

from django.db.models import CharField, Max, Model

from zeren.foundations.errors import InvalidInputError, RefusedError
from zeren_platform.common.actor import UNIT_ROLES, Actor
from zeren_platform.common.locking import locked
from zeren_platform.common.problems import NotFoundError
from zeren_platform.responsibilities.models import Assignment, Comment, Duty, Edition, Opinion, Register
from zeren_platform.responsibilities.queries.visibility import (
    knows_of_edition,
    may_read_duty,
    oversees,
    visible_registers,
)

__all__ = [
    "InConsultationError",
    "NotDraftError",
    "TooLongError",
    "assignment_row",
    "comment_row",
    "duty_row",
    "edition_row",
    "next_number",
    "next_position",
    "opinion_row",
    "refuse_too_long",
    "refuse_unless_draft",
    "register_row",
]


class NotDraftError(RefusedError):
    """Only a draft may be changed; what was adopted is superseded, never edited."""

    code = "responsibilities.edition.not_draft"


class InConsultationError(RefusedError):
    """Units are being asked about the draft: until they have answered it says what they were asked."""

    code = "responsibilities.edition.in_consultation"


class TooLongError(InvalidInputError):
    """An entry has more characters than its place."""

    code = "responsibilities.entry.too_long"


def register_row(actor: Actor, pk: int) -> Register:
    """Lock a register."""
    found = locked(Register.objects.select_related("unit")).filter(pk=pk).first()
    if found is None or not _sees_register(actor, found):
        raise NotFoundError(register=pk)
    return found


def edition_row(actor: Actor, pk: int) -> Edition:
    """Lock an edition: every change of a draft holds it, so that none slips in while it is adopted."""
    found = _edition(pk)
    if not knows_of_edition(actor, found):
        raise NotFoundError(edition=pk)
    return found


def duty_row(actor: Actor, pk: int) -> Duty:
    """Lock a duty together with its edition."""
    found = Duty.objects.filter(pk=pk).values_list("edition_id", flat=True).first()
    if found is None:
        raise NotFoundError(duty=pk)
    edition = _edition(found)
    duty = locked(Duty.objects.filter(pk=pk)).first()
    if duty is None:
        raise NotFoundError(duty=pk)
    duty.edition = edition
    if not may_read_duty(actor, duty):
        raise NotFoundError(duty=pk)
    return duty


def assignment_row(actor: Actor, pk: int) -> Assignment:
    """Lock an assignment, and give it with its unit, duty, edition and register."""
    rows = Assignment.objects.select_related("unit", "duty__edition__register__unit")
    found = locked(rows).filter(pk=pk).first()
    if found is None or not may_read_duty(actor, found.duty):
        raise NotFoundError(assignment=pk)
    return found


def comment_row(actor: Actor, pk: int) -> Comment:
    """Lock a comment, and give it with its unit, duty, consultation, edition and register."""
    rows = Comment.objects.select_related(
        *("duty", "proposed_unit", "opinion__unit", "opinion__consultation__edition__register__unit")
    )
    found = locked(rows).filter(pk=pk).first()
    if found is None or not _sees_opinion(actor, found.opinion):
        raise NotFoundError(comment=pk)
    return found


def opinion_row(actor: Actor, consultation_id: int, unit_code: str) -> Opinion:
    """Lock the opinion of a unit that is asked, with its unit, consultation and edition."""
    rows = Opinion.objects.select_related("unit", "consultation__edition__register__unit")
    found = locked(rows).filter(consultation=consultation_id, unit__code=unit_code).first()
    if found is None or not _sees_opinion(actor, found):
        raise NotFoundError(consultation=consultation_id, unit=unit_code)
    return found


def refuse_unless_draft(edition: Edition) -> None:
    """Let nothing but a draft pass about which nobody is being asked."""
    if edition.state == Edition.State.CONSULTATION:
        raise InConsultationError(edition=edition.number)
    if edition.state != Edition.State.DRAFT:
        raise NotDraftError(edition=edition.number)


def refuse_too_long(row: Model) -> None:
    """Tell which entry is too long before the database does, in words that a page can show beside the field."""
    for field in row._meta.concrete_fields:  # noqa: SLF001 - Django's documented model API
        if isinstance(field, CharField) and field.max_length and len(getattr(row, field.attname)) > field.max_length:
            raise TooLongError(field=field.name, limit=field.max_length)


def _edition(pk: int) -> Edition:
    found = locked(Edition.objects.select_related("register__unit")).filter(pk=pk).first()
    if found is None:
        raise NotFoundError(edition=pk)
    return found


def _sees_register(actor: Actor, register: Register) -> bool:
    return oversees(actor, register) or Register.objects.filter(visible_registers(actor), pk=register.pk).exists()


def _sees_opinion(actor: Actor, opinion: Opinion) -> bool:
    """Say whether it is of a unit of the actor's own, or of a register that they oversee."""
    own = actor.standing(*UNIT_ROLES, path=opinion.unit.path)
    return own is not None or oversees(actor, opinion.consultation.edition.register)


def next_position(edition: Edition) -> int:
    """Give the place behind the last duty, from 1 on."""
    last = Duty.objects.filter(edition=edition).aggregate(last=Max("position"))["last"]
    return 1 if last is None else last + 1


def next_number(edition: Edition, position: int) -> str:
    """Give the first number from *position* on that no duty of the edition bears; clerks may number by hand."""
    number = position
    while edition.duties.filter(number=str(number)).exists():
        number += 1
    return str(number)
