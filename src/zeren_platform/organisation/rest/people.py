"""People and posts for programs of the security administrator."""

from datetime import date

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status

from zeren_platform.common.entrance import RowKey, actor_on
from zeren_platform.organisation import queries
from zeren_platform.organisation.models import Person, Post
from zeren_platform.organisation.use_cases import accounts, moves, posts

__all__ = ["router"]

router = Router(tags=["organisation"])


class HeldOut(Schema):
    """A post of a person."""

    id: int
    unit: str
    role: str
    valid_from: date
    valid_until: date | None

    @staticmethod
    def resolve_unit(row: Post) -> str:
        """Name the unit by its code."""
        return row.unit.code


class PersonOut(Schema):
    """Somebody with an account, and the posts that are not over."""

    username: str
    name: str
    name_zh: str
    is_active: bool
    posts: list[HeldOut]

    @staticmethod
    def resolve_posts(row: Person) -> list[Post]:
        """Give the posts that were read with the person."""
        return list(row.posts.all())


class PeoplePage(Schema):
    """People with the places before and after them."""

    rows: list[PersonOut]
    previous: str
    next: str


class RemovalIn(Schema):
    """Why."""

    reason: str


class AppointIn(Schema):
    """A role at a unit for a period."""

    unit: str
    role: str
    valid_from: date
    valid_until: date | None = None


class EndIn(Schema):
    """The first day on which the post is no longer held."""

    valid_until: date


class MoveIn(Schema):
    """Where the post goes, and from when on."""

    unit: str
    valid_from: date


class SettleIn(Schema):
    """What becomes of the posts at a unit: they end, or go on at a successor."""

    successor: str = ""
    valid_until: date


class SettledOut(Schema):
    """How many posts ended."""

    count: int


@router.get("/people", response=PeoplePage, summary="People with their posts")
def list_people(
    request: HttpRequest, words: str = "", unit: str = "", role: str = "", show: str = "", after: str = ""
) -> object:
    """List people: of a unit, in a role, without a post ("none"), with one that soon ends ("ending"), gone ("left")."""
    chosen = queries.PeopleFilter(words=words, unit=unit, role=role, show=show)
    return queries.people(actor=actor_on(request), on=timezone.localdate(), chosen=chosen, after=after)


@router.post("/people/{username}/second-factor/remove", response={204: None}, summary="Remove a lost second factor")
def remove_second_factor(request: HttpRequest, username: str, body: RemovalIn) -> Status[None]:
    """Let the person sign in by password once more, to set up another."""
    accounts.remove_second_factor(actor=actor_on(request), username=username, reason=body.reason, now=timezone.now())
    return Status(204, None)


@router.post("/people/{username}/leave", response={204: None}, summary="Close an account")
def close_account(request: HttpRequest, username: str, body: RemovalIn) -> Status[None]:
    """Let somebody who left sign in no more; their posts end."""
    accounts.leave(actor=actor_on(request), username=username, reason=body.reason, now=timezone.now())
    return Status(204, None)


@router.post("/people/{username}/restore", response={204: None}, summary="Open an account again")
def restore_account(request: HttpRequest, username: str) -> Status[None]:
    """Let somebody who had left sign in again."""
    accounts.restore(actor=actor_on(request), username=username, now=timezone.now())
    return Status(204, None)


@router.post("/people/{username}/posts", response={201: HeldOut}, summary="Appoint")
def appoint(request: HttpRequest, username: str, body: AppointIn) -> Status[Post]:
    """Give a person a role at a unit."""
    post = posts.appoint(
        actor=actor_on(request),
        username=username,
        unit_code=body.unit,
        now=timezone.now(),
        **body.dict(exclude={"unit"}),
    )
    return Status(201, post)


@router.post("/posts/{post_id}/end", response=HeldOut, summary="End a post")
def end_post(request: HttpRequest, post_id: RowKey, body: EndIn) -> Post:
    """Let the post be held no longer from a day on."""
    return posts.end(actor=actor_on(request), post_id=post_id, valid_until=body.valid_until, now=timezone.now())


@router.post("/posts/{post_id}/move", response=HeldOut, summary="Move a post")
def move_post(request: HttpRequest, post_id: RowKey, body: MoveIn) -> Post:
    """Let the same person hold the same role at another unit."""
    return moves.move(
        actor=actor_on(request),
        post_id=post_id,
        unit_code=body.unit,
        valid_from=body.valid_from,
        now=timezone.now(),
    )


@router.post("/units/{code}/posts/settle", response=SettledOut, summary="Settle the posts at a unit")
def settle_posts(request: HttpRequest, code: str, body: SettleIn) -> object:
    """End all posts at the unit but one's own; where a successor is named, they go on there."""
    count = moves.settle(
        actor=actor_on(request),
        unit_code=code,
        successor_code=body.successor,
        valid_until=body.valid_until,
        now=timezone.now(),
    )
    return {"count": count}
