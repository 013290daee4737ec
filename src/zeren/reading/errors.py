"""Why a document could not be read.

::

    InvalidInputError
    ├── UnsupportedFormatError    the bytes are of a format that is not read; `format` and `expected` say more
    ├── UndecodableTextError      the bytes are text in no encoding that is known here
    ├── TooLargeError             the file, or what it unpacks to, is above `limit`
    ├── EncryptedDocumentError    it is locked with a password
    ├── DamagedDocumentError      it begins like its format and goes on otherwise
    └── PicturesOfPagesError      a PDF of scanned pages: it holds no text
    ZerenError
    └── MissingReaderError        the library for the format is not installed; `install` says how to
"""

from zeren.foundations.errors import InvalidInputError, ZerenError

__all__ = [
    "DamagedDocumentError",
    "EncryptedDocumentError",
    "MissingReaderError",
    "PicturesOfPagesError",
    "TooLargeError",
    "UndecodableTextError",
    "UnsupportedFormatError",
]


class UnsupportedFormatError(InvalidInputError):
    """The bytes are of a format that is not read."""

    code = "reading.unsupported_format"


class UndecodableTextError(InvalidInputError):
    """The bytes are text in no encoding that is known here."""

    code = "reading.undecodable_text"


class TooLargeError(InvalidInputError):
    """The file, or what it unpacks to, is larger than ``limit``; ``what`` says what was measured."""

    code = "reading.too_large"


class EncryptedDocumentError(InvalidInputError):
    """The document is locked with a password."""

    code = "reading.encrypted"


class DamagedDocumentError(InvalidInputError):
    """The file begins like its format and does not go on so."""

    code = "reading.damaged_document"


class PicturesOfPagesError(InvalidInputError):
    """The PDF holds pictures of pages and no text."""

    code = "reading.pictures_of_pages"


class MissingReaderError(ZerenError):
    """The library that reads the format is not installed."""

    code = "reading.missing_reader"
