"""What a reading holds: values only, every one tied to the words that say it.

All positions are half-open ``[start, end)`` offsets in code points into ``Reading.text``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from zeren.reading.measures import Action, Deadline, Problem, Quantity, Sum, Target
from zeren.reading.plain import Json, plain
from zeren.reading.span import Span
from zeren.reading.tables import DocumentTable

__all__ = [
    "AgendaItem",
    "Chair",
    "Clause",
    "ClauseKind",
    "Commitment",
    "DocumentFacts",
    "Instrument",
    "Label",
    "Language",
    "Meeting",
    "Modality",
    "NamedUnit",
    "Reading",
    "ReadingWarning",
    "Role",
]

# Raised when a field changes its meaning or goes; a new field alone does not raise it.
SCHEMA_VERSION = 1

ClauseKind = Literal["note", "title", "heading", "item", "paragraph", "label"]


class Language(StrEnum):
    """The language whose rules are applied."""

    ENGLISH = "en"
    CHINESE = "zh"


class Role(StrEnum):
    """What the text asks of a unit that it names."""

    LEAD = "lead"
    SUPPORT = "support"
    JOINT = "joint"
    RESPONSIBLE = "responsible"
    GUIDING = "guiding"
    TERRITORIAL = "territorial"


class Modality(StrEnum):
    """How the text obliges."""

    MUST = "must"
    SHOULD = "should"
    MUST_NOT = "must_not"
    ASSIGNED = "assigned"
    DECIDED = "decided"
    IMPERATIVE = "imperative"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFacts:
    """What the document says of itself; None where it says nothing.

    ``published_at`` is ISO 8601 local time as printed (``2021-01-22T16:47``): no page says its time zone.
    ``sha256`` is of the bytes that were read.
    """

    title: str | None
    number: str | None
    index_number: str | None
    issuer: str | None
    issued_on: date | None
    published_at: str | None
    language: Language
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A line of the document in its tree.

    ``number`` is the marker as written without its stop ("四", "（一）", "12"); ``heading`` the words of the
    heading, which may be a whole line or the first sentence of an item; ``parent`` an index into ``Reading.clauses``.
    """

    number: str | None
    kind: ClauseKind
    level: int
    span: Span
    heading: str | None
    heading_span: Span | None
    parent: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """A document that the text names; ``same_as`` is the title under which it was named before."""

    title: str
    span: Span
    same_as: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chair:
    """Who presided, with the posts that the text gives."""

    name: str
    posts: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem:
    """One matter before a meeting.

    ``verb`` is one word for what the meeting did with it in either language: heard, conveyed, studied, arranged,
    discussed, reviewed, adopted, decided, appointed. ``object`` is as written.
    """

    verb: str
    object: str
    instruments: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A meeting that the document reports."""

    held_on: date | None
    body: str | None
    kind: str | None
    number: int | None
    chair: Chair | None
    agenda: tuple[AgendaItem, ...]
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedUnit:
    """A unit as the text names it.

    ``class_of_units`` is true where the name stands for several ("各省级人民政府", "all district governments").
    """

    name: str
    role: Role
    class_of_units: bool
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A labelled line that belongs to an item: ``name`` is one of rules/*/labels.toml, ``written`` its own words."""

    name: str
    written: str
    text: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """Words that oblige somebody.

    ``actions`` are what is to be done, in the order of the words; ``deadline`` and ``target`` the first that the
    words give; ``points`` what a scoring table gives for it, None elsewhere. ``actor`` is who the sentence says must
    act, or None; ``units`` are the units it names, none invented. ``open_set`` is true where the list is left open
    ("等"), ``no_lead_stated`` where the text says that there is no lead ("按职责分工负责"). ``clause`` is an index into
    ``Reading.clauses``; ``heading_path`` the headings above the words and of their own clause, outermost first.
    ``rule`` names the rule in rules/ that found it.
    """

    id: str
    text: str
    span: Span
    actor: str | None
    actor_span: Span | None
    modality: Modality
    actions: tuple[Action, ...]
    deadline: Deadline | None
    target: Target | None
    points: Decimal | None
    units: tuple[NamedUnit, ...]
    open_set: bool
    no_lead_stated: bool
    clause: int
    heading_path: tuple[str, ...]
    labels: tuple[Label, ...]
    quantities: tuple[Quantity, ...]
    rule: str

    def label(self, name: str) -> Label | None:
        """Return the first label called *name* ("basis", "target", "cycle", …)."""
        return next((label for label in self.labels if label.name == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingWarning:
    """Something that a person should look at; ``code`` is dotted, ``detail`` the words or figure it is about."""

    code: str
    detail: str
    span: Span | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A document, read.

    ``targets`` are figures that are aimed at, ``results`` figures that were reached; ``problems`` are what an audit or
    inspection found; ``sums`` the totals that the text takes apart, whether or not the parts add up.
    """

    text: str
    document: DocumentFacts
    clauses: tuple[Clause, ...]
    tables: tuple[DocumentTable, ...]
    meetings: tuple[Meeting, ...]
    instruments: tuple[Instrument, ...]
    quantities: tuple[Quantity, ...]
    commitments: tuple[Commitment, ...]
    targets: tuple[Target, ...]
    results: tuple[Target, ...]
    problems: tuple[Problem, ...]
    sums: tuple[Sum, ...]
    warnings: tuple[ReadingWarning, ...]

    def ancestors(self, clause: int) -> Iterator[int]:
        """Yield the indices above *clause*, nearest first."""
        above = self.clauses[clause].parent
        while above is not None:
            yield above
            above = self.clauses[above].parent

    def to_json(self) -> dict[str, Json]:
        """Return plain data for JSON, as ``zeren read --schema`` describes it."""
        return {"schema_version": SCHEMA_VERSION, **{name: plain(getattr(self, name)) for name in self.__slots__}}
