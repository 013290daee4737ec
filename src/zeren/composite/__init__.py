"""Composite indicators: scores that anyone can recompute from the published inputs and a file that says how."""

from zeren.composite.errors import DomainError, ModelError, TableError
from zeren.composite.exact import Number, rounded
from zeren.composite.model import Index, Indicator, Node
from zeren.composite.model_file import parse
from zeren.composite.scoring import Result, score
from zeren.composite.table import Table, read_tables

__all__ = [
    "DomainError",
    "Index",
    "Indicator",
    "ModelError",
    "Node",
    "Number",
    "Result",
    "Table",
    "TableError",
    "parse",
    "read_tables",
    "rounded",
    "score",
]
