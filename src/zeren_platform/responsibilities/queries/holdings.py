"""What units hold in the registers in force: how much in which role, and how far they have signed for it."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet, Sum

from zeren_platform.common.actor import OVERSIGHT, Actor
from zeren_platform.common.pagination import Page, page_of
from zeren_platform.organisation.queries import ended_units, within
from zeren_platform.responsibilities.counts import first_place, summed
from zeren_platform.responsibilities.lines import label_of
from zeren_platform.responsibilities.models import OPEN_STATES, Assignment, Edition, FieldCount, PartCount
from zeren_platform.responsibilities.queries.visibility import open_to, readable_parts

__all__ = [
    "FieldNow",
    "Holding",
    "Laggard",
    "RegisterNow",
    "fields_now",
    "holdings",
    "holdings_by_register",
    "laggards",
    "parts_of",
    "registers_now",
    "together",
]

Receipt = Assignment.Receipt
FIGURES = ("duties", "parts", "accepted", "declined", "to_carry")


@dataclass(slots=True, kw_only=True)
class Holding:
    """The parts of one unit, by role and by state of receipt."""

    lead: int = 0
    support: int = 0
    territorial: int = 0
    supervise: int = 0
    verify: int = 0
    awaiting: int = 0
    accepted: int = 0
    declined: int = 0

    @property
    def total(self) -> int:
        """All of them: a unit has one role in a duty."""
        return self.awaiting + self.accepted + self.declined


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterNow:
    """A register with its edition in force, or with its draft, in figures."""

    code: str
    title: str
    confidential: bool
    number: int
    is_draft: bool
    duties: int
    parts: int
    accepted: int
    declined: int
    # Parts that units hold which are no more.
    to_carry: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Laggard:
    """A unit with what it has not answered for."""

    code: str
    label: str
    count: int


@dataclass(slots=True, kw_only=True)
class FieldNow:
    """A field with the parts that units have in it, by state of receipt."""

    name: str
    accepted: int = 0
    awaiting: int = 0
    declined: int = 0


def fields_now(actor: Actor) -> list[FieldNow]:
    """Say for each field in force how far its units have signed, in the order of the registers, in one query."""
    found: dict[str, FieldNow] = {}
    rows = FieldCount.objects.filter(_open_in_force(actor)).exclude(what=FieldCount.DUTIES)
    counted = rows.annotate(place=first_place()).values_list("field", "what", "place").annotate(sum=Sum("count"))
    for name, receipt, _place, count in counted.exclude(sum=0).order_by("place"):
        field = found.setdefault(name, FieldNow(name=name))
        setattr(field, receipt, getattr(field, receipt) + count)
    return list(found.values())


def holdings(actor: Actor, units: Iterable[int]) -> dict[int, Holding]:
    """Count what each of the units with these keys holds in force, in one query."""
    wanted = list(units)
    found = {unit: Holding() for unit in wanted}
    for unit, role, receipt, count in _held(actor, "unit").filter(unit__in=wanted):
        _add(found[unit], role, receipt, count)
    return found


def parts_of(
    actor: Actor,
    unit: int,
    *,
    role: str = "",
    register: str = "",
    after: str = "",
    before: str = "",
    size: int = 50,
) -> Page[Assignment]:
    """List the parts of a unit in duties in force, as the registers order them; of one role, of one register."""
    rows = Assignment.objects.filter(readable_parts(actor), unit=unit, edition__state=Edition.State.IN_FORCE)
    rows = rows.filter(role=role) if role else rows
    rows = rows.filter(edition__register__code=register) if register else rows
    shown = ("edition", "number", "position", "title", "text", "field")
    listed = rows.select_related("duty").only("role", "receipt", "edition", *(f"duty__{name}" for name in shown))
    # A unit has one part in a duty; in the order of duties that of a large unit is read from an index.
    order = ("duty__edition_id", "duty__position", "duty__id")
    return page_of(listed, order=order, after=after, before=before, size=size)


def holdings_by_register(actor: Actor, unit: int) -> dict[tuple[str, str], Holding]:
    """Count what a unit holds in force in each register, named by code and title, in one query."""
    found: dict[tuple[str, str], Holding] = {}
    rows = _held(actor, "edition__register__code", "edition__register__title").filter(unit=unit)
    for code, title, role, receipt, count in rows.order_by("edition"):
        _add(found.setdefault((code, title), Holding()), role, receipt, count)
    return found


def _held(actor: Actor, *names: str) -> QuerySet[Any, Any]:
    """Count the parts in force that the actor may read, by what is named, and by role and receipt."""
    rows = PartCount.objects.filter(readable_parts(actor), edition__state=Edition.State.IN_FORCE)
    found: QuerySet[Any, Any] = rows.values_list(*names, "role", "receipt").annotate(sum=Sum("count"))
    return found.exclude(sum=0)


def _add(held: Holding, role: str, receipt: str, count: int) -> None:
    for name in (role, receipt):
        setattr(held, name, getattr(held, name) + count)


def together(held: Iterable[Holding]) -> Holding:
    """Add holdings up."""
    total = Holding()
    for one in held:
        for entry in fields(Holding):
            setattr(total, entry.name, getattr(total, entry.name) + getattr(one, entry.name))
    return total


def laggards(actor: Actor, *, size: int) -> list[Laggard]:
    """Give the units for which most of what is in force awaits an answer, in one query."""
    rows = PartCount.objects.filter(_open_in_force(actor), receipt=Receipt.AWAITING)
    counted = rows.values_list("unit__code", "unit__name", "unit__name_zh").annotate(sum=Sum("count"))
    most = counted.filter(sum__gt=0).order_by("-sum", "unit__position", "unit")[:size]
    return [Laggard(code=code, label=label_of(name, name_zh), count=count) for code, name, name_zh, count in most]


def registers_now(actor: Actor, *, on: date) -> list[RegisterNow]:
    """Give every edition in force, and the drafts that the actor oversees, with their figures, in one query.

    *on* decides which units are no more and still hold something.
    """
    overseen = within(actor.paths(*OVERSIGHT), prefix="register__unit__") & Q(state__in=OPEN_STATES)
    rows = Edition.objects.filter(
        open_to(actor, register="register__"), overseen | Q(state=Edition.State.IN_FORCE)
    ).annotate(
        duties_count=summed(FieldCount.objects.filter(what=FieldCount.DUTIES)),
        parts_count=summed(FieldCount.objects.exclude(what=FieldCount.DUTIES)),
        accepted_count=summed(FieldCount.objects.filter(what=Receipt.ACCEPTED)),
        declined_count=summed(FieldCount.objects.filter(what=Receipt.DECLINED)),
        to_carry_count=summed(PartCount.objects.filter(unit__in=ended_units(on=on))),
    )
    return [_register_now(row) for row in rows.select_related("register").order_by("-pk")]


def _open_in_force(actor: Actor) -> Q:
    """Say of a count that it is of what is in force, in no register that is closed to the actor."""
    return open_to(actor, register="edition__register__") & Q(edition__state=Edition.State.IN_FORCE)


def _register_now(edition: Edition) -> RegisterNow:
    return RegisterNow(
        code=edition.register.code,
        title=edition.register.title,
        confidential=edition.register.confidential,
        number=edition.number,
        is_draft=edition.is_open,
        **{name: getattr(edition, f"{name}_count") for name in FIGURES},
    )
