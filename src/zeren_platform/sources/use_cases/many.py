"""Decide on several proposals of one document at once: all of them, or none."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from zeren_platform.common.actor import Actor
from zeren_platform.common.problems import NotFoundError
from zeren_platform.ledger.use_cases import recording
from zeren_platform.sources import permissions
from zeren_platform.sources.events import ProposalsAccepted, ProposalsRejected
from zeren_platform.sources.models import Document, Proposal
from zeren_platform.sources.use_cases.steps import (
    DECISION,
    AlreadyDecidedError,
    ChangedMeanwhileError,
    NoneChosenError,
    ReasonNeededError,
    decide,
    document_of,
    proposals_of,
    refuse_decided,
    refuse_stale,
    refuse_without_reason,
)

__all__ = [
    "AlreadyDecidedError",
    "ChangedMeanwhileError",
    "NoneChosenError",
    "ReasonNeededError",
    "accept_many",
    "reject_many",
]


@transaction.atomic(durable=True)
def accept_many(*, actor: Actor, document_id: int, seen: Mapping[int, int], now: datetime) -> list[Proposal]:
    """Accept several open proposals as they stand; *seen* gives the version of each as it was shown."""
    document = document_of(actor, document_id)
    proposals = proposals_of(document, seen)

    standing = permissions.require_decide(actor, document)
    _refuse_any(document, proposals, seen)

    for proposal in proposals:
        decide(proposal, Proposal.State.ACCEPTED, actor=actor, at=now)

    Proposal.objects.bulk_update(proposals, DECISION)
    event = ProposalsAccepted(
        subject=document.subject, count=len(proposals), proposals=tuple(row.subject for row in proposals)
    )
    recording.record(actor=actor, event=event, at=now, standing=standing)
    return proposals


@transaction.atomic(durable=True)
def reject_many(
    *, actor: Actor, document_id: int, seen: Mapping[int, int], reason: str, now: datetime
) -> list[Proposal]:
    """Find that several sentences are no duties, for one reason; *seen* gives the version of each as it was shown."""
    document = document_of(actor, document_id)
    proposals = proposals_of(document, seen)

    standing = permissions.require_decide(actor, document)
    _refuse_any(document, proposals, seen)
    refuse_without_reason(reason)

    for proposal in proposals:
        decide(proposal, Proposal.State.REJECTED, actor=actor, at=now)
        proposal.reason = reason.strip()

    Proposal.objects.bulk_update(proposals, DECISION)
    event = ProposalsRejected(
        subject=document.subject,
        count=len(proposals),
        proposals=tuple(row.subject for row in proposals),
        reason=reason.strip(),
    )
    recording.record(actor=actor, event=event, at=now, standing=standing)
    return proposals


def _refuse_any(document: Document, proposals: list[Proposal], seen: Mapping[int, int]) -> None:
    """Refuse all where there is none, one of another document, or one that is not as it was shown."""
    if not seen:
        raise NoneChosenError
    if len(proposals) != len(seen):
        raise NotFoundError(document=document.pk)
    refuse_decided(*proposals)
    for proposal in proposals:
        refuse_stale(proposal, seen[proposal.pk])
