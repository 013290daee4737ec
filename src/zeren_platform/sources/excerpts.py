"""A sentence in its context: its item with the labels that belong to it, or its paragraph, under its headings.

The database finds the clause and cuts the words out; the whole text, which may be long, stays there. One query.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Greatest, Least, Length, Substr

from zeren_platform.sources.models import Clause, Proposal

__all__ = ["Excerpt", "excerpt"]

# Code points before and after the sentence; a longer item or paragraph is shortened at the end of a sentence.
REACH: Final = 600
DOCUMENT: Final = ("pk", "title", "kind", "issuer", "document_number", "issued_on", "language")
# A full stop inside a number or between small letters ("e.g.") ends nothing.
ENDING: Final = re.compile(r"\n|[。！？；]+[”’」』》）)]*|(?<=[^\d\s.])[.!?]+[\"'”’)\]]*(?=\s)")
# How many headings above the clause are shown, and how much of each.
HEADINGS: Final = 3
LONGEST_HEADING: Final = 80
# "II. Water": the stop of a number ends no heading.
SHORTEST_HEADING: Final = 6
ABRIDGED: Final = "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """Where a duty comes from.

    ``sentence`` is exactly what the document says. ``before`` holds the headings above, a line for them all, then the
    words of the same clause; ``after`` the rest of the clause and its labelled lines. "…" stands for words left out.
    """

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
    """Cut the sentence of the one proposal out with its context."""
    headings = {f"heading_{level}": _heading(level) for level in range(1, HEADINGS + 1)}
    found = (
        proposals.annotate(first=_first(), last=_last())
        .annotate(
            opens=Greatest(F("first"), F("start") - REACH),
            closes=Least(F("last"), F("end") + REACH),
            around=Substr("document__text", F("opens") + 1, F("closes") - F("opens")),
            **headings,
        )
        .values(
            "pk", "start", "end", "first", "last", "opens", "closes", "around", *headings,
            *(f"document__{name}" for name in DOCUMENT),
        )
        .first()
    )  # fmt: skip
    if found is None:
        return None
    around: str = found["around"]
    begins, ends = found["start"] - found["opens"], found["end"] - found["opens"]
    path = " / ".join(words for level in range(HEADINGS, 0, -1) if (words := _short(found[f"heading_{level}"])))
    return Excerpt(
        proposal=found["pk"],
        document=found["document__pk"],
        before=(f"{path}\n" if path else "") + _tail(around[:begins], whole=found["opens"] == found["first"]),
        sentence=around[begins:ends],
        after=_head(around[ends:], whole=found["closes"] == found["last"]),
        **{name: found[f"document__{name}"] for name in DOCUMENT if name != "pk"},
    )


def _first() -> Coalesce:
    """Where the clause begins; without a clause, the text."""
    return Coalesce(F("clause__start"), Value(0))


def _last() -> Coalesce:
    """Where the next clause begins that is no labelled line (Basis, Target, Cycle); else where the text ends."""
    following = (
        Clause.objects.filter(document=OuterRef("document"), position__gt=OuterRef("clause__position"))
        .exclude(kind="label")
        .order_by("position")
    )
    return Coalesce(Subquery(following.values("start")[:1]), Length("document__text"))


def _heading(level: int) -> Substr:
    """Give the first words of the clause that is *level* steps above."""
    above = "clause__" + "__".join(["parent"] * level)
    length = Least(F(f"{above}__end") - F(f"{above}__start"), Value(2 * LONGEST_HEADING))
    return Substr("document__text", F(f"{above}__start") + 1, length)


def _short(heading: str | None) -> str:
    """Keep the heading of an item that goes on, and not much of a long one."""
    line = (heading or "").partition("\n")[0].strip()
    ends = [found.end() for found in ENDING.finditer(line) if found.end() > SHORTEST_HEADING]
    first = line[: ends[0]].rstrip("。.") if ends else line
    return first if len(first) <= LONGEST_HEADING else first[: LONGEST_HEADING - 1] + ABRIDGED


def _tail(words: str, *, whole: bool) -> str:
    """Keep whole sentences before: cut just after the first ending, unless the clause itself begins here."""
    if whole:
        return words
    ending = ENDING.search(words)
    return ABRIDGED + (words[ending.end() :].lstrip() if ending else "")


def _head(words: str, *, whole: bool) -> str:
    """Keep whole sentences after: cut just after the last ending, unless the clause itself ends here."""
    if whole:
        return words.rstrip()
    endings = [found.end() for found in ENDING.finditer(words)]
    return (words[: endings[-1]].rstrip() if endings else "") + ABRIDGED
