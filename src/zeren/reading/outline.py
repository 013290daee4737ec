"""The tree of a document: headings, items, paragraphs and labelled lines, one clause a line."""

import re
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import zip_longest

from zeren.reading.attachments import attachment_at, is_signature, lists_attachments
from zeren.reading.dates import full_dates
from zeren.reading.document_number import NUMBER
from zeren.reading.headings import heading_of, stands_over
from zeren.reading.lines import Line, is_note, lines_of
from zeren.reading.markers import Marked, Markers
from zeren.reading.model import Clause, ClauseKind, Language
from zeren.reading.rulebook import alternatives, table
from zeren.reading.span import Span
from zeren.reading.tables import DocumentTable
from zeren.reading.units import label_roles

__all__ = ["LabelLine", "body_of", "label_line", "outline", "title_lines"]

# A title seldom takes more lines (GB/T 9704-2012, 7.3.1), and never ends like a sentence.
_LONGEST_TITLE = 3
_LONGEST_TITLE_LINE = 300
_NOT_A_TITLE = re.compile(r"\A[—（(]|。|[。；：:！？,，.;!?]\s*\Z")
# A row of a table.
_CELLS = re.compile(r"\t|[|\uff5c][^|\uff5c]*[|\uff5c]")
_DATE_LINE = re.compile(r"[\d\s年月日:：./-]+\Z")
_SHORT_SENTENCE = re.compile(r"[^。.；;！!？?：:（(\n]{2,60}[。.]")
_STOPS = "、．.)）】] \t\u3000"
# An item that ends so is one of a row of phrases: nothing stands under it.
_PHRASE = re.compile(r"[；;](?:\s?(?:and|or|以及|和|或者?))?\Z")
_ENDS = 6
# Headings without a number: the attachment above all, its title under it, other headings just above what they govern.
_ATTACHMENT, _ATTACHMENT_TITLE = -2, -1
_UNIT_RANK = 65
# How far below a title there must stand something that it is the title of.
_TITLE_WITHIN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelLine:
    """A line "label：words"."""

    name: str
    written: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class _Open:
    """A heading or an item under which the next line may stand; *phrase* where its siblings are phrases."""

    rank: int
    index: int
    sharps: int = 0
    phrase: bool = False


@dataclass(slots=True, kw_only=True)
class _Tree:
    """The outline while it grows."""

    text: str
    language: Language
    lines: tuple[Line, ...]
    spans: tuple[Span, ...]
    markers: Markers
    clauses: list[Clause] = field(default_factory=list)
    above: list[_Open] = field(default_factory=list)
    # After the signature; just after it, until the title of what is sent out; after the number of an attachment, until
    # its title.
    signed: bool = False
    sends_out: bool = False
    dated: int = -1
    untitled: int = 0
    # In a list of what is attached, above the signature.
    listing: bool = False
    # The clauses whose short sentence may be a heading.
    titled: set[int] = field(default_factory=set)


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


def outline(text: str, language: Language, tables: tuple[DocumentTable, ...] = ()) -> tuple[Clause, ...]:
    r"""Divide *text* into clauses.

    Parameters
    ----------
    text : str
        The document.
    language : Language
        Whose numbers and words apply.
    tables : tuple of DocumentTable
        Tables of the document: a row is a paragraph, whatever its first cell looks like.

    Returns
    -------
    tuple of Clause
        A line each. An attachment is a heading of level 0 without a parent, and so is the title of what a signed notice
        sends out; what belongs to it stands under it with levels of its own.

    Examples
    --------
    >>> clauses = outline("一、大气\n1.减排。每年修订清单。", Language.CHINESE)
    >>> [(clause.kind, clause.level, clause.heading) for clause in clauses]
    [('heading', 1, '大气'), ('item', 2, '减排')]
    """
    titles = {span.start for span in title_lines(text, language)}
    lines = tuple(lines_of(text))
    spans = tuple(line.span for line in lines)
    tree = _Tree(text=text, language=language, lines=lines, spans=spans, markers=Markers(text, spans, language))
    cells = iter(sorted(tables, key=lambda one: one.span.start))
    here = next(cells, None)
    for index, line in enumerate(lines):
        while here is not None and here.span.end <= line.span.start:
            here = next(cells, None)
        if here is not None and here.span.start <= line.span.start:
            _unmarked(tree, line, "paragraph")
        elif line.span.start in titles or is_note(text, line.span):
            _outside(tree, line, "title" if line.span.start in titles else "note")
        else:
            _line(tree, index)
    clauses = tree.clauses
    return tuple(
        _promoted(text, clause, after) if index in tree.titled and clause is not None else clause
        for index, (clause, after) in enumerate(zip_longest(clauses, clauses[1:]))
        if clause is not None
    )


