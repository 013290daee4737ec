"""What a person should look at in a scoring table: points that do not add up, and numbers that stand twice."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

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
    found = [*_points_that_differ(rows, language, text), *_groups_that_differ(rows), *_numbers_twice(rows, text)]
    return sorted(found, key=lambda one: one.span.start if one.span else 0)


def _points_that_differ(rows: list[GradedRow], language: Language, text: str) -> Iterator[ReadingWarning]:
    """Compare the points of a row with those of its clauses; rows that share a merged cell are compared together."""
    for together in _sharing(rows):
        stated = {row.points_cell: row.points for row in together}
        clauses = {cell: clause_points(text, cell, language) for row in together for cell in row.clauses[:1]}
        given = list(clauses.values())
        if len(together) == 1 and together[0].clauses and given == [None]:
            given = [clause_points(text, cell, language) for cell in together[0].clauses[1:]][:1]
        known = [figure for figure in given if figure is not None]
        points = [figure for figure in stated.values() if figure is not None]
        if not known or len(known) < len(given) or len(points) < len(stated):
            continue
        first, total, sum_given = together[0], sum(points, Decimal(0)), sum(known, Decimal(0))
        if total != sum_given:
            number = f" ({first.number.of(text)})" if first.number else ""
            detail = f"row {first.row}{number}: {total} ≠ {sum_given}"
            yield ReadingWarning(code="reading.points_differ", detail=detail, span=first.points_cell)


def _groups_that_differ(rows: list[GradedRow]) -> Iterator[ReadingWarning]:
    """Compare the points of a group with those of its rows, or of each unit in it ("各60分")."""
    heads = [index for index, row in enumerate(rows) if row.opens_group]
    for start, end in pairwise([*heads, len(rows)]):
        head, inside = rows[start], rows[start + 1 : end]
        figures = {row.points_cell: row.points for row in inside}
        points = [figure for figure in figures.values() if figure is not None]
        if head.points is None or not points or len(points) < len(figures):
            continue
        total = sum(points, Decimal(0))
        if total != head.points and not _each(inside, head.points):
            detail = f"row {head.row}: {head.points} ≠ {total}"
            yield ReadingWarning(code="reading.points_differ", detail=detail, span=head.points_cell)


def _each(rows: list[GradedRow], points: Decimal) -> bool:
    """Tell whether the rows of each thing that they are about come to *points*."""
    for key in range(min(len(row.keys) for row in rows)):
        sums: dict[str, Decimal] = {}
        for row in rows:
            sums[row.keys[key]] = sums.get(row.keys[key], Decimal(0)) + (row.points or Decimal(0))
        if set(sums.values()) == {points}:
            return True
    return False


def _sharing(rows: list[GradedRow]) -> Iterator[list[GradedRow]]:
    """Put rows together that share the cell of their points or of their clauses."""
    together: list[GradedRow] = []
    for row in rows:
        last = together[-1] if together else None
        shares = last is not None and (
            (row.points_cell is not None and row.points_cell == last.points_cell)
            or (bool(row.clauses) and row.clauses[:1] == last.clauses[:1])
        )
        if together and not shares:
            yield together
            together = []
        if not row.opens_group:
            together.append(row)
    if together:
        yield together


def _numbers_twice(rows: list[GradedRow], text: str) -> list[ReadingWarning]:
    """Find the numbers that stand for two things, by the narrowest thing that the numbers of this table count."""
    keys = min((len(row.keys) for row in rows if not row.opens_group), default=0)
    numbered = sum(1 for row in rows if row.number is not None)
    found = [list(_twice(rows, key, text)) for key in range(keys)]
    # Where each thing has one number of its own, the numbers count these things.
    if any(not twice and _one_each(rows, key, text) for key, twice in enumerate(found)):
        return []
    return next((twice for twice in found if len(twice) * 100 <= max(numbered * _MOST_TWICE, 100)), [])


def _one_each(rows: list[GradedRow], key: int, text: str) -> bool:
    """Tell whether rows that follow one another with the same words have the same number."""
    pairs = [(row.keys[key], row.number.of(text)) for row in rows if row.number is not None]
    return all(one[1] == other[1] for one, other in pairwise(pairs) if one[0] == other[0])


def _twice(rows: list[GradedRow], key: int, text: str) -> Iterator[ReadingWarning]:
    seen: dict[str, str] = {}
    first: str | None = None
    last: Span | None = None
    for row in rows:
        if row.opens_group:
            seen.clear()
            continue
        # A merged cell is one number for all of its rows.
        if row.number is None or row.number == last:
            continue
        last = row.number
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
