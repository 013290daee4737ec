"""What a document says of itself: title, number, index number, issuer, dates (domain.md 7 and 8).

What stands nearest to the document's own form is believed first: labelled fields, then the foot, then what a law tells
of its making, then the title.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from zeren.reading.dates import FoundDate, full_dates
from zeren.reading.document_number import NUMBER, ORDER
from zeren.reading.imprint import made, signature, under_title
from zeren.reading.model import DocumentFacts, Language
from zeren.reading.outline import title_lines
from zeren.reading.rulebook import alternatives, table
from zeren.reading.span import Span

__all__ = ["Given", "document_facts"]

_HEAD = 3000
_LINES_BEFORE_TITLE = 15
_LONGEST_LETTERHEAD = 40
_LONGEST_NUMBER = 120
# A file of several documents, each after such a line, says nothing of itself.
_SEPARATOR = re.compile(r"^={3,}[ \t]", re.MULTILINE)
_SOURCE_NOTE = re.compile(r"^#\s*(?:item-)?source\s*[：:].*$", re.MULTILINE)
_NOT_THE_TITLE = re.compile(r"\A[-—（(]")
# 二○二六年, 二0二六年: signs that are taken for the ideographic zero (U+3007).
_ZERO = re.compile("(?<=[一二三四五六七八九\u3007])[0O\uff2f○\uff10](?=[一二三四五六七八九\u3007])")
_BARE_DATE = re.compile(r"^[ \t\u3000]*(\d{4}-\d{1,2}-\d{1,2})[ \t\u3000]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the wrapping of the text (an HTML page) says before the text itself."""

    title: str | None = None
    published_at: str | None = None


def document_facts(text: str, language: Language, *, sha256: str, given: Given) -> DocumentFacts:
    """Gather the facts of a document; None for what it does not say."""
    several = len(_SEPARATOR.findall(text)) > 1
    words = "" if several else _ZERO.sub("\u3007", text)
    head = _SOURCE_NOTE.sub(lambda note: " " * len(note[0]), words[:_HEAD])
    title = _labelled(head, language, "title_labels") or given.title or _own_title(words, language)
    at_foot, made_by = signature(words, language), made(head, language)
    number = _labelled(head, language, "number_labels") or _number_in(head) or made_by.number
    published = _labelled(head, language, "published_labels") or given.published_at
    dates = list(full_dates(head, Span(start=0, end=len(head)), language))
    return DocumentFacts(
        title=title,
        number=number,
        index_number=_labelled(head, language, "index_labels"),
        issuer=_labelled(head, language, "issuer_labels")
        or made_by.issuer
        or at_foot.issuer
        or _issuer_of_title(title or "", language)
        or _issuer_of_order(number or ""),
        issued_on=_first_day(_labelled(head, language, "issued_labels"), language)
        or made_by.on
        or at_foot.on
        or under_title(head, title or "", language)
        or _first_day(_labelled(words[-_HEAD:], language, "printed_labels"), language),
        published_at=_moment(published, language) or _date_line(head, dates),
        language=language,
        sha256=sha256,
    )


@cache
def _label_pattern(language: Language, labels: str) -> re.Pattern[str]:
    """Return the pattern of "label：words" and 【label】words, up to the next label, "|" or a wide space."""
    spaced = _spaced(table(language, "document").strings(labels), language)
    return re.compile(
        rf"(?:^|(?<=[\s\u3000#|]))\s*(?:{spaced}\s?[：:]|【{spaced}】)[ \t\u3000]*([^\n|]{{1,300}}?)"
        r"(?=[ \t\u3000]{2,}|[ \t\u3000]*(?:\||\n|\Z)|[ \t\u3000]+[\u4e00-\u9fff]{2,6}[：:])",
        re.MULTILINE,
    )


def _spaced(words: tuple[str, ...], language: Language) -> str:
    """Return an alternation of labels; in Chinese they may be spread to one width (标　　题)."""
    gap = "[ \u3000]{0,4}" if language is Language.CHINESE else ""
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(gap.join(re.escape(sign) for sign in word) for word in longest_first) + ")"


def _labelled(head: str, language: Language, labels: str) -> str | None:
    found = _label_pattern(language, labels).search(head)
    words = found[1].strip() if found else ""
    return words if words and words not in table(language, "document").strings("nothing") else None


