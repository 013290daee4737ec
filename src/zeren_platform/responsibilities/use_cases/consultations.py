"""Consultations (征求意见): opened on one exact state of a draft, closed or broken off."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from zeren.foundations.errors import InvalidInputError, RefusedError
from zeren_platform.common.actor import Actor
from zeren_platform.ledger.use_cases import recording
from zeren_platform.responsibilities import permissions
from zeren_platform.responsibilities.contents import DutyContent, contents_of, digest_of
from zeren_platform.responsibilities.events import ConsultationBrokenOff, ConsultationClosed, ConsultationOpened
from zeren_platform.responsibilities.models import Assignment, Consultation, ConsultedDuty, Edition, Opinion
from zeren_platform.responsibilities.queries.consultations import tally_of
from zeren_platform.responsibilities.use_cases.rows import edition_row, refuse_unless_draft

__all__ = [
    "BreakingOffReasonNeededError",
    "ClosingDayError",
    "NobodyToAskError",
    "NotInConsultationError",
    "ShortConsultationError",
    "UnitsStillHaveTimeError",
    "break_off",
    "close",
    "open",
]


class NobodyToAskError(RefusedError):
    """The draft names no unit, or none of those that were to be asked."""

    code = "responsibilities.consultation.nobody_to_ask"


class ClosingDayError(InvalidInputError):
    """A consultation that ends today or earlier asks nobody."""

    code = "responsibilities.consultation.closing_day"


class ShortConsultationError(InvalidInputError):
    """Less time than the rule gives, without a reason (Order 713, article 15, says so of the public)."""

    code = "responsibilities.consultation.short"


class NotInConsultationError(RefusedError):
    """Nobody is being asked about this edition."""

    code = "responsibilities.consultation.not_open"


class UnitsStillHaveTimeError(RefusedError):
    """The last day has not passed and a unit has not answered: silence is not consent."""

    code = "responsibilities.consultation.units_still_have_time"


class BreakingOffReasonNeededError(InvalidInputError):
    """Who takes a draft back while units are being asked says why."""

    code = "responsibilities.consultation.reason_needed"


@transaction.atomic(durable=True)
def open(  # noqa: A001 - read as consultations.open
    *,
    actor: Actor,
    edition_id: int,
    closes_on: date,
    least_days: int,
    short_reason: str = "",
    only: Collection[str] = (),
    now: datetime,
) -> Consultation:
    """Ask every unit named in the draft, or *only* those with these codes; until it is over nobody changes the draft.

    How many days units get at least is practice of the place: the clerk states the rule, and a reason for less.
    """
    edition = edition_row(actor, edition_id)

    standing = permissions.require_keep(actor, edition.register)
    refuse_unless_draft(edition)
    _refuse_short(timezone.localdate(now), closes_on, least_days, short_reason)
    units = _asked(edition, only)

    contents = contents_of(edition)
    consultation = Consultation(
        edition=edition,
        number=edition.consultations.count() + 1,
        digest=digest_of(contents),
        opened_at=now,
        opened_by=actor.name,
        closes_on=closes_on,
        least_days=least_days,
        short_reason=short_reason.strip(),
    )

    consultation.save()
    _keep(consultation, contents)
    Opinion.objects.bulk_create(Opinion(consultation=consultation, unit_id=unit) for unit in units)
    edition.state = Edition.State.CONSULTATION
    edition.save(update_fields=["state"])
    event = _opened(consultation, count=len(units))
    withheld = edition.register.confidential
    recording.record(actor=actor, event=event, at=now, standing=standing, withheld=withheld)
    return consultation


@transaction.atomic(durable=True)
def close(*, actor: Actor, edition_id: int, now: datetime) -> Consultation:
    """End it when the last day is over or every unit has answered; the draft can be changed again."""
    edition = edition_row(actor, edition_id)

    standing = permissions.require_keep(actor, edition.register)
    consultation = _open_one(edition)
    tally = tally_of(consultation)
    if tally.keeps_open(consultation.closes_on, on=timezone.localdate(now)):
        raise UnitsStillHaveTimeError(closes_on=consultation.closes_on.isoformat(), count=tally.silent)

    consultation.closed_at, consultation.closed_by = now, actor.name
    edition.state = Edition.State.DRAFT

    consultation.save(update_fields=["closed_at", "closed_by"])
    edition.save(update_fields=["state"])
    event = ConsultationClosed(
        subject=edition.subject,
        title=edition.register.title,
        number=edition.number,
        consultation=consultation.number,
        asked=tally.asked,
        agreed=tally.agreed,
        objected=tally.objected,
        silent=tally.silent,
        comments=tally.comments,
    )
    withheld = edition.register.confidential
    recording.record(actor=actor, event=event, at=now, standing=standing, withheld=withheld)
    return consultation


@transaction.atomic(durable=True)
def break_off(*, actor: Actor, edition_id: int, reason: str, now: datetime) -> Consultation:
    """Take the draft back while units are being asked, and say why; what they said so far is kept."""
    edition = edition_row(actor, edition_id)

    standing = permissions.require_keep(actor, edition.register)
    consultation = _open_one(edition)
    if not reason.strip():
        raise BreakingOffReasonNeededError(field="reason")

    consultation.closed_at, consultation.closed_by = now, actor.name
    consultation.broken_off_reason = reason.strip()
    edition.state = Edition.State.DRAFT

    consultation.save(update_fields=["closed_at", "closed_by", "broken_off_reason"])
    edition.save(update_fields=["state"])
    event = ConsultationBrokenOff(
        subject=edition.subject,
        title=edition.register.title,
        number=edition.number,
        consultation=consultation.number,
        reason=consultation.broken_off_reason,
    )
    withheld = edition.register.confidential
    recording.record(actor=actor, event=event, at=now, standing=standing, withheld=withheld)
    return consultation


def _keep(consultation: Consultation, contents: Sequence[DutyContent]) -> None:
    """Keep what each duty says, so that a later change shows."""
    ConsultedDuty.objects.bulk_create(
        ConsultedDuty(
            consultation=consultation,
            duty_id=said.duty,
            position=said.position,
            number=said.number,
            content=said.content,
        )
        for said in contents
    )


def _opened(consultation: Consultation, *, count: int) -> ConsultationOpened:
    edition = consultation.edition
    return ConsultationOpened(
        subject=edition.subject,
        title=edition.register.title,
        number=edition.number,
        consultation=consultation.number,
        closes_on=consultation.closes_on.isoformat(),
        least_days=consultation.least_days,
        count=count,
        digest=consultation.digest,
        reason=consultation.short_reason,
    )


def _refuse_short(today: date, closes_on: date, least_days: int, short_reason: str) -> None:
    days = (closes_on - today).days
    if days < 1:
        raise ClosingDayError(field="closes_on")
    if days < least_days and not short_reason.strip():
        raise ShortConsultationError(field="short_reason", days=days, least=least_days)


def _asked(edition: Edition, only: Collection[str]) -> Sequence[int]:
    """Give the units that the draft names, in the order of the jurisdiction."""
    rows = Assignment.objects.filter(edition=edition).order_by("unit__position", "unit")
    if only:
        rows = rows.filter(unit__code__in=only)
    units = list(dict.fromkeys(rows.values_list("unit", flat=True)))
    if not units:
        raise NobodyToAskError(edition=edition.number)
    return units


def _open_one(edition: Edition) -> Consultation:
    found = edition.consultations.filter(closed_at__isnull=True).first()
    if found is None:
        raise NotInConsultationError(edition=edition.number)
    return found
