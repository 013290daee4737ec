"""The steps that acts on proposals share: load and lock, refuse, decide."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Final, TypedDict

from django.db.models import Prefetch

from zeren.foundations.errors import InvalidInputError, RefusedError
from zeren_platform.common.actor import Actor
from zeren_platform.common.locking import locked
from zeren_platform.common.problems import NotFoundError
from zeren_platform.sources.models import Document, Proposal, ProposedUnit
from zeren_platform.sources.queries import is_overseer, readable_documents

__all__ = [
    "DECISION",
    "AlreadyDecidedError",
    "ChangedMeanwhileError",
    "EmptyTextError",
    "Identity",
    "InvalidProposalError",
    "NoneChosenError",
    "ReasonNeededError",
    "count_change",
    "decide",
    "document_of",
    "identity",
    "is_read_by",
    "proposal_of",
    "proposals_of",
    "refuse_decided",
    "refuse_stale",
    "refuse_without_reason",
    "roles_of",
]

# The columns that a decision changes.
DECISION: Final = ("state", "decided_at", "decided_by", "reason", "changed_by", "version")


class Identity(TypedDict):
    """What every event of a proposal says."""

    subject: str
    document: str
    number: int
    version: int


class AlreadyDecidedError(RefusedError):
    """The proposal is not open any more; ``proposals`` names which where there are several."""

    code = "sources.proposal.already_decided"


class ChangedMeanwhileError(RefusedError):
    """Somebody else changed the proposal since it was shown; ``name`` says who."""

    code = "sources.proposal.changed_meanwhile"


class ReasonNeededError(InvalidInputError):
    """Nothing is rejected without a reason."""

    code = "sources.proposal.reason_needed"


class EmptyTextError(InvalidInputError):
    """A duty says what is to be done."""

    code = "sources.proposal.empty_text"


class InvalidProposalError(InvalidInputError):
    """An entry is unknown or too long; ``field`` says which."""

    code = "sources.proposal.invalid"


class NoneChosenError(InvalidInputError):
    """Nothing was chosen."""

    code = "sources.proposal.none_chosen"


def document_of(actor: Actor, pk: int) -> Document:
    """Load a document without its text, if the actor may read it."""
    found = Document.objects.select_related("unit").defer("text").filter(pk=pk).first()
    if found is None or not is_read_by(actor, found):
        raise NotFoundError(document=pk)
    return found


def is_read_by(actor: Actor, document: Document) -> bool:
    """Say whether the actor may read the document; to others it is told of as if there were none."""
    return is_overseer(actor, document) or readable_documents(actor).filter(pk=document.pk).exists()


def proposal_of(actor: Actor, pk: int) -> Proposal:
    """Load a proposal with its units and lock it, if the actor may read its document."""
    named = ProposedUnit.objects.select_related("unit").order_by("position")
    rows = Proposal.objects.select_related("document__unit").defer("document__text")
    found = locked(rows).prefetch_related(Prefetch("units", queryset=named)).filter(pk=pk).first()
    if found is None or not is_read_by(actor, found.document):
        raise NotFoundError(proposal=pk)
    return found


def proposals_of(document: Document, wanted: Collection[int]) -> list[Proposal]:
    """Load the *wanted* proposals of a document with their units, and lock them.

    They come and are locked in the order of the text, so that no two acts wait for each other.
    """
    named = ProposedUnit.objects.select_related("unit").order_by("position")
    rows = Proposal.objects.filter(document=document, pk__in=list(wanted)).order_by("start", "position")
    return list(locked(rows).prefetch_related(Prefetch("units", queryset=named)))


def refuse_stale(proposal: Proposal, version: int) -> None:
    """Refuse to overwrite what somebody else did since the proposal was shown."""
    if proposal.version != version:
        raise ChangedMeanwhileError(name=proposal.changed_by or "?", version=proposal.version)


def refuse_decided(*proposals: Proposal) -> None:
    """Refuse to decide twice."""
    if decided := tuple(str(row.number) for row in proposals if row.state != Proposal.State.OPEN):
        raise AlreadyDecidedError(proposals=decided)


def refuse_without_reason(reason: str) -> None:
    """Refuse to reject what nobody says anything against."""
    if not reason.strip():
        raise ReasonNeededError(field="reason")


def decide(proposal: Proposal, state: Proposal.State, *, actor: Actor, at: datetime) -> None:
    """Set the state and who decided so."""
    proposal.state, proposal.decided_at, proposal.decided_by = state, at, actor.name
    count_change(proposal, actor)


def count_change(proposal: Proposal, actor: Actor) -> None:
    """Count the change, so that nobody who has not seen it overwrites it."""
    proposal.version += 1
    proposal.changed_by = actor.name


def identity(proposal: Proposal) -> Identity:
    """Name the proposal as its events do."""
    return {
        "subject": proposal.subject,
        "document": Document(pk=proposal.document_id).subject,
        "number": proposal.number,
        "version": proposal.version,
    }


def roles_of(rows: Iterable[ProposedUnit]) -> tuple[str, ...]:
    """Name the units as events do: "role:code", without a code where a name means no unit."""
    return tuple(f"{row.role}:{row.unit.code if row.unit else ''}" for row in rows)
