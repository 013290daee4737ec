"""Tables for tests: a text of lines and tabs, and what their rows hand out."""

from zeren.reading import DocumentTable, Language, Span
from zeren.reading.table_rows import row_commitments


def table_of(rows, *, caption=None, head=0):
    """Build a text of lines and tabs, and the table that stands in it."""
    text, spans = "", []
    for row in rows:
        cells = []
        for index, words in enumerate(row):
            text += "\t" if index else ""
            cells.append(Span(start=len(text), end=len(text) + len(words)))
            text += words
        text += "\n"
        spans.append(tuple(cells))
    return text, DocumentTable(caption=caption, head=head, rows=tuple(spans), span=Span(start=0, end=len(text)))


def read_rows(rows, language=Language.CHINESE, **given):
    text, found = table_of(rows, **given)
    return text, row_commitments(text, (found,), language)


def units(duty):
    return [(unit.name, unit.role.value, unit.class_of_units) for unit in duty.assignment.units]
