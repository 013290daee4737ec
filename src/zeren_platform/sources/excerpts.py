"""A sentence with the words around it, cut out of the document's text by the database."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import F, QuerySet
from django.db.models.functions import Greatest, Substr

from zeren_platform.sources.models import Proposal

__all__ = ["Excerpt", "excerpt"]

# Code points before and after the sentence: a paragraph or two.
REACH: Final = 320
DOCUMENT: Final = ("pk", "title", "kind", "issuer", "document_number", "issued_on", "language")
ENDINGS: Final = ("\n", "。", "！", "？", "；", ". ", "! ", "? ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """Where a duty comes from: ``before + sentence + after`` stands in the document as it does here."""

    document: int
    proposal: int
    title: str
    kind: str
    issuer: str
    document_number: str
    issued_on: date | None
    language: str
    before: str
    sentence: str
    after: str


def excerpt(proposals: QuerySet[Proposal]) -> Excerpt | None:
    """Cut the sentence of the one proposal out; the whole text, which may be long, stays in the database."""
    first = Greatest(F("start") - REACH, 0)
    found = (
        proposals.annotate(
            around=Substr("document__text", first + 1, F("end") - first + REACH),
            lead_in=F("start") - first,
        )
        .values("pk", "start", "end", "around", "lead_in", *(f"document__{name}" for name in DOCUMENT))
        .first()
    )
    if found is None:
        return None
    lead_in, length = found["lead_in"], found["end"] - found["start"]
    around: str = found["around"]
    return Excerpt(
        proposal=found["pk"],
        document=found["document__pk"],
        before=_tail(around[:lead_in], whole=lead_in == found["start"]),
        sentence=around[lead_in : lead_in + length],
        after=_head(around[lead_in + length :]),
        **{name: found[f"document__{name}"] for name in DOCUMENT if name != "pk"},
    )


def _tail(words: str, *, whole: bool) -> str:
    """Keep whole sentences before: cut just after the first ending, unless the text itself begins here."""
    if whole:
        return words
    ends = [found + len(sign) for sign in ENDINGS if (found := words.find(sign)) >= 0]
    return words[min(ends) :] if ends else ""


def _head(words: str) -> str:
    """Keep whole sentences after: cut just after the last ending, unless the text itself ends here."""
    if len(words) < REACH:
        return words
    return words[: max((found + len(sign) for sign in ENDINGS if (found := words.rfind(sign)) >= 0), default=0)]
