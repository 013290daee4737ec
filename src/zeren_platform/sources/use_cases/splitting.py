"""Split a proposal whose sentence holds several duties: each part gets its own words of the same sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Max

from zeren.foundations.errors import InvalidInputError
from zeren_platform.common.actor import Actor
from zeren_platform.ledger.use_cases import recording
from zeren_platform.sources import permissions
from zeren_platform.sources.events import ProposalSplit
from zeren_platform.sources.models import Proposal, ProposedUnit
from zeren_platform.sources.targets import of_words
from zeren_platform.sources.use_cases.steps import (
    AlreadyDecidedError,
    ChangedMeanwhileError,
    EmptyTextError,
    count_change,
    identity,
    proposal_of,
    refuse_decided,
    refuse_stale,
)

__all__ = [
    "MOST_PARTS",
    "AlreadyDecidedError",
    "ChangedMeanwhileError",
    "EmptyTextError",
    "Part",
    "PartsError",
    "split",
]

# No sentence holds more duties than a person keeps apart in one form.
MOST_PARTS: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One duty of the sentence: its place in the text of the document, and what is to be done."""

    start: int
    end: int
    text: str


class PartsError(InvalidInputError):
    """A sentence has two parts or more, in the order of the text; each lies inside it and overlaps no other."""

    code = "sources.proposal.parts"


@transaction.atomic(durable=True)
def split(*, actor: Actor, proposal_id: int, version: int, parts: Sequence[Part], now: datetime) -> list[Proposal]:
    """Let the proposal keep the first of *parts*, and make a proposal with the same units of each other."""
    proposal = proposal_of(actor, proposal_id)
    units = list(proposal.units.all())

    standing = permissions.require_decide(actor, proposal.document)
    refuse_stale(proposal, version)
    refuse_decided(proposal)
    _refuse_parts(proposal, parts)

    last = Proposal.objects.filter(document=proposal.document_id).aggregate(last=Max("position"))["last"]
    new = [_beside(proposal, part, last + place) for place, part in enumerate(parts[1:], start=1)]
    proposal.start, proposal.end, proposal.text = parts[0].start, parts[0].end, parts[0].text.strip()
    proposal.targets = of_words(proposal.targets, proposal.text)
    count_change(proposal, actor)

    proposal.save()
    Proposal.objects.bulk_create(new)
    ProposedUnit.objects.bulk_create(_again(row, other) for other in new for row in units)
    event = ProposalSplit(
        **identity(proposal),
        count=len(parts),
        parts=tuple(row.subject for row in (proposal, *new)),
        spans=tuple(f"{part.start}-{part.end}" for part in parts),
        texts=tuple(part.text.strip() for part in parts),
    )
    recording.record(actor=actor, event=event, at=now, standing=standing)
    return [proposal, *new]


def _refuse_parts(proposal: Proposal, parts: Sequence[Part]) -> None:
    edges = [proposal.start, *(edge for part in parts for edge in (part.start, part.end)), proposal.end]
    in_order = edges == sorted(edges) and all(part.start < part.end for part in parts)
    if not in_order or not 1 < len(parts) <= MOST_PARTS:
        raise PartsError(field="parts")
    if not all(part.text.strip() for part in parts):
        raise EmptyTextError(field="parts")


def _beside(proposal: Proposal, part: Part, position: int) -> Proposal:
    """Make a proposal that says what *proposal* does, but for its words."""
    kept = {name: getattr(proposal, name) for name in _SHARED}
    return Proposal(
        targets=of_words(proposal.targets, part.text),
        position=position,
        start=part.start,
        end=part.end,
        text=part.text.strip(),
        changed_by=proposal.changed_by,
        **kept,
    )


# All that the parts of a sentence have in common.
_SHARED: Final = (
    *("document_id", "clause_id", "title", "actor_text", "field", "basis", "target", "cycle", "deadline", "due_on"),
    *("points", "scoring_rule", "evidence", "open_set", "no_lead_stated", "rule"),
)


def _again(row: ProposedUnit, proposal: Proposal) -> ProposedUnit:
    return ProposedUnit(proposal=proposal, position=row.position, name=row.name, role=row.role, unit=row.unit)
