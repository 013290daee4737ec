"""What was asked, what units answered, and what changed since: a consultation as its pages show it."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Final, Literal

from django.db.models import Count, Q, QuerySet

from zeren_platform.common.actor import UNIT_ROLES, Actor
from zeren_platform.common.problems import NotFoundError
from zeren_platform.organisation.queries import within
from zeren_platform.responsibilities.contents import DutyContent, EditionRows
from zeren_platform.responsibilities.lines import label_of
from zeren_platform.responsibilities.models import (
    Comment,
    Consultation,
    ConsultedDuty,
    Duty,
    Edition,
    Opinion,
)
from zeren_platform.responsibilities.queries.visibility import oversees

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "Asked",
    "Change",
    "Tally",
    "asked_so_far",
    "changes_since",
    "comment_for",
    "comments_of",
    "consultation_for",
    "consultations_of",
    "duties_asked_about",
    "opinion_for",
    "opinions_asked",
    "opinions_of",
    "opinions_owed",
    "tally",
    "tally_of",
    "units_named",
]

Outcome = Comment.Outcome
Stance = Opinion.Stance
# What says whether a consultation is over and counts.
OVER: Final = ("consultation__closed_at", "consultation__broken_off_reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """A consultation in numbers (征求意见汇总); a comment that was withdrawn counts apart."""

    asked: int
    agreed: int
    objected: int
    comments: int
    adopted: int
    partly: int
    not_adopted: int
    withdrawn: int

    @property
    def silent(self) -> int:
        """Units that said neither yes nor no."""
        return self.asked - self.agreed - self.objected

    def keeps_open(self, closes_on: date, *, on: date) -> bool:
        """Say whether some have not answered and still have the time to."""
        return self.silent > 0 and on <= closes_on

    @property
    def answered(self) -> int:
        """Units that said either."""
        return self.agreed + self.objected

    @property
    def unanswered(self) -> int:
        """Comments that the clerk has still to answer."""
        return self.comments - self.adopted - self.partly - self.not_adopted


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A duty that no longer says what the units were asked about."""

    kind: Literal["added", "removed", "edited"]
    number: str
    # Null where it is no longer in the draft.
    duty: int | None
    # What differs, by name: what it said then and what it says now.
    differences: list[tuple[str, str, str]] = field(default_factory=list)
    # The codes of the units that it names, then or now.
    units: frozenset[str] = frozenset()


def consultations_of(edition: Edition) -> list[Consultation]:
    """List the consultations on an edition, the newest first."""
    return list(edition.consultations.order_by("-number"))


def consultation_for(actor: Actor, pk: int) -> Consultation:
    """Give a consultation to those who oversee the register and to the units that are, or were, asked."""
    rows = Consultation.objects.select_related("edition__register__unit")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFoundError(consultation=pk)
    if not oversees(actor, found.edition.register) and not opinions_of(actor, found).exists():
        raise NotFoundError(consultation=pk)
    return found


def opinions_of(actor: Actor, consultation: Consultation) -> QuerySet[Opinion]:
    """Give what the units hold: to who oversees the register all, to a unit its own."""
    rows = consultation.opinions.select_related("unit").order_by("unit__position", "unit")
    if oversees(actor, consultation.edition.register):
        return rows
    return rows.filter(within(actor.paths(*UNIT_ROLES), prefix="unit__"))


def comments_of(actor: Actor, consultation: Consultation) -> list[Comment]:
    """List their comments: on the whole first, then duty by duty."""
    rows = Comment.objects.filter(opinion__in=opinions_of(actor, consultation).order_by())
    rows = rows.select_related("opinion__unit", "duty", "proposed_unit")
    return list(rows.order_by("duty__position", "opinion__unit__position", "id"))


def comment_for(actor: Actor, pk: int) -> Comment:
    """Give a comment to those who oversee the register and to the unit that made it."""
    rows = Comment.objects.select_related(
        *("duty", "proposed_unit", "opinion__unit", "opinion__consultation__edition__register__unit")
    )
    found = rows.filter(pk=pk).first()
    if found is None or not _may_read(actor, found.opinion):
        raise NotFoundError(comment=pk)
    return found


def opinion_for(actor: Actor, consultation_id: int, unit_code: str) -> Opinion:
    """Give the opinion of one unit to those who oversee the register and to the unit."""
    rows = Opinion.objects.select_related("unit", "consultation__edition__register__unit")
    found = rows.filter(consultation=consultation_id, unit__code=unit_code).first()
    if found is None or not _may_read(actor, found):
        raise NotFoundError(consultation=consultation_id, unit=unit_code)
    return found


def _may_read(actor: Actor, opinion: Opinion) -> bool:
    own = actor.standing(*UNIT_ROLES, path=opinion.unit.path)
    return own is not None or oversees(actor, opinion.consultation.edition.register)


def opinions_asked(actor: Actor) -> QuerySet[Opinion]:
    """Give what the units of the actor's own subtree are asked now, the most urgent first."""
    rows = Opinion.objects.filter(
        within(actor.paths(*UNIT_ROLES), prefix="unit__"), consultation__closed_at__isnull=True
    )
    rows = rows.select_related("unit", "consultation__edition__register")
    return rows.order_by("consultation__closes_on", "unit__position", "id")


