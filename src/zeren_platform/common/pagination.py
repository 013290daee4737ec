"""Lists paged by key: the next page begins after a row, so no page is counted and none slows with depth."""

import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet

from zeren.foundations.errors import InvalidInputError
from zeren_platform.common.planning import planned_anew

__all__ = ["BadCursorError", "Page", "beyond", "page_of", "place", "place_of", "reversed_order"]

Row = TypeVar("Row", bound=Model)
Key = str | int
# Longer than any place that a list gives; what is longer is not read at all.
LONGEST_CURSOR: Final = 4000
INCOMPARABLE: Final = re.compile("[\\0\ud800-\udfff]")


class BadCursorError(InvalidInputError):
    """The place in a list is not one that this list gave."""

    code = "common.pagination.bad_cursor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[Row]):
    """Rows with the places before and after them; an empty place means that there is no such page."""

    rows: Sequence[Row]
    previous: str
    next: str


def page_of(
    rows: QuerySet[Row], *, order: Sequence[str], after: str = "", before: str = "", size: int = 50
) -> Page[Row]:
    """Take up to *size* rows in *order*, from just after one place or just before another.

    ``order`` names fields as in ``order_by``; together they must be unique and hold no nulls.
    """
    backwards = bool(before)
    direction = reversed_order(order) if backwards else list(order)
    cursor = before or after
    chosen = rows.order_by(*direction)
    if cursor:
        chosen = _from(chosen, direction, cursor)
    with planned_anew():
        found = list(chosen[: size + 1])
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    return Page(
        rows=found,
        previous=_encode(found[0], order) if found and (more if backwards else bool(after)) else "",
        next=_encode(found[-1], order) if found and (True if backwards else more) else "",
    )


def place_of(cursor: str, length: int) -> list[Key]:
    """Read the keys of a place that a list with so many of them gave."""
    try:
        return _decode(cursor, length)
    except (ValueError, RecursionError) as failure:
        raise BadCursorError(cursor=cursor) from failure


def reversed_order(order: Sequence[str]) -> list[str]:
    """Turn an order round."""
    return [_reversed(name) for name in order]


def _from(rows: QuerySet[Row], direction: Sequence[str], cursor: str) -> QuerySet[Row]:
    """Begin at the place that *cursor* names; a key that is none of the field's is told by Django's own checks."""
    try:
        return rows.filter(beyond(direction, _decode(cursor, len(direction))))
    except (ValueError, TypeError, ValidationError, RecursionError) as failure:
        raise BadCursorError(cursor=cursor) from failure


def _reversed(name: str) -> str:
    return name[1:] if name.startswith("-") else f"-{name}"


def beyond(order: Sequence[str], place: Sequence[Key]) -> Q:
    """Say "after *place*" lexicographically: a beyond, or a equal and b beyond, …"""  # noqa: D400
    condition, equal = Q(), Q()
    for name, key in zip(order, place, strict=True):
        field, comparison = _compared(name)
        condition |= equal & Q(**{f"{field}__{comparison}": key})
        equal &= Q(**{field: key})
    # Said once more of the first alone, an index is read from that place on and not from its beginning.
    field, comparison = _compared(order[0])
    return Q(**{f"{field}__{comparison}e": place[0]}) & condition


def _compared(name: str) -> tuple[str, str]:
    return (name[1:], "lt") if name.startswith("-") else (name, "gt")


def _encode(row: Model, order: Sequence[str]) -> str:
    return place(*(_key_of(row, name.removeprefix("-")) for name in order))


def place(*keys: object) -> str:
    """Name the place in a list just beyond a row with these keys, for a link into its middle."""
    return urlsafe_b64encode(json.dumps(keys, default=str, ensure_ascii=False).encode()).decode().rstrip("=")


def _key_of(row: Model, name: str) -> object:
    found: object = row
    for part in name.split("__"):
        found = getattr(found, part)
    return found


def _decode(cursor: str, length: int) -> list[Key]:
    if len(cursor) > LONGEST_CURSOR:
        raise ValueError(cursor)
    keys = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    if not isinstance(keys, list) or len(keys) != length or not all(map(_is_key, keys)):
        raise ValueError(cursor)
    return keys


def _is_key(found: object) -> bool:
    """Let through what both databases can compare: PostgreSQL has no text with a NUL, none has half characters."""
    return isinstance(found, int) or (isinstance(found, str) and not INCOMPARABLE.search(found))
