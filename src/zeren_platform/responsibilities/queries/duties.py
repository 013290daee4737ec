"""Duties: the filtered list of an edition, and one duty with its neighbours."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Sum, TextField, Value, Window
from django.db.models.functions import Coalesce, Lag, Lead

from zeren_platform.common.actor import Actor
from zeren_platform.common.problems import NotFoundError
from zeren_platform.common.written import WrittenRead
from zeren_platform.organisation.queries import key_of, units
from zeren_platform.responsibilities.arranging import arranged, order_of
from zeren_platform.responsibilities.counts import first_place
from zeren_platform.responsibilities.lines import label_of, with_words
from zeren_platform.responsibilities.models import (
    BINDING_STATES,
    OPEN_STATES,
    SAID,
    Assignment,
    CarriedPart,
    Duty,
    Edition,
    FieldCount,
)
from zeren_platform.responsibilities.queries.faults import faulty, without_lead
from zeren_platform.responsibilities.queries.visibility import closed_editions, may_read_duty, visible_duties
from zeren_platform.responsibilities.subjects import earlier_selves, same_duty

__all__ = [
    "DutyFilter",
    "FilterChoices",
    "Neighbours",
    "assignments_of",
    "choices_of",
    "duties_for",
    "duties_from",
    "duty_for",
    "neighbours_in",
    "neighbours_of",
]

# What a page about one duty shows of it and of what it belongs to; the rest of those rows stays in the database.
SETTLED = (
    *("digest", "receipt_due_on", "end_reason"),
    *("faults_left", "unanswered_left", "unasked_left", "despite_reason"),
)
DUTY = (
    *("edition", "number", "position", *SAID),
    *("proposal", "origin", "version", "proposal__document"),
    *(
        f"edition__{name}"
        for name in ("register", "number", "state", "adopted_by", "effective_from", "effective_until", *SETTLED)
    ),
    *(f"edition__register__{name}" for name in ("code", "title", "unit", "confidential")),
    *(f"edition__register__unit__{name}" for name in ("code", "name", "name_zh", "path")),
)
# The same of the units that have a part in it.
PART = (
    *("duty", "edition", "role", "receipt", "reason", "answered_at", "signed_in"),
    *(f"unit__{name}" for name in ("code", "name", "name_zh", "path")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyFilter:
    """What a list is narrowed to; unit, role and receipt speak of one and the same assignment."""

    field: str = ""
    unit: str = ""
    # The unit's key, where the caller has it already.
    unit_key: int | None = None
    role: str = ""
    receipt: str = ""
    words: str = ""
    level: str = ""
    cycle: str = ""
    # "none", or until when it is due: "2026" and "2026-06" are a year and a month, a day is the last.
    due: str = ""
    # "yes" or "no".
    points: str = ""
    no_lead: bool = False
    faulty: bool = False
    # Everything of the register, not only what names a unit of one's own.
    whole: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """What stands beside a duty, and whether others held parts of it before a reorganisation."""

    before: int | None
    after: int | None
    was_carried: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterChoices:
    """The fields of an edition and the units of the jurisdiction, by code their names."""

    fields: list[str]
    units: dict[str, str]
    # The keys of the units by code: told the key itself, the database knows how much a unit has.
    keys: dict[str, int] = field(default_factory=dict)
    # Their places in the tree, by key.
    paths: dict[int, str] = field(default_factory=dict)
    # How many duties of the edition each field has.
    counts: dict[str, int] = field(default_factory=dict)


def duties_for(actor: Actor, edition: Edition, *, chosen: DutyFilter) -> QuerySet[Duty]:
    """Give the duties of *edition* that the actor sees, narrowed as *chosen*."""
    rows = edition.duties.filter(visible_duties(actor, edition, whole=chosen.whole))
    if chosen.field:
        rows = rows.filter(field=chosen.field)
    if chosen.unit or chosen.role or chosen.receipt:
        rows = rows.filter(pk__in=_assigned(edition, chosen).values("duty"))
    for name in ("level", "cycle"):
        if said := getattr(chosen, name):
            rows = rows.filter(**{name: "" if said == "none" else said})
    rows = rows.filter(_due(chosen.due)) if chosen.due else rows
    rows = rows.filter(points__isnull=chosen.points == "no") if chosen.points else rows
    if chosen.no_lead:
        rows = rows.filter(without_lead())
    if chosen.faulty:
        rows = rows.filter(pk__in=faulty(edition).values("pk"))
    return rows.filter(with_words(chosen.words))


def duty_for(actor: Actor, pk: int) -> Duty:
    """Give a duty that the actor may read, with its edition, register and proposal."""
    found = next(iter(_duty(pk)), None)
    if found is None or not may_read_duty(actor, found):
        raise NotFoundError(duty=pk)
    return found


def neighbours_of(duty: Duty) -> Neighbours:
    """Give what ``duty_for`` read with it: the keys beside it in its edition, and whether a part ever went over."""
    told = {name: getattr(duty, name) for name in ("before", "after", "was_carried")}
    return Neighbours(**told)


def neighbours_in(rows: QuerySet[Duty], duty: Duty, *, sort: str, group: str) -> tuple[int | None, int | None]:
    """Give the keys of the duties before and after it in a list, as that is narrowed and arranged."""
    order = order_of(sort, group)
    listed = [F(key[1:]).desc() if key.startswith("-") else F(key).asc() for key in order]
    placed = arranged(rows, order).annotate(
        before=Window(Lag("pk"), order_by=listed), after=Window(Lead("pk"), order_by=listed)
    )
    # Asked of the rows beside it: a condition on its own key would leave it alone in the list.
    found = placed.filter(Q(after=duty.pk) | Q(before=duty.pk)).values_list("pk", "before", "after")
    sides = {"after" if before == duty.pk else "before": pk for pk, before, _after in found}
    return sides.get("before"), sides.get("after")


def _with_register(pk: int) -> QuerySet[Duty]:
    rows = Duty.objects.select_related("edition__register__unit", "proposal").only(*DUTY).filter(pk=pk)
    siblings = Duty.objects.filter(edition=OuterRef("edition"))
    before = siblings.filter(position__lt=OuterRef("position")).order_by("-position", "-id")
    after = siblings.filter(position__gt=OuterRef("position")).order_by("position", "id")
    carried = CarriedPart.objects.filter(same_duty(OuterRef("pk"), OuterRef("origin")))
    return rows.annotate(
        before=Subquery(before.values("pk")[:1]),
        after=Subquery(after.values("pk")[:1]),
        was_carried=Exists(carried),
        selves=Coalesce(earlier_selves(), Value("", output_field=TextField())),
    )


def _with_units(duty: int) -> QuerySet[Assignment]:
    rows = Assignment.objects.filter(duty=duty).select_related("unit").only(*PART)
    return rows.order_by("unit__position", "id")


_duty = WrittenRead(_with_register, -1)
_parts = WrittenRead(_with_units, -1)


def assignments_of(duty: Duty) -> list[Assignment]:
    """List the parts that units have in *duty*: the lead first, then by role in the order of the jurisdiction."""
    rank = {role: place for place, role in enumerate(Assignment.Role.values)}
    rows = _parts(duty.pk)
    for row in rows:
        row.duty = duty
    return sorted(rows, key=lambda row: rank[row.role])


def duties_from(actor: Actor, proposal_ids: Iterable[int]) -> dict[int, list[Duty]]:
    """Give the duties of editions that bind, or may come to, that come from each proposal, with edition and register.

    Those of confidential registers are for those who oversee them.
    """
    rows = Duty.objects.filter(proposal__in=list(proposal_ids), edition__state__in=(*OPEN_STATES, *BINDING_STATES))
    rows = rows.exclude(edition__in=closed_editions(actor).values("pk"))
    found: dict[int, list[Duty]] = {}
    for duty in rows.select_related("edition__register__unit").order_by("edition", "position"):
        found.setdefault(duty.proposal_id or 0, []).append(duty)
    return found


def choices_of(edition: Edition) -> FilterChoices:
    """Give what a list can be narrowed to in one query: the fields in the edition's order, the units in theirs."""
    counted = FieldCount.objects.filter(edition=edition, what=FieldCount.DUTIES).exclude(field="")
    fields = counted.values_list("field").annotate(place=first_place(), key=Sum("count")).filter(key__gt=0)
    named = fields.annotate(name=F("field"), name_zh=F("field"), sort=Value("field"), path=Value(""))
    bodies = units().order_by().annotate(sort=Value("unit"), place=F("position"), key=F("pk"))
    rows = sorted(
        named.values_list("sort", "place", "field", "name", "name_zh", "key", "path").union(
            bodies.values_list("sort", "place", "code", "name", "name_zh", "key", "path"), all=True
        )
    )
    bodies_found = [row for row in rows if row[0] == "unit"]
    return FilterChoices(
        fields=[code for sort, _place, code, *_named in rows if sort == "field"],
        units={code: label_of(name, name_zh) for _sort, _place, code, name, name_zh, _key, _path in bodies_found},
        keys={code: key for _sort, _place, code, _name, _name_zh, key, _path in bodies_found},
        paths={key: path for *_named, key, path in bodies_found},
        counts={code: count for sort, _place, code, _name, _name_zh, count, _path in rows if sort == "field"},
    )


def _due(said: str) -> Q:
    """Say when a duty is due: in no day, in a year, in a month, or by a day."""
    if said == "none":
        return Q(due_on__isnull=True)
    parts = [int(part) for part in said.split("-")]
    if len(parts) == len(("year", "month", "day")):
        return Q(due_on__lte=date(*parts))
    names = ("due_on__year", "due_on__month")
    return Q(**dict(zip(names, parts, strict=False)))


def _assigned(edition: Edition, chosen: DutyFilter) -> QuerySet[Assignment]:
    rows = Assignment.objects.filter(edition=edition)
    if chosen.unit:
        rows = rows.filter(unit=chosen.unit_key or key_of(chosen.unit))
    if chosen.role:
        rows = rows.filter(role=chosen.role)
    if chosen.receipt:
        rows = rows.filter(receipt=chosen.receipt)
    return rows
