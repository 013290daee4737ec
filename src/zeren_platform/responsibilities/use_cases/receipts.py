"""Receipt (签收): a unit signs for its part of a duty or declines it with a reason; the clerk assigns anew."""

from datetime import datetime

from django.db import transaction

from zeren.foundations.errors import InvalidInputError, RefusedError
from zeren_platform.common.actor import Actor
from zeren_platform.common.locking import locked
from zeren_platform.ledger.use_cases import recording
from zeren_platform.organisation.queries import unit_by_code
from zeren_platform.responsibilities import permissions
from zeren_platform.responsibilities.events import DutyReassigned, ReceiptAccepted, ReceiptDeclined, ReceiptsAccepted
from zeren_platform.responsibilities.models import Assignment, Edition
from zeren_platform.responsibilities.subjects import receipts_subject
from zeren_platform.responsibilities.use_cases.parts import give_to, note_moved
from zeren_platform.responsibilities.use_cases.rows import assignment_row, edition_row

__all__ = [
    "AlreadyGivenError",
    "NotDeclinedError",
    "NotInForceError",
    "NothingAwaitingError",
    "ReasonNeededError",
    "accept",
    "accept_many",
    "decline",
    "reassign",
]


class NotInForceError(RefusedError):
    """Only what is in force binds anybody."""

    code = "responsibilities.receipt.not_in_force"


class AlreadyGivenError(RefusedError):
    """The unit has answered."""

    code = "responsibilities.receipt.already_given"


class ReasonNeededError(InvalidInputError):
    """A decline says why, and so does a new assignment."""

    code = "responsibilities.receipt.reason_needed"


class NotDeclinedError(RefusedError):
    """Only what was declined is assigned anew within an edition."""

    code = "responsibilities.receipt.not_declined"


class NothingAwaitingError(RefusedError):
    """Nothing of the unit awaits a signature."""

    code = "responsibilities.receipt.nothing_awaiting"


@transaction.atomic(durable=True)
def accept(*, actor: Actor, assignment_id: int, now: datetime) -> Assignment:
    """Sign for one part of a duty."""
    assignment = assignment_row(actor, assignment_id)

    standing = permissions.require_answer(actor, assignment)
    _refuse_unless_awaiting(assignment)

    _answer(assignment, Assignment.Receipt.ACCEPTED, actor, now)

    event = ReceiptAccepted(
        subject=assignment.duty.subject,
        assignment=assignment.pk,
        unit=assignment.unit.code,
        unit_name=assignment.unit.name,
        unit_name_zh=assignment.unit.name_zh,
        role=assignment.role,
    )
    withheld = assignment.duty.edition.register.confidential
    recording.record(actor=actor, event=event, at=now, standing=standing, withheld=withheld)
    return assignment


@transaction.atomic(durable=True)
def accept_many(*, actor: Actor, unit_code: str, edition_id: int, now: datetime) -> int:
    """Sign for everything of an edition that awaits the unit, at once; give how many."""
    edition = edition_row(actor, edition_id)
    unit = unit_by_code(unit_code)
    rows = Assignment.objects.filter(edition=edition, unit=unit, receipt=Assignment.Receipt.AWAITING)
    awaiting = list(locked(rows).order_by("id"))

    standing = permissions.require_answer_for(actor, unit_path=unit.path)
    _refuse_unless_in_force(edition)
    if not awaiting:
        raise NothingAwaitingError(unit=unit.code)

    signed = {"receipt": Assignment.Receipt.ACCEPTED, "answered_at": now, "answered_by": actor.name}

    Assignment.objects.filter(pk__in=[row.pk for row in awaiting]).update(**signed)
    event = ReceiptsAccepted(
        subject=receipts_subject(edition.pk, unit.code),
        edition=edition.number,
        unit=unit.code,
        unit_name=unit.name,
        unit_name_zh=unit.name_zh,
        count=len(awaiting),
        duties=tuple(row.duty_id for row in awaiting),
    )
    withheld = edition.register.confidential
    recording.record(actor=actor, event=event, at=now, standing=standing, withheld=withheld)
    return len(awaiting)


@transaction.atomic(durable=True)
def decline(*, actor: Actor, assignment_id: int, reason: str, now: datetime) -> Assignment:
    """Hold that the duty is not the unit's own, and say why."""
    assignment = assignment_row(actor, assignment_id)

    standing = permissions.require_answer(actor, assignment)
    _refuse_unless_awaiting(assignment)
    _refuse_without(reason)

    _answer(assignment, Assignment.Receipt.DECLINED, actor, now, reason=reason.strip())

    event = ReceiptDeclined(
        subject=assignment.duty.subject,
        assignment=assignment.pk,
        unit=assignment.unit.code,
        unit_name=assignment.unit.name,
        unit_name_zh=assignment.unit.name_zh,
        role=assignment.role,
        reason=assignment.reason,
    )
    withheld = assignment.duty.edition.register.confidential
    recording.record(actor=actor, event=event, at=now, standing=standing, withheld=withheld)
    return assignment


@transaction.atomic(durable=True)
def reassign(*, actor: Actor, assignment_id: int, unit_code: str, reason: str, now: datetime) -> Assignment:
    """Give a declined part of a duty to a unit anew; the decline stays in the ledger.

    A unit that has another part in the duty then has one, in the stronger of both roles.
    """
    assignment = assignment_row(actor, assignment_id)
    former, unit = assignment.unit, unit_by_code(unit_code)

    standing = permissions.require_keep(actor, assignment.duty.edition.register)
    _refuse_unless_in_force(assignment.duty.edition)
    if assignment.receipt != Assignment.Receipt.DECLINED:
        raise NotDeclinedError(assignment=assignment.pk)
    _refuse_without(reason)

    duty = assignment.duty

    assignment = give_to(unit, assignment)
    note_moved([duty.edition_id])
    event = DutyReassigned(
        subject=duty.subject,
        assignment=assignment.pk,
        former_unit=former.code,
        former_unit_name=former.name,
        former_unit_name_zh=former.name_zh,
        unit=unit.code,
        unit_name=unit.name,
        unit_name_zh=unit.name_zh,
        role=assignment.role,
        reason=reason.strip(),
    )
    withheld = assignment.duty.edition.register.confidential
    recording.record(actor=actor, event=event, at=now, standing=standing, withheld=withheld)
    return assignment


def _refuse_unless_in_force(edition: Edition) -> None:
    if edition.state != Edition.State.IN_FORCE:
        raise NotInForceError(edition=edition.number)


def _refuse_unless_awaiting(assignment: Assignment) -> None:
    _refuse_unless_in_force(assignment.duty.edition)
    if assignment.receipt != Assignment.Receipt.AWAITING:
        raise AlreadyGivenError(unit=assignment.unit.code)


def _refuse_without(reason: str) -> None:
    if not reason.strip():
        raise ReasonNeededError(field="reason")


def _answer(
    assignment: Assignment, receipt: Assignment.Receipt, actor: Actor, now: datetime, *, reason: str = ""
) -> None:
    assignment.receipt, assignment.reason = receipt, reason
    assignment.answered_at, assignment.answered_by = now, actor.name
    assignment.save(update_fields=["receipt", "reason", "answered_at", "answered_by"])
