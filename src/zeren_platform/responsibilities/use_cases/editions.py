"""Editions: filled from documents, adopted, revised."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from zeren.foundations.errors import InvalidInputError, RefusedError
from zeren_platform.common.actor import Actor
from zeren_platform.ledger.use_cases import recording
from zeren_platform.responsibilities import permissions
from zeren_platform.responsibilities.contents import DutyContent, EditionRows, contents_in, digest_of, rows_of
from zeren_platform.responsibilities.events import (
    DutiesTakenIn,
    EditionAdopted,
    EditionBegun,
    EditionCameIntoForce,
    EditionDiscarded,
    EditionRevised,
)
from zeren_platform.responsibilities.models import (
    BINDING_STATES,
    OPEN_STATES,
    SAID,
    Assignment,
    Duty,
    Edition,
    Register,
)
from zeren_platform.responsibilities.queries.analysis import blocking_count
from zeren_platform.responsibilities.queries.consultations import asked_so_far
from zeren_platform.responsibilities.subjects import taking_in_subject
from zeren_platform.responsibilities.use_cases.entering import Entered, enter
from zeren_platform.responsibilities.use_cases.likenesses import take_along
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
    "NotAwaitingError",
    "NotYetDueError",
    "NothingInForceError",
    "SignedTooEarlyError",
    "UnansweredCommentsError",
    "UnitsNotAskedError",
    "WereAskedError",
    "adopt",
    "begin",
    "come_into_force",
    "discard",
    "revise",
    "take_in",
]


class FaultyEditionError(RefusedError):
    """A fault stands in the draft, and no reason was given to adopt it all the same."""

    code = "responsibilities.edition.faults"


class UnansweredCommentsError(RefusedError):
    """A unit said something that nobody has answered, and no reason was given to adopt all the same."""

    code = "responsibilities.edition.unanswered"


class UnitsNotAskedError(RefusedError):
    """What a unit was asked about has changed since, and no reason was given to adopt all the same."""

    code = "responsibilities.edition.unasked"


class NotAwaitingError(RefusedError):
    """The edition is not one that was adopted and waits for its day."""

    code = "responsibilities.edition.not_awaiting"


class NotYetDueError(RefusedError):
    """The day from which it is in force has not come."""

    code = "responsibilities.edition.not_yet_due"


class WereAskedError(RefusedError):
    """Units were asked about the draft: what they said is kept, so it is withdrawn and not discarded."""

    code = "responsibilities.edition.were_asked"


class SignedTooEarlyError(InvalidInputError):
    """Units would have to sign before the edition is in force."""

    code = "responsibilities.edition.signed_too_early"


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
    withheld = edition.register.confidential
    recording.record(actor=actor, event=event, at=now, standing=standing, withheld=withheld)
    return len(duties)


@transaction.atomic(durable=True)
def adopt(
    *,
    actor: Actor,
    edition_id: int,
    adopted_by: str,
    effective_from: date,
    receipt_due_on: date | None = None,
    despite_reason: str = "",
    now: datetime,
) -> Edition:
    """Enter that a body adopted the draft; it comes into force at once, or on the later day that was decided."""
    edition = edition_row(edition_id)

    standing = permissions.require_adopt(actor, edition.register)
    refuse_unless_draft(edition)
    _refuse_undated(edition, adopted_by, effective_from, receipt_due_on)
    rows = rows_of(edition)
    contents = contents_in(rows)
    _refuse_unfit(edition, rows, contents, despite_reason, now=now)

    edition.state, edition.digest = Edition.State.ADOPTED, digest_of(contents)
    edition.adopted_by, edition.adopted_at, edition.effective_from = adopted_by.strip(), now, effective_from
    edition.receipt_due_on = receipt_due_on
    edition.despite_reason = despite_reason.strip() if _stands_against(edition) else ""
    refuse_too_long(edition)

    edition.save()
    entered = enter(edition) if effective_from <= timezone.localdate(now) else None
    event = _adopted(edition, len(contents), entered or Entered(supersedes=0, carried=0))
    withheld = edition.register.confidential
    recording.record(actor=actor, event=event, at=now, standing=standing, withheld=withheld)
    return edition


@transaction.atomic(durable=True)
def come_into_force(*, actor: Actor, edition_id: int, now: datetime) -> Edition:
    """Put an adopted edition in force once its day has come; every unit named in it is asked to sign."""
    edition = edition_row(edition_id)

    standing = permissions.require_adopt(actor, edition.register)
    if edition.state != Edition.State.ADOPTED or edition.effective_from is None:
        raise NotAwaitingError(edition=edition.number)
    if edition.effective_from > timezone.localdate(now):
        raise NotYetDueError(edition=edition.number, effective_from=edition.effective_from.isoformat())

    entered = enter(edition)
    event = EditionCameIntoForce(
        subject=edition.subject,
        title=edition.register.title,
        number=edition.number,
        effective_from=edition.effective_from.isoformat(),
        supersedes=entered.supersedes,
        carried=entered.carried,
    )
    withheld = edition.register.confidential
    recording.record(actor=actor, event=event, at=now, standing=standing, withheld=withheld)
    return edition


@transaction.atomic(durable=True)
def revise(*, actor: Actor, register_id: int, now: datetime) -> Edition:
    """Begin a new draft as a copy of the edition in force, or of the one adopted that waits for its day."""
    register = register_row(register_id)
    source = _newest_adopted(register)

    standing = permissions.require_keep(actor, register)
    if register.editions.filter(state__in=OPEN_STATES).exists():
        raise DraftExistsError(register=register.code)
    if source is None:
        raise NothingInForceError(register=register.code)

    draft = Edition(register=register, number=_last_number(register) + 1)

    draft.save()
    count = _copy_duties(source, draft)
    event = EditionRevised(
        subject=draft.subject, title=register.title, number=draft.number, from_number=source.number, count=count
    )
    withheld = register.confidential
    recording.record(actor=actor, event=event, at=now, standing=standing, withheld=withheld)
    return draft


@transaction.atomic(durable=True)
def discard(*, actor: Actor, edition_id: int, now: datetime) -> None:
    """Do away with a whole draft; nobody was bound by it, and its proposals can be taken in again."""
    edition = edition_row(edition_id)

    standing = permissions.require_keep(actor, edition.register)
    refuse_unless_draft(edition)
    if edition.consultations.exists():
        raise WereAskedError(edition=edition.number)

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
    withheld = edition.register.confidential
    recording.record(actor=actor, event=event, at=now, standing=standing, withheld=withheld)


@transaction.atomic(durable=True)
def begin(*, actor: Actor, register_id: int, now: datetime) -> Edition:
    """Begin an empty draft in a register that has none and nothing in force: discarded, withdrawn or repealed."""
    register = register_row(register_id)

    standing = permissions.require_keep(actor, register)
    if register.editions.filter(state__in=[*OPEN_STATES, *BINDING_STATES]).exists():
        raise HasEditionsError(register=register.code)

    draft = Edition(register=register, number=_last_number(register) + 1)

    draft.save()
    event = EditionBegun(subject=draft.subject, title=register.title, number=draft.number)
    withheld = register.confidential
    recording.record(actor=actor, event=event, at=now, standing=standing, withheld=withheld)
    return draft


def _refuse_undated(edition: Edition, adopted_by: str, effective_from: date, receipt_due_on: date | None) -> None:
    """Somebody adopts; what follows takes effect no earlier than what it follows, and is signed for no earlier."""
    if not adopted_by.strip():
        raise AdopterNeededError(field="adopted_by")
    previous = _newest_adopted(edition.register)
    if previous and previous.effective_from and effective_from < previous.effective_from:
        raise BeforePreviousError(field="effective_from", earliest=previous.effective_from.isoformat())
    if receipt_due_on is not None and receipt_due_on < effective_from:
        raise SignedTooEarlyError(field="receipt_due_on", earliest=effective_from.isoformat())


def _refuse_unfit(
    edition: Edition, rows: EditionRows, contents: Sequence[DutyContent], despite_reason: str, *, now: datetime
) -> None:
    """Let an edition pass that has duties and nothing against it, or a reason; count on it what is left."""
    if not contents:
        raise EmptyEditionError(edition=edition.number)
    asked = asked_so_far(edition, contents)
    edition.faults_left = blocking_count(rows, on=timezone.localdate(now))
    edition.unanswered_left = asked.unanswered
    edition.unasked_left = len(asked.to_ask)
    if despite_reason.strip():
        return
    if edition.faults_left:
        raise FaultyEditionError(field="despite_reason", edition=edition.number, count=edition.faults_left)
    if edition.unanswered_left:
        raise UnansweredCommentsError(field="despite_reason", count=edition.unanswered_left)
    if edition.unasked_left:
        raise UnitsNotAskedError(field="despite_reason", count=edition.unasked_left)


def _stands_against(edition: Edition) -> bool:
    return bool(edition.faults_left or edition.unanswered_left or edition.unasked_left)


def _adopted(edition: Edition, count: int, entered: Entered) -> EditionAdopted:
    return EditionAdopted(
        subject=edition.subject,
        title=edition.register.title,
        number=edition.number,
        adopted_by=edition.adopted_by,
        effective_from=str(edition.effective_from),
        count=count,
        supersedes=entered.supersedes,
        carried=entered.carried,
        digest=edition.digest,
        faults=edition.faults_left,
        unanswered=edition.unanswered_left,
        unasked=edition.unasked_left,
        despite_reason=edition.despite_reason,
    )


def _newest_adopted(register: Register) -> Edition | None:
    """Give the edition that a further one follows: the one in force, or one that waits for its day."""
    return register.editions.filter(state__in=BINDING_STATES).order_by("-number").first()


def _last_number(register: Register) -> int:
    """Give the number of the newest edition, 0 where there is none."""
    last: int | None = register.editions.aggregate(last=Max("number"))["last"]
    return last or 0


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
    take_along(source, {duty.pk: copy.pk for duty, copy in zip(former, copies, strict=True)})
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