def _outside(tree: _Tree, line: Line, kind: ClauseKind) -> None:
    """Add a title or a note; the line that opens another document closes what is open."""
    if tree.text.startswith("===", line.span.start):
        tree.above.clear()
        tree.signed = tree.sends_out = False
    tree.clauses.append(_plain(line.span, kind, level=0, parent=None))


def _line(tree: _Tree, index: int) -> None:
    line = tree.lines[index]
    if is_signature(tree.text, tree.spans, index, tree.language):
        tree.above.clear()
        tree.signed, tree.sends_out, tree.listing = True, True, False
        tree.dated = index + 1
        _unmarked(tree, line, "paragraph")
    elif index == tree.dated or _lists(tree, index):
        _unmarked(tree, line, "paragraph")
    elif not _attachment(tree, index):
        marked = tree.markers.read(line.span)
        if marked is not None:
            tree.untitled, tree.sends_out = 0, False
            _marked(tree, line, marked)
        elif not _titled(tree, index) and not _headed(tree, index):
            tree.untitled = 0
            # "（此件公开发布）" stands between the signature and what is sent out.
            tree.sends_out = tree.sends_out and tree.text[line.span.start] in "（("
            kind: ClauseKind = "label" if label_line(tree.text, line.span, tree.language) else "paragraph"
            _unmarked(tree, line, kind)


def _level(tree: _Tree) -> int:
    """Count what is open; attachments and their titles stand outside of the levels."""
    return 1 + sum(1 for one in tree.above if one.rank > _ATTACHMENT_TITLE)


def _parent(tree: _Tree) -> int | None:
    return tree.above[-1].index if tree.above else None


def _lists(tree: _Tree, index: int) -> bool:
    """Tell whether the line belongs to a list of what is attached: its numbers divide nothing."""
    opens = not tree.signed and lists_attachments(tree.text, tree.spans, index, tree.language)
    short = tree.text[tree.spans[index].end - 1] not in "。；"
    tree.listing = short and (opens or (tree.listing and tree.markers.look(tree.spans[index]) is not None))
    return tree.listing


def _attachment(tree: _Tree, index: int) -> bool:
    found = attachment_at(tree.text, tree.spans, index, tree.language, signed=tree.signed)
    if found is None:
        return False
    tree.above.clear()
    number, line = found.number.of(tree.text), tree.spans[index]
    heading = found.title or found.number
    clause = _plain(line, "heading", level=0, parent=None)
    tree.clauses.append(replace(clause, number=number, heading=heading.of(tree.text), heading_span=heading))
    tree.above.append(_Open(rank=_ATTACHMENT, index=len(tree.clauses) - 1))
    tree.untitled = 0 if found.title else _LONGEST_TITLE
    return True


def _titled(tree: _Tree, index: int) -> bool:
    """Take the title of an attachment, or of what a signed notice sends out, for a heading."""
    line = tree.spans[index]
    words = line.of(tree.text)
    if (
        not _may_be_title(words)
        or "：" in words
        or not (tree.untitled or (tree.sends_out and not tree.above and _goes_on(tree, index)))
    ):
        return False
    first = not tree.above
    tree.untitled = (tree.untitled or _LONGEST_TITLE) - 1
    clause = _plain(line, "heading", level=0, parent=_parent(tree))
    tree.clauses.append(replace(clause, heading=words, heading_span=line))
    tree.above.append(_Open(rank=_ATTACHMENT if first else _ATTACHMENT_TITLE, index=len(tree.clauses) - 1))
    return True


def _goes_on(tree: _Tree, index: int) -> bool:
    """Tell whether sentences or items follow."""
    after = tree.spans[index + 1 : index + 1 + _TITLE_WITHIN]
    return any(tree.text[line.end - 1] in "。." or tree.markers.look(line) is not None for line in after)


