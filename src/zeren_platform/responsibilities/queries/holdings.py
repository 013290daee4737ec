"""What units hold in the registers in force: how much in which role, and how far they have signed for it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from zeren_platform.common.pagination import Page, page_of
from zeren_platform.responsibilities.models import Assignment, Duty, Edition

__all__ = ["Holding", "RegisterInForce", "holdings", "in_force", "parts_of"]

Role, Receipt = Assignment.Role, Assignment.Receipt


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
class RegisterInForce:
    """A register with its edition in force in figures."""

    code: str
    title: str
    duties: int
    parts: int
    accepted: int
    declined: int

    @property
    def awaiting(self) -> int:
        """Parts that nobody has answered for."""
        return self.parts - self.accepted - self.declined


def holdings(units: Iterable[int]) -> dict[int, Holding]:
    """Count what each of the units with these keys holds in force, in one query."""
    wanted = list(units)
    found = {unit: Holding() for unit in wanted}
    rows = Assignment.objects.filter(unit__in=wanted, edition__state=Edition.State.IN_FORCE)
    for unit, role, receipt, count in (
        rows.values_list("unit", "role", "receipt").annotate(count=Count("pk")).order_by()
    ):
        held = found[unit]
        setattr(held, role, getattr(held, role) + count)
        setattr(held, receipt, getattr(held, receipt) + count)
    return found


def parts_of(unit_code: str, *, role: str = "", after: str = "", before: str = "", size: int = 50) -> Page[Assignment]:
    """List the parts of a unit in duties in force, as the registers order them; of one role, where one is named."""
    rows = Assignment.objects.filter(unit__code=unit_code, edition__state=Edition.State.IN_FORCE)
    rows = rows.filter(role=role) if role else rows
    shown = ("number", "position", "title", "text", "field")
    listed = rows.select_related("duty").only("role", "receipt", "edition", *(f"duty__{name}" for name in shown))
    order = ("edition_id", "duty__position", "id")
    return page_of(listed, order=order, after=after, before=before, size=size)


def in_force() -> list[RegisterInForce]:
    """Give every register that has an edition in force, with its figures, in one query."""
    duties = _counted(Duty.objects.filter(edition=OuterRef("pk")), "edition")
    of_edition = Assignment.objects.filter(edition=OuterRef("pk"))
    rows = Edition.objects.filter(state=Edition.State.IN_FORCE).annotate(
        duty_count=duties,
        parts=_counted(of_edition, "edition"),
        accepted=_counted(of_edition.filter(receipt=Receipt.ACCEPTED), "edition"),
        declined=_counted(of_edition.filter(receipt=Receipt.DECLINED), "edition"),
    )
    names = ("register__code", "register__title", "duty_count", "parts", "accepted", "declined")
    return [
        RegisterInForce(code=code, title=title, duties=count, parts=parts, accepted=accepted, declined=declined)
        for code, title, count, parts, accepted, declined in rows.order_by("-effective_from", "-pk").values_list(*names)
    ]


def _counted(rows: QuerySet[Duty] | QuerySet[Assignment], group: str) -> Coalesce:
    counted = rows.order_by().values(group).annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), 0)
