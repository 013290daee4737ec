"""The API of the search."""

from typing import TYPE_CHECKING, Annotated

from django.http import HttpRequest
from ninja import Field, Router, Schema

from zeren_platform.common.entrance import PageSize, actor_on
from zeren_platform.search import indexing, queries
from zeren_platform.search.kinds import Kind

if TYPE_CHECKING:
    from zeren_platform.search.queries import Found

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
    """What was found, the best first, and whether there is more."""

    rows: list[EntryOut]
    more: bool


@router.get("", response=SearchOut, summary="Search everything that the caller may see")
def search(request: HttpRequest, q: Words, kind: Kind | None = None, size: PageSize = 50) -> object:
    """Find what has all of the words: what is called exactly so, then titles, then texts; in force first."""
    indexing.keep_up()
    return _told(queries.search(actor_on(request), q, kind=kind or "", size=size))


def _told(found: "Found") -> dict[str, object]:
    return {"rows": found.entries, "more": found.more}
