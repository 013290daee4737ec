"""Whether people can sign in: a lost second factor is removed, an account closed and opened again."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from zeren.foundations.errors import InvalidInputError, RefusedError
from zeren_platform.common.actor import Actor
from zeren_platform.common.locking import locked
from zeren_platform.ledger.use_cases import recording
from zeren_platform.organisation import permissions
from zeren_platform.organisation.events import PersonLeft, PersonReturned, SecondFactorRemoved
from zeren_platform.organisation.models import Person
from zeren_platform.organisation.use_cases.people import PersonNotFoundError

__all__ = [
    "AlreadyLeftError",
    "NoSecondFactorError",
    "NotLeftError",
    "ReasonNeededError",
    "leave",
    "remove_second_factor",
    "restore",
]


class ReasonNeededError(InvalidInputError):
    """It says why."""

    code = "organisation.person.reason_needed"


class NoSecondFactorError(RefusedError):
    """The person signs in by password alone."""

    code = "organisation.person.no_second_factor"


class AlreadyLeftError(RefusedError):
    """The account is closed."""

    code = "organisation.person.already_left"


class NotLeftError(RefusedError):
    """The account is open."""

    code = "organisation.person.not_left"


@transaction.atomic(durable=True)
def remove_second_factor(*, actor: Actor, username: str, reason: str, now: datetime) -> Person:
    """Let somebody who lost their second factor, and the recovery codes with it, sign in by password once more."""
    person = _person(username)
    factors = Authenticator.objects.filter(user=person)

    standing = permissions.require_keep_others(actor, person)
    if not reason.strip():
        raise ReasonNeededError(field="reason")
    if not factors.exists():
        raise NoSecondFactorError(name=person.label)

    event = SecondFactorRemoved(subject=person.subject, username=person.username, reason=reason.strip())

    factors.delete()
    recording.record(actor=actor, event=event, at=now, standing=standing)
    return person


@transaction.atomic(durable=True)
def leave(*, actor: Actor, username: str, reason: str, now: datetime) -> Person:
    """Let somebody who left sign in no more; their posts end today, and what they did stands."""
    person, today = _person(username), timezone.localdate(now)
    held = person.posts.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=today))

    standing = permissions.require_keep_others(actor, person)
    if not reason.strip():
        raise ReasonNeededError(field="reason")
    if not person.is_active:
        raise AlreadyLeftError(name=person.label)

    person.is_active = False

    person.save(update_fields=["is_active"])
    person.access_tokens.filter(revoked_at__isnull=True).update(revoked_at=now)
    # A post that had not begun ends on the day on which it would have.
    ended = held.filter(valid_from__lte=today).update(valid_until=today)
    for post in held.filter(valid_from__gt=today):
        post.valid_until = post.valid_from
        post.save(update_fields=["valid_until"])
        ended += 1
    event = PersonLeft(subject=person.subject, count=ended, username=person.username, reason=reason.strip())
    recording.record(actor=actor, event=event, at=now, standing=standing)
    return person


@transaction.atomic(durable=True)
def restore(*, actor: Actor, username: str, now: datetime) -> Person:
    """Let somebody who had left sign in again; they hold no post until they are appointed."""
    person = _person(username)

    standing = permissions.require_keep_others(actor, person)
    if person.is_active:
        raise NotLeftError(name=person.label)

    person.is_active = True

    person.save(update_fields=["is_active"])
    event = PersonReturned(subject=person.subject, username=person.username)
    recording.record(actor=actor, event=event, at=now, standing=standing)
    return person


def _person(username: str) -> Person:
    found = locked(Person.objects.filter(username=username)).first()
    if found is None:
        raise PersonNotFoundError(field="username", username=username)
    return found
