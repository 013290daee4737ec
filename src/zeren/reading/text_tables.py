"""Tables that stand in plain text: lines of cells between tabs or bars, under a head that is recognised."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from zeren.reading.model import Language
from zeren.reading.span import Span
from zeren.reading.table_columns import layout
from zeren.reading.tables import DocumentTable
from zeren.reading.unit_names import trimmed

__all__ = ["tables_in_text"]

_FEWEST_ROWS = 3
_FEWEST_CELLS = 3
# Wider than this it is no table of tasks, and to fill up every other row would cost more than the text is long.
_MOST_CELLS = 60
_LONGEST_CAPTION = 80
_BARS = "|\uff5c│"
_RULE = re.compile(r"[\s|\uff5c│:+\-—─=┼┬┴├┤]+\Z")
_SPACE = " \u3000\xa0\ufeff"


def tables_in_text(text: str, language: Language, known: tuple[DocumentTable, ...] = ()) -> tuple[DocumentTable, ...]:
    r"""Find the lists of tasks that *text* writes as lines of cells.

    Parameters
    ----------
    text : str
        The document.
    language : Language
        Whose heads are known.
    known : tuple of DocumentTable
        Tables that the format of the document gives; what stands in them is not found again.

    Returns
    -------
    tuple of DocumentTable
        In their order; only tables of three rows or more whose head is that of a list of tasks.

    Examples
    --------
    >>> words = "序号|任务|责任单位\n1|修订清单|市司法局\n2|公布清单|市司法局"
    >>> [found] = tables_in_text(words, Language.CHINESE)
    >>> found.words(words)[2]
    ['2', '公布清单', '市司法局']
    """
    found: list[DocumentTable] = []
    for caption, block in _blocks(text):
        one = _table(caption, block)
        if one is not None and not _overlaps(one, known) and layout(text, one, language) is not None:
            found.append(one)
    return tuple(found)


def _overlaps(one: DocumentTable, known: tuple[DocumentTable, ...]) -> bool:
    """Tell whether a table that is known holds the beginning of this one, or begins in it; *known* are in order."""
    place = bisect_right(known, one.span.start, key=lambda other: other.span.start)
    before = place > 0 and one.span.start < known[place - 1].span.end
    return before or (place < len(known) and known[place].span.start < one.span.end)


def _blocks(text: str) -> Iterator[tuple[str | None, list[tuple[Span, ...]]]]:
    """Yield the runs of lines that hold cells, each with the line above it."""
    above: str | None = None
    block: list[tuple[Span, ...]] = []
    sign = ""
    for line in _lines(text):
        if block and _RULE.match(text, line.start, line.end):
            continue
        here = _sign(text, line)
        cells = _cells(text, line, here) if here else ()
        if block and (here != sign or not cells):
            yield above, block
            above, block = None, []
        if cells:
            block.append(cells)
            sign = here
        elif len(line):
            above = line.of(text)
    if block:
        yield above, block


def _lines(text: str) -> Iterator[Span]:
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield Span(start=start, end=end)
        start = end + 1


def _sign(text: str, line: Span) -> str:
    """Return the sign between the cells of a line, or nothing where there are too few."""
    words = line.of(text)
    return next((sign for sign in ("\t", *_BARS) if _FEWEST_CELLS <= words.count(sign) + 1 <= _MOST_CELLS), "")


def _cells(text: str, line: Span, sign: str) -> tuple[Span, ...]:
    """Cut a line at *sign*; bars at its ends part nothing."""
    inner = line
    if sign != "\t":
        inner = trimmed(text, line, _SPACE)
        start = inner.start + (text[inner.start] == sign)
        inner = Span(start=start, end=max(start, inner.end - (text[inner.end - 1] == sign)))
    cells: list[Span] = []
    start = inner.start
    while start <= inner.end:
        end = text.find(sign, start, inner.end)
        end = inner.end if end < 0 else end
        cells.append(trimmed(text, Span(start=start, end=end), _SPACE))
        start = end + 1
    return tuple(cells)


def _table(caption: str | None, block: list[tuple[Span, ...]]) -> DocumentTable | None:
    if len(block) < _FEWEST_ROWS:
        return None
    width = max(len(row) for row in block)
    rows = tuple((*row, *[Span(start=row[-1].end, end=row[-1].end)] * (width - len(row))) for row in block)
    named = caption.strip(" \t\u3000#") if caption else ""
    return DocumentTable(
        caption=named if named and len(named) <= _LONGEST_CAPTION and named[-1] not in "。.；;" else None,
        head=0,
        rows=rows,
        span=Span(start=rows[0][0].start, end=rows[-1][-1].end),
    )
