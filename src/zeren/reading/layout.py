"""One text out of lines and tables: what every format is turned into before it is read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from zeren.reading.model import Language, ReadingWarning
from zeren.reading.rulebook import table
from zeren.reading.span import Span
from zeren.reading.tables import DocumentTable, head_rows, tables_in

__all__ = ["Cell", "Layout", "Merged", "Source", "is_caption", "with_tables"]

# A row that is one cell among rows of thousands would cost more than the document has: such a table stays lines.
_MOST_PADDING = 8
_FREE_PADDING = 10_000
# A caption may be parted from its table by empty lines and by the unit of the figures.
_NEAR = 4
_BREAKS = str.maketrans(dict.fromkeys("\t\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029", " "))


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document of any format as one text, with what its wrapping says of it."""

    text: str
    tables: tuple[DocumentTable, ...] = ()
    title: str | None = None
    published_at: str | None = None
    warnings: tuple[ReadingWarning, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """A cell that is part of an earlier one."""

    row: int
    column: int


Cell = str | Merged


@dataclass(slots=True)
class Layout:
    r"""Takes lines and tables in their order.

    Examples
    --------
    >>> layout = Layout()
    >>> layout.line("表1 指标")
    >>> layout.table([["指标", "目标"], ["绿化率", "45%"]], head=1)
    >>> found = layout.source()
    >>> found.text, found.tables[0].caption
    ('表1 指标\n指标\t目标\n绿化率\t45%', '表1 指标')
    """

    _lines: list[str] = field(default_factory=list)
    _tables: list[DocumentTable] = field(default_factory=list)
    _warnings: list[ReadingWarning] = field(default_factory=list)
    _at: int = 0
    # A format may say itself that a line is a caption.
    _caption: str | None = None

    def line(self, words: str, *, caption: bool = False) -> None:
        """Add *words*, a line for each that they hold."""
        self._add(words)
        if words.strip():
            self._caption = words.strip() if caption else None

    def warn(self, code: str, detail: str) -> None:
        """Add a warning about the whole document."""
        self._warnings.append(ReadingWarning(code=code, detail=detail, span=None))

    def table(self, cells: Sequence[Sequence[Cell]], *, head: int, caption: str | None = None) -> None:
        """Add a table; rows that are too short are filled up with empty cells."""
        rows = [row for row in cells if row]
        width, held = max(map(len, rows), default=0), sum(map(len, rows))
        if not any(isinstance(cell, str) and cell.strip() for row in rows for cell in row):
            return
        if width * len(rows) > _MOST_PADDING * held + _FREE_PADDING:
            self.warn("reading.ragged_table", str(len(rows)))
            for row in rows:
                self._add("\t".join(_words(cell) for cell in row))
            return
        above = caption or self._caption or self._line_above()
        start, spans = self._at, self._rows(rows, width)
        span = Span(start=start, end=self._at - 1)
        self._tables.append(DocumentTable(caption=above, head=min(head, len(rows)), rows=spans, span=span))
        self._caption = None

    def _rows(self, rows: Sequence[Sequence[Cell]], width: int) -> tuple[tuple[Span, ...], ...]:
        found: list[tuple[Span, ...]] = []
        for row in rows:
            here: list[Span] = []
            at = self._at
            words = [_words(cell) for cell in row] + [""] * (width - len(row))
            for column, one in enumerate(words):
                own = Span(start=at, end=at + len(one))
                here.append(self._merged(row[column], found, here, own) if column < len(row) else own)
                at += len(one) + 1
            self._add("\t".join(words))
            found.append(tuple(here))
        return tuple(found)

    @staticmethod
    def _merged(cell: Cell, above: list[tuple[Span, ...]], before: list[Span], own: Span) -> Span:
        if isinstance(cell, str):
            return own
        row = above[cell.row] if cell.row < len(above) else before
        return row[cell.column] if cell.column < len(row) else own

    def _add(self, words: str) -> None:
        self._lines.append(words)
        self._at += len(words) + 1

    def _line_above(self) -> str | None:
        """Return the caption above, unless that line is the last row of another table."""
        since = self._tables[-1].span.end if self._tables else 0
        near, at = [], self._at
        for line in self._lines[: -_NEAR - 1 : -1]:
            at -= len(line) + 1
            if at < since:
                break
            near.append(line)
        return _caption_in(near)

    def source(self, *, title: str | None = None, published_at: str | None = None) -> Source:
        """Return the whole."""
        return Source(
            text="\n".join(self._lines),
            tables=tuple(self._tables),
            title=title,
            published_at=published_at,
            warnings=tuple(self._warnings),
        )


def with_tables(text: str) -> Source:
    r"""Find the tables that stand in a plain text already.

    Examples
    --------
    >>> found = with_tables("附表\n指标\t目标\n绿化率\t45%").tables[0]
    >>> found.caption, found.head, len(found.rows)
    ('附表', 1, 2)
    """
    found: list[DocumentTable] = []
    since = 0
    for span in tables_in(text):
        near = text[since : span.start].removesuffix("\n").rsplit("\n", _NEAR)
        rows = tuple(_cells(text, span))
        head = head_rows([[cell.of(text) for cell in row] for row in rows])
        found.append(DocumentTable(caption=_caption_in(near[: -_NEAR - 1 : -1]), head=head, rows=rows, span=span))
        since = span.end
    return Source(text=text, tables=tuple(found))


def _cells(text: str, span: Span) -> Iterator[tuple[Span, ...]]:
    start = span.start
    for line in span.of(text).split("\n"):
        row = []
        for cell in line.split("\t"):
            row.append(Span(start=start, end=start + len(cell)))
            start += len(cell) + 1
        yield tuple(row)


def _caption_in(near: Sequence[str]) -> str | None:
    """Find the caption in the lines above, the nearest first."""
    for line in near:
        words = line.strip()
        if words and is_caption(words):
            return words
        if words and not words.startswith(_strings("between")):
            return None
    return None


def _words(cell: Cell) -> str:
    """Keep a cell in its column: line ends and tabs become spaces."""
    return cell.translate(_BREAKS).strip() if isinstance(cell, str) else ""


@cache
def _strings(name: str) -> tuple[str, ...]:
    return tuple(word for language in Language for word in table(language, "captions").strings(name))


def is_caption(words: str) -> bool:
    """Tell whether a line looks like the caption of a table.

    Examples
    --------
    >>> is_caption("附件2 重点任务分工"), is_caption("各部门要按月报告。")
    (True, False)
    """
    language = Language.CHINESE if any(sign > "\u2fff" for sign in words) else Language.ENGLISH
    if len(words) > table(language, "captions").number("longest") or words[-1] in "。；;，,":
        return False
    bare = words.rstrip(" ：:）)").lower()
    endings = tuple(word.lower() for word in _strings("endings"))
    return words.startswith(_strings("begins")) or bare.endswith(endings)
