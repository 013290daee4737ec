"""One matter, one duty: what other registers in force say nearly the same as a duty."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from django.db.models import QuerySet

from zeren.similarity import nearness, shingles
from zeren_platform.common.actor import Actor
from zeren_platform.responsibilities.lines import lines_of
from zeren_platform.responsibilities.models import Duty, Edition, Likeness
from zeren_platform.responsibilities.queries.visibility import visible_editions

__all__ = ["NearDuty", "near_duties", "others_in_force"]

# Two texts that share so much of what either says are shown; the clerk decides.
NEAR: Final = Fraction(1, 2)
# More would not be read.
SHOWN: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class NearDuty:
    """A duty in force of another register, how near it is in percent, and what was decided."""

    duty: Duty
    lead: str
    percent: int
    decision: Likeness | None


def others_in_force(actor: Actor, duty: Duty) -> QuerySet[Duty]:
    """Give the duties in force of other registers that the actor may read."""
    editions = Edition.objects.filter(visible_editions(actor), state=Edition.State.IN_FORCE)
    return Duty.objects.filter(edition__in=editions.exclude(register=duty.edition.register_id))


def near_duties(actor: Actor, duty: Duty) -> list[NearDuty]:
    """List those that say nearly the same, the nearest first, in four queries; each text is looked at once."""
    own = len(shingles(duty.text))
    texts = others_in_force(actor, duty).values_list("pk", "text")
    near = {
        pk: found
        for pk, text in texts.iterator()
        # A much longer or shorter text cannot share so much; a character is at most one shingle.
        if len(text) >= own * NEAR and (found := nearness(duty.text, text)) >= NEAR
    }
    chosen = sorted(near, key=lambda pk: (-near[pk], pk))[:SHOWN]
    rows = {row.pk: row for row in Duty.objects.filter(pk__in=chosen).select_related("edition__register")}
    decided = {row.other_id: row for row in Likeness.objects.filter(duty=duty, other__in=chosen)}
    return [
        NearDuty(
            duty=line.duty,
            lead=line.lead_name,
            percent=int(near[line.duty.pk] * 100),
            decision=decided.get(line.duty.pk),
        )
        for line in lines_of([rows[pk] for pk in chosen])
    ]
