"""Search everything that the actor may see: what is called exactly so, then titles, then texts; in force first."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models import Q, QuerySet

from zeren_platform.common.actor import OVERSIGHT, Actor
from zeren_platform.common.planning import planned_anew
from zeren_platform.common.searchable import HAN, IN_TITLE, runs, squeezed, wanted
from zeren_platform.desk.models import SearchEntry
from zeren_platform.organisation.permissions import may_keep_people
from zeren_platform.organisation.queries import within
from zeren_platform.responsibilities.queries.searchable import editions_found_by
from zeren_platform.sources.queries import readable_documents

__all__ = ["KINDS", "Found", "search", "suggest", "units_called"]

KINDS: Final = tuple(SearchEntry.Kind)
# Of more units with the words than these, some are shown.
LOOKED_AT: Final = 500
# The standing of what is over.
NO_LONGER: Final = 2
# A stretch of Chinese that is longer than a pair is found by its pairs; they also stand together.
STRETCH: Final = re.compile(f"[{HAN}]{{3,}}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was found, the best first; ``more`` says that there is more than is shown."""

    entries: list[SearchEntry]
    more: bool


def search(actor: Actor, words: str, *, kind: str = "", size: int = 50) -> Found:
    """Find what has all of *words*."""
    return _found(actor, words, kind=kind, size=size, in_texts=True)


def suggest(actor: Actor, words: str, *, size: int = 8) -> list[SearchEntry]:
    """Find what is called so or has all of *words* in its title, while somebody types."""
    return _found(actor, words, kind="", size=size, in_texts=False).entries


def units_called(words: str, *, size: int) -> list[str]:
    """Give the codes of the units that have all of *words* in a name: the name of today first, then any other.

    Everybody may see the units.
    """
    tokens = wanted(words)
    if not tokens:
        return []
    there = SearchEntry.objects.filter(kind=SearchEntry.Kind.UNIT, standing__lt=NO_LONGER)
    in_title = [(IN_TITLE + token, begins) for token, begins in tokens]
    tiers = [
        _together(there.filter(_holding(in_title)), words, "title"),
        _together(there.filter(_holding(tokens)), words, "title", "text"),
    ]
    # To have them all in order, a database that takes them for many would look through every unit of a country.
    some = [SearchEntry.objects.filter(pk__in=tier.order_by().values("pk")[:LOOKED_AT]) for tier in tiers]
    return [entry.key for entry in _gathered(some, size).entries]


def _found(actor: Actor, words: str, *, kind: str, size: int, in_texts: bool) -> Found:
    tokens = wanted(words)
    if not tokens:
        return Found(entries=[], more=False)
    seen = SearchEntry.objects.filter(_visible(actor))
    seen = seen.filter(kind=kind) if kind else seen
    in_title = [(IN_TITLE + token, begins) for token, begins in tokens]
    tiers = [seen.filter(number=squeezed(words)), _together(seen.filter(_holding(in_title)), words, "title")]
    if in_texts:
        tiers.append(_together(seen.filter(_holding(tokens)), words, "title", "text", "where"))
    return _gathered(tiers, size)


def _gathered(tiers: Iterable[QuerySet[SearchEntry]], size: int) -> Found:
    """Take from the best tier first, and from the next while there is room."""
    found: dict[int, SearchEntry] = {}
    for tier in tiers:
        if len(found) > size:
            break
        with planned_anew():
            found |= {entry.pk: found.get(entry.pk, entry) for entry in tier.order_by("standing", "pk")[: size + 1]}
    return Found(entries=list(found.values())[:size], more=len(found) > size)


def _holding(tokens: list[tuple[str, bool]]) -> Q:
    """Say of an entry that it has them all; the types of Django know no lookup of our own."""
    return Q(grams__holds=tokens)


def _together(rows: QuerySet[SearchEntry], words: str, *columns: str) -> QuerySet[SearchEntry]:
    """Leave out what has the pairs of a stretch of Chinese, but not side by side."""
    for run in runs(words):
        if STRETCH.fullmatch(run):
            rows = rows.filter(Q(*((f"{column}__contains", run) for column in columns), _connector=Q.OR))
    return rows


def _visible(actor: Actor) -> Q:
    """Say of an entry that the actor may see it, as the slices say of the rows."""
    editions = Q(edition=None) | Q(edition__in=editions_found_by(actor).order_by().values("pk"))
    documents = Q(document=None) | Q(document__in=readable_documents(actor).order_by().values("pk"))
    overseen = Q(path="") | within(actor.paths(*OVERSIGHT))
    condition = editions & documents & overseen
    return condition if may_keep_people(actor) else condition & ~Q(kind=SearchEntry.Kind.PERSON)
