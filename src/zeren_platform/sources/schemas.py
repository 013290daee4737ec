"""What the API of the sources takes and gives."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from ninja import Field, Schema

from zeren.reading import Operator
from zeren_platform.common.entrance import RowKey
from zeren_platform.common.points import Points
from zeren_platform.sources.models import Document, Proposal, ProposedUnit
from zeren_platform.sources.targets import FiguredTarget, as_lines, stated, targets_in

__all__ = [
    "ChangeOut",
    "ChosenUnitIn",
    "DocumentIn",
    "DocumentOut",
    "DocumentPage",
    "EarlierIn",
    "EditProposalIn",
    "ManyIn",
    "MergeProposalsIn",
    "PieceOut",
    "ProposalOut",
    "ProposalPage",
    "ProposalPartIn",
    "ProposedUnitOut",
    "RejectIn",
    "RejectManyIn",
    "SeenIn",
    "SplitProposalIn",
    "TargetIn",
    "TargetOut",
    "VersionIn",
    "WholeDocumentOut",
    "target_lines",
]


class TargetOut(Schema):
    """A figure aimed at: ``upper`` ends a range; of what it is in step with, ``unit`` says the name."""

    indicator: str
    operator: Operator
    value: Decimal | None
    upper: Decimal | None
    unit: str
    period: str


class TargetIn(Schema):
    """The same, exact figures written in quotes."""

    indicator: str
    operator: Operator
    value: Decimal | None = None
    upper: Decimal | None = None
    unit: str = ""
    period: str = ""


def target_lines(given: Iterable[TargetIn]) -> str:
    """Write rows of targets as lines; refuse one that its own line would not say."""
    return as_lines(stated(FiguredTarget(**target.dict())) for target in given)


class ProposedUnitOut(Schema):
    """A unit of a proposal: ``name`` as the document writes it, ``unit`` the code it was recognised as, or null."""

    name: str
    role: str
    unit: str | None

    @staticmethod
    def resolve_unit(row: ProposedUnit) -> str | None:
        """Name the unit by its code."""
        return row.unit.code if row.unit else None


class ProposalOut(Schema):
    """A proposal; ``start`` and ``end`` are offsets in code points into the document's text."""

    id: int
    number: int
    start: int
    end: int
    title: str
    text: str
    actor_text: str
    field: str
    basis: str
    target: str
    targets: list[TargetOut]
    cycle: str
    deadline: str
    due_on: date | None
    points: Points | None
    scoring_rule: str
    evidence: str
    open_set: bool
    no_lead_stated: bool
    rule: str
    state: str
    reason: str
    merged_into: int | None
    merged: list[int]
    decided_at: datetime | None
    decided_by: str
    version: int
    taken_in_at: datetime | None
    units: list[ProposedUnitOut]

    @staticmethod
    def resolve_merged_into(row: Proposal) -> int | None:
        """Name the proposal that keeps it, where it was merged."""
        return row.merged_into_id

    @staticmethod
    def resolve_merged(row: Proposal) -> list[int]:
        """Name the proposals that were merged into it, in the order of the text."""
        return [one.pk for one in row.merged.all()]

    @staticmethod
    def resolve_targets(row: Proposal) -> tuple[FiguredTarget, ...]:
        """Give the figures aimed at as rows."""
        return targets_in(row.targets)

    @staticmethod
    def resolve_units(row: Proposal) -> list[ProposedUnit]:
        """Give the units in the order of the text."""
        return list(row.units.all())


class ProposalPage(Schema):
    """Proposals with the places before and after them."""

    rows: list[ProposalOut]
    previous: str
    next: str


class DocumentOut(Schema):
    """A document without its text."""

    id: int
    kind: str
    title: str
    unit: str
    issuer: str
    document_number: str
    index_number: str
    issued_on: date | None
    published_at: str
    language: str
    file_name: str
    sha256: str
    added_at: datetime

    @staticmethod
    def resolve_unit(row: Document) -> str:
        """Name the unit by its code."""
        return row.unit.code


class DocumentPage(Schema):
    """Documents with the places before and after them."""

    rows: list[DocumentOut]
    previous: str
    next: str


class WholeDocumentOut(Schema):
    """A document with its text and a page of what was read out of it."""

    document: DocumentOut
    text: str
    proposals: ProposalPage


class DocumentIn(Schema):
    """A document as text; as a file it comes in a form of several parts with the same names."""

    text: str = ""
    unit: str
    kind: str
    title: str = ""
    language: str | None = None
    file_name: str = ""


class VersionIn(Schema):
    """The version that was seen: a later one is not overwritten."""

    version: RowKey


class RejectIn(VersionIn):
    """Why a proposal is rejected."""

    reason: str


class ChosenUnitIn(Schema):
    """A unit with its role; without ``unit`` the name stays unrecognised."""

    unit: str = ""
    role: str
    name: str = ""


class EditProposalIn(VersionIn):
    """What the proposal is to say; the units replace those it has, and so do targets where any are given."""

    text: str
    title: str = ""
    field: str = ""
    basis: str = ""
    target: str = ""
    targets: list[TargetIn] | None = None
    cycle: str = ""
    deadline: str = ""
    due_on: date | None = None
    points: Points | None = None
    scoring_rule: str = ""
    evidence: str = ""
    units: list[ChosenUnitIn] = []


class EarlierIn(Schema):
    """The key of the edition before."""

    earlier: RowKey


class PieceOut(Schema):
    """Words that stayed ("same"), went out ("out") or came in ("in")."""

    kind: str
    words: str


class ChangeOut(Schema):
    """What became of a clause: same, changed, added or removed; with the proposals read out of its old words."""

    kind: str
    moved: bool
    number: str
    pieces: list[PieceOut]
    proposals: list[int]


class SeenIn(VersionIn):
    """A proposal as it was seen."""

    id: RowKey


class ManyIn(Schema):
    """Open proposals of one document, each with the version that was seen."""

    proposals: list[SeenIn]

    def seen(self) -> dict[int, int]:
        """Give the version of each."""
        return {one.id: one.version for one in self.proposals}


class RejectManyIn(ManyIn):
    """Why these proposals are rejected."""

    reason: str


class MergeProposalsIn(ManyIn):
    """Proposals whose sentences say one matter; ``stays`` is the one among them that keeps the words of all."""

    stays: RowKey


# A place in a text that a document can hold.
Offset = Annotated[int, Field(ge=0, le=2**31 - 1)]


class ProposalPartIn(Schema):
    """One duty of a sentence; ``start`` and ``end`` are offsets in code points into the document's text."""

    start: Offset
    end: Offset
    text: str


class SplitProposalIn(VersionIn):
    """The parts, in the order of the text; the proposal keeps the first."""

    parts: list[ProposalPartIn]
