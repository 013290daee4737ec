"""The cells of a draft's list that become fields: one entry of one duty, changed where it stands."""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace
from typing import Any, Final
from urllib.parse import urlsplit

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template import RequestContext
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from zeren_platform.common.entrance import actor_on
from zeren_platform.common.problems import NotFoundError, shown_on
from zeren_platform.organisation.choosing import UnitChoice, offer_units
from zeren_platform.organisation.queries import units
from zeren_platform.responsibilities import permissions, queries
from zeren_platform.responsibilities.models import SAID, Assignment, Duty
from zeren_platform.responsibilities.use_cases import duties
from zeren_platform.responsibilities.use_cases.duties import DutyWording
from zeren_platform.responsibilities.web.addresses import edition_address
from zeren_platform.responsibilities.web.arranging import ArrangeForm
from zeren_platform.responsibilities.web.forms import DutyForm
from zeren_platform.responsibilities.web.rows import ENTRIES, columns, row_of
from zeren_platform.ui.parts.actions import button, hidden
from zeren_platform.ui.parts.forms import field, form
from zeren_platform.ui.parts.markup import join
from zeren_platform.ui.parts.tables import drawn_row, frames_of

__all__ = ["EntryForm", "show_row", "wording_of"]

LEAD: Final = "lead"


class EntryForm(forms.Form):
    """One entry of a duty; where it is open next is the next cell's name."""

    entry = forms.ChoiceField(choices=[(name, name) for name in ENTRIES], widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)
    next = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None, *, duty: Duty, entry: str, held: Sequence[Assignment]) -> None:
        said = _said(duty, entry, held)
        super().__init__(
            data, auto_id=f"duty-{duty.pk}-%s", initial={"entry": entry, "version": duty.version, "value": said}
        )
        self.fields["value"] = _field(entry)
        if entry == LEAD:
            offer_units(self, "value", UnitChoice(units()), first=("", _("No lead")))

    def meet(self, duty: Duty) -> None:
        """Let the next save be made knowing what stands there now."""
        self.data = {**{name: self.data.get(name) for name in self.data}, "version": duty.version}


@login_required
@require_http_methods(["GET", "POST"])
def show_row(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a row of the list anew, with one of its cells as a field where that is asked for; save what it holds."""
    actor = actor_on(request)
    duty = queries.duty_for(actor, pk)
    permissions.require_keep(actor, duty.edition.register)
    if request.method == "GET" and not request.htmx:  # type: ignore[attr-defined]  # django_htmx sets it
        return redirect("responsibilities:edit-duty", pk=pk)
    entry = (request.POST or request.GET).get("entry", "")
    if not entry:
        return HttpResponse(_row(request, duty))
    if entry not in ENTRIES:
        raise NotFoundError(entry=entry)
    filled = EntryForm(request.POST or None, duty=duty, entry=entry, held=queries.assignments_of(duty))
    if request.method == "GET" or not filled.is_valid():
        return _opened(request, duty, entry, filled)
    return _save(request, duty, entry, filled)


def wording_of(duty: Duty, held: Sequence[Assignment]) -> DutyWording:
    """Say all that the duty says now."""
    return DutyWording(
        **{name: getattr(duty, name) for name in SAID},
        units=[(row.unit.code, row.role) for row in held],
        unrecognised=[row.name for row in duty.unrecognised.all()],
    )


def _save(request: HttpRequest, duty: Duty, entry: str, filled: EntryForm) -> HttpResponse:
    said = _changed(wording_of(duty, queries.assignments_of(duty)), entry, filled.cleaned_data["value"])
    version = filled.cleaned_data["version"]
    with shown_on(filled):
        duty = duties.edit(actor=actor_on(request), duty_id=duty.pk, version=version, wording=said, now=timezone.now())
    if not filled.errors and not request.htmx:  # type: ignore[attr-defined]  # sent before the script took it over
        return redirect(edition_address(duty.edition))
    if not filled.errors:
        following = filled.cleaned_data["next"]
        if following not in ENTRIES:
            return HttpResponse(_row(request, duty))
        opened = EntryForm(None, duty=duty, entry=following, held=queries.assignments_of(duty))
        return _opened(request, duty, following, opened)
    if version != duty.version:
        filled.add_error("value", _meanwhile(duty, entry))
        filled.meet(duty)
    return _opened(request, duty, entry, filled)


def _meanwhile(duty: Duty, entry: str) -> str:
    """Say who was first, and what stands there now; what was typed stays in the field."""
    told = queries.last_change(duty)
    said = _said(duty, entry, queries.assignments_of(duty))
    values = {"who": told.who if told else "", "said": said if said not in {None, ""} else "–"}
    return _("Changed meanwhile by %(who)s; it now says: %(said)s. Saving again replaces that.") % values


def _changed(wording: DutyWording, entry: str, value: Any) -> DutyWording:
    if entry != LEAD:
        return replace(wording, **{"title" if entry == "duty" else entry: value})
    others = [(code, role) for code, role in wording.units if role != Assignment.Role.LEAD and code != value]
    return replace(wording, units=[(value, Assignment.Role.LEAD), *others] if value else others)


def _said(duty: Duty, entry: str, held: Sequence[Assignment]) -> Any:
    if entry == LEAD:
        return next((row.unit.code for row in held if row.role == Assignment.Role.LEAD), "")
    return getattr(duty, "title" if entry == "duty" else entry)


def _field(entry: str) -> forms.Field:
    if entry == LEAD:
        return forms.ChoiceField(label=gettext_lazy("Lead"), required=False)
    field = deepcopy(DutyForm.base_fields["title" if entry == "duty" else entry])
    field.help_text = ""
    return field


def _opened(request: HttpRequest, duty: Duty, entry: str, filled: EntryForm) -> HttpResponse:
    """Give the row with the cell of *entry* as a field."""
    status = 422 if filled.errors else 200
    return HttpResponse(_row(request, duty, entry=entry, filled=filled), status=status)


def _row(request: HttpRequest, duty: Duty, *, entry: str = "", filled: EntryForm | None = None) -> SafeString:
    """Draw the row with the columns of the page that asks for it."""
    current = getattr(request, "htmx", None) and request.htmx.current_url  # type: ignore[attr-defined]
    asked = QueryDict(urlsplit(current or "").query)
    shown = columns(ArrangeForm(asked, is_draft=True).shown, is_draft=True, keeps=True)
    (line,) = queries.with_written_leads(queries.lines_of([duty]))
    row = row_of(line, shown, is_draft=True)
    if filled is not None:
        setattr(row, entry, _cell(request, row.id, filled))
    return drawn_row(row, frames_of(shown))


def _cell(request: HttpRequest, part: str, filled: EntryForm) -> SafeString:
    """Draw the field with its buttons in the place of what the cell said."""
    held = join(field(filled[name]) for name in ("entry", "version"))
    inside = join(
        [
            held,
            hidden(name="next", value=""),
            field(filled["value"], label_shown=False, width="full"),
            button(label=_("Save"), size="s"),
            button(label=_("Cancel"), kind="quiet", size="s", href=request.path, swap=part),
        ]
    )
    return form(RequestContext(request), inside, action=request.path, inline=True, swap=part)
