"""The dialects of SQL that an index is written in, named where nothing has to be loaded for it."""

from typing import Final, Literal, get_args

__all__ = ["DIALECTS", "Dialect"]

Dialect = Literal["duckdb", "spark", "databricks", "trino"]
DIALECTS: Final[tuple[Dialect, ...]] = get_args(Dialect)
