"""Editions: filled from documents, adopted, revised."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from zeren.foundations.errors import InvalidInputError, RefusedError
from zeren_platform.common.actor import Actor
from zeren_platform.ledger.use_cases import recording
from zeren_platform.responsibilities import permissions
from zeren_platform.responsibilities.events import (
    DutiesTakenIn,
    EditionAdopted,
    EditionBegun,
    EditionDiscarded,
    EditionRevised,
)
from zeren_platform.responsibilities.models import SAID, Assignment, Duty, Edition, Register
from zeren_platform.responsibilities.queries.faults import faulty_count
from zeren_platform.responsibilities.subjects import taking_in_subject
from zeren_platform.responsibilities.use_cases.rows import (
    edition_row,
    refuse_too_long,
    refuse_unless_draft,
    register_row,
)
from zeren_platform.responsibilities.use_cases.taking_in import draft_duties, proposals_to_take
from zeren_platform.sources.use_cases import holding

__all__ = [
    "AdopterNeededError",
    "BeforePreviousError",
    "DraftExistsError",
    "EmptyEditionError",
    "FaultyEditionError",
    "HasEditionsError",
    "NothingInForceError",
    "adopt",
    "begin",
    "discard",
    "revise",
    "take_in",
]


class FaultyEditionError(RefusedError):
    """A duty has no lead, says nothing, or names a unit that nobody recognised."""

    code = "responsibilities.edition.faults"


class EmptyEditionError(RefusedError):
    """There is no duty to adopt."""

    code = "responsibilities.edition.empty"


class DraftExistsError(RefusedError):
    """The register has a draft already; two would part ways."""

    code = "responsibilities.edition.draft_exists"


class NothingInForceError(RefusedError):
    """There is no edition in force to begin a revision from."""

    code = "responsibilities.edition.nothing_in_force"


class HasEditionsError(RefusedError):
    """The register has editions; a further one is a revision of the one in force."""

    code = "responsibilities.edition.has_editions"


class AdopterNeededError(InvalidInputError):
    """Somebody adopts: a meeting, a body."""

    code = "responsibilities.edition.adopter_needed"


class BeforePreviousError(InvalidInputError):
    """An edition takes effect before the one that it supersedes."""

    code = "responsibilities.edition.before_previous"


@transaction.atomic(durable=True)
def take_in(*, actor: Actor, edition_id: int, document_id: int, now: datetime) -> int:
    """Make every accepted proposal of a document that is not yet a duty a duty of the draft; give how many."""
    edition = edition_row(edition_id)

    standing = permissions.require_keep(actor, edition.register)
    refuse_unless_draft(edition)
    document, proposals = proposals_to_take(actor, document_id)

    duties = draft_duties(edition, proposals, now=now)

    event = DutiesTakenIn(
        subject=taking_in_subject(edition.pk, document.pk),
        edition=edition.number,
        title=edition.register.title,
        document=document.pk,
        document_title=document.title,
        count=len(duties),
        first_number=duties[0].number,
        last_number=duties[-1].number,
    )
    recording.record(actor=actor, event=event, at=now, standing=standing)
    return len(duties)


@transaction.atomic(durable=True)
def adopt(*, actor: Actor, edition_id: int, adopted_by: str, effective_from: date, now: datetime) -> Edition:
    """Put a draft in force; what it supersedes stays readable, and every unit is asked to sign."""
    edition = edition_row(edition_id)
    previous = Edition.objects.filter(register=edition.register, state=Edition.State.IN_FORCE).first()

    standing = permissions.require_adopt(actor, edition.register)
    refuse_unless_draft(edition)
    count = _refuse_unfit(edition)
    if not adopted_by.strip():
        raise AdopterNeededError(field="adopted_by")
    if previous and previous.effective_from and effective_from < previous.effective_from:
        raise BeforePreviousError(field="effective_from", earliest=previous.effective_from.isoformat())

    edition.state = Edition.State.IN_FORCE
    edition.adopted_by, edition.adopted_at, edition.effective_from = adopted_by.strip(), now, effective_from
    refuse_too_long(edition)

    if previous:
        previous.state, previous.effective_until = Edition.State.SUPERSEDED, effective_from
        previous.save(update_fields=["state", "effective_until"])
    edition.save(update_fields=["state", "adopted_by", "adopted_at", "effective_from"])
    event = EditionAdopted(
        subject=edition.subject,
        title=edition.register.title,
        number=edition.number,
        adopted_by=edition.adopted_by,
        effective_from=effective_from.isoformat(),
        count=count,
        supersedes=previous.number if previous else 0,
    )
    recording.record(actor=actor, event=event, at=now, standing=standing)
    return edition


@transaction.atomic(durable=True)
def revise(*, actor: Actor, register_id: int, now: datetime) -> Edition:
    """Begin a new draft as a copy of the edition in force; its units are asked to sign anew once it is adopted."""
    register = register_row(register_id)
    source = Edition.objects.filter(register=register, state=Edition.State.IN_FORCE).first()

    standing = permissions.require_keep(actor, register)
    if Edition.objects.filter(register=register, state=Edition.State.DRAFT).exists():
        raise DraftExistsError(register=register.code)
    if source is None:
        raise NothingInForceError(register=register.code)

    draft = Edition(register=register, number=_last_number(register) + 1)

    draft.save()
    count = _copy_duties(source, draft)
    event = EditionRevised(
        subject=draft.subject, title=register.title, number=draft.number, from_number=source.number, count=count
    )
    recording.record(actor=actor, event=event, at=now, standing=standing)
    return draft


@transaction.atomic(durable=True)
def discard(*, actor: Actor, edition_id: int, now: datetime) -> None:
    """Do away with a whole draft; nobody was bound by it, and its proposals can be taken in again."""
    edition = edition_row(edition_id)

    standing = permissions.require_keep(actor, edition.register)
    refuse_unless_draft(edition)

    sentences = set(edition.duties.exclude(proposal=None).values_list("proposal", flat=True))
    event = EditionDiscarded(
        # The register's, since the edition is no more.
        subject=edition.register.subject,
        title=edition.register.title,
        number=edition.number,
        count=edition.duties.count(),
    )

    edition.duties.all().delete()
    edition.delete()
    # What an earlier edition holds stays held.
    held = Duty.objects.filter(proposal__in=sentences).values_list("proposal", flat=True)
    holding.release(proposal_ids=sentences - set(held))
    recording.record(actor=actor, event=event, at=now, standing=standing)


@transaction.atomic(durable=True)
def begin(*, actor: Actor, register_id: int, now: datetime) -> Edition:
    """Begin an empty draft in a register whose only draft was discarded."""
    register = register_row(register_id)

    standing = permissions.require_keep(actor, register)
    if register.editions.exists():
        raise HasEditionsError(register=register.code)

    draft = Edition(register=register, number=1)

    draft.save()
    event = EditionBegun(subject=draft.subject, title=register.title, number=draft.number)
    recording.record(actor=actor, event=event, at=now, standing=standing)
    return draft


def _refuse_unfit(edition: Edition) -> int:
    """Let only an edition with duties and without faults pass; give how many duties it has."""
    count = edition.duties.count()
    if not count:
        raise EmptyEditionError(edition=edition.number)
    faulty = faulty_count(edition)
    if faulty:
        raise FaultyEditionError(edition=edition.number, count=faulty)
    return count


def _last_number(register: Register) -> int:
    last: int = register.editions.aggregate(last=Max("number"))["last"]
    return last


def _copy_duties(source: Edition, draft: Edition) -> int:
    former = list(source.duties.prefetch_related("assignments").order_by("position", "id"))
    copies = Duty.objects.bulk_create([_copy(duty, draft) for duty in former])
    Assignment.objects.bulk_create(
        [
            Assignment(duty=copy, edition=draft, unit_id=held.unit_id, role=held.role)
            for duty, copy in zip(former, copies, strict=True)
            for held in duty.assignments.all()
        ]
    )
    return len(copies)


def _copy(duty: Duty, draft: Edition) -> Duty:
    return Duty(
        edition=draft,
        number=duty.number,
        position=duty.position,
        **{name: getattr(duty, name) for name in SAID},
        proposal_id=duty.proposal_id,
        origin_id=duty.origin_id or duty.pk,
    )
