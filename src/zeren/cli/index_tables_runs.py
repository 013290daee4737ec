"""``zeren index run --engine`` and ``zeren index compile``: an index over tables."""

import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Final, Protocol, cast

from zeren.cli.index_engines import ENGINES
from zeren.cli.index_files import read_file
from zeren.cli.index_inputs import known_period, read_joined
from zeren.cli.index_notes import passed_over
from zeren.cli.index_output import form_of, writing
from zeren.cli.index_tables import Cell, say, say_text
from zeren.composite import Index, Table, TableError
from zeren.composite.editions import check_period
from zeren.composite.periods import in_order
from zeren.foundations.extras import offered

__all__ = ["say_lines", "say_script"]

_COLUMNAR: Final = b"PAR1"
_WRONG: Final = 2
_TABLES: Final = "zeren[tables]"


class _Line(Protocol):
    unit: str
    score: float | None
    grade: str
    capped: bool
    parts: Mapping[str, float | None]


class _Tables(Protocol):
    def load(self, tables: Mapping[str, Table]) -> None:
        """Take data that were read."""

    def open(self, name: str, index: Index) -> None:
        """Take data out of a Parquet file."""

    def periods(self) -> list[str]:
        """List the periods of the data."""


_Lines = Callable[[_Tables, Index, str], Sequence[_Line]]
_LeftOut = Callable[[_Tables, str], tuple[int, list[str]]]


def say_lines(index: Index, arguments: Namespace) -> int:
    """Run the index over the tables of an engine, and print what is published."""
    form = form_of(arguments)
    if arguments.action != "run" or form == "xlsx":
        print("zeren index: --engine is for run, as a table, CSV or JSON", file=sys.stderr)
        return _WRONG
    place, extra = ENGINES[arguments.engine]
    tables = _opened(place, extra)
    notes = _load(tables, index, arguments.data)
    periods = tables.periods()
    period = known_period(periods, in_order(periods)[-1] if arguments.period is None and periods else arguments.period)
    check_period(index, period)
    lines = cast("_Lines", _offered("zeren.composite.expressions.running:lines", _TABLES))(tables, index, period)
    with writing(arguments):
        say(form, *_told(index, lines, whole=form != "table"))
        if form == "table":
            _say_notes(lines, [*notes, *_left_out(tables, index, period)])
    return 0


def say_script(index: Index, arguments: Namespace) -> int:
    """Print the SQL of an index."""
    compiled = cast("Callable[[Index], object]", _offered("zeren.composite.expressions.compiling:compiled", _TABLES))
    script = cast(
        "Callable[[object, str], Iterable[str]]", _offered("zeren.composite.expressions.script:script", _TABLES)
    )
    statements = list(script(compiled(index), arguments.dialect or "duckdb"))
    with writing(arguments):
        print("\n\n".join(statements))
    return 0


def _opened(place: str, extra: str) -> _Tables:
    """Start the engine; its library may be missing."""
    try:
        return cast("Callable[[], _Tables]", offered(place))()
    except ModuleNotFoundError as missing:
        expected = f"what computes over tables: pip install '{extra}'"
        raise TableError(at="--engine", expected=expected, found=f"no {missing.name}") from missing


def _offered(place: str, extra: str) -> object:
    try:
        return offered(place)
    except ModuleNotFoundError as missing:
        expected = f"what computes over tables: pip install '{extra}'"
        raise TableError(at="--engine, compile", expected=expected, found=f"no {missing.name}") from missing


def _left_out(tables: _Tables, index: Index, period: str) -> Iterator[str]:
    """Say how many units have too little data, and which are the first of them."""
    if not index.availability:
        return
    count, first = cast("_LeftOut", _offered("zeren.composite.expressions.running:left_out", _TABLES))(tables, period)
    if count:
        more = f" and {count - len(first)} more" if count > len(first) else ""
        yield f"Left out, with too little data: {', '.join(first)}{more}."


def _load(tables: _Tables, index: Index, names: Sequence[str]) -> list[str]:
    """Take the data; give what is to be said of them."""
    columnar = [name for name in names if _is_columnar(name)]
    if columnar and len(names) > 1:
        raise TableError(at=columnar[0], expected="one Parquet file and nothing beside it", found="several files")
    if columnar:
        tables.open(columnar[0], index)
        return []
    joined = read_joined(index, [read_file(name) for name in names])
    tables.load(joined.tables)
    return [note for table in list(joined.tables.values())[:1] for note in passed_over(table)]


def _is_columnar(name: str) -> bool:
    """Say whether a file is one of columns (Parquet), by how it begins."""
    if name == "-":
        return False
    with Path(name).open("rb") as stream:
        return stream.read(len(_COLUMNAR)) == _COLUMNAR


def _told(index: Index, lines: Sequence[_Line], *, whole: bool) -> tuple[list[str], list[list[Cell]]]:
    """Give the heads and the rows of what is published, of all nodes or of those under the whole."""
    parts = [node for node in index.nodes[1:] if whole or node.parent == index.root.name]
    # Without draws there are no intervals, and no place is published without its own.
    heads = ["unit", "score", *(["grade"] if index.grades else []), *(part.name for part in parts)]
    rows: list[list[Cell]] = []
    for line in lines:
        row: list[Cell] = [line.unit, _shown(index, line.score)]
        row += [line.grade] if index.grades else []
        rows.append([*row, *(_shown(index, line.parts.get(part.name)) for part in parts)])
    return heads, rows


def _shown(index: Index, number: float | None) -> Decimal | None:
    """Write a number that is rounded with its places."""
    return None if number is None else Decimal(f"{number:.{index.digits}f}")


def _say_notes(lines: Sequence[_Line], notes: Iterable[str]) -> None:
    for note in notes:
        say_text(note)
    capped = [line.unit for line in lines if line.capped]
    if capped:
        say_text(f"Capped by a veto: {', '.join(capped)}.")
    say_text(
        "Computed over tables, without draws, so without places: zeren index robustness gives each with its interval."
    )
