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
from zeren.reading.extractor import Agreement, Comparison, Extracted, Extractor, compare
from zeren.reading.limits import MOST_BYTES
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
from zeren.reading.rule_files import Rule, RuleFile, rule_files
from zeren.reading.rulebook import rule_words
from zeren.reading.schema import json_schema
from zeren.reading.scoring import clause_points
from zeren.reading.span import Span
from zeren.reading.table_columns import Column, column_of
from zeren.reading.table_groups import group_depth, is_sum, rewards, says_nothing, without_number
from zeren.reading.tables import DocumentTable, head_rows
from zeren.reading.unit_cells import names_unit, units_in_cell

__all__ = [
    "MOST_BYTES",
    "Action",
    "AgendaItem",
    "Agreement",
    "Chair",
    "Clause",
    "Column",
    "Commitment",
    "Comparison",
    "DamagedDocumentError",
    "Deadline",
    "DocumentFacts",
    "DocumentTable",
    "EncryptedDocumentError",
    "Extracted",
    "Extractor",
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
    "Rule",
    "RuleFile",
    "Span",
    "Sum",
    "Target",
    "TooLargeError",
    "UndecodableTextError",
    "UnsupportedFormatError",
    "clause_points",
    "column_of",
    "compare",
    "group_depth",
    "head_rows",
    "is_sum",
    "json_schema",
    "names_unit",
    "read",
    "read_text",
    "rewards",
    "rule_files",
    "rule_words",
    "says_nothing",
    "units_in_cell",
    "without_number",
]
