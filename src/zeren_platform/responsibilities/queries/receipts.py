"""Receipts: what awaits an answer, and what was declined."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import QuerySet, Sum

from zeren_platform.common.actor import OVERSIGHT, UNIT_ROLES, Actor
from zeren_platform.common.problems import NotFoundError
from zeren_platform.organisation.queries import units, within
from zeren_platform.responsibilities.lines import label_of
from zeren_platform.responsibilities.models import Assignment, Edition, PartCount
from zeren_platform.responsibilities.queries.visibility import readable_parts

if TYPE_CHECKING:
    from zeren_platform.organisation.models import Unit

__all__ = [
    "AwaitingGroup",
    "assignment_for",
    "awaiting_groups",
    "first_declined",
    "late_units",
    "receipts_awaiting",
    "receipts_declined",
]

IN_FORCE = {"edition__state": Edition.State.IN_FORCE}


@dataclass(frozen=True, slots=True, kw_only=True)
class AwaitingGroup:
    """How much of one edition awaits one unit: what can be signed for at once."""

    unit: str
    unit_name: str
    edition: int
    register: str
    register_title: str
    confidential: bool
    count: int
    # Until when the unit was to sign, where a day was set, and whether it is past.
    due_on: date | None = None
    is_late: bool = False


def receipts_awaiting(actor: Actor, *, register: str = "") -> QuerySet[Assignment]:
    """Give what awaits the units of the actor's own subtree, in force; of one register, where one is named."""
    rows = Assignment.objects.filter(unit__in=_own(actor), **IN_FORCE)
    if register:
        rows = rows.filter(edition__register__code=register)
    return rows.filter(receipt=Assignment.Receipt.AWAITING).select_related("unit", "duty__edition__register")


def awaiting_groups(actor: Actor, *, on: date | None = None) -> list[AwaitingGroup]:
    """Count the same by unit and edition, in the order of the jurisdiction; say what is late *on* a day."""
    rows = PartCount.objects.filter(unit__in=_own(actor), receipt=Assignment.Receipt.AWAITING, **IN_FORCE)
    names = ("unit__code", "unit__name", "unit__name_zh", "edition")
    said = ("code", "title", "confidential")
    titles = (*(f"edition__register__{name}" for name in said), "edition__receipt_due_on")
    found = rows.values_list(*names, *titles).annotate(sum=Sum("count")).filter(sum__gt=0)
    return [
        AwaitingGroup(
            unit=code,
            unit_name=label_of(name, name_zh),
            edition=edition,
            register=register,
            register_title=title,
            confidential=confidential,
            count=count,
            due_on=due_on,
            is_late=on is not None and due_on is not None and due_on < on,
        )
        for code, name, name_zh, edition, register, title, confidential, due_on, count in found.order_by(
            "unit__position", "edition"
        )
    ]


def receipts_declined(actor: Actor) -> QuerySet[Assignment]:
    """Give what units declined in registers that the actor oversees: somebody has to assign it anew."""
    paths = actor.paths(*OVERSIGHT)
    rows = Assignment.objects.filter(within(paths, prefix="edition__register__unit__"), **IN_FORCE)
    return rows.filter(receipt=Assignment.Receipt.DECLINED).select_related("unit", "duty__edition__register__unit")


def first_declined(actor: Actor, *, size: int) -> list[Assignment]:
    """List those of them that wait longest."""
    return list(receipts_declined(actor).order_by("answered_at", "id")[:size])


def late_units(edition: Edition, *, on: date) -> list[tuple[str, str, int]]:
    """Name the units that were to sign before *on* and have not: code, name, how many parts await them."""
    if edition.receipt_due_on is None or edition.receipt_due_on >= on or edition.state != Edition.State.IN_FORCE:
        return []
    rows = PartCount.objects.filter(edition=edition, receipt=Assignment.Receipt.AWAITING)
    found = rows.values_list("unit__code", "unit__name", "unit__name_zh").annotate(sum=Sum("count")).filter(sum__gt=0)
    return [(code, label_of(name, name_zh), count) for code, name, name_zh, count in found.order_by("unit__position")]


def assignment_for(actor: Actor, pk: int) -> Assignment:
    """Give an assignment in force, for the page on which somebody answers it; the act asks for the right."""
    rows = Assignment.objects.select_related("unit", "duty__edition__register__unit")
    found = rows.filter(readable_parts(actor), pk=pk, **IN_FORCE).first()
    if found is None:
        raise NotFoundError(assignment=pk)
    return found


def _own(actor: Actor) -> "QuerySet[Unit]":
    """Say "the units of the actor's own subtree" as a subquery, so that the database begins with the few units."""
    return units().filter(within(actor.paths(*UNIT_ROLES))).order_by()
