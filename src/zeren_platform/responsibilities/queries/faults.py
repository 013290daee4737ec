"""What keeps a draft from being adopted."""

from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Literal

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Trim
from django.db.models.lookups import Exact

from zeren_platform.responsibilities.models import Assignment, Duty, Edition, UnrecognisedUnit

__all__ = [
    "Fault",
    "FaultyDuty",
    "faults",
    "faulty",
    "faulty_count",
    "with_unrecognised",
    "without_lead",
    "without_text",
]

FaultKind = Literal["no-lead", "unrecognised", "no-text"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultyDuty:
    """A duty that must be mended; ``names`` of the source mean no unit."""

    pk: int
    number: str
    name: str
    lacks_lead: bool
    is_empty: bool
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is wrong, and the duties in which it is."""

    kind: FaultKind
    duties: list[FaultyDuty]

    @property
    def filter(self) -> str:
        """How the list is narrowed to them."""
        return "no-lead" if self.kind == "no-lead" else "any"


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
    """Sort the faulty duties by what is wrong with them, in one query; a kind without duties is left out."""
    found = _faulty_duties(edition)
    kinds: dict[FaultKind, list[FaultyDuty]] = {
        "no-lead": [duty for duty in found if duty.lacks_lead],
        "unrecognised": [duty for duty in found if duty.names],
        "no-text": [duty for duty in found if duty.is_empty],
    }
    return [Fault(kind=kind, duties=duties) for kind, duties in kinds.items() if duties]


def _faulty_duties(edition: Edition) -> list[FaultyDuty]:
    """Read each duty once for every name that means no unit, or once where there is none."""
    rows = faulty(edition).annotate(lacks_lead=without_lead()).order_by("position", "id", "unrecognised__id")
    lines = rows.values_list("pk", "number", "title", "text", "lacks_lead", "unrecognised__name")
    duties = []
    for _pk, group in groupby(lines, key=itemgetter(0)):
        same = list(group)
        pk, number, title, text, lacks_lead, _name = same[0]
        names = tuple(name for *_said, name in same if name)
        duties.append(
            FaultyDuty(
                pk=pk,
                number=number,
                name=title or text,
                lacks_lead=lacks_lead,
                is_empty=not text.strip(),
                names=names,
            )
        )
    return duties
