"""Whether two duties of different registers are one matter: a clerk decides, and says why where they are not."""

from datetime import datetime

from django.db import transaction

from zeren.foundations.errors import InvalidInputError
from zeren_platform.common.actor import Actor
from zeren_platform.common.problems import NotFoundError
from zeren_platform.ledger.use_cases import recording
from zeren_platform.responsibilities import permissions
from zeren_platform.responsibilities.events import DutyCompared
from zeren_platform.responsibilities.models import Likeness
from zeren_platform.responsibilities.queries.matters import others_in_force
from zeren_platform.responsibilities.use_cases.rows import duty_row, refuse_unless_draft

__all__ = ["DifferenceNeededError", "compare"]


class DifferenceNeededError(InvalidInputError):
    """Who holds that two like duties are two matters says what the difference is."""

    code = "responsibilities.matter.difference_needed"


@transaction.atomic(durable=True)
def compare(*, actor: Actor, duty_id: int, other_id: int, same: bool, reason: str = "", now: datetime) -> Likeness:
    """Decide that a duty of a draft is the same matter as one in force elsewhere, or another one."""
    duty = duty_row(duty_id)

    standing = permissions.require_keep(actor, duty.edition.register)
    refuse_unless_draft(duty.edition)
    other = others_in_force(actor, duty.edition).filter(pk=other_id).select_related("edition__register").first()
    if other is None:
        raise NotFoundError(duty=other_id)
    if not same and not reason.strip():
        raise DifferenceNeededError(field="reason")

    decision = Likeness.objects.filter(duty=duty, other=other).first() or Likeness(duty=duty, other=other)
    decision.same, decision.reason = same, reason.strip()
    decision.decided_at, decision.decided_by = now, actor.name

    decision.save()
    event = DutyCompared(
        subject=duty.subject,
        number=duty.number,
        other=other.pk,
        other_number=other.number,
        other_title=other.edition.register.title,
        same=same,
        reason=decision.reason,
    )
    withheld = duty.edition.register.confidential or other.edition.register.confidential
    recording.record(actor=actor, event=event, at=now, standing=standing, withheld=withheld)
    return decision
