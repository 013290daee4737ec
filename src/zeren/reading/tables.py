"""Tables of a document: every cell is a stretch of the text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zeren.reading.span import Span

__all__ = ["DocumentTable", "head_rows", "tables_in"]

# Words that name a column are few, and neither a figure nor a sentence.
_LONGEST_NAME = 60
_NO_NAME = re.compile(r"[-+\uff0d]?[\d,.，．%\uff05‰\s/:：-]+\Z|[^\n]*[。；;！？!?]|\d{4}年")
_MOST_HEAD_ROWS = 4
# "1.<tab>Report": the tab sets a number apart, and parts no cells.
_MARKER = re.compile(r"\s*(?:[（(]?[\d一二三四五六七八九十]{1,4}[)）]?[.．、]?|[a-zA-Z][.)]|[•●■◆○·*\-–—])\s*\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentTable:
    """A table as it stands in the text: a line for a row, a tab between cells.

    ``rows`` hold a span for each cell, all rows of the same length; a cell that is merged with the one above or
    before it has that one's span. ``head`` is the number of rows that name the columns, 0 where none does.
    ``caption`` is the line above it that names it.
    """

    caption: str | None
    head: int
    rows: tuple[tuple[Span, ...], ...]
    span: Span

    def words(self, text: str) -> list[list[str]]:
        r"""Quote every cell.

        Examples
        --------
        >>> cells = (Span(start=0, end=1), Span(start=2, end=3))
        >>> DocumentTable(caption=None, head=0, rows=(cells,), span=Span(start=0, end=3)).words("甲\t乙")
        [['甲', '乙']]
        """
        return [[cell.of(text) for cell in row] for row in self.rows]


def head_rows(cells: Sequence[Sequence[str | None]]) -> int:
    """Count the rows at the top that name the columns; None is a cell that is merged with an earlier one.

    A row whose only words go across the whole table is its title and counts too, if a row with names follows.

    Examples
    --------
    >>> head_rows([["序号", "任务", "分值"], ["1", "报告", "5"]])
    1
    >>> head_rows([["1", "报告"], ["2", "检查"]])
    0
    """
    count = 0
    while count < min(len(cells) - 1, _MOST_HEAD_ROWS) and _is_title(cells[count]):
        count += 1
    if count >= len(cells) - 1 or not _names_columns(cells[count]):
        return 0
    first = cells[count]
    count += 1
    # Under a name that goes across several columns stand the names of those.
    grouped = any(cell is None for cell in first)
    while grouped and count < min(len(cells) - 1, _MOST_HEAD_ROWS) and None in cells[count][:1]:
        if not _names_columns(cells[count]):
            break
        count += 1
    return count


def _is_title(row: Sequence[str | None]) -> bool:
    words = [cell for cell in row if cell]
    return len(row) > 1 and len(words) == 1 and bool(row[0])


def _names_columns(row: Sequence[str | None]) -> bool:
    names = [cell.strip() for cell in row if cell is not None]
    filled = [name for name in names if name]
    return (
        len(filled) >= max(1, len(names) - 1)
        and len(set(filled)) == len(filled)
        and all(_width(name) <= _LONGEST_NAME and not _NO_NAME.match(name) for name in filled)
    )


def _width(name: str) -> int:
    """Return how wide a name is: a Chinese character says as much as two letters."""
    return sum(1 if sign.isascii() else 2 for sign in name)


def tables_in(text: str) -> Iterator[Span]:
    r"""Find lines that stand as a table in a plain text: two or more with the same number of tabs.

    Examples
    --------
    >>> [span.of("附表\n甲\t1\n乙\t2\n完") for span in tables_in("附表\n甲\t1\n乙\t2\n完")]
    ['甲\t1\n乙\t2']
    """
    start = at = tabs = filled = rows = 0
    for line in (*text.split("\n"), ""):
        here = 0 if _is_item(line) else line.count("\t")
        if here != tabs:
            if tabs and rows > 1 and filled > 1:
                yield Span(start=start, end=at - 1)
            start, tabs, filled, rows = at, here, 0, 0
        rows += 1
        # A tab before a line only indents it.
        filled += here > 0 and sum(1 for cell in line.split("\t") if cell.strip()) > 1
        at += len(line) + 1


def _is_item(line: str) -> bool:
    first, tab, rest = line.partition("\t")
    return bool(tab) and "\t" not in rest and _MARKER.match(first) is not None
