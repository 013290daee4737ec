"""The order of the duties of a draft beside that of the rows of a file."""

from bisect import bisect_right
from collections.abc import Iterable

from zeren_platform.responsibilities.models import Import, ImportRow

__all__ = ["displaced_in", "duties_in_file", "moved_in"]


def duties_in_file(file: Import) -> list[int]:
    """Give the keys of the duties that its rows are or become, in the order of the file."""
    return [key for key in _keys(file) if key is not None]


def moved_in(file: Import) -> int:
    """Count the duties that stand in another place among each other: as few as need be moved to put all in order.

    What is new comes last unless the order of the file is taken, so it counts where it stands further up there.
    """
    place = _places(file)
    there = [place.get(key, len(place)) if key else len(place) for key in _keys(file)]
    return len(there) - _longest_unfallen(there)


def displaced_in(file: Import) -> int:
    """Count the duties that the file does not have and that stand before one that it has."""
    place = _places(file)
    there = {place[key] for key in duties_in_file(file) if key in place}
    return max(there, default=-1) + 1 - len(there)


def _keys(file: Import) -> list[int | None]:
    """Give the duty of each row, nothing for what is new."""
    rows = file.rows.filter(line__isnull=False, passed_as="").exclude(outcome=ImportRow.Outcome.LEFT_OUT)
    return list(rows.order_by("position").values_list("duty", flat=True))


def _places(file: Import) -> dict[int, int]:
    """Give the place of each duty of the draft."""
    drafted = file.edition.duties.order_by("position", "id").values_list("pk", flat=True)
    return {key: number for number, key in enumerate(drafted)}


def _longest_unfallen(places: Iterable[int]) -> int:
    """Count the most of them that stand in order already, some of them beside each other (patience sorting)."""
    ends: list[int] = []
    for place in places:
        at = bisect_right(ends, place)
        ends[at : at + 1] = [place]
    return len(ends)
