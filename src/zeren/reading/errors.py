"""Why a document could not be read.

::

    InvalidInputError
    ├── UnsupportedFormatError   the bytes are of a format that is not read; `format` and `expected` say more
    └── UndecodableTextError     the bytes are text in no encoding that is known here
"""

from zeren.foundations.errors import InvalidInputError

__all__ = ["UndecodableTextError", "UnsupportedFormatError"]


class UnsupportedFormatError(InvalidInputError):
    """The bytes are of a format that is not read."""

    code = "reading.unsupported_format"


class UndecodableTextError(InvalidInputError):
    """The bytes are text in no encoding that is known here."""

    code = "reading.undecodable_text"
