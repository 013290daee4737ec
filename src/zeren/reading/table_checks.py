"""What a person should look at in a scoring table: points that do not add up, and numbers that stand twice."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from zeren.reading.model import Language, ReadingWarning
from zeren.reading.scoring import clause_points
from zeren.reading.span import Span

__all__ = ["GradedRow", "table_warnings"]

# If more of the numbers than this stand twice, they do not count these things: "2" may stand for a unit with 3 rows.
_MOST_TWICE = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class GradedRow:
    """What is checked of a row: its number and points, the cells whose clauses give points, and what it is about.

    ``keys`` are the words that its number may count, the narrowest first: the task, the unit, the category.
    """

    row: int = 0
    opens_group: bool = False
    number: Span | None = None
    points_cell: Span | None = None
    points: Decimal | None = None
    clauses: tuple[Span, ...] = ()
    keys: tuple[str, ...] = ()


def table_warnings(rows: list[GradedRow], language: Language, text: str) -> list[ReadingWarning]:
    r"""Check the rows of a table.

    Examples
    --------
    >>> words = "1\t20\t成立专班（8分）；报送信息（10分）"
    >>> cells = {"number": Span(start=0, end=1), "points_cell": Span(start=2, end=4)}
    >>> row = GradedRow(row=2, points=Decimal(20), clauses=(Span(start=5, end=23),), **cells)
    >>> [one.detail for one in table_warnings([row], Language.CHINESE, words)]
    ['row 2 (1): 20 ≠ 18']
    """
    return [*_points_that_differ(rows, language, text), *_numbers_twice(rows, text)]


def _points_that_differ(rows: list[GradedRow], language: Language, text: str) -> Iterator[ReadingWarning]:
    for row in rows:
        if row.points is None or row.points_cell is None:
            continue
        given = next(
            (found for cell in row.clauses if (found := clause_points(text, cell, language)) is not None), None
        )
        if given is not None and given != row.points:
            number = f" ({row.number.of(text)})" if row.number else ""
            detail = f"row {row.row}{number}: {row.points} ≠ {given}"
            yield ReadingWarning(code="reading.points_differ", detail=detail, span=row.points_cell)


def _numbers_twice(rows: list[GradedRow], text: str) -> list[ReadingWarning]:
    """Find the numbers that stand for two things, by the narrowest thing that the numbers of this table count."""
    keys = min((len(row.keys) for row in rows if not row.opens_group), default=0)
    numbered = sum(1 for row in rows if row.number is not None)
    for key in range(keys):
        found = list(_twice(rows, key, text))
        if len(found) * 100 <= max(numbered * _MOST_TWICE, 100):
            return found
    return []


def _twice(rows: list[GradedRow], key: int, text: str) -> Iterator[ReadingWarning]:
    seen: dict[str, str] = {}
    first: str | None = None
    for row in rows:
        if row.opens_group:
            seen.clear()
            continue
        if row.number is None:
            continue
        number, words = row.number.of(text), row.keys[key]
        # The first number again, after others, opens a new list.
        if number == first and len(seen) > 1:
            seen.clear()
        if not seen:
            first = number
        if seen.setdefault(number, words) != words:
            seen[number] = words
            detail = f"row {row.row}: {number}"
            yield ReadingWarning(code="reading.number_twice", detail=detail, span=row.number)
