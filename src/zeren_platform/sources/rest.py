"""The API of the sources."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status

from zeren_platform.common.entrance import PageSize, RowKey, actor_on
from zeren_platform.common.pagination import page_of
from zeren_platform.common.points import Points
from zeren_platform.sources import queries
from zeren_platform.sources.models import Document, Proposal, ProposedUnit
from zeren_platform.sources.use_cases import documents, editions, proposals

__all__ = ["router"]

router = Router(tags=["sources"])


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
    decided_at: datetime | None
    decided_by: str
    version: int
    taken_in_at: datetime | None
    units: list[ProposedUnitOut]

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
    """What the proposal is to say; the units replace those it has."""

    text: str
    title: str = ""
    field: str = ""
    basis: str = ""
    target: str = ""
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


class ManyIn(Schema):
    """The open proposals to accept together."""

    proposals: list[RowKey]


REQUIRED: Final = ("unit", "kind")
PARTS: Final = {
    "type": "object",
    "required": ["file", *REQUIRED],
    "properties": {
        "file": {"type": "string", "format": "binary"},
        **{name: {"type": "string"} for name in ("unit", "kind", "title", "language")},
    },
}
BODY: Final = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {"schema": PARTS},
            "application/json": {"schema": DocumentIn.json_schema()},
        },
    }
}


@router.get("/documents", response=DocumentPage, summary="Documents, the newest first")
def list_documents(
    request: HttpRequest, kind: str = "", words: str = "", after: str = "", before: str = "", size: PageSize = 50
) -> object:
    """List the documents that you may read."""
    return queries.documents_for(actor_on(request), kind=kind, words=words, after=after, before=before, size=size)


@router.post("/documents", response={201: DocumentOut}, summary="Put a document in", openapi_extra=BODY)
def add_document(request: HttpRequest) -> Status[Document]:
    """Put a document in, as a file or as JSON with its text; it is read at once."""
    given, data = _document_in(request)
    document = documents.add(
        actor=actor_on(request),
        data=data,
        file_name=given.file_name,
        unit_code=given.unit,
        kind=given.kind,
        title=given.title,
        language=given.language or None,
        now=timezone.now(),
    )
    return Status(201, document)


@router.get("/documents/{document_id}", response=WholeDocumentOut, summary="A document with its proposals")
def one_document(
    request: HttpRequest, document_id: RowKey, state: str = "", after: str = "", size: PageSize = 50
) -> object:
    """Give one document with its text and a page of its proposals."""
    actor = actor_on(request)
    document = queries.document_for(actor, document_id)
    seen = state if queries.is_overseer(actor, document) else Proposal.State.ACCEPTED.value
    found = page_of(queries.proposals_of(document, state=seen), order=("position",), after=after, size=size)
    return {"document": document, "text": document.text, "proposals": found}


@router.post("/documents/{document_id}/accept-many", response=list[int], summary="Accept several proposals")
def accept_many(request: HttpRequest, document_id: RowKey, body: ManyIn) -> list[int]:
    """Accept open proposals together: all of them, or none."""
    rows = proposals.accept_many(
        actor=actor_on(request), document_id=document_id, proposal_ids=body.proposals, now=timezone.now()
    )
    return [row.pk for row in rows]


@router.get("/documents/{document_id}/changes", response=list[ChangeOut], summary="What a later edition changed")
def changes(request: HttpRequest, document_id: RowKey) -> list[dict[str, object]]:
    """Say what became of each clause of the edition before; nothing where there is none."""
    actor = actor_on(request)
    document = queries.document_for(actor, document_id)
    before, _after = queries.edition_chain(actor, document)
    found = queries.clause_changes(queries.document_for(actor, before.pk), document) if before else []
    return [_change(change) for change in found]


@router.post("/documents/{document_id}/supersede", response=DocumentOut, summary="Enter the edition before")
def supersede(request: HttpRequest, document_id: RowKey, body: EarlierIn) -> Document:
    """Enter that the document follows the earlier one."""
    actor = actor_on(request)
    return editions.supersede(actor=actor, document_id=document_id, earlier_id=body.earlier, now=timezone.now())


@router.post("/documents/{document_id}/part", response=DocumentOut, summary="Take back the edition before")
def part(request: HttpRequest, document_id: RowKey) -> Document:
    """Enter that the document follows no other."""
    return editions.part(actor=actor_on(request), document_id=document_id, now=timezone.now())


def _change(change: queries.ClauseChange) -> dict[str, object]:
    pieces = [{"kind": kind, "words": words} for kind, words in change.pieces]
    return {
        "kind": change.kind,
        "moved": change.moved,
        "number": change.number,
        "pieces": pieces,
        "proposals": change.proposals,
    }


@router.get("/proposals/{proposal_id}", response=ProposalOut, summary="One proposal")
def one_proposal(request: HttpRequest, proposal_id: RowKey) -> Proposal:
    """Give one proposal."""
    return queries.proposal_for(actor_on(request), proposal_id)


@router.post("/proposals/{proposal_id}/accept", response=ProposalOut, summary="Accept a proposal")
def accept(request: HttpRequest, proposal_id: RowKey, body: VersionIn) -> Proposal:
    """Find that the sentence obliges."""
    return proposals.accept(actor=actor_on(request), proposal_id=proposal_id, version=body.version, now=timezone.now())


@router.post("/proposals/{proposal_id}/reject", response=ProposalOut, summary="Reject a proposal")
def reject(request: HttpRequest, proposal_id: RowKey, body: RejectIn) -> Proposal:
    """Find that the sentence is no duty."""
    return proposals.reject(
        actor=actor_on(request),
        proposal_id=proposal_id,
        version=body.version,
        reason=body.reason,
        now=timezone.now(),
    )


@router.post("/proposals/{proposal_id}/reopen", response=ProposalOut, summary="Open a proposal again")
def reopen(request: HttpRequest, proposal_id: RowKey, body: VersionIn) -> Proposal:
    """Take the decision back."""
    return proposals.reopen(actor=actor_on(request), proposal_id=proposal_id, version=body.version, now=timezone.now())


@router.post("/proposals/{proposal_id}/edit", response=ProposalOut, summary="Edit a proposal")
def edit(request: HttpRequest, proposal_id: RowKey, body: EditProposalIn) -> Proposal:
    """Mend what an open proposal says and whom it obliges."""
    actor = actor_on(request)
    proposals.edit(
        actor=actor,
        proposal_id=proposal_id,
        version=body.version,
        wording=proposals.Wording(**body.dict(exclude={"version", "units"})),
        units=[proposals.ChosenUnit(unit_code=one.unit, role=one.role, name=one.name) for one in body.units],
        now=timezone.now(),
    )
    return queries.proposal_for(actor, proposal_id)


def _document_in(request: HttpRequest) -> tuple[DocumentIn, bytes]:
    """Take the document out of the body, whichever of its two forms it has."""
    try:
        raw = json.loads(request.body) if request.content_type == "application/json" else request.POST.dict()
        given = DocumentIn(**{name: _string(raw, name) for name in DocumentIn.model_fields})
        data = given.text.encode()
    except (ValueError, AttributeError) as fault:
        if isinstance(fault, documents.InvalidDocumentError):
            raise
        raise documents.InvalidDocumentError(field="body") from fault
    upload = request.FILES.get("file")
    if upload is None:
        return given, data
    given.file_name = upload.name or ""
    # One byte more than is allowed tells that it is too much.
    return given, upload.read(documents.LARGEST_MB * 1024 * 1024 + 1)


def _string(raw: Mapping[str, object], name: str) -> str:
    found = raw.get(name) or ""
    if not isinstance(found, str) or (name in REQUIRED and not found):
        raise documents.InvalidDocumentError(field=name)
    return found
