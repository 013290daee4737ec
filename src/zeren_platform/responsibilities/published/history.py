"""The same duty from edition to edition: what changed in its words, and which unit held which part when."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from zeren.similarity import Piece, differences
from zeren_platform.common.written import WrittenRead, WrittenReadOfMany
from zeren_platform.ledger.queries import Chapter
from zeren_platform.responsibilities.events import DutyReassigned
from zeren_platform.responsibilities.lines import label_of
from zeren_platform.responsibilities.models import SAID, Assignment, CarriedPart, Duty, Edition
from zeren_platform.responsibilities.published.conditions import adopted_editions
from zeren_platform.responsibilities.subjects import same_duty

__all__ = ["Change", "History", "Holding", "Version", "by_role", "changes_between", "held_in", "history", "selves"]

RANK: Final = {role: place for place, role in enumerate(Assignment.Role.values)}
# What a page of a duty tells of a proposal is cut out of its document, and the rest stays where it is.
PROPOSED: Final = ("title", "text", "actor_text", "field", "basis", "target", "targets", "scoring_rule", "evidence")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What one fact of a duty said before and says now; the name of a role for its units."""

    fact: str
    pieces: list[Piece]


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A duty as one adopted edition has it, with what changed in it since the edition before that held it."""

    pk: int
    number: str
    edition: int
    in_force: bool
    state_label: str
    effective_from: date | None
    effective_until: date | None
    changes: list[Change]


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """A unit's part in a duty for as long as it has had it without a break; ``until`` is the first day after."""

    unit: str
    unit_name: str
    role: str
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """All editions of one duty, the newest first, and who held it when, the present ones first.

    ``in_force`` is the key of the duty in the edition in force, 0 where it is in force no more.
    """

    versions: list[Version]
    holdings: list[Holding]
    in_force: int


def selves(pk: int) -> list[Duty]:
    """Give a public duty in all adopted editions that hold it, oldest first, with who has a part in it; two queries.

    None where the duty with this key is not public.
    """
    rows = _selves(pk)
    held: defaultdict[int, list[Assignment]] = defaultdict(list)
    for part in _parts([row.pk for row in rows]):
        held[part.duty_id].append(part)
    for row in rows:
        row.held = held[row.pk]  # type: ignore[attr-defined]  # given by held_in
    return rows


def _in_editions(pk: int) -> QuerySet[Duty]:
    first = Subquery(Duty.objects.filter(pk=pk).values(first=Coalesce("origin", "pk")))
    rows = Duty.objects.filter(Q(pk=first) | Q(origin=first), edition__in=adopted_editions())
    went_over = Exists(CarriedPart.objects.filter(same_duty(OuterRef("pk"), OuterRef("origin"))))
    listed = rows.select_related("edition__register", "proposal").defer(*(f"proposal__{name}" for name in PROPOSED))
    return listed.annotate(was_carried=went_over).order_by("edition__number", "pk")


def _with_units(duties: Sequence[int]) -> QuerySet[Assignment]:
    return Assignment.objects.filter(duty__in=duties).select_related("unit").order_by("unit__position", "id")


# Every page of a duty asks these.
_selves = WrittenRead(_in_editions, -1)
_parts = WrittenReadOfMany(_with_units, kind=int, most=64)


def held_in(duty: Duty) -> Sequence[Assignment]:
    """Give the parts of units in *duty*, in the order of the jurisdiction; no query where ``selves`` read them."""
    held: Sequence[Assignment] | None = getattr(duty, "held", None)
    return list(duty.assignments.all()) if held is None else held


def by_role(held: Iterable[Assignment]) -> list[Assignment]:
    """Put the lead first, then the other roles in their order."""
    return sorted(held, key=lambda part: RANK[part.role])


def history(rows: Sequence[Duty], chapters: Iterable[Chapter]) -> History:
    """Tell a duty through its *selves* and what is recorded of them."""
    told = [_version(row, former) for former, row in pairwise([None, *rows]) if row is not None]
    return History(
        versions=told[::-1],
        holdings=_holdings(rows, _moves(chapters)),
        in_force=next((version.pk for version in told if version.in_force), 0),
    )


