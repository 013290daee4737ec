"""Bytes to text: the encodings in which Chinese and English official documents come.

In this order, because each is a proof that the next is not:

1. a byte order mark (UTF-8, UTF-16);
2. UTF-8, in which chance text almost never validates;
3. UTF-16 without a mark, seen by its many zero bytes;
4. GB 18030, the national standard, of which GBK and GB 2312 are parts.
"""

import codecs
import re

from zeren.reading.errors import UndecodableTextError, UnsupportedFormatError

__all__ = ["decode", "unify_line_ends"]

# What the first bytes of other formats look like: a person who sends a PDF is told so, not shown mojibake.
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "DOCX, XLSX, OFD or another ZIP file"),
    (b"PK\x05\x06", "ZIP file"),
    (b"\xd0\xcf\x11\xe0", "DOC, XLS or WPS"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG image"),
    (b"\xff\xd8\xff", "JPEG image"),
    (b"GIF8", "GIF image"),
    (b"II*\x00", "TIFF image"),
    (b"MM\x00*", "TIFF image"),
    (b"\x1f\x8b", "gzip file"),
    (b"Rar!", "RAR file"),
    (b"7z\xbc\xaf", "7z file"),
)
_EXPECTED = "a text file (UTF-8, UTF-16 or GB 18030) or an HTML page"
_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Control characters other than tab, line feed, form feed and carriage return, and code points that are never
# characters: text has none of them, binary files have many.
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_MOST_NO_TEXT = 0.01


def decode(data: bytes) -> str:
    r"""Decode *data* and make every line end ``\n``.

    Raises
    ------
    UnsupportedFormatError
        If the first bytes are those of a format that is not text.
    UndecodableTextError
        If no encoding fits, or what comes out is not text.

    Examples
    --------
    >>> decode("责任\r\n清单".encode("gb18030"))
    '责任\n清单'
    """
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            raise UnsupportedFormatError(format=name, expected=_EXPECTED)
    text = _decoded(data)
    text = text.removeprefix("\ufeff")
    if len(_NO_TEXT.findall(text)) > _MOST_NO_TEXT * len(text):
        raise UndecodableTextError(expected=_EXPECTED)
    return unify_line_ends(text)


def unify_line_ends(text: str) -> str:
    """Make every line end a line feed, so that offsets do not depend on the system that wrote the file."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _strictly(data, _without_mark(data))


def _without_mark(data: bytes) -> str:
    """Guess between UTF-16 and GB 18030: only UTF-16 text of Latin letters and line feeds is full of zeros."""
    zeros_even, zeros_odd = data[0:4096:2].count(0), data[1:4096:2].count(0)
    if zeros_even == zeros_odd == 0:
        return "gb18030"
    return "utf-16-le" if zeros_odd >= zeros_even else "utf-16-be"


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as failure:
        raise UndecodableTextError(expected=_EXPECTED, position=failure.start) from failure
