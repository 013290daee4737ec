"""Decide on what was read: accept, reject, reopen, edit; one proposal or several at once."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, TypedDict

from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone

from zeren.foundations.errors import InvalidInputError, RefusedError
from zeren_platform.common.actor import Actor
from zeren_platform.common.locking import locked
from zeren_platform.common.problems import NotFoundError
from zeren_platform.ledger.use_cases import recording
from zeren_platform.organisation.queries import units as units_in_force
from zeren_platform.sources import permissions
from zeren_platform.sources.events import (
    ProposalAccepted,
    ProposalEdited,
    ProposalRejected,
    ProposalReopened,
    ProposalsAccepted,
)
from zeren_platform.sources.models import Document, Proposal, ProposedUnit

__all__ = [
    "AlreadyDecidedError",
    "ChangedMeanwhileError",
    "ChosenUnit",
    "EmptyTextError",
    "InvalidProposalError",
    "LeadTwiceError",
    "NoneChosenError",
    "ReasonNeededError",
    "UndecidedError",
    "UnitTwiceError",
    "UnitUnknownError",
    "UsedError",
    "Wording",
    "accept",
    "accept_many",
    "edit",
    "reject",
    "reopen",
]

State = Proposal.State
Role = ProposedUnit.Role
# Code points that the columns hold.
LONGEST: Final = {"title": 200, "field": 100, "deadline": 200}


class _Identity(TypedDict):
    """What every event of a proposal says."""

    subject: str
    document: str
    number: int
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What a proposal says, as a clerk may mend it."""

    text: str
    title: str = ""
    field: str = ""
    basis: str = ""
    target: str = ""
    cycle: str = ""
    deadline: str = ""
    due_on: date | None = None
    points: Decimal | None = None
    scoring_rule: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenUnit:
    """A unit with its role; ``name`` keeps the words of the document that it stands for.

    Without ``unit_code`` the name stays unrecognised; such a name must be one that the proposal already holds.
    """

    unit_code: str
    role: str
    name: str = ""


class AlreadyDecidedError(RefusedError):
    """The proposal is not open any more; ``proposals`` names which where there are several."""

    code = "sources.proposal.already_decided"


class ChangedMeanwhileError(RefusedError):
    """Somebody else changed the proposal since it was shown; ``name`` says who."""

    code = "sources.proposal.changed_meanwhile"


class UndecidedError(RefusedError):
    """The proposal is open, so there is no decision to take back."""

    code = "sources.proposal.undecided"


class UsedError(RefusedError):
    """A register holds the proposal."""

    code = "sources.proposal.used"


class ReasonNeededError(InvalidInputError):
    """Nothing is rejected without a reason."""

    code = "sources.proposal.reason_needed"


class EmptyTextError(InvalidInputError):
    """A duty says what is to be done."""

    code = "sources.proposal.empty_text"


class InvalidProposalError(InvalidInputError):
    """An entry is unknown or too long; ``field`` says which."""

    code = "sources.proposal.invalid"


class LeadTwiceError(InvalidInputError):
    """A duty has one lead."""

    code = "sources.proposal.lead_twice"


class UnitTwiceError(InvalidInputError):
    """A unit has one role in a duty."""

    code = "sources.proposal.unit_twice"


class UnitUnknownError(InvalidInputError):
    """No unit of today has this code."""

    code = "sources.proposal.unit_unknown"


class NoneChosenError(InvalidInputError):
    """Nothing was chosen."""

    code = "sources.proposal.none_chosen"


@transaction.atomic(durable=True)
def accept(*, actor: Actor, proposal_id: int, version: int, now: datetime) -> Proposal:
    """Find that the sentence obliges, as the proposal stands."""
    proposal = _proposal(proposal_id)

    standing = permissions.require_decide(actor, proposal.document)
    _refuse_stale(proposal, version)
    _refuse_decided(proposal)

    _decide(proposal, State.ACCEPTED, actor=actor, at=now)

    proposal.save()
    event = ProposalAccepted(**_identity(proposal))
    recording.record(actor=actor, event=event, at=now, standing=standing)
    return proposal


