"""Correct what is said of a document beside its text: what it is, what it is called, who issued it, when."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Final

from django.db import transaction

from zeren.foundations.errors import InvalidInputError, RefusedError
from zeren_platform.common.actor import Actor
from zeren_platform.common.locking import locked
from zeren_platform.common.problems import NotFoundError
from zeren_platform.ledger.use_cases import recording
from zeren_platform.sources import permissions
from zeren_platform.sources.events import DocumentCorrected
from zeren_platform.sources.models import Document
from zeren_platform.sources.use_cases.documents import InvalidDocumentError

__all__ = ["ChangedSinceError", "DocumentFacts", "SameFactsError", "correct", "facts_of"]

LONGEST: Final = {"title": 500, "issuer": 300, "document_number": 100, "index_number": 100}


class ChangedSinceError(RefusedError):
    """Somebody corrected the document since it was shown."""

    code = "sources.document.changed_since"


class SameFactsError(InvalidInputError):
    """Every entry is as it was."""

    code = "sources.document.same_facts"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFacts:
    """What is said of a document; its text and the hash of its file stay what they are."""

    kind: str
    title: str
    issuer: str = ""
    document_number: str = ""
    index_number: str = ""
    issued_on: date | None = None

    @property
    def written(self) -> tuple[tuple[str, str], ...]:
        """Give each entry as the ledger keeps it."""
        return tuple((field.name, str(getattr(self, field.name) or "").strip()) for field in fields(self))


def facts_of(document: Document) -> DocumentFacts:
    """Read what is said of a document now."""
    return DocumentFacts(**{field.name: getattr(document, field.name) for field in fields(DocumentFacts)})


@transaction.atomic(durable=True)
def correct(
    *, actor: Actor, document_id: int, facts: DocumentFacts, before: DocumentFacts | None, now: datetime
) -> Document:
    """Say *facts* of the document, unless another said something else than *before* meanwhile."""
    rows = Document.objects.select_related("unit").defer("text", "warnings")
    document = locked(rows).filter(pk=document_id).first()
    if document is None:
        raise NotFoundError(document=document_id)
    held = facts_of(document)

    standing = permissions.require_decide(actor, document)
    _refuse_invalid(facts)
    if before is not None and before.written != held.written:
        raise ChangedSinceError(title=document.title)

    told = dict(held.written)
    changed = {name: words for name, words in facts.written if words != told[name]}
    if not changed:
        raise SameFactsError

    for name, words in changed.items():
        setattr(document, name, facts.issued_on if name == "issued_on" else words)
    document.save(update_fields=list(changed))
    event = DocumentCorrected(
        subject=document.subject,
        entries=tuple(changed),
        before=tuple((name, told[name]) for name in changed),
        after=tuple(changed.items()),
    )
    recording.record(actor=actor, event=event, at=now, standing=standing)
    return document


def _refuse_invalid(facts: DocumentFacts) -> None:
    if facts.kind not in Document.Kind.values:
        raise InvalidDocumentError(field="kind")
    if not facts.title.strip():
        raise InvalidDocumentError(field="title")
    for name, longest in LONGEST.items():
        if len(getattr(facts, name).strip()) > longest:
            raise InvalidDocumentError(field=name)
