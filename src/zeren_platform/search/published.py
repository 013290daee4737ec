"""Search what everybody may see: units, and the registers in force with their duties."""

from typing import Final

from django.db.models import Q

from zeren_platform.responsibilities.published import editions_in_force
from zeren_platform.search.finding import Found, found_in
from zeren_platform.search.kinds import Kind
from zeren_platform.search.models import IN_FORCE, SearchEntry

__all__ = ["search"]

# Nothing of a document is public but the sentence of a duty; and nobody is.
PUBLIC: Final = (Kind.DUTY, Kind.REGISTER, Kind.UNIT)


def search(words: str, *, size: int = 20) -> Found:
    """Find what has all of *words*: what is called exactly so, then titles, then texts."""
    unbound = Q(edition=None, kind=Kind.UNIT)
    open_to_all = unbound | Q(edition__in=editions_in_force().order_by().values("pk"))
    return found_in(SearchEntry.objects.filter(open_to_all, kind__in=PUBLIC, standing=IN_FORCE), words, size=size)
