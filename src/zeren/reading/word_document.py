"""DOCX to text, by python-docx: paragraphs and tables in their order, with the numbers that Word makes.

The body is walked here and not by the library's own lists, because those leave out content controls, what was inserted
with changes tracked, and fields. What was deleted with changes tracked, notes, headers and footers is not text.
"""

from collections.abc import Iterator
from io import BytesIO

from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.package import Package
from docx.parts.document import DocumentPart
from lxml.etree import LxmlError, _Element

from zeren.foundations.errors import ZerenError
from zeren.reading.errors import DamagedDocumentError, UnsupportedFormatError
from zeren.reading.layout import Cell, Layout, Merged, Source
from zeren.reading.numbering import Numbering
from zeren.reading.package import unpacked
from zeren.reading.tables import head_rows
from zeren.reading.word_numbering import Styles, numbering_of

__all__ = ["read_source", "read_tables"]

_PARAGRAPH, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_SIGNS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_TEXT = qn("w:t")
# Removed with changes tracked, or the same drawing told a second time for old programs.
_SKIPPED = {qn("w:del"), qn("w:moveFrom"), qn("w:pPr"), qn("w:rPr"), qn("w:txbxContent")} | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
}
_BOX = qn("w:txbxContent")
_WIDEST_SPAN = 200
# The library takes it for granted that a package is as Word writes it; where it is not, these come out.
_DAMAGE = (OpcError, LxmlError, KeyError, AttributeError, IndexError, TypeError, ValueError)


def read_source(data: bytes) -> Source:
    """Read a DOCX file."""
    plain = unpacked(data, "DOCX")
    try:
        return _source(_main_part(plain))
    except _DAMAGE as failure:
        if isinstance(failure, ZerenError):
            raise
        raise DamagedDocumentError(format="DOCX") from failure


def _source(part: DocumentPart) -> Source:
    layout = Layout()
    styles = Styles(part)
    numbering = numbering_of(part)
    body = part.element.body
    for block in _blocks(body):
        if block.tag == _PARAGRAPH:
            _paragraph(block, layout, styles, numbering)
        else:
            _table(block, layout, styles, numbering)
    if numbering.unknown:
        layout.warn("reading.numbers_left_out", str(numbering.unknown))
    return layout.source()


def _main_part(plain: bytes) -> DocumentPart:
    part = Package.open(BytesIO(plain)).main_document_part
    if not isinstance(part, DocumentPart):
        raise UnsupportedFormatError(format="Word template or file with macros", expected="a DOCX file")
    if part.element.body is None:
        raise DamagedDocumentError(format="DOCX")
    return part


def _blocks(container: _Element) -> Iterator[_Element]:
    """Yield the paragraphs and tables that stand in *container*, also within content controls."""
    open_ = [iter(container)]
    while open_:
        child = next(open_[-1], None)
        if child is None:
            open_.pop()
        elif child.tag in {_PARAGRAPH, _TABLE}:
            yield child
        elif child.tag not in _SKIPPED:
            open_.append(iter(child))


def _paragraph(paragraph: _Element, layout: Layout, styles: Styles, numbering: Numbering) -> None:
    words = _words(paragraph)
    if words.strip():
        words = _number(paragraph, styles, numbering) + words.strip("\n")
    layout.line(words, caption=styles.is_caption(paragraph))
    for box in _boxes(paragraph):
        for line in _lines(box, styles, numbering):
            layout.line(line)


def _number(paragraph: _Element, styles: Styles, numbering: Numbering) -> str:
    listed = styles.list_of(paragraph)
    return numbering.next(*listed) if listed else ""


def _words(paragraph: _Element) -> str:
    """Join the words of a paragraph without those of the boxes that are anchored in it."""
    found: list[str] = []
    open_ = [iter(paragraph)]
    while open_:
        child = next(open_[-1], None)
        if child is None:
            open_.pop()
        elif child.tag == _TEXT:
            found.append(child.text or "")
        elif child.tag in _SIGNS:
            # A page break is no line break of the text, but parts it all the same.
            found.append(_SIGNS[child.tag])
        elif child.tag not in _SKIPPED:
            open_.append(iter(child))
    return "".join(found)


