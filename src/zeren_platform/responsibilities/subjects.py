"""What the ledger tells of a duty: under which subjects, and which of the chapters found there are its own."""

from collections.abc import Sequence
from typing import Final

from django.db.models import CharField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Concat

from zeren_platform.common.joined import Joined
from zeren_platform.ledger.queries import Chapter
from zeren_platform.responsibilities.events import (
    DutiesCarriedOver,
    DutiesChanged,
    DutiesMoved,
    DutiesPutBack,
    DutiesRemoved,
    DutyRemoved,
    EditionDiscarded,
    NamesSettled,
    OpinionGiven,
    ReceiptsAccepted,
)
from zeren_platform.responsibilities.models import Assignment, CarriedPart, Duty, Edition

__all__ = [
    "carried_parts_of",
    "carrying_subject",
    "changes_many",
    "chapters_of_duty",
    "earlier_selves",
    "receipts_subject",
    "same_duty",
    "subjects_of_duty",
    "taking_in_subject",
]

# What is recorded of an edition and tells of some of its duties.
OF_OTHERS: Final = {
    event.code
    for event in (
        *(DutyRemoved, EditionDiscarded, OpinionGiven),
        *(DutiesChanged, DutiesPutBack, DutiesRemoved, DutiesMoved, NamesSettled),
    )
}
# One act of a unit, many duties.
OF_MANY: Final = frozenset({ReceiptsAccepted.code, DutiesCarriedOver.code})


def carrying_subject(unit_code: str) -> str:
    """Name what goes over from a reorganised unit to its successors."""
    return f"carrying:{unit_code}"


def receipts_subject(edition_id: int, unit_code: str) -> str:
    """Name the signing of a unit for all that it has in an edition."""
    return f"receipt:{edition_id}-{unit_code}"


def taking_in_subject(edition_id: int, document_id: int) -> str:
    """Name the taking in of a document's proposals by an edition."""
    return f"taking-in:{edition_id}-{document_id}"


def carried_parts_of(duty: Duty) -> list[CarriedPart]:
    """List what went over to other units in *duty* and in its earlier selves, with the units; one query."""
    same = same_duty(duty.pk, duty.origin_id)
    rows = CarriedPart.objects.filter(same).select_related("duty", "former_unit", "unit")
    return list(rows.order_by("carried_at", "id"))


def same_duty(pk: int | OuterRef, origin: int | OuterRef | None) -> Q:
    """Say of a part that it is of the duty with this key and origin, or of that duty in an earlier edition."""
    earlier = Q(duty=origin) | Q(duty__origin=origin, duty__origin__isnull=False)
    return Q(duty=pk) | (earlier & Q(duty__lt=pk))


def earlier_selves() -> Subquery:
    """Say with a duty that is read which it was in earlier editions: "duty-edition" of each, with commas between."""
    same = Q(pk=OuterRef("origin")) | Q(origin=OuterRef("origin"), origin__isnull=False)
    named = Concat(Cast("pk", CharField()), Value("-"), Cast("edition", CharField()))
    rows = Duty.objects.filter(same, pk__lt=OuterRef("pk")).order_by().annotate(one=Value(1)).values("one")
    return Subquery(rows.annotate(told=Joined(named)).values("told"))


def subjects_of_duty(
    duty: Duty,
    assignments: Sequence[Assignment],
    carried: Sequence[CarriedPart] = (),
    *,
    earlier: Sequence[Duty] | None = None,
) -> list[str]:
    """Name the duty and its earlier selves, its edition and register, and the signing of its units.

    The subjects of the sentence that created it are the sources' own; the caller adds them. The *earlier*
    selves are read where neither the caller has them nor the duty was read with them.
    """
    named = [duty.subject, duty.edition.subject, duty.edition.register.subject]
    named += [_signing(held, duty) for held in assignments]
    for part in carried:
        named += [carrying_subject(part.former_unit.code), _signed_before(part)]
    if duty.proposal is not None:
        named.append(taking_in_subject(duty.edition_id, duty.proposal.document_id))
    if duty.origin_id is not None:
        known = _earlier(duty, duty.origin_id) if earlier is None else earlier
        named += [subject for row in known for subject in (row.subject, row.edition.subject)]
    return named


def changes_many(chapter: Chapter, duty: Duty) -> bool:
    """Say whether it tells of a change of many duties of which *duty* was one."""
    told = {DutiesChanged.code, DutiesPutBack.code, NamesSettled.code}
    return chapter.event in told and duty.pk in chapter.facts["duties"]


def chapters_of_duty(
    duty: Duty,
    chapters: Sequence[Chapter],
    assignments: Sequence[Assignment],
    carried: Sequence[CarriedPart] = (),
) -> list[Chapter]:
    """Leave out what happened to other duties of the same edition.

    Signing for many at once, and going over to a successor, is told of this duty only where it was part of that very
    act.
    """
    its_own = {
        (_signing(held, held.duty), held.answered_at)
        for held in assignments
        if held.receipt == Assignment.Receipt.ACCEPTED
    }
    its_own |= {(_signed_before(part), part.answered_at) for part in carried}
    its_own |= {(carrying_subject(part.former_unit.code), part.carried_at) for part in carried}
    return [
        chapter
        for chapter in chapters
        if (chapter.event not in OF_OTHERS or changes_many(chapter, duty))
        and (chapter.event not in OF_MANY or (chapter.subject, chapter.at) in its_own)
    ]


def _signing(held: Assignment, duty: Duty) -> str:
    """Name the signing in the edition in which the unit signed: an earlier one, where the signature was carried on."""
    return receipts_subject(held.signed_in_id or duty.edition_id, held.unit.code)


def _signed_before(part: CarriedPart) -> str:
    """Name the signing of the former holder."""
    return receipts_subject(part.duty.edition_id, part.former_unit.code)


def _earlier(duty: Duty, origin: int) -> list[Duty]:
    """Give the same duty in earlier editions; no query where they came with it."""
    told: str | None = getattr(duty, "selves", None)
    if told is not None:
        pairs = [[int(key) for key in pair.split("-")] for pair in told.split(",") if pair]
        return [Duty(pk=key, edition=Edition(pk=edition)) for key, edition in pairs]
    former = Duty.objects.filter(Q(pk=origin) | Q(origin=origin), pk__lt=duty.pk)
    return list(former.select_related("edition").only("edition", "proposal"))
