"""Words inside a text, found by its pairs of letters: on PostgreSQL an index holds those of each duty.

Whoever has a word has all of its pairs, so the index leaves few duties to be looked at for the word itself. SQLite,
which serves a county, looks at all.
"""

from typing import Final

from django.db import connection
from django.db.models import BooleanField, F, Func, Q, TextField, Value

__all__ = ["create", "drop", "has_pairs"]

TABLE: Final = "responsibilities_duty"
FUNCTION: Final = "responsibilities_pairs"
INDEX: Final = "responsibilities_duty_pairs"
# Where a word may stand; a pair that spans two of them does no harm.
SAID: Final = ("number", "title", "text")
APART: Final = " || ' ' || "
# A pair is one number, so that the index is small; two pairs that share one do no harm either. The cost keeps
# PostgreSQL from cutting a text into pairs that it can look at.
PAIRS: Final = f"""
CREATE FUNCTION {FUNCTION}(words text) RETURNS integer[] LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 2000 AS $$
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
    # Exactly the expression that the index is of.
    held = Func(*map(F, SAID), function=FUNCTION, arg_joiner=APART, output_field=TextField())
    wanted = Func(Value(word), function=FUNCTION, output_field=TextField())
    return Q(Func(held, wanted, template="%(expressions)s", arg_joiner=" @> ", output_field=BooleanField()))


def create(vendor: str) -> list[str]:
    """Give the statements that make the index."""
    if vendor != "postgresql":
        return []
    columns = APART.join(f'"{name}"' for name in SAID)
    return [PAIRS, f"CREATE INDEX {INDEX} ON {TABLE} USING gin ({FUNCTION}({columns}))"]


def drop(vendor: str) -> list[str]:
    """Give the statements that take it away."""
    if vendor != "postgresql":
        return []
    return [f"DROP INDEX IF EXISTS {INDEX}", f"DROP FUNCTION IF EXISTS {FUNCTION}(text)"]
