"""Reads a document: bytes or text in, one frozen value out."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from zeren.foundations.errors import ZerenError
from zeren.reading.commitments import commitments
from zeren.reading.decode import unify_line_ends
from zeren.reading.facts import Given, document_facts
from zeren.reading.formats import source_of
from zeren.reading.instruments import instruments
from zeren.reading.language import detect
from zeren.reading.layout import with_tables
from zeren.reading.listed import ListedDuties
from zeren.reading.measures import Sum
from zeren.reading.meetings import read_meetings
from zeren.reading.model import Clause, Commitment, DocumentFacts, Language, Meeting, Reading, ReadingWarning, Role
from zeren.reading.outline import outline
from zeren.reading.problems import problems
from zeren.reading.prose_lists import prose_commitments
from zeren.reading.quantities import quantities
from zeren.reading.span import Span
from zeren.reading.sums import sums
from zeren.reading.table_rows import row_commitments
from zeren.reading.tables import DocumentTable
from zeren.reading.targets import targets_and_results
from zeren.reading.text_tables import tables_in_text
from zeren.reading.units import first_leads_from

__all__ = ["read", "read_text"]

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_SURROGATE = re.compile("[\ud800-\udfff]")
# Marks that turn the direction of writing: a line may look other than it reads.
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    text: str
    sha256: str
    given: Given
    tables: tuple[DocumentTable, ...]
    warnings: tuple[ReadingWarning, ...] = ()


def read(data: bytes, *, language: Language | None = None, name: str = "") -> Reading:
    """Read the bytes of a document: text, HTML, DOCX, PDF, XLSX or CSV.

    Parameters
    ----------
    data : bytes
        Text in UTF-8, UTF-16, GB 18030 or Big5, an HTML page or CSV file in one of them, or a DOCX, PDF or XLSX file,
        for which the extra ``zeren[formats]`` is needed. At most 50 MB.
    language : Language, optional
        Whose rules to apply; by default the language that most of the text is in.
    name : str, default ""
        What to call the document in an error, such as its file name; one that ends in .csv is read as such.

    Returns
    -------
    Reading
        Its ``text`` has line feeds for line ends and no byte order mark; every span is into it.

    Raises
    ------
    InvalidInputError
        If the document is of another format, too large, locked, damaged or made of pictures, or its characters are of
        no encoding that is known here; ``zeren.reading.errors`` has a class for each.
    MissingReaderError
        If the library for its format is not installed.

    Examples
    --------
    >>> read("各部门要按月报告。".encode("gb18030")).commitments[0].actor
    '各部门'
    """
    try:
        found = source_of(data, name)
    except ZerenError as refused:
        refused.params["document"] = name
        raise
    source = _Source(
        text=_whole(found.text),
        sha256=hashlib.sha256(data).hexdigest(),
        given=Given(title=found.title, published_at=found.published_at),
        tables=found.tables,
        warnings=found.warnings,
    )
    return _read(source, language)


def read_text(text: str, *, language: Language | None = None) -> Reading:
    """Read a text that has been decoded already.

    Parameters
    ----------
    text : str
        The document; ``sha256`` is of its UTF-8 bytes.
    language : Language, optional
        Whose rules to apply; by default the language that most of the text is in.

    Returns
    -------
    Reading
        With every span into ``Reading.text``.

    Examples
    --------
    >>> [found.rule for found in read_text("All units shall report. It rained.").commitments]
    ['en.must']
    """
    whole = _whole(unify_line_ends(text))
    digest = hashlib.sha256(whole.encode()).hexdigest()
    return _read(_Source(text=whole, sha256=digest, given=Given(), tables=with_tables(whole).tables), language)


def _whole(text: str) -> str:
    """Replace halves of characters, which no encoding can write; offsets stay."""
    return _SURROGATE.sub("\ufffd", text)


def _read(source: _Source, language: Language | None) -> Reading:
    text = source.text
    chosen = detect(text) if language is None else language
    facts = document_facts(text, chosen, sha256=source.sha256, given=source.given)
    tables = _tables(source, chosen)
    clauses = outline(text, chosen, tables)
    meetings = read_meetings(text, chosen, clauses)
    figures = quantities(text, Span(start=0, end=len(text)), chosen)
    aimed, reached = targets_and_results(text, chosen, clauses, figures=figures)
    added = sums(text, chosen, figures=figures)
    listed = _listed(text, chosen, clauses, tables, title=facts.title)
    found = commitments(
        text,
        chosen,
        clauses,
        skipped=meetings.openings,
        title=facts.title,
        year=_year(facts, meetings.meetings),
        targets=aimed,
        listed=listed,
    )
    return Reading(
        text=text,
        document=facts,
        clauses=clauses,
        tables=tables,
        meetings=meetings.meetings,
        instruments=instruments(text, Span(start=0, end=len(text)), chosen),
        quantities=figures,
        commitments=found,
        targets=aimed,
        results=reached,
        problems=problems(text, chosen, clauses, title=facts.title, figures=figures),
        sums=added,
        warnings=(*source.warnings, *_warnings(text, found), *listed.warnings, *_sums_that_differ(added)),
    )


def _tables(source: _Source, language: Language) -> tuple[DocumentTable, ...]:
    """Gather the tables that the format gives, and those that are written as lines of cells."""
    written = tables_in_text(source.text, language, source.tables)
    return tuple(sorted((*source.tables, *written), key=lambda one: one.span))


def _listed(
    text: str, language: Language, clauses: tuple[Clause, ...], tables: tuple[DocumentTable, ...], *, title: str | None
) -> ListedDuties:
    """Gather the duties that rows of tables and headings of units hand out."""
    rows = row_commitments(text, tables, language, first_leads_from=first_leads_from(text, language))
    prose = prose_commitments(text, clauses, language, title=title)
    return replace(rows, duties=(*rows.duties, *prose.duties))


def _year(facts: DocumentFacts, meetings: tuple[Meeting, ...]) -> int | None:
    """Return the year in which the document was issued, published, or met for; or else the one year in its title."""
    if facts.issued_on is not None:
        return facts.issued_on.year
    published = (facts.published_at or "")[:4]
    if published.isdecimal():
        return int(published)
    held = {meeting.held_on.year for meeting in meetings if meeting.held_on is not None}
    named = held or {int(year) for year in _YEAR.findall(facts.title or "")}
    return named.pop() if len(named) == 1 else None


def _sums_that_differ(added: tuple[Sum, ...]) -> Iterator[ReadingWarning]:
    for one in added:
        if not one.adds_up:
            yield ReadingWarning(code="reading.sum_differs", detail=str(one.difference), span=one.span)


def _warnings(text: str, found: tuple[Commitment, ...]) -> tuple[ReadingWarning, ...]:
    warnings = []
    if not text.strip():
        warnings.append(ReadingWarning(code="reading.empty", detail="", span=None))
    if "\ufffd" in text:
        at = text.index("\ufffd")
        warnings.append(
            ReadingWarning(
                code="reading.damaged_text", detail=str(text.count("\ufffd")), span=Span(start=at, end=at + 1)
            )
        )
    if turned := _DIRECTION.search(text):
        warnings.append(
            ReadingWarning(code="reading.direction_marks", detail="", span=Span(start=turned.start(), end=turned.end()))
        )
    for one in found:
        leads = [unit.name for unit in one.units if unit.role is Role.LEAD]
        # One matter, one lead: the clerk decides which.
        if len(leads) > 1:
            warnings.append(ReadingWarning(code="reading.several_leads", detail="; ".join(leads), span=one.span))
    return tuple(warnings)
