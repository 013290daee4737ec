"""What was found out about an index, on the screen or in a file, as a table, CSV, JSON or a workbook."""

import io
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import IO, Final, Protocol, cast

from zeren.cli.index_inputs import Asked, command
from zeren.cli.index_tables import Cell, say, width
from zeren.composite import TableError
from zeren.composite.periods import in_order
from zeren.foundations.extras import offered

__all__ = ["Sheet", "form_of", "put_out", "writing"]


class _MakePage(Protocol):
    def __call__(
        self, *, title: str, heads: Sequence[str], widths: Sequence[int], rows: Sequence[Sequence[Cell]]
    ) -> object: ...


# The name of a sheet, its heads and its rows.
Sheet = tuple[str, Sequence[str], Sequence[Sequence[Cell]]]
_FORMS: Final = {".csv": "csv", ".json": "json", ".xlsx": "xlsx"}
_WIDEST: Final = 60


def form_of(arguments: Namespace) -> str:
    """Say how to write: as asked, else as the name of the file ends."""
    if arguments.format:
        return str(arguments.format)
    return _FORMS.get(Path(arguments.out or "").suffix.lower(), "table")


def put_out(
    asked: Asked,
    heads: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    further: Callable[[], Iterable[Sheet]] = tuple,
    notes: Iterable[str] = (),
) -> None:
    """Write the rows; in a workbook *further* sheets beside them, *notes*, and what they were made from."""
    form = form_of(asked.arguments)
    if form != "xlsx":
        say(form, heads, rows)
        return
    if not asked.arguments.out:
        raise TableError(at="--format xlsx", expected="--out FILE.xlsx, since a workbook is a file", found="no --out")
    _write(asked.arguments.out, [(asked.arguments.action, heads, rows), *further(), _notes(asked, notes)])


@contextmanager
def writing(arguments: Namespace) -> Iterator[None]:
    """Lead what is printed into the file that is asked for; a file appears whole or not at all."""
    form = form_of(arguments)
    if not arguments.out or form == "xlsx":
        yield
        return
    buffer = io.StringIO(newline="")
    with redirect_stdout(buffer):
        yield
    # Spreadsheets know UTF-8 by its mark only.
    encoding = "utf-8-sig" if form == "csv" else "utf-8"
    if buffer.getvalue():
        Path(arguments.out).write_text(buffer.getvalue(), encoding=encoding, newline="")


def _write(name: str, sheets: Iterable[Sheet]) -> None:
    try:
        page = cast("_MakePage", offered("zeren.foundations.workbook:Page"))
        write = cast("Callable[[IO[bytes], Sequence[object]], None]", offered("zeren.foundations.workbook:write_pages"))
    except ModuleNotFoundError as missing:
        expected = "what writes workbooks (pip install zeren[sheets]), or another --format"
        raise TableError(at=name, expected=expected, found=f"no {missing.name}") from missing
    pages = [page(title=title, heads=heads, widths=_widths(heads, rows), rows=rows) for title, heads, rows in sheets]
    with Path(name).open("wb") as stream:
        write(stream, pages)


def _widths(heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> list[int]:
    lines = [list(heads), *([str(cell) for cell in row] for row in rows[:200])]
    return [min(_WIDEST, 2 + max(width(line[place]) for line in lines)) for place in range(len(heads))]


def _notes(asked: Asked, notes: Iterable[str]) -> Sheet:
    index, plan = asked.index, asked.index.robustness
    facts: list[tuple[str, Cell]] = [
        ("index", index.title),
        ("edition", index.edition),
        ("source", index.source),
        ("period", ", ".join(in_order(asked.tables)) if asked.is_of_all else asked.period),
        ("places", f"from and to: in {float(plan.confidence * 100):g} % of {plan.draws} draws, seed {plan.seed!r}"),
        ("tiers", "units of one tier cannot be told apart"),
        *(("note", note) for note in notes),
        ("rules", "docs/method/composite.md; the sheet of nodes has them part by part"),
        ("again by", command(asked)),
        *((f"SHA-256 of {one.name}", one.sha256) for one in asked.sources),
    ]
    return "notes", ["what", "said"], [list(fact) for fact in facts if fact[1]]
