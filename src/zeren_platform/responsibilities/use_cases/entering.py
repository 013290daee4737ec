"""An adopted edition comes into force: a step of the acts that bring it about, so it records nothing."""

from dataclasses import dataclass

from zeren_platform.responsibilities.models import SAID, Assignment, Edition
from zeren_platform.responsibilities.use_cases.likenesses import follow

__all__ = ["Entered", "enter"]

# The same part: nothing of what a duty says has changed.
COMPARED = ("number", *SAID)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """What it supersedes (0: nothing), and how many signatures hold on."""

    supersedes: int
    carried: int


def enter(edition: Edition) -> Entered:
    """Put an adopted edition in force in place of the one that is, and keep the signatures for what did not change."""
    previous = Edition.objects.filter(register=edition.register_id, state=Edition.State.IN_FORCE).first()
    if previous:
        previous.state, previous.effective_until = Edition.State.SUPERSEDED, edition.effective_from
        previous.save(update_fields=["state", "effective_until"])
    edition.state = Edition.State.IN_FORCE
    edition.save(update_fields=["state"])
    carried = _carry(previous, edition) if previous else 0
    if previous:
        follow(previous, edition)
    return Entered(supersedes=previous.number if previous else 0, carried=carried)


def _carry(previous: Edition, edition: Edition) -> int:
    """Keep what units signed for, part by part, where the duty says the same and the unit has the same role in it."""
    same = _unchanged(previous, edition)
    signed = {
        (held.duty_id, held.unit_id, held.role): held
        for held in Assignment.objects.filter(edition=previous, receipt=Assignment.Receipt.ACCEPTED)
    }
    carried = []
    for held in Assignment.objects.filter(edition=edition, receipt=Assignment.Receipt.AWAITING):
        former = signed.get((same.get(held.duty_id, 0), held.unit_id, held.role))
        if former is not None:
            held.receipt, held.signed_in_id = former.receipt, former.signed_in_id or previous.pk
            held.answered_at, held.answered_by = former.answered_at, former.answered_by
            carried.append(held)
    Assignment.objects.bulk_update(carried, ["receipt", "signed_in", "answered_at", "answered_by"], batch_size=500)
    return len(carried)


def _unchanged(previous: Edition, edition: Edition) -> dict[int, int]:
    """Give for each duty that says the same as before the duty of the earlier edition."""
    former = {row[1] or row[0]: row for row in previous.duties.values_list("pk", "origin", *COMPARED)}
    found = {}
    for pk, origin, *said in edition.duties.values_list("pk", "origin", *COMPARED):
        earlier = former.get(origin)
        if earlier is not None and list(earlier[2:]) == said:
            found[pk] = earlier[0]
    return found
