"""How an edition ends without a successor: a draft is withdrawn, what was adopted is repealed."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from zeren.foundations.errors import InvalidInputError, RefusedError
from zeren_platform.common.actor import Actor
from zeren_platform.ledger.use_cases import recording
from zeren_platform.responsibilities import permissions
from zeren_platform.responsibilities.events import EditionRepealed, EditionWithdrawn
from zeren_platform.responsibilities.models import BINDING_STATES, Duty, Edition
from zeren_platform.responsibilities.use_cases.rows import edition_row, refuse_unless_draft
from zeren_platform.sources.use_cases import holding

__all__ = ["EndReasonNeededError", "NotConsultedError", "NothingToRepealError", "repeal", "withdraw"]


class NothingToRepealError(RefusedError):
    """The edition binds nobody, now or later."""

    code = "responsibilities.edition.nothing_to_repeal"


class NotConsultedError(RefusedError):
    """Nobody was asked about the draft, so that it can simply be discarded."""

    code = "responsibilities.edition.not_consulted"


class EndReasonNeededError(InvalidInputError):
    """Who ends an edition says why."""

    code = "responsibilities.edition.end_reason_needed"


@transaction.atomic(durable=True)
def repeal(*, actor: Actor, edition_id: int, reason: str, now: datetime) -> Edition:
    """End an adopted edition today, or before its day, without a successor (废止); it stays readable as repealed."""
    edition = edition_row(actor, edition_id)

    standing = permissions.require_adopt(actor, edition.register)
    if edition.state not in BINDING_STATES:
        raise NothingToRepealError(edition=edition.number)
    if not reason.strip():
        raise EndReasonNeededError(field="reason")

    # What is repealed before its day was never in force.
    day = max(timezone.localdate(now), edition.effective_from or timezone.localdate(now))

    edition.state, edition.effective_until, edition.end_reason = Edition.State.REPEALED, day, reason.strip()
    edition.save(update_fields=["state", "effective_until", "end_reason"])
    event = EditionRepealed(
        subject=edition.subject,
        title=edition.register.title,
        number=edition.number,
        effective_until=day.isoformat(),
        reason=edition.end_reason,
    )
    withheld = edition.register.confidential
    recording.record(actor=actor, event=event, at=now, standing=standing, withheld=withheld)
    return edition


@transaction.atomic(durable=True)
def withdraw(*, actor: Actor, edition_id: int, reason: str, now: datetime) -> Edition:
    """Give up a draft about which units were asked: it and what they said stay readable for those who were asked."""
    edition = edition_row(actor, edition_id)

    standing = permissions.require_keep(actor, edition.register)
    refuse_unless_draft(edition)
    if not edition.consultations.exists():
        raise NotConsultedError(edition=edition.number)
    if not reason.strip():
        raise EndReasonNeededError(field="reason")

    sentences = set(edition.duties.exclude(proposal=None).values_list("proposal", flat=True))
    held = Duty.objects.filter(proposal__in=sentences).exclude(edition=edition).values_list("proposal", flat=True)

    edition.state, edition.end_reason = Edition.State.WITHDRAWN, reason.strip()
    edition.save(update_fields=["state", "end_reason"])
    # What an earlier edition holds stays held.
    holding.release(proposal_ids=sentences - set(held))
    event = EditionWithdrawn(
        subject=edition.subject, title=edition.register.title, number=edition.number, reason=edition.end_reason
    )
    withheld = edition.register.confidential
    recording.record(actor=actor, event=event, at=now, standing=standing, withheld=withheld)
    return edition
