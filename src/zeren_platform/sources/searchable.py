"""What of the documents can be found by a search, and by whom."""

from collections.abc import Iterable, Iterator

from zeren_platform.common.searchable import Searchable
from zeren_platform.sources.models import Document, Proposal

__all__ = ["documents_of", "searchable_documents"]

# A heading of a clause is its first line, no longer than this.
HEADING = 120


def documents_of(proposals: Iterable[int]) -> list[int]:
    """Give the keys of the documents in which proposals stand."""
    return list(Proposal.objects.filter(pk__in=list(proposals)).values_list("document", flat=True).distinct())


def searchable_documents(keys: Iterable[int]) -> Iterator[Searchable]:
    """Give documents with their clauses and proposals.

    Those who oversee the unit of a document see all of it, those whose units it obliges see what was accepted.
    """
    rows = Document.objects.filter(pk__in=list(keys)).select_related("unit")
    for document in rows.prefetch_related("clauses", "proposals").iterator(chunk_size=20):
        yield Searchable(
            kind="document",
            key=str(document.pk),
            title=document.title,
            number=document.document_number or document.index_number,
            text="\n".join(filter(None, (document.document_number, document.index_number, document.issuer))),
            document=document.pk,
        )
        yield from _clauses(document)
        yield from (_proposal(document, proposal) for proposal in document.proposals.all())


def _clauses(document: Document) -> Iterator[Searchable]:
    for clause in document.clauses.all():
        words = document.text[clause.start : clause.end].strip()
        heading, _, text = words.partition("\n")
        yield Searchable(
            kind="clause",
            key=f"{document.pk}-{clause.position}",
            title=heading if len(heading) <= HEADING else clause.number,
            text=text if len(heading) <= HEADING else words,
            where=document.title,
            document=document.pk,
            path=document.unit.path,
        )


def _proposal(document: Document, proposal: Proposal) -> Searchable:
    return Searchable(
        kind="proposal",
        key=str(proposal.pk),
        title=proposal.title,
        text=proposal.text,
        where=document.title,
        # What a register holds is found there first.
        standing=2 if proposal.taken_in_at else 1,
        document=document.pk,
        path="" if proposal.state == Proposal.State.ACCEPTED else document.unit.path,
    )
