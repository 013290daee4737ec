"""A sentence in its context: its item with the labels that belong to it, or its paragraph, under its headings.

The database finds the clause and cuts the words out; the whole text, which may be long, stays there. One query.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Greatest, Substr

from zeren_platform.common.written import WrittenRead
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


def excerpt(proposal_id: int, *, state: str = "") -> Excerpt | None:
    """Cut the sentence of a proposal out with its context; nothing for one that is not in *state*, if one is named."""
    rows = _read(proposal_id)
    found = dict(zip(_COLUMNS, rows[0], strict=True)) if rows else {}
    if not found or state not in {"", found["state"]}:
        return None
    first, start, end = found["clause__start"] or 0, found["start"], found["end"]
    around, offset = found["around"], max(start - REACH, 0)
    # Where nothing follows, the clause ends with the text; more than is shown was asked for, so the end is seen.
    last = offset + len(around) if found["following"] is None else found["following"]
    opens, closes = max(first, offset), min(last, end + REACH)
    path = " / ".join(words for level in range(HEADINGS, 0, -1) if (words := _short(_cut_heading(found, level))))
    return Excerpt(
        proposal=found["pk"],
        document=found["document__pk"],
        before=(f"{path}\n" if path else "") + _tail(around[opens - offset : start - offset], whole=opens == first),
        sentence=around[start - offset : end - offset],
        after=_head(around[end - offset : closes - offset], whole=closes == last),
        **{name: found[f"document__{name}"] for name in DOCUMENT if name != "pk"},
    )


def _cut_heading(found: Mapping[str, Any], level: int) -> str | None:
    """Keep of the words that were asked for those of the clause *level* steps above."""
    words: str | None = found[f"heading_{level}"]
    above = _above(level)
    return words[: found[f"{above}__end"] - found[f"{above}__start"]] if words else words


def _above(level: int) -> str:
    return "clause__" + "__".join(["parent"] * level)


def _following() -> Subquery:
    """Say where the next clause begins that is no labelled line (Basis, Target, Cycle)."""
    following = (
        Clause.objects.filter(document=OuterRef("document"), position__gt=OuterRef("clause__position"))
        .exclude(kind="label")
        .order_by("position")
    )
    return Subquery(following.values("start")[:1])


def _around() -> Substr:
    """Cut out the sentence with as much before and after as may be shown, and one character more."""
    offset = Greatest(F("start") - REACH, 0)
    return Substr("document__text", offset + 1, F("end") - offset + REACH + 1)


_LEVELS: Final = range(1, HEADINGS + 1)
_CUT: Final[dict[str, Any]] = {
    "around": _around(),
    "following": _following(),
    **{f"heading_{n}": Substr("document__text", F(f"{_above(n)}__start") + 1, 2 * LONGEST_HEADING) for n in _LEVELS},
}
_FACTS: Final = (
    *("pk", "state", "start", "end", "clause__start"),
    *(f"{_above(level)}__{name}" for level in _LEVELS for name in ("start", "end")),
    *(f"document__{name}" for name in DOCUMENT),
)

_COLUMNS: Final = (*_FACTS, *_CUT)
# Every page of a duty asks this.
_read: Final = WrittenRead(lambda pk: Proposal.objects.filter(pk=pk).annotate(**_CUT).values_list(*_COLUMNS), -1)


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
