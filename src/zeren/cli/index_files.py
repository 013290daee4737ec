"""The files of an index as bytes, texts and rows, whatever program wrote them."""

from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from sys import stdin
from typing import Final, Protocol, cast

from zeren.composite import TableError
from zeren.composite.report import Source
from zeren.composite.table import Row
from zeren.foundations.errors import ZerenError
from zeren.foundations.extras import offered

__all__ = ["File", "read_file", "read_model"]

_PACKAGE: Final = b"PK\x03\x04"
_INSTALL: Final = "a CSV file, or what reads workbooks: pip install zeren[sheets]"


class _Merged(Protocol):
    row: int
    column: int


class _Sheet(Protocol):
    name: str
    top: int

    def rows(self) -> Iterator[list[str | _Merged]]:
        """Give the cells row by row."""


class File:
    """A file that was named on the command line, read once."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        self.data = data

    @property
    def source(self) -> Source:
        """Say by which bytes anybody knows that it is the same."""
        shown = "standard input" if self.name == "-" else Path(self.name).name
        return Source(name=shown, sha256=sha256(self.data).hexdigest(), size=len(self.data))

    @property
    def is_workbook(self) -> bool:
        """Say whether it is one, by how it begins."""
        return self.data.startswith(_PACKAGE)

    def text(self) -> str:
        """Decode it: UTF-8, else the encoding that it fits best, as GB 18030."""
        try:
            return self.data.decode("utf-8-sig")
        except UnicodeDecodeError:
            decode = cast("Callable[[bytes], object]", offered("zeren.reading.decode:decode"))
        try:
            return str(getattr(decode(self.data), "text", ""))
        except ZerenError as undecodable:
            raise TableError(at=self.name, expected="text in UTF-8 or GB 18030", found="other bytes") from undecodable

    def rows(self, head: str) -> tuple[str, list[Row]]:
        """Read the first visible sheet of a workbook that has the column *head*, and say where that stands."""
        sheets = list(self._sheets())
        if not sheets:
            raise TableError(at=self.name, expected="a visible sheet with a table", found="none")
        return next(((place, rows) for place, rows in sheets if _has(rows, head)), sheets[0])

    def _sheets(self) -> Iterator[tuple[str, list[Row]]]:
        try:
            read = cast("Callable[[bytes], Iterable[_Sheet]]", offered("zeren.reading.workbook:read_sheets"))
        except ModuleNotFoundError as missing:
            raise TableError(at=self.name, expected=_INSTALL, found="a workbook") from missing
        try:
            for sheet in read(self.data):
                cells = list(sheet.rows())
                yield (
                    f"{self.name}, sheet {sheet.name}",
                    [(sheet.top + at, _texts(row, cells)) for at, row in enumerate(cells)],
                )
        except TableError:
            raise
        except ZerenError as damaged:
            raise TableError(
                at=self.name, expected="a whole workbook (XLSX) or CSV", found="damaged bytes"
            ) from damaged


def _has(rows: list[Row], head: str) -> bool:
    return any(head in (cell.strip() for cell in cells) for _, cells in rows[:20])


def _texts(row: list[str | _Merged], cells: list[list[str | _Merged]]) -> list[str]:
    """Give what each cell says; one that is part of a merged cell says what that does."""
    return [str(cell if isinstance(cell, str) else cells[cell.row][cell.column]) for cell in row]


def read_model(name: str) -> File:
    """Read the file of an index; where there is none of that name, an index that comes with the engine."""
    try:
        return read_file(name)
    except FileNotFoundError as missing:
        indices = files("zeren.composite") / "indices"
        known = sorted(own.name.removesuffix(".toml") for own in indices.iterdir() if own.name.endswith(".toml"))
        asked = name.removesuffix(".toml")
        if asked in known:
            return File(f"{asked}.toml", (indices / f"{asked}.toml").read_bytes())
        if asked != name or "/" in name:
            raise
        expected = f"the name of a file, or of an index that comes with the program ({', '.join(known)})"
        near = [f"; {one}?" for one in get_close_matches(asked, known, n=1)]
        raise TableError(at=name, expected=expected, found="".join(["neither", *near])) from missing


def read_file(name: str) -> File:
    """Read the bytes of a file; ``-`` is standard input."""
    return File(name, stdin.buffer.read() if name == "-" else Path(name).read_bytes())
