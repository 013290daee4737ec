"""The order of the duties of a draft beside that of the rows of a file."""

from bisect import bisect_left
from collections.abc import Iterable

from zeren_platform.responsibilities.models import Import, ImportRow

__all__ = ["duties_in_file", "moved_in"]


def duties_in_file(file: Import) -> list[int]:
    """Give the keys of the duties that its rows are or become, in the order of the file."""
    rows = file.rows.filter(line__isnull=False, passed_as="", duty__isnull=False)
    rows = rows.exclude(outcome=ImportRow.Outcome.LEFT_OUT)
    return [key for key in rows.order_by("position").values_list("duty", flat=True) if key is not None]


def moved_in(file: Import) -> int:
    """Count the duties that stand in another place among each other: as few as need be moved to put all in order."""
    drafted = file.edition.duties.order_by("position", "id").values_list("pk", flat=True)
    place = {key: number for number, key in enumerate(drafted)}
    there = [place[key] for key in duties_in_file(file) if key in place]
    return len(there) - _longest_rising(there)


def _longest_rising(places: Iterable[int]) -> int:
    """Count the most of them that stand in order already (patience sorting)."""
    ends: list[int] = []
    for place in places:
        at = bisect_left(ends, place)
        ends[at : at + 1] = [place]
    return len(ends)
