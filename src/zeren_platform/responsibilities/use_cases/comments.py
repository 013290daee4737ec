"""The clerk answers what units said of a draft (采纳情况), and takes their words over into it."""

from datetime import datetime

from django.db import transaction

from zeren.foundations.errors import InvalidInputError, RefusedError
from zeren_platform.common.actor import Actor
from zeren_platform.ledger.use_cases import recording
from zeren_platform.responsibilities import permissions
from zeren_platform.responsibilities.events import CommentAnswered, CommentTakenOver
from zeren_platform.responsibilities.models import Comment, Duty, Edition
from zeren_platform.responsibilities.use_cases.duties import ChangedMeanwhileError
from zeren_platform.responsibilities.use_cases.opinions import AlreadyWithdrawnError
from zeren_platform.responsibilities.use_cases.parts import give_to
from zeren_platform.responsibilities.use_cases.rows import comment_row, duty_row, refuse_unless_draft

__all__ = [
    "AnswerNeededError",
    "DecidedError",
    "NothingToTakeOverError",
    "UnknownOutcomeError",
    "answer",
    "take_over",
]


class UnknownOutcomeError(InvalidInputError):
    """A comment is taken up, taken up in part, or not."""

    code = "responsibilities.comment.unknown_outcome"


class AnswerNeededError(InvalidInputError):
    """What is not taken up, or only in part, has a reason."""

    code = "responsibilities.comment.answer_needed"


class DecidedError(RefusedError):
    """The edition was adopted or withdrawn: what became of its comments stands."""

    code = "responsibilities.comment.decided"


class NothingToTakeOverError(RefusedError):
    """The comment proposes neither words nor a unit, or its duty is no longer in the draft."""

    code = "responsibilities.comment.nothing_to_take_over"


@transaction.atomic(durable=True)
def answer(*, actor: Actor, comment_id: int, outcome: str, answer: str = "", now: datetime) -> Comment:
    """Say what became of a comment; until the edition is adopted the clerk may think again."""
    made = comment_row(actor, comment_id)

    standing = permissions.require_keep(actor, made.opinion.consultation.edition.register)
    _refuse_unanswerable(made)
    if outcome not in Comment.Outcome.values or outcome == Comment.Outcome.OPEN:
        raise UnknownOutcomeError(field="outcome", found=outcome)
    if outcome != Comment.Outcome.ADOPTED and not answer.strip():
        raise AnswerNeededError(field="answer")

    made.outcome, made.answer = outcome, answer.strip()
    made.answered_at, made.answered_by = now, actor.name

    made.save(update_fields=["outcome", "answer", "answered_at", "answered_by"])
    event = CommentAnswered(
        subject=made.duty.subject if made.duty else made.opinion.consultation.edition.subject,
        comment=made.pk,
        unit=made.opinion.unit.code,
        unit_name=made.opinion.unit.name,
        unit_name_zh=made.opinion.unit.name_zh,
        outcome=outcome,
        answer=made.answer,
    )
    withheld = made.opinion.consultation.edition.register.confidential
    recording.record(actor=actor, event=event, at=now, standing=standing, withheld=withheld)
    return made


@transaction.atomic(durable=True)
def take_over(*, actor: Actor, comment_id: int, version: int, now: datetime) -> Duty:
    """Put the proposed words, or the proposed unit, into the draft; that answers the comment too.

    Like every edit it is refused if somebody changed the duty since *version*.
    """
    made = comment_row(actor, comment_id)
    if made.duty_id is None:
        raise NothingToTakeOverError(comment=made.pk)
    duty = duty_row(actor, made.duty_id)
    held = duty.assignments.filter(unit=made.opinion.unit_id).first()

    standing = permissions.require_keep(actor, duty.edition.register)
    refuse_unless_draft(duty.edition)
    _refuse_unanswerable(made)
    if not made.proposed_text and (made.proposed_unit is None or held is None):
        raise NothingToTakeOverError(comment=made.pk)
    if duty.version != version:
        raise ChangedMeanwhileError(number=duty.number)

    duty.text, duty.version = made.proposed_text or duty.text, duty.version + 1
    made.outcome, made.answer = Comment.Outcome.ADOPTED, ""
    made.answered_at, made.answered_by = now, actor.name

    duty.save(update_fields=["text", "version"])
    if made.proposed_unit is not None and held is not None:
        give_to(made.proposed_unit, held)
    made.save(update_fields=["outcome", "answer", "answered_at", "answered_by"])
    event = CommentTakenOver(
        subject=duty.subject,
        comment=made.pk,
        number=duty.number,
        version=duty.version,
        unit=made.opinion.unit.code,
        unit_name=made.opinion.unit.name,
        unit_name_zh=made.opinion.unit.name_zh,
        text=duty.text,
        proposed_unit=made.proposed_unit.code if made.proposed_unit else "",
    )
    withheld = duty.edition.register.confidential
    recording.record(actor=actor, event=event, at=now, standing=standing, withheld=withheld)
    return duty


def _refuse_unanswerable(made: Comment) -> None:
    edition = made.opinion.consultation.edition
    if edition.is_adopted or edition.state == Edition.State.WITHDRAWN:
        raise DecidedError(edition=edition.number)
    if made.withdrawn_at is not None:
        raise AlreadyWithdrawnError(comment=made.pk)
