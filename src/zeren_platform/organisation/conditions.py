"""The conditions of which reads are made: in force on a day, in a subtree, known by a name."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from zeren_platform.organisation.models import Alias

__all__ = ["in_force", "named", "within"]


def in_force(on: date) -> Q:
    """Say of a unit, post or delegation that *on* lies in its period; it begins on a day and ends before one."""
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=on)
    return begun & (Q(valid_until__isnull=True) | Q(valid_until__gt=on))


def named(words: str) -> Q:
    """Say of a unit that it has these words in a name or an alias; no words mean every unit."""
    wanted = words.strip()
    if not wanted:
        return Q()
    meant = Alias.objects.filter(name__icontains=wanted).values("unit")
    return Q(name__icontains=wanted) | Q(name_zh__icontains=wanted) | Q(pk__in=meant)


def within(paths: Iterable[str], *, prefix: str = "") -> Q:
    """Say of a row that its unit is in one of these subtrees: the one condition that every right comes down to.

    ``prefix`` is the way from the row to its unit, such as ``"unit__"``; no path at all means no row.
    """
    condition = Q(pk__in=[])
    for path in paths:
        condition |= Q(**{f"{prefix}path__startswith": path})
    return condition
