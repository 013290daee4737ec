"""What a unit that is asked holds of a draft: whether it agrees, and its comments on single duties or on the whole."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from zeren.foundations.errors import InvalidInputError, RefusedError
from zeren_platform.common.actor import Actor
from zeren_platform.common.problems import NotFoundError
from zeren_platform.ledger.use_cases import recording
from zeren_platform.organisation.queries import unit_by_code
from zeren_platform.responsibilities import permissions
from zeren_platform.responsibilities.events import CommentMade, CommentWithdrawn, OpinionGiven
from zeren_platform.responsibilities.models import Comment, Duty, Opinion
from zeren_platform.responsibilities.use_cases.rows import comment_row, opinion_row

if TYPE_CHECKING:
    from zeren_platform.organisation.models import Unit

__all__ = [
    "AlreadyWithdrawnError",
    "ConsultationOverError",
    "EmptyCommentError",
    "ObjectionWithoutReasonError",
    "OwnUnitProposedError",
    "UnknownStanceError",
    "comment",
    "give",
    "withdraw",
]


class ConsultationOverError(RefusedError):
    """The consultation is closed: what was said stands."""

    code = "responsibilities.consultation.over"


class ObjectionWithoutReasonError(InvalidInputError):
    """Who objects says to what: on the whole, or on a single duty."""

    code = "responsibilities.opinion.objection_without_reason"


class UnknownStanceError(InvalidInputError):
    """A unit agrees or objects."""

    code = "responsibilities.opinion.unknown_stance"


class EmptyCommentError(InvalidInputError):
    """A comment says something: a remark, other words, or another unit."""

    code = "responsibilities.comment.empty"


class OwnUnitProposedError(InvalidInputError):
    """To propose itself in place of itself changes nothing."""

    code = "responsibilities.comment.own_unit"


class AlreadyWithdrawnError(RefusedError):
    """The unit took the comment back."""

    code = "responsibilities.comment.withdrawn"


@transaction.atomic(durable=True)
def give(*, actor: Actor, consultation_id: int, unit_code: str, stance: str, text: str = "", now: datetime) -> Opinion:
    """Agree or object, with words on the whole or without; until the consultation is over a unit may think again."""
    opinion = opinion_row(actor, consultation_id, unit_code)

    standing = permissions.require_answer_for(actor, unit_path=opinion.unit.path)
    _refuse_when_over(opinion)
    if stance not in {Opinion.Stance.AGREED, Opinion.Stance.OBJECTED}:
        raise UnknownStanceError(field="stance", found=stance)
    says_why = bool(text.strip()) or opinion.comments.filter(withdrawn_at__isnull=True).exists()
    if stance == Opinion.Stance.OBJECTED and not says_why:
        raise ObjectionWithoutReasonError(field="text")

    opinion.stance, opinion.answered_at, opinion.answered_by = stance, now, actor.name

    opinion.save(update_fields=["stance", "answered_at", "answered_by"])
    if text.strip():
        Comment.objects.create(opinion=opinion, text=text.strip(), made_at=now, made_by=actor.name)
    event = OpinionGiven(
        subject=opinion.consultation.edition.subject,
        consultation=opinion.consultation.number,
        unit=opinion.unit.code,
        unit_name=opinion.unit.name,
        unit_name_zh=opinion.unit.name_zh,
        stance=stance,
        text=text.strip(),
    )
    withheld = opinion.consultation.edition.register.confidential
    recording.record(actor=actor, event=event, at=now, standing=standing, withheld=withheld)
    return opinion


@transaction.atomic(durable=True)
def comment(
    *,
    actor: Actor,
    consultation_id: int,
    unit_code: str,
    duty_id: int,
    text: str = "",
    proposed_text: str = "",
    proposed_unit_code: str = "",
    now: datetime,
) -> Comment:
    """Remark on one duty, propose other words for it, or another unit in place of one's own."""
    opinion = opinion_row(actor, consultation_id, unit_code)
    duty = Duty.objects.filter(pk=duty_id, edition=opinion.consultation.edition_id).first()

    standing = permissions.require_answer_for(actor, unit_path=opinion.unit.path)
    _refuse_when_over(opinion)
    if duty is None:
        raise NotFoundError(duty=duty_id)
    proposed = unit_by_code(proposed_unit_code) if proposed_unit_code else None
    words = "" if proposed_text.strip() == duty.text else proposed_text.strip()
    _refuse_empty(text, words, proposed, opinion)

    made = Comment(
        opinion=opinion,
        duty=duty,
        duty_number=duty.number,
        text=text.strip(),
        proposed_text=words,
        proposed_unit=proposed,
        made_at=now,
        made_by=actor.name,
    )

    made.save()
    withheld = opinion.consultation.edition.register.confidential
    recording.record(actor=actor, event=_made(made, duty), at=now, standing=standing, withheld=withheld)
    return made


@transaction.atomic(durable=True)
def withdraw(*, actor: Actor, comment_id: int, now: datetime) -> Comment:
    """Take a comment back while the consultation is open; it stays readable as withdrawn."""
    made = comment_row(actor, comment_id)

    standing = permissions.require_answer_for(actor, unit_path=made.opinion.unit.path)
    _refuse_when_over(made.opinion)
    if made.withdrawn_at is not None:
        raise AlreadyWithdrawnError(comment=made.pk)

    made.withdrawn_at, made.withdrawn_by = now, actor.name

    made.save(update_fields=["withdrawn_at", "withdrawn_by"])
    event = CommentWithdrawn(
        subject=made.duty.subject if made.duty else made.opinion.consultation.edition.subject,
        comment=made.pk,
        unit=made.opinion.unit.code,
        unit_name=made.opinion.unit.name,
        unit_name_zh=made.opinion.unit.name_zh,
    )
    withheld = made.opinion.consultation.edition.register.confidential
    recording.record(actor=actor, event=event, at=now, standing=standing, withheld=withheld)
    return made


def _made(made: Comment, duty: Duty) -> CommentMade:
    unit = made.opinion.unit
    return CommentMade(
        subject=duty.subject,
        comment=made.pk,
        number=duty.number,
        unit=unit.code,
        unit_name=unit.name,
        unit_name_zh=unit.name_zh,
        text=made.text,
        proposed_text=made.proposed_text,
        proposed_unit=made.proposed_unit.code if made.proposed_unit else "",
    )


def _refuse_when_over(opinion: Opinion) -> None:
    if opinion.consultation.closed_at is not None:
        raise ConsultationOverError(consultation=opinion.consultation.number)


def _refuse_empty(text: str, words: str, proposed: "Unit | None", opinion: Opinion) -> None:
    if proposed is not None and proposed.pk == opinion.unit_id:
        raise OwnUnitProposedError(field="proposed_unit")
    if not text.strip() and not words and proposed is None:
        raise EmptyCommentError(field="text")
