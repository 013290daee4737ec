"""Duties that a list hands out: a row of a table, or a numbered duty under the name of a unit."""

from dataclasses import dataclass
from decimal import Decimal

from zeren.reading.model import Label, ReadingWarning
from zeren.reading.scoring import ScoringRule
from zeren.reading.span import Span
from zeren.reading.units import Assignment

__all__ = ["ListedDuties", "ListedDuty"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedDuty:
    """What a list assigns to somebody, before it is numbered among the commitments.

    ``path`` are the headings that the list itself gives (its caption, its groups), outermost first; ``number`` the
    number as written; ``rule`` names the rule that found it.
    """

    span: Span
    assignment: Assignment
    rule: str
    path: tuple[str, ...] = ()
    labels: tuple[Label, ...] = ()
    points: Decimal | None = None
    scoring: tuple[ScoringRule, ...] = ()
    number: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedDuties:
    """The duties of a list, in its order; ``scoring`` are the rules of rows that are no duties (加分项目)."""

    duties: tuple[ListedDuty, ...]
    scoring: tuple[ScoringRule, ...] = ()
    warnings: tuple[ReadingWarning, ...] = ()
