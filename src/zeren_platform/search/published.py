"""Search what everybody may see: units, and the registers in force with their duties."""

from functools import cache
from typing import Final

from django.db.models import Exists, OuterRef, Q

from zeren_platform.responsibilities.published import editions_in_force
from zeren_platform.search.finding import Found, Rights, Sought, found_for
from zeren_platform.search.kinds import kind_labels

__all__ = ["SIZE", "kind_labels", "search"]

# Of so many is a page.
SIZE: Final = 20


def search(words: str, *, begin: int = 0, size: int = SIZE) -> Found:
    """Find what has all of *words*: what is called exactly so, then titles, then texts; *begin* leaves out the best."""
    sought = Sought(words=words, size=size, begin=begin, only_in_force=True, only_open=True)
    return found_for(sought, _rights())


@cache
def _rights() -> Rights:
    """Ask of the edition whether it is in force and for everybody, whatever the index says."""
    published = Exists(editions_in_force().filter(pk=OuterRef("edition")))
    return Rights(still=Q(edition=None) | Q(published))
