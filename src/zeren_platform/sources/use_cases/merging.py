"""Merge proposals whose sentences say one matter, and take them apart again."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from zeren.foundations.errors import InvalidInputError, RefusedError
from zeren_platform.common.actor import Actor
from zeren_platform.common.problems import NotFoundError
from zeren_platform.ledger.use_cases import recording
from zeren_platform.sources import permissions
from zeren_platform.sources.events import ProposalsMerged, ProposalTakenApart
from zeren_platform.sources.models import Document, Proposal, ProposedUnit
from zeren_platform.sources.use_cases.steps import (
    DECISION,
    AlreadyDecidedError,
    ChangedMeanwhileError,
    count_change,
    decide,
    document_of,
    identity,
    is_read_by,
    proposals_of,
    refuse_decided,
    refuse_stale,
    roles_of,
)

__all__ = [
    "AlreadyDecidedError",
    "ChangedMeanwhileError",
    "KeptDecidedError",
    "NotMergedError",
    "OneAloneError",
    "merge",
    "take_apart",
]

State = Proposal.State
Role = ProposedUnit.Role


class OneAloneError(InvalidInputError):
    """Two or more are merged, and the one that stays is among them."""

    code = "sources.proposal.one_alone"


class NotMergedError(RefusedError):
    """The proposal is no part of another."""

    code = "sources.proposal.not_merged"


class KeptDecidedError(RefusedError):
    """The proposal that keeps this one is decided; ``number`` says which it is."""

    code = "sources.proposal.kept_decided"


@transaction.atomic(durable=True)
def merge(*, actor: Actor, document_id: int, stays: int, seen: Mapping[int, int], now: datetime) -> Proposal:
    """Let the proposal *stays* keep the words and units of the others that *seen* names with the versions shown."""
    document = document_of(actor, document_id)
    proposals = proposals_of(document, seen)

    standing = permissions.require_decide(actor, document)
    _refuse_merge(document, proposals, stays=stays, seen=seen)

    kept = next(row for row in proposals if row.pk == stays)
    others = [row for row in proposals if row.pk != stays]
    brought = _brought(kept, others)
    count_change(kept, actor)
    for other in others:
        decide(other, State.MERGED, actor=actor, at=now)
        other.merged_into = kept

    kept.save()
    Proposal.objects.filter(merged_into__in=others).update(merged_into=kept)
    Proposal.objects.bulk_update(others, [*DECISION, "merged_into"])
    ProposedUnit.objects.filter(proposal__in=others, brought_by__isnull=False).delete()
    ProposedUnit.objects.bulk_create(brought)
    event = ProposalsMerged(
        **identity(kept),
        count=len(others),
        merged=tuple(other.subject for other in others),
        units=roles_of([*kept.units.all(), *brought]),
    )
    recording.record(actor=actor, event=event, at=now, standing=standing)
    return kept


@transaction.atomic(durable=True)
def take_apart(*, actor: Actor, proposal_id: int, version: int, now: datetime) -> Proposal:
    """Open a merged proposal again by itself; the units that it brought along leave the one that kept them."""
    proposal, kept = _merged_and_kept(actor, proposal_id)

    standing = permissions.require_decide(actor, proposal.document)
    refuse_stale(proposal, version)
    if kept is None:
        raise NotMergedError
    if kept.state != State.OPEN:
        raise KeptDecidedError(number=kept.number)

    proposal.state, proposal.merged_into = State.OPEN, None
    proposal.decided_at, proposal.decided_by = None, ""
    count_change(proposal, actor)
    count_change(kept, actor)

    proposal.save()
    kept.save()
    ProposedUnit.objects.filter(proposal=kept, brought_by=proposal).delete()
    event = ProposalTakenApart(
        **identity(proposal),
        kept=kept.subject,
        kept_number=kept.number,
        units=roles_of([row for row in kept.units.all() if row.brought_by_id != proposal.pk]),
    )
    recording.record(actor=actor, event=event, at=now, standing=standing)
    return proposal


def _refuse_merge(document: Document, proposals: Sequence[Proposal], *, stays: int, seen: Mapping[int, int]) -> None:
    if len(proposals) != len(seen):
        raise NotFoundError(document=document.pk)
    if stays not in seen or len(seen) < 2:  # noqa: PLR2004 - two make a merger
        raise OneAloneError(field="stays")
    refuse_decided(*proposals)
    for proposal in proposals:
        refuse_stale(proposal, seen[proposal.pk])


def _merged_and_kept(actor: Actor, proposal_id: int) -> tuple[Proposal, Proposal | None]:
    """Lock a merged proposal and the one that keeps it in the order of the text, as the act that merges them does."""
    known = Proposal.objects.select_related("document__unit").defer("document__text")
    found = known.filter(pk=proposal_id).first()
    if found is None or not is_read_by(actor, found.document):
        raise NotFoundError(proposal=proposal_id)
    document = found.document
    rows = {row.pk: row for row in proposals_of(document, [found.pk, found.merged_into_id or found.pk])}
    proposal = rows[found.pk]
    proposal.document = document
    return proposal, rows.get(proposal.merged_into_id or 0)


def _brought(kept: Proposal, others: Sequence[Proposal]) -> list[ProposedUnit]:
    """Make rows of the units that *kept* does not name yet, each once; a second lead comes as a supporting unit."""
    own = list(kept.units.all())
    named = {_means(row) for row in own}
    leads = any(row.role == Role.LEAD for row in own)
    position = max((row.position for row in own), default=-1)
    brought: list[ProposedUnit] = []
    for other in others:
        for row in other.units.all():
            if _means(row) in named:
                continue
            named.add(_means(row))
            role = Role.SUPPORT if leads and row.role == Role.LEAD else row.role
            leads = leads or role == Role.LEAD
            position += 1
            brought.append(
                ProposedUnit(
                    proposal=kept, position=position, name=row.name, role=role, unit=row.unit,
                    brought_by_id=row.brought_by_id or other.pk,
                )
            )  # fmt: skip
    return brought


def _means(row: ProposedUnit) -> int | str:
    """Name what a row stands for: its unit, or the words that mean none."""
    return row.unit_id or row.name
