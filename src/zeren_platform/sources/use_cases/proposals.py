"""Decide on what was read: accept, reject, reopen, edit one proposal."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from zeren.foundations.errors import InvalidInputError, RefusedError
from zeren_platform.common.actor import Actor
from zeren_platform.ledger.use_cases import recording
from zeren_platform.organisation.queries import units as units_in_force
from zeren_platform.sources import permissions
from zeren_platform.sources.events import (
    ProposalAccepted,
    ProposalEdited,
    ProposalRejected,
    ProposalReopened,
)
from zeren_platform.sources.models import Proposal, ProposedUnit
from zeren_platform.sources.targets import as_lines, targets_in
from zeren_platform.sources.use_cases.steps import (
    AlreadyDecidedError,
    ChangedMeanwhileError,
    EmptyTextError,
    InvalidProposalError,
    ReasonNeededError,
    count_change,
    decide,
    identity,
    proposal_of,
    refuse_decided,
    refuse_stale,
    refuse_without_reason,
    roles_of,
)

__all__ = [
    "AlreadyDecidedError",
    "ChangedMeanwhileError",
    "ChosenUnit",
    "EmptyTextError",
    "InvalidProposalError",
    "LeadTwiceError",
    "MergedError",
    "ReasonNeededError",
    "UndecidedError",
    "UnitTwiceError",
    "UnitUnknownError",
    "UsedError",
    "Wording",
    "accept",
    "edit",
    "reject",
    "reopen",
]

State = Proposal.State
Role = ProposedUnit.Role
# Code points that the columns hold.
LONGEST: Final = {"title": 200, "field": 100, "deadline": 200}


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
    # The figures aimed at, one to a line (``sources.targets``); without any word they stay as they are.
    targets: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenUnit:
    """A unit with its role; ``name`` keeps the words of the document that it stands for.

    Without ``unit_code`` the name stays unrecognised; such a name must be one that the proposal already holds.
    """

    unit_code: str
    role: str
    name: str = ""


class UndecidedError(RefusedError):
    """The proposal is open, so there is no decision to take back."""

    code = "sources.proposal.undecided"


class MergedError(RefusedError):
    """The proposal is part of another; it is taken apart from it, not opened again."""

    code = "sources.proposal.merged"


class UsedError(RefusedError):
    """A register holds the proposal."""

    code = "sources.proposal.used"


class LeadTwiceError(InvalidInputError):
    """A duty has one lead."""

    code = "sources.proposal.lead_twice"


class UnitTwiceError(InvalidInputError):
    """A unit has one role in a duty."""

    code = "sources.proposal.unit_twice"


class UnitUnknownError(InvalidInputError):
    """No unit of today has this code."""

    code = "sources.proposal.unit_unknown"


@transaction.atomic(durable=True)
def accept(*, actor: Actor, proposal_id: int, version: int, now: datetime) -> Proposal:
    """Find that the sentence obliges, as the proposal stands."""
    proposal = proposal_of(actor, proposal_id)

    standing = permissions.require_decide(actor, proposal.document)
    refuse_stale(proposal, version)
    refuse_decided(proposal)

    decide(proposal, State.ACCEPTED, actor=actor, at=now)

    proposal.save()
    event = ProposalAccepted(**identity(proposal))
    recording.record(actor=actor, event=event, at=now, standing=standing)
    return proposal


@transaction.atomic(durable=True)
def reject(*, actor: Actor, proposal_id: int, version: int, reason: str, now: datetime) -> Proposal:
    """Find that the sentence is no duty, and say why."""
    proposal = proposal_of(actor, proposal_id)

    standing = permissions.require_decide(actor, proposal.document)
    refuse_stale(proposal, version)
    refuse_decided(proposal)
    refuse_without_reason(reason)

    decide(proposal, State.REJECTED, actor=actor, at=now)
    proposal.reason = reason.strip()

    proposal.save()
    event = ProposalRejected(**identity(proposal), reason=proposal.reason)
    recording.record(actor=actor, event=event, at=now, standing=standing)
    return proposal


@transaction.atomic(durable=True)
def reopen(*, actor: Actor, proposal_id: int, version: int, now: datetime) -> Proposal:
    """Take a decision back, as long as no register holds the proposal."""
    proposal = proposal_of(actor, proposal_id)

    standing = permissions.require_decide(actor, proposal.document)
    refuse_stale(proposal, version)
    if proposal.state == State.OPEN:
        raise UndecidedError
    if proposal.state == State.MERGED:
        raise MergedError
    if proposal.taken_in_at is not None:
        raise UsedError

    former = proposal.state
    proposal.state, proposal.reason = State.OPEN, ""
    proposal.decided_at, proposal.decided_by = None, ""
    count_change(proposal, actor)

    proposal.save()
    event = ProposalReopened(**identity(proposal), former_state=former)
    recording.record(actor=actor, event=event, at=now, standing=standing)
    return proposal


@transaction.atomic(durable=True)
def edit(
    *, actor: Actor, proposal_id: int, version: int, wording: Wording, units: Sequence[ChosenUnit], now: datetime
) -> Proposal:
    """Mend what the proposal says and whom it obliges; *units* replaces those it has."""
    proposal = proposal_of(actor, proposal_id)
    before = list(proposal.units.all())

    standing = permissions.require_decide(actor, proposal.document)
    refuse_stale(proposal, version)
    refuse_decided(proposal)
    wording = _clean(wording, proposal)
    _refuse_wording(wording)
    rows = _chosen(proposal, units, before, now)

    changed = _apply(proposal, wording)
    count_change(proposal, actor)

    proposal.save()
    if roles_of(rows) != roles_of(before):
        changed.append("units")
        ProposedUnit.objects.filter(proposal=proposal).delete()
        ProposedUnit.objects.bulk_create(rows)
    event = ProposalEdited(**identity(proposal), changed=tuple(changed), units=roles_of(rows), **_recorded(wording))
    recording.record(actor=actor, event=event, at=now, standing=standing)
    return proposal


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
    brought = {(row.unit.code if row.unit else "", row.name): row.brought_by_id for row in before}
    return [
        ProposedUnit(
            proposal=proposal, position=position, name=one.name, role=one.role, unit=known.get(one.unit_code),
            brought_by_id=brought.get((one.unit_code, one.name)),
        )
        for position, one in enumerate(chosen)
    ]  # fmt: skip


def _refuse_choice(one: ChosenUnit, written: set[str]) -> None:
    """Refuse a role that there is not, and a name that the document does not hold."""
    named = one.name in written if one.name else bool(one.unit_code)
    if one.role not in Role.values or not named:
        raise InvalidProposalError(field="units")


def _apply(proposal: Proposal, wording: Wording) -> list[str]:
    """Put the words in, and name what is different now."""
    changed = []
    for name, words in asdict(wording).items():
        if getattr(proposal, name) != words:
            setattr(proposal, name, words)
            changed.append(name)
    return changed


def _clean(wording: Wording, proposal: Proposal) -> Wording:
    """Write what is said without spaces around it, and targets in the one way of writing them."""
    targets = proposal.targets if wording.targets is None else as_lines(targets_in(wording.targets))
    wording = replace(wording, targets=targets)
    said: dict[str, Any] = {name: words.strip() for name, words in asdict(wording).items() if isinstance(words, str)}
    return replace(wording, **said)


def _recorded(wording: Wording) -> dict[str, str]:
    """Write everything as the ledger keeps it: a day in ISO 8601, points in figures."""
    return {name: "" if said is None else str(said) for name, said in asdict(wording).items()}
