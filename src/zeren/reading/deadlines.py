"""Until when something is to be done."""

from collections.abc import Callable, Iterator

from zeren.reading import deadlines_en, deadlines_zh
from zeren.reading.measures import Deadline
from zeren.reading.model import Language
from zeren.reading.span import Span

__all__ = ["deadline"]

_FINDERS: dict[Language, Callable[[str, Span, int | None], Iterator[Deadline]]] = {
    Language.CHINESE: deadlines_zh.found,
    Language.ENGLISH: deadlines_en.found,
}


def deadline(text: str, within: Span, language: Language, *, year: int | None) -> Deadline | None:
    """Find the first deadline of *within*.

    Parameters
    ----------
    text, within, language
        The document, the words to search, and whose rules to apply.
    year
        The year in which the document was issued: what "by the end of the year" means.

    Examples
    --------
    >>> words = "Report by the end of the year, and reply within 20 working days."
    >>> found = deadline(words, Span(start=0, end=len(words)), Language.ENGLISH, year=2026)
    >>> found.words, found.on.isoformat()
    ('by the end of the year', '2026-12-31')
    """
    return min(_FINDERS[language](text, within, year), key=lambda one: one.span.start, default=None)
