"""Duties as lines of a list: the page of them in any order, and what each line says of the units."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from django.db.models import Count, Max, Q, QuerySet, Value
from django.db.models.functions import StrIndex, Upper
from django.db.models.lookups import GreaterThan
from django.utils.translation import get_language

from zeren_platform.common.pagination import Page, page_of
from zeren_platform.common.written import WrittenReadOfMany
from zeren_platform.responsibilities.arranging import DutyGroup, arranged, counted, order_of
from zeren_platform.responsibilities.models import Assignment, Duty, UnrecognisedUnit
from zeren_platform.responsibilities.pairs import has_pairs

__all__ = [
    "SHOWN",
    "DutyLine",
    "label_of",
    "lines_in_groups",
    "lines_of",
    "page_of_duties",
    "with_words",
    "with_written_leads",
]

# What a list may show of a duty besides its units.
SHOWN: Final = (
    *("number", "position", "title", "text", "field", "edition", "no_lead_stated", "open_set", "cycle", "level"),
    *("deadline", "due_on", "points", "version"),
)


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
    # Who leads by the source, where the name means no unit.
    written_leads: tuple[str, ...] = ()

    @property
    def lacks_lead(self) -> bool:
        """Nobody leads, though the source does not say so."""
        return not self.lead and not self.duty.no_lead_stated


def page_of_duties(
    rows: QuerySet[Duty],
    *,
    sort: str = "number",
    group: str = "",
    also: Sequence[str] = (),
    after: str = "",
    before: str = "",
    size: int = 50,
) -> Page[Duty]:
    """Take a page of *rows*, group by group where they are gathered, with what else is shown of each."""
    order = order_of(sort, group)
    listed = arranged(rows.only(*SHOWN, *also), order)
    return page_of(listed, order=order, after=after, before=before, size=size)


def with_words(words: str) -> Q:
    """Say of a duty "has all of these words in its title or text, or one as its number", whatever their case.

    A position is asked for and not a pattern: what nothing is known of the database takes to be frequent, so that it
    reads in the order of the list and stops when the page is full, instead of reading all and sorting what it found.
    Of pairs of letters it knows how frequent they are, and takes to their index where few duties have them.
    """
    condition = Q()
    for word in words.split():
        wanted = Upper(Value(word))
        places = (StrIndex(Upper("title"), wanted), StrIndex(Upper("text"), wanted))
        condition &= Q(*(GreaterThan(place, 0) for place in places), number=word, _connector=Q.OR)
        condition &= has_pairs(word)
    return condition


def lines_of(duties: Sequence[Duty]) -> list[DutyLine]:
    """Add to each duty what its line says of the units, in one query for all."""
    return _lines(duties, _written_parts([duty.pk for duty in duties]))


def with_written_leads(lines: Sequence[DutyLine]) -> list[DutyLine]:
    """Add to the lines of a draft that lack a lead whom the source names as such, though it means no unit."""
    lacking = [line.duty.pk for line in lines if line.lacks_lead]
    if not lacking:
        return list(lines)
    named: dict[int, list[str]] = {}
    rows = UnrecognisedUnit.objects.filter(duty__in=lacking, role=Assignment.Role.LEAD).order_by("id")
    for duty, name in rows.values_list("duty", "name"):
        named.setdefault(duty, []).append(name)
    return [replace(line, written_leads=tuple(named.get(line.duty.pk, ()))) for line in lines]


def lines_in_groups(duties: Sequence[Duty], rows: QuerySet[Duty], group: str) -> tuple[list[DutyLine], list[DutyGroup]]:
    """Do the same for a page of *rows*, and count the groups of them all in their order, in the same query."""
    none = Value("")
    groups = counted(rows, group).values_list(
        "group_place", none, none, "group_key", none, none, "group_count", Value(1)
    )
    found = list(
        _parts([duty.pk for duty in duties])
        .values_list(*PART, Value(0))
        .union(groups, all=True)
        .order_by("duty", "code")
    )
    heads = [DutyGroup(key=key, count=count) for _, _, _, key, _, _, count, is_group in found if is_group]
    return _lines(duties, (row[:-1] for row in found if not row[-1])), heads


# What is read of the parts of duties, by role and receipt.
PART: Final = ("duty", "role", "receipt", "code", "name", "name_zh", "count")


def _parts(duties: Sequence[int]) -> QuerySet[Any, Any]:
    rows: QuerySet[Any, Any] = Assignment.objects.filter(duty__in=duties).values("duty", "role", "receipt")
    # A duty has one lead at most, so of its units the greatest is the one.
    names = {"code": Max("unit__code"), "name": Max("unit__name"), "name_zh": Max("unit__name_zh")}
    counted_parts: QuerySet[Any, Any] = rows.annotate(**names, count=Count("*")).order_by()
    return counted_parts.values_list(*PART)


# Every list of duties asks this, for one duty or for those of a page.
_written_parts = WrittenReadOfMany(_parts, kind=int, most=128)


def _lines(duties: Sequence[Duty], read: Iterable[tuple[Any, ...]]) -> list[DutyLine]:
    found: dict[int, _Parts] = {}
    for key, role, receipt, code, name, name_zh, count in read:
        parts = found.setdefault(key, _Parts())
        parts.counts[role] += count
        parts.counts[receipt] += count
        if role == Assignment.Role.LEAD:
            parts.lead, parts.lead_name = code, label_of(name, name_zh)
    return [_line(duty, found.get(duty.pk) or _Parts()) for duty in duties]


def label_of(name: str, name_zh: str) -> str:
    """Choose the name in the reader's language, as ``Unit.label`` does, where no row was loaded."""
    return name_zh if name_zh and (get_language() or "").startswith("zh") else name


@dataclass(slots=True)
class _Parts:
    """The parts of one duty: who leads, and how many there are by role and by receipt."""

    lead: str = ""
    lead_name: str = ""
    counts: Counter[str] = field(default_factory=Counter)


def _line(duty: Duty, parts: _Parts) -> DutyLine:
    counts = parts.counts
    return DutyLine(
        duty=duty,
        lead=parts.lead,
        lead_name=parts.lead_name,
        support=counts[Assignment.Role.SUPPORT],
        territorial=counts[Assignment.Role.TERRITORIAL],
        assignments=sum(counts[receipt] for receipt in Assignment.Receipt.values),
        accepted=counts[Assignment.Receipt.ACCEPTED],
        declined=counts[Assignment.Receipt.DECLINED],
    )
