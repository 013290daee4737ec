"""The API of the organisation."""

from datetime import date, datetime
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Field, Router, Schema, Status

from zeren_platform.common.entrance import PageSize, RowKey, actor_on
from zeren_platform.common.pagination import page_of
from zeren_platform.organisation import queries
from zeren_platform.organisation.models import AccessToken, Delegation, Post, Unit
from zeren_platform.organisation.scopes import SCOPES
from zeren_platform.organisation.use_cases import delegations, tokens, units

__all__ = ["router"]

router = Router(tags=["organisation"])
Scope = Annotated[str, Field(json_schema_extra={"enum": list(SCOPES)})]


class UnitOut(Schema):
    """A unit with the names by which documents know it."""

    code: str
    name: str
    name_zh: str
    kind: str
    parent: str | None
    path: str
    division_code: str
    credit_code: str
    aliases: list[str]

    @staticmethod
    def resolve_parent(row: Unit) -> str | None:
        """Name the parent by its code."""
        return row.parent.code if row.parent else None

    @staticmethod
    def resolve_aliases(row: Unit) -> list[str]:
        """Give the aliases as plain names."""
        return [alias.name for alias in row.aliases.all()]


class UnitPage(Schema):
    """Units with the places before and after them."""

    rows: list[UnitOut]
    previous: str
    next: str


class UnitIn(Schema):
    """What is known of a new unit."""

    code: str
    name: str
    name_zh: str = ""
    kind: str
    parent: str = ""
    aliases: list[str] = []
    position: Annotated[int, Field(ge=0, le=2**31 - 1)] | None = None
    division_code: str = ""
    credit_code: str = ""


class NamesIn(Schema):
    """New names of a unit."""

    name: str
    name_zh: str = ""


class AliasIn(Schema):
    """One more name of a unit."""

    alias: str


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


@router.get("/units", response=UnitPage, summary="Units in the jurisdiction's order")
def list_units(
    request: HttpRequest,  # noqa: ARG001 - ninja knows its request by this name only
    words: str = "",
    after: str = "",
    size: PageSize = 50,
) -> object:
    """List the units, or those with these words in a name."""
    rows = queries.units().filter(queries.named(words)).select_related("parent").prefetch_related("aliases")
    return page_of(rows, order=("position", "id"), after=after, size=size)


@router.post("/units", response={201: UnitOut}, summary="Create a unit")
def create_unit(request: HttpRequest, body: UnitIn) -> Status[Unit]:
    """Put a new unit into the tree."""
    described = units.NewUnit(**body.dict(exclude={"parent"}), parent_code=body.parent)
    return Status(201, units.create(actor=actor_on(request), unit=described, now=timezone.now()))


@router.get("/units/{code}", response=UnitOut, summary="One unit")
def one_unit(request: HttpRequest, code: str) -> Unit:  # noqa: ARG001 - ninja knows its request by this name only
    """Give one unit."""
    return queries.unit_by_code(code)


@router.put("/units/{code}/names", response=UnitOut, summary="Rename a unit")
def rename_unit(request: HttpRequest, code: str, body: NamesIn) -> Unit:
    """Rename the unit; the former name stays known."""
    return units.rename(actor=actor_on(request), code=code, name=body.name, name_zh=body.name_zh, now=timezone.now())


@router.post("/units/{code}/aliases", response={201: UnitOut}, summary="Add a name of a unit")
def add_alias(request: HttpRequest, code: str, body: AliasIn) -> Status[Unit]:
    """Let documents speak of the unit by one more name."""
    return Status(201, units.add_alias(actor=actor_on(request), code=code, alias=body.alias, now=timezone.now()).unit)


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
