"""The index and the data that the command line names."""

import shlex
import sys
from argparse import Namespace
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from difflib import get_close_matches
from typing import Final

from zeren.cli.index_files import File, read_file
from zeren.composite import Index, Number, Result, Table, TableError, parse, read_tables, rounded
from zeren.composite.editions import check_period
from zeren.composite.explanation import State
from zeren.composite.joining import Joined, join
from zeren.composite.panel import settle
from zeren.composite.periods import in_order
from zeren.composite.preparation import inapplicable_pairs
from zeren.composite.report import Source
from zeren.composite.table import read_rows

__all__ = [
    "ALL",
    "Asked",
    "asked_of_all",
    "chosen",
    "command",
    "known_period",
    "read_asked",
    "read_index",
    "read_joined",
    "show_progress",
    "shown_as",
    "state_of",
]

_GIVEN: Final = (
    "period",
    "draws",
    "seed",
    "unit",
    "against",
    "since",
    "score",
    "step",
    "by",
    "sample",
    "language",
    "out",
)
_REPEATED: Final = ("set", "cost")
ALL: Final = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The index and its data of one period, of which the others are at hand.

    Attributes
    ----------
    absent
        By period, pairs of a unit and a file of that period that does not have it.
    """

    index: Index
    table: Table
    tables: Mapping[str, Table]
    period: str
    absent: Mapping[str, tuple[tuple[str, str], ...]]
    sources: tuple[Source, ...]
    model: str
    arguments: Namespace

    @property
    def is_of_all(self) -> bool:
        """Say whether all periods are asked for, and not one that is called so."""
        return self.arguments.period == ALL and self.period != ALL

    @property
    def inapplicable(self) -> frozenset[tuple[str, str]]:
        """Give the pairs of unit and indicator that do not apply, so are no gaps."""
        return inapplicable_pairs(self.index, self.table)


def read_index(file: File, arguments: Namespace) -> Index:
    """Read the file of the index, with what the command line says in place of it."""
    return _with_options(parse(file.text()), arguments)


def _with_options(index: Index, arguments: Namespace) -> Index:
    plan = index.robustness
    draws = plan.draws if arguments.draws is None else arguments.draws
    if draws < 1:
        raise TableError(at="--draws", expected="a whole number of at least 1", found=str(draws))
    seed = plan.seed if arguments.seed is None else arguments.seed
    return replace(index, robustness=replace(plan, draws=draws, seed=seed))


def _tables(index: Index, file: File, *, partial: bool) -> dict[str, Table]:
    columns, layout = index.columns, index.layout
    if file.is_workbook:
        place, rows = file.rows(layout.unit)
        return read_rows(rows, columns=columns, name=place, layout=layout, partial=partial)
    return read_tables(file.text(), columns=columns, name=file.name, layout=layout, partial=partial)


def read_joined(index: Index, files: Sequence[File]) -> Joined:
    """Read the data of an index out of all its files."""
    return join([(file.name, _tables(index, file, partial=len(files) > 1)) for file in files], index.columns)


def read_asked(index: Index, model: File, arguments: Namespace) -> Asked:
    """Read the data that the command line names, and choose the period."""
    files = [read_file(name) for name in arguments.data]
    joined = read_joined(index, files)
    last = in_order(joined.tables)[-1]
    period = arguments.period
    # The whole of a panel is for the one action that shows it.
    if period is None or (period == ALL and arguments.action == "run" and ALL not in joined.tables):
        period = last
    check_period(index, period)
    index, tables = settle(index, joined.tables)
    return Asked(
        index=index,
        table=chosen(tables, period),
        tables=tables,
        period=period,
        absent=joined.absent,
        sources=(model.source, *(file.source for file in files)),
        model=model.text(),
        arguments=arguments,
    )


def asked_of_all(asked: Asked) -> list[Asked]:
    """Ask the same of every period, in the order of time."""
    found = []
    for period in in_order(asked.tables):
        check_period(asked.index, period)
        found.append(replace(asked, table=asked.tables[period], period=period))
    return found


def chosen(tables: Mapping[str, Table], period: str | None) -> Table:
    """Give the table of a period, or say which there are."""
    return tables[known_period(tables, period)]


def known_period(known: Collection[str], period: str | None) -> str:
    """Give a period that the data have, or say which there are."""
    if period is None or period not in known:
        expected = "one of the periods " + ", ".join(known) if any(known) else "no period, since the data have none"
        raise TableError(at="the data", expected=expected, found=str(period))
    return period


def state_of(result: Result, unit: str) -> State:
    """Give a unit in a result, or say which there are."""
    if unit not in result.units:
        near = get_close_matches(unit.casefold(), {one.casefold(): one for one in result.units}, n=1)
        known = next((one for one in result.units if near and one.casefold() == near[0]), None)
        expected = f"{known}?" if known else "one of " + ", ".join(result.units)[:300]
        raise TableError(at="the name of a unit", expected=expected, found=unit)
    return State(result=result, unit=unit)


def shown_as(index: Index, number: Number | None) -> Decimal | None:
    """Give a score as it is published."""
    return None if number is None else rounded(number, digits=index.digits, rule=index.rounding)


def show_progress(done: int, of: int) -> None:
    """Show on a terminal how far the draws are."""
    if sys.stderr.isatty():
        print(f"\r{done} of {of} draws" if done < of else "\r" + " " * 40 + "\r", end="", file=sys.stderr, flush=True)


def command(asked: Asked) -> str:
    """Give the command line by which anybody who has the files computes the same."""
    arguments = asked.arguments
    names = [source.name for source in asked.sources]
    given = [f"--{name}={found}" for name in _GIVEN if (found := getattr(arguments, name)) is not None]
    given += [f"--{name}={found}" for name in _REPEATED for found in getattr(arguments, name)]
    given += [word for pair in arguments.pair for word in ("--pair", *pair)]
    return shlex.join(["zeren", "index", arguments.action, *names, *given])
