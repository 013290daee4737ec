"""Duties that a list hands out: a row of a table, or a numbered duty under the name of a unit."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from zeren.reading.model import Clause, Label, ReadingWarning
from zeren.reading.scoring import ScoringRule
from zeren.reading.span import Span
from zeren.reading.tables import DocumentTable
from zeren.reading.units import Assignment

__all__ = ["NO_DUTIES", "ListedDuties", "ListedDuty", "by_clause", "path_under", "rows_among"]


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
    """The duties of lists, in their order; ``scoring`` are the rules of rows that are no duties (加分项目).

    ``tables`` are all that were looked at: their rows are no sentences, whether they gave duties or not.
    """

    duties: tuple[ListedDuty, ...]
    tables: tuple[DocumentTable, ...] = ()
    scoring: tuple[ScoringRule, ...] = ()
    warnings: tuple[ReadingWarning, ...] = ()


NO_DUTIES = ListedDuties(duties=())


def by_clause(clauses: tuple[Clause, ...], duties: Iterable[ListedDuty]) -> dict[int, list[ListedDuty]]:
    """Sort duties under the clauses that hold them; the first duty of a stretch is kept, a second one left out.

    Examples
    --------
    >>> by_clause((), ())
    {}
    """
    starts = [clause.span.start for clause in clauses]
    found: dict[int, list[ListedDuty]] = {}
    seen: set[int] = set()
    for duty in sorted(duties, key=lambda one: one.span):
        index = bisect_right(starts, duty.span.start) - 1
        if index >= 0 and duty.span.start not in seen:
            seen.add(duty.span.start)
            found.setdefault(index, []).append(duty)
    return found


def rows_among(clauses: tuple[Clause, ...], tables: tuple[DocumentTable, ...]) -> frozenset[int]:
    """Return the clauses that are rows of a table.

    Examples
    --------
    >>> rows_among((), ())
    frozenset()
    """
    starts = [one.span.start for one in sorted(tables, key=lambda one: one.span)]
    ends = [one.span.end for one in sorted(tables, key=lambda one: one.span)]
    found: set[int] = set()
    for index, clause in enumerate(clauses):
        place = bisect_right(starts, clause.span.start) - 1
        if place >= 0 and clause.span.start < ends[place]:
            found.add(index)
    return frozenset(found)


def path_under(above: tuple[str, ...], own: tuple[str, ...]) -> tuple[str, ...]:
    """Return the headings of a duty below those of its clause; a caption that repeats the last of them stands once.

    Examples
    --------
    >>> path_under(("任务分工表",), ("附件1：任务分工表", "大气"))
    ('任务分工表', '大气')
    """
    repeats = bool(above and own) and above[-1] in own[0]
    return (*above, *(own[1:] if repeats else own))
