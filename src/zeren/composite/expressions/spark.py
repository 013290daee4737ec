"""The steps on Spark, on this machine or many."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final, cast

from zeren.composite.errors import TableError
from zeren.composite.expressions.faults import refused
from zeren.composite.expressions.inputs import MEASURED, UNITS, measured_rows, readings, unit_rows
from zeren.composite.expressions.plan import Cell, Plan, Rows, Step
from zeren.composite.expressions.script import constants_select, select, select_of
from zeren.composite.model import Index
from zeren.composite.table import Table, check_columns
from zeren.foundations.extras import offered

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

__all__ = ["SparkTables"]

_UNREAL: Final = "isnan(value) OR abs(value) = double('Infinity')"
_TYPES: Final = {"string": "string", "float64": "double", "boolean": "boolean"}
# Of a session that is started here; one that is given stays as it is.
_SETTINGS: Final = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.shuffle.partitions": "2",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
}


class SparkTables:
    """Tables of a session of Spark, of which steps make others.

    What is computed once is cut off from what it was made of, so that plans stay small; what has few rows goes to
    every machine whole.
    """

    def __init__(self, session: "SparkSession | None" = None) -> None:
        self._session = session or _local()

    def load(self, tables: Mapping[str, Table]) -> None:
        """Take data that were read, in place of any others."""
        self.take("units", UNITS, unit_rows(tables))
        self.take("measured", MEASURED, measured_rows(tables))

    def open(self, name: str, index: Index) -> None:
        """Take data out of Parquet with a row for each value, in place of any others."""
        given = self._session.read.parquet(name)
        given.createOrReplaceTempView("given")
        if dict(given.dtypes).get(index.layout.value) == "string":
            raise TableError(at=name, expected="numbers in the column value, and nothing for a gap", found="texts")
        for table, query in readings(index, given.columns, name).items():
            self._session.sql(select_of(query, "spark")).createOrReplaceTempView(table)
        key = ("period", "unit", "indicator")
        twice = self._session.table("measured").groupBy(*key).count().filter("count > 1").first()
        if twice is not None:
            raise TableError(at=name, expected="each value once", found=f"{twice['unit']}, {twice['indicator']} again")
        unreal = self._session.table("measured").filter(_UNREAL).first()
        if unreal is not None:
            found = f"{unreal['value']} of {unreal['unit']}, {unreal['indicator']}"
            raise TableError(at=name, expected="numbers, and nothing for a gap", found=found)
        heads = self._session.table("measured").select("indicator").distinct().collect()
        check_columns(sorted(str(row["indicator"]) for row in heads), index.columns, name)

    def periods(self) -> list[str]:
        """List the periods of the data."""
        return sorted(str(row["period"]) for row in self._session.table("units").select("period").distinct().collect())

    def run(self, plan: Plan, index: Index) -> None:
        """Make the tables of *plan*; stop at the first check that has a row."""
        for constants in plan.constants:
            self._name(constants.name, self._session.sql(constants_select(constants, "spark")))
        for step in plan.steps:
            made = self._session.sql(select(step, "spark"))
            if step.kind == "check":
                for row in made.collect():
                    raise refused(tuple(row), index)
            else:
                self._name(step.name, _kept(step, made))

    def fetch(self, query: Rows) -> Sequence[Sequence[Cell]]:
        """Give the rows of a query."""
        return [tuple(row) for row in self._session.sql(select_of(query, "spark")).collect()]

    def take(self, name: str, schema: Mapping[str, str], rows: Sequence[tuple[Cell, ...]]) -> None:
        """Put in the rows of a table."""
        told = ", ".join(f"{head} {_TYPES[kind]}" for head, kind in schema.items())
        self._name(name, self._session.createDataFrame(list(rows), told))

    def _name(self, name: str, made: "DataFrame") -> None:
        made.createOrReplaceTempView(name)


def _kept(step: Step, made: "DataFrame") -> "DataFrame":
    """Compute once what is to be, and say what is small."""
    if step.kind == "view":
        return made
    once = made.localCheckpoint()
    # Columns of their own: those of a checkpoint are known by what they were made of, which the next step may read too.
    once = once.select(*(once[name].alias(name) for name in once.columns))
    return once.hint("broadcast") if step.kind == "small" else once


def _local() -> "SparkSession":
    """Start a session on this machine."""
    session = cast("type[SparkSession]", offered("pyspark.sql:SparkSession"))
    builder = session.builder.appName("zeren").master("local[2]")
    for name, setting in _SETTINGS.items():
        builder = builder.config(name, setting)
    return builder.getOrCreate()
