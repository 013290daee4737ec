"""Two editions of a register side by side: what came, what went, what says something else."""

from dataclasses import dataclass

from django.db.models import Prefetch

from zeren_platform.responsibilities.models import Assignment, Duty, Edition
from zeren_platform.responsibilities.published.history import Change, changes_between

__all__ = ["Comparison", "Different", "compare"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Different:
    """A duty of which one edition says something else than the other."""

    duty: Duty
    changes: list[Change]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What sets two editions apart, and how much stayed."""

    added: list[Duty]
    removed: list[Duty]
    changed: list[Different]
    same: int


def compare(before: Edition, after: Edition) -> Comparison:
    """Tell *after* from *before*: a duty is the same one where both go back to the same first one."""
    old, new = _duties(before), _duties(after)
    both = [(old[root], duty) for root, duty in new.items() if root in old]
    changed = [
        Different(duty=duty, changes=found) for former, duty in both if (found := list(changes_between(former, duty)))
    ]
    return Comparison(
        added=[duty for root, duty in new.items() if root not in old],
        removed=[duty for root, duty in old.items() if root not in new],
        changed=changed,
        same=len(both) - len(changed),
    )


def _duties(edition: Edition) -> dict[int, Duty]:
    """Give the duties of an edition in their order, by the first edition's own."""
    parts = Prefetch("assignments", queryset=Assignment.objects.select_related("unit").order_by("unit__position", "id"))
    rows = edition.duties.prefetch_related(parts).order_by("position", "id")
    return {duty.origin_id or duty.pk: duty for duty in rows}
