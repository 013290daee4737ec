"""The pages on which the tree goes out as a table and a table comes in; people go out."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zeren_platform.common.actor import Actor
from zeren_platform.common.entrance import actor_on
from zeren_platform.common.problems import NotFoundError, shown_on
from zeren_platform.organisation import permissions, queries
from zeren_platform.organisation.exchange.files import FORMATS, PEOPLE, UNITS, Entry, Layout, read, write
from zeren_platform.organisation.exchange.rows import people_rows, unit_rows
from zeren_platform.organisation.staging.units import UnitComparison, compare
from zeren_platform.organisation.use_cases import importing
from zeren_platform.organisation.web.tables import FAULTS, ConfirmForm, FileForm, packed
from zeren_platform.ui.shapes import Column

__all__ = ["UnitsConfirmForm", "export_people", "export_units", "import_units"]

CHANGES = (
    Column(key="unit", label=gettext_lazy("Unit")),
    Column(key="column", label=gettext_lazy("Column"), width="m"),
    Column(key="was", label=gettext_lazy("So far")),
    Column(key="is_now", label=gettext_lazy("From now on")),
)


class UnitsConfirmForm(ConfirmForm):
    """The rows that were looked at, and what becomes of units that the file does not have."""

    end_missing = forms.BooleanField(label=gettext_lazy("End the units that the file does not have"), required=False)


@login_required
def export_units(request: HttpRequest, form: str) -> HttpResponse:
    """Give the units that the administrator keeps as a file."""
    kept = queries.units_kept(actor_on(request)).order_by("position", "id")
    return _file(UNITS, write(UNITS, unit_rows(kept), form=_known(form)), form)


@login_required
def export_people(request: HttpRequest, form: str) -> HttpResponse:
    """Give the people with the posts that are not over as a file, a row for each post."""
    found = queries.everybody(actor=actor_on(request), on=timezone.localdate())
    return _file(PEOPLE, write(PEOPLE, people_rows(found), form=_known(form)), form)


@login_required
def import_units(request: HttpRequest) -> HttpResponse:
    """Compare a table of units with the tree, and take it in once somebody looked at what it changes."""
    actor = actor_on(request)
    permissions.require_keep_units(actor)
    if "rows" in request.POST:
        return _taken_in(request, actor)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with shown_on(form):
            entries = read(UNITS, form.cleaned_data["file"].read())
            return _compared(request, entries, compare(entries, actor=actor))
    return render(request, "organisation/import_units.html", {"form": form}, status=422 if form.errors else 200)


def _taken_in(request: HttpRequest, actor: Actor) -> HttpResponse:
    form = UnitsConfirmForm(request.POST)
    entries = form.entries() if form.is_valid() else []
    if entries:
        with shown_on(form):
            found = importing.import_units(
                actor=actor,
                entries=entries,
                end_missing=form.cleaned_data["end_missing"],
                seen=form.cleaned_data["seen"],
                now=timezone.now(),
            )
            ended = len(found.missing) if form.cleaned_data["end_missing"] else 0
            counts = {"new": len(found.new), "changed": len(found.changed), "ended": ended}
            told = _("The table was taken in: %(new)s new, %(changed)s changed, %(ended)s ended.")
            messages.success(request, told % counts)
            return redirect("organisation:units")
    if not entries:
        return redirect("organisation:import-units")
    return _compared(request, entries, compare(entries, actor=actor), refused=form)


def _compared(
    request: HttpRequest, entries: list[Entry], found: UnitComparison, *, refused: UnitsConfirmForm | None = None
) -> HttpResponse:
    """Show what the table would do; only a table without faults can be confirmed."""
    heads = dict(zip(UNITS.keys, UNITS.heads(), strict=True))
    context = {
        "found": found,
        "refused": refused,
        "form": UnitsConfirmForm(initial={"rows": packed(entries), "seen": found.fingerprint}),
        "new": [(entry, entry.says("name_zh") or entry.says("name")) for entry in found.new],
        "changes": [
            (change, heads[key], was, is_now)
            for change in found.changed
            for key, (was, is_now) in change.changes.items()
        ],
        "nothing": not (found.new or found.changed or found.missing),
        "fault_columns": FAULTS,
        "change_columns": CHANGES,
    }
    status = 422 if found.faults or refused else 200
    return render(request, "organisation/compared_units.html", context, status=status)


def _known(form: str) -> str:
    if form not in FORMATS:
        raise NotFoundError(form=form)
    return form


def _file(layout: Layout, content: bytes, form: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=FORMATS[form])
    answer["Content-Disposition"] = f'attachment; filename="{layout.name}.{form}"'
    return answer
