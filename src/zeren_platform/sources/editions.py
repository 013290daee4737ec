"""The editions of a document: which could come before it, and what became of each clause."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from zeren.similarity import Change, ChangeKind, Piece, align, differences, nearness
from zeren_platform.sources.models import Clause, Document, Proposal

__all__ = ["ClauseChange", "EarlierEdition", "clause_changes", "earlier_editions"]

# Titles that share half of their pairs of words may be those of two editions.
ALIKE: Final = Fraction(1, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierEdition:
    """A document that may come before another, and whether its title or number says so."""

    pk: int
    title: str
    is_likely: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseChange:
    """What became of a clause; ``pieces`` are its words, ``proposals`` the keys of those read out of its old words."""

    kind: ChangeKind
    moved: bool
    number: str
    pieces: Sequence[Piece]
    proposals: tuple[int, ...]


def earlier_editions(document: Document, others: Iterable[Document]) -> list[EarlierEdition]:
    """Say which of the other documents may be earlier editions: the likeliest first, then as they come."""
    ranked = sorted(((_alike(document, other), other) for other in others), key=lambda pair: -pair[0])
    return [EarlierEdition(pk=one.pk, title=one.title, is_likely=alike >= ALIKE) for alike, one in ranked]


def clause_changes(earlier: Document, later: Document) -> list[ClauseChange]:
    """Compare two documents clause by clause, in the order of the later one: two queries."""
    old, new = _clauses(earlier, later)
    read = _proposals(earlier)
    changes = align([words for _pk, _number, words in old], [words for _pk, _number, words in new])
    return [_told(change, old, new, read) for change in changes]


def _alike(document: Document, other: Document) -> Fraction:
    same = bool(document.document_number) and document.document_number == other.document_number
    return Fraction(1) if same else nearness(document.title, other.title)


def _told(
    change: Change,
    old: Sequence[tuple[int, str, str]],
    new: Sequence[tuple[int, str, str]],
    read: dict[int, list[int]],
) -> ClauseChange:
    before = old[change.old] if change.old is not None else None
    after = new[change.new] if change.new is not None else None
    return ClauseChange(
        kind=change.kind,
        moved=change.moved,
        number=(after or before or (0, "", ""))[1],
        pieces=differences(before[2] if before else "", after[2] if after else ""),
        proposals=tuple(read[before[0]]) if before else (),
    )


def _clauses(*documents: Document) -> list[list[tuple[int, str, str]]]:
    """Give key, number and words of each clause, document by document."""
    rows = Clause.objects.filter(document__in=documents).order_by("position")
    found: dict[int, list[tuple[int, str, str]]] = {document.pk: [] for document in documents}
    text = {document.pk: document.text for document in documents}
    for key, pk, number, start, end in rows.values_list("document", "pk", "number", "start", "end"):
        found[key].append((pk, number, text[key][start:end]))
    return [found[document.pk] for document in documents]


def _proposals(document: Document) -> defaultdict[int, list[int]]:
    found: defaultdict[int, list[int]] = defaultdict(list)
    for clause, pk in Proposal.objects.filter(document=document).order_by("position").values_list("clause", "pk"):
        found[clause].append(pk)
    return found
