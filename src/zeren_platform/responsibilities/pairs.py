"""Words inside a text, found by its pairs of letters: PostgreSQL keeps those of each duty beside it, with an index.

Whoever has a word has all of its pairs, so the index leaves few duties to be looked at for the word itself. SQLite,
which serves a county, looks at all.
"""

from typing import Any, Final

from django.db import connection
from django.db.models import BooleanField, Func, Q, TextField, Value
from django.db.models.sql.compiler import SQLCompiler

__all__ = ["create", "drop", "has_pairs"]

TABLE: Final = "responsibilities_duty"
FUNCTION: Final = "responsibilities_pairs"
INDEX: Final = "responsibilities_duty_pairs"
# Only PostgreSQL has it, so the model does not. It stands in the row because it is looked at as well: in the order of
# the list, where the words are frequent.
COLUMN: Final = "pairs"
# Where a word may stand; a pair that spans two of them does no harm.
SAID: Final = "number || ' ' || title || ' ' || text"
# A pair is one number, so that the index is small; two pairs that share one do no harm either.
PAIRS: Final = f"""
CREATE OR REPLACE FUNCTION {FUNCTION}(words text) RETURNS integer[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(array_agg(DISTINCT ((ascii(first)::bigint * 8191 + ascii(second)) % 2147483647)::integer), '{{}}')
    FROM (
        SELECT letter AS first, lead(letter) OVER (ORDER BY place) AS second
        FROM unnest(string_to_array(upper(words), NULL)) WITH ORDINALITY AS letters(letter, place)
    ) AS pairs
    WHERE second IS NOT NULL
$$
"""  # noqa: S608 - our own names
# Shorter words have no pair.
SHORTEST: Final = 2


def has_pairs(word: str) -> Q:
    """Say of a duty what every duty with the *word* fulfils, where an index can tell; else nothing."""
    if connection.vendor != "postgresql" or len(word) < SHORTEST:
        return Q()
    wanted = Func(Value(word), function=FUNCTION, output_field=TextField())
    return Q(Func(_Pairs("pk"), wanted, template="%(expressions)s", arg_joiner=" @> ", output_field=BooleanField()))


class _Pairs(Func):
    """The column of the table from which the named field is read."""

    output_field = TextField()

    def as_sql(self, compiler: SQLCompiler, *_given: Any, **_named: Any) -> tuple[str, tuple[str | int, ...]]:
        (read,) = self.get_source_expressions()
        return f"{compiler.quote_name_unless_alias(read.alias)}.{COLUMN}", ()


def create(vendor: str) -> list[str]:
    """Give the statements that make the column and its index, in place of an index that had no column."""
    if vendor != "postgresql":
        return []
    made = f"GENERATED ALWAYS AS ({FUNCTION}({SAID})) STORED"
    return [
        PAIRS,
        f"DROP INDEX IF EXISTS {INDEX}",
        f"ALTER TABLE {TABLE} ADD COLUMN IF NOT EXISTS {COLUMN} integer[] {made}",
        f"CREATE INDEX {INDEX} ON {TABLE} USING gin ({COLUMN})",
    ]


def drop(vendor: str) -> list[str]:
    """Give the statements that take them away."""
    if vendor != "postgresql":
        return []
    return [f"ALTER TABLE {TABLE} DROP COLUMN IF EXISTS {COLUMN}", f"DROP FUNCTION IF EXISTS {FUNCTION}(text)"]
