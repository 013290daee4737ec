"""PDF to text, by pypdfium2: what stands on the pages, line by line; pdf_lines.py joins the lines to paragraphs."""

import ctypes
from threading import Lock

import pypdfium2
import pypdfium2.raw as pdfium

from zeren.reading.errors import DamagedDocumentError, EncryptedDocumentError, PicturesOfPagesError, TooLargeError
from zeren.reading.layout import Layout, Source
from zeren.reading.limits import MOST_PAGES
from zeren.reading.pdf_lines import PageLine, paragraphs, without_running_lines

__all__ = ["read_source"]

# PDFium keeps state of its own between calls: two documents at once would disturb each other.
_ONE_AT_A_TIME = Lock()
_LINE_ENDS = {0x0A, 0x0D}
# PDFium's sign for a hyphen at the end of a line, and what it gives for a glyph that it cannot name.
_HYPHEN, _UNNAMED = 0x02, {0x00, 0xFFFE, 0xFFFF}
_PASSWORD = pdfium.FPDF_ERR_PASSWORD
_LAST_OF_UNICODE = 0x10FFFF


def read_source(data: bytes) -> Source:
    """Read a PDF file that holds text."""
    with _ONE_AT_A_TIME:
        pages = _pages(data)
    empty = [number for number, page in enumerate(pages, start=1) if not page]
    if len(empty) == len(pages):
        raise PicturesOfPagesError(pages=len(pages))
    layout = Layout()
    if empty:
        layout.warn("reading.pages_without_text", ", ".join(map(str, empty)))
    for words in paragraphs(without_running_lines(pages)):
        layout.line(words)
    return layout.source()


def _pages(data: bytes) -> list[list[PageLine]]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as failure:
        if failure.err_code == _PASSWORD:
            raise EncryptedDocumentError(format="PDF") from failure
        raise DamagedDocumentError(format="PDF") from failure
    try:
        count = len(document)
        if count > MOST_PAGES:
            raise TooLargeError(what="pages", found=count, limit=MOST_PAGES)
        return [_page(document, number) for number in range(count)]
    finally:
        document.close()


def _page(document: pypdfium2.PdfDocument, number: int) -> list[PageLine]:
    """Return the lines of a page; none where the page cannot be opened."""
    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return []
    try:
        held = page.get_textpage()
        try:
            return _lines(held.raw)
        finally:
            held.close()
    except pypdfium2.PdfiumError:
        return []
    finally:
        page.close()


def _lines(held: pdfium.FPDF_TEXTPAGE) -> list[PageLine]:
    """Cut the signs of a page at its line ends, and measure where each line begins and ends."""
    found: list[PageLine] = []
    signs: list[str] = []
    places: list[int] = []
    for place in range(pdfium.FPDFText_CountChars(held)):
        code = pdfium.FPDFText_GetUnicode(held, place)
        if code in _LINE_ENDS:
            _end(held, signs, places, found)
        elif code == _HYPHEN:
            signs.append("\xad")
        elif code not in _UNNAMED and code <= _LAST_OF_UNICODE:
            signs.append(chr(code))
            if not chr(code).isspace():
                places.append(place)
    _end(held, signs, places, found)
    return found


def _end(held: pdfium.FPDF_TEXTPAGE, signs: list[str], places: list[int], found: list[PageLine]) -> None:
    """Close the line that is open."""
    # PDFium gives a character outside the basic plane as its two halves.
    words = "".join(signs).encode("utf-16", "surrogatepass").decode("utf-16", "replace").strip(" \t\u3000\xa0")
    if words and places:
        left, bottom, _, top = _box(held, places[0])
        _, _, right, _ = _box(held, places[-1])
        found.append(PageLine(words=words, left=left, right=right, bottom=bottom, size=abs(top - bottom)))
    signs.clear()
    places.clear()


def _box(held: pdfium.FPDF_TEXTPAGE, place: int) -> tuple[float, float, float, float]:
    """Return left, bottom, right and top of a sign, as it is set and not as its ink lies."""
    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(held, place, ctypes.byref(box))
    return box.left, box.bottom, box.right, box.top