def opinions_owed(actor: Actor) -> list[Opinion]:
    """List those to which the units have not answered."""
    return list(opinions_asked(actor).filter(stance=Stance.SILENT))


def duties_asked_about(opinion: Opinion) -> list[Duty]:
    """List the duties that name the unit, for the page on which it answers."""
    named = opinion.consultation.edition.duties.filter(assignments__unit=opinion.unit_id)
    return list(named.prefetch_related("assignments").order_by("position", "id"))


def tally_of(consultation: Consultation) -> Tally:
    """Count a consultation."""
    return tally(
        consultation.opinions.only("stance"),
        Comment.objects.filter(opinion__consultation=consultation).only("outcome", "withdrawn_at"),
    )


def tally(opinions: Iterable[Opinion], comments: Iterable[Comment]) -> Tally:
    """Count opinions and comments that were read already."""
    stances = Counter(opinion.stance for opinion in opinions)
    said = list(comments)
    outcomes = Counter(made.outcome for made in said if made.withdrawn_at is None)
    return Tally(
        asked=stances.total(),
        agreed=stances[Stance.AGREED],
        objected=stances[Stance.OBJECTED],
        comments=outcomes.total(),
        adopted=outcomes[Outcome.ADOPTED],
        partly=outcomes[Outcome.PARTLY],
        not_adopted=outcomes[Outcome.NOT_ADOPTED],
        withdrawn=len(said) - outcomes.total(),
    )


def changes_since(consultation: Consultation, present: Sequence[DutyContent]) -> list[Change]:
    """Compare the draft as it is with what the units were asked about, duty by duty."""
    return _changes(consultation.duties.order_by("position"), present)


def units_named(rows: EditionRows) -> list[str]:
    """Name the units that a draft names, in the order of the jurisdiction."""
    found = {part.unit: part for parts in rows.parts.values() for part in parts}
    ordered = sorted(found.values(), key=lambda part: (part.position, part.unit))
    return [label_of(part.name, part.name_zh) for part in ordered]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the consultations on a draft have left: the units that are to be asked again, and comments not answered."""

    to_ask: list[str]
    unanswered: int


def asked_so_far(
    edition: Edition, present: Sequence[DutyContent], *, known: "Mapping[int, Sequence[Change]] | None" = None
) -> Asked:
    """Say what is left of the consultations on a draft that holds *present*, in two queries.

    To be asked are the units that were not asked about what the draft says of them now: none where the draft was never
    put to the units at all, which is shown but is no fault by itself. ``known`` are the changes since a consultation
    where the caller has them, by its key.
    """
    left = Count("comments", filter=Q(comments__outcome=Outcome.OPEN, comments__withdrawn_at__isnull=True))
    rows = Opinion.objects.filter(consultation__edition=edition).order_by("consultation__number").annotate(left=left)
    opinions = list(rows.values_list("unit__code", "left", "consultation", *OVER))
    # The last time that each was asked counts.
    asked = {code: key for code, _left, key, closed_at, broken_off in opinions if closed_at and not broken_off}
    return Asked(
        to_ask=_to_ask(asked, present, dict(known or {})) if asked else [],
        unanswered=sum(left for _code, left, *_consultation in opinions),
    )


def _to_ask(
    asked: "Mapping[str, int]", present: Sequence[DutyContent], changes: "dict[int, Sequence[Change]]"
) -> list[str]:
    then: dict[int, list[ConsultedDuty]] = {key: [] for key in set(asked.values()) - changes.keys()}
    for row in ConsultedDuty.objects.filter(consultation__in=then) if then else ():
        then[row.consultation_id].append(row)
    changes |= {key: _changes(duties, present) for key, duties in then.items()}
    changed = {key: frozenset[str]().union(*(one.units for one in found)) for key, found in changes.items()}
    named = frozenset[str]().union(*(_units(json.loads(said.content)) for said in present))
    return sorted(code for code in named if code not in asked or code in changed[asked[code]])


def _changes(then: Iterable[ConsultedDuty], present: Sequence[DutyContent]) -> list[Change]:
    left = {said.duty: said for said in present}
    found = [_change(row, left.pop(row.duty_id or 0, None)) for row in then]
    added = [
        Change(kind="added", number=said.number, duty=said.duty, units=_units(json.loads(said.content)))
        for said in left.values()
    ]
    return [change for change in found if change is not None] + added


def _change(then: ConsultedDuty, said: DutyContent | None) -> Change | None:
    before = json.loads(then.content)
    if said is None:
        return Change(kind="removed", number=then.number, duty=None, units=_units(before))
    if said.content == then.content:
        return None
    after = json.loads(said.content)
    return Change(
        kind="edited",
        number=said.number,
        duty=said.duty,
        differences=list(_differences(before, after)),
        units=_units(before) | _units(after),
    )


def _differences(before: "Mapping[str, Any]", after: "Mapping[str, Any]") -> Iterable[tuple[str, str, str]]:
    for name in after:
        if before.get(name) != after[name]:
            yield name, _written(before.get(name)), _written(after[name])


def _written(said: object) -> str:
    """Write a value of the canonical form in one line; units as code and role."""
    if isinstance(said, list):
        return ", ".join(" ".join(pair) for pair in said)
    return "" if said is None else str(said)


def _units(content: "Mapping[str, Any]") -> frozenset[str]:
    return frozenset(code for code, _role in content["units"])
