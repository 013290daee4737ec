"""The tree of a document: headings, items, paragraphs and labelled lines, one clause a line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import zip_longest

from zeren.reading.document_number import NUMBER
from zeren.reading.model import Clause, ClauseKind, Language
from zeren.reading.rulebook import alternatives, number_form, table
from zeren.reading.sentences import sentences
from zeren.reading.span import Span
from zeren.reading.unit_names import trimmed
from zeren.reading.units import label_roles

__all__ = ["LabelLine", "body_of", "label_line", "outline", "title_lines"]

# A title seldom takes more lines (GB/T 9704-2012, 7.3.1), and never ends like a sentence.
_LONGEST_TITLE = 3
_LONGEST_TITLE_LINE = 300
_NOT_A_TITLE = re.compile(r"\A[—（(]|。|[。；：:！？,，.;!?]\s*\Z")
# Lines that a person or a crawler put beside the text: "# source: …", "=== 2023-01-04 …".
_NOTE = re.compile(r"#\s[^\n]{0,80}?[：:]|={3,}\s|<!--.{0,200}-->")
_MARKDOWN_HEADING = re.compile(r"#{1,6}\s+")
_DATE_LINE = re.compile(r"[\d\s年月日:：./-]+\Z")
_SHORT_SENTENCE = re.compile(r"[^。.；;！!？?：:（(\n]{2,60}[。.]")
_STOPS = "、．.)）】] \t\u3000"


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelLine:
    """A line "label：words"."""

    name: str
    written: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class _Style:
    pattern: re.Pattern[str]
    rank: int
    titled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Marked:
    style: _Style
    number: Span
    body: Span


@cache
def _styles(language: Language) -> tuple[_Style, ...]:
    return tuple(
        _Style(
            pattern=_marker_pattern(entry.text("form")),
            rank=entry.number("rank"),
            titled=entry.flag("titled"),
        )
        for entry in table(language, "structure").tables("style")
    )


def _marker_pattern(form: str) -> re.Pattern[str]:
    """Return the pattern of a marker; after one in digits no digit follows: "1.5万亩" is a figure, "3.15" a date."""
    return re.compile(number_form(form) + (r"(?!\d)\s*" if "{1}" in form else r"\s*"))


@cache
def _longest_heading(language: Language) -> int:
    return table(language, "structure").table("heading").number("longest")


@cache
def _labels(language: Language) -> tuple[re.Pattern[str], dict[str, str]]:
    names = {
        word: entry.text("name")
        for entry in table(language, "labels").tables("label")
        for word in entry.strings("words")
    }
    names |= {word: role.value for word, role in label_roles(language).items()}
    return re.compile(rf"({alternatives(tuple(names))})\s{{0,3}}[：:]\s*"), names


def label_line(text: str, line: Span, language: Language) -> LabelLine | None:
    """Read a labelled line, or None.

    Examples
    --------
    >>> found = label_line("周期：每年", Span(start=0, end=5), Language.CHINESE)
    >>> found.name, found.span
    ('cycle', Span(start=3, end=5))
    """
    pattern, names = _labels(language)
    found = pattern.match(text, line.start, line.end)
    if found is None or found.end() == line.end:
        return None
    return LabelLine(name=names[found[1]], written=found[1], span=Span(start=found.end(), end=line.end))


def body_of(clause: Clause, text: str) -> Span:
    """Return the words of *clause* after its marker and heading."""
    start = clause.span.start
    if clause.heading_span is not None:
        start = clause.heading_span.end
        while start < clause.span.end and text[start] in "。.：:；; \u3000":
            start += 1
    elif clause.number is not None:
        start = text.index(clause.number, start) + len(clause.number)
        while start < clause.span.end and text[start] in _STOPS:
            start += 1
    return Span(start=start, end=clause.span.end)


def outline(text: str, language: Language) -> tuple[Clause, ...]:
    r"""Divide *text* into clauses.

    Examples
    --------
    >>> clauses = outline("一、大气\n1.减排。每年修订清单。", Language.CHINESE)
    >>> [(clause.kind, clause.level, clause.heading) for clause in clauses]
    [('heading', 1, '大气'), ('item', 2, '减排')]
    """
    titles = {span.start for span in title_lines(text, language)}
    clauses: list[Clause] = []
    # The open headings and items: (rank, index), ranks increasing.
    above: list[tuple[int, int]] = []
    for line in _lines(text):
        if line.start in titles or _is_note(text, line):
            kind: ClauseKind = "title" if line.start in titles else "note"
            if text.startswith("===", line.start):
                above.clear()
            clauses.append(_plain(line, kind, level=0, parent=None))
            continue
        marked = _marker(text, line, language)
        if marked is not None:
            while above and above[-1][0] >= marked.style.rank:
                above.pop()
        parent = above[-1][1] if above else None
        if marked is None:
            kind = "label" if label_line(text, line, language) else "paragraph"
            clauses.append(_plain(line, kind, level=len(above) + 1, parent=parent))
        else:
            clauses.append(_numbered(text, line, marked, language, level=len(above) + 1, parent=parent))
            above.append((marked.style.rank, len(clauses) - 1))
    return tuple(_promoted(text, clause, after) for clause, after in zip_longest(clauses, clauses[1:]) if clause)


def _promoted(text: str, clause: Clause, after: Clause | None) -> Clause:
    """Make a short numbered sentence a heading where more stands under it ("（一）统筹两个市场。")."""
    body = body_of(clause, text)
    stands_above = after is not None and after.level > clause.level and after.kind in {"item", "heading", "paragraph"}
    if clause.kind != "item" or clause.heading or not stands_above or not _SHORT_SENTENCE.fullmatch(body.of(text)):
        return clause
    heading = Span(start=body.start, end=body.end - 1)
    return replace(clause, kind="heading", heading=heading.of(text), heading_span=heading)


def title_lines(text: str, language: Language) -> tuple[Span, ...]:
    """Find the lines of the title: the first lines that are no note, up to the number, a date or the first sentence."""
    found: list[Span] = []
    for line in _lines(text):
        words = line.of(text)
        if _is_note(text, line):
            if found:
                break
            continue
        after_gap = bool(found) and "\n" in text[found[-1].end + 1 : line.start]
        if len(found) == _LONGEST_TITLE or after_gap or not _may_be_title(words) or _marker(text, line, language):
            break
        found.append(line)
    return tuple(found)


def _may_be_title(words: str) -> bool:
    return (
        not (_NOT_A_TITLE.search(words) or _DATE_LINE.match(words) or NUMBER.fullmatch(words))
        and len(words) < _LONGEST_TITLE_LINE
    )


def _is_note(text: str, line: Span) -> bool:
    return _NOTE.match(text, line.start, line.end) is not None


def _lines(text: str) -> Iterator[Span]:
    """Yield the lines that hold words, without the spaces around them and without a Markdown sign."""
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        line = trimmed(text, Span(start=start, end=end), " \t\u3000\xa0\f\v\ufeff")
        sign = _MARKDOWN_HEADING.match(text, line.start, line.end)
        if sign and not _is_note(text, line):
            line = Span(start=sign.end(), end=line.end)
        if len(line):
            yield line
        start = end + 1


def _marker(text: str, line: Span, language: Language) -> _Marked | None:
    for style in _styles(language):
        found = style.pattern.match(text, line.start, line.end)
        if found:
            number = trimmed(text, Span(start=found.start(), end=found.end()), "、．. \t\u3000")
            return _Marked(style=style, number=number, body=Span(start=found.end(), end=line.end))
    return None


def _plain(line: Span, kind: ClauseKind, *, level: int, parent: int | None) -> Clause:
    return Clause(number=None, kind=kind, level=level, span=line, heading=None, heading_span=None, parent=parent)


def _numbered(text: str, line: Span, marked: _Marked, language: Language, *, level: int, parent: int | None) -> Clause:
    heading = _heading(text, marked, language)
    return Clause(
        number=marked.number.of(text),
        kind="heading" if heading == marked.body else "item",
        level=level,
        span=line,
        heading=heading.of(text) if heading else None,
        heading_span=heading,
        parent=parent,
    )


def _heading(text: str, marked: _Marked, language: Language) -> Span | None:
    """Find the heading of a numbered line: the whole line if it is no sentence, else a short first sentence."""
    body = marked.body
    if not marked.style.titled or not len(body):
        return None
    pieces = sentences(text, body, language)
    first = next(pieces)
    if first == body:
        is_sentence = text[body.end - 1] in "。.；;！!？?：:）)】"
        return None if is_sentence or len(body) > 2 * _longest_heading(language) else body
    if len(first) > _longest_heading(language) or _is_task(text, first, next(pieces)):
        return None
    return trimmed(text, first, "。.！!？?")


def _is_task(text: str, first: Span, second: Span) -> bool:
    """Tell whether the only sentence of an item is followed by its bracket, so that it is the task itself."""
    return text[second.start] in "（(【[" and text[second.end - 1] in "）)】]" and first.end <= second.start
