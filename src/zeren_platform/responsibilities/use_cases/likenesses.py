"""What was decided about like duties goes along: a step of the acts that revise an edition or bring it into force.

The decisions themselves stand in the ledger, so it records nothing.
"""

from collections.abc import Mapping

from django.db.models import Q

from zeren_platform.responsibilities.models import Edition, Likeness

__all__ = ["follow", "take_along"]


def take_along(source: Edition, copies: Mapping[int, int]) -> None:
    """Let what was decided about the duties of *source*, on either side, hold for their copies, by key, in a draft."""
    on_other_side = Q(other__edition=source, duty__edition__state=Edition.State.IN_FORCE)
    rows = Likeness.objects.filter(Q(duty__edition=source) | on_other_side).order_by("decided_at", "id")
    decided: dict[tuple[int, int], Likeness] = {}
    for row in rows:
        own, other = (row.duty_id, row.other_id) if row.duty_id in copies else (row.other_id, row.duty_id)
        decided[own, other] = Likeness(
            duty_id=copies[own],
            other_id=other,
            same=row.same,
            reason=row.reason,
            decided_at=row.decided_at,
            decided_by=row.decided_by,
        )
    Likeness.objects.bulk_create(decided.values())


def follow(previous: Edition, edition: Edition) -> None:
    """Let what was decided about duties that are superseded hold for those in their place that say the same."""
    rows = list(Likeness.objects.filter(other__edition=previous).select_related("other"))
    if not rows:
        return
    present = {(origin, text): pk for pk, origin, text in edition.duties.values_list("pk", "origin", "text")}
    kept = []
    for row in rows:
        found = present.get((row.other.origin_id or row.other.pk, row.other.text))
        if found is not None:
            row.other_id = found
            kept.append(row)
    Likeness.objects.bulk_update(kept, ["other"], batch_size=500)
