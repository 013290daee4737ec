"""What a document says of itself: title, number, index number, issuer, dates (domain.md 7 and 8)."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from zeren.reading.dates import FoundDate, full_dates
from zeren.reading.document_number import NUMBER
from zeren.reading.model import DocumentFacts, Language
from zeren.reading.outline import title_lines
from zeren.reading.rulebook import alternatives, table
from zeren.reading.span import Span

__all__ = ["Given", "document_facts"]

_HEAD = 3000
_LONGEST_ISSUER = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the wrapping of the text (an HTML page) says before the text itself."""

    title: str | None = None
    published_at: str | None = None


def document_facts(text: str, language: Language, *, sha256: str, given: Given) -> DocumentFacts:
    """Gather the facts of a document; None for what it does not say."""
    head = text[:_HEAD]
    title = _labelled(head, language, "title_labels") or given.title or _own_title(text, language)
    number = _labelled(head, language, "number_labels") or _number_in(head)
    issuer, signed_on = _signature(text, language)
    published = _labelled(head, language, "published_labels") or given.published_at
    dates = list(full_dates(head, Span(start=0, end=len(head)), language))
    return DocumentFacts(
        title=title,
        number=number,
        index_number=_labelled(head, language, "index_labels"),
        issuer=_labelled(head, language, "issuer_labels") or issuer or _issuer_of_title(title or "", language),
        issued_on=_first_day(_labelled(head, language, "issued_labels"), language) or signed_on,
        published_at=_moment(published, language) or _date_line(head, dates),
        language=language,
        sha256=sha256,
    )


@cache
def _label_pattern(language: Language, labels: str) -> re.Pattern[str]:
    words = alternatives(table(language, "document").strings(labels))
    return re.compile(
        rf"(?:^|(?<=[\s\u3000#|]))\s*{words}\s?[：:][ \t]*([^\n]{{1,300}}?)(?=[ \t\u3000]{{2,}}|\n|\Z)", re.MULTILINE
    )


def _labelled(head: str, language: Language, labels: str) -> str | None:
    found = _label_pattern(language, labels).search(head)
    return found[1].strip() or None if found else None


def _own_title(text: str, language: Language) -> str | None:
    lines = [span.of(text) for span in title_lines(text, language)]
    if not lines:
        return None
    return ("" if language is Language.CHINESE else " ").join(lines)


def _number_in(head: str) -> str | None:
    found = NUMBER.search(head)
    return found[0].replace(" ", "") if found else None


def _signature(text: str, language: Language) -> tuple[str | None, date | None]:
    """Read the issuer and the date at the foot: a line with a name above a line with a date."""
    for position, (issuer, dated) in enumerate(_line_pairs(text)):
        on = next(full_dates(text, dated, language), None)
        if on is None or len(on.span) < len(dated) - 2:
            continue
        words = issuer.of(text)
        if (
            position
            and len(words) <= _LONGEST_ISSUER
            and words.endswith(table(language, "document").strings("issuer_endings"))
        ):
            return words, on.on
    return None, None


def _line_pairs(text: str) -> list[tuple[Span, Span]]:
    """Pair each line with the one under it; a notice that sends out a plan is signed before the plan begins."""
    found: list[tuple[Span, Span]] = []
    above: Span | None = None
    start = 0
    for line in text.split("\n"):
        words = line.strip()
        if words:
            begin = start + line.index(words[0])
            span = Span(start=begin, end=begin + len(words))
            if above is not None and len(words) <= _LONGEST_ISSUER:
                found.append((above, span))
            above = span
        start += len(line) + 1
    return found


@cache
def _title_issuer() -> re.Pattern[str]:
    endings = alternatives(table(Language.CHINESE, "document").strings("issuer_endings"))
    return re.compile(rf"([\u4e00-\u9fff、]{{0,30}}?{endings})关于")


def _issuer_of_title(title: str, language: Language) -> str | None:
    found = _title_issuer().match(title) if language is Language.CHINESE else None
    return found[1] if found else None


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
        if found.clock and len(line.strip()) <= len(found.span) + 1:
            return _iso(found)
    return None


def _iso(found: FoundDate) -> str:
    if found.clock is None:
        return found.on.isoformat()
    hour, minute = found.clock.split(":")
    return f"{found.on.isoformat()}T{int(hour):02d}:{minute}"
