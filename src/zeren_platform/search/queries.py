"""Search everything that somebody with a post may see."""

from typing import TYPE_CHECKING, Final

from django.db.models import Q

from zeren_platform.common.actor import OVERSIGHT, Actor
from zeren_platform.organisation.permissions import may_keep_people
from zeren_platform.organisation.queries import within
from zeren_platform.responsibilities.queries.searchable import editions_found_by
from zeren_platform.search.finding import Found, Rights, Sought, found_for
from zeren_platform.search.kinds import Kind, kind_labels
from zeren_platform.sources.queries import readable_documents

if TYPE_CHECKING:
    from zeren_platform.search.models import SearchEntry

__all__ = ["KINDS", "Found", "kind_labels", "search", "suggest", "units_called"]

KINDS: Final = tuple(Kind)


def search(actor: Actor, words: str, *, kind: str = "", size: int = 50) -> Found:
    """Find what has all of *words*: what is called exactly so, then titles, then texts; in force first."""
    return found_for(Sought(words=words, kind=kind, size=size), _rights(actor))


def suggest(actor: Actor, words: str, *, size: int = 8) -> list["SearchEntry"]:
    """Find what is called so or has all of *words* in its title, while somebody types."""
    return found_for(Sought(words=words, size=size, in_texts=False), _rights(actor)).entries


def units_called(words: str, *, size: int) -> list[str]:
    """Give the codes of the units that have all of *words* in a name: the name of today first, then any other."""
    sought = Sought(words=words, kind=Kind.UNIT, size=size, only_in_force=True, only_open=True)
    return [entry.key for entry in found_for(sought, Rights()).entries]


def _rights(actor: Actor) -> Rights:
    """Say of an entry that the actor may see it, as the slices say of the rows."""
    overseen = Q(path="") | within(actor.paths(*OVERSIGHT))
    return Rights(
        editions=editions_found_by(actor),
        documents=readable_documents(actor),
        entries=overseen if may_keep_people(actor) else overseen & ~Q(kind=Kind.PERSON),
    )
