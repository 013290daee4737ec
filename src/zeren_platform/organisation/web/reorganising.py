"""The pages of a reorganisation: rename a unit, let units go over into one, divide one, abolish one."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Exists, OuterRef, Q
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from zeren_platform.common.actor import Actor
from zeren_platform.common.entrance import actor_on
from zeren_platform.common.problems import shown_on
from zeren_platform.common.sentences import sentence
from zeren_platform.organisation import queries
from zeren_platform.organisation.choosing import UnitChoice
from zeren_platform.organisation.models import Unit
from zeren_platform.organisation.use_cases import reorganisations
from zeren_platform.organisation.use_cases.tree import NewUnit
from zeren_platform.organisation.web.confirming import Plan, ask_first, is_confirmed, is_sent
from zeren_platform.organisation.web.unit_forms import AbolishForm, MergeForm, RenameForm, SplitForm, SuccessorForm

if TYPE_CHECKING:
    from django.db.models import QuerySet

__all__ = ["abolish_unit", "merge_units", "rename_unit", "split_unit"]

# As many new units as one division makes on one page.
NEW_UNITS: Final = 3


@login_required
def rename_unit(request: HttpRequest, code: str) -> HttpResponse:
    """Give one unit another name from a day on."""
    actor = actor_on(request)
    unit = queries.unit_kept(code, actor=actor)
    initial = {"name": unit.name, "name_zh": unit.name_zh, "effective_on": timezone.localdate()}
    form = RenameForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with shown_on(form):
            reorganisations.rename(actor=actor, code=code, now=timezone.now(), **form.cleaned_data)
            messages.success(request, _("The unit was renamed. Its former names still find it."))
            return redirect("organisation:unit", code=code)
    return _page(request, "rename_unit", form, unit=unit)


@login_required
def abolish_unit(request: HttpRequest, code: str) -> HttpResponse:
    """End a unit that nobody succeeds."""
    actor = actor_on(request)
    unit = queries.unit_kept(code, actor=actor)
    form = AbolishForm(request.POST or None, initial={"effective_on": timezone.localdate()})
    if is_sent(request) and form.is_valid():
        if not is_confirmed(request):
            plan = Plan(title=_("Abolish a unit"), label=_("Abolish"), units=[unit], successors=(), **form.cleaned_data)
            return ask_first(request, plan)
        with shown_on(form):
            reorganisations.abolish(actor=actor, code=code, now=timezone.now(), **form.cleaned_data)
            messages.success(request, _("The unit was abolished. Its duties wait to be given to others."))
            return redirect("organisation:unit", code=code)
    return _page(request, "abolish_unit", form, unit=unit)


@login_required
def merge_units(request: HttpRequest) -> HttpResponse:
    """Let units go over into one."""
    actor = actor_on(request)
    there = UnitChoice(_there(actor))
    initial = {"units": request.GET.getlist("unit"), "effective_on": timezone.localdate()}
    form = MergeForm(request.POST or None, units=there, initial=initial)
    new = SuccessorForm(request.POST or None, prefix="new", empty_permitted=True, use_required_attribute=False)
    if request.method == "POST" and form.is_valid() and form.cleaned_data["into"] and new.has_changed():
        form.add_error("into", _("Choose a unit that is there, or describe a new one below, not both."))
    if is_sent(request) and form.is_valid() and (form.cleaned_data["into"] or _named(form, new)):
        entry = dict(form.cleaned_data)
        ending = there.find(entry["units"])
        if not is_confirmed(request):
            return ask_first(request, _merger(there, ending, form, new))
        described = None if entry["into"] else _described(new, like=ending[0])
        with shown_on(form):
            successor = reorganisations.merge(
                actor=actor, codes=entry.pop("units"), new=described, now=timezone.now(), **entry
            )
            messages.success(request, _("They went over into %(unit)s.") % {"unit": successor.label})
            return redirect("organisation:unit", code=successor.code)
    return _page(request, "merge_units", form, new)


@login_required
def split_unit(request: HttpRequest, code: str) -> HttpResponse:
    """Divide one unit among others."""
    actor = actor_on(request)
    unit = queries.unit_kept(code, actor=actor)
    others = UnitChoice(_there(actor).exclude(pk=unit.pk))
    form = SplitForm(request.POST or None, units=others, initial={"effective_on": timezone.localdate()})
    new = [
        SuccessorForm(request.POST or None, prefix=f"new-{place}", empty_permitted=True, use_required_attribute=False)
        for place in range(1, NEW_UNITS + 1)
    ]
    if (
        is_sent(request)
        and form.is_valid()
        and not (form.cleaned_data["among"] or any(one.has_changed() for one in new))
    ):
        form.add_error("among", sentence(reorganisations.NoSuccessorError()))
    if is_sent(request) and all([form.is_valid(), *(one.is_valid() for one in new)]):
        described = [_described(one, like=unit) for one in new if one.has_changed()]
        if not is_confirmed(request):
            return ask_first(request, _division(others, unit, form, described))
        with shown_on(form):
            entry = {**form.cleaned_data, "continues": bool(form.cleaned_data["continues"])}
            reorganisations.split(actor=actor, code=code, new=described, now=timezone.now(), **entry)
            messages.success(request, _("The unit was divided. The clerk of each register now gives its duties away."))
            return redirect("organisation:unit", code=code)
    return _page(request, "split_unit", form, *new, unit=unit)


def _merger(there: UnitChoice, ending: Sequence[Unit], form: Form, new: SuccessorForm) -> Plan:
    entry = form.cleaned_data
    known = [unit.label for unit in there.find([entry["into"]])]
    return Plan(
        title=_("Merge units"),
        label=_("Merge"),
        units=ending,
        successors=known or [_label_of(_described(new, like=ending[0]))],
        effective_on=entry["effective_on"],
        basis=entry["basis"],
    )


def _division(others: UnitChoice, unit: Unit, form: Form, new: Sequence[NewUnit]) -> Plan:
    entry = form.cleaned_data
    known = [other.label for other in others.find(entry["among"])]
    return Plan(
        title=_("Divide a unit"),
        label=_("Divide"),
        units=[unit],
        successors=[*known, *(_label_of(described) for described in new)],
        effective_on=entry["effective_on"],
        basis=entry["basis"],
        ends=not entry["continues"],
    )


def _label_of(described: NewUnit) -> str:
    """Name a unit that is not there yet."""
    return Unit(name=described.name, name_zh=described.name_zh).label


def _there(actor: Actor) -> "QuerySet[Unit]":
    """Give the units that the actor keeps and that have not ended; not the jurisdiction, to which they belong."""
    kept = queries.units_kept(actor).prefetch_related(None)
    below = Exists(Unit.objects.filter(parent=OuterRef("pk")))
    return kept.filter(Q(parent__isnull=False) | ~below, valid_until__isnull=True).order_by("position", "id")


def _named(form: Form, new: SuccessorForm) -> bool:
    """Ask for the new unit where no known one was chosen."""
    if not new.has_changed():
        form.add_error("into", _("Choose a unit, or name the new one below."))
    return new.is_valid() and not form.errors


def _described(form: SuccessorForm, *, like: Unit) -> NewUnit:
    """Put a new unit beside the one that it comes from, and of the same kind."""
    entry = form.cleaned_data
    return NewUnit(**entry, kind=like.kind, parent_code=like.parent.code if like.parent else "")


def _page(request: HttpRequest, name: str, form: Form, *new: SuccessorForm, **context: Any) -> HttpResponse:
    wrong = form.errors or any(one.errors for one in new)
    shown = {"form": form, "new": new, **context}
    return render(request, f"organisation/{name}.html", shown, status=422 if wrong else 200)
