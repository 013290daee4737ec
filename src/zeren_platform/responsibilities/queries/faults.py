"""What keeps a draft from being adopted."""

from dataclasses import dataclass
from typing import Literal

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Trim
from django.db.models.lookups import Exact

from zeren_platform.responsibilities.models import Assignment, Duty, Edition, UnrecognisedUnit

__all__ = ["Fault", "faults", "faulty", "faulty_count", "without_lead"]

FaultKind = Literal["no-lead", "unrecognised", "no-text"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is wrong, and the duties in which it is."""

    kind: FaultKind
    duties: list[Duty]


def without_lead() -> Q:
    """Say "nobody leads, and the source does not say that nobody does"."""
    leads = Assignment.objects.filter(duty=OuterRef("pk"), role=Assignment.Role.LEAD)
    return Q(~Exists(leads), no_lead_stated=False)


def with_unrecognised() -> Q:
    """Say "names a unit that nobody recognised"."""
    return Q(Exists(UnrecognisedUnit.objects.filter(duty=OuterRef("pk"))))


def without_text() -> Q:
    """Say "holds nothing but spaces"."""
    return Q(Exact(Trim("text"), ""))


def faulty(edition: Edition) -> QuerySet[Duty]:
    """Give the duties of *edition* that have any fault."""
    return edition.duties.filter(without_lead() | with_unrecognised() | without_text())


def faulty_count(edition: Edition) -> int:
    """Count them."""
    return faulty(edition).count()


def faults(edition: Edition) -> list[Fault]:
    """Sort the faulty duties by what is wrong with them; a kind without duties is left out."""
    rows = faulty(edition).annotate(lacks_lead=without_lead()).prefetch_related("unrecognised")
    kinds: dict[FaultKind, list[Duty]] = {"no-lead": [], "unrecognised": [], "no-text": []}
    for duty in rows.order_by("position", "id"):
        if duty.lacks_lead:
            kinds["no-lead"].append(duty)
        if duty.unrecognised.all():
            kinds["unrecognised"].append(duty)
        if not duty.text.strip():
            kinds["no-text"].append(duty)
    return [Fault(kind=kind, duties=duties) for kind, duties in kinds.items() if duties]
