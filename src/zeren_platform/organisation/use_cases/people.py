"""People who can sign in: enter them, give them a new password."""

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from zeren.foundations.errors import InvalidInputError, RefusedError
from zeren_platform.common.actor import Actor
from zeren_platform.common.locking import locked
from zeren_platform.ledger.use_cases import recording
from zeren_platform.organisation import permissions
from zeren_platform.organisation.events import PasswordReset, PersonEntered
from zeren_platform.organisation.models import Person

__all__ = [
    "InvalidPersonError",
    "PersonNotFoundError",
    "UsernameTakenError",
    "WeakPasswordError",
    "enter",
    "reset_password",
]


class UsernameTakenError(RefusedError):
    """Somebody signs in with this name already."""

    code = "organisation.person.username_taken"


class PersonNotFoundError(InvalidInputError):
    """Nobody signs in with this name."""

    code = "organisation.person.not_found"


class InvalidPersonError(InvalidInputError):
    """An entry about the person is missing or malformed."""

    code = "organisation.person.invalid"


class WeakPasswordError(InvalidInputError):
    """The password is easily guessed."""

    code = "organisation.person.weak_password"


@transaction.atomic(durable=True)
def enter(*, actor: Actor, username: str, name: str, name_zh: str, password: str, now: datetime) -> Person:
    """Enter somebody, who can sign in unless *password* is empty; what they may do is decided by their posts."""
    person = Person(username=username.strip(), name=name.strip(), name_zh=name_zh.strip(), date_joined=now)

    standing = permissions.require_keep_people(actor)
    _refuse_malformed(person)
    if Person.objects.filter(username__iexact=person.username).exists():
        raise UsernameTakenError(field="username", username=person.username)
    if password:
        _refuse_weak(password, person)

    person.set_password(password or None)

    person.save()
    event = PersonEntered(subject=person.subject, username=person.username, name=person.name, name_zh=person.name_zh)
    recording.record(actor=actor, event=event, at=now, standing=standing)
    return person


@transaction.atomic(durable=True)
def reset_password(*, actor: Actor, username: str, password: str, now: datetime) -> Person:
    """Give somebody who cannot sign in a new password; all their sessions end."""
    person = locked(Person.objects.filter(username=username)).first()

    standing = permissions.require_keep_people(actor)
    if person is None:
        raise PersonNotFoundError(field="username", username=username)
    _refuse_weak(password, person)

    person.set_password(password)

    person.save(update_fields=["password"])
    event = PasswordReset(subject=person.subject, username=person.username)
    recording.record(actor=actor, event=event, at=now, standing=standing)
    return person


def _refuse_malformed(person: Person) -> None:
    """Ask the columns' own validators: length, characters of the sign-in name."""
    try:
        person.clean_fields(exclude={"password", "email"})
    except ValidationError as failure:
        field, faults = next(iter(failure.message_dict.items()))
        raise InvalidPersonError(field=field, faults=tuple(faults)) from failure


def _refuse_weak(password: str, person: Person) -> None:
    try:
        validate_password(password, person)
    except ValidationError as failure:
        raise WeakPasswordError(field="password", faults=tuple(failure.messages)) from failure