@transaction.atomic(durable=True)
def accept_many(*, actor: Actor, document_id: int, proposal_ids: Sequence[int], now: datetime) -> list[Proposal]:
    """Accept several open proposals of one document as they stand: all of them, or none."""
    document = _document(document_id)
    wanted = set(proposal_ids)
    rows = Proposal.objects.filter(document=document, pk__in=wanted).order_by("position")
    proposals = list(locked(rows))

    standing = permissions.require_decide(actor, document)
    if not wanted:
        raise NoneChosenError
    if len(proposals) != len(wanted):
        raise NotFoundError(document=document_id)
    if decided := tuple(str(row.number) for row in proposals if row.state != State.OPEN):
        raise AlreadyDecidedError(proposals=decided)

    for proposal in proposals:
        _decide(proposal, State.ACCEPTED, actor=actor, at=now)

    Proposal.objects.bulk_update(proposals, ["state", "decided_at", "decided_by", "changed_by", "version"])
    event = ProposalsAccepted(
        subject=document.subject, count=len(proposals), proposals=tuple(row.subject for row in proposals)
    )
    recording.record(actor=actor, event=event, at=now, standing=standing)
    return proposals


@transaction.atomic(durable=True)
def reject(*, actor: Actor, proposal_id: int, version: int, reason: str, now: datetime) -> Proposal:
    """Find that the sentence is no duty, and say why."""
    proposal = _proposal(proposal_id)

    standing = permissions.require_decide(actor, proposal.document)
    _refuse_stale(proposal, version)
    _refuse_decided(proposal)
    if not reason.strip():
        raise ReasonNeededError(field="reason")

    _decide(proposal, State.REJECTED, actor=actor, at=now)
    proposal.reason = reason.strip()

    proposal.save()
    event = ProposalRejected(**_identity(proposal), reason=proposal.reason)
    recording.record(actor=actor, event=event, at=now, standing=standing)
    return proposal


@transaction.atomic(durable=True)
def reopen(*, actor: Actor, proposal_id: int, version: int, now: datetime) -> Proposal:
    """Take a decision back, as long as no register holds the proposal."""
    proposal = _proposal(proposal_id)

    standing = permissions.require_decide(actor, proposal.document)
    _refuse_stale(proposal, version)
    if proposal.state == State.OPEN:
        raise UndecidedError
    if proposal.taken_in_at is not None:
        raise UsedError

    former = proposal.state
    proposal.state, proposal.reason = State.OPEN, ""
    proposal.decided_at, proposal.decided_by = None, ""
    _count_change(proposal, actor)

    proposal.save()
    event = ProposalReopened(**_identity(proposal), former_state=former)
    recording.record(actor=actor, event=event, at=now, standing=standing)
    return proposal


@transaction.atomic(durable=True)
def edit(
    *, actor: Actor, proposal_id: int, version: int, wording: Wording, units: Sequence[ChosenUnit], now: datetime
) -> Proposal:
    """Mend what the proposal says and whom it obliges; *units* replaces those it has."""
    proposal = _proposal(proposal_id)
    before = list(proposal.units.all())

    standing = permissions.require_decide(actor, proposal.document)
    _refuse_stale(proposal, version)
    _refuse_decided(proposal)
    _refuse_wording(wording)
    rows = _chosen(proposal, units, before, now)

    changed = _apply(proposal, wording)
    _count_change(proposal, actor)

    proposal.save()
    if _roles(rows) != _roles(before):
        changed.append("units")
        ProposedUnit.objects.filter(proposal=proposal).delete()
        ProposedUnit.objects.bulk_create(rows)
    event = ProposalEdited(**_identity(proposal), changed=tuple(changed), units=_roles(rows), **_recorded(wording))
    recording.record(actor=actor, event=event, at=now, standing=standing)
    return proposal


def _document(pk: int) -> Document:
    found = Document.objects.select_related("unit").defer("text").filter(pk=pk).first()
    if found is None:
        raise NotFoundError(document=pk)
    return found