def _own_title(text: str, language: Language) -> str | None:
    """Read the title: the first lines that are no letterhead (滨海市财政局文件), number or field of the page."""
    start = 0
    for _ in range(_LINES_BEFORE_TITLE):
        end = text.find("\n", start)
        line = text[start : end if end >= 0 else len(text)].strip()
        if end < 0 or not (not line or _is_wrapping(line, language)):
            break
        start = end + 1
    lines: list[str] = []
    for span in title_lines(text[start:], language):
        words = span.of(text[start:])
        if _NOT_THE_TITLE.match(words) or (lines and _is_wrapping(words, language)):
            break
        lines.append(words)
    return ("" if language is Language.CHINESE else " ").join(lines) or None


def _is_wrapping(line: str, language: Language) -> bool:
    """Tell whether *line* is printed around the title and is no part of it."""
    if NUMBER.fullmatch(line) or line.startswith("#"):
        return NUMBER.fullmatch(line) is not None
    rules = table(language, "document")
    letterhead = len(line) <= _LONGEST_LETTERHEAD and line.endswith(rules.strings("letterheads"))
    return letterhead or _page_label(language).match(line) is not None


@cache
def _page_label(language: Language) -> re.Pattern[str]:
    names = (f"{name}_labels" for name in ("title", "number", "index", "issuer", "issued", "published", "page"))
    rules = table(language, "document")
    words = tuple(word for name in names for word in rules.strings(name))
    return re.compile(_spaced(words, language) + r"\s?[：:]")


def _number_in(head: str) -> str | None:
    """Find the number: it has a line to itself or stands apart on one; in a sentence it is another document's."""
    above = ""
    for line in head.split("\n"):
        words = line.strip()
        for part in (words, *re.split(r"[\s\u3000]+", words)):
            found = None if len(part) > _LONGEST_NUMBER else NUMBER.fullmatch(part)
            if found is not None:
                return _whole_number(re.sub(r"[\s\u3000]", "", part) if "No." not in part else part, above)
        above = words or above
    return None


def _whole_number(number: str, above: str) -> str:
    """Put the number of an order (第12号) behind the line above it that names the order."""
    number = number.strip("（）()") if number[0] in "（(" and number[-1] in "）)" else number
    bare = number.startswith("第") or number[:4].isdigit()
    return above + number if bare and above.endswith(("令", "公告", "通告")) else number


@cache
def _title_issuer() -> re.Pattern[str]:
    rules = table(Language.CHINESE, "document")
    endings, after = alternatives(rules.strings("issuer_endings")), alternatives(rules.strings("after_issuer"))
    return re.compile(rf"(?:\d{{4}}年)?([\u4e00-\u9fff、 \u3000]{{0,40}}?{endings}){after}")


def _issuer_of_title(title: str, language: Language) -> str | None:
    found = _title_issuer().match(title) if language is Language.CHINESE else None
    return re.sub("[ \u3000]+", " ", found[1]) if found else None


def _issuer_of_order(number: str) -> str | None:
    """Read who issued an order or an announcement from its number (滨海市人民政府令第12号)."""
    found = ORDER.match(number)
    return found["name"] if found else None


def _first_day(words: str | None, language: Language) -> date | None:
    found = next(full_dates(words, Span(start=0, end=len(words)), language), None) if words else None
    return found.on if found else None


def _moment(words: str | None, language: Language) -> str | None:
    found = next(full_dates(words, Span(start=0, end=len(words)), language), None) if words else None
    return _iso(found) if found else None


def _date_line(head: str, dates: list[FoundDate]) -> str | None:
    """Take a line near the top that is nothing but a date and a time: pages print when they were published."""
    for found in dates:
        line_start = head.rfind("\n", 0, found.span.start) + 1
        line_end = head.find("\n", found.span.end)
        line = head[line_start : line_end if line_end >= 0 else len(head)]
        bare = _BARE_DATE.match(line) is not None
        if (found.clock and len(line.strip()) <= len(found.span) + 1) or bare:
            return _iso(found)
    return None


def _iso(found: FoundDate) -> str:
    if found.clock is None:
        return found.on.isoformat()
    hour, minute = found.clock.split(":")
    return f"{found.on.isoformat()}T{int(hour):02d}:{minute}"
