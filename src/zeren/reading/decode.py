"""Bytes to text: the encodings in which Chinese and English official documents come.

In this order, because each is a proof that the next is not:

1. a byte order mark (UTF-8, UTF-16);
2. UTF-8, in which chance text almost never validates;
3. UTF-16 without a mark, seen by its many zero bytes;
4. GB 18030, the national standard, of which GBK and GB 2312 are parts, or Big5: the one that gives more of the
   characters that official texts use most (rules/zh/characters.toml);
5. a file that was put together from parts in UTF-8 and one of those, line by line.

A byte that fits nowhere becomes U+FFFD; the reading counts them in a warning.
"""

import codecs
import re
from dataclasses import dataclass
from functools import cache

from zeren.reading.errors import EncryptedDocumentError, UndecodableTextError, UnsupportedFormatError
from zeren.reading.model import Language
from zeren.reading.rulebook import table

__all__ = ["Decoded", "decode", "refuse_other_formats", "unify_line_ends"]

# What the first bytes of other formats look like: a person who sends a PDF is told so, not shown mojibake.
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"PK\x05\x06", "ZIP file"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG image"),
    (b"\xff\xd8\xff", "JPEG image"),
    (b"GIF8", "GIF image"),
    (b"II*\x00", "TIFF image"),
    (b"MM\x00*", "TIFF image"),
    (b"\x1f\x8b", "gzip file"),
    (b"Rar!", "RAR file"),
    (b"7z\xbc\xaf\x27\x1c", "7z file"),
)
# Word, Excel and WPS before 2007, and what is locked with a password since, are all this one container.
_CONTAINER = b"\xd0\xcf\x11\xe0"
_IN_CONTAINER = (("WordDocument", "DOC or WPS"), ("Workbook", "XLS or ET"), ("Book", "XLS"), ("PowerPoint", "PPT"))
_EXPECTED = "a text, HTML, DOCX, PDF, XLSX or CSV file"
_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Control characters other than tab, line feed, form feed and carriage return, and code points that are never
# characters: text has none of them, binary files have many.
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_MOST_NO_TEXT = 0.01
# Above this share of characters that could not be made out, it is no text that anybody could use.
_MOST_DAMAGED = 0.05
_LEGACY = ("gb18030", "big5hkscs")
# Enough of a text to know its encoding by.
_SAMPLE = 20_000
_ABOVE_ASCII = re.compile("[^\x00-\x7f]")
# Two characters in UTF-8 one after the other: in GB 18030 this is rare by chance.
_UTF8_PAIR = re.compile(rb"(?:[\xe3-\xe9][\x80-\xbf][\x80-\xbf]|\xef[\xbc\xbd][\x80-\xbf]){2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """The text; ``strays`` counts the lines that were in another encoding than the rest."""

    text: str
    strays: int = 0


def decode(data: bytes) -> Decoded:
    r"""Decode *data* and make every line end ``\n``.

    Raises
    ------
    UndecodableTextError
        If no encoding fits, or what comes out is not text.

    Examples
    --------
    >>> decode("责任\r\n清单".encode("gb18030")).text
    '责任\n清单'
    """
    decoded = _decoded(data)
    text = decoded.text.removeprefix("\ufeff")
    if len(_NO_TEXT.findall(text)) > _MOST_NO_TEXT * len(text) or text.count("\ufffd") > _MOST_DAMAGED * len(text):
        raise UndecodableTextError(expected=_EXPECTED)
    return Decoded(text=unify_line_ends(text), strays=decoded.strays)


def refuse_other_formats(data: bytes) -> None:
    """Refuse bytes that begin like a format that is not read, by its name.

    Raises
    ------
    UnsupportedFormatError
        If the first bytes are those of an image, an archive, an old office file.
    EncryptedDocumentError
        If it is an office file that is locked with a password.

    Examples
    --------
    >>> refuse_other_formats(b"plain text")
    """
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            raise UnsupportedFormatError(format=name, expected=_EXPECTED)
    if data.startswith(_CONTAINER):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise EncryptedDocumentError(format="DOCX or XLSX")
        named = (kind for stream, kind in _IN_CONTAINER if stream.encode("utf-16-le") in data)
        raise UnsupportedFormatError(format=next(named, "DOC, XLS or WPS"), expected=_EXPECTED)


def unify_line_ends(text: str) -> str:
    """Make every line end a line feed, so that offsets do not depend on the system that wrote the file."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes) -> Decoded:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(text=data.decode(encoding, "replace"))
    try:
        return Decoded(text=data.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    zeros_even, zeros_odd = data[0:4096:2].count(0), data[1:4096:2].count(0)
    if zeros_even or zeros_odd:
        # Only UTF-16 text of Latin letters and line feeds is full of zeros.
        return Decoded(text=data.decode("utf-16-le" if zeros_odd >= zeros_even else "utf-16-be", "replace"))
    if _UTF8_PAIR.search(data):
        return _line_by_line(data)
    return Decoded(text=data.decode(_legacy(data), "replace"))


def _legacy(data: bytes) -> str:
    """Tell GB 18030 from Big5 by how many of the characters are common ones."""
    sample = data[:_SAMPLE]
    return max(_LEGACY, key=lambda encoding: _commonness(sample.decode(encoding, "replace")))


def _commonness(text: str) -> float:
    signs = _ABOVE_ASCII.findall(text)
    return sum(1 if sign in _common() else -1 if sign == "\ufffd" else 0 for sign in signs) / (len(signs) or 1)


@cache
def _common() -> frozenset[str]:
    return frozenset(table(Language.CHINESE, "characters").text("common")) - {"\n"}


def _line_by_line(data: bytes) -> Decoded:
    """Read the lines that are UTF-8 as such, the others in the national encoding they fit best.

    A line feed is never part of a character in these encodings.
    """
    lines = data.split(b"\n")
    others = [line for line in lines if not _is_utf8(line)]
    encoding = _legacy(b"\n".join(others))
    found: list[str] = []
    strays = 0
    for line in lines:
        text = _as_utf8(line)
        other = line.decode(encoding, "replace") if text is None else ""
        if text is None and _commonness(other) > _commonness(line.decode("utf-8", "replace")):
            text, strays = other, strays + 1
        found.append(line.decode("utf-8", "replace") if text is None else text)
    return Decoded(text="\n".join(found), strays=strays)


def _is_utf8(line: bytes) -> bool:
    return _as_utf8(line) is not None


def _as_utf8(line: bytes) -> str | None:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return None
