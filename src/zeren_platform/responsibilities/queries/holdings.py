"""What units hold in the registers in force: how much in which role, and how far they have signed for it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date

from django.db.models import Case, Count, Min, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from zeren_platform.common.actor import OVERSIGHT, Actor
from zeren_platform.common.memory import shelf
from zeren_platform.common.pagination import Page, page_of
from zeren_platform.organisation.queries import ended_units, within
from zeren_platform.organisation.queries import units as all_units
from zeren_platform.responsibilities.lines import label_of
from zeren_platform.responsibilities.models import OPEN_STATES, Assignment, Duty, Edition
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

Role, Receipt = Assignment.Role, Assignment.Receipt
FIGURES = ("duties", "parts", "accepted", "declined", "to_carry")
ANSWERED = (Receipt.ACCEPTED, Receipt.DECLINED)


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
    # What its duties and parts depend on (``Edition.lasting``).
    lasting: str = ""


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
    rows = Assignment.objects.filter(readable_parts(actor), edition__state=Edition.State.IN_FORCE)
    counted = rows.values_list("duty__field", "receipt").annotate(count=Count("*"), first=Min("duty__position"))
    for name, receipt, count, _first in counted.order_by("first"):
        setattr(found.setdefault(name, FieldNow(name=name)), receipt, count)
    return list(found.values())


def holdings(actor: Actor, units: Iterable[int]) -> dict[int, Holding]:
    """Count what each of the units with these keys holds in force, in one query."""
    wanted = list(units)
    found = {unit: Holding() for unit in wanted}
    rows = Assignment.objects.filter(readable_parts(actor), unit__in=wanted, edition__state=Edition.State.IN_FORCE)
    for unit, role, receipt, count in rows.values_list("unit", "role", "receipt").annotate(count=Count("*")).order_by():
        held = found[unit]
        setattr(held, role, getattr(held, role) + count)
        setattr(held, receipt, getattr(held, receipt) + count)
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
    rows = Assignment.objects.filter(readable_parts(actor), unit=unit, edition__state=Edition.State.IN_FORCE)
    rows = rows.order_by("edition")
    names = ("edition__register__code", "edition__register__title")
    found: dict[tuple[str, str], Holding] = {}
    for code, title, role, receipt, count in rows.values_list(*names, "role", "receipt").annotate(count=Count("*")):
        held = found.setdefault((code, title), Holding())
        setattr(held, role, getattr(held, role) + count)
        setattr(held, receipt, getattr(held, receipt) + count)
    return found


def together(held: Iterable[Holding]) -> Holding:
    """Add holdings up."""
    total = Holding()
    for one in held:
        for entry in fields(Holding):
            setattr(total, entry.name, getattr(total, entry.name) + getattr(one, entry.name))
    return total


def laggards(actor: Actor, registers: Sequence[RegisterNow], *, size: int) -> list[Laggard]:
    """Give the units that have answered for least of what is in force in these *registers*, in one query.

    What units hold lasts longer than what they have answered for: it is counted once, and then only the answers are.
    """
    in_force = Edition.objects.filter(open_to(actor, register="register__"), state=Edition.State.IN_FORCE)
    parts = Assignment.objects.filter(unit=OuterRef("pk"), edition__in=in_force)
    # Counted unit by unit an index holds all that is asked; joined to the units each part would be looked at.
    kept = shelf(_lasting(registers), "parts of units")
    answered = _counted(parts.filter(receipt__in=ANSWERED), "unit")
    awaiting = Value(0) if kept else _counted(parts.filter(receipt=Receipt.AWAITING), "unit")
    rows = all_units().annotate(answered=answered, awaiting=awaiting)
    read = list(rows.values_list("pk", "code", "name", "name_zh", "answered", "awaiting"))
    held: dict[int, int] = kept.setdefault("held", {pk: count + more for pk, *_named, count, more in read})
    left = [(held.get(pk, 0) - count, code, name, name_zh) for pk, code, name, name_zh, count, _awaiting in read]
    most = sorted(left, key=lambda one: -one[0])[:size]
    return [
        Laggard(code=code, label=label_of(name, name_zh), count=count) for count, code, name, name_zh in most if count
    ]


def registers_now(actor: Actor, *, on: date) -> list[RegisterNow]:
    """Give every edition in force, and the drafts that the actor oversees, with their figures, in one query.

    *on* decides which units are no more and still hold something.
    """
    of_edition = Assignment.objects.filter(edition=OuterRef("pk"))
    overseen = within(actor.paths(*OVERSIGHT), prefix="register__unit__") & Q(state__in=OPEN_STATES)
    rows = Edition.objects.filter(
        open_to(actor, register="register__"), overseen | Q(state=Edition.State.IN_FORCE)
    ).annotate(
        duties_count=_lasting_count(Duty.objects.filter(edition=OuterRef("pk")), "duties"),
        parts_count=_lasting_count(of_edition, "parts"),
        accepted_count=_counted(of_edition.filter(receipt=Receipt.ACCEPTED), "edition"),
        declined_count=_counted(of_edition.filter(receipt=Receipt.DECLINED), "edition"),
        to_carry_count=_counted(of_edition.filter(unit__in=ended_units(on=on)), "edition"),
    )
    return [_register_now(row) for row in rows.select_related("register").order_by("-pk")]


def _register_now(edition: Edition) -> RegisterNow:
    figures = {name: getattr(edition, f"{name}_count") for name in FIGURES}
    if edition.lasting:
        _known()[edition.pk] = (edition, figures)
    return RegisterNow(
        code=edition.register.code,
        title=edition.register.title,
        confidential=edition.register.confidential,
        number=edition.number,
        is_draft=edition.is_open,
        lasting=edition.lasting,
        **figures,
    )


def _lasting(registers: Sequence[RegisterNow]) -> str:
    """Name what the parts in all that is in force depend on; nothing where that may change by any act."""
    in_force = [register.lasting for register in registers if not register.is_draft]
    return ", ".join(in_force) if all(in_force) else ""


def _known() -> dict[int, tuple[Edition, dict[str, int]]]:
    """Give the editions that were counted, as they were then, with their figures."""
    known: dict[int, tuple[Edition, dict[str, int]]] = shelf("whatever happens", "figures").setdefault("figures", {})
    return known


def _lasting_count(rows: QuerySet[Duty] | QuerySet[Assignment], name: str) -> Case:
    """Count *rows* of an edition, unless it is as it was when they were counted: the database then counts nothing."""
    as_then = [
        When(pk=key, digest=then.digest, parts_moved=then.parts_moved, then=Value(figures[name]))
        for key, (then, figures) in _known().items()
    ]
    return Case(*as_then, default=_counted(rows, "edition"))


def _counted(rows: QuerySet[Duty] | QuerySet[Assignment], group: str) -> Coalesce:
    counted = rows.order_by().values(group).annotate(count=Count("*")).values("count")
    return Coalesce(Subquery(counted), 0)
