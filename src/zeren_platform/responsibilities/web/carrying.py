"""The pages on which a clerk gives what a reorganised unit holds to its successors."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from zeren_platform.common.actor import Actor
from zeren_platform.common.entrance import actor_on
from zeren_platform.common.problems import NotFoundError, shown_on
from zeren_platform.organisation.choosing import ListedUnits, UnitChoice, code_in, offer_units
from zeren_platform.organisation.queries import Change, change_of, unit_by_code, units
from zeren_platform.responsibilities import permissions
from zeren_platform.responsibilities.models import Assignment
from zeren_platform.responsibilities.queries.carrying import at_stake, to_carry, waiting
from zeren_platform.responsibilities.use_cases import carrying
from zeren_platform.ui.shapes import Column, Consequence

__all__ = ["CarryForm", "carry_over", "list_waiting", "of_units"]

# Chosen for a part: as for all, or it stays where it is.
AS_ALL: Final = ""
STAYS: Final = "-"
COLUMNS = (
    Column(key="number", label=gettext_lazy("No."), align="end", width="xs"),
    Column(key="duty", label=gettext_lazy("Duty")),
    Column(key="register", label=gettext_lazy("Register"), hide_below="narrow"),
    Column(key="role", label=gettext_lazy("Role"), width="s"),
    Column(key="successor", label=gettext_lazy("Goes over to"), width="l"),
)


class CarryForm(forms.Form):
    """Who takes over: one unit for all, another where the clerk says so; of a unit that goes on only what is chosen."""

    everything = forms.ChoiceField(label=gettext_lazy("All of it goes over to"), required=False)

    def __init__(
        self, *args: Any, parts: Sequence[Assignment], change: Change, goes_on: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.parts, self.goes_on = parts, goes_on
        heirs = dict(change.successors)
        offered = ListedUnits(heirs) if heirs else UnitChoice(units(on=timezone.localdate()))
        self.fields["everything"].initial = next(iter(heirs)) if len(heirs) == 1 and not goes_on else AS_ALL
        offer_units(self, "everything", offered, first=(AS_ALL, gettext_lazy("Chosen one by one")))
        for part in parts:
            self._ask_of(part, offered)
        # What was typed in many rows is looked up at once.
        offered.find(code_in(self.data[name]) for name in self.fields if name in self.data)

    def _ask_of(self, part: Assignment, offered: UnitChoice) -> None:
        """Ask for the unit of one part; where it is typed, a box beside it says that it stays."""
        name, stays = f"part-{part.pk}", _("Stays where it is") if self.goes_on else _("Not yet")
        label = _("Duty %(number)s goes over to") % {"number": part.duty.number}
        self.fields[name] = forms.ChoiceField(label=label, required=False)
        if not offered.listed:
            self.fields[f"stays-{part.pk}"] = forms.BooleanField(label=stays, required=False)
        offer_units(self, name, offered, first=(AS_ALL, gettext_lazy("As chosen for all")), last=(STAYS, stays))

    @property
    def rows(self) -> list[tuple[Assignment, list[BoundField]]]:
        """Give each part with what is asked of it."""
        asked = [(part, (f"part-{part.pk}", f"stays-{part.pk}")) for part in self.parts]
        return [(part, [self[name] for name in names if name in self.fields]) for part, names in asked]

    def choices(self) -> dict[int, str]:
        """Give for the key of each part that goes over the code of the unit that takes it."""
        everything = self.cleaned_data["everything"]
        said = {part.pk: self.cleaned_data[f"part-{part.pk}"] or everything for part in self.parts}
        stay = {key for key in said if self.cleaned_data.get(f"stays-{key}")}
        return {key: code for key, code in said.items() if key not in stay and code not in {AS_ALL, STAYS}}

    def clean(self) -> dict[str, Any]:
        """Ask for something to be chosen."""
        found = super().clean() or {}
        if not self.errors and not self.choices():
            self.add_error("everything", _("Choose who takes over, for all of it or duty by duty."))
        return found


@login_required
def list_waiting(request: HttpRequest) -> HttpResponse:
    """List the reorganised units that still hold something in the reader's registers."""
    actor = actor_on(request)
    if not permissions.may_open(actor):
        permissions.require_carry(actor, [])
    return render(request, "responsibilities/carrying.html", {"waiting": waiting(actor, on=timezone.localdate())})


@login_required
def carry_over(request: HttpRequest, code: str) -> HttpResponse:
    """Give what one unit holds to its successors."""
    actor, unit = actor_on(request), unit_by_code(code)
    permissions.require_carry(actor, [])
    change = change_of(unit, on=timezone.localdate())
    if change is None:
        raise NotFoundError(unit=code)
    goes_on = unit.valid_until is None
    form = CarryForm(request.POST or None, parts=to_carry(actor, unit), change=change, goes_on=goes_on)
    if request.method == "POST" and form.is_valid():
        with shown_on(form):
            return _carried(request, actor, code, form)
    context = {"unit": unit, "change": change, "form": form, "columns": COLUMNS}
    return render(request, "responsibilities/carry.html", context, status=422 if form.errors else 200)


def of_units(actor: Actor, codes: Iterable[str]) -> list[Consequence]:
    """Say what waits to be carried over once units are reorganised, for the page on which that is decided."""
    return [
        Consequence(
            title=row.unit,
            href=f"{reverse('desk:unit', args=[row.code])}#duties",
            words=(_in_draft if row.draft else _in_force)(row.count) % {"count": row.count, "register": row.register},
        )
        for row in at_stake(actor, codes)
    ]


def _in_force(count: int) -> str:
    return ngettext("holds %(count)s part in %(register)s", "holds %(count)s parts in %(register)s", count)


def _in_draft(count: int) -> str:
    return ngettext(
        "holds %(count)s part in the draft of %(register)s", "holds %(count)s parts in the draft of %(register)s", count
    )


def _carried(request: HttpRequest, actor: Actor, code: str, form: CarryForm) -> HttpResponse:
    count = carrying.carry_over(actor=actor, unit_code=code, choices=form.choices(), now=timezone.now())
    told = ngettext(
        "%(count)s part went over; the successor is asked to sign.",
        "%(count)s parts went over; the successors are asked to sign.",
        count,
    )
    messages.success(request, told % {"count": count})
    if count < len(form.parts):
        return redirect("responsibilities:carry", code=code)
    return redirect("responsibilities:carrying")
