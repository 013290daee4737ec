"""Which format the bytes are of, and the module that reads it.

The libraries for DOCX, PDF and XLSX are an extra (``zeren[formats]``), and take longer to import than a text takes to
read; so each is imported only in the module for its format, and that module only when such a document comes.
"""

import re
from collections.abc import Callable
from importlib import import_module

from zeren.reading.csv_text import is_csv, table_of
from zeren.reading.decode import decode, refuse_other_formats
from zeren.reading.errors import MissingReaderError, TooLargeError, UnsupportedFormatError
from zeren.reading.layout import Source, with_tables
from zeren.reading.limits import MOST_BYTES
from zeren.reading.markup import is_markup, read_page
from zeren.reading.model import ReadingWarning
from zeren.reading.package import SIGNATURE, kind_of_package

__all__ = ["source_of"]

_MODULES = {"DOCX": "word_document", "PDF": "pdf_document", "XLSX": "workbook"}
_INSTALL = "pip install zeren[formats]"
_EXPECTED = "a text, HTML, DOCX, PDF, XLSX or CSV file"
# White space, a byte order mark or what a printer is told may stand before the mark of a PDF.
_PDF = re.compile(rb"(?:\xef\xbb\xbf|\x1b%-12345X[^%]{0,500})?\s{0,100}%PDF")


def source_of(data: bytes, name: str) -> Source:
    """Turn the bytes of a document of any format that is read into one text with its tables."""
    if len(data) > MOST_BYTES:
        raise TooLargeError(what="bytes", found=len(data), limit=MOST_BYTES)
    kind = _kind(data)
    if kind is not None:
        if kind not in _MODULES:
            raise UnsupportedFormatError(format=kind, expected=_EXPECTED)
        return _reader(kind)(data)
    refuse_other_formats(data)
    return _of_text(data, name)


def _kind(data: bytes) -> str | None:
    if data.startswith(SIGNATURE):
        return kind_of_package(data)
    return "PDF" if _PDF.match(data) else None


def _reader(kind: str) -> Callable[[bytes], Source]:
    """Import the module for *kind*, or say what to install."""
    try:
        found: Callable[[bytes], Source] = import_module(f"zeren.reading.{_MODULES[kind]}").read_source
    except ModuleNotFoundError as missing:
        raise MissingReaderError(format=kind, package=missing.name, install=_INSTALL) from missing
    return found


def _of_text(data: bytes, name: str) -> Source:
    decoded = decode(data)
    if is_markup(decoded.text):
        found = read_page(decoded.text)
    elif name.lower().endswith((".csv", ".tsv")) or is_csv(decoded.text):
        found = table_of(decoded.text)
    else:
        found = with_tables(decoded.text)
    if not decoded.strays:
        return found
    mixed = ReadingWarning(code="reading.mixed_encodings", detail=str(decoded.strays), span=None)
    return Source(
        text=found.text,
        tables=found.tables,
        title=found.title,
        published_at=found.published_at,
        warnings=(*found.warnings, mixed),
    )
