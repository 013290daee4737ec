"""A part of a duty goes from one unit to another: a step of the acts that do so, so it records nothing."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db.models import F

from zeren_platform.responsibilities.changes import STRENGTH
from zeren_platform.responsibilities.models import Assignment, Edition

if TYPE_CHECKING:
    from zeren_platform.organisation.models import Unit

__all__ = ["give_to", "note_moved"]


def give_to(unit: "Unit", assignment: Assignment) -> Assignment:
    """Give the part to *unit*, which is asked to sign for it; if it has another part in the duty, both become one.

    A role that stays what it was keeps its receipt: the unit has signed for just that.
    """
    other = assignment.duty.assignments.filter(unit=unit).exclude(pk=assignment.pk).first()
    if other is None:
        assignment.unit = unit
        return _asked_anew(assignment)
    # Away with the first before the other takes its role: a duty has one lead.
    given = assignment.role
    assignment.delete()
    if STRENGTH[given] < STRENGTH[other.role]:
        other.role = given
        return _asked_anew(other)
    return other


def note_moved(editions: Collection[int]) -> None:
    """Let what is counted of the parts of these editions be counted anew (``Edition.lasting``)."""
    Edition.objects.filter(pk__in=editions).update(parts_moved=F("parts_moved") + 1)


def _asked_anew(assignment: Assignment) -> Assignment:
    assignment.receipt, assignment.signed_in = Assignment.Receipt.AWAITING, None
    assignment.reason, assignment.answered_at, assignment.answered_by = "", None, ""
    assignment.save()
    return assignment
