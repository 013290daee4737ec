"""Read the organisation: who acts, which unit a name means, which units there are."""

from collections.abc import Iterable
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from zeren_platform.common.actor import Actor, Role, Standing
from zeren_platform.common.problems import NotFoundError
from zeren_platform.organisation.models import Alias, Delegation, Person, Post, Unit

__all__ = ["actor_of", "recognise", "unit_by_code", "units", "within"]


def actor_of(user: Person | AnonymousUser, *, on: date) -> Actor:
    """Gather the standings that *user* has on a day: their posts, and those in which they stand in for somebody."""
    if not isinstance(user, Person):
        return Actor(kind="person", name="")
    own = [_standing(post) for post in _posts_in_force(on).filter(person=user)]
    lent = [
        _standing(delegation.post, acting_for=delegation.post.person.name)
        for delegation in _delegations_in_force(on).filter(substitute=user)
    ]
    return Actor(kind="person", name=user.name, person_id=user.pk, standings=(*own, *lent))


def units(*, on: date | None = None) -> QuerySet[Unit]:
    """Give the units in the jurisdiction's order; those that exist on a day, where one is named."""
    rows = Unit.objects.order_by("position", "id")
    return rows if on is None else rows.filter(_in_force(on))


def unit_by_code(code: str) -> Unit:
    """Give the unit with *code*."""
    found = Unit.objects.select_related("parent").filter(code=code).first()
    if found is None:
        raise NotFoundError(code=code)
    return found


def within(paths: Iterable[str], *, prefix: str = "") -> Q:
    """Say "in one of these subtrees": the one condition that every right comes down to.

    ``prefix`` is the way from the row to its unit, such as ``"unit__"``; no path at all means no row.
    """  # noqa: D400
    condition = Q(pk__in=[])
    for path in paths:
        condition |= Q(**{f"{prefix}path__startswith": path})
    return condition


def recognise(names: Iterable[str]) -> dict[str, Unit]:
    """Find the unit that each name means, by its names and aliases; what is ambiguous or unknown is left out."""
    wanted = set(names)
    meant: dict[str, set[Unit]] = {}
    for unit in Unit.objects.filter(Q(name__in=wanted) | Q(name_zh__in=wanted)):
        for name in {unit.name, unit.name_zh} & wanted:
            meant.setdefault(name, set()).add(unit)
    for alias in Alias.objects.filter(name__in=wanted).select_related("unit"):
        meant.setdefault(alias.name, set()).add(alias.unit)
    return {name: next(iter(found)) for name, found in meant.items() if len(found) == 1}


def _in_force(on: date, prefix: str = "") -> Q:
    begun = Q(**{f"{prefix}valid_from__isnull": True}) | Q(**{f"{prefix}valid_from__lte": on})
    not_over = Q(**{f"{prefix}valid_until__isnull": True}) | Q(**{f"{prefix}valid_until__gt": on})
    return begun & not_over


def _posts_in_force(on: date) -> QuerySet[Post]:
    return Post.objects.filter(_in_force(on)).select_related("unit").order_by("id")


def _delegations_in_force(on: date) -> QuerySet[Delegation]:
    rows = Delegation.objects.filter(_in_force(on), _in_force(on, "post__"), revoked_at__isnull=True)
    return rows.select_related("post__unit", "post__person").order_by("id")


def _standing(post: Post, *, acting_for: str = "") -> Standing:
    return Standing(role=Role(post.role), unit=post.unit.code, path=post.unit.path, acting_for=acting_for)
