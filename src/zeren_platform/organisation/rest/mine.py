"""What people and their programs ask of themselves: who they are, absence, access tokens."""

from datetime import date, datetime
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Field, Router, Schema, Status

from zeren_platform.common.entrance import RowKey, actor_on
from zeren_platform.organisation import queries
from zeren_platform.organisation.models import AccessToken, Delegation, Post
from zeren_platform.organisation.scopes import SCOPES
from zeren_platform.organisation.use_cases import delegations, tokens

__all__ = ["router"]

router = Router(tags=["organisation"])
Scope = Annotated[str, Field(json_schema_extra={"enum": list(SCOPES)})]


class StandingOut(Schema):
    """A post in force."""

    role: str
    unit: str
    path: str
    acting_for: str


class MeOut(Schema):
    """Who acts, and in which posts."""

    kind: str
    name: str
    standings: list[StandingOut]


class PostOut(Schema):
    """A post for which the actor may name somebody to stand in."""

    id: int
    unit: str
    role: str
    holder: str
    valid_from: date
    valid_until: date | None

    @staticmethod
    def resolve_unit(row: Post) -> str:
        """Name the unit by its code."""
        return row.unit.code

    @staticmethod
    def resolve_holder(row: Post) -> str:
        """Name who holds it."""
        return row.person.name


class DelegationOut(Schema):
    """Who stands in for whom, and how long."""

    id: int
    post_id: int
    unit: str
    role: str
    holder: str
    substitute: str
    valid_from: date
    valid_until: date
    reason: str
    revoked_at: datetime | None


class DelegationIn(Schema):
    """Somebody to stand in for the holder of a post."""

    post_id: RowKey
    substitute: str
    valid_from: date
    valid_until: date
    reason: str = ""


class TokenOut(Schema):
    """An access token without its secret."""

    id: int
    name: str
    scopes: list[str]
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    # To within ten minutes.
    last_used_at: datetime | None

    @staticmethod
    def resolve_scopes(row: AccessToken) -> list[str]:
        """Give the scopes one by one."""
        return row.scope_list


class TokenIn(Schema):
    """What the token is for, what it may be used for, and how long it is to live."""

    name: Annotated[str, Field(min_length=1, max_length=100)]
    scopes: Annotated[list[Scope], Field(min_length=1)]
    days: Annotated[int, Field(ge=1, le=366)]


class IssuedOut(Schema):
    """A new token with its secret, which is shown this once."""

    token: TokenOut
    secret: str


@router.get("/me", response=MeOut, summary="Who acts, and in which posts")
def me(request: HttpRequest) -> object:
    """Say who acts here and in which posts."""
    return actor_on(request)


@router.get("/posts", response=list[PostOut], summary="Posts that I may have stood in for")
def list_posts(request: HttpRequest) -> list[Post]:
    """List the actor's own posts first, then those below them."""
    return list(queries.posts_to_cover(actor_on(request), on=timezone.localdate()))


@router.get("/delegations", response=list[DelegationOut], summary="Absences of mine, and those I cover")
def list_delegations(request: HttpRequest) -> list[object]:
    """List what is not over."""
    found = queries.absences_of(actor_on(request), at=timezone.now())
    return [_shown(row) for row in found]


@router.post("/delegations", response={201: DelegationOut}, summary="Have a post stood in for")
def grant_delegation(request: HttpRequest, body: DelegationIn) -> Status[dict[str, object]]:
    """Let somebody stand in for the holder of a post."""
    return Status(201, _shown(delegations.grant(actor=actor_on(request), **body.dict(), now=timezone.now())))


@router.post("/delegations/{delegation_id}/revoke", response=DelegationOut, summary="End an absence")
def revoke_delegation(request: HttpRequest, delegation_id: RowKey) -> object:
    """End it at once."""
    return _shown(delegations.revoke(actor=actor_on(request), delegation_id=delegation_id, now=timezone.now()))


@router.get("/tokens", response=list[TokenOut], summary="My access tokens")
def list_tokens(request: HttpRequest) -> list[AccessToken]:
    """List them without their secrets."""
    return queries.tokens_of(actor_on(request))


@router.post("/tokens", response={201: IssuedOut}, summary="Issue an access token")
def issue_token(request: HttpRequest, body: TokenIn, response: HttpResponse) -> Status[dict[str, object]]:
    """Issue a token; a program with a token cannot. No answer with a secret is kept anywhere."""
    token, secret = tokens.issue(actor=actor_on(request), **body.dict(), now=timezone.now())
    response["Cache-Control"] = "no-store"
    return Status(201, {"token": token, "secret": secret})


@router.post("/tokens/{token_id}/revoke", response=TokenOut, summary="Revoke an access token")
def revoke_token(request: HttpRequest, token_id: RowKey) -> AccessToken:
    """Let the token open nothing any more."""
    return tokens.revoke(actor=actor_on(request), token_id=token_id, now=timezone.now())


def _shown(row: Delegation) -> dict[str, object]:
    return {
        "id": row.pk,
        "post_id": row.post_id,
        "unit": row.post.unit.code,
        "role": row.post.role,
        "holder": row.post.person.name,
        "substitute": row.substitute.name,
        "valid_from": row.valid_from,
        "valid_until": row.valid_until,
        "reason": row.reason,
        "revoked_at": row.revoked_at,
    }
