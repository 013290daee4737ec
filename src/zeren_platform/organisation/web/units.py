"""The pages on which the system administrator keeps the units."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zeren_platform.common.actor import Actor
from zeren_platform.common.entrance import actor_on
from zeren_platform.common.pagination import page_of
from zeren_platform.common.problems import shown_on
from zeren_platform.organisation import queries
from zeren_platform.organisation.models import Unit
from zeren_platform.organisation.use_cases import units
from zeren_platform.organisation.web.forms import AliasForm, NamesForm, NewUnitForm, WordsForm
from zeren_platform.ui.shapes import Column

__all__ = ["add_unit", "edit_unit", "list_units"]

COLUMNS = (
    Column(key="name", label=gettext_lazy("Name")),
    Column(key="kind", label=gettext_lazy("Kind")),
    Column(key="parent", label=gettext_lazy("Belongs to"), hide_below="narrow"),
    Column(key="aliases", label=gettext_lazy("Other names")),
    Column(key="code", label=gettext_lazy("Code"), hide_below="narrow"),
)


@login_required
def list_units(request: HttpRequest) -> HttpResponse:
    """List the units that the administrator keeps."""
    words = WordsForm(request.GET)
    rows = queries.units_kept(actor_on(request), words=request.GET.get("words", ""))
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    found = page_of(rows, order=("position", "id"), after=after, before=before)
    context = {"form": words, "columns": COLUMNS, "page": found}
    return render(request, "organisation/units.html", context)


@login_required
def add_unit(request: HttpRequest) -> HttpResponse:
    """Put a new unit into the tree."""
    actor = actor_on(request)
    parents = queries.units_kept(actor).order_by("position", "id")
    form = NewUnitForm(request.POST or None, parents=parents)
    if request.method == "POST" and form.is_valid():
        with shown_on(form):
            unit = _create(actor, form)
            messages.success(request, _("%(unit)s was created.") % {"unit": unit.label})
            return redirect("organisation:unit", code=unit.code)
    return render(request, "organisation/new_unit.html", {"form": form}, status=_status(form))


@login_required
def edit_unit(request: HttpRequest, code: str) -> HttpResponse:
    """Rename one unit, or add a name under which documents speak of it."""
    actor, adds = actor_on(request), "alias" in request.POST
    unit = queries.unit_kept(code, actor=actor)
    former = {"name": unit.name, "name_zh": unit.name_zh}
    names = NamesForm(request.POST if request.method == "POST" and not adds else None, initial=former)
    alias = AliasForm(request.POST if adds else None)
    if names.is_bound and names.is_valid():
        with shown_on(names):
            units.rename(actor=actor, code=code, now=timezone.now(), **names.cleaned_data)
            messages.success(request, _("The unit was renamed. Its former names still find it."))
            return redirect("organisation:unit", code=code)
    if alias.is_bound and alias.is_valid():
        with shown_on(alias):
            units.add_alias(actor=actor, code=code, alias=alias.cleaned_data["alias"], now=timezone.now())
            messages.success(request, _("The name was added."))
            return redirect("organisation:unit", code=code)
    context = {"unit": unit, "names": names, "alias": alias}
    return render(request, "organisation/unit.html", context, status=_status(names, alias))


def _create(actor: Actor, form: NewUnitForm) -> Unit:
    entry = form.cleaned_data
    described = units.NewUnit(
        code=entry["code"],
        name=entry["name"],
        name_zh=entry["name_zh"],
        kind=entry["kind"],
        parent_code=entry["parent"],
        aliases=entry["aliases"].splitlines(),
        division_code=entry["division_code"],
    )
    return units.create(actor=actor, unit=described, now=timezone.now())


def _status(*forms: NewUnitForm | NamesForm | AliasForm) -> int:
    return 422 if any(form.errors for form in forms) else 200
