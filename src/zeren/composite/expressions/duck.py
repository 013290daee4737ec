"""The steps on DuckDB, inside this process."""

from collections.abc import Mapping, Sequence
from typing import Final

import duckdb

from zeren.composite.errors import TableError
from zeren.composite.expressions.faults import refused
from zeren.composite.expressions.inputs import MEASURED, UNITS, measured_rows, readings, unit_rows
from zeren.composite.expressions.plan import Cell, Plan, Rows
from zeren.composite.expressions.script import constants_select, select, select_of
from zeren.composite.model import Index
from zeren.composite.table import Table, check_columns

__all__ = ["DuckTables"]

_TYPES: Final = {"string": "VARCHAR", "float64": "DOUBLE", "boolean": "BOOLEAN"}
_TWICE: Final = (
    'SELECT "unit", "indicator" FROM "measured" GROUP BY "period", "unit", "indicator" HAVING count(*) > 1 LIMIT 1'
)
_UNREAL: Final = 'SELECT "unit", "indicator", "value" FROM "measured" WHERE NOT isfinite("value") LIMIT 1'


class DuckTables:
    """Tables of a DuckDB, of which steps make others.

    Attributes
    ----------
    connection
        To the database in memory; loading other data makes a new one.
    """

    def __init__(self) -> None:
        self.connection = _empty()

    def load(self, tables: Mapping[str, Table]) -> None:
        """Take data that were read, in place of any others."""
        self.connection = _empty()
        self.take("units", UNITS, unit_rows(tables))
        self.take("measured", MEASURED, measured_rows(tables))

    def open(self, name: str, index: Index) -> None:
        """Take data out of a Parquet file with a row for each value, in place of any others."""
        self.connection = _empty()
        try:
            self._read(name, index)
            twice = self.connection.execute(_TWICE).fetchone()
            unreal = self.connection.execute(_UNREAL).fetchone()
            heads = self.connection.execute('SELECT DISTINCT "indicator" FROM "measured" ORDER BY 1').fetchall()
        except duckdb.Error as broken:
            raise TableError(at=name, expected="a whole Parquet file", found=str(broken)[:300]) from broken
        if twice:
            raise TableError(at=name, expected="each value once", found=f"{twice[0]}, {twice[1]} again")
        if unreal:
            expected = "numbers, and nothing for a gap"
            raise TableError(at=name, expected=expected, found=f"{unreal[2]} of {unreal[0]}, {unreal[1]}")
        check_columns([str(head) for (head,) in heads], index.columns, name)

    def _read(self, name: str, index: Index) -> None:
        self.connection.read_parquet(name).create_view("given")
        types = {str(row[0]): str(row[1]) for row in self.connection.execute('DESCRIBE "given"').fetchall()}
        if types.get(index.layout.value) == "VARCHAR":
            raise TableError(at=name, expected="numbers in the column value, and nothing for a gap", found="texts")
        for table, query in readings(index, list(types), name).items():
            self._make("VIEW" if table == "measured" else "TABLE", table, select_of(query, "duckdb"))

    def periods(self) -> list[str]:
        """List the periods of the data."""
        found = self.connection.execute('SELECT DISTINCT "period" FROM "units" ORDER BY 1').fetchall()
        return [str(period) for (period,) in found]

    def run(self, plan: Plan, index: Index) -> None:
        """Make the tables of *plan*; stop at the first check that has a row."""
        for constants in plan.constants:
            self._make("TABLE", constants.name, constants_select(constants, "duckdb"))
        for step in plan.steps:
            query = select(step, "duckdb")
            if step.kind == "check":
                for row in self.connection.execute(query).fetchall():
                    raise refused(row, index)
            else:
                self._make("VIEW" if step.kind == "view" else "TABLE", step.name, query)

    def fetch(self, query: Rows) -> Sequence[Sequence[Cell]]:
        """Give the rows of a query."""
        found: list[tuple[Cell, ...]] = self.connection.execute(select_of(query, "duckdb")).fetchall()
        return found

    def _make(self, kind: str, name: str, query: str) -> None:
        self.connection.execute(f'CREATE OR REPLACE TEMP {kind} "{name}" AS {query}')

    def take(self, name: str, schema: Mapping[str, str], rows: Sequence[tuple[Cell, ...]]) -> None:
        """Put in rows column by column, which is quicker than one by one."""
        types = [_TYPES[kind] for kind in schema.values()]
        columns = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in types]
        told = ", ".join(f'unnest(?::{kind}[]) AS "{head}"' for head, kind in zip(schema, types, strict=True))
        self.connection.execute(f'CREATE OR REPLACE TEMP TABLE "{name}" AS SELECT {told}', columns)


def _empty() -> duckdb.DuckDBPyConnection:
    """Open a database in memory, which asks no network for anything."""
    return duckdb.connect(":memory:", config={"autoinstall_known_extensions": False})