def _proposal(pk: int) -> Proposal:
    named = ProposedUnit.objects.select_related("unit").order_by("position")
    rows = Proposal.objects.select_related("document__unit").defer("document__text")
    found = locked(rows).prefetch_related(Prefetch("units", queryset=named)).filter(pk=pk).first()
    if found is None:
        raise NotFoundError(proposal=pk)
    return found


def _refuse_stale(proposal: Proposal, version: int) -> None:
    if proposal.version != version:
        raise ChangedMeanwhileError(name=proposal.changed_by or "?", version=proposal.version)


def _refuse_decided(proposal: Proposal) -> None:
    if proposal.state != State.OPEN:
        raise AlreadyDecidedError(proposals=(str(proposal.number),))


def _refuse_wording(wording: Wording) -> None:
    if not wording.text.strip():
        raise EmptyTextError(field="text")
    if wording.cycle and wording.cycle not in Proposal.Cycle.values:
        raise InvalidProposalError(field="cycle")
    for name, longest in LONGEST.items():
        if len(getattr(wording, name)) > longest:
            raise InvalidProposalError(field=name, longest=longest)


def _chosen(
    proposal: Proposal, chosen: Sequence[ChosenUnit], before: Sequence[ProposedUnit], now: datetime
) -> list[ProposedUnit]:
    """Make rows of what was chosen, or refuse: an unknown unit, one named twice, two leads, a name never written."""
    codes = [one.unit_code for one in chosen if one.unit_code]
    known = {unit.code: unit for unit in units_in_force(on=timezone.localdate(now)).filter(code__in=codes)}
    known |= {row.unit.code: row.unit for row in before if row.unit}
    written = {row.name for row in before if row.name}
    for one in chosen:
        _refuse_choice(one, written)
        if one.unit_code and one.unit_code not in known:
            raise UnitUnknownError(field="units", unit=one.unit_code)
        if codes.count(one.unit_code) > 1:
            raise UnitTwiceError(field="units", unit=known[one.unit_code].label)
    if [one.role for one in chosen].count(Role.LEAD) > 1:
        raise LeadTwiceError(field="units")
    return [
        ProposedUnit(proposal=proposal, position=position, name=one.name, role=one.role, unit=known.get(one.unit_code))
        for position, one in enumerate(chosen)
    ]


def _refuse_choice(one: ChosenUnit, written: set[str]) -> None:
    """Refuse a role that there is not, and a name that the document does not hold."""
    named = one.name in written if one.name else bool(one.unit_code)
    if one.role not in Role.values or not named:
        raise InvalidProposalError(field="units")


def _apply(proposal: Proposal, wording: Wording) -> list[str]:
    """Put the words in, and name what is different now."""
    changed = []
    for name, words in asdict(_clean(wording)).items():
        if getattr(proposal, name) != words:
            setattr(proposal, name, words)
            changed.append(name)
    return changed


def _clean(wording: Wording) -> Wording:
    said: dict[str, Any] = {name: words.strip() for name, words in asdict(wording).items() if isinstance(words, str)}
    return replace(wording, **said)


def _recorded(wording: Wording) -> dict[str, str]:
    """Write everything as the ledger keeps it: a day in ISO 8601, points in figures."""
    return {name: "" if said is None else str(said) for name, said in asdict(_clean(wording)).items()}


def _roles(rows: Sequence[ProposedUnit]) -> tuple[str, ...]:
    return tuple(f"{row.role}:{row.unit.code if row.unit else ''}" for row in rows)


def _decide(proposal: Proposal, state: Proposal.State, *, actor: Actor, at: datetime) -> None:
    proposal.state, proposal.decided_at, proposal.decided_by = state, at, actor.name
    _count_change(proposal, actor)


def _count_change(proposal: Proposal, actor: Actor) -> None:
    proposal.version += 1
    proposal.changed_by = actor.name


def _identity(proposal: Proposal) -> _Identity:
    return {
        "subject": proposal.subject,
        "document": Document(pk=proposal.document_id).subject,
        "number": proposal.number,
        "version": proposal.version,
    }