def _version(row: Duty, former: Duty | None) -> Version:
    return Version(
        pk=row.pk,
        number=row.number,
        edition=row.edition.number,
        in_force=row.edition.state == Edition.State.IN_FORCE,
        state_label=str(Edition.State(row.edition.state).label),
        effective_from=row.edition.effective_from,
        effective_until=row.edition.effective_until,
        changes=list(changes_between(former, row)) if former else [],
    )


def changes_between(before: Duty, after: Duty) -> Iterator[Change]:
    """Tell what a duty says now from what it said, fact by fact, and its units role by role."""
    for fact in ("number", *SAID):
        was, now = _words(before, fact), _words(after, fact)
        if was != now:
            yield Change(fact=fact, pieces=differences(was, now))
    old, new = _units(before), _units(after)
    for role in Assignment.Role.values:
        if old[role] != new[role]:
            yield Change(fact=role, pieces=list(_listed(old[role], new[role])))


def _words(row: Duty, fact: str) -> str:
    """Say a fact in words: a choice by its label, nothing as nothing."""
    given = getattr(row, fact)
    if isinstance(given, bool):
        return _("Yes") if given else _("No")
    labelled = getattr(row, f"get_{fact}_display", None)
    return str(labelled()) if labelled and given else "" if given is None else str(given)


def _units(row: Duty) -> Mapping[str, dict[str, str]]:
    """Name the units by role, in the order of the jurisdiction."""
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for part in held_in(row):
        found[part.role][part.unit.code] = part.unit.label
    return found


def _listed(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Piece]:
    """Tell two lists of units apart, each unit as a whole."""
    for place, (code, name) in enumerate((dict(old) | dict(new)).items()):
        if place:
            yield "same", " · "
        yield "same" if code in old and code in new else "in" if code in new else "out", name


def _holdings(rows: Sequence[Duty], moves: Mapping[int, Sequence[Chapter]]) -> list[Holding]:
    ended: list[Holding] = []
    standing: dict[tuple[str, str], Holding] = {}
    for row in rows:
        for held in _held_in(row, moves):
            known = standing.get((held.unit, held.role))
            if known and known.until == held.since:
                standing[held.unit, held.role] = replace(known, until=held.until)
            else:
                ended += [known] if known else []
                standing[held.unit, held.role] = held
    return sorted([*standing.values(), *ended], key=_newest_first)


def _held_in(row: Duty, moves: Mapping[int, Sequence[Chapter]]) -> Iterator[Holding]:
    """Say who held each part in one edition, one after the other where it was assigned anew."""
    for part in by_role(sorted(held_in(row), key=lambda part: part.pk)):
        since = row.edition.effective_from
        for move in moves.get(part.pk, ()):
            until = timezone.localdate(move.at)
            yield _holding(move.facts, part.role, since=since, until=until)
            since = until
        yield Holding(
            unit=part.unit.code,
            unit_name=part.unit.label,
            role=part.role,
            since=since,
            until=row.edition.effective_until,
        )


def _holding(facts: Mapping[str, object], role: str, *, since: date | None, until: date) -> Holding:
    """Read from the record who held a part before it was assigned anew."""
    name = label_of(str(facts["former_unit_name"]), str(facts["former_unit_name_zh"]))
    return Holding(unit=str(facts["former_unit"]), unit_name=name, role=role, since=since, until=until)


def _moves(chapters: Iterable[Chapter]) -> Mapping[int, list[Chapter]]:
    """Give the records of parts that were assigned anew, by the part, oldest first."""
    found: defaultdict[int, list[Chapter]] = defaultdict(list)
    for told in chapters:
        if told.event == DutyReassigned.code:
            found[int(told.facts["assignment"])].append(told)
    return found


def _newest_first(held: Holding) -> tuple[int, int]:
    return (0, 0) if held.until is None else (1, -held.until.toordinal())
