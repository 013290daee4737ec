"""What reorganised units still hold, to whom it can go, and who held a part before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from django.db.models import QuerySet, Sum

from zeren_platform.common.actor import Actor
from zeren_platform.organisation.queries import reorganised, within
from zeren_platform.responsibilities.lines import label_of
from zeren_platform.responsibilities.models import Assignment, CarriedPart, Edition, PartCount
from zeren_platform.responsibilities.permissions import KEEP
from zeren_platform.responsibilities.queries.visibility import readable_parts

if TYPE_CHECKING:
    from zeren_platform.organisation.models import Unit

__all__ = ["AtStake", "FormerHolder", "Waiting", "at_stake", "former_holders", "held_parts", "to_carry", "waiting"]

# What binds somebody, and what is about to: an edition about which units are being asked says what they were asked.
CARRIED_STATES: Final = (Edition.State.DRAFT, Edition.State.IN_FORCE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A reorganised unit that still holds parts."""

    unit: "Unit"
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AtStake:
    """What a unit holds in one register: parts that are carried over once it is reorganised."""

    code: str
    unit: str
    register: str
    draft: bool
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerHolder:
    """Who held a part of a duty before, and to whom it went."""

    unit: str
    code: str
    successor: str
    role: str
    joined: bool
    receipt: str
    effective_on: date


def held_parts(unit: "Unit") -> QuerySet[Assignment]:
    """Give the parts that a unit holds in editions in force and in drafts."""
    rows = Assignment.objects.filter(unit=unit, edition__state__in=CARRIED_STATES)
    return rows.select_related("unit", "duty__edition__register__unit")


def at_stake(actor: Actor, codes: Iterable[str]) -> list[AtStake]:
    """Say what units hold, register by register, as far as the actor may read it; one query."""
    rows = PartCount.objects.filter(readable_parts(actor), unit__code__in=list(codes))
    held = rows.filter(edition__state__in=CARRIED_STATES).order_by("unit__position", "unit_id", "edition_id")
    told = held.values_list("unit__code", "unit__name", "unit__name_zh", "edition__register__title", "edition__state")
    return [
        AtStake(
            code=code,
            unit=label_of(name, name_zh),
            register=title,
            draft=state == Edition.State.DRAFT,
            count=count,
        )
        for code, name, name_zh, title, state, count in told.annotate(sum=Sum("count")).filter(sum__gt=0)
    ]


def to_carry(actor: Actor, unit: "Unit") -> list[Assignment]:
    """List those of them that lie in registers which the actor keeps, in the order of the registers."""
    kept = within(actor.paths(*KEEP), prefix="duty__edition__register__unit__")
    return list(held_parts(unit).filter(kept).order_by("edition_id", "duty__position", "id"))


def waiting(actor: Actor, *, on: date) -> list[Waiting]:
    """List the reorganised units that still hold parts in registers which the actor keeps."""
    units = {unit.pk: unit for unit in reorganised(on=on)}
    kept = within(actor.paths(*KEEP), prefix="edition__register__unit__")
    rows = PartCount.objects.filter(kept, unit__in=units, edition__state__in=CARRIED_STATES)
    counts = dict(rows.values_list("unit").annotate(sum=Sum("count")).filter(sum__gt=0))
    return [Waiting(unit=unit, count=counts[key]) for key, unit in units.items() if key in counts]


def former_holders(carried: Iterable[CarriedPart]) -> list[FormerHolder]:
    """Say who held parts of a duty before a reorganisation, from what went over in it."""
    return [
        FormerHolder(
            unit=row.former_unit.label,
            code=row.former_unit.code,
            successor=row.unit.label,
            role=row.role,
            joined=row.joined,
            receipt=str(Assignment.Receipt(row.receipt).label),
            effective_on=row.effective_on,
        )
        for row in carried
    ]
