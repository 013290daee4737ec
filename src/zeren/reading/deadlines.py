"""Until when something is to be done."""

from zeren.reading.measures import Deadline
from zeren.reading.model import Language
from zeren.reading.span import Span

__all__ = ["deadline"]


def deadline(text: str, within: Span, language: Language, *, year: int | None) -> Deadline | None:
    """Find the first deadline of *within*; *year* is that of the document."""
    return None
