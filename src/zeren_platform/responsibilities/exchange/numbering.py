"""Numbers that count something else than rows: units, items, or the rows of each list in a file.

A number in a register means one duty. In 石城县 2018 a number means a unit, which may have four rows, and begins anew
in every part; so the parts of one number become 4.1, 4.2 …, and the second list 2-1, 2-2 … What is still double then
is double in the table itself.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Final

__all__ = ["Numbered", "numbers_of", "ranges"]

# If more of the numbers than this stand twice, they do not count rows (zeren.reading.table_checks).
MOST_TWICE: Final = 0.1
# A record names so many stretches of numbers; the digest of the file names all.
MOST_STRETCHES: Final = 40


@dataclass(frozen=True, slots=True)
class Numbered:
    """A row's number as the table gives it, and what else it may count: the unit, the item, in which the row stands."""

    number: str
    about: tuple[str, ...]


def numbers_of(rows: Sequence[Numbered]) -> list[str]:
    """Give each row a number of its own, as far as the table's numbers mean one thing each.

    >>> rows = [Numbered("1", ("a",)), Numbered("2", ("b",)), Numbered("2", ("b",)), Numbered("1", ("c",))]
    >>> numbers_of(rows)
    ['1', '2.1', '2.2', '2-1']
    """
    given = [row.number for row in rows if row.number]
    counted = Counter(given)
    twice = sum(count for count in counted.values() if count > 1)
    if not given or twice <= MOST_TWICE * len(given):
        return [row.number for row in rows]
    parts: list[str] = []
    for row, numbered in zip(_lists(rows), _together(rows), strict=True):
        parts.append(f"{row}{numbered}")
    return parts


def _lists(rows: Sequence[Numbered]) -> list[str]:
    """Say before each number in which list it stands: the first number again, after others, opens a new one."""
    found, place = [], 1
    first = next((row.number for row in rows if row.number), "")
    seen: set[str] = set()
    last = ""
    for row in rows:
        if row.number == first and last != first and len(seen) > 1:
            place += 1
            seen.clear()
        seen.add(row.number)
        last = row.number or last
        found.append(f"{place}-" if place > 1 and row.number else "")
    return found


def _together(rows: Sequence[Numbered]) -> list[str]:
    """Count the rows that follow one another with the same number and about the same."""
    found = []
    key = _counts(rows)
    for (number, _about), same in groupby(rows, key=lambda row: (row.number, row.about[key] if row.about else "")):
        several = list(same)
        found += [f"{number}.{part}" if number and len(several) > 1 else number for part in range(1, len(several) + 1)]
    return found


def _counts(rows: Sequence[Numbered]) -> int:
    """Choose what the numbers count: that of which each has most nearly one number of its own."""
    width = min((len(row.about) for row in rows), default=0)

    def breaks(place: int) -> int:
        pairs = ((one, other) for one, other in pairwise(rows) if one.number and other.number)
        return sum((one.number == other.number) != (one.about[place] == other.about[place]) for one, other in pairs)

    return min(range(width), key=breaks, default=0)


def ranges(numbers: Sequence[str]) -> str:
    """Write numbers in few words: what follows one another as a stretch.

    >>> ranges(["1", "2", "3", "5", "2-1"])
    '1–3, 5, 2-1'
    """
    stretches: list[tuple[str, str]] = []
    for number in filter(None, numbers):
        last = stretches[-1][1] if stretches else ""
        if last.isdecimal() and number.isdecimal() and int(number) == int(last) + 1:
            stretches[-1] = (stretches[-1][0], number)
        else:
            stretches.append((number, number))
    told = [first if first == last else f"{first}–{last}" for first, last in stretches[:MOST_STRETCHES]]
    return ", ".join(told) + (" …" if len(stretches) > MOST_STRETCHES else "")
