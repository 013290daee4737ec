"""The API of the sources."""

import json
from collections.abc import Mapping
from typing import Final

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Status

from zeren_platform.common.entrance import PageSize, RowKey, actor_on
from zeren_platform.common.pagination import page_of
from zeren_platform.sources import queries
from zeren_platform.sources.models import Document, Proposal
from zeren_platform.sources.schemas import (
    ChangeOut,
    DocumentIn,
    DocumentOut,
    DocumentPage,
    EarlierIn,
    EditProposalIn,
    ManyIn,
    MergeProposalsIn,
    ProposalOut,
    RejectIn,
    RejectManyIn,
    SplitProposalIn,
    VersionIn,
    WholeDocumentOut,
    target_lines,
)
from zeren_platform.sources.use_cases import documents, editions, many, merging, proposals, splitting

__all__ = ["router"]

router = Router(tags=["sources"])

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
    found = page_of(queries.proposals_of(document, state=seen), order=queries.IN_THE_TEXT, after=after, size=size)
    queries.fetch_merged(found.rows)
    return {"document": document, "text": document.text, "proposals": found}


@router.post("/documents/{document_id}/accept-many", response=list[int], summary="Accept several proposals")
def accept_many(request: HttpRequest, document_id: RowKey, body: ManyIn) -> list[int]:
    """Accept open proposals together: all of them, or none."""
    rows = many.accept_many(actor=actor_on(request), document_id=document_id, seen=body.seen(), now=timezone.now())
    return [row.pk for row in rows]


@router.post("/documents/{document_id}/reject-many", response=list[int], summary="Reject several proposals")
def reject_many(request: HttpRequest, document_id: RowKey, body: RejectManyIn) -> list[int]:
    """Reject open proposals together for one reason: all of them, or none."""
    rows = many.reject_many(
        actor=actor_on(request), document_id=document_id, seen=body.seen(), reason=body.reason, now=timezone.now()
    )
    return [row.pk for row in rows]


@router.post("/documents/{document_id}/merge", response=ProposalOut, summary="Merge proposals")
def merge(request: HttpRequest, document_id: RowKey, body: MergeProposalsIn) -> Proposal:
    """Let one proposal keep the words and units of the others."""
    actor = actor_on(request)
    merging.merge(actor=actor, document_id=document_id, stays=body.stays, seen=body.seen(), now=timezone.now())
    return queries.proposal_for(actor, body.stays)


@router.get("/documents/{document_id}/changes", response=list[ChangeOut], summary="What a later edition changed")
def changes(request: HttpRequest, document_id: RowKey) -> list[dict[str, object]]:
    """Say what became of each clause of the edition before; nothing where there is none."""
    actor = actor_on(request)
    document = queries.document_for(actor, document_id)
    before, _after = queries.edition_chain(actor, document, whole=True)
    found = queries.clause_changes(before, document) if before else []
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


@router.post("/proposals/{proposal_id}/take-apart", response=ProposalOut, summary="Take a merged proposal apart")
def take_apart(request: HttpRequest, proposal_id: RowKey, body: VersionIn) -> Proposal:
    """Open a merged proposal again by itself."""
    return merging.take_apart(
        actor=actor_on(request), proposal_id=proposal_id, version=body.version, now=timezone.now()
    )


@router.post("/proposals/{proposal_id}/split", response=list[ProposalOut], summary="Split a proposal")
def split(request: HttpRequest, proposal_id: RowKey, body: SplitProposalIn) -> list[Proposal]:
    """Make a proposal of each duty of the sentence."""
    parts = [splitting.Part(start=part.start, end=part.end, text=part.text) for part in body.parts]
    return splitting.split(
        actor=actor_on(request), proposal_id=proposal_id, version=body.version, parts=parts, now=timezone.now()
    )


@router.post("/proposals/{proposal_id}/edit", response=ProposalOut, summary="Edit a proposal")
def edit(request: HttpRequest, proposal_id: RowKey, body: EditProposalIn) -> Proposal:
    """Mend what an open proposal says and whom it obliges."""
    actor = actor_on(request)
    proposals.edit(
        actor=actor,
        proposal_id=proposal_id,
        version=body.version,
        wording=_wording(body),
        units=[proposals.ChosenUnit(unit_code=one.unit, role=one.role, name=one.name) for one in body.units],
        now=timezone.now(),
    )
    return queries.proposal_for(actor, proposal_id)


def _wording(body: EditProposalIn) -> proposals.Wording:
    targets = None if body.targets is None else target_lines(body.targets)
    return proposals.Wording(**body.dict(exclude={"version", "units", "targets"}), targets=targets)


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
