"""Steps that put the duties of a draft in the order of a file, and back; they record nothing."""

from collections.abc import Iterable, Sequence
from typing import Final

from zeren_platform.responsibilities.models import Duty, Edition, Import
from zeren_platform.responsibilities.staging.ordering import duties_in_file

__all__ = ["put_back_order", "take_order"]

CHUNK: Final = 500


def take_order(edition: Edition, file: Import) -> list[list[int]]:
    """Let the duties stand as in the file, those that it does not have behind them; give key and place as it was."""
    stood = list(edition.duties.order_by("position", "id").values_list("pk", "position"))
    first = dict.fromkeys(duties_in_file(file))
    there = {key for key, _place in stood}
    placed = [key for key in first if key in there] + [key for key, _place in stood if key not in first]
    _place(edition, zip(placed, range(1, len(placed) + 1), strict=True))
    return [[key, place] for key, place in stood]


def put_back_order(edition: Edition, stood: Sequence[Sequence[int]]) -> None:
    """Let the duties stand where they stood."""
    _place(edition, ((key, place) for key, place in stood))


def _place(edition: Edition, wanted: Iterable[tuple[int, int]]) -> None:
    places = dict(wanted)
    stood = edition.duties.values_list("pk", "position") if places else ()
    moved = [Duty(pk=key, position=places[key]) for key, place in stood if places.get(key, place) != place]
    Duty.objects.bulk_update(moved, ["position"], batch_size=CHUNK)
