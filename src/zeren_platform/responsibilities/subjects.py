"""What the ledger tells of a duty: under which subjects, and which of the chapters found there are its own."""

from collections.abc import Sequence
from typing import Final

from django.db.models import Q

from zeren_platform.ledger.queries import Chapter
from zeren_platform.responsibilities.events import DutyRemoved, EditionDiscarded, OpinionGiven, ReceiptsAccepted
from zeren_platform.responsibilities.many_events import DutiesChanged, DutiesMoved, DutiesPutBack, DutiesRemoved
from zeren_platform.responsibilities.models import Assignment, Duty

__all__ = ["changes_many", "chapters_of_duty", "receipts_subject", "subjects_of_duty", "taking_in_subject"]


# What is recorded of an edition and tells of some of its duties.
OF_OTHERS: Final = {
    event.code
    for event in (DutyRemoved, EditionDiscarded, OpinionGiven, DutiesChanged, DutiesPutBack, DutiesRemoved, DutiesMoved)
}


def receipts_subject(edition_id: int, unit_code: str) -> str:
    """Name the signing of a unit for all that it has in an edition."""
    return f"receipt:{edition_id}-{unit_code}"


def taking_in_subject(edition_id: int, document_id: int) -> str:
    """Name the taking in of a document's proposals by an edition."""
    return f"taking-in:{edition_id}-{document_id}"


def subjects_of_duty(
    duty: Duty, assignments: Sequence[Assignment], *, earlier: Sequence[Duty] | None = None
) -> list[str]:
    """Name the duty and its earlier selves, its edition and register, and the signing of its units.

    The subjects of the sentence that created it are the sources' own; the caller adds them. The *earlier*
    selves are read where the caller does not have them.
    """
    named = [duty.subject, duty.edition.subject, duty.edition.register.subject]
    named += [_signing(held, duty) for held in assignments]
    if duty.proposal is not None:
        named.append(taking_in_subject(duty.edition_id, duty.proposal.document_id))
    if duty.origin_id is not None:
        known = _earlier(duty, duty.origin_id) if earlier is None else earlier
        named += [subject for row in known for subject in (row.subject, row.edition.subject)]
    return named


def changes_many(chapter: Chapter, duty: Duty) -> bool:
    """Say whether it tells of a change of many duties of which *duty* was one."""
    return chapter.event in {DutiesChanged.code, DutiesPutBack.code} and duty.pk in chapter.facts["duties"]


def chapters_of_duty(duty: Duty, chapters: Sequence[Chapter], assignments: Sequence[Assignment]) -> list[Chapter]:
    """Leave out what happened to other duties of the same edition.

    Signing for many at once is told of this duty only where its own receipt was given in that very act.
    """
    signed = {
        (_signing(held, held.duty), held.answered_at)
        for held in assignments
        if held.receipt == Assignment.Receipt.ACCEPTED
    }
    return [
        chapter
        for chapter in chapters
        if (chapter.event not in OF_OTHERS or changes_many(chapter, duty))
        and (chapter.event != ReceiptsAccepted.code or (chapter.subject, chapter.at) in signed)
    ]


def _signing(held: Assignment, duty: Duty) -> str:
    """Name the signing in the edition in which the unit signed: an earlier one, where the signature was carried on."""
    return receipts_subject(held.signed_in_id or duty.edition_id, held.unit.code)


def _earlier(duty: Duty, origin: int) -> list[Duty]:
    """Give the same duty in earlier editions."""
    former = Duty.objects.filter(Q(pk=origin) | Q(origin=origin), pk__lt=duty.pk)
    return list(former.select_related("edition").only("edition", "proposal"))
