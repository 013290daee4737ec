"""How both databases find tokens: a GIN index of lexemes on PostgreSQL, FTS5 on SQLite."""

from collections.abc import Iterable
from typing import Final

from zeren_platform.common.searchable import Wanted

__all__ = ["TABLE", "asked", "create", "drop", "holding", "settle"]

TABLE: Final = "search_searchentry"
WORDS: Final = "search_searchentry_words"
INDEX: Final = "search_searchentry_grams"
FUNCTION: Final = "search_lexemes"

# Immutable, and without a parser of its own: the lexemes are exactly our tokens. It is said to cost much, so that the
# database asks the index and never makes the lexemes of row after row until enough of them are found.
POSTGRESQL: Final = (
    """CREATE FUNCTION {function}(grams text) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE STRICT COST 100000
       AS $$BEGIN RETURN array_to_tsvector(string_to_array(grams, ' ')); END$$""",
    "CREATE INDEX {index} ON {table} USING gin ({function}(grams))",
)
COME: Final = "INSERT INTO {words}(rowid, grams) VALUES (new.id, new.grams);"
GONE: Final = "INSERT INTO {words}({words}, rowid, grams) VALUES ('delete', old.id, old.grams);"
TOKENS: Final = "\"unicode61 remove_diacritics 0 tokenchars '=<@#'\""
SQLITE: Final = (
    "CREATE VIRTUAL TABLE {words} USING fts5(grams, content='{table}', content_rowid='id', " + f"tokenize={TOKENS})",
    "CREATE TRIGGER {words}_insert AFTER INSERT ON {table} BEGIN {come} END",
    "CREATE TRIGGER {words}_delete AFTER DELETE ON {table} BEGIN {gone} END",
    "CREATE TRIGGER {words}_update AFTER UPDATE OF grams ON {table} BEGIN {gone} {come} END",
)
NAMES: Final = {"table": TABLE, "words": WORDS, "index": INDEX, "function": FUNCTION}


def holding(vendor: str) -> str:
    """Write the rows that hold what is asked, as FROM takes it with its first condition; %s is what ``asked`` gives."""
    if vendor == "postgresql":
        return f"{TABLE} WHERE {FUNCTION}({TABLE}.grams) @@ %s::tsquery"
    return f"{WORDS} JOIN {TABLE} ON {TABLE}.id = {WORDS}.rowid WHERE {WORDS} MATCH %s"


def asked(vendor: str, tokens: Iterable[Wanted], *, any_of: Iterable[str]) -> str:
    """Ask for all of *tokens* and one of the signs *any_of*; they hold letters, figures and our own signs alone."""
    quote, begins, both, either = ("'", ":*", " & ", " | ") if vendor == "postgresql" else ('"', "*", " AND ", " OR ")
    every = [f"{quote}{one.token}{quote}{begins if one.is_beginning else ''}" for one in tokens]
    return both.join([*every, f"({either.join(f'{quote}{sign}{quote}' for sign in any_of)})"])


def create(vendor: str) -> list[str]:
    """Give the statements that make the index of tokens."""
    if vendor == "postgresql":
        return [statement.format(**NAMES) for statement in POSTGRESQL]
    # The table of words keeps no text of its own, so it is told what it held (FTS5, 4.4.3).
    values = {**NAMES, "come": COME.format(**NAMES), "gone": GONE.format(**NAMES)}
    return [statement.format(**values) for statement in SQLITE]


def drop(vendor: str) -> list[str]:
    """Give the statements that take it away."""
    if vendor == "postgresql":
        return [f"DROP INDEX IF EXISTS {INDEX}", f"DROP FUNCTION IF EXISTS {FUNCTION}(text)"]
    return [
        *(f"DROP TRIGGER IF EXISTS {WORDS}_{name}" for name in ("insert", "delete", "update")),
        f"DROP TABLE IF EXISTS {WORDS}",
    ]


def settle(vendor: str) -> list[str]:
    """Give the statements that put in order what was added in haste, so that no search reads through it."""
    return [f"SELECT gin_clean_pending_list('{INDEX}')"] if vendor == "postgresql" else []
