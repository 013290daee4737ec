"""Read documents and proposals, as far as the actor may."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any, Final

from django.db.models import (
    BigIntegerField,
    CharField,
    Count,
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    prefetch_related_objects,
)
from django.db.models.functions import Cast, Substr

from zeren_platform.common.actor import OVERSIGHT, UNIT_ROLES, Actor
from zeren_platform.common.pagination import Page, page_of
from zeren_platform.common.problems import NotFoundError
from zeren_platform.organisation.queries import units, within
from zeren_platform.sources.drafts import with_draft
from zeren_platform.sources.editions import ClauseChange, EarlierEdition, clause_changes, earlier_editions
from zeren_platform.sources.excerpts import Excerpt, excerpt
from zeren_platform.sources.models import AgendaItem, Clause, Document, Instrument, Meeting, Proposal, ProposedUnit
from zeren_platform.sources.oddities import warning_of
from zeren_platform.sources.permissions import DECIDES, may_decide
from zeren_platform.sources.suggestions import KnownNames, Suggestion, joined, rank, rank_names

__all__ = [
    "IN_THE_TEXT",
    "ClauseChange",
    "EarlierEdition",
    "Excerpt",
    "Facts",
    "KnownNames",
    "OddSource",
    "Stretch",
    "Suggestion",
    "Tally",
    "UnheldSentence",
    "accepted_not_taken",
    "before_page",
    "clause_changes",
    "decides",
    "document_for",
    "documents_for",
    "edition_chain",
    "facts_of",
    "fetch_merged",
    "is_overseer",
    "names_of_units",
    "possible_earlier",
    "proposal_for",
    "proposals_of",
    "readable_documents",
    "sentence_in_context",
    "stretches_of",
    "subjects_of",
    "suggested_leads",
    "tallies",
    "undecided_for",
    "unheld",
    "units_named",
]

State = Proposal.State
# Documents offered to choose from; beyond it people narrow the list of documents.
MOST_OFFERED: Final = 200
# Earlier proposals compared with one that lacks its lead, the latest first.
MOST_COMPARED: Final = 500
# Stands where a sentence has its state.
ODD: Final = "odd"
# A number is a name and says no place: what a split adds comes last by number and stands where its words do.
IN_THE_TEXT: Final = ("start", "position")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many proposals of a document stand where."""

    open: int = 0
    accepted: int = 0
    rejected: int = 0
    merged: int = 0
    # Of those accepted, how many stand in a register.
    taken: int = 0

    @property
    def to_take(self) -> int:
        """Those accepted that no register holds yet."""
        return self.accepted - self.taken

    @property
    def total(self) -> int:
        """All of them."""
        return self.open + self.decided

    @property
    def decided(self) -> int:
        """Those that need nobody any more."""
        return self.accepted + self.rejected + self.merged


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Where a proposal stands in the text."""

    pk: int
    position: int
    start: int
    end: int
    state: str
    # A register holds it.
    taken: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the document reports beside its text."""

    meetings: tuple[Meeting, ...]
    instruments: tuple[Instrument, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnheldSentence:
    """A sentence that may oblige and that no register holds; without ``proposal`` the reading made none of it."""

    document: int
    title: str
    proposal: int | None
    number: str
    state: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OddSource:
    """Something that the reading found odd in a document."""

    document: int
    title: str
    warning: str


def documents_for(
    actor: Actor, *, kind: str = "", words: str = "", after: str = "", before: str = "", size: int = 50
) -> Page[Document]:
    """List the documents that the actor may read, the newest first."""
    rows = _readable(actor).select_related("unit").defer("text", "warnings")
    if kind:
        rows = rows.filter(kind=kind)
    if words.strip():
        rows = rows.filter(Q(title__icontains=words.strip()) | Q(document_number__icontains=words.strip()))
    return page_of(rows, order=("-added_at", "-id"), after=after, before=before, size=size)


def tallies(documents: Iterable[Document]) -> dict[int, Tally]:
    """Count the proposals of each document by state, in one query."""
    pks = [document.pk for document in documents]
    counted: dict[int, dict[str, int]] = {pk: {} for pk in pks}
    rows = Proposal.objects.filter(document__in=pks).order_by()
    counting = rows.values_list("document", "state").annotate(Count("pk"), Count("taken_in_at"))
    for document, state, count, taken in counting:
        counted[document][state] = count
        counted[document]["taken"] = counted[document].get("taken", 0) + taken
    return {pk: Tally(**states) for pk, states in counted.items()}


def document_for(actor: Actor, pk: int) -> Document:
    """Give one of them."""
    found = _readable(actor).select_related("unit").filter(pk=pk).first()
    if found is None:
        raise NotFoundError(document=pk)
    return found


def readable_documents(actor: Actor) -> QuerySet[Document]:
    """Give those that the actor may open: of units that they oversee, or that oblige a unit of theirs."""
    return _readable(actor)


def is_overseer(actor: Actor, document: Document) -> bool:
    """Say whether the actor sees everything of the document, or only what was accepted out of it."""
    return actor.standing(*OVERSIGHT, path=document.unit.path) is not None


def decides(actor: Actor, document: Document) -> bool:
    """Say whether the actor may decide on the document, and so say which edition it follows."""
    return may_decide(actor, document)


def edition_chain(actor: Actor, document: Document, *, whole: bool = False) -> tuple[Document | None, Document | None]:
    """Give the edition before a document and the one after it, where there are any that the actor may open.

    What they say is read later, where somebody asks for it, or with them where the ``whole`` is wanted.
    """
    beside = Q(superseded_by=document) | Q(supersedes=document)
    rows = _readable(actor).filter(beside)
    found = list(rows if whole else rows.defer("text", "warnings"))
    before = next((one for one in found if one.pk == document.supersedes_id), None)
    return before, next((one for one in found if one.supersedes_id == document.pk), None)


def possible_earlier(actor: Actor, document: Document) -> list[EarlierEdition]:
    """List the documents on which the actor decides and that none follows: the likeliest earlier edition first."""
    theirs = within(actor.paths(*DECIDES), prefix="unit__")
    rows = Document.objects.filter(theirs, Q(superseded_by=None)).exclude(pk=document.pk)
    return earlier_editions(document, rows.defer("text", "warnings").order_by("-added_at", "-id")[:MOST_OFFERED])


def proposals_of(document: Document, *, state: str = "") -> QuerySet[Proposal]:
    """Give the proposals with their units, in the order of the text; of one state, where one is named."""
    named = ProposedUnit.objects.select_related("unit").order_by("position")
    rows = Proposal.objects.filter(document=document).order_by(*IN_THE_TEXT).select_related("merged_into")
    rows = rows.prefetch_related(Prefetch("units", queryset=named))
    return rows.filter(state=state) if state else rows


def proposal_for(actor: Actor, pk: int, *, form: str = "") -> Proposal:
    """Give one proposal with its document and units, if the actor may read it; with their draft in a *form*."""
    named = ProposedUnit.objects.select_related("unit").order_by("position")
    rows = Proposal.objects.select_related("document__unit", "merged_into").defer("document__text")
    rows = rows.prefetch_related(Prefetch("units", queryset=named))
    if form:
        rows = with_draft(rows, actor, form=form)
    found = rows.filter(_visible(actor), pk=pk).first()
    if found is None:
        raise NotFoundError(proposal=pk)
    return found


def stretches_of(document: Document) -> list[Stretch]:
    """Give the place of every proposal of the document, without their words."""
    rows = Proposal.objects.filter(document=document).order_by(*IN_THE_TEXT)
    names = ("pk", "position", "start", "end", "state", "taken_in_at")
    found = rows.values_list(*names)
    return [
        Stretch(pk=pk, position=position, start=start, end=end, state=state, taken=taken_in_at is not None)
        for pk, position, start, end, state, taken_in_at in found
    ]


def before_page(proposal: Proposal, *, size: int) -> tuple[int, int] | None:
    """Give the place of the last proposal before the page on which *proposal* stands; None on the first page."""
    rows = Proposal.objects.filter(document=proposal.document_id).order_by(*IN_THE_TEXT).values_list(*IN_THE_TEXT)
    places = list(rows)
    first = places.index((proposal.start, proposal.position)) // size * size
    return places[first - 1] if first else None


def facts_of(document: Document) -> Facts:
    """Give the meetings with their agenda, and the instruments that the text names."""
    agenda = AgendaItem.objects.order_by("position")
    meetings = document.meetings.order_by("position").prefetch_related(Prefetch("agenda", queryset=agenda))
    return Facts(meetings=tuple(meetings), instruments=tuple(document.instruments.order_by("start")))


def accepted_not_taken(document: Document) -> QuerySet[Proposal]:
    """Give the accepted proposals that no register holds yet, with their units, in the order of the text."""
    return proposals_of(document, state=State.ACCEPTED).filter(taken_in_at__isnull=True)


def undecided_for(actor: Actor, *, size: int = 5) -> list[tuple[Document, int]]:
    """Give the newest documents in which proposals wait for the actor, with how many."""
    rows = Document.objects.filter(within(actor.paths(*DECIDES), prefix="unit__"))
    waiting = Proposal.objects.filter(document=OuterRef("pk"), state=State.OPEN).order_by().values("document")
    counted = Subquery(waiting.annotate(count=Count("pk")).values("count"))
    found = rows.annotate(waiting=counted).filter(waiting__gt=0).defer("text", "warnings")
    return [(document, document.waiting) for document in found.order_by("-added_at", "-id")[:size]]


def sentence_in_context(proposal_id: int) -> Excerpt:
    """Give the words of the document that a proposal quotes, with those around them; one query."""
    found = excerpt(proposal_id)
    if found is None:
        raise NotFoundError(proposal=proposal_id)
    return found


def unheld(actor: Actor, document_ids: Iterable[int]) -> tuple[list[UnheldSentence], list[OddSource]]:
    """List what the documents say and no register holds, and what the reading found odd in them: one query.

    Not held are proposals not taken in, and items without a proposal; what was rejected was decided and is no gap.
    Documents that the actor does not oversee are left out.
    """
    keys = list(document_ids)
    overseen = within(actor.paths(*OVERSIGHT), prefix="unit__")
    documents = Document.objects.filter(overseen, pk__in=keys)
    rows = _silent_items(documents).union(_untaken(documents), _with_warnings(documents), all=True)
    told = sorted(rows, key=itemgetter(0, 6))
    sentences = [
        UnheldSentence(document=key, title=title, proposal=proposal, number=number, state=state, words=words)
        for key, title, proposal, number, state, words, _place in told
        if state != ODD
    ]
    odd = [
        OddSource(document=key, title=title, warning=warning_of(found["code"], found["detail"]))
        for key, title, _proposal, _number, state, words, _place in told
        if state == ODD
        for found in json.loads(words)
    ]
    return sentences, odd


def units_named() -> QuerySet[ProposedUnit, Any]:
    """Give the keys of the units that any document names, as a subquery."""
    return ProposedUnit.objects.exclude(unit=None).order_by().values("unit")


def subjects_of(*, proposal_id: int, document_id: int) -> tuple[str, ...]:
    """Name what the ledger tells of a proposal: the document's own story comes first."""
    return (Document(pk=document_id).subject, Proposal(pk=proposal_id).subject)


def suggested_leads(actor: Actor, proposal: Proposal, *, on: date, known: KnownNames = ()) -> list[Suggestion]:
    """Rank the units that may lead: by the names in the text that mean none, and by near proposals accepted before.

    *known* are the names that there are. Only documents that the actor oversees are looked at; one query.
    """
    written = [row.name for row in proposal.units.all() if row.unit is None]
    if proposal.actor_text:
        written.append(proposal.actor_text)
    by_name = rank_names(written, known)
    overseen = within(actor.paths(*OVERSIGHT), prefix="proposal__document__unit__")
    rows = ProposedUnit.objects.filter(
        overseen, role=ProposedUnit.Role.LEAD, proposal__state=State.ACCEPTED, unit__in=units(on=on).order_by()
    ).exclude(proposal=proposal)
    latest = rows.select_related("unit", "proposal__document").defer("proposal__document__text")
    near = rank(proposal.text, latest.order_by("-proposal__decided_at", "-pk")[:MOST_COMPARED])
    return joined(by_name, near)


def names_of_units(*, on: date) -> KnownNames:
    """Give every name and alias of the units of a day; one query, in which a unit comes once for each alias."""
    rows = units(on=on).annotate(alias=F("aliases__name"))
    return [(unit, name) for unit in rows for name in (unit.name, unit.name_zh, unit.alias or "")]


def fetch_merged(proposals: Sequence[Proposal]) -> None:
    """Fetch what was merged into each of them, with the words of the document that it quotes: one query."""
    merged = Proposal.objects.annotate(words=_words()).order_by(*IN_THE_TEXT)
    prefetch_related_objects(proposals, Prefetch("merged", queryset=merged))


def _untaken(documents: QuerySet[Document]) -> QuerySet[Proposal, Any]:
    rows = Proposal.objects.filter(document__in=documents, taken_in_at=None, state__in=(State.OPEN, State.ACCEPTED))
    return rows.order_by().values_list(
        "document", "document__title", F("pk"), Cast(F("position") + 1, CharField()), "state", _words(), "start"
    )


def _silent_items(documents: QuerySet[Document]) -> QuerySet[Clause, Any]:
    below = Clause.objects.filter(parent=OuterRef("pk"))
    quoted = Proposal.objects.filter(clause=OuterRef("pk"))
    rows = Clause.objects.filter(~Exists(below), ~Exists(quoted), document__in=documents, kind="item")
    nothing = Value(None, output_field=BigIntegerField())
    return rows.order_by().values_list("document", "document__title", nothing, "number", Value(""), _words(), "start")


def _with_warnings(documents: QuerySet[Document]) -> QuerySet[Document, Any]:
    nothing = Value(None, output_field=BigIntegerField())
    rows = documents.exclude(warnings=[]).order_by()
    return rows.values_list("pk", "title", nothing, Value(""), Value(ODD), Cast("warnings", TextField()), Value(-1))


def _words() -> Substr:
    return Substr("document__text", F("start") + 1, F("end") - F("start"))


def _readable(actor: Actor) -> QuerySet[Document]:
    condition = Q(within(actor.paths(*OVERSIGHT), prefix="unit__"))
    if actor.holds(*UNIT_ROLES):
        named = _naming(actor).filter(proposal__document=OuterRef("pk"))
        condition |= Q(Exists(named))
    return Document.objects.filter(condition)


def _visible(actor: Actor) -> Q:
    """Say of a proposal "the actor oversees its document, or it is accepted and the document names their unit"."""
    condition = Q(within(actor.paths(*OVERSIGHT), prefix="document__unit__"))
    if actor.holds(*UNIT_ROLES):
        named = _naming(actor).filter(proposal__document=OuterRef("document"))
        condition |= Q(Exists(named), state=State.ACCEPTED)
    return condition


def _naming(actor: Actor) -> QuerySet[ProposedUnit]:
    mine = within(actor.paths(*UNIT_ROLES), prefix="unit__")
    return ProposedUnit.objects.filter(mine, proposal__state=State.ACCEPTED)
