"""The units with what each holds, and one unit as a whole."""

from collections.abc import Iterable

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zeren_platform.common.actor import UNIT_ROLES, Role
from zeren_platform.common.entrance import actor_on
from zeren_platform.common.pagination import page_of
from zeren_platform.desk.web.forms import UnitsForm
from zeren_platform.desk.web.rows import duty_rows, groups_of, told
from zeren_platform.organisation import queries as organisation
from zeren_platform.responsibilities.queries.holdings import Holding, holdings, holdings_by_register, parts_of, together
from zeren_platform.ui.shapes import Column, Tab

__all__ = ["list_units", "show_unit"]

SIZE = 100
# Of all registers and one there is nothing to choose.
MANY = 2
COLUMNS = (
    Column(key="unit", label=gettext_lazy("Unit")),
    Column(key="lead", label=gettext_lazy("Leads"), align="end", width="s"),
    Column(key="support", label=gettext_lazy("Supports"), align="end", width="s"),
    Column(key="territorial", label=gettext_lazy("Territorial"), align="end", width="s"),
    Column(key="receipt", label=gettext_lazy("Receipt"), width="l"),
)
DUTY_COLUMNS = (
    Column(key="number", label=gettext_lazy("No."), width="xs", kind="code"),
    Column(key="duty", label=gettext_lazy("Duty"), kind="head"),
    Column(key="field", label=gettext_lazy("Field"), width="l"),
    Column(key="role", label=gettext_lazy("Role"), width="m"),
    Column(key="receipt", label=gettext_lazy("Receipt"), width="m"),
)
ROLES = (
    ("", gettext_lazy("All")),
    ("lead", gettext_lazy("Leads")),
    ("support", gettext_lazy("Supports")),
    ("territorial", gettext_lazy("Territorial")),
    ("supervise", gettext_lazy("Supervises")),
    ("verify", gettext_lazy("Verifies")),
)


@login_required
def list_units(request: HttpRequest) -> HttpResponse:
    """List the units that exist today, grouped by kind, in the jurisdiction's order."""
    words, kind = request.GET.get("words", ""), request.GET.get("kind", "")
    rows = organisation.units(on=timezone.localdate()).filter(organisation.named(words))
    rows = rows.filter(kind=kind) if kind else rows
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    page = page_of(rows, order=("position", "id"), after=after, before=before, size=SIZE)
    held = holdings(actor_on(request), (row.pk for row in page.rows))
    form = UnitsForm(request.GET, kinds=organisation.kinds())
    context = {"form": form, "columns": told(COLUMNS), "page": page, "groups": groups_of(page.rows, held)}
    return render(request, "desk/units.html", context)


@login_required
def show_unit(request: HttpRequest, code: str) -> HttpResponse:
    """Show one unit: its place, its people, its names, its duties."""
    actor, today = actor_on(request), timezone.localdate()
    unit, children = organisation.family(code)
    role, register = request.GET.get("role", ""), request.GET.get("register", "")
    by_register = holdings_by_register(actor, unit.pk)
    held = together(by_register.values())
    shown = together(one for (key, _title), one in by_register.items() if register in {"", key})
    known = organisation.standing_of(unit)
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    page = parts_of(actor, unit.pk, role=role, register=register, after=after, before=before)
    context = {
        "unit": unit,
        "aliases": known.aliases,
        "before": known.before,
        "after": known.after,
        "may_carry": bool(known.after or unit.valid_until) and held.total and actor.holds(Role.CLERK),
        "children": [child for child in children if child.valid_until is None or child.valid_until > today],
        "seats": organisation.posts_at(unit, on=today),
        "held": held,
        "tabs": _tabs(code, shown, chosen=role, register=register),
        "registers": _registers(code, by_register, role=role, register=register),
        "page": page,
        "rows": duty_rows(page.rows),
        "columns": told(DUTY_COLUMNS),
        "may_answer": actor.standing(*UNIT_ROLES, path=unit.path) is not None,
    }
    return render(request, "desk/unit.html", context)


def _registers(code: str, named: Iterable[tuple[str, str]], *, role: str, register: str) -> list[Tab]:
    """Offer each register that names the unit, where there are several."""
    offered = [("", _("All registers")), *named]
    if len(offered) <= MANY:
        return []
    return [Tab(label=title, href=_address(code, role, key), selected=key == register) for key, title in offered]


def _address(code: str, role: str, register: str) -> str:
    told = {name: found for name, found in (("role", role), ("register", register)) if found}
    query = f"?{urlencode(told)}" if told else ""
    return f"{reverse('desk:unit', args=[code])}{query}#duties"


def _tabs(code: str, held: Holding, *, chosen: str, register: str) -> list[Tab]:
    """Offer the roles in which the unit holds anything, and all of them."""
    tabs = []
    for role, label in ROLES:
        count = getattr(held, role) if role else held.total
        if count or not role or role == chosen:
            tabs.append(Tab(label=label, href=_address(code, role, register), selected=role == chosen, count=count))
    return tabs
