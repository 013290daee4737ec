"""Lists of duties that everybody may read, a page at a time: of a register, and of what a unit has a part in.

A page has fifty lines, so they are plain columns, and what every reader asks for is written once.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.db.models import Count, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from zeren_platform.common.pagination import page_of
from zeren_platform.common.written import WrittenReadOfMany
from zeren_platform.common.written_pages import TuplePage, Way, WrittenPages
from zeren_platform.responsibilities.lines import with_words
from zeren_platform.responsibilities.models import Assignment, Duty
from zeren_platform.responsibilities.published.conditions import adopted_editions, editions_in_force
from zeren_platform.responsibilities.published.shapes import PublishedLine, UnitPart

__all__ = ["duties", "keys", "lines", "listed", "parts_of_unit", "receipt_labels"]

SIZE: Final = 50
LEAD: Final = Assignment.Role.LEAD
ROLES: Final = tuple(Assignment.Role.values)
# Of a unit with more parts the duties are read in their order until the page is full, of others the parts are sorted.
MANY: Final = 1000
# How a register is ordered, and how the duties of several are.
IN_ONE: Final = ("position", "id")
IN_ALL: Final = ("edition_id", "position", "id")
# The columns of a line, and of a part those of its duty.
LINE: Final = (
    *("position", "id", "number", "title", "text", "field", "no_lead_stated", "open_set"),
    *("lead_code", "lead_label", "lead_label_zh", "parts", "accepted"),
)
PART: Final = ("number", "title", "text", "field")


def duties(
    *,
    register: str = "",
    edition: int = 0,
    field: str = "",
    unit: str = "",
    words: str = "",
    after: str = "",
    before: str = "",
) -> TuplePage[PublishedLine]:
    """List duties in force, register by register in their order; those of one *edition* of one register, if given."""
    if register and edition and not (field or unit or words):
        return _of_edition(register, edition, after=after, before=before)
    rows = listed(register, edition).filter(with_words(words))
    if field:
        rows = rows.filter(field=field)
    if unit:
        rows = rows.filter(pk__in=Assignment.objects.filter(unit__code=unit).values("duty"))
    order = IN_ONE if register else IN_ALL
    page = page_of(rows.only(*order), order=order, after=after, before=before, size=SIZE)
    told = {line.pk: line for line in _lines([row.pk for row in page.rows])}
    return TuplePage(rows=[told[row.pk] for row in page.rows], previous=page.previous, next=page.next)


def lines(keys: Iterable[int]) -> dict[int, PublishedLine]:
    """Give those of the duties with these keys that are in force, by key."""
    return {line.pk: line for line in _lines(list(keys), in_force=True)}


def keys(most: int) -> list[int]:
    """Give the keys of the duties in force, register by register."""
    return list(listed().order_by(*IN_ALL).values_list("pk", flat=True)[:most])


def parts_of_unit(
    unit: str, *, role: str = "", held: int = 0, after: str = "", before: str = ""
) -> TuplePage[UnitPart]:
    """List what a unit has to do with duties in force; *held* says about how many parts that are."""
    if role and role not in ROLES:
        return TuplePage(rows=[], previous="", next="")
    pages = _parts_in_order if held > MANY else _parts_sorted
    return pages(unit, *([role] * len(ROLES) if role else ROLES), after=after, before=before)


def receipt_labels() -> list[tuple[str, str]]:
    """Say in the reader's language how far a unit may be with its signature."""
    return [(receipt, str(label)) for receipt, label in Assignment.Receipt.choices]


def listed(register: str = "", edition: int = 0) -> QuerySet[Duty]:
    """Give the duties in force, all or those of one register, so that an index gives them in their order."""
    if not register:
        return Duty.objects.filter(edition__in=editions_in_force())
    # One value keeps the order by position that the index has.
    rows = adopted_editions().filter(number=edition) if edition else editions_in_force()
    return Duty.objects.filter(edition=rows.filter(register__code=register).values("pk")[:1])


def _lines(keys: Sequence[int], *, in_force: bool = False) -> list[PublishedLine]:
    read = _with_keys_in_force if in_force else _with_keys
    return [PublishedLine(*columns) for columns in read(keys)]


def _told(rows: QuerySet[Duty]) -> QuerySet[Any, Any]:
    """Say of duties who leads them, how many units have a part, and how many of these have signed."""
    parts = Assignment.objects.filter(duty=OuterRef("pk")).order_by().values("duty").annotate(count=Count("*"))
    accepted = parts.filter(receipt=Assignment.Receipt.ACCEPTED)
    told = rows.annotate(
        lead=FilteredRelation("assignments", condition=Q(assignments__role=LEAD)),
        lead_code=F("lead__unit__code"),
        lead_label=F("lead__unit__name"),
        lead_label_zh=F("lead__unit__name_zh"),
        parts=Coalesce(Subquery(parts.values("count")), 0),
        accepted=Coalesce(Subquery(accepted.values("count")), 0),
    )
    return told.values_list(*LINE)


_of_edition = WrittenPages(
    lambda way, register, edition: way.cut(_told(listed(register, edition)), *IN_ONE),
    # No edition has such a number.
    *("?", 1_999_999_999),
    row=PublishedLine,
    keys=len(IN_ONE),
    size=SIZE,
)
_with_keys = WrittenReadOfMany(lambda keys: _told(Duty.objects.filter(pk__in=keys)), kind=int, most=64)
_with_keys_in_force = WrittenReadOfMany(
    lambda keys: _told(Duty.objects.filter(pk__in=keys, edition__in=editions_in_force())), kind=int, most=64
)


def _part(rows: QuerySet[Duty], unit: str, roles: Sequence[str]) -> QuerySet[Any, Any]:
    """Leave the duties in which the unit has a part in one of the roles; it has one at most."""
    held = rows.filter(assignments__unit__code=unit, assignments__role__in=roles)
    return held.values_list(*IN_ALL, *PART, "assignments__role", "assignments__receipt")


def _in_order(way: Way, unit: str, *roles: str) -> QuerySet[Any, Any]:
    return way.cut(_part(listed(), unit, roles), *IN_ALL)


def _sorted(way: Way, unit: str, *roles: str) -> QuerySet[Any, Any]:
    """Sort the parts of the unit; the database would rather read the duties of all, which it takes to be cheap."""
    parts = Assignment.objects.filter(unit__code=unit, role__in=roles, edition__in=editions_in_force())
    placed = parts.annotate(position=Subquery(Duty.objects.filter(pk=OuterRef("duty")).values("position")))
    shown = way.cut(placed, "edition_id", "position", "duty_id").values("duty")
    return way.ordered(_part(Duty.objects.filter(pk__in=shown), unit, roles), *IN_ALL)


ROLE_EXAMPLES: Final = tuple(f"?{number}" for number in range(len(ROLES)))
_parts_in_order = WrittenPages(_in_order, "?", *ROLE_EXAMPLES, row=UnitPart, keys=len(IN_ALL), size=SIZE)
_parts_sorted = WrittenPages(_sorted, "?", *ROLE_EXAMPLES, row=UnitPart, keys=len(IN_ALL), size=SIZE)
