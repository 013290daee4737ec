"""Reads that every page makes: Django writes their SQL once, and each time only the keys in it are exchanged.

Writing a query anew takes Django one or two milliseconds, ten times what running it takes.
"""

from collections.abc import Callable, Sequence
from copy import copy
from datetime import date
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler

__all__ = ["WrittenRead", "WrittenReadOfMany"]

Key = int | str | date
Row = TypeVar("Row")


class WrittenRead(Generic[Row]):
    """A read whose keys, numbers, words or days, always stand in the same places.

    *query* makes the queryset from keys. *examples* are keys that stand nowhere else in it: where they stand in the
    SQL, the keys that are asked for are put.
    """

    def __init__(self, query: Callable[..., QuerySet[Any, Row]], *examples: Key) -> None:
        self.query = query
        self.examples = examples

    def __call__(self, *keys: Key) -> list[Row]:
        """Give the rows for *keys*."""
        rows, compiler, sql, parameters, converters = self._written
        exchanged = dict(zip(map(_told, self.examples), map(_told, keys), strict=True))
        told = tuple(exchanged.get(given, given) for given in parameters)
        # Django asks the query for a compiler, and the compiler for the SQL: it is given what was written already.
        asked, answering = rows.all(), copy(compiler)
        asked.query.get_compiler = lambda *_, **__: answering  # type: ignore[method-assign]
        answering.as_sql = lambda *_, **__: (sql, told)  # type: ignore[method-assign]
        answering.get_converters = lambda *_: converters  # type: ignore[method-assign]
        return list(asked)

    @cached_property
    def _written(self) -> tuple[QuerySet[Any, Row], SQLCompiler, str, tuple[Any, ...], Any]:
        rows = self.query(*self.examples)
        compiler = rows.query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        missing = [example for example in self.examples if _told(example) not in parameters]
        if missing:
            raise ValueError(missing)
        columns = [column for column, _sql, _alias in compiler.select[: compiler.col_count]]
        return rows, compiler, sql, parameters, compiler.get_converters(columns)


class WrittenReadOfMany(Generic[Row]):
    """A read of rows that belong to one of several keys, such as those of the rows of a page.

    It is written for one key, for two, four and so on up to *most*; the last key is named again where there are fewer.
    The *examples* are those of the other keys.
    """

    def __init__(
        self, query: Callable[..., QuerySet[Any, Row]], *examples: Key, kind: type[int] | type[str], most: int
    ) -> None:
        self.query = query
        self.examples = examples
        self.kind = kind
        self.most = most
        self.reads: dict[int, WrittenRead[Row]] = {}

    def __call__(self, many: Sequence[Key], *keys: Key) -> list[Row]:
        """Give the rows for *keys* that belong to one of *many*; of more than *most* the read is written anew."""
        if not many or len(many) > self.most:
            return list(self.query(many, *keys))
        size = 1 << (len(many) - 1).bit_length()
        if size not in self.reads:
            self.reads[size] = self._written_for(size)
        return self.reads[size](*many, *[many[-1]] * (size - len(many)), *keys)

    def _written_for(self, size: int) -> WrittenRead[Row]:
        # No number and no word that is asked for is like these.
        examples = [self.kind(-1000 - place) for place in range(size)]
        return WrittenRead(lambda *keys: self.query(keys[:size], *keys[size:]), *examples, *self.examples)


def _told(key: Key) -> Any:
    """Write a day as this database takes it."""
    return connection.ops.adapt_datefield_value(key) if isinstance(key, date) else key
