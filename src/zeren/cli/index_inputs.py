"""The index and the data that the command line names."""

import sys
from argparse import Namespace
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from zeren.composite import Index, Number, Table, TableError, parse, read_tables, rounded
from zeren.composite.editions import check_period
from zeren.composite.panel import settle

__all__ = ["Asked", "chosen", "read_asked", "read_index", "show_progress", "shown_as"]

# Often enough to be seen moving, seldom enough not to cost anything.
_STEPS: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The index and its data of one period, of which the others are at hand."""

    index: Index
    table: Table
    tables: Mapping[str, Table]
    arguments: Namespace


def read_index(arguments: Namespace) -> Index:
    """Read the file of the index, with what the command line says in place of it."""
    return _with_options(parse(_text(arguments.model)), arguments)


def _text(name: str) -> str:
    data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as undecodable:
        raise TableError(at=name, expected="text in UTF-8", found="other bytes") from undecodable


def _with_options(index: Index, arguments: Namespace) -> Index:
    plan = index.robustness
    draws = plan.draws if arguments.draws is None else max(1, arguments.draws)
    seed = plan.seed if arguments.seed is None else arguments.seed
    return replace(index, robustness=replace(plan, draws=draws, seed=seed))


def _tables(index: Index, name: str) -> dict[str, Table]:
    columns = [one.column for one in index.indicators]
    columns += [one.denominator for one in index.indicators if one.denominator]
    columns += [veto.column for veto in index.vetoes]
    return read_tables(
        _text(name),
        columns=columns,
        name=name,
        unit=index.unit_column,
        group=index.group_column,
        period=index.period_column,
    )


def read_asked(index: Index, arguments: Namespace) -> Asked:
    """Read the data that the command line names, and choose the period."""
    tables: dict[str, Table] = {}
    for name in arguments.data:
        for period, table in _tables(index, name).items():
            if period in tables:
                raise TableError(at=name, expected="periods of its own", found=period or "no period, as another file")
            tables[period] = table
    period = max(tables) if tables and arguments.period is None else arguments.period
    check_period(index, period or "")
    index, tables = settle(index, tables)
    table = chosen(tables, period)
    return Asked(index=index, table=table, tables=tables, arguments=arguments)


def chosen(tables: Mapping[str, Table], period: str | None) -> Table:
    """Give the table of a period, or say which there are."""
    if period is None or period not in tables:
        expected = "one of the periods " + ", ".join(tables)
        raise TableError(at="the data", expected=expected, found=str(period))
    return tables[period]


def shown_as(index: Index, number: Number | None) -> str | None:
    """Give a score as it is published."""
    return None if number is None else str(rounded(number, digits=index.digits, rule=index.rounding))


def show_progress(done: int, of: int) -> None:
    """Show on a terminal how far the draws are."""
    if sys.stderr.isatty() and (done % max(1, of // _STEPS) == 0 or done == of):
        print(f"\r{done} of {of} draws" if done < of else "\r" + " " * 40 + "\r", end="", file=sys.stderr, flush=True)
