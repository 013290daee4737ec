"""Say that a document is a later edition of another, or that it is not."""

from datetime import datetime

from django.db import transaction

from zeren.foundations.errors import InvalidInputError, RefusedError
from zeren_platform.common.actor import Actor
from zeren_platform.common.locking import locked
from zeren_platform.common.problems import NotFoundError
from zeren_platform.ledger.use_cases import recording
from zeren_platform.sources import permissions
from zeren_platform.sources.events import DocumentParted, DocumentSuperseded
from zeren_platform.sources.models import Document
from zeren_platform.sources.use_cases.steps import is_read_by

__all__ = ["CircleError", "NoEarlierError", "SupersededError", "part", "supersede"]


class CircleError(InvalidInputError):
    """A document would come before itself."""

    code = "sources.document.circle"


class SupersededError(RefusedError):
    """The earlier edition has a later one already; ``title`` names it."""

    code = "sources.document.superseded_already"


class NoEarlierError(RefusedError):
    """The document is not entered as a later edition of any."""

    code = "sources.document.no_earlier"


@transaction.atomic(durable=True)
def supersede(*, actor: Actor, document_id: int, earlier_id: int, now: datetime) -> Document:
    """Enter that the document is the edition that follows the earlier one."""
    document, earlier = _document(actor, document_id), _document(actor, earlier_id)
    later = Document.objects.filter(supersedes=earlier).exclude(pk=document.pk).values_list("title", flat=True).first()

    standing = permissions.require_decide(actor, document)
    permissions.require_decide(actor, earlier)
    if later is not None:
        raise SupersededError(field="earlier", title=later)
    if document.pk in _chain(earlier):
        raise CircleError(field="earlier")

    document.supersedes = earlier

    document.save(update_fields=["supersedes"])
    event = DocumentSuperseded(subject=document.subject, earlier=earlier.subject, earlier_title=earlier.title)
    recording.record(actor=actor, event=event, at=now, standing=standing)
    return document


@transaction.atomic(durable=True)
def part(*, actor: Actor, document_id: int, now: datetime) -> Document:
    """Enter that the document follows no other; nothing that was taken out of it changes."""
    document = _document(actor, document_id)

    standing = permissions.require_decide(actor, document)
    earlier = document.supersedes
    if earlier is None:
        raise NoEarlierError(title=document.title)

    document.supersedes = None

    document.save(update_fields=["supersedes"])
    event = DocumentParted(subject=document.subject, earlier=earlier.subject, earlier_title=earlier.title)
    recording.record(actor=actor, event=event, at=now, standing=standing)
    return document


def _document(actor: Actor, pk: int) -> Document:
    rows = Document.objects.select_related("unit").defer("text", "warnings")
    found = locked(rows).filter(pk=pk).first()
    if found is None or not is_read_by(actor, found):
        raise NotFoundError(document=pk)
    return found


def _chain(document: Document) -> set[int]:
    """Give the keys of a document and of all editions before it."""
    before = dict(Document.objects.exclude(supersedes=None).values_list("pk", "supersedes"))
    chain: set[int] = set()
    here: int | None = document.pk
    while here is not None and here not in chain:
        chain.add(here)
        here = before.get(here)
    return chain
