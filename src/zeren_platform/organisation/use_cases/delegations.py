"""Absence: somebody stands in for the holder of a post; both names go on the record of what they do."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from zeren.foundations.errors import InvalidInputError, RefusedError
from zeren_platform.common.actor import ADMINISTRATORS, Actor
from zeren_platform.common.locking import locked
from zeren_platform.common.problems import NotFoundError
from zeren_platform.ledger.use_cases import recording
from zeren_platform.organisation import permissions
from zeren_platform.organisation.events import DelegationGranted, DelegationRevoked
from zeren_platform.organisation.models import Delegation, Person, Post
from zeren_platform.organisation.use_cases.people import PersonNotFoundError

__all__ = [
    "AdministratorError",
    "AlreadyGrantedError",
    "AlreadyOverError",
    "PeriodError",
    "SelfError",
    "grant",
    "revoke",
]


class PeriodError(InvalidInputError):
    """The absence ends after it begins, and not in the past."""

    code = "organisation.delegation.period"


class SelfError(RefusedError):
    """Nobody stands in for themselves."""

    code = "organisation.delegation.self"


class AdministratorError(RefusedError):
    """Administrators' posts are kept apart, so nobody stands in for them."""

    code = "organisation.delegation.administrator"


class AlreadyGrantedError(RefusedError):
    """The same person already stands in for this post during that time."""

    code = "organisation.delegation.already_granted"


class AlreadyOverError(RefusedError):
    """Nobody stands in for this post under this delegation any more."""

    code = "organisation.delegation.already_over"


@transaction.atomic(durable=True)
def grant(
    *, actor: Actor, post_id: int, substitute: str, valid_from: date, valid_until: date, reason: str, now: datetime
) -> Delegation:
    """Let the person who signs in as *substitute* stand in for the post's holder until *valid_until*, exclusive."""
    post = locked(Post.objects.filter(pk=post_id)).select_related("person", "unit").first()
    person = Person.objects.filter(username=substitute, is_active=True).first()

    if post is None:
        raise NotFoundError(post=post_id)
    if person is None:
        raise PersonNotFoundError(field="substitute", username=substitute)
    standing = permissions.require_delegate(actor, post, person)
    _refuse_unfit(post, person)
    if valid_until <= max(valid_from, timezone.localdate(now)):
        raise PeriodError(field="valid_until")
    if _overlapping(post, person, valid_from, valid_until):
        raise AlreadyGrantedError(field="substitute", name=person.name)

    delegation = Delegation(
        post=post, substitute=person, valid_from=valid_from, valid_until=valid_until, reason=reason.strip()
    )

    delegation.save()
    recording.record(actor=actor, event=_granted(delegation), at=now, standing=standing)
    return delegation


@transaction.atomic(durable=True)
def revoke(*, actor: Actor, delegation_id: int, now: datetime) -> Delegation:
    """End it at once: the holder is back, or somebody else stands in."""
    rows = Delegation.objects.filter(pk=delegation_id).select_related("post__person", "post__unit", "substitute")
    delegation = locked(rows).first()

    if delegation is None:
        raise NotFoundError(delegation=delegation_id)
    standing = permissions.require_revoke_delegation(actor, delegation)
    if delegation.revoked_at is not None or delegation.valid_until <= timezone.localdate(now):
        raise AlreadyOverError

    delegation.revoked_at = now

    delegation.save(update_fields=["revoked_at"])
    recording.record(actor=actor, event=_revoked(delegation), at=now, standing=standing)
    return delegation


def _refuse_unfit(post: Post, substitute: Person) -> None:
    if post.role in ADMINISTRATORS:
        raise AdministratorError(field="post")
    if post.person_id == substitute.pk:
        raise SelfError(field="substitute")


def _overlapping(post: Post, substitute: Person, valid_from: date, valid_until: date) -> bool:
    rows = post.delegations.filter(substitute=substitute, revoked_at__isnull=True)
    return rows.filter(valid_from__lt=valid_until, valid_until__gt=valid_from).exists()


def _granted(delegation: Delegation) -> DelegationGranted:
    post = delegation.post
    return DelegationGranted(
        subject=delegation.subject,
        post=post.subject,
        unit=post.unit.code,
        unit_name=post.unit.name,
        unit_name_zh=post.unit.name_zh,
        role=post.role,
        valid_from=delegation.valid_from.isoformat(),
        valid_until=delegation.valid_until.isoformat(),
        holder=post.person.name,
        substitute=delegation.substitute.name,
        reason=delegation.reason,
    )


def _revoked(delegation: Delegation) -> DelegationRevoked:
    post = delegation.post
    return DelegationRevoked(
        subject=delegation.subject,
        post=post.subject,
        unit=post.unit.code,
        unit_name=post.unit.name,
        unit_name_zh=post.unit.name_zh,
        role=post.role,
        holder=post.person.name,
        substitute=delegation.substitute.name,
    )
