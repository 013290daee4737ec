"""Posts: appoint a person to a role at a unit, and end it."""

from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from zeren.foundations.errors import InvalidInputError, RefusedError
from zeren_platform.common.actor import ADMINISTRATORS, Actor, Role
from zeren_platform.common.locking import locked
from zeren_platform.common.problems import NotFoundError
from zeren_platform.ledger.use_cases import recording
from zeren_platform.organisation import permissions
from zeren_platform.organisation.events import PostEnded, PostFilled
from zeren_platform.organisation.models import Person, Post, Unit
from zeren_platform.organisation.use_cases.people import PersonNotFoundError
from zeren_platform.organisation.use_cases.tree import UnitNotFoundError

__all__ = [
    "AdministratorsApartError",
    "AlreadyEndedError",
    "AlreadyHeldError",
    "PeriodError",
    "UnknownRoleError",
    "appoint",
    "end",
]

ROLES: Final = frozenset(role.value for role in Role)


class PeriodError(InvalidInputError):
    """A post ends after it begins, and not in the past."""

    code = "organisation.post.period"


class UnknownRoleError(InvalidInputError):
    """There is no such role."""

    code = "organisation.post.unknown_role"


class AlreadyHeldError(RefusedError):
    """The person holds this very post during that time."""

    code = "organisation.post.already_held"


class AdministratorsApartError(RefusedError):
    """System, security and audit administration are three people (GB/T 22239-2019)."""

    code = "organisation.post.administrators_apart"


class AlreadyEndedError(RefusedError):
    """The post ends on that day or before."""

    code = "organisation.post.already_ended"


@transaction.atomic(durable=True)
def appoint(
    *,
    actor: Actor,
    username: str,
    unit_code: str,
    role: str,
    valid_from: date,
    valid_until: date | None = None,
    now: datetime,
) -> Post:
    """Give a person a role at a unit from a day on, until another if one is named."""
    # The lock on the person keeps two appointments from passing each other's checks.
    person = locked(Person.objects.filter(username=username, is_active=True)).first()
    unit = Unit.objects.filter(code=unit_code).first()

    if unit is None:
        raise UnitNotFoundError(field="unit", code=unit_code)
    if person is None:
        raise PersonNotFoundError(field="username", username=username)
    standing = permissions.require_appoint(actor, person, unit)
    if role not in ROLES:
        raise UnknownRoleError(field="role", role=role)
    if valid_until is not None and valid_until <= valid_from:
        raise PeriodError(field="valid_until")
    _refuse_second(person, unit, role, _during(person, valid_from, valid_until))

    post = Post(person=person, unit=unit, role=role, valid_from=valid_from, valid_until=valid_until)

    post.save()
    recording.record(actor=actor, event=_filled(post), at=now, standing=standing)
    return post


@transaction.atomic(durable=True)
def end(*, actor: Actor, post_id: int, valid_until: date, now: datetime) -> Post:
    """Let the post be held no longer from *valid_until* on: today or later, for what was done in it stands."""
    post = locked(Post.objects.filter(pk=post_id)).select_related("person", "unit").first()

    if post is None:
        raise NotFoundError(post=post_id)
    standing = permissions.require_appoint(actor, post.person, post.unit)
    if post.valid_until is not None and post.valid_until <= valid_until:
        raise AlreadyEndedError(field="valid_until", valid_until=post.valid_until.isoformat())
    if valid_until < max(post.valid_from, timezone.localdate(now)):
        raise PeriodError(field="valid_until")

    post.valid_until = valid_until

    post.save(update_fields=["valid_until"])
    recording.record(actor=actor, event=_ended(post, valid_until), at=now, standing=standing)
    return post


def _during(person: Person, valid_from: date, valid_until: date | None) -> QuerySet[Post]:
    """Give the posts that the person holds on any day of the period."""
    reaching = person.posts.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=valid_from))
    return reaching if valid_until is None else reaching.filter(valid_from__lt=valid_until)


def _refuse_second(person: Person, unit: Unit, role: str, during: QuerySet[Post]) -> None:
    if during.filter(unit=unit, role=role).exists():
        raise AlreadyHeldError(field="role", name=person.name)
    if role in ADMINISTRATORS and during.filter(role__in=ADMINISTRATORS).exists():
        raise AdministratorsApartError(field="role", name=person.name)


def _filled(post: Post) -> PostFilled:
    return PostFilled(
        subject=post.subject,
        unit=post.unit.code,
        unit_name=post.unit.name,
        unit_name_zh=post.unit.name_zh,
        role=post.role,
        valid_from=post.valid_from.isoformat(),
        valid_until=post.valid_until.isoformat() if post.valid_until else "",
        person=post.person.name,
    )


def _ended(post: Post, valid_until: date) -> PostEnded:
    return PostEnded(
        subject=post.subject,
        unit=post.unit.code,
        unit_name=post.unit.name,
        unit_name_zh=post.unit.name_zh,
        role=post.role,
        valid_until=valid_until.isoformat(),
        person=post.person.name,
    )
