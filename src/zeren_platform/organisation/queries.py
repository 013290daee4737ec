"""Read the organisation: who acts, which unit a name means, which units, people and posts there are."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final, Literal
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db import DEFAULT_DB_ALIAS
from django.db.models import Case, F, FilteredRelation, Prefetch, Q, QuerySet, When
from django.utils import timezone

from zeren_platform.common.actor import ADMINISTRATORS, Actor, Role, Standing
from zeren_platform.common.problems import NotFoundError
from zeren_platform.common.written import WrittenRead
from zeren_platform.ledger.published import named_state, state_now
from zeren_platform.organisation import permissions
from zeren_platform.organisation.conditions import in_force, named, within
from zeren_platform.organisation.history import (
    Change,
    change_of,
    ended_units,
    heirs_of,
    reorganised,
    standing_of,
    touched_by_reorganising,
    tree_on,
)
from zeren_platform.organisation.levels import DayLevel, is_large, level_on
from zeren_platform.organisation.models import AccessToken, Alias, Delegation, KeptAnswer, Person, Post, Unit
from zeren_platform.organisation.rosters import PeopleFilter, everybody, people, posts_of_unit, stand_ins
from zeren_platform.organisation.scopes import require

__all__ = [
    "Change",
    "DayLevel",
    "PeopleFilter",
    "Seat",
    "absences_of",
    "actor_of",
    "actor_of_person",
    "actor_of_token",
    "actor_with",
    "answer_kept",
    "change_of",
    "colleagues",
    "ended_units",
    "everybody",
    "family",
    "heirs_of",
    "is_large",
    "kinds",
    "level_on",
    "named",
    "people",
    "person_for",
    "person_in_posts",
    "possible_parents",
    "posts_at",
    "posts_of",
    "posts_of_unit",
    "posts_to_cover",
    "recognise",
    "reorganised",
    "stand_ins",
    "standing_of",
    "token_of",
    "tokens_of",
    "touched_by_reorganising",
    "tree_on",
    "unit_by_code",
    "unit_kept",
    "units",
    "units_kept",
    "within",
]

# No row has this key; the platform itself is nobody.
NOBODY: Final = 0
# What a standing is made of, and all that is kept of the holder.
STANDING: Final = ("role", "unit__code", "unit__path")
PERSON: Final = tuple(field.attname for field in Person._meta.concrete_fields)  # noqa: SLF001 - Django's documented model API
HELD: Final = ("state", *STANDING, *(f"person__{name}" for name in PERSON))


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A post at a unit as others see it: the role, who holds it, who stands in now."""

    role: str
    person: str
    standing_in: list[str] = field(default_factory=list)


def actor_of(user: Person | AnonymousUser, *, on: date, kind: Literal["person", "client"] = "person") -> Actor:
    """Gather the standings that *user* has on a day: their posts, and those in which they stand in for somebody."""
    if not isinstance(user, Person):
        return Actor(kind=kind, name="")
    day, held = user.held or (None, [])
    if day != on:
        held = _posts_held(user.pk, on)
    standings = tuple(_standing(*columns, of=user) for _state, *columns in held)
    state = named_state(held[0][0]) if held else ""
    return Actor(kind=kind, name=user.name_on_record, person_id=user.pk, standings=standings, state=state)


def actor_of_person(pk: int | None, *, at: datetime) -> Actor:
    """Gather the standings that a person has by now who asked for something; nobody, where they may not sign in."""
    person = Person.objects.filter(pk=NOBODY if pk is None else pk, is_active=True).first()
    return actor_of(person or AnonymousUser(), on=timezone.localdate(at))


def person_in_posts(pk: int, *, on: date) -> Person | None:
    """Give a person with the posts of a day, in one query, or in two where no post is their own."""
    held = _posts_held(pk, on)
    holders = (_holder(columns) for _state, _role, _unit, _path, *columns in held)
    person = next((holder for holder in holders if holder.pk == pk), None) or Person.objects.filter(pk=pk).first()
    if person is not None:
        person.held = on, held
    return person


