"""The pages on which the system administrator keeps the units."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from zeren_platform.common.actor import Actor
from zeren_platform.common.entrance import actor_on
from zeren_platform.common.pagination import page_of
from zeren_platform.common.problems import shown_on
from zeren_platform.organisation import permissions, queries
from zeren_platform.organisation.choosing import UnitChoice
from zeren_platform.organisation.models import Unit
from zeren_platform.organisation.use_cases import units
from zeren_platform.organisation.use_cases.tree import NewUnit
from zeren_platform.organisation.web.forms import WordsForm
from zeren_platform.organisation.web.unit_forms import AliasForm, EntriesForm, NewUnitForm, TreeForm
from zeren_platform.ui.shapes import Column

__all__ = ["add_unit", "edit_unit", "list_units", "remove_alias", "show_tree"]

COLUMNS = (
    Column(key="name", label=gettext_lazy("Name")),
    Column(key="kind", label=gettext_lazy("Kind")),
    Column(key="parent", label=gettext_lazy("Belongs to"), hide_below="narrow"),
    Column(key="aliases", label=gettext_lazy("Other names")),
    Column(key="code", label=gettext_lazy("Code"), hide_below="narrow"),
)
TREE_COLUMNS = (
    Column(key="name", label=gettext_lazy("Name")),
    Column(key="kind", label=gettext_lazy("Kind")),
    Column(key="from", label=gettext_lazy("From"), width="m"),
    Column(key="until", label=gettext_lazy("Until"), width="m"),
)
LEVEL_COLUMNS = (*TREE_COLUMNS, Column(key="below", label=gettext_lazy("Right below it"), align="end", width="m"))


@login_required
def list_units(request: HttpRequest) -> HttpResponse:
    """List the units that the administrator keeps."""
    words = WordsForm(request.GET)
    rows = queries.units_kept(actor_on(request), words=request.GET.get("words", ""))
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    found = page_of(rows, order=("position", "id"), after=after, before=before)
    context = {"form": words, "columns": COLUMNS, "page": found, "today": timezone.localdate()}
    return render(request, "organisation/units.html", context)


@login_required
def show_tree(request: HttpRequest) -> HttpResponse:
    """Show the tree as it stood on a day, to everybody with an account."""
    today = timezone.localdate()
    form = TreeForm({"on": request.GET.get("on") or today})
    day, at = form.day(today), request.GET.get("at", "")
    context = {"form": form, "day": day, "today": today, "columns": TREE_COLUMNS}
    if at or queries.is_large():
        place = {name: request.GET.get(name, "") for name in ("after", "before")}
        opens = f"?on={day.isoformat()}&at="
        context |= {"level": queries.level_on(day, at=at, **place), "level_columns": LEVEL_COLUMNS, "opens": opens}
        return render(request, "organisation/level.html", context, status=_status(form))
    return render(request, "organisation/tree.html", context | {"tree": queries.tree_on(day)}, status=_status(form))


@login_required
def add_unit(request: HttpRequest) -> HttpResponse:
    """Put a new unit into the tree."""
    actor = actor_on(request)
    parents = queries.units_kept(actor).prefetch_related(None).order_by("position", "id")
    form = NewUnitForm(request.POST or None, parents=UnitChoice(parents))
    if request.method == "POST" and form.is_valid():
        with shown_on(form):
            unit = _create(actor, form)
            messages.success(request, _("%(unit)s was created.") % {"unit": unit.label})
            return redirect("organisation:unit", code=unit.code)
    return render(request, "organisation/new_unit.html", {"form": form}, status=_status(form))


@login_required
def edit_unit(request: HttpRequest, code: str) -> HttpResponse:
    """Show one unit; put right what is written of it, or add a name under which documents speak of it."""
    actor, adds = actor_on(request), "alias" in request.POST
    unit = queries.unit_kept(code, actor=actor)
    entries = _entries_form(request, unit, actor, bound=request.method == "POST" and not adds)
    alias = AliasForm(request.POST if adds else None)
    if entries.is_bound and entries.is_valid():
        with shown_on(entries):
            _amend(actor, unit, entries)
            messages.success(request, _("The entries were saved."))
            return redirect("organisation:unit", code=code)
    if alias.is_bound and alias.is_valid():
        with shown_on(alias):
            name, kind = alias.cleaned_data["alias"], alias.cleaned_data["alias_kind"]
            units.add_alias(actor=actor, code=code, alias=name, kind=kind, now=timezone.now())
            messages.success(request, _("The name was added."))
            return redirect("organisation:unit", code=code)
    before, after = queries.heirs_of(unit)
    context = {
        "unit": unit,
        "entries": entries.told_doubts(),
        "alias": alias,
        "before": before,
        "after": after,
        "keeps_people": permissions.may_appoint(actor, unit),
    }
    return render(request, "organisation/unit.html", context, status=_status(entries, alias))


@login_required
@require_POST
def remove_alias(request: HttpRequest, code: str) -> HttpResponse:
    """Take a name away from a unit."""
    name = request.POST.get("name", "")
    units.remove_alias(actor=actor_on(request), code=code, alias=name, now=timezone.now())
    messages.success(request, _("The unit is no longer known as %(name)s.") % {"name": name})
    return redirect("organisation:unit", code=code)


def _entries_form(request: HttpRequest, unit: Unit, actor: Actor, *, bound: bool) -> EntriesForm:
    # The unit that it stands below may be one that somebody else keeps.
    parents = UnitChoice(queries.possible_parents(unit, actor=actor))
    known = {name: getattr(unit, name) for name in EntriesForm.base_fields if name != "parent"}
    initial = {**known, "parent": unit.parent.code if unit.parent else ""}
    return EntriesForm(request.POST if bound else None, parents=parents, initial=initial)


def _amend(actor: Actor, unit: Unit, form: EntriesForm) -> None:
    entry = dict(form.cleaned_data)
    entries = units.UnitEntries(parent_code=entry.pop("parent"), **entry)
    units.amend(actor=actor, code=unit.code, entries=entries, now=timezone.now())


def _create(actor: Actor, form: NewUnitForm) -> Unit:
    entry = dict(form.cleaned_data)
    described = NewUnit(parent_code=entry.pop("parent"), aliases=entry.pop("aliases").splitlines(), **entry)
    return units.create(actor=actor, unit=described, now=timezone.now())


def _status(*forms: Form) -> int:
    return 422 if any(form.errors for form in forms) else 200
