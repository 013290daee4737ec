"""Load and lock the rows of an act, and refuse what several acts refuse alike."""

from django.db.models import CharField, Max, Model

from zeren.foundations.errors import InvalidInputError, RefusedError
from zeren_platform.common.locking import locked
from zeren_platform.common.problems import NotFoundError
from zeren_platform.responsibilities.models import Assignment, Comment, Duty, Edition, Register

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


def register_row(pk: int) -> Register:
    """Lock a register."""
    found = locked(Register.objects.select_related("unit")).filter(pk=pk).first()
    if found is None:
        raise NotFoundError(register=pk)
    return found


def edition_row(pk: int) -> Edition:
    """Lock an edition: every change of a draft holds it, so that none slips in while it is adopted."""
    found = locked(Edition.objects.select_related("register__unit")).filter(pk=pk).first()
    if found is None:
        raise NotFoundError(edition=pk)
    return found


def duty_row(pk: int) -> Duty:
    """Lock a duty together with its edition."""
    found = Duty.objects.filter(pk=pk).values_list("edition_id", flat=True).first()
    if found is None:
        raise NotFoundError(duty=pk)
    edition = edition_row(found)
    duty = locked(Duty.objects.filter(pk=pk)).first()
    if duty is None:
        raise NotFoundError(duty=pk)
    duty.edition = edition
    return duty


def assignment_row(pk: int) -> Assignment:
    """Lock an assignment, and give it with its unit, duty, edition and register."""
    rows = Assignment.objects.select_related("unit", "duty__edition__register__unit")
    found = locked(rows).filter(pk=pk).first()
    if found is None:
        raise NotFoundError(assignment=pk)
    return found


def comment_row(pk: int) -> Comment:
    """Lock a comment, and give it with its unit, duty, consultation, edition and register."""
    rows = Comment.objects.select_related(
        *("duty", "proposed_unit", "opinion__unit", "opinion__consultation__edition__register__unit")
    )
    found = locked(rows).filter(pk=pk).first()
    if found is None:
        raise NotFoundError(comment=pk)
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
