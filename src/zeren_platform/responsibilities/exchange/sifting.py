"""Which rows of somebody else's table hand out a duty: not the titles, sums, heads of groups, or rules on bonuses."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from zeren.reading import group_depth, head_rows, is_sum, rewards, says_nothing, without_number
from zeren_platform.responsibilities.exchange.columns import recognised
from zeren_platform.responsibilities.exchange.rows import TableColumns

__all__ = ["Passed", "Sifter", "TableRow", "head_in"]

Passed = Literal["empty", "head", "sum", "group", "bonus", "note"]
# Above the head there may stand a title, a date, a unit of measure; few tables have more.
HEAD_WITHIN: Final = 10
FEWEST_KNOWN: Final = 2
BEGINNING: Final = 60
UNNUMBERED: Final = 99
NOTE: Final = ("注：", "注:", "备注：", "说明：", "填表说明", "Note:", "Notes:", "#")


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """A row of a file: its number there, its cells, and which of them only continue a merged cell above or before."""

    line: int
    cells: tuple[str, ...]
    merged: frozenset[int] = frozenset()

    @property
    def filled(self) -> list[int]:
        """Where something stands that is not the continuation of another cell."""
        return [place for place, cell in enumerate(self.cells) if cell.strip() and place not in self.merged]


def head_in(rows: Sequence[TableRow]) -> tuple[int, tuple[str, ...]]:
    """Find the head among the first rows of a table: the place behind it, and the name of every column.

    The row that names most columns that are known is the head; one below it that names parts of merged cells goes on.
    Without any the first row is.
    """
    known = [sum(bool(key) for key in set(recognised(row.cells))) for row in rows[:HEAD_WITHIN]]
    best = max(range(len(known)), key=known.__getitem__, default=0)
    if not known or known[best] < FEWEST_KNOWN:
        count = head_rows([_unmerged(row) for row in rows[:HEAD_WITHIN]])
        best = max(count - 1, 0)
    if not rows:
        return 0, ()
    heads = rows[best].cells
    if best + 1 < len(rows) and _goes_on(rows[best], rows[best + 1]):
        pairs = zip(heads, rows[best + 1].cells, strict=False)
        return best + 2, tuple(below if below.strip() and below != above else above for above, below in pairs)
    return best + 1, heads


def _unmerged(row: TableRow) -> list[str | None]:
    return [None if place in row.merged else cell for place, cell in enumerate(row.cells)]


def _goes_on(above: TableRow, below: TableRow) -> bool:
    """Tell whether a head has a second row: the first goes across columns, and the second names them."""
    across = any(place in above.merged for place in range(len(above.cells)))
    down = any(place in below.merged for place in range(len(below.cells)))
    parted = [below.cells[place] for place in below.filled if place < len(below.cells)]
    return across and down and any(recognised(parted))


@dataclass(slots=True, kw_only=True)
class Sifter:
    """Goes through the rows below a head in their order, and remembers in which group it is."""

    columns: TableColumns
    counted: bool = False
    groups: list[tuple[int, str, bool]] = field(default_factory=list)

    @property
    def group(self) -> str:
        """The innermost group, which is the field of what stands in it."""
        return self.groups[-1][1] if self.groups else ""

    def passed(self, row: TableRow) -> Passed | None:
        """Say as what a row is passed over; nothing for one that is a duty."""
        if not any(cell.strip() for cell in row.cells):
            return "empty"
        if self.columns.own:
            return None
        return self._foreign(row)

    def _foreign(self, row: TableRow) -> Passed | None:
        beginnings = [cell.strip()[:BEGINNING] for cell in row.cells]
        if tuple(beginnings) == tuple(head.strip()[:BEGINNING] for head in self.columns.heads):
            return "head"
        if is_sum(beginnings, self.columns.language):
            return "sum"
        first = next((words for words in beginnings if words), "")
        alone = len({cell.strip() for cell in row.cells if cell.strip()}) == 1
        if alone and first.startswith(NOTE):
            return "note"
        if first[:1].isdigit():
            self.counted = True
        return self._group(row, beginnings, alone=alone)

    def _group(self, row: TableRow, beginnings: list[str], *, alone: bool) -> Passed | None:
        """Take a row for the head of a group, if it is one."""
        language = self.columns.language
        depth = group_depth(beginnings[0], language)
        words = next((bare for cell in beginnings if cell and (bare := without_number(cell, language))), "")
        if not words:
            return "empty"
        rewarding = rewards(words, language)
        said = [
            key
            for key, cell in zip(self.columns.keys, row.cells, strict=False)
            if key and not says_nothing(cell, language)
        ]
        heads_others = "text" not in said or rewarding or (self.counted and set(said) <= {"number", "text", "field"})
        if not (alone or (depth is not None and heads_others)):
            return "bonus" if self.groups and self.groups[-1][2] else None
        if alone and "text" in said and depth is None and len(said) == 1 and not row.merged:
            return None
        self._open(UNNUMBERED if depth is None else depth, words, rewarding=rewarding)
        return "bonus" if rewarding else "group"

    def _open(self, depth: int, words: str, *, rewarding: bool) -> None:
        while self.groups and self.groups[-1][0] >= depth:
            self.groups.pop()
        self.groups.append((depth, words, rewarding))
