"""The triggers that keep records, leaves and tree heads as they were written, on both databases."""

from typing import Final

__all__ = ["TABLES", "create", "drop"]

TABLES: Final = ("ledger_record", "ledger_leaf", "ledger_treehead")

_POSTGRESQL_FUNCTION: Final = """
CREATE OR REPLACE FUNCTION ledger_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the ledger is append-only: % on %', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$
"""


def create(vendor: str) -> list[str]:
    """Give the statements that put the triggers in place."""
    if vendor == "postgresql":
        return [_POSTGRESQL_FUNCTION, *(_postgresql(table) for table in TABLES)]
    return [_sqlite(table, operation) for table in TABLES for operation in ("UPDATE", "DELETE")]


def drop(vendor: str) -> list[str]:
    """Give the statements that take them away: for emptying a test database, never for an installation."""
    if vendor == "postgresql":
        return [f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}" for table in TABLES]
    return [f"DROP TRIGGER IF EXISTS {table}_no_{operation}" for table in TABLES for operation in ("update", "delete")]


def _postgresql(table: str) -> str:
    return (
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change()"
    )


def _sqlite(table: str, operation: str) -> str:
    return (
        f"CREATE TRIGGER {table}_no_{operation.lower()} BEFORE {operation} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: {operation} on {table}'); END"
    )
