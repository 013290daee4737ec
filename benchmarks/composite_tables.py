"""Measure an index over tables against one bare sum by unit of weight times value, in the same DuckDB and run.

    PYTHONPATH=src python -P benchmarks/composite_tables.py [--units 690000] [--indicators 40] [--periods 1]

Ten pillars of equal indicators, min-max, arithmetic means, one value in twenty missing. CPU seconds of all threads; a
ratio is the median of pairs of one round.
"""

import argparse
import statistics
import time

import duckdb

from zeren.composite import Index, parse
from zeren.composite.expressions.compiling import compiled
from zeren.composite.expressions.duck import DuckTables

PILLARS = 10
UNITS = """
CREATE TEMP TABLE units AS
SELECT (2016 + p)::VARCHAR AS period, (110000000000 + u)::VARCHAR AS unit, '' AS unit_group
FROM range(?::BIGINT) t(p), range(?::BIGINT) s(u)
"""
MEASURED = """
CREATE TEMP TABLE measured AS
SELECT period, unit, 'i' || i AS indicator, true AS applies,
    CASE WHEN hash(unit, period, i) % 20 > 0 THEN (hash(period, i, unit) % 100000)::DOUBLE / 1000 END AS value
FROM units, range(?::BIGINT) t(i)
"""
WEIGHTS = """
CREATE TEMP TABLE weights AS SELECT 'i' || i AS indicator, (1 + i % 3)::DOUBLE AS weight FROM range(?::BIGINT) t(i)
"""
SUM = """
CREATE OR REPLACE TEMP TABLE bare AS
SELECT period, unit, sum(weight * value) AS score FROM measured JOIN weights USING (indicator) GROUP BY period, unit
"""


def model(indicators: int) -> Index:
    """Write an index of so many indicators under ten pillars."""
    pillars = [f'[[node]]\nname = "p{at}"\nunder = "whole"\n' for at in range(PILLARS)]
    leaves = [
        f'[[indicator]]\nname = "i{at}"\nunder = "p{at % PILLARS}"\nweight = {1 + at % 3}\n' for at in range(indicators)
    ]
    return parse('index = { name = "i", title = "I" }\n[[node]]\nname = "whole"\n' + "".join([*pillars, *leaves]))


def fill(database: duckdb.DuckDBPyConnection, units: int, indicators: int, periods: int) -> None:
    """Make the tables, the same in every run."""
    database.execute(UNITS, [periods, units])
    database.execute(MEASURED, [indicators])
    database.execute(WEIGHTS, [indicators])


def main() -> None:
    """Print one line per round and the median."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--units", type=int, default=2843)
    parser.add_argument("--indicators", type=int, default=100)
    parser.add_argument("--periods", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    tables, index = DuckTables(), model(asked.indicators)
    fill(tables.connection, asked.units, asked.indicators, asked.periods)
    ratios = []
    for _ in range(asked.rounds):
        start = time.process_time()
        tables.connection.execute(SUM)
        bare = time.process_time()
        tables.run(compiled(index), index)
        whole = time.process_time()
        ratios.append((whole - bare) / (bare - start))
        print(f"bare sum {bare - start:7.2f} s   index {whole - bare:7.2f} s   {ratios[-1]:5.2f} x")
    size = f"{asked.units} units, {asked.indicators} indicators, {asked.periods} periods"
    print(f"{size}: {statistics.median(ratios):.2f} x")


if __name__ == "__main__":
    main()
