"""Where the body of a document ends: its signature, and the attachments after it.

A notice is signed before what it sends out begins; an attachment has a title and numbers of its own, so both stand
apart from the tree above them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from zeren.reading.dates import full_dates
from zeren.reading.model import Language
from zeren.reading.rulebook import alternatives, table
from zeren.reading.span import Span
from zeren.reading.unit_names import trimmed

__all__ = ["Attachment", "attachment_at", "is_signature", "lists_attachments"]

# How far below a list of attachments its signature may stand.
_LIST_WITHIN = 12
_LONGEST_IN_LIST = 80
_LONGEST_SIGNER = 40
_LONGEST_DATE = 30
_STOPS = "。；;：:！!？?，,"
_COLON = re.compile(r"[：:]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """The line that opens an attachment: its number ("附件1") and its title, if it stands in the same line."""

    number: Span
    title: Span | None


@cache
def _opening(language: Language) -> re.Pattern[str]:
    rules = table(language, "structure").table("attachment")
    words, numbers = alternatives(rules.strings("words")), rules.text("numbers")
    if language is Language.CHINESE:
        return re.compile(rf"({words}\s{{0,3}}(?:(?:{numbers}))?)(?![\u4e00-\u9fff\d])\s{{0,3}}[：:.．、]?\s{{0,3}}")
    return re.compile(
        rf"({words}\s{{1,3}}(?:{numbers})|{words}(?=\s*\Z))(?!\w)\s{{0,3}}[:.–—-]?\s{{0,3}}", re.IGNORECASE
    )


def is_signature(text: str, lines: Sequence[Span], index: int, language: Language) -> bool:
    r"""Tell whether the line at *index* is signed: a short line above one that is a date.

    Examples
    --------
    >>> text = "滨海市人民政府\n2026年3月1日"
    >>> is_signature(text, (Span(start=0, end=7), Span(start=8, end=17)), 0, Language.CHINESE)
    True
    """
    if index + 1 >= len(lines):
        return False
    signer = lines[index]
    short = len(signer) <= _LONGEST_SIGNER and text[signer.end - 1] not in _STOPS
    # "来源：滨海日报" above a date is no signature.
    short = short and _COLON.search(text, signer.start, signer.end) is None
    return short and not _is_date(text, signer, language) and _is_date(text, lines[index + 1], language)


def _is_date(text: str, line: Span, language: Language) -> bool:
    if len(line) > _LONGEST_DATE:
        return False
    on = next(full_dates(text, line, language), None)
    return on is not None and len(on.span) >= len(line) - 2


def attachment_at(
    text: str, lines: Sequence[Span], index: int, language: Language, *, signed: bool
) -> Attachment | None:
    r"""Read the line at *index* as the beginning of an attachment; None for any other line, and for a list of them.

    Parameters
    ----------
    text, lines, index
        The document, its lines, and the one that is asked.
    language
        Whose words apply.
    signed : bool
        The signature stands above: then it is no list of what is attached.

    Examples
    --------
    >>> text = "附件1\n任务分工表\n各单位按分工落实，每月报告。"
    >>> lines = (Span(start=0, end=3), Span(start=4, end=9), Span(start=10, end=24))
    >>> attachment_at(text, lines, 0, Language.CHINESE, signed=False).number.of(text)
    '附件1'
    """
    line = lines[index]
    found = _opens(text, line, language)
    if found is None or (not signed and _announced(text, lines, index, language)):
        return None
    number = trimmed(text, Span(start=found.start(1), end=found.end(1)))
    title = trimmed(text, Span(start=found.end(), end=line.end))
    return Attachment(number=number, title=title if len(title) else None)


def lists_attachments(text: str, lines: Sequence[Span], index: int, language: Language) -> bool:
    r"""Tell whether the line at *index* only says what is attached, above the signature.

    Examples
    --------
    >>> text = "附件：任务分工表\n滨海市人民政府\n2026年3月1日"
    >>> lines = (Span(start=0, end=8), Span(start=9, end=16), Span(start=17, end=26))
    >>> lists_attachments(text, lines, 0, Language.CHINESE)
    True
    """
    return _opens(text, lines[index], language) is not None and _announced(text, lines, index, language)


def _opens(text: str, line: Span, language: Language) -> re.Match[str] | None:
    if len(line) > _LONGEST_IN_LIST or text[line.end - 1] in "。；;.，,":
        return None
    return _opening(language).match(text, line.start, line.end)


def _announced(text: str, lines: Sequence[Span], index: int, language: Language) -> bool:
    """Tell whether the line belongs to a list of attachments: short lines down to the signature, or the end."""
    after = lines[index + 1 : index + 1 + _LIST_WITHIN]
    for place, line in enumerate(after):
        if _is_date(text, line, language):
            return place > 0
        if len(line) > _LONGEST_IN_LIST or text[line.end - 1] == "。" or "\t" in line.of(text):
            return False
    return not after or all(_opening(language).match(text, line.start, line.end) for line in after)
