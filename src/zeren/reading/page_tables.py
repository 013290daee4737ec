"""The tables of a page that hold figures and words in columns, and not the layout of the page."""

from bisect import bisect_left
from collections.abc import Iterator

from zeren.reading.layout import Cell, Layout, Merged
from zeren.reading.page_tree import PageTree, Part, one_line
from zeren.reading.tables import head_rows

__all__ = ["Tables"]

_CELLS = ("td", "th")
_MOST_ACROSS, _MOST_DOWN = 100, 1000
# What spans may add to the cells that the page holds, for each of them.
_MOST_ADDED = 8
_FREE = 1000
# A cell with more text than this, most of the table's, is a column of the page.
_LONGEST_CELL = 1000


class Tables:
    """Finds the tables of a page and writes them."""

    def __init__(self, tree: PageTree) -> None:
        self._tree = tree
        self._tables = [(part, index) for index, part in enumerate(tree.parts) if part.tag == "table"]
        self._starts = [part.start for part, _ in self._tables]
        self._indices = {id(part): index for part, index in self._tables}

    def within(self, start: int, end: int) -> Iterator[Part]:
        """Yield the tables that stand whole between two places and are no layout, in their order."""
        for place in range(bisect_left(self._starts, start), len(self._tables)):
            part, _ = self._tables[place]
            if part.start >= end:
                return
            if part.end <= end and not part.nests and self._is_data(part):
                yield part

    def write(self, table: Part, layout: Layout) -> None:
        """Write a table with its caption and head."""
        for caption in self._inner(table, ("caption",)):
            words = self._words(caption)
            if words:
                layout.line(words, caption=True)
        rows = [row for row in self._rows(table) if row]
        heads = sum(1 for row in rows if self._is_head(row))
        cells = _grid([[(self._words(cell), cell.attributes) for cell in row] for row in rows])
        seen = head_rows([[cell if isinstance(cell, str) else None for cell in row] for row in cells])
        layout.table(cells, head=heads if 0 < heads < len(rows) else seen)

    def _is_data(self, table: Part) -> bool:
        lengths = [[len(self._words(cell)) for cell in row] for row in self._rows(table)]
        total = sum(map(sum, lengths))
        longest = max((length for row in lengths for length in row), default=0)
        if longest > _LONGEST_CELL and longest > total // 2:
            return False
        several = sum(1 for row in lengths if sum(1 for length in row if length) > 1)
        return several > 1 or (several == 1 and len(lengths) > 1)

    def _inner(self, table: Part, tags: tuple[str, ...]) -> Iterator[Part]:
        index = self._indices[id(table)]
        return (part for part in self._tree.parts[index + 1 : table.last] if part.tag in tags)

    def _rows(self, table: Part) -> list[list[Part]]:
        rows: list[list[Part]] = []
        for part in self._inner(table, ("tr", *_CELLS)):
            if part.tag == "tr" or not rows:
                rows.append([])
            if part.tag != "tr":
                rows[-1].append(part)
        return rows

    def _is_head(self, row: list[Part]) -> bool:
        """Tell whether a row is in the table's head, or all its cells are named as headings."""
        above = self._tree.parts[row[0].above]
        in_head = above.tag == "tr" and self._tree.parts[above.above].tag == "thead"
        return in_head or (len(row) > 1 and all(cell.tag == "th" for cell in row))

    def _words(self, part: Part) -> str:
        pieces = self._tree.pieces[part.start : part.end]
        return one_line("".join(" " if piece.words is None else piece.words for piece in pieces))


def _grid(rows: list[list[tuple[str, dict[str, str]]]]) -> list[list[Cell]]:
    """Put each cell into its column; the places that a cell goes across or down point to it."""
    left = _MOST_ADDED * sum(map(len, rows)) + _FREE
    found: list[list[Cell]] = []
    # For each column: how many rows more the cell above goes down, and where it begins.
    down: dict[int, tuple[int, Merged]] = {}
    for number, row in enumerate(rows):
        here: list[Cell] = []
        following: dict[int, tuple[int, Merged]] = {}
        cells = iter(row)
        cell = next(cells, None)
        while cell is not None or len(here) in down:
            column = len(here)
            if column in down:
                rest, first = down[column]
                here.append(first)
                left -= 1
                if rest > 1 and left > 0:
                    following[column] = (rest - 1, first)
                continue
            words, attributes = cell or ("", {})
            first = Merged(row=number, column=column)
            across = min(_number(attributes.get("colspan")), _MOST_ACROSS, max(left, 1))
            rest = min(_number(attributes.get("rowspan")), _MOST_DOWN) - 1
            here += [words, *[first] * (across - 1)]
            left -= across
            following |= {place: (rest, first) for place in range(column, column + across) if rest and left > 0}
            cell = next(cells, None)
        found.append(here)
        down = following
    return found


def _number(words: str | None) -> int:
    return int(words) if words and words.isascii() and words.isdigit() and len(words) <= 6 and int(words) else 1  # noqa: PLR2004
