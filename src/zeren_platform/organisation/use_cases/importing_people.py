"""A table of people is taken in: accounts and posts, all of it or nothing, in one act."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from zeren_platform.common.actor import Actor
from zeren_platform.common.locking import locked
from zeren_platform.ledger.use_cases import recording
from zeren_platform.organisation import permissions
from zeren_platform.organisation.events import PeopleImported
from zeren_platform.organisation.exchange.files import Entry
from zeren_platform.organisation.models import Person, Post
from zeren_platform.organisation.staging.people import PeopleComparison, PostChange, compare_people
from zeren_platform.organisation.use_cases.importing import DifferentError, FaultyRowsError, NothingNewError

__all__ = ["import_people"]


@transaction.atomic(durable=True)
def import_people(*, actor: Actor, entries: Sequence[Entry], seen: str = "", now: datetime) -> PeopleComparison:
    """Enter people, who cannot sign in until they get a password, fill posts and end posts as a table says.

    *seen* is the fingerprint of the comparison that somebody looked at.
    """
    # The lock on the people keeps another appointment from passing the checks of this one.
    list(locked(Person.objects.filter(username__in={entry.says("username") for entry in entries})).order_by("pk"))
    found = compare_people(entries, actor=actor, on=timezone.localdate(now))

    standing = permissions.require_keep_people(actor)
    if found.faults:
        raise FaultyRowsError(count=len({fault.line for fault in found.faults}))
    if seen and seen != found.fingerprint:
        raise DifferentError
    if not (found.new or found.changed or found.filled or found.ending):
        raise NothingNewError

    _enter(found.new, now)

    _rename(found)
    _fill(found)
    event = PeopleImported(
        subject=f"people:{standing.unit}",
        entered_count=len(found.new),
        changed_count=len(found.changed),
        filled_count=len(found.filled),
        ended_count=len(found.ending),
        entered=tuple(person.subject for person in found.new),
        changed=tuple(change.person.subject for change in found.changed),
        filled=tuple(_told(change) for change in found.filled),
        ended=tuple(_told(change) for change in found.ending),
        usernames=tuple(person.username for person in found.new),
        names={change.person.username: change.changes for change in found.changed},
        holders=tuple(change.username for change in (*found.filled, *found.ending)),
    )
    recording.record(actor=actor, event=event, at=now, standing=standing)
    return found


def _enter(people: Sequence[Person], now: datetime) -> None:
    """Let them wait for a password; each row has its key afterwards."""
    for person in people:
        person.date_joined = now
        person.set_unusable_password()
        person.save()


def _rename(found: PeopleComparison) -> None:
    for change in found.changed:
        for key, (_was, is_now) in change.changes.items():
            setattr(change.person, key, is_now)
        change.person.save(update_fields=list(change.changes))


def _fill(found: PeopleComparison) -> None:
    """End first: an administrator holds one such post at a time."""
    for change in found.ending:
        change.post.valid_until = change.valid_until
        change.post.save(update_fields=["valid_until"])
    names = {change.username for change in found.filled}
    people = {person.username: person for person in Person.objects.filter(username__in=names)}
    for change in found.filled:
        change.post.person = people[change.username]
        change.post.save()


def _told(change: PostChange) -> tuple[str, ...]:
    """Say a post as its record does, without the person."""
    post, until = change.post, change.valid_until
    return (
        Post(pk=post.pk).subject,
        post.unit.code,
        post.role,
        post.valid_from.isoformat(),
        until.isoformat() if until else "",
    )
