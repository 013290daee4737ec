"""The triggers that keep records, leaves and tree heads as they were written, on both databases."""

from typing import Final

__all__ = ["KEYS", "TABLES", "create", "drop"]

# The tables that only grow, each with the columns of which every value stands once.
KEYS: Final = {
    "ledger_record": ("id", "uid"),
    "ledger_leaf": ("number", "record_id"),
    "ledger_treehead": ("size",),
}
TABLES: Final = tuple(KEYS)

_POSTGRESQL_FUNCTION: Final = """
CREATE OR REPLACE FUNCTION ledger_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the ledger is append-only: % on %', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$
""".strip()


def create(vendor: str) -> list[str]:
    """Give the statements that put the triggers in place."""
    if vendor == "postgresql":
        return [_POSTGRESQL_FUNCTION, *(_postgresql(table) for table in TABLES)]
    return [statement for table in TABLES for statement in _sqlite(table)]


def drop(vendor: str) -> list[str]:
    """Give the statements that take them away: for emptying a test database, never for an installation."""
    if vendor == "postgresql":
        return [f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}" for table in TABLES]
    endings = ("update", "delete", "replace")
    return [f"DROP TRIGGER IF EXISTS {table}_no_{ending}" for table in TABLES for ending in endings]


def _postgresql(table: str) -> str:
    return (
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change()"
    )


def _sqlite(table: str) -> list[str]:
    # INSERT OR REPLACE deletes the row in its way without asking the trigger on DELETE.
    taken = " OR ".join(f"{key} = NEW.{key}" for key in KEYS[table])
    replaces = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {taken})"  # noqa: S608 - names of our own
    return [
        _sqlite_trigger(table, "update", "UPDATE"),
        _sqlite_trigger(table, "delete", "DELETE"),
        _sqlite_trigger(table, "replace", "INSERT", condition=replaces),
    ]


def _sqlite_trigger(table: str, ending: str, operation: str, *, condition: str = "") -> str:
    refusal = f"SELECT RAISE(ABORT, 'the ledger is append-only: {ending} on {table}');"
    return f"CREATE TRIGGER {table}_no_{ending} BEFORE {operation} ON {table} {condition} BEGIN {refusal} END"
