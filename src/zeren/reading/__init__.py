"""A document becomes clauses, meetings and commitments, each tied to the words that say it.

``read`` takes bytes, ``read_text`` takes text; both return a ``Reading``. The rules of each language stand in
``rules/<language>/*.toml`` for people who know the field. How it works, and what it does not do, is told in
docs/method/reading.md.
"""

from zeren.reading.errors import (
    DamagedDocumentError,
    EncryptedDocumentError,
    MissingReaderError,
    PicturesOfPagesError,
    TooLargeError,
    UndecodableTextError,
    UnsupportedFormatError,
)
from zeren.reading.measures import Action, Deadline, Operator, Problem, Quantity, Rectification, Sum, Target
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
    Reading,
    ReadingWarning,
    Role,
)
from zeren.reading.reader import read, read_text
from zeren.reading.rulebook import rule_words
from zeren.reading.schema import json_schema
from zeren.reading.span import Span
from zeren.reading.tables import DocumentTable

__all__ = [
    "Action",
    "AgendaItem",
    "Chair",
    "Clause",
    "Commitment",
    "DamagedDocumentError",
    "Deadline",
    "DocumentFacts",
    "DocumentTable",
    "EncryptedDocumentError",
    "Instrument",
    "Label",
    "Language",
    "Meeting",
    "MissingReaderError",
    "Modality",
    "NamedUnit",
    "Operator",
    "PicturesOfPagesError",
    "Problem",
    "Quantity",
    "Reading",
    "ReadingWarning",
    "Rectification",
    "Role",
    "Span",
    "Sum",
    "Target",
    "TooLargeError",
    "UndecodableTextError",
    "UnsupportedFormatError",
    "json_schema",
    "read",
    "read_text",
    "rule_words",
]
