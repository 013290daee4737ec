"""Posts go to another unit: one of them, or all at a unit that is no more."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from zeren.foundations.errors import RefusedError
from zeren_platform.common.actor import Actor
from zeren_platform.common.locking import locked
from zeren_platform.common.problems import NotFoundError
from zeren_platform.ledger.use_cases import recording
from zeren_platform.organisation import permissions
from zeren_platform.organisation.events import PostMoved, PostsSettled
from zeren_platform.organisation.models import Delegation, Post, Unit
from zeren_platform.organisation.use_cases.posts import AlreadyHeldError, PeriodError
from zeren_platform.organisation.use_cases.tree import unit_row

__all__ = ["NoPostsError", "SameUnitError", "move", "settle"]


class SameUnitError(RefusedError):
    """The post is at this unit."""

    code = "organisation.post.same_unit"


class NoPostsError(RefusedError):
    """Nobody but the one who asks holds a post at the unit."""

    code = "organisation.post.none_there"


@transaction.atomic(durable=True)
def move(*, actor: Actor, post_id: int, unit_code: str, valid_from: date, now: datetime) -> Post:
    """Let the same person hold the same role at another unit from a day on; who stands in goes along."""
    post = locked(Post.objects.filter(pk=post_id)).select_related("person", "unit").first()
    unit = unit_row(unit_code, field="unit")

    if post is None:
        raise NotFoundError(post=post_id)
    standing = permissions.require_appoint(actor, post.person, post.unit)
    permissions.require_appoint(actor, post.person, unit)
    if post.unit_id == unit.pk:
        raise SameUnitError(field="unit", unit=unit.label)
    over = post.valid_until is not None and post.valid_until <= valid_from
    if over or valid_from < max(post.valid_from, timezone.localdate(now)):
        raise PeriodError(field="valid_from")
    if _held_there(post, unit, valid_from):
        raise AlreadyHeldError(field="unit", name=post.person.name)

    moved = _moved(post, unit, valid_from)

    _write([post], [moved], valid_from)
    recording.record(actor=actor, event=_told(post, moved), at=now, standing=standing)
    return moved


@transaction.atomic(durable=True)
def settle(*, actor: Actor, unit_code: str, successor_code: str, valid_until: date, now: datetime) -> int:
    """End all posts at a unit on a day, but the actor's own; where a successor is named, they go on there."""
    unit = unit_row(unit_code, field="unit", lock=True)
    successor = unit_row(successor_code, field="successor") if successor_code else None
    held = _open_posts(unit, valid_until, besides=actor.person_id or 0)

    standing = permissions.require_settle_posts(actor, unit, successor)
    if successor is not None and successor.pk == unit.pk:
        raise SameUnitError(field="successor", unit=unit.label)
    if valid_until < timezone.localdate(now):
        raise PeriodError(field="valid_until")
    if not held:
        raise NoPostsError(unit=unit.label)

    going = [post for post in held if successor and not _held_there(post, successor, valid_until)]
    moved = [_moved(post, successor, valid_until) for post in going if successor]

    _write(going, moved, valid_until)
    Post.objects.filter(pk__in=[post.pk for post in held]).update(valid_until=valid_until)
    event = PostsSettled(
        subject=unit.subject,
        unit_name=unit.name,
        unit_name_zh=unit.name_zh,
        successor=successor.code if successor else "",
        successor_name=successor.name if successor else "",
        successor_name_zh=successor.name_zh if successor else "",
        valid_until=valid_until.isoformat(),
        ended=len(held),
        moved=len(moved),
        people=tuple(post.person.name for post in held),
    )
    recording.record(actor=actor, event=event, at=now, standing=standing)
    return len(held)


def _open_posts(unit: Unit, day: date, *, besides: int) -> list[Post]:
    """Give the posts that are held on the day or after; one that begins later ends before it begins and is left."""
    rows = unit.posts.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=day), valid_from__lte=day)
    return list(locked(rows.exclude(person=besides)).select_related("person", "unit").order_by("id"))


def _held_there(post: Post, unit: Unit, day: date) -> bool:
    rows = Post.objects.filter(person=post.person_id, unit=unit, role=post.role)
    return rows.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=day)).exists()


def _moved(post: Post, unit: Unit, day: date) -> Post:
    return Post(person=post.person, unit=unit, role=post.role, valid_from=day, valid_until=post.valid_until)


def _write(former: Sequence[Post], moved: Sequence[Post], day: date) -> None:
    """End the former first: an administrator holds one such post at a time."""
    Post.objects.filter(pk__in=[post.pk for post in former]).update(valid_until=day)
    for post, following in zip(former, moved, strict=True):
        following.save()
        rows = post.delegations.filter(valid_until__gt=day, revoked_at__isnull=True)
        Delegation.objects.bulk_create(
            [
                Delegation(
                    post=following,
                    substitute_id=row.substitute_id,
                    valid_from=max(row.valid_from, day),
                    valid_until=row.valid_until,
                    reason=row.reason,
                )
                for row in rows
            ]
        )


def _told(post: Post, moved: Post) -> PostMoved:
    return PostMoved(
        subject=moved.subject,
        former_post=post.subject,
        former_unit=post.unit.code,
        former_unit_name=post.unit.name,
        former_unit_name_zh=post.unit.name_zh,
        unit=moved.unit.code,
        unit_name=moved.unit.name,
        unit_name_zh=moved.unit.name_zh,
        role=moved.role,
        valid_from=moved.valid_from.isoformat(),
        person=moved.person.name,
    )
