"""Lists paged by key: the next page begins after a row, so no page is counted and none slows with depth."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.core.exceptions import FieldError, ValidationError
from django.db.models import Model, Q, QuerySet

from zeren.foundations.errors import InvalidInputError

__all__ = ["BadCursorError", "Page", "page_of"]

Row = TypeVar("Row", bound=Model)
Key = str | int


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
    direction = [_reversed(name) for name in order] if backwards else list(order)
    cursor = before or after
    chosen = rows.order_by(*direction)
    try:
        if cursor:
            chosen = chosen.filter(_beyond(direction, _decode(cursor, len(order))))
        found = list(chosen[: size + 1])
    except (ValueError, TypeError, FieldError, ValidationError) as failure:
        raise BadCursorError(cursor=cursor) from failure
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    return Page(
        rows=found,
        previous=_encode(found[0], order) if found and (more if backwards else bool(after)) else "",
        next=_encode(found[-1], order) if found and (True if backwards else more) else "",
    )


def _reversed(name: str) -> str:
    return name[1:] if name.startswith("-") else f"-{name}"


def _beyond(order: Sequence[str], place: Sequence[Key]) -> Q:
    """Say "after *place*" lexicographically: a beyond, or a equal and b beyond, …"""  # noqa: D400
    condition, equal = Q(), Q()
    for name, key in zip(order, place, strict=True):
        field, comparison = (name[1:], "lt") if name.startswith("-") else (name, "gt")
        condition |= equal & Q(**{f"{field}__{comparison}": key})
        equal &= Q(**{field: key})
    return condition


def _encode(row: Model, order: Sequence[str]) -> str:
    keys = [_key_of(row, name.removeprefix("-")) for name in order]
    return urlsafe_b64encode(json.dumps(keys, default=str).encode()).decode().rstrip("=")


def _key_of(row: Model, name: str) -> object:
    found: object = row
    for part in name.split("__"):
        found = getattr(found, part)
    return found


def _decode(cursor: str, length: int) -> list[Key]:
    keys = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    if not isinstance(keys, list) or len(keys) != length or not all(isinstance(key, str | int) for key in keys):
        raise ValueError(cursor)
    return keys
