"""The values that the public pages are made of: registers, editions, duties, parts. No person's name, no draft."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from zeren_platform.ledger.queries import Chapter
from zeren_platform.responsibilities.published.history import History
from zeren_platform.sources.published import Excerpt

__all__ = [
    "PublishedCounts",
    "PublishedDuty",
    "PublishedEdition",
    "PublishedLine",
    "PublishedPart",
    "PublishedRegister",
    "UnitPart",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedEdition:
    """One adopted edition of a register: in force, still to come, superseded or repealed."""

    number: int
    in_force: bool
    state_label: str
    adopted_by: str
    effective_from: date | None
    effective_until: date | None
    duties: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedRegister:
    """A register with its edition in force, and how far the units have signed."""

    code: str
    title: str
    kind: str
    keeper: str
    edition: int
    adopted_by: str
    in_force: bool
    state: str
    effective_from: date
    effective_until: date | None
    adopted_at: datetime | None
    duties: int
    parts: int
    accepted: int
    # All that were adopted, the newest first, where one register is asked for.
    editions: tuple[PublishedEdition, ...] = ()


class PublishedLine(NamedTuple):
    """A duty as one line of a list; its first two columns are its place in a register."""

    position: int
    pk: int
    number: str
    title: str
    text: str
    field: str
    no_lead_stated: bool
    open_set: bool
    lead: str | None
    lead_label: str | None
    lead_label_zh: str | None
    parts: int
    accepted: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedPart:
    """A unit's part in a duty, and whether it has signed; why it declined may speak of people and stays inside."""

    unit: str
    unit_name: str
    role: str
    receipt: str
    receipt_label: str
    answered_at: datetime | None


class UnitPart(NamedTuple):
    """A duty as a unit has it, with the unit's own role and receipt; its first three columns are its place."""

    edition: int
    position: int
    pk: int
    number: str
    title: str
    text: str
    field: str
    role: str
    receipt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedDuty:
    """One duty with all that is public about it; ``in_force`` is false for what a later edition superseded."""

    pk: int
    number: str
    title: str
    text: str
    field: str
    basis: str
    target: str
    targets: list[str]
    cycle: str
    level: str
    deadline: str
    due_on: date | None
    points: Decimal | None
    scoring_rule: str
    evidence: str
    no_lead_stated: bool
    open_set: bool
    in_force: bool
    state: str
    register: str
    register_title: str
    edition: int
    adopted_by: str
    effective_from: date | None
    effective_until: date | None
    parts: list[PublishedPart]
    source: Excerpt | None
    story: list[Chapter]
    history: History


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedCounts:
    """The whole in numbers."""

    registers: int
    duties: int
    parts: int
    accepted: int
    units: int
