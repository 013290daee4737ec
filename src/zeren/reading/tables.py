"""Tables of a document: every cell is a stretch of the text."""

from dataclasses import dataclass

from zeren.reading.span import Span

__all__ = ["DocumentTable"]


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
