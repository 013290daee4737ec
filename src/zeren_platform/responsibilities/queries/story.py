"""The whole story of a duty, from the document that created it, on one time line."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from zeren_platform.ledger.queries import Chapter, story
from zeren_platform.organisation.queries import units
from zeren_platform.responsibilities.models import Assignment, CarriedPart, Duty, Edition, Register
from zeren_platform.responsibilities.subjects import (
    carried_parts_of,
    changes_many,
    chapters_of_duty,
    subjects_of_duty,
    taking_in_subject,
)
from zeren_platform.sources.queries import subjects_of

if TYPE_CHECKING:
    from zeren_platform.organisation.models import Unit

__all__ = ["labels_of", "last_change", "story_of_duty", "story_of_register"]


def story_of_duty(
    duty: Duty, assignments: Sequence[Assignment], carried: Sequence[CarriedPart] | None = None
) -> list[Chapter]:
    """Tell what happened to the duty: to its source, its register and edition, itself and its receipts."""
    carried = carried_parts_of(duty) if carried is None else carried
    subjects = subjects_of_duty(duty, assignments, carried)
    if duty.proposal is not None:
        subjects += subjects_of(proposal_id=duty.proposal.pk, document_id=duty.proposal.document_id)
    return chapters_of_duty(duty, story(subjects), assignments, carried)


def last_change(duty: Duty) -> Chapter | None:
    """Tell who changed a duty of a draft last, alone or with others."""
    chapters = story([duty.subject, duty.edition.subject])
    changes = [chapter for chapter in chapters if chapter.subject == duty.subject or changes_many(chapter, duty)]
    return changes[-1] if changes else None


def story_of_register(register: Register, editions: Sequence[Edition]) -> list[Chapter]:
    """Tell what happened to a register and its editions; what happened to a single duty stands on its page."""
    rows = Duty.objects.filter(edition__in=editions, proposal__isnull=False)
    taken = rows.values_list("edition", "proposal__document").distinct().order_by()
    taking = [taking_in_subject(edition, document) for edition, document in taken]
    return story([register.subject, *(edition.subject for edition in editions), *taking])


def labels_of(codes: Iterable[str], *, known: "Iterable[Unit]") -> dict[str, str]:
    """Name the units with *codes*; those that are not *known* already are looked up."""
    labels = {unit.code: unit.label for unit in known}
    if missing := set(codes) - labels.keys() - {""}:
        labels |= {unit.code: unit.label for unit in units().filter(code__in=missing)}
    return labels