def _boxes(paragraph: _Element) -> Iterator[_Element]:
    """Yield the text boxes anchored in a paragraph, each once; a box within a box is part of it."""
    for box in paragraph.iter(_BOX):
        if _SKIPPED.isdisjoint(one.tag for one in box.iterancestors()):
            yield box


def _lines(container: _Element, styles: Styles, numbering: Numbering) -> Iterator[str]:
    """Yield the paragraphs in *container*, those of tables within it too."""
    for paragraph in container.iter(_PARAGRAPH):
        words = _words(paragraph)
        if words.strip():
            yield _number(paragraph, styles, numbering) + words


def read_tables(data: bytes) -> list[list[list[Cell]]]:
    """Read only the tables of a DOCX file, cell by cell, with the line ends within cells."""
    plain = unpacked(data, "DOCX")
    try:
        part = _main_part(plain)
        styles, numbering = Styles(part), numbering_of(part)
        found = []
        for block in _blocks(part.element.body):
            if block.tag == _TABLE:
                found.append(_cells(block, styles, numbering, joint="\n")[0])
            else:
                # Its number counts, though nobody asks for it.
                _number(block, styles, numbering)
    except _DAMAGE as failure:
        if isinstance(failure, ZerenError):
            raise
        raise DamagedDocumentError(format="DOCX") from failure
    return found


def _table(table: _Element, layout: Layout, styles: Styles, numbering: Numbering) -> None:
    rows, marked = _cells(table, styles, numbering, joint=" ")
    # A repeated heading is set in few documents; where it is not, the words tell.
    seen = head_rows([[cell if isinstance(cell, str) else None for cell in row] for row in rows])
    layout.table(rows, head=marked or seen)


def _cells(table: _Element, styles: Styles, numbering: Numbering, *, joint: str) -> tuple[list[list[Cell]], int]:
    """Give the cells of a table row by row, and how many rows are marked as its head."""
    grid = _Grid()
    marked = 0
    for row in _within(table, _ROW):
        grid.begin()
        marked += row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        for cell in _within(row, _CELL):
            words = joint.join(_lines(cell, styles, numbering))
            grid.add(words, across=_span(cell), goes_on=_goes_on(cell))
    return grid.rows, marked


def _within(container: _Element, tag: str) -> Iterator[_Element]:
    """Yield the rows of a table or the cells of a row, also within content controls, not those of inner tables."""
    open_ = [iter(container)]
    while open_:
        child = next(open_[-1], None)
        if child is None:
            open_.pop()
        elif child.tag == tag:
            yield child
        elif child.tag in {qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml")}:
            open_.append(iter(child))


def _span(cell: _Element) -> int:
    found = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    words = found.get(qn("w:val"), "1") if found is not None else "1"
    return min(int(words), _WIDEST_SPAN) if words.isascii() and words.isdigit() and words != "0" else 1


def _goes_on(cell: _Element) -> bool:
    """Tell whether a cell is the lower part of the one above it."""
    found = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    return found is not None and found.get(qn("w:val"), "continue") == "continue"


class _Grid:
    """Rows of cells in which each place of a merged cell points to its first."""

    def __init__(self) -> None:
        self.rows: list[list[Cell]] = []

    def begin(self) -> None:
        self.rows.append([])

    def add(self, words: str, *, across: int, goes_on: bool) -> None:
        row, column = len(self.rows) - 1, len(self.rows[-1])
        above = self.rows[row - 1] if row else []
        first = Merged(row=row, column=column)
        if goes_on and column < len(above):
            up = above[column]
            first = up if isinstance(up, Merged) else Merged(row=row - 1, column=column)
            self.rows[-1].append(first)
        else:
            self.rows[-1].append(words)
        self.rows[-1].extend([first] * (across - 1))
