"""What has changed, the newest first, for those who follow it: editions, receipts, parts given anew."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from zeren_platform.ledger.acts import Act, newest_acts
from zeren_platform.responsibilities.events import (
    DutyReassigned,
    EditionAdopted,
    EditionCameIntoForce,
    EditionRepealed,
    ReceiptAccepted,
    ReceiptDeclined,
    ReceiptsAccepted,
)
from zeren_platform.responsibilities.models import Assignment, Duty
from zeren_platform.responsibilities.published.conditions import adopted_editions

__all__ = ["PublicChange", "PublicChanges", "changes"]

TOLD: Final = tuple(
    event.code
    for event in (
        *(EditionAdopted, EditionCameIntoForce, EditionRepealed),
        *(ReceiptAccepted, ReceiptsAccepted, ReceiptDeclined, DutyReassigned),
    )
)
# Acts are read so many at a time, and no more than so many for one answer.
CHUNK: Final = 200
MOST_READ: Final = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicChange:
    """One act that changed what is public; ``duty`` is 0 where it concerns a whole edition. ``key`` grows with each."""

    key: int
    uid: str
    at: datetime
    title: str
    register: str
    register_title: str
    edition: int
    duty: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicChanges:
    """Changes, the newest first; ``before`` is where the next go on, and 0 where there are none."""

    rows: list[PublicChange]
    before: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Which edition an act concerns, by its key, and which duty."""

    edition: int
    duty: int = 0


def changes(*, register: str = "", unit: str = "", before: int = 0, size: int = 50) -> PublicChanges:
    """Give up to *size* changes, from before the one with the key *before*, of one register or one unit if given.

    Where little of what was read is theirs there are fewer, and the next go on from there.
    """
    found: list[PublicChange] = []
    read = 0
    for acts in _chunks(before):
        found += _public(acts, register=register, unit=unit)
        read = acts[-1].key if len(acts) == CHUNK else 0
        if len(found) >= size:
            break
    return PublicChanges(rows=found[:size], before=found[size - 1].key if len(found) > size else read)


def _chunks(before: int) -> Iterator[list[Act]]:
    for _chunk in range(MOST_READ // CHUNK):
        acts = newest_acts(events=TOLD, before=before, size=CHUNK)
        yield acts
        if len(acts) < CHUNK:
            return
        before = acts[-1].key


def _public(acts: Sequence[Act], *, register: str, unit: str) -> Iterator[PublicChange]:
    places = _places(acts)
    rows = adopted_editions().filter(pk__in={place.edition for place in places.values()}).select_related("register")
    editions = {row.pk: row for row in rows if register in {"", row.register.code}}
    held = set(Assignment.objects.filter(unit__code=unit, edition__in=editions).values_list("edition", flat=True))
    for act in acts:
        place = places.get(act.subject)
        row = editions.get(place.edition) if place else None
        if row is None or place is None or not (not unit or _concerns(act, unit, place, held)):
            continue
        yield PublicChange(
            key=act.key,
            uid=act.uid,
            at=act.at,
            title=act.title,
            register=row.register.code,
            register_title=row.register.title,
            edition=row.number,
            duty=place.duty,
        )


def _concerns(act: Act, unit: str, place: _Place, held: Collection[int]) -> bool:
    """Say whether an act is one of the unit's own, or of an edition in which it has a part."""
    if "unit" in act.facts:
        return unit in {act.facts["unit"], act.facts.get("former_unit")}
    return place.edition in held


def _places(acts: Sequence[Act]) -> Mapping[str, _Place]:
    """Read from the subjects which edition and which duty the acts concern."""
    found: dict[str, _Place] = {}
    duties: dict[int, str] = {}
    for act in acts:
        kind, _colon, key = act.subject.partition(":")
        if kind == "duty":
            duties[int(key)] = act.subject
        else:
            found[act.subject] = _Place(edition=int(key.partition("-")[0]))
    for pk, edition in Duty.objects.filter(pk__in=duties).values_list("pk", "edition"):
        found[duties[pk]] = _Place(edition=edition, duty=pk)
    return found
