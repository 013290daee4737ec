"""The tree as it stood on a day where it is too large for one page: one unit, and what stood right below it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    Count,
    Exists,
    F,
    Field,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)

from zeren_platform.common.pagination import Page, page_of
from zeren_platform.common.problems import NotFoundError
from zeren_platform.organisation.conditions import in_force
from zeren_platform.organisation.history import Branch
from zeren_platform.organisation.models import FormerState, Unit

__all__ = ["DayLevel", "is_large", "level_on"]

# More units than this are opened level by level.
MOST_AT_ONCE: Final = 200
# As many that had ended, or were still to come, are shown of one level.
MOST_BESIDE: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class DayLevel:
    """A page of the units right below one, or at the top; beside them those that had ended or were still to come."""

    at: Branch | None
    above: Unit | None
    page: Page[Unit]
    there: list[Branch]
    ended: list[Branch]
    to_come: list[Branch]


def is_large() -> bool:
    """Say whether the tree is opened level by level; one query that stops counting there."""
    return Unit.objects.order_by()[: MOST_AT_ONCE + 1].count() > MOST_AT_ONCE


def level_on(day: date, *, at: str = "", after: str = "", before: str = "") -> DayLevel:
    """Give the level below the unit with the code *at*; without one the top, or what is below the only unit there."""
    place = _place(day, at) if at else _only_root(day)
    rows = _right_below(day, [place.unit.pk if place else None])
    page = page_of(rows.filter(in_force(day)), order=("position", "id"), after=after, before=before, size=100)
    beside = [_branch(row) for row in rows.exclude(in_force(day)).order_by("position", "id")[: 2 * MOST_BESIDE]]
    below = _below(day, [row.pk for row in page.rows])
    above = Unit.objects.filter(pk=place.parent).first() if place and place.parent else None
    return DayLevel(
        at=place,
        above=above,
        page=page,
        there=[replace(_branch(row), below=below[row.pk]) for row in page.rows],
        ended=[branch for branch in beside if branch.unit.valid_until and branch.unit.valid_until <= day],
        to_come=[branch for branch in beside if branch.unit.valid_from and branch.unit.valid_from > day],
    )


def _place(day: date, code: str) -> Branch:
    found = _as_of(day, Unit.objects.filter(code=code)).first()
    if found is None:
        raise NotFoundError(code=code)
    return _branch(found)


def _only_root(day: date) -> Branch | None:
    """Give the one unit at the top, whose name alone would fill a page."""
    roots = list(_right_below(day, [None]).filter(in_force(day)).order_by("position", "id")[:2])
    return _branch(roots[0]) if len(roots) == 1 else None


def _below(day: date, keys: list[int]) -> Counter[int]:
    """Count what stood right below each of the units with these keys."""
    rows = _right_below(day, keys).filter(in_force(day)).order_by().values("parent_then")
    return Counter(dict(rows.annotate(count=Count("*")).values_list("parent_then", "count"))) if keys else Counter()


def _right_below(day: date, keys: Iterable[int | None]) -> QuerySet[Any]:
    """Give the units that stood right below one of these on a day, or none of them yet; no key is the top."""
    parents = [key for key in keys if key is not None]
    former = FormerState.objects.filter(Q(parent__in=parents) if parents else Q(parent__isnull=True))
    # Whoever stands there now or ever did; an index leads to them, and not to what is computed for the day.
    candidates = Q(parent__in=parents) if parents else Q(parent__isnull=True)
    rows = _as_of(day, Unit.objects.filter(candidates | Q(pk__in=former.values("unit"))))
    return rows.filter(parent_then__in=parents) if parents else rows.filter(parent_then__isnull=True)


def _as_of(day: date, rows: QuerySet[Unit]) -> QuerySet[Any]:
    """Say of each what it was called and where it stood on a day: its first state that held longer, else as it is."""
    later = FormerState.objects.filter(unit=OuterRef("pk"), valid_until__gt=day).order_by("valid_until", "id")
    kinds: dict[str, Field[Any, Any]] = {"parent": BigIntegerField(), "name": CharField(), "name_zh": CharField()}
    return rows.annotate(changed=Exists(later)).annotate(
        **{
            f"{name}_then": Case(
                When(changed=True, then=Subquery(later.values(name)[:1])), default=F(name), output_field=kind
            )
            for name, kind in kinds.items()
        }
    )


def _branch(row: Unit) -> Branch:
    then = {name: getattr(row, f"{name}_then") for name in ("parent", "name", "name_zh")}
    return Branch(unit=row, **then)
