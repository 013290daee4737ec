"""The parts of a page as a tree in flat lists: no part knows its children, so depth costs nothing.

The words of the page stand once, in their order; each part is a stretch of them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

__all__ = ["PageTree", "Part", "Piece", "one_line"]

# fmt: off
_BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "div", "dl", "dt",
        "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li",
        "main", "nav", "ol", "option", "p", "pre", "section", "select", "table", "tbody", "td", "tfoot", "th", "thead",
        "tr", "ul",
    )
)
_PARTS = frozenset(
    (
        "article", "aside", "body", "caption", "center", "div", "dl", "fieldset", "footer", "form", "header", "main",
        "nav", "ol", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    )
)
# fmt: on
_CELLS = ("td", "th")
# A part that opens closes these, if they are open in the same table: </td> and </tr> are often left out.
_CLOSES: dict[str, tuple[str, ...]] = {
    "td": _CELLS,
    "th": _CELLS,
    "tr": ("tr",),
    "tbody": ("thead", "tbody", "tfoot", "caption"),
    "thead": ("thead", "tbody", "tfoot", "caption"),
    "tfoot": ("thead", "tbody", "tfoot", "caption"),
}
_OF_TABLES = frozenset(("table", "tbody", "td", "tfoot", "th", "thead", "tr"))
_SPACES = re.compile(r"[\s\xa0]+")


@dataclass(slots=True, kw_only=True)
class Part:
    """A part of the page: pieces ``start`` to ``end``; ``last`` is the index after its last inner part."""

    tag: str
    above: int
    start: int
    attributes: dict[str, str]
    end: int = -1
    last: int = -1
    # For a table: one stands within it.
    nests: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """Words, or the end of a line where ``words`` is None; ``part`` is the innermost one that holds them."""

    words: str | None
    part: int
    linked: bool


@dataclass(slots=True)
class PageTree:
    """Parts in the order in which they open, so that a part stands before all that it holds."""

    parts: list[Part] = field(default_factory=lambda: [Part(tag="", above=-1, start=0, attributes={})])
    pieces: list[Piece] = field(default_factory=list)
    _open: list[int] = field(default_factory=lambda: [0])
    # For each tag where in the list of open parts it stands: a closing tag is found without a search.
    _heights: dict[str, list[int]] = field(default_factory=dict)
    _linked: bool = False

    @property
    def place(self) -> int:
        """The index of the next piece."""
        return len(self.pieces)

    def words(self, words: str) -> None:
        """Add words where they stand."""
        if words:
            self.pieces.append(Piece(words, self._open[-1], self._linked))

    def open(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin a part; other tags only end a line, or begin a link."""
        if tag == "a":
            self._linked = "href" in attributes
        if tag not in _BLOCKS:
            return
        for closed in _CLOSES.get(tag, ()):
            if self._height(closed) > self._height("table"):
                self._pop(self._height(closed))
        self._end_line()
        if tag in _PARTS:
            if tag == "table" and self._height("table") > 0:
                self.parts[self._open[self._height("table")]].nests = True
            self._heights.setdefault(tag, []).append(len(self._open))
            self._open.append(len(self.parts))
            self.parts.append(Part(tag=tag, above=self._open[-2], start=self.place, attributes=attributes))

    def close(self, tag: str) -> None:
        """End a part, and all that was left open in it; what closes nothing is passed over."""
        if tag == "a":
            self._linked = False
        if tag not in _BLOCKS:
            return
        self._end_line()
        height = self._height(tag)
        # A stray </div> in a cell does not close the table around it.
        fence = -1 if tag == "table" else self._height("table")
        if tag not in _OF_TABLES:
            fence = max(fence, *(self._height(cell) for cell in _CELLS))
        if height > max(fence, 0):
            self._pop(height)

    def close_all(self) -> None:
        """End everything."""
        self._end_line()
        self._pop(0)

    def _height(self, tag: str) -> int:
        heights = self._heights.get(tag)
        return heights[-1] if heights else -1

    def _pop(self, height: int) -> None:
        while len(self._open) > height:
            part = self.parts[self._open.pop()]
            part.end, part.last = self.place, len(self.parts)
            if part.tag:
                self._heights[part.tag].pop()

    def _end_line(self) -> None:
        self.pieces.append(Piece(None, self._open[-1], linked=False))

    def lines(self, start: int, end: int) -> Iterator[str]:
        """Yield the lines of the pieces from *start* to *end* that hold words."""
        for pieces in self.runs(start, end):
            line = one_line("".join(piece.words or "" for piece in pieces))
            if line:
                yield line

    def runs(self, start: int, end: int) -> Iterator[list[Piece]]:
        """Yield the pieces of each line."""
        run: list[Piece] = []
        for place in range(start, end):
            piece = self.pieces[place]
            if piece.words is None:
                if run:
                    yield run
                run = []
            else:
                run.append(piece)
        if run:
            yield run


def one_line(words: str) -> str:
    r"""Make all spaces and line ends one space each: in the source of a page they mean no more.

    Examples
    --------
    >>> one_line(" 责任\n  清单\xa0 A ")
    '责任 清单 A'
    """
    return _SPACES.sub(" ", words).strip()
