"""Many duties of a draft at once: changed, removed, moved, put back as they were; one record for the lot."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from zeren.foundations.errors import RefusedError
from zeren_platform.common.actor import Actor
from zeren_platform.ledger.queries import chapter
from zeren_platform.ledger.use_cases import recording
from zeren_platform.organisation.queries import units
from zeren_platform.responsibilities import permissions
from zeren_platform.responsibilities.changes import ENTRIES, Change, NothingChosenError, Said, changes
from zeren_platform.responsibilities.events import DutiesChanged, DutiesMoved, DutiesPutBack, DutiesRemoved
from zeren_platform.responsibilities.models import Assignment, Duty, Edition
from zeren_platform.responsibilities.queries.many import parts_of
from zeren_platform.responsibilities.use_cases.duties import ChangedMeanwhileError
from zeren_platform.responsibilities.use_cases.rows import edition_row, refuse_unless_draft
from zeren_platform.sources.use_cases import holding

__all__ = ["NothingToPutBackError", "change", "move", "put_back", "remove"]


class NothingToPutBackError(RefusedError):
    """There is no such change of this draft, or what it replaced was erased or changed again."""

    code = "responsibilities.many.nothing_to_put_back"


@transaction.atomic(durable=True)
def change(
    *, actor: Actor, edition_id: int, versions: dict[int, int], wanted: Change, now: datetime
) -> tuple[UUID, int]:
    """Make one change to each duty whose version is still the one that was read; give its record and how many."""
    edition = edition_row(actor, edition_id)
    chosen = _chosen(edition, versions)
    bodies = dict(units().values_list("code", "pk"))

    standing = permissions.require_keep(actor, edition.register)
    refuse_unless_draft(edition)
    wanted.refuse_unfit(bodies)

    touched = changes(chosen, parts_of(chosen), wanted)
    if not touched:
        raise NothingChosenError

    _write(edition, wanted.kind, [(one.duty, one.after) for one in touched], bodies)
    event = DutiesChanged(
        subject=edition.subject,
        entry=wanted.kind,
        count=len(touched),
        duties=tuple(one.duty.pk for one in touched),
        before=tuple((one.duty.pk, one.duty.version, one.before) for one in touched),
        after=wanted.value or wanted.to or wanted.unit,
    )
    withheld = edition.register.confidential
    return recording.record(actor=actor, event=event, at=now, standing=standing, withheld=withheld), len(touched)


@transaction.atomic(durable=True)
def put_back(*, actor: Actor, edition_id: int, uid: str, now: datetime) -> int:
    """Let the duties of one change say again what they said before it, where nobody changed them since."""
    edition = edition_row(actor, edition_id)
    told = chapter(uid)
    bodies = dict(units().values_list("code", "pk"))

    standing = permissions.require_keep(actor, edition.register)
    refuse_unless_draft(edition)
    if told is None or told.event != DutiesChanged.code or told.subject != edition.subject:
        raise NothingToPutBackError
    former = _before(told.private)
    if not former:
        raise NothingToPutBackError
    chosen = _chosen(edition, {pk: version for pk, (version, _said) in former.items()})

    kind = str(told.facts["entry"])

    _write(edition, kind, [(duty, former[duty.pk][1]) for duty in chosen], bodies)
    event = DutiesPutBack(subject=edition.subject, entry=kind, count=len(chosen), duties=tuple(former), undone=uid)
    withheld = edition.register.confidential
    recording.record(actor=actor, event=event, at=now, standing=standing, withheld=withheld)
    return len(chosen)


@transaction.atomic(durable=True)
def remove(*, actor: Actor, edition_id: int, versions: dict[int, int], now: datetime) -> int:
    """Take duties out of a draft; nobody was bound by them yet, and the ledger keeps what they said."""
    edition = edition_row(actor, edition_id)
    chosen = _chosen(edition, versions)

    standing = permissions.require_keep(actor, edition.register)
    refuse_unless_draft(edition)
    if not chosen:
        raise NothingChosenError

    event = DutiesRemoved(
        subject=edition.subject,
        count=len(chosen),
        duties=tuple(duty.pk for duty in chosen),
        numbers=", ".join(duty.number for duty in chosen),
        texts=tuple(duty.text for duty in chosen),
    )

    sentences = {duty.proposal_id for duty in chosen if duty.proposal_id}
    Duty.objects.filter(pk__in=event.duties).delete()
    held = Duty.objects.filter(proposal__in=sentences).values_list("proposal", flat=True)
    holding.release(proposal_ids=sentences - set(held))
    withheld = edition.register.confidential
    recording.record(actor=actor, event=event, at=now, standing=standing, withheld=withheld)
    return len(chosen)


@transaction.atomic(durable=True)
def move(*, actor: Actor, edition_id: int, duties: Sequence[int], before: int | None, now: datetime) -> int:
    """Put duties, in their present order, before another one or at the end; numbers stay as they are."""
    edition = edition_row(actor, edition_id)
    order = list(Duty.objects.filter(edition=edition).order_by("position", "id"))

    standing = permissions.require_keep(actor, edition.register)
    refuse_unless_draft(edition)
    chosen = [duty for duty in order if duty.pk in set(duties)]
    if not chosen:
        raise NothingChosenError

    placed = _placed(order, chosen, before)
    moved = [duty for place, duty in enumerate(placed, start=1) if duty.position != place]
    if not moved:
        raise NothingChosenError

    for place, duty in enumerate(placed, start=1):
        duty.position = place
    Duty.objects.bulk_update(moved, ["position"], batch_size=500)
    event = DutiesMoved(
        subject=edition.subject,
        count=len(chosen),
        duties=tuple(duty.pk for duty in chosen),
        first=chosen[0].number,
        place=chosen[0].position,
    )
    withheld = edition.register.confidential
    recording.record(actor=actor, event=event, at=now, standing=standing, withheld=withheld)
    return len(chosen)


def _chosen(edition: Edition, versions: dict[int, int]) -> list[Duty]:
    """Give the duties of the edition that were chosen; refuse them all where somebody changed one."""
    rows = list(Duty.objects.filter(edition=edition, pk__in=versions).order_by("position", "id"))
    changed = [duty.number for duty in rows if duty.version != versions[duty.pk]]
    if changed:
        raise ChangedMeanwhileError(number=", ".join(changed[:10]))
    return rows


def _write(edition: Edition, kind: str, said: Iterable[tuple[Duty, Said]], bodies: dict[str, int]) -> None:
    """Write what each duty says now, and count the change."""
    found = list(said)
    for duty, after in found:
        duty.version += 1
        if kind in ENTRIES:
            setattr(duty, kind, _entry(kind, after))
    names = ["version", kind] if kind in ENTRIES else ["version"]
    Duty.objects.bulk_update([duty for duty, _after in found], names, batch_size=500)
    if kind not in ENTRIES:
        Assignment.objects.filter(duty__in=[duty.pk for duty, _after in found]).delete()
        Assignment.objects.bulk_create(
            Assignment(duty=duty, edition=edition, unit_id=bodies[code], role=role)
            for duty, after in found
            for code, role in (() if isinstance(after, str) else after)
        )


def _entry(kind: str, said: Said) -> str | date | None:
    if kind != "due_on":
        return str(said)
    return date.fromisoformat(str(said)) if said else None


def _placed(order: Sequence[Duty], chosen: Sequence[Duty], before: int | None) -> list[Duty]:
    """Give the new order; a place among those that move is the place of the first that does not."""
    moving = {duty.pk for duty in chosen}
    resting = [duty for duty in order if duty.pk not in moving]
    following = [duty.pk for duty in order]
    if before is not None and before in following:
        following = [pk for pk in following[following.index(before) :] if pk not in moving]
    else:
        following = []
    place = next((index for index, duty in enumerate(resting) if following and duty.pk == following[0]), len(resting))
    return [*resting[:place], *chosen, *resting[place:]]


def _before(private: dict[str, Any]) -> dict[int, tuple[int, Said]]:
    """Read what the record of a change kept of each duty, its version and what it said; nothing once it was erased."""
    return {pk: (version, _plain(said)) for pk, version, said in private.get("before", ())}


def _plain(said: object) -> Said:
    return tuple((str(code), str(role)) for code, role in said) if isinstance(said, list) else str(said)
