"""What computes an index over tables, by name; loaded when it is asked for."""

from typing import Final

__all__ = ["ENGINES"]

# Where the tables of each engine are made, and what installs them.
ENGINES: Final = {
    "duckdb": ("zeren.composite.expressions.duck:DuckTables", "zeren[tables]"),
    "spark": ("zeren.composite.expressions.spark:SparkTables", "zeren[spark]"),
}
