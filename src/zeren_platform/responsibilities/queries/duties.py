"""Duties: the filtered list of an edition, and one duty with its neighbours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.db.models import Count, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import get_language

from zeren_platform.common.actor import Actor
from zeren_platform.common.pagination import Page, page_of
from zeren_platform.common.problems import NotFoundError
from zeren_platform.responsibilities.models import Assignment, Duty, Edition
from zeren_platform.responsibilities.queries.faults import faulty, without_lead
from zeren_platform.responsibilities.queries.visibility import oversees, visible_duties

__all__ = [
    "DutyFilter",
    "DutyLine",
    "Sort",
    "assignments_of",
    "duties_for",
    "duties_of_unit",
    "duty_for",
    "fields_of",
    "lines_of",
    "page_of_duties",
]

Sort = Literal["number", "-number", "field", "-field"]
ORDERS: dict[str, tuple[str, ...]] = {
    "number": ("position", "id"),
    "-number": ("-position", "-id"),
    "field": ("field", "position", "id"),
    "-field": ("-field", "-position", "-id"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyFilter:
    """What a list is narrowed to; unit, role and receipt speak of one and the same assignment."""

    field: str = ""
    unit: str = ""
    role: str = ""
    receipt: str = ""
    words: str = ""
    no_lead: bool = False
    faulty: bool = False
    # Everything of the register, not only what names a unit of one's own.
    whole: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyLine:
    """A duty as one line of a list: who leads it, how many others have a part, how far they have signed."""

    duty: Duty
    lead: str = ""
    lead_name: str = ""
    support: int = 0
    territorial: int = 0
    assignments: int = 0
    accepted: int = 0
    declined: int = 0

    @property
    def lacks_lead(self) -> bool:
        """Nobody leads, though the source does not say so."""
        return not self.lead and not self.duty.no_lead_stated


def duties_for(actor: Actor, edition: Edition, *, chosen: DutyFilter) -> QuerySet[Duty]:
    """Give the duties of *edition* that the actor sees, narrowed as *chosen*."""
    rows = edition.duties.filter(visible_duties(actor, edition.register, whole=chosen.whole))
    if chosen.field:
        rows = rows.filter(field=chosen.field)
    if chosen.unit or chosen.role or chosen.receipt:
        rows = rows.filter(pk__in=_assigned(edition, chosen).values("duty"))
    if chosen.no_lead:
        rows = rows.filter(without_lead())
    if chosen.faulty:
        rows = rows.filter(pk__in=faulty(edition).values("pk"))
    for word in chosen.words.split():
        rows = rows.filter(Q(text__icontains=word) | Q(title__icontains=word) | Q(number=word))
    return rows


def page_of_duties(
    rows: QuerySet[Duty], *, sort: str = "number", after: str = "", before: str = "", size: int = 50
) -> Page[Duty]:
    """Take a page of *rows* by number or by field."""
    listed = rows.only("number", "position", "title", "text", "field", "edition", "no_lead_stated", "open_set", "cycle")
    return page_of(listed, order=ORDERS.get(sort, ORDERS["number"]), after=after, before=before, size=size)


def lines_of(duties: Sequence[Duty]) -> list[DutyLine]:
    """Add to each duty what its line says of the units, in one query for all."""
    leads = Q(role=Assignment.Role.LEAD)
    rows = Assignment.objects.filter(duty__in=[duty.pk for duty in duties]).values("duty")
    parts = rows.annotate(
        lead=Max("unit__code", filter=leads),
        name=Max("unit__name", filter=leads),
        name_zh=Max("unit__name_zh", filter=leads),
        support=Count("pk", filter=Q(role=Assignment.Role.SUPPORT)),
        territorial=Count("pk", filter=Q(role=Assignment.Role.TERRITORIAL)),
        assignments=Count("pk"),
        accepted=Count("pk", filter=Q(receipt=Assignment.Receipt.ACCEPTED)),
        declined=Count("pk", filter=Q(receipt=Assignment.Receipt.DECLINED)),
    )
    found = {part["duty"]: part for part in parts}
    return [_line(duty, found.get(duty.pk, {})) for duty in duties]


def duty_for(actor: Actor, pk: int) -> Duty:
    """Give a duty that the actor may read, with its edition, register and source, and the keys of its neighbours.

    ``previous_duty`` and ``next_duty`` are annotations: the keys of the duties before and after it in its edition.
    """
    siblings = Duty.objects.filter(edition=OuterRef("edition"))
    before = siblings.filter(position__lt=OuterRef("position")).order_by("-position", "-id")
    after = siblings.filter(position__gt=OuterRef("position")).order_by("position", "id")
    rows = Duty.objects.select_related("edition__register__unit", "proposal__document")
    found = (
        rows.defer("proposal__document__text")
        .annotate(previous_duty=Subquery(before.values("pk")[:1]), next_duty=Subquery(after.values("pk")[:1]))
        .filter(pk=pk)
        .first()
    )
    hidden = found is not None and found.edition.state == Edition.State.DRAFT
    if found is None or (hidden and not oversees(actor, found.edition.register)):
        raise NotFoundError(duty=pk)
    return found


def assignments_of(duty: Duty) -> list[Assignment]:
    """List the parts that units have in *duty*: the lead first, then by role in the order of the jurisdiction."""
    rank = {role: place for place, role in enumerate(Assignment.Role.values)}
    rows = duty.assignments.select_related("unit").order_by("unit__position", "id")
    return sorted(rows, key=lambda row: rank[row.role])


def fields_of(edition: Edition) -> list[str]:
    """List the fields of an edition in the order in which they first stand in it."""
    rows = edition.duties.exclude(field="").values_list("field").annotate(first=Min("position")).order_by("first")
    return [field for field, _first in rows]


def duties_of_unit(unit_code: str, *, role: str = "", receipt: str = "") -> QuerySet[Assignment]:
    """Give the parts that a unit has in duties in force."""
    rows = Assignment.objects.filter(unit__code=unit_code, duty__edition__state=Edition.State.IN_FORCE)
    if role:
        rows = rows.filter(role=role)
    if receipt:
        rows = rows.filter(receipt=receipt)
    return rows.select_related("duty__edition__register")


def _line(duty: Duty, part: Mapping[str, Any]) -> DutyLine:
    names = {name: part[name] or "" for name in ("name", "name_zh")} if part else {"name": "", "name_zh": ""}
    in_chinese = (get_language() or "").startswith("zh")
    counts = {name: part.get(name, 0) for name in ("support", "territorial", "assignments", "accepted", "declined")}
    lead_name = (in_chinese and names["name_zh"]) or names["name"]
    return DutyLine(duty=duty, lead=part.get("lead") or "", lead_name=lead_name, **counts)


def _assigned(edition: Edition, chosen: DutyFilter) -> QuerySet[Assignment]:
    rows = Assignment.objects.filter(duty__edition=edition)
    if chosen.unit:
        rows = rows.filter(unit__code=chosen.unit)
    if chosen.role:
        rows = rows.filter(role=chosen.role)
    if chosen.receipt:
        rows = rows.filter(receipt=chosen.receipt)
    return rows
