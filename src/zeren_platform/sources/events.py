"""What can officially happen to a document and to what was read out of it."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zeren_platform.ledger.events import Event

__all__ = [
    "DocumentAdded",
    "DocumentCorrected",
    "DocumentParted",
    "DocumentSuperseded",
    "ProposalAccepted",
    "ProposalEdited",
    "ProposalRejected",
    "ProposalReopened",
    "ProposalSplit",
    "ProposalTakenApart",
    "ProposalsAccepted",
    "ProposalsMerged",
    "ProposalsRejected",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentAdded(Event):
    """A document was put in and read."""

    code: ClassVar[str] = "sources.document.added"
    sentence: ClassVar[Promise] = _("The document was added; %(proposals)s proposals were read out of it.")
    icon: ClassVar[str] = "file-plus"
    # The title of a communiqué names the person who presided.
    private: ClassVar[frozenset[str]] = frozenset({"title", "file_name"})

    kind: str
    language: str
    # Of the bytes as they came, so that anybody who holds the file can tell that it is this one.
    sha256: str
    clauses: int
    proposals: int
    title: str
    file_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentCorrected(Event):
    """A clerk corrected what is said of a document beside its text."""

    code: ClassVar[str] = "sources.document.corrected"
    sentence: ClassVar[Promise] = _("What is said of the document beside its text was corrected.")
    icon: ClassVar[str] = "pencil"
    # The title of a communiqué names the person who presided.
    private: ClassVar[frozenset[str]] = frozenset({"before", "after"})

    # Which entries, what they said, and what they say.
    entries: tuple[str, ...]
    before: tuple[tuple[str, str], ...]
    after: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentSuperseded(Event):
    """A clerk found that the document is a later edition of another."""

    code: ClassVar[str] = "sources.document.superseded"
    sentence: ClassVar[Promise] = _("The document was entered as the later edition of another.")
    icon: ClassVar[str] = "file-diff"
    # The title of a communiqué names the person who presided.
    private: ClassVar[frozenset[str]] = frozenset({"earlier_title"})

    earlier: str
    earlier_title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentParted(Event):
    """A clerk found that it is no edition of the other."""

    code: ClassVar[str] = "sources.document.parted"
    sentence: ClassVar[Promise] = _("The document is no longer entered as the later edition of another.")
    icon: ClassVar[str] = "unlink"
    private: ClassVar[frozenset[str]] = frozenset({"earlier_title"})

    earlier: str
    earlier_title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalAccepted(Event):
    """A clerk found that the sentence obliges, as it stands."""

    code: ClassVar[str] = "sources.proposal.accepted"
    sentence: ClassVar[Promise] = _("Proposal %(number)s was accepted.")
    icon: ClassVar[str] = "check"

    document: str
    number: int
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalsAccepted(Event):
    """Several proposals of one document were accepted together; said of the document."""

    code: ClassVar[str] = "sources.proposal.accepted_together"
    sentence: ClassVar[Promise] = _("%(count)s proposals were accepted together.")
    icon: ClassVar[str] = "check-check"

    count: int
    proposals: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalRejected(Event):
    """A clerk found that the sentence is no duty."""

    code: ClassVar[str] = "sources.proposal.rejected"
    sentence: ClassVar[Promise] = _("Proposal %(number)s was rejected.")
    icon: ClassVar[str] = "ban"
    private: ClassVar[frozenset[str]] = frozenset({"reason"})

    document: str
    number: int
    version: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalReopened(Event):
    """A decision was taken back; the proposal is to be decided again."""

    code: ClassVar[str] = "sources.proposal.reopened"
    sentence: ClassVar[Promise] = _("Proposal %(number)s was opened again.")
    icon: ClassVar[str] = "undo-2"

    document: str
    number: int
    version: int
    former_state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalEdited(Event):
    """The proposal was mended before a decision; the words of the document stay as they are."""

    code: ClassVar[str] = "sources.proposal.edited"
    sentence: ClassVar[Promise] = _("Proposal %(number)s was edited.")
    icon: ClassVar[str] = "pencil"
    # What a clerk types may name people.
    private: ClassVar[frozenset[str]] = frozenset(
        {"text", "title", "field", "basis", "target", "targets", "deadline", "scoring_rule", "evidence"}
    )

    document: str
    number: int
    version: int
    changed: tuple[str, ...]
    # "role:code" of each unit; a name that means no unit has no code.
    units: tuple[str, ...]
    cycle: str
    text: str
    title: str
    field: str
    basis: str
    target: str
    targets: str
    deadline: str
    due_on: str
    points: str
    scoring_rule: str
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalsRejected(Event):
    """Several proposals of one document were rejected together for one reason; said of the document."""

    code: ClassVar[str] = "sources.proposal.rejected_together"
    sentence: ClassVar[Promise] = _("%(count)s proposals were rejected together.")
    icon: ClassVar[str] = "ban"
    private: ClassVar[frozenset[str]] = frozenset({"reason"})

    count: int
    proposals: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalsMerged(Event):
    """Several sentences say one matter: one proposal stays, and keeps the words and the units of the others."""

    code: ClassVar[str] = "sources.proposal.merged"
    sentence: ClassVar[Promise] = _("%(count)s proposals were merged into proposal %(number)s.")
    icon: ClassVar[str] = "merge"

    document: str
    number: int
    version: int
    count: int
    merged: tuple[str, ...]
    # "role:code" of each unit that the one that stays has now; a name that means no unit has no code.
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalTakenApart(Event):
    """A merged proposal is its own again, to be decided by itself; its units left the one that had kept them."""

    code: ClassVar[str] = "sources.proposal.taken_apart"
    sentence: ClassVar[Promise] = _("Proposal %(number)s was taken apart from proposal %(kept_number)s.")
    icon: ClassVar[str] = "unlink"

    document: str
    number: int
    version: int
    kept: str
    kept_number: int
    # Of the one that had kept it, as "role:code".
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalSplit(Event):
    """One sentence holds several duties: the proposal keeps the first, and each other became one of its own."""

    code: ClassVar[str] = "sources.proposal.split"
    sentence: ClassVar[Promise] = _("Proposal %(number)s was split into %(count)s.")
    icon: ClassVar[str] = "split"
    # What a clerk types may name people.
    private: ClassVar[frozenset[str]] = frozenset({"texts"})

    document: str
    number: int
    version: int
    count: int
    # The subjects of all parts, and "start-end" of the words that each has of the document.
    parts: tuple[str, ...]
    spans: tuple[str, ...]
    texts: tuple[str, ...]
