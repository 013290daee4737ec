"""What a reorganisation takes along is shown before it is done, and then confirmed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from zeren_platform.organisation import queries
from zeren_platform.organisation.models import Unit

__all__ = ["Plan", "ask_first", "is_confirmed", "is_sent"]

# The token is made anew on each page, and the buttons say themselves what they mean.
NOT_CARRIED = ("csrfmiddlewaretoken", "confirmed", "change")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A reorganisation that nobody has decided yet."""

    title: str
    # What the button says that does it.
    label: str
    units: Sequence[Unit]
    # The names of those who take over; nobody where a unit is abolished.
    successors: Sequence[str]
    effective_on: date
    basis: str
    # The units end; else they give a part away and go on.
    ends: bool = True

    @property
    def unit_labels(self) -> list[str]:
        """Name the units in the reader's language."""
        return [unit.label for unit in self.units]


def is_sent(request: HttpRequest) -> bool:
    """Say whether the form was sent to be carried out, and not called back to be changed."""
    return request.method == "POST" and "change" not in request.POST


def is_confirmed(request: HttpRequest) -> bool:
    """Say whether somebody saw what is taken along and wants it."""
    return "confirmed" in request.POST


def ask_first(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Show what a reorganisation takes along; all that was typed goes with the answer."""
    carried = [(name, given) for name, typed in request.POST.lists() for given in typed if name not in NOT_CARRIED]
    context = {
        "plan": plan,
        "codes": [unit.code for unit in plan.units],
        "touched": queries.touched_by_reorganising(plan.units, on=timezone.localdate()),
        "carried": carried,
    }
    return render(request, "organisation/confirm_reorganisation.html", context)
