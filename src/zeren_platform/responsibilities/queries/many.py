"""Duties chosen together: what one change would do to them."""

from collections.abc import Iterable, Sequence

from zeren_platform.common.actor import Actor
from zeren_platform.organisation.queries import units
from zeren_platform.responsibilities.changes import Change, Changed, changes
from zeren_platform.responsibilities.models import Assignment, Duty, Edition
from zeren_platform.responsibilities.queries.visibility import visible_duties

__all__ = ["chosen_duties", "parts_of", "preview"]


def chosen_duties(actor: Actor, edition: Edition, keys: Iterable[int]) -> list[Duty]:
    """Give the duties of an edition with these keys that the actor sees, in their order."""
    rows = edition.duties.filter(visible_duties(actor, edition), pk__in=list(keys))
    return list(rows.order_by("position", "id"))


def parts_of(duties: Sequence[Duty]) -> dict[int, list[tuple[str, str]]]:
    """Give the parts of units in each duty, as code and role."""
    parts: dict[int, list[tuple[str, str]]] = {}
    rows = Assignment.objects.filter(duty__in=[duty.pk for duty in duties]).order_by("id")
    for duty, code, role in rows.values_list("duty", "unit__code", "role"):
        parts.setdefault(duty, []).append((code, role))
    return parts


def preview(duties: Sequence[Duty], wanted: Change) -> list[Changed]:
    """Say what a change would do, before anything is written."""
    wanted.refuse_unfit(units().values_list("code", flat=True))
    return changes(duties, parts_of(duties), wanted)
