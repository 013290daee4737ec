"""What can officially happen to registers, editions, duties and receipts."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zeren_platform.ledger.events import Event

__all__ = [
    "DutiesCarriedOver",
    "DutiesImported",
    "DutiesTakenIn",
    "DutyAdded",
    "DutyEdited",
    "DutyReassigned",
    "DutyRemoved",
    "EditionAdopted",
    "EditionBegun",
    "EditionCameIntoForce",
    "EditionDiscarded",
    "EditionRepealed",
    "EditionRevised",
    "EditionWithdrawn",
    "ImportUndone",
    "ReceiptAccepted",
    "ReceiptDeclined",
    "ReceiptsAccepted",
    "RegisterOpened",
    "RegisterOpenedFromDocument",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterOpened(Event):
    """A register with an empty first draft."""

    code: ClassVar[str] = "responsibilities.register.opened"
    sentence: ClassVar[Promise] = _("The register %(title)s was opened.")
    icon: ClassVar[str] = "book-open"

    register: str
    title: str
    kind: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterOpenedFromDocument(Event):
    """A register whose first draft holds the accepted proposals of a document."""

    code: ClassVar[str] = "responsibilities.register.opened_from_document"
    sentence: ClassVar[Promise] = _("The register %(title)s was opened with %(count)s duties from a document.")
    icon: ClassVar[str] = "book-open"
    # The title of a communiqué names the person who presided.
    private: ClassVar[frozenset[str]] = frozenset({"document_title"})

    register: str
    title: str
    kind: str
    unit: str
    document: int
    document_title: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DutiesTakenIn(Event):
    """Accepted proposals of a document became duties of a draft."""

    code: ClassVar[str] = "responsibilities.edition.taken_in"
    sentence: ClassVar[Promise] = _("%(count)s duties from a document were put into the draft of %(title)s.")
    icon: ClassVar[str] = "list-plus"
    private: ClassVar[frozenset[str]] = frozenset({"document_title"})

    edition: int
    title: str
    document: int
    document_title: str
    count: int
    first_number: str
    last_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DutiesImported(Event):
    """A file was applied to a draft: new duties, changed ones, and those that the file no longer had."""

    code: ClassVar[str] = "responsibilities.edition.imported"
    sentence: ClassVar[Promise] = _(
        "A file was applied to the draft of %(title)s: %(added)s new, %(changed)s changed, %(removed)s taken out."
    )
    icon: ClassVar[str] = "file-input"
    # People give files names of their own.
    private: ClassVar[frozenset[str]] = frozenset({"file_name"})

    title: str
    edition: int
    file: int
    file_name: str
    sha256: str
    added: int
    changed: int
    removed: int
    # Which numbers, in few words: "1–12, 14"; the digest of the file stands for the whole.
    numbers_added: str
    numbers_changed: str
    numbers_removed: str
    # Whether the duties stand in the order of the file since.
    reordered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportUndone(Event):
    """What a file did to a draft was taken back, before anybody had worked on it further."""

    code: ClassVar[str] = "responsibilities.edition.import_undone"
    sentence: ClassVar[Promise] = _("The draft of %(title)s was put back as it stood before a file was applied to it.")
    icon: ClassVar[str] = "undo-2"
    private: ClassVar[frozenset[str]] = frozenset({"file_name"})

    title: str
    edition: int
    file: int
    file_name: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionRevised(Event):
    """A new draft was copied from the edition in force."""

    code: ClassVar[str] = "responsibilities.edition.revised"
    sentence: ClassVar[Promise] = _(
        "Edition %(number)s of %(title)s was begun as a draft from edition %(from_number)s."
    )
    icon: ClassVar[str] = "copy-plus"

    title: str
    number: int
    from_number: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionBegun(Event):
    """An empty draft was begun in a register that had no edition any more."""

    code: ClassVar[str] = "responsibilities.edition.begun"
    sentence: ClassVar[Promise] = _("Edition %(number)s of %(title)s was begun as an empty draft.")
    icon: ClassVar[str] = "list-plus"

    title: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionDiscarded(Event):
    """A clerk did away with a whole draft, before anybody was bound by it."""

    code: ClassVar[str] = "responsibilities.edition.discarded"
    sentence: ClassVar[Promise] = _("The draft of edition %(number)s of %(title)s was discarded.")
    icon: ClassVar[str] = "trash-2"

    title: str
    number: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionAdopted(Event):
    """A body adopted the edition: it is never changed again, and in force from its day on."""

    code: ClassVar[str] = "responsibilities.edition.adopted"
    sentence: ClassVar[Promise] = _(
        "Edition %(number)s of %(title)s was adopted by %(adopted_by)s, in force from %(effective_from)s."
    )
    icon: ClassVar[str] = "stamp"

    title: str
    number: int
    adopted_by: str
    effective_from: str
    count: int
    # The edition that this one supersedes; 0 where it is the first, or where it comes into force later.
    supersedes: int
    # Signatures of the earlier edition that hold, because nothing changed in what was signed for.
    carried: int
    # SHA-256 of the canonical content that was adopted.
    digest: str
    # What stood against it and why it was adopted all the same.
    faults: int
    unanswered: int
    unasked: int
    despite_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionCameIntoForce(Event):
    """The day came from which an adopted edition is in force."""

    code: ClassVar[str] = "responsibilities.edition.came_into_force"
    sentence: ClassVar[Promise] = _("Edition %(number)s of %(title)s came into force.")
    icon: ClassVar[str] = "calendar-check"

    title: str
    number: int
    effective_from: str
    supersedes: int
    carried: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionRepealed(Event):
    """A body ended an adopted edition without putting another in its place (废止)."""

    code: ClassVar[str] = "responsibilities.edition.repealed"
    sentence: ClassVar[Promise] = _("Edition %(number)s of %(title)s was repealed.")
    icon: ClassVar[str] = "ban"
    private: ClassVar[frozenset[str]] = frozenset({"reason"})

    title: str
    number: int
    effective_until: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionWithdrawn(Event):
    """A clerk gave up a draft about which units had been asked; what they said stays."""

    code: ClassVar[str] = "responsibilities.edition.withdrawn"
    sentence: ClassVar[Promise] = _("The draft of edition %(number)s of %(title)s was withdrawn.")
    icon: ClassVar[str] = "archive-x"
    private: ClassVar[frozenset[str]] = frozenset({"reason"})

    title: str
    number: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyAdded(Event):
    """A clerk wrote a duty into a draft by hand."""

    code: ClassVar[str] = "responsibilities.duty.added"
    sentence: ClassVar[Promise] = _("Duty %(number)s was added by hand.")
    icon: ClassVar[str] = "plus"
    # What a clerk types may name people, until a body adopts it.
    private: ClassVar[frozenset[str]] = frozenset({"text"})

    number: str
    text: str
    units: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyEdited(Event):
    """A clerk changed a duty of a draft."""

    code: ClassVar[str] = "responsibilities.duty.edited"
    sentence: ClassVar[Promise] = _("Duty %(number)s was edited in the draft.")
    icon: ClassVar[str] = "pencil"
    private: ClassVar[frozenset[str]] = frozenset({"text"})

    number: str
    version: int
    text: str
    units: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyRemoved(Event):
    """A clerk took a duty out of a draft, before anybody was bound by it."""

    code: ClassVar[str] = "responsibilities.duty.removed"
    sentence: ClassVar[Promise] = _("Duty %(number)s was taken out of the draft.")
    icon: ClassVar[str] = "trash-2"
    private: ClassVar[frozenset[str]] = frozenset({"text"})

    duty: int
    number: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptAccepted(Event):
    """A unit signed for a duty."""

    code: ClassVar[str] = "responsibilities.receipt.accepted"
    sentence: ClassVar[Promise] = _("%(unit_name)s signed for receipt.")
    icon: ClassVar[str] = "pen-line"

    assignment: int
    unit: str
    unit_name: str
    unit_name_zh: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptsAccepted(Event):
    """A unit signed for all its duties in an edition at once."""

    code: ClassVar[str] = "responsibilities.receipt.all_accepted"
    sentence: ClassVar[Promise] = _("%(unit_name)s signed for receipt of %(count)s duties at once.")
    icon: ClassVar[str] = "pen-line"

    edition: int
    unit: str
    unit_name: str
    unit_name_zh: str
    count: int
    duties: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptDeclined(Event):
    """A unit holds that the duty is not its own; why stands in the payload, since it may speak of people."""

    code: ClassVar[str] = "responsibilities.receipt.declined"
    sentence: ClassVar[Promise] = _("%(unit_name)s declined the duty.")
    icon: ClassVar[str] = "circle-slash"
    private: ClassVar[frozenset[str]] = frozenset({"reason"})

    assignment: int
    unit: str
    unit_name: str
    unit_name_zh: str
    role: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyReassigned(Event):
    """The clerk gave a declined part of a duty to a unit anew."""

    code: ClassVar[str] = "responsibilities.receipt.reassigned"
    sentence: ClassVar[Promise] = _("What %(former_unit_name)s declined was assigned to %(unit_name)s.")
    icon: ClassVar[str] = "forward"
    private: ClassVar[frozenset[str]] = frozenset({"reason"})

    assignment: int
    former_unit: str
    former_unit_name: str
    former_unit_name_zh: str
    unit: str
    unit_name: str
    unit_name_zh: str
    role: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DutiesCarriedOver(Event):
    """What a reorganised unit held went over to its successors, who sign for it anew."""

    code: ClassVar[str] = "responsibilities.receipt.carried_over"
    sentence: ClassVar[Promise] = _(
        "What %(unit_name)s held until its reorganisation on %(effective_on)s went over to %(successor_names)s."
    )
    icon: ClassVar[str] = "arrow-right-left"

    unit: str
    unit_name: str
    unit_name_zh: str
    kind: str
    effective_on: str
    count: int
    successors: tuple[str, ...]
    successor_names: tuple[str, ...]
    successor_names_zh: tuple[str, ...]
    # Duty, role, the successor's code, and whether the part became one with another that the successor had.
    parts: tuple[tuple[int, str, str, bool], ...]
