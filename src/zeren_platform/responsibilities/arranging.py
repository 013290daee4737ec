"""How a list of duties is arranged: by any column, and gathered into groups; every key is unique and never null."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    FilteredRelation,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, ExtractMonth, ExtractYear

from zeren_platform.responsibilities.models import Assignment, Duty

__all__ = ["GROUPS", "LAST_DAY", "NO_MONTH", "DutyGroup", "arranged", "counted", "group_of", "order_of", "without"]

# What has no lead, no day or no month stands last.
LAST_PLACE: Final = 1_000_000_000
LAST_DAY: Final = date(9999, 12, 31)
NO_MONTH: Final = 999_999
# Of a group that is named by a number: a year and a month.
LONGEST_KEY: Final = 6


def _assigned() -> QuerySet[Assignment]:
    return Assignment.objects.filter(duty=OuterRef("pk"))


def _others() -> Combinable:
    rows = _assigned().exclude(role=Assignment.Role.LEAD).order_by().values("duty").annotate(count=Count("*"))
    return Coalesce(Subquery(rows.values("count")), 0)


def _stage() -> Combinable:
    """Say how far the units have signed: 0 somebody declined, 1 nobody signed, 2 some, 3 all; 4 nobody has a part."""
    receipt = {name: Exists(_assigned().filter(receipt=name)) for name in Assignment.Receipt.values}
    return Case(
        When(receipt[Assignment.Receipt.DECLINED], then=0),
        When(receipt[Assignment.Receipt.AWAITING] & receipt[Assignment.Receipt.ACCEPTED], then=2),
        When(receipt[Assignment.Receipt.AWAITING], then=1),
        When(receipt[Assignment.Receipt.ACCEPTED], then=3),
        default=4,
    )


def _rank(name: str, values: Sequence[str]) -> Combinable:
    whens = [When(**{name: value}, then=place) for place, value in enumerate(values)]
    return Case(*whens, default=len(values))


def _month() -> Combinable:
    return Coalesce(ExtractYear("due_on") * 100 + ExtractMonth("due_on"), NO_MONTH, output_field=IntegerField())


# The one part of a duty that leads, joined to it: looked for duty by duty it takes ten times as long.
LEADING: Final = "lead_part"
# What is sorted by and is no column of the duty itself.
KEYS: Final[dict[str, Callable[[], Combinable]]] = {
    "lead_place": lambda: Coalesce(f"{LEADING}__unit__position", LAST_PLACE),
    "lead_code": lambda: Coalesce(f"{LEADING}__unit__code", Value("")),
    "others_count": _others,
    "stage": _stage,
    "level_rank": lambda: _rank("level", Duty.Level.values),
    "cycle_rank": lambda: _rank("cycle", Duty.Cycle.values),
    "due_day": lambda: Coalesce("due_on", Value(LAST_DAY)),
    "due_month": _month,
    "points_count": lambda: Coalesce(F("points"), Value(-1), output_field=IntegerField()),
}
ORDERS: Final[dict[str, tuple[str, ...]]] = {
    "number": (),
    "duty": ("title",),
    "field": ("field",),
    "lead": ("lead_place", "lead_code"),
    "others": ("others_count",),
    "receipt": ("stage",),
    "level": ("level_rank",),
    "cycle": ("cycle_rank",),
    "deadline": ("deadline",),
    "due_on": ("due_day",),
    "points": ("points_count",),
}
# The last key names the group in addresses.
GROUPS: Final[dict[str, tuple[str, ...]]] = {
    "field": ("field",),
    "lead": ("lead_place", "lead_code"),
    "receipt": ("stage",),
    "due": ("due_month",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyGroup:
    """Duties of a list that stand together, and how many they are."""

    key: str
    count: int


def order_of(sort: str, group: str = "") -> tuple[str, ...]:
    """Name the keys of a list: those of its groups, then those of its order, then the place in the edition."""
    name = sort.removeprefix("-")
    keys = (*ORDERS.get(name, ()), "position", "id")
    if sort.startswith("-"):
        keys = tuple(f"-{key}" for key in keys)
    return (*GROUPS.get(group, ()), *keys)


def arranged(rows: QuerySet[Duty], keys: Sequence[str]) -> QuerySet[Duty]:
    """Make the keys that are no columns."""
    made = {key: KEYS[key]() for key in (key.removeprefix("-") for key in keys) if key in KEYS}
    if "lead_code" in made:
        leads = Q(assignments__role=Assignment.Role.LEAD)
        rows = rows.annotate(**{LEADING: FilteredRelation("assignments", condition=leads)})
    return rows.annotate(**made)


def counted(rows: QuerySet[Duty], group: str) -> QuerySet[Any, Any]:
    """Count the groups of a list: their place, their key, and how many duties each has.

    Sorted by these two they stand in the order of the list: a number is its own place, words stand by themselves.
    """
    *before, key = GROUPS[group]
    place = F(before[0] if before else key) if before or _is_number(group) else Value(0)
    made: QuerySet[Any, Any] = arranged(rows.order_by(), GROUPS[group])
    named: QuerySet[Any, Any] = made.annotate(group_place=place, group_key=Cast(key, CharField()))
    found: QuerySet[Any, Any] = named.values("group_place", "group_key").annotate(group_count=Count("*"))
    return found


def group_of(duty: Duty, group: str) -> str:
    """Name the group in which a row of ``page_of_duties`` stands."""
    return str(getattr(duty, GROUPS[group][-1]))


def without(rows: QuerySet[Duty], group: str, closed: Sequence[str]) -> QuerySet[Duty]:
    """Leave the duties of the closed groups out."""
    key = GROUPS[group][-1]
    numbers = _is_number(group)
    named = [
        name for name in closed if (name.isdecimal() and len(name) <= LONGEST_KEY if numbers else "\0" not in name)
    ]
    return arranged(rows, [key]).exclude(**{f"{key}__in": named}) if named else rows


def _is_number(group: str) -> bool:
    return group in {"receipt", "due"}
