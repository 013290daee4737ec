"""Pages of lists that everybody turns: their SQL is written once, for the first page, one after a place, one before.

The rows are plain columns, of which the first are the keys by which the list is ordered, all of them numbers.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Generic, NamedTuple, TypeVar

from django.db.models import QuerySet

from zeren_platform.common.pagination import BadCursorError, beyond, place, place_of, reversed_order
from zeren_platform.common.written import Key, WrittenRead

__all__ = ["TuplePage", "Way", "WrittenPages"]

Row = TypeVar("Row", bound=NamedTuple)
Columns = tuple[Any, ...]
# Keys of places that are exchanged; no read has such numbers in it, and they fit the smallest of the columns.
FIRST_EXAMPLE: Final = 2_000_000_001
# What both databases compare with a column of numbers.
MOST: Final = 2**63


@dataclass(frozen=True, slots=True, kw_only=True)
class TuplePage(Generic[Row]):
    """Rows with the places before and after them, as ``common.pagination.Page``."""

    rows: Sequence[Row]
    previous: str
    next: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How a list is read: from its beginning, after a place or before one, and how many rows of it."""

    backwards: bool
    place: tuple[int, ...]
    size: int

    def ordered(self, rows: QuerySet[Any, Any], *order: str) -> QuerySet[Any, Any]:
        """Put rows in this order, or the other way round."""
        return rows.order_by(*self._direction(order))

    def cut(self, rows: QuerySet[Any, Any], *order: str) -> QuerySet[Any, Any]:
        """Leave those of the page, and one more, which says whether there is another page."""
        direction = self._direction(order)
        kept = rows.filter(beyond(direction, self.place)) if self.place else rows
        return kept.order_by(*direction)[: self.size + 1]

    def _direction(self, order: Sequence[str]) -> list[str]:
        return reversed_order(order) if self.backwards else list(order)


class WrittenPages(Generic[Row]):
    """A list paged by *keys* numbers; *query* makes its rows from a ``Way`` and from keys like the *examples*."""

    def __init__(
        self, query: Callable[..., QuerySet[Any, Columns]], *examples: Key, row: type[Row], keys: int, size: int = 50
    ) -> None:
        self.query = query
        self.examples = examples
        self.row = row
        self.keys = keys
        self.size = size
        self._read = cache(self._written)

    def __call__(self, *keys: Key, after: str = "", before: str = "") -> TuplePage[Row]:
        """Give the page just after one place or just before another."""
        backwards, cursor = bool(before), before or after
        found = self._read(backwards, bool(cursor))(*keys, *self._place(cursor))
        more, shown = len(found) > self.size, found[: self.size]
        if backwards:
            shown.reverse()
        rows = [self.row(*columns) for columns in shown]
        return TuplePage(
            rows=rows,
            previous=place(*shown[0][: self.keys]) if rows and (more if backwards else bool(after)) else "",
            next=place(*shown[-1][: self.keys]) if rows and (True if backwards else more) else "",
        )

    def _place(self, cursor: str) -> Sequence[int]:
        if not cursor:
            return ()
        told = [key for key in place_of(cursor, self.keys) if type(key) is int and -MOST <= key < MOST]
        if len(told) < self.keys:
            raise BadCursorError(cursor=cursor)
        return told

    def _written(self, backwards: bool, placed: bool) -> WrittenRead[Columns]:  # noqa: FBT001 - a key of what is kept
        examples = tuple(FIRST_EXAMPLE + number for number in range(self.keys)) if placed else ()
        way = Way(backwards=backwards, place=examples, size=self.size)
        return WrittenRead(lambda *keys: self.query(way, *keys[: len(self.examples)]), *self.examples, *examples)
