"""The API of the search."""

from typing import Annotated

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Router, Schema

from zeren_platform.common.entrance import PageSize, actor_on
from zeren_platform.search import indexing, queries
from zeren_platform.search.kinds import Kind

__all__ = ["router", "search"]

router = Router(tags=["search"])

Words = Annotated[str, Field(min_length=1, max_length=200)]


class EntryOut(Schema):
    """One thing that was found; ``key`` is the id, the code or the user name by which its own address names it."""

    kind: Kind
    key: str
    title: str
    text: str
    where: str
    is_over: bool


class SearchOut(Schema):
    """What was found, the best first, whether there is more, and whether all that was recorded is in the index.

    It is not ``complete`` while duties of a large import or a large edition are still being taken in.
    """

    rows: list[EntryOut]
    more: bool
    complete: bool


@router.get("", response=SearchOut, summary="Search everything that the caller may see")
def search(request: HttpRequest, q: Words, kind: Kind | None = None, size: PageSize = 50) -> object:
    """Find what has all of the words: what is called exactly so, then titles, then texts; in force first."""
    complete = indexing.keep_up(on=timezone.localdate())
    found = queries.search(actor_on(request), q, kind=kind or "", size=size)
    return {"rows": found.entries, "more": found.more, "complete": complete}
