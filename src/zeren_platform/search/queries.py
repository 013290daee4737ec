"""Search everything that somebody with a post may see."""

from typing import Final

from django.db.models import Q

from zeren_platform.common.actor import OVERSIGHT, Actor
from zeren_platform.organisation.permissions import may_keep_people
from zeren_platform.organisation.queries import within
from zeren_platform.responsibilities.queries.searchable import editions_found_by
from zeren_platform.search.finding import Found, found_in, units_in
from zeren_platform.search.kinds import Kind
from zeren_platform.search.models import OVER, SearchEntry
from zeren_platform.sources.queries import readable_documents

__all__ = ["KINDS", "Found", "search", "suggest", "units_called"]

KINDS: Final = tuple(Kind)


def search(actor: Actor, words: str, *, kind: str = "", size: int = 50) -> Found:
    """Find what has all of *words*: what is called exactly so, then titles, then texts; in force first."""
    seen = SearchEntry.objects.filter(_visible(actor))
    return found_in(seen.filter(kind=kind) if kind else seen, words, size=size)


def suggest(actor: Actor, words: str, *, size: int = 8) -> list[SearchEntry]:
    """Find what is called so or has all of *words* in its title, while somebody types."""
    seen = SearchEntry.objects.filter(_visible(actor))
    return found_in(seen, words, size=size, in_texts=False).entries


def units_called(words: str, *, size: int) -> list[str]:
    """Give the codes of the units that have all of *words* in a name: the name of today first, then any other.

    Everybody may see the units.
    """
    there = SearchEntry.objects.filter(kind=Kind.UNIT, standing__lt=OVER)
    return [entry.key for entry in units_in(there, words, size=size)]


def _visible(actor: Actor) -> Q:
    """Say of an entry that the actor may see it, as the slices say of the rows."""
    editions = Q(edition=None) | Q(edition__in=editions_found_by(actor).order_by().values("pk"))
    documents = Q(document=None) | Q(document__in=readable_documents(actor).order_by().values("pk"))
    overseen = Q(path="") | within(actor.paths(*OVERSIGHT))
    condition = editions & documents & overseen
    return condition if may_keep_people(actor) else condition & ~Q(kind=Kind.PERSON)