def _headed(tree: _Tree, index: int) -> bool:
    """Take a line without a number for a heading: Markdown says so, or items or the duties of a unit begin below."""
    line = tree.lines[index]
    after = tree.lines[index + 1] if index + 1 < len(tree.lines) else None
    below = tree.markers.look(after.span) if after is not None and not is_note(tree.text, after.span) else None
    heading = stands_over(tree.text, line, after, below, tree.language, inside=bool(tree.above))
    if heading is None:
        return False
    if line.sharps:
        while tree.above and not 0 < tree.above[-1].sharps < line.sharps and tree.above[-1].rank > _ATTACHMENT_TITLE:
            tree.above.pop()
        rank = tree.above[-1].rank + 1 if tree.above else 0
    else:
        rank = below.style.rank - 1 if below is not None else _UNIT_RANK
        _close(tree, rank)
    clause = _plain(line.span, "heading", level=_level(tree), parent=_parent(tree))
    tree.clauses.append(replace(clause, heading=heading.of(tree.text), heading_span=heading))
    tree.above.append(_Open(rank=rank, index=len(tree.clauses) - 1, sharps=line.sharps))
    return True


def _close(tree: _Tree, rank: int) -> bool:
    """Close all that is open at *rank* or deeper; tell whether the last at the same rank was a phrase of a row."""
    phrase = False
    while tree.above and tree.above[-1].rank >= rank:
        last = tree.above.pop()
        end = tree.clauses[last.index].span.end
        if last.rank == rank:
            phrase = last.phrase or _PHRASE.search(tree.text, max(0, end - _ENDS), end) is not None
    return phrase


def _marked(tree: _Tree, line: Line, marked: Marked) -> None:
    phrase = _close(tree, marked.style.rank)
    heading = heading_of(tree.text, marked, tree.language)
    whole = heading is not None and _is_whole(tree.text, heading, marked.body)
    clause = Clause(
        number=marked.number.of(tree.text),
        kind="heading" if whole else "item",
        level=_level(tree),
        span=line.span,
        heading=heading.of(tree.text) if heading else None,
        heading_span=heading,
        parent=_parent(tree),
    )
    tree.clauses.append(clause)
    index = len(tree.clauses) - 1
    if marked.style.titled:
        tree.titled.add(index)
    tree.above.append(_Open(rank=marked.style.rank, index=index, sharps=line.sharps, phrase=phrase))


def _is_whole(text: str, heading: Span, body: Span) -> bool:
    """Tell whether a heading is all that its line says."""
    return heading.start == body.start and not text[heading.end : body.end].strip("：: ")


def _unmarked(tree: _Tree, line: Line, kind: ClauseKind) -> None:
    """Add a line without a marker; after the last of a row of phrases it belongs to what the row belongs to."""
    while kind == "paragraph" and tree.above and tree.above[-1].phrase:
        tree.above.pop()
    tree.clauses.append(_plain(line.span, kind, level=_level(tree), parent=_parent(tree)))


def _plain(line: Span, kind: ClauseKind, *, level: int, parent: int | None) -> Clause:
    return Clause(number=None, kind=kind, level=level, span=line, heading=None, heading_span=None, parent=parent)


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
    lines = tuple(lines_of(text))
    markers = Markers(text, tuple(one.span for one in lines), language)
    for one in lines:
        line = one.span
        if is_note(text, line):
            if found:
                break
            continue
        if found and one.sharps:
            break
        if found and _begins_with_date(line.of(text), language):
            break
        after_gap = bool(found) and "\n" in text[found[-1].end + 1 : line.start]
        if len(found) == _LONGEST_TITLE or after_gap or not _may_be_title(line.of(text)) or markers.look(line):
            break
        found.append(line)
    return tuple(found)


def _begins_with_date(words: str, language: Language) -> bool:
    """Tell a line of day and office (2026年3月1日 市政府办公室) from a further line of the title."""
    day = next(full_dates(words, Span(start=0, end=len(words)), language), None)
    return (
        day is not None and not words[: day.span.start].strip() and not words[day.span.end : day.span.end + 1].strip()
    )


def _may_be_title(words: str) -> bool:
    return (
        not (_NOT_A_TITLE.search(words) or _DATE_LINE.match(words) or NUMBER.fullmatch(words))
        and len(words) < _LONGEST_TITLE_LINE
        and _CELLS.search(words) is None
    )
