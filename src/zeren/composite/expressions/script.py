"""The steps in the SQL of one database."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Literal

import ibis
from sqlglot import exp

from zeren.composite.expressions.plan import Cell, Constants, Plan, Rows, Step
from zeren.foundations.dialects import Dialect

__all__ = ["constants_select", "script", "select", "select_of"]

# Spark is compiled for as Databricks, which is what Ibis compiles without a session of Spark.
_COMPILED: Final[Mapping[Dialect, str]] = {
    "duckdb": "duckdb",
    "spark": "databricks",
    "databricks": "databricks",
    "trino": "trino",
}
_TYPES: Final = {"int32": "INT", "int64": "BIGINT", "float64": "DOUBLE", "boolean": "BOOLEAN", "string": "TEXT"}


def select(step: Step, dialect: Dialect) -> str:
    """Give the SELECT of a step."""
    return select_of(step.query, dialect)


def select_of(query: Rows, dialect: Dialect) -> str:
    """Give the SELECT of a query."""
    return str(ibis.to_sql(query, dialect=_COMPILED[dialect]))


def constants_select(constants: Constants, dialect: Dialect) -> str:
    """Give a SELECT of constants."""
    names = list(constants.schema)
    types = [exp.DataType.build(_TYPES[kind]) for kind in constants.schema.values()]
    blank = [None] * len(names)
    rows = [tuple(_literal(cell) for cell in row) for row in constants.rows or [blank]]
    values = exp.values(rows, alias="told", columns=[f"c{at}" for at in range(len(names))])
    columns = [
        exp.cast(exp.column(f"c{at}"), kind).as_(name, quoted=True)
        for at, (name, kind) in enumerate(zip(names, types, strict=True))
    ]
    query = exp.select(*columns).from_(values)
    return (query if constants.rows else query.where(exp.false())).sql(dialect=_COMPILED[dialect])


def _literal(cell: Cell) -> exp.Expression:
    if isinstance(cell, bool) or cell is None:
        return exp.Boolean(this=cell) if cell is not None else exp.null()
    if isinstance(cell, str):
        return exp.Literal.string(cell)
    # A float as text, which every database reads to the last bit; as a number it might be a decimal.
    return exp.Literal.string(repr(cell))


def script(plan: Plan, dialect: Dialect) -> Iterator[str]:
    """Yield the statements that make the tables, each with a note."""
    for constants in plan.constants:
        yield _statement(constants.name, "small", "What the index says.", constants_select(constants, dialect), dialect)
    for step in plan.steps:
        yield _statement(step.name, step.kind, step.note, select(step, dialect), dialect)


def _statement(name: str, kind: str, note: str, query: str, dialect: Dialect) -> str:
    shown = exp.to_identifier(name, quoted=True).sql(dialect=_COMPILED[dialect])
    if kind == "check":
        return f"-- {note} This must give no row.\n{query};"
    made = _made("view" if kind == "view" else "table", dialect)
    return f"-- {note}\n{made.format(name=shown)}\n{query};"


def _made(kind: Literal["view", "table"], dialect: Dialect) -> str:
    made: Sequence[str] = {
        "duckdb": ("CREATE OR REPLACE TEMP VIEW {name} AS", "CREATE OR REPLACE TEMP TABLE {name} AS"),
        "spark": ("CREATE OR REPLACE VIEW {name} AS", "CREATE TABLE {name} USING PARQUET AS"),
        "databricks": ("CREATE OR REPLACE VIEW {name} AS", "CREATE OR REPLACE TABLE {name} AS"),
        "trino": ("CREATE OR REPLACE VIEW {name} AS", "CREATE TABLE {name} AS"),
    }[dialect]
    return made[kind == "table"]
