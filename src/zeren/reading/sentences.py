"""Where sentences end. A bracket is never cut: "（甲、乙负责。列第一位者为牵头单位，下同）" is one piece."""

import re
from collections.abc import Iterator
from functools import cache

from zeren.reading.brackets import outermost
from zeren.reading.model import Language
from zeren.reading.rulebook import table
from zeren.reading.span import Span
from zeren.reading.unit_names import cut, trimmed

__all__ = ["clauses", "sentences"]

_CHINESE_STOP = re.compile(r"[。！？!?]+[”’」』》）)]*")
# A stop, what closes after it, then a space and something that begins a sentence.
_ENGLISH_STOP = re.compile(r"[.!?]+[\"'”’)\]]*(?=\s+[\"'“‘(\[]?[A-Z0-9\u4e00-\u9fff]|\s*\Z)")
_SPACE = " \t\u3000\xa0\n"
_BRACKET = re.compile(r"[（(【\[]")
_LAST_WORD = re.compile(r"[A-Za-z.]{1,12}\Z")


def sentences(text: str, within: Span, language: Language) -> Iterator[Span]:
    """Cut *within* into sentences, their stops included.

    Examples
    --------
    >>> words = "The plan (see No. 3) is due. Report monthly."
    >>> [span.of(words) for span in sentences(words, Span(start=0, end=len(words)), Language.ENGLISH)]
    ['The plan (see No. 3) is due.', 'Report monthly.']
    """
    closed = iter(outermost(text, within) if _BRACKET.search(text, within.start, within.end) else ())
    bracket = next(closed, None)
    start = within.start
    for end in _ends(text, within, language):
        while bracket is not None and bracket.end < end:
            bracket = next(closed, None)
        if bracket is not None and bracket.start < end < bracket.end:
            continue
        yield from _piece(text, start, end)
        start = end
    yield from _piece(text, start, within.end)


def clauses(text: str, within: Span, signs: str) -> Iterator[Span]:
    """Cut *within* at each of *signs* that stands in no bracket; leave out what is empty.

    Examples
    --------
    >>> words = "各区（市，县）要报告，按月公开"
    >>> [span.of(words) for span in clauses(words, Span(start=0, end=len(words)), "，")]
    ['各区（市，县）要报告', '按月公开']
    """
    if _BRACKET.search(text, within.start, within.end):
        yield from cut(text, within, signs)
        return
    for found in _stretch(signs).finditer(text, within.start, within.end):
        start, end = found.span()
        if text[start] in _SPACE or text[end - 1] in _SPACE:
            piece = trimmed(text, Span(start=start, end=end))
            if len(piece):
                yield piece
        else:
            yield Span(start=start, end=end)


@cache
def _stretch(signs: str) -> re.Pattern[str]:
    return re.compile(f"[^{re.escape(signs)}]+")


def _piece(text: str, start: int, end: int) -> Iterator[Span]:
    piece = trimmed(text, Span(start=start, end=end))
    if len(piece):
        yield piece


def _ends(text: str, within: Span, language: Language) -> Iterator[int]:
    stop = _CHINESE_STOP if language is Language.CHINESE else _ENGLISH_STOP
    for found in stop.finditer(text, within.start, within.end):
        if language is Language.ENGLISH and _abbreviates(text, within.start, found.start()):
            continue
        yield found.end()


def _abbreviates(text: str, start: int, stop: int) -> bool:
    """Tell whether the full stop at *stop* belongs to an abbreviation ("No. 3")."""
    word = _LAST_WORD.search(text, max(start, stop - 12), stop)
    return text[stop] == "." and word is not None and word[0].lower() in _abbreviations()


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(table(Language.ENGLISH, "document").strings("abbreviations"))
