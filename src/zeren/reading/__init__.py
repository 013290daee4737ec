"""A document becomes clauses, meetings and commitments, each tied to the words that say it.

``read`` takes bytes, ``read_text`` takes text; both return a ``Reading``. The rules of each language stand in
``rules/<language>/*.toml`` for people who know the field. How it works, and what it does not do, is told in
docs/method/reading.md.
"""

from zeren.reading.errors import UndecodableTextError, UnsupportedFormatError
from zeren.reading.model import (
    AgendaItem,
    Chair,
    Clause,
    Commitment,
    DocumentFacts,
    Instrument,
    Label,
    Language,
    Meeting,
    Modality,
    NamedUnit,
    Quantity,
    Reading,
    ReadingWarning,
    Role,
    Span,
)
from zeren.reading.reader import read, read_text
from zeren.reading.rulebook import rule_words
from zeren.reading.schema import json_schema

__all__ = [
    "AgendaItem",
    "Chair",
    "Clause",
    "Commitment",
    "DocumentFacts",
    "Instrument",
    "Label",
    "Language",
    "Meeting",
    "Modality",
    "NamedUnit",
    "Quantity",
    "Reading",
    "ReadingWarning",
    "Role",
    "Span",
    "UndecodableTextError",
    "UnsupportedFormatError",
    "json_schema",
    "read",
    "read_text",
    "rule_words",
]
