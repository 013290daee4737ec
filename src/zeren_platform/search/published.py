"""Search what everybody may see: units, and the registers in force with their duties."""

from functools import cache

from django.db.models import Exists, OuterRef, Q

from zeren_platform.responsibilities.published import editions_in_force
from zeren_platform.search.finding import Found, Rights, Sought, found_for

__all__ = ["search"]


def search(words: str, *, size: int = 20) -> Found:
    """Find what has all of *words*: what is called exactly so, then titles, then texts."""
    sought = Sought(words=words, size=size, only_in_force=True, only_open=True)
    return found_for(sought, _rights())


@cache
def _rights() -> Rights:
    """Ask of the edition whether it is in force and for everybody, whatever the index says."""
    published = Exists(editions_in_force().filter(pk=OuterRef("edition")))
    return Rights(still=Q(edition=None) | Q(published))