def token_of(secret: str, *, at: datetime) -> AccessToken | None:
    """Give the token with this secret; nothing for one unknown, expired or revoked."""
    return (
        AccessToken.objects.select_related("person")
        .filter(digest=hashlib.sha256(secret.encode()).hexdigest(), revoked_at__isnull=True, expires_at__gt=at)
        .filter(person__is_active=True)
        .first()
    )


def actor_of_token(secret: str, *, scope: str, at: datetime) -> Actor | None:
    """Give the person for whom a program with this token acts; refuse a token that was not issued for *scope*."""
    token = token_of(secret, at=at)
    return None if token is None else actor_with(token, scope=scope, at=at)


def actor_with(token: AccessToken, *, scope: str, at: datetime) -> Actor:
    """Give the person for whom a program with *token* acts."""
    require(token.scope_list, scope)
    return actor_of(token.person, on=timezone.localdate(at), kind="client")


def units(*, on: date | None = None) -> QuerySet[Unit]:
    """Give the units in the jurisdiction's order; those that exist on a day, where one is named."""
    rows = Unit.objects.order_by("position", "id")
    return rows if on is None else rows.filter(in_force(on))


def unit_by_code(code: str) -> Unit:
    """Give the unit with *code*."""
    found = Unit.objects.select_related("parent").filter(code=code).first()
    if found is None:
        raise NotFoundError(code=code)
    return found


def family(code: str) -> tuple[Unit, list[Unit]]:
    """Give the unit with *code*, its parent set, and the units right below it, in one query."""
    related = Q(code=code) | Q(parent__code=code) | Q(children__code=code)
    rows = list(Unit.objects.filter(related).distinct().order_by("position", "id"))
    unit = next((row for row in rows if row.code == code), None)
    if unit is None:
        raise NotFoundError(code=code)
    unit.parent = next((row for row in rows if row.pk == unit.parent_id), None)
    return unit, [row for row in rows if row.parent_id == unit.pk]


def kinds() -> list[tuple[str, str]]:
    """Say what sorts of units there are, with their labels."""
    return [(value, str(label)) for value, label in Unit.Kind.choices]


def recognise(names: Iterable[str]) -> dict[str, Unit]:
    """Find the unit that each name means, by its names and aliases; what is ambiguous or unknown is left out.

    Where a unit took over the name of one that is no more, the one that is there is meant.
    """
    wanted = set(names)
    meant: dict[str, set[Unit]] = {}
    for unit in Unit.objects.filter(Q(name__in=wanted) | Q(name_zh__in=wanted)):
        for name in {unit.name, unit.name_zh} & wanted:
            meant.setdefault(name, set()).add(unit)
    for alias in Alias.objects.filter(name__in=wanted).select_related("unit"):
        meant.setdefault(alias.name, set()).add(alias.unit)
    there = {name: {unit for unit in found if unit.valid_until is None} or found for name, found in meant.items()}
    return {name: next(iter(found)) for name, found in there.items() if len(found) == 1}


def person_for(pk: int, *, actor: Actor) -> Person:
    """Give one of them, with every post ever held."""
    permissions.require_keep_people(actor)
    held = Post.objects.select_related("unit").order_by("-valid_from", "-id")
    found = Person.objects.prefetch_related(Prefetch("posts", queryset=held)).filter(pk=pk).first()
    if found is None:
        raise NotFoundError(person=pk)
    return found


def posts_at(unit: Unit, *, on: date) -> list[Seat]:
    """List who holds which post at *unit* itself on a day, with those who stand in; one query."""
    current = Q(delegations__valid_from__lte=on, delegations__valid_until__gt=on, delegations__revoked_at__isnull=True)
    rows = unit.posts.filter(in_force(on)).annotate(cover=FilteredRelation("delegations", condition=current))
    names = ("cover__substitute__name", "cover__substitute__name_zh")
    seats: dict[int, Seat] = {}
    for post in (
        rows.annotate(cover_name=F(names[0]), cover_name_zh=F(names[1])).select_related("person").order_by("id")
    ):
        seat = seats.setdefault(post.pk, Seat(role=post.get_role_display(), person=post.person.label))
        if post.cover_name:
            seat.standing_in.append(Person(name=post.cover_name, name_zh=post.cover_name_zh).label)
    return list(seats.values())


