"""Who holds which post, for those who keep people: lists narrowed by unit and role, posts of a unit, who stands in."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from zeren_platform.common.actor import Actor
from zeren_platform.common.pagination import Page, page_of
from zeren_platform.organisation import permissions
from zeren_platform.organisation.conditions import in_force, within
from zeren_platform.organisation.models import Delegation, Person, Post, Unit

__all__ = ["ENDING_SOON", "PeopleFilter", "everybody", "people", "posts_of_unit", "stand_ins"]

# So long before its end a post is listed as ending.
ENDING_SOON: Final = timedelta(days=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleFilter:
    """What the list of people is narrowed to; unit and role speak of one and the same post."""

    words: str = ""
    # A unit's code: people at it or below it.
    unit: str = ""
    role: str = ""
    # "none": without a post; "ending": one ends soon; "ended-unit": one is at a unit that is no more;
    # "waiting": nobody gave them a password yet; "left".
    show: str = ""


def people(
    *, actor: Actor, on: date, chosen: PeopleFilter | None = None, after: str = "", before: str = ""
) -> Page[Person]:
    """List those who have an account, with the posts that are not over on a day, for those who keep people."""
    permissions.require_keep_people(actor)
    chosen = chosen or PeopleFilter()
    held = _not_over(on).select_related("unit").order_by("id")
    rows = Person.objects.filter(is_active=chosen.show != "left").prefetch_related(Prefetch("posts", queryset=held))
    words = chosen.words.strip()
    if words:
        rows = rows.filter(Q(username__icontains=words) | Q(name__icontains=words) | Q(name_zh__icontains=words))
    return page_of(_narrowed(rows, chosen, on), order=("username",), after=after, before=before)


def everybody(*, actor: Actor, on: date) -> QuerySet[Person]:
    """Give all who have an account, with the posts that are not over, for a table of them."""
    permissions.require_keep_people(actor)
    held = _not_over(on).select_related("unit").order_by("id")
    people_now = Person.objects.filter(is_active=True).order_by("username")
    return people_now.prefetch_related(Prefetch("posts", queryset=held))


def posts_of_unit(unit: Unit, *, actor: Actor) -> list[Post]:
    """List every post ever held at *unit* itself, those that are not over first; those who stand in with them."""
    permissions.require_settle_posts(actor, unit, None)
    covers = Delegation.objects.filter(revoked_at__isnull=True).select_related("substitute").order_by("valid_from")
    rows = unit.posts.select_related("person").prefetch_related(Prefetch("delegations", queryset=covers))
    return list(rows.order_by("-valid_from", "-id"))


def stand_ins(*, actor: Actor, on: date, after: str = "", before: str = "") -> Page[Delegation]:
    """List who stands in for whom now or later, in the subtrees in which the actor keeps people."""
    permissions.require_keep_people(actor)
    kept = within(actor.paths(*permissions.KEEPS_PEOPLE), prefix="post__unit__")
    rows = Delegation.objects.filter(kept, revoked_at__isnull=True, valid_until__gt=on)
    listed = rows.select_related("post__unit", "post__person", "substitute")
    return page_of(listed, order=("valid_from", "id"), after=after, before=before)


def _not_over(on: date) -> QuerySet[Post]:
    return Post.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=on))


def _narrowed(rows: QuerySet[Person], chosen: PeopleFilter, on: date) -> QuerySet[Person]:
    theirs = _not_over(on).filter(person=OuterRef("pk"))
    if chosen.unit or chosen.role:
        wanted = theirs.filter(role=chosen.role) if chosen.role else theirs
        if chosen.unit:
            path = Unit.objects.filter(code=chosen.unit).values_list("path", flat=True).first()
            wanted = wanted.filter(within([path] if path else [], prefix="unit__"))
        rows = rows.filter(Exists(wanted))
    if chosen.show == "waiting":
        rows = rows.filter(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    if chosen.show == "none":
        rows = rows.filter(~Exists(theirs))
    if chosen.show == "ending":
        rows = rows.filter(Exists(theirs.filter(in_force(on), valid_until__lte=on + ENDING_SOON)))
    if chosen.show == "ended-unit":
        rows = rows.filter(Exists(theirs.filter(unit__valid_until__lte=on)))
    return rows
