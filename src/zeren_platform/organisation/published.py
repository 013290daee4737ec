"""What everybody may know of the organisation: its units. No person is ever named here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from django.db.models import QuerySet

from zeren_platform.common.actor import Role
from zeren_platform.common.pagination import page_of
from zeren_platform.common.problems import NotFoundError
from zeren_platform.common.written import WrittenRead
from zeren_platform.organisation.conditions import in_force, named
from zeren_platform.organisation.history import Heir, standing_of
from zeren_platform.organisation.models import ROLE_LABELS, Unit

__all__ = [
    "Directory",
    "PublicUnit",
    "UnitPage",
    "below",
    "codes",
    "directory",
    "jurisdiction",
    "kinds",
    "names",
    "role_label",
    "unit",
    "units",
]

# Nobody chooses from a longer list than this; they search.
CHOOSABLE: Final = 1000
# So many are named on the page of the unit above them.
BELOW: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicUnit:
    """One unit, named in the reader's language."""

    code: str
    name: str
    kind: str
    kind_label: str
    division_code: str
    credit_code: str
    parent_code: str
    parent_name: str
    aliases: tuple[str, ...]
    # The first day on which it is no more; None where it goes on, or has not ended yet.
    ended_on: date | None = None
    # What went over into it, and into what it went over; told of one unit, not in a list of many.
    before: tuple[Heir, ...] = ()
    after: tuple[Heir, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPage:
    """Units with the places before and after them."""

    rows: Sequence[PublicUnit]
    previous: str
    next: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """The place, and the codes and names of its units."""

    jurisdiction: str
    units: Sequence[tuple[str, str]]


def jurisdiction() -> str:
    """Name the place that the installation serves; empty while no unit has been created."""
    root = Unit.objects.filter(parent__isnull=True).order_by("position", "id").first()
    return root.label if root else ""


def directory(on: date) -> Directory:
    """Name the place and, for choosing one, its first thousand units; one query."""
    rows = Unit.objects.filter(in_force(on)).order_by("position", "id").only("code", "name", "name_zh", "parent")
    found = list(rows[:CHOOSABLE])
    place = next((row.label for row in found if row.parent_id is None), "")
    return Directory(jurisdiction=place, units=[(row.code, row.label) for row in found])


def codes(on: date) -> list[str]:
    """Give the codes of all units that exist on a day."""
    return list(Unit.objects.filter(in_force(on)).order_by("position", "id").values_list("code", flat=True))


def kinds() -> list[tuple[str, str]]:
    """Say what sorts of units there are, with their labels."""
    return [(value, str(label)) for value, label in Unit.Kind.choices]


def role_label(role: str) -> str:
    """Say a role of a post in the reader's language; empty for what the platform itself did."""
    return str(ROLE_LABELS[Role(role)]) if role else ""


def names(codes: Iterable[str]) -> dict[str, str]:
    """Name the units with these codes in the reader's language; no query where there are none."""
    wanted = set(codes)
    return {row.code: row.label for row in Unit.objects.filter(code__in=wanted)} if wanted else {}


def units(*, on: date, words: str = "", kind: str = "", after: str = "", before: str = "", size: int = 100) -> UnitPage:
    """List the units that exist on a day, in the jurisdiction's order; only those that match what is given."""
    rows = Unit.objects.filter(in_force(on), named(words))
    rows = rows.filter(kind=kind) if kind else rows
    listed = rows.select_related("parent").prefetch_related("aliases")
    page = page_of(listed, order=("position", "id"), after=after, before=before, size=size)
    shown = [_shown(row, [alias.name for alias in row.aliases.all()]) for row in page.rows]
    return UnitPage(rows=shown, previous=page.previous, next=page.next)


def unit(code: str) -> PublicUnit:
    """Give the unit with *code*, even one that is no more, with what it came from and what it became."""
    row = next(iter(_with_code(code)), None)
    if row is None:
        raise NotFoundError(code=code)
    standing = standing_of(row)
    shown = _shown(row, standing.aliases)
    return replace(shown, before=tuple(standing.before), after=tuple(standing.after))


def below(code: str, *, on: date) -> list[tuple[str, str]]:
    """Name the first hundred units that stand right below one on a day, as code and name."""
    return [(row.code, row.label) for row in _below(code, on)]


def _standing_below(code: str, on: date) -> QuerySet[Unit]:
    rows = Unit.objects.filter(in_force(on), parent__code=code).order_by("position", "id")
    return rows.only("code", "name", "name_zh")[:BELOW]


# Every page of a unit asks these.
_with_code = WrittenRead(lambda code: Unit.objects.filter(code=code).select_related("parent"), "?")
_below = WrittenRead(_standing_below, "?", date(1, 1, 1))


def _shown(row: Unit, aliases: Iterable[str]) -> PublicUnit:
    return PublicUnit(
        code=row.code,
        name=row.label,
        kind=row.kind,
        kind_label=str(Unit.Kind(row.kind).label),
        division_code=row.division_code,
        credit_code=row.credit_code,
        parent_code=row.parent.code if row.parent else "",
        parent_name=row.parent.label if row.parent else "",
        aliases=tuple(aliases),
        ended_on=row.valid_until,
    )