def posts_of(actor: Actor, *, on: date) -> QuerySet[Post]:
    """List the posts that are the actor's own on a day."""
    return Post.objects.filter(in_force(on), person=actor.person_id or NOBODY).select_related("unit").order_by("id")


def posts_to_cover(actor: Actor, *, on: date) -> QuerySet[Post]:
    """List the posts for which the actor may name somebody to stand in: their own first, then those below them."""
    mine = Q(person=actor.person_id or NOBODY)
    below = within(actor.paths(*permissions.COVERS_ABSENCE), prefix="unit__")
    rows = Post.objects.filter(in_force(on), mine | below).exclude(role__in=ADMINISTRATORS)
    first = Case(When(mine, then=0), default=1)
    return rows.select_related("unit", "person").order_by(first, "unit__position", "id")


def colleagues(posts: Iterable[Post], *, on: date) -> QuerySet[Person]:
    """List the people who hold a post at the units of *posts* or below, the likely ones to stand in there."""
    paths = {post.unit.path for post in posts}
    near = Post.objects.filter(in_force(on), within(paths, prefix="unit__"))
    return Person.objects.filter(is_active=True, pk__in=near.values("person")).order_by("name", "id")


def units_kept(actor: Actor, *, words: str = "") -> QuerySet[Unit]:
    """Give the units that the actor keeps, with their aliases; refuse those who keep none."""
    permissions.require_keep_units(actor)
    kept = Unit.objects.filter(within(actor.paths(*permissions.KEEPS_UNITS)), named(words))
    return kept.select_related("parent").prefetch_related("aliases")


def unit_kept(code: str, *, actor: Actor) -> Unit:
    """Give one of them, without its aliases."""
    found = units_kept(actor).prefetch_related(None).filter(code=code).first()
    if found is None:
        raise NotFoundError(code=code)
    return found


def possible_parents(unit: Unit, *, actor: Actor) -> QuerySet[Unit]:
    """Give the units below which *unit* may be put, and the one below which it stands."""
    permissions.require_keep_units(actor)
    kept = within(actor.paths(*permissions.KEEPS_UNITS)) | Q(pk=unit.parent_id)
    return Unit.objects.filter(kept).exclude(pk=unit.pk).order_by("position", "id")


def absences_of(actor: Actor, *, at: datetime) -> list[Delegation]:
    """List what stands in for the actor, and where they stand in for others, as far as it is not over."""
    who = actor.person_id or NOBODY
    rows = Delegation.objects.filter(Q(post__person=who) | Q(substitute=who))
    current = rows.filter(revoked_at__isnull=True, valid_until__gt=timezone.localdate(at))
    return list(current.select_related("post__unit", "post__person", "substitute").order_by("valid_from", "id"))


def tokens_of(actor: Actor) -> list[AccessToken]:
    """List the actor's access tokens, the newest first."""
    return list(AccessToken.objects.filter(person=actor.person_id or NOBODY).order_by("-created_at", "-id"))


def answer_kept(uid: UUID) -> KeptAnswer | None:
    """Give what was answered under a key, as long as it is kept."""
    return KeptAnswer.objects.filter(pk=uid).first()


def _held(person: int, on: date) -> QuerySet[Post, tuple[Any, ...]]:
    """Give the columns of the posts that a person has on a day, and in the same breath the state of the ledger."""
    lent = Delegation.objects.filter(in_force(on), substitute=person, revoked_at__isnull=True).values("post")
    posts = Post.objects.filter(in_force(on)).filter(Q(person=person) | Q(pk__in=lent)).order_by("id")
    return posts.annotate(state=state_now()).values_list(*HELD)


# Every request asks this.
_posts_held = WrittenRead(_held, -1, date(1, 1, 1))


def _holder(columns: Sequence[Any]) -> Person:
    return Person.from_db(DEFAULT_DB_ALIAS, PERSON, columns)


def _standing(role: str, unit: str, path: str, *columns: Any, of: Person) -> Standing:
    holder = _holder(columns)
    return Standing(
        role=Role(role), unit=unit, path=path, acting_for="" if holder.pk == of.pk else holder.name_on_record
    )
