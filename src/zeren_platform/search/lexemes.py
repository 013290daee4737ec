"""How both databases find tokens: a GIN index of lexemes on PostgreSQL, FTS5 on SQLite."""

from typing import TYPE_CHECKING, Any, Final

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.lookups import Lookup
from django.db.models.sql.compiler import SQLCompiler

__all__ = ["GramsField", "Holds", "create", "drop"]

TABLE: Final = "search_searchentry"
WORDS: Final = "search_searchentry_words"
INDEX: Final = "search_searchentry_grams"
# Immutable, and without a parser of its own: the lexemes are exactly our tokens.
LEXEMES: Final = "array_to_tsvector(string_to_array({column}, ' '))"

COME: Final = "INSERT INTO {words}(rowid, grams) VALUES (new.id, new.grams);"
GONE: Final = "INSERT INTO {words}({words}, rowid, grams) VALUES ('delete', old.id, old.grams);"
TOKENS: Final = "\"unicode61 remove_diacritics 0 tokenchars '='\""
SQLITE: Final = (
    "CREATE VIRTUAL TABLE {words} USING fts5(grams, content='{table}', content_rowid='id', " + f"tokenize={TOKENS})",
    "CREATE TRIGGER {words}_insert AFTER INSERT ON {table} BEGIN {come} END",
    "CREATE TRIGGER {words}_delete AFTER DELETE ON {table} BEGIN {gone} END",
    "CREATE TRIGGER {words}_update AFTER UPDATE OF grams ON {table} BEGIN {gone} {come} END",
)

if TYPE_CHECKING:
    Text = models.TextField[str, str]
    Asked = Lookup[Any]
else:
    Text, Asked = models.TextField, Lookup


class GramsField(Text):
    """Tokens with a space between them; ``grams__holds`` takes what ``common.searchable.wanted`` gives."""


@GramsField.register_lookup
class Holds(Asked):
    """Say that every token is there, or one that begins with it."""

    lookup_name = "holds"
    prepare_rhs = False

    def get_db_prep_lookup(self, value: Any, connection: BaseDatabaseWrapper) -> tuple[str, tuple[str, ...]]:
        """Write the tokens as the database takes them; they hold letters and figures alone."""
        if connection.vendor == "postgresql":
            return "%s", (" & ".join(f"'{token}'{':*' if begins else ''}" for token, begins in value),)
        return "%s", (" AND ".join(f'"{token}"{"*" if begins else ""}' for token, begins in value),)

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        """Ask SQLite's table of words."""
        _column, parameters = self.process_lhs(compiler, connection)
        mark, said = self.process_rhs(compiler, connection)
        sql = f'"{TABLE}"."id" IN (SELECT rowid FROM {WORDS} WHERE {WORDS} MATCH {mark})'  # noqa: S608 - our own names
        return sql, (*parameters, *said)

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        """Ask PostgreSQL's index of lexemes."""
        column, parameters = self.process_lhs(compiler, connection)
        mark, said = self.process_rhs(compiler, connection)
        return f"{LEXEMES.format(column=column)} @@ {mark}::tsquery", (*parameters, *said)


def create(vendor: str) -> list[str]:
    """Give the statements that make the index of tokens."""
    if vendor == "postgresql":
        return [f"CREATE INDEX {INDEX} ON {TABLE} USING gin ({LEXEMES.format(column='grams')})"]
    # The table of words keeps no text of its own, so it is told what it held (FTS5, 4.4.3).
    values = {"words": WORDS, "table": TABLE, "come": COME, "gone": GONE}
    return [
        statement.format(**{**values, "come": COME.format(**values), "gone": GONE.format(**values)})
        for statement in SQLITE
    ]


def drop(vendor: str) -> list[str]:
    """Give the statements that take it away."""
    if vendor == "postgresql":
        return [f"DROP INDEX IF EXISTS {INDEX}"]
    return [
        *(f"DROP TRIGGER IF EXISTS {WORDS}_{name}" for name in ("insert", "delete", "update")),
        f"DROP TABLE IF EXISTS {WORDS}",
    ]
