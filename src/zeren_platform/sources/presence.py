"""Who else is at the proposals of a document, and what they changed since it was shown; nothing here is an act."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from zeren_platform.common.actor import Actor
from zeren_platform.sources.models import Document, Presence, Proposal

__all__ = ["changed_since", "meet"]

# Whoever has not asked for so long has left; pages ask every five seconds.
STAYS: Final = timedelta(seconds=20)
# Within it the row is not written anew, unless another proposal was opened.
FRESH: Final = timedelta(seconds=10)
# No row has this key.
NONE: Final = 0


def meet(actor: Actor, document: Document, *, opened: int | None, now: datetime) -> list[Presence]:
    """Note that the actor is here, with the proposal whose form they have open, and list the others by name."""
    rows = Presence.objects.filter(document=document, seen_at__gt=now - STAYS).select_related("person", "proposal")
    here = list(rows.order_by("person__name", "pk"))
    mine = next((row for row in here if row.person_id == actor.person_id), None)
    if actor.person_id is not None and (mine is None or _outdated(mine, opened, now)):
        _write(actor.person_id, document, opened=opened, now=now, arrived=mine is None)
    return [row for row in here if row is not mine]


def changed_since(document: Document, seen: Mapping[int, int]) -> list[Proposal]:
    """Give the proposals that stand in another version than was seen, in the order of the text; one query."""
    rows = Proposal.objects.filter(document=document, pk__in=seen).order_by("start", "position")
    found = rows.only("pk", "position", "version", "changed_by", "state")
    return [row for row in found if row.version != seen[row.pk]]


def _write(person_id: int, document: Document, *, opened: int | None, now: datetime, arrived: bool) -> None:
    """Write when the person was seen; who arrives sweeps out those who left, and has no form open yet."""
    if arrived:
        Presence.objects.filter(seen_at__lte=now - STAYS).delete()
        arrival = Presence(document=document, person_id=person_id, seen_at=now)
        # The same person may come by two windows at once.
        Presence.objects.bulk_create([arrival], ignore_conflicts=True)
        return
    found = Proposal.objects.filter(document=document, pk=opened or NONE).values("pk")
    Presence.objects.filter(document=document, person=person_id).update(proposal=found, seen_at=now)


def _outdated(mine: Presence, opened: int | None, now: datetime) -> bool:
    return mine.proposal_id != opened or mine.seen_at <= now - FRESH
