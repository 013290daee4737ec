"""What names an object in a draw: one spelling, one ticket."""

from zeren.foundations.errors import InvalidInputError

__all__ = ["DuplicateIdentifierError"]


class DuplicateIdentifierError(InvalidInputError):
    """Two objects have the same bytes to hash, and so the same ticket."""

    code = "draw.duplicate_identifier"
