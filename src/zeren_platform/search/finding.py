"""What has all of the words, the best first: what is called exactly so, then titles, then texts; in force first."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models import Q, QuerySet

from zeren_platform.common.planning import planned_anew
from zeren_platform.common.searchable import HAN, IN_TITLE, runs, squeezed, wanted
from zeren_platform.search.models import SearchEntry

__all__ = ["Found", "found_in", "units_in"]

# Of more units with the words than these, some are shown.
LOOKED_AT: Final = 500
# A stretch of Chinese that is longer than a pair is found by its pairs; they also stand together.
STRETCH: Final = re.compile(f"[{HAN}]{{3,}}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was found, the best first; ``more`` says that there is more than is shown."""

    entries: list[SearchEntry]
    more: bool


def found_in(seen: QuerySet[SearchEntry], words: str, *, size: int, in_texts: bool = True) -> Found:
    """Find what has all of *words* among what may be *seen*; in titles alone, or in texts as well."""
    tokens = wanted(words)
    if not tokens:
        return Found(entries=[], more=False)
    in_title = [(IN_TITLE + token, begins) for token, begins in tokens]
    tiers = [seen.filter(number=squeezed(words)), _together(seen.filter(_holding(in_title)), words, "title")]
    if in_texts:
        tiers.append(_together(seen.filter(_holding(tokens)), words, "title", "text", "where"))
    return _gathered(tiers, size)


def units_in(there: QuerySet[SearchEntry], words: str, *, size: int) -> list[SearchEntry]:
    """Find the units that have all of *words* in a name: the name of today first, then any other."""
    tokens = wanted(words)
    if not tokens:
        return []
    in_title = [(IN_TITLE + token, begins) for token, begins in tokens]
    tiers = [
        _together(there.filter(_holding(in_title)), words, "title"),
        _together(there.filter(_holding(tokens)), words, "title", "text"),
    ]
    # To have them all in order, a database that takes them for many would look through every unit of a country.
    some = [SearchEntry.objects.filter(pk__in=tier.order_by().values("pk")[:LOOKED_AT]) for tier in tiers]
    return _gathered(some, size).entries


def _gathered(tiers: Iterable[QuerySet[SearchEntry]], size: int) -> Found:
    """Take from the best tier first, and from the next while there is room."""
    found: dict[int, SearchEntry] = {}
    for tier in tiers:
        if len(found) > size:
            break
        with planned_anew():
            listed = tier.defer("grams").order_by("standing", "pk")[: size + 1]
            found |= {entry.pk: found.get(entry.pk, entry) for entry in listed}
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
