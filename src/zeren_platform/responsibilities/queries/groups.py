"""A page of a list in groups: its lines, and how many duties each group of the whole list has."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.db.models import CharField, QuerySet, Sum, Value
from django.db.models.functions import Cast

from zeren_platform.common.actor import UNIT_ROLES, Actor
from zeren_platform.common.memory import shelf
from zeren_platform.responsibilities.arranging import DutyGroup, counted
from zeren_platform.responsibilities.lines import DutyLine, lines_and_groups, lines_of
from zeren_platform.responsibilities.models import Duty, Edition, FieldCount
from zeren_platform.responsibilities.queries.duties import DutyFilter
from zeren_platform.responsibilities.queries.visibility import sees_part

__all__ = ["lines_in_groups"]

# Groups that no signature changes, and no new order of the units.
LASTING: Final = frozenset({"field", "due"})


def lines_in_groups(
    actor: Actor,
    edition: Edition,
    chosen: DutyFilter,
    paths: Mapping[int, str],
    duties: Sequence[Duty],
    rows: QuerySet[Duty],
    group: str,
) -> tuple[list[DutyLine], list[DutyGroup]]:
    """Give the lines of *duties*, a page of *rows*, and the groups of all *rows*, which are those of ``duties_for``.

    One query for both; none for the groups as long as they last, or where there are to be none. *paths* are those of
    all units, by key.
    """
    if not group:
        return lines_of(duties), []
    own = _own(actor, edition, chosen, paths)
    lasts = group in LASTING and not chosen.receipt and not chosen.faulty
    kept = shelf((lasts and edition.lasting) or actor.state, f"groups of {edition.pk}: {group}, {chosen}, {own}")
    if "groups" in kept:
        return lines_of(duties), kept["groups"]
    whole = group == "field" and own is None and chosen == DutyFilter(whole=chosen.whole)
    lines, kept["groups"] = lines_and_groups(duties, _fields(edition) if whole else counted(rows, group))
    return lines, kept["groups"]


def _own(actor: Actor, edition: Edition, chosen: DutyFilter, paths: Mapping[int, str]) -> list[int] | None:
    """Give the keys of the units whose duties the actor sees: in another tree they are others."""
    if chosen.whole or not sees_part(actor, edition.register):
        return None
    return sorted(key for key, path in paths.items() if path.startswith(actor.paths(*UNIT_ROLES)))


def _fields(edition: Edition) -> QuerySet[Any, Any]:
    """Read the fields of a whole edition from what is kept of it, as ``counted`` gives groups."""
    rows = FieldCount.objects.filter(edition=edition, what=FieldCount.DUTIES).values("field")
    named: QuerySet[Any, Any] = rows.annotate(group_place=Value(0), group_key=Cast("field", CharField()))
    found: QuerySet[Any, Any] = named.values("group_place", "group_key").annotate(group_count=Sum("count"))
    return found.filter(group_count__gt=0)
