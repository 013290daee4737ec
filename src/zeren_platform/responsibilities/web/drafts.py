"""The pages on which a clerk adds, edits and removes duties of a draft."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import BaseFormSet, formset_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zeren_platform.common.entrance import actor_on
from zeren_platform.common.problems import shown_on
from zeren_platform.organisation.choosing import UnitChoice
from zeren_platform.organisation.queries import units
from zeren_platform.responsibilities import permissions, queries
from zeren_platform.responsibilities.models import SAID, Duty
from zeren_platform.responsibilities.use_cases import duties
from zeren_platform.responsibilities.use_cases.duties import DutyWording
from zeren_platform.responsibilities.web.addresses import duty_address, edition_address
from zeren_platform.responsibilities.web.forms import DutyForm, PartForm
from zeren_platform.responsibilities.web.matters import after_wording
from zeren_platform.responsibilities.web.quoting import source_of

__all__ = ["add_duty", "edit_duty", "remove_duty"]

# Rows for further units; saving and opening again gives more.
SPARE = 3

Parts = formset_factory(PartForm, extra=SPARE)


@login_required
def add_duty(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a duty by hand."""
    actor = actor_on(request)
    edition = queries.edition_for(actor, pk)
    permissions.require_keep(actor, edition.register)
    form, parts = DutyForm(request.POST or None), _parts(request)
    if request.method == "POST" and form.is_valid() and parts.is_valid():
        with shown_on(form):
            number, wording = form.cleaned_data["number"], _wording(form, parts)
            duty = duties.add(actor=actor, edition_id=pk, number=number, wording=wording, now=timezone.now())
            messages.success(request, _("Duty %(number)s was added.") % {"number": duty.number})
            return redirect(after_wording(actor, duty))
    back = edition_address(edition)
    context = {"form": form, "parts": parts, "edition": edition, "duty": None, "back": back}
    return render(request, "responsibilities/edit_duty.html", context, status=422 if form.errors else 200)


@login_required
def edit_duty(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a duty; what somebody else saved meanwhile is shown beside what was typed."""
    actor = actor_on(request)
    duty = queries.duty_for(actor, pk)
    permissions.require_keep(actor, duty.edition.register)
    form = DutyForm(request.POST or None, initial={name: getattr(duty, name) for name in (*SAID, "version")})
    del form.fields["number"]
    parts = _parts(request, duty)
    meanwhile = False
    if request.method == "POST" and form.is_valid() and parts.is_valid():
        with shown_on(form):
            version = form.cleaned_data["version"] or 0
            meanwhile = version != duty.version
            wording = _wording(form, parts)
            saved = duties.edit(actor=actor, duty_id=pk, version=version, wording=wording, now=timezone.now())
            messages.success(request, _("Duty %(number)s was saved.") % {"number": duty.number})
            return redirect(after_wording(actor, saved) if saved.text != duty.text else duty_address(pk))
    if meanwhile:
        # The next save is made knowing what stands there now.
        form.data = {**{name: form.data.get(name) for name in form.data}, "version": duty.version}
    context = {
        "form": form,
        "parts": parts,
        "edition": duty.edition,
        "duty": duty,
        "meanwhile": meanwhile,
        "source": source_of(duty),
    }
    return render(request, "responsibilities/edit_duty.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def remove_duty(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the duty out of the draft."""
    actor = actor_on(request)
    duty = queries.duty_for(actor, pk)
    version = request.POST.get("version", "")
    duties.remove(actor=actor, duty_id=pk, version=int(version) if version.isdecimal() else 0, now=timezone.now())
    messages.success(request, _("Duty %(number)s was taken out of the draft.") % {"number": duty.number})
    return redirect(edition_address(duty.edition))


def _parts(request: HttpRequest, duty: Duty | None = None) -> "BaseFormSet[PartForm]":
    offered = UnitChoice(units())
    held = queries.assignments_of(duty) if duty else []
    offered.know(row.unit for row in held)
    said = [{"unit": row.unit.code, "role": row.role} for row in held]
    said += [{"name": row.name, "role": row.role} for row in duty.unrecognised.all()] if duty else []
    # What was sent says everything: a row that repeats what is held already counts like any other.
    given = {"data": request.POST} if request.method == "POST" else {"initial": said}
    return Parts(**given, prefix="parts", form_kwargs={"units": offered})


def _wording(form: DutyForm, parts: "BaseFormSet[PartForm]") -> DutyWording:
    """Take the rows that name a unit; a name of the source stays until it is given a unit or left out."""
    rows = [row for row in (part.cleaned_data for part in parts) if row]
    return DutyWording(
        **{name: form.cleaned_data[name] for name in SAID},
        units=[(row["unit"], row["role"]) for row in rows if row["unit"]],
        unrecognised=[row["name"] for row in rows if row["name"] and not row["unit"] and not row["dropped"]],
    )
