"""The pages on which units sign for their duties or decline them, and the clerk assigns anew."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from zeren_platform.common.actor import UNIT_ROLES
from zeren_platform.common.entrance import actor_on
from zeren_platform.common.pagination import page_of
from zeren_platform.common.problems import shown_on
from zeren_platform.organisation.choosing import UnitChoice
from zeren_platform.organisation.queries import units
from zeren_platform.responsibilities import permissions, queries
from zeren_platform.responsibilities.models import Assignment
from zeren_platform.responsibilities.queries import AwaitingGroup
from zeren_platform.responsibilities.use_cases import receipts
from zeren_platform.responsibilities.web.addresses import duty_address
from zeren_platform.responsibilities.web.forms import ReasonForm, ReassignForm
from zeren_platform.ui.parts.actions import button
from zeren_platform.ui.parts.layout import row
from zeren_platform.ui.parts.states import role_badge
from zeren_platform.ui.parts.words import link
from zeren_platform.ui.shapes import Column, Tab

__all__ = ["ReceiptRow", "accept", "accept_all", "decline", "list_receipts", "reassign"]

ORDER = ("edition_id", "duty__position", "id")
COLUMNS = (
    Column(key="number", label=gettext_lazy("No."), align="end", width="xs"),
    Column(key="duty", label=gettext_lazy("Duty")),
    Column(key="unit", label=gettext_lazy("Unit"), width="l"),
    Column(key="role", label=gettext_lazy("Role"), width="s"),
    Column(key="act", label=gettext_lazy("Answer"), align="end", width="l"),
)
# Declined parts are rare; the page shows the first of them, the filter of the register all.
DECLINED_SHOWN = 20
# From two registers on there is something to choose.
MANY = 2
# So much of a text is shown where a duty has no title.
SHOWN = 110


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptRow:
    """One row, its cells drawn by the kit's own functions: a page has fifty."""

    href: str
    number: str
    duty: SafeString
    unit: str
    role: SafeString
    act: SafeString


@login_required
def list_receipts(request: HttpRequest) -> HttpResponse:
    """List what awaits the reader's units, and what was declined in registers that the reader keeps."""
    actor, register = actor_on(request), request.GET.get("register", "")
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    declined = queries.receipts_declined(actor).order_by("-answered_at", "-id")[:DECLINED_SHOWN]
    page = page_of(queries.receipts_awaiting(actor, register=register), order=ORDER, after=after, before=before)
    groups = queries.awaiting_groups(actor, on=timezone.localdate())
    context = {
        "groups": [group for group in groups if register in {"", group.register}],
        "registers": _registers(groups, register),
        "asked": list(queries.opinions_asked(actor)) if actor.holds(*UNIT_ROLES) else [],
        "page": page,
        "rows": [_row(held) for held in page.rows],
        "declined": [row for row in declined if permissions.may_keep(actor, row.duty.edition.register)],
        "columns": [replace(column, label=str(column.label)) for column in COLUMNS],
    }
    return render(request, "responsibilities/receipts.html", context)


@login_required
@require_POST
def accept_all(request: HttpRequest) -> HttpResponse:
    """Sign for everything of one edition that awaits one unit."""
    count = receipts.accept_many(
        actor=actor_on(request),
        unit_code=request.POST.get("unit", ""),
        edition_id=_key(request, "edition"),
        now=timezone.now(),
    )
    told = ngettext("Signed for %(count)s duty.", "Signed for %(count)s duties.", count)
    messages.success(request, told % {"count": count})
    return redirect("responsibilities:receipts")


@login_required
@require_POST
def accept(request: HttpRequest) -> HttpResponse:
    """Sign for one part of a duty."""
    held = receipts.accept(actor=actor_on(request), assignment_id=_key(request, "assignment"), now=timezone.now())
    messages.success(request, _("Signed for duty %(number)s.") % {"number": held.duty.number})
    if request.POST.get("back") == "receipts":
        return redirect("responsibilities:receipts")
    return redirect("responsibilities:duty", pk=held.duty_id)


@login_required
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Decline one part of a duty and say why."""
    actor = actor_on(request)
    held = queries.assignment_for(actor, pk)
    permissions.require_answer(actor, held)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with shown_on(form):
            receipts.decline(actor=actor, assignment_id=pk, now=timezone.now(), **form.cleaned_data)
            messages.success(request, _("Declined. The clerk of the register decides to whom the duty goes."))
            return redirect("responsibilities:duty", pk=held.duty_id)
    context = {"form": form, "held": held}
    return render(request, "responsibilities/decline.html", context, status=422 if form.errors else 200)


@login_required
def reassign(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a declined part to a unit anew."""
    actor = actor_on(request)
    held = queries.assignment_for(actor, pk)
    permissions.require_keep(actor, held.duty.edition.register)
    offered = UnitChoice(units(on=timezone.localdate()))
    form = ReassignForm(request.POST or None, units=offered)
    if request.method == "POST" and form.is_valid():
        with shown_on(form):
            unit, reason = form.cleaned_data["unit"], form.cleaned_data["reason"]
            receipts.reassign(actor=actor, assignment_id=pk, unit_code=unit, reason=reason, now=timezone.now())
            messages.success(request, _("Assigned. The unit is asked to sign."))
            return redirect("responsibilities:duty", pk=held.duty_id)
    context = {"form": form, "held": held}
    return render(request, "responsibilities/reassign.html", context, status=422 if form.errors else 200)


def _registers(groups: Sequence[AwaitingGroup], shown: str) -> list[Tab]:
    """Let a unit with duties in several registers look at one of them."""
    titles = {group.register: group.register_title for group in groups}
    if len(titles) < MANY and not shown:
        return []
    everything = Tab(label=_("All registers"), href=reverse("responsibilities:receipts"), selected=not shown)
    return [
        everything,
        *(Tab(label=title, href=f"?register={code}", selected=code == shown) for code, title in titles.items()),
    ]


def _row(held: Assignment) -> ReceiptRow:
    duty = held.duty
    href = duty_address(duty.pk)
    decline_href = reverse("responsibilities:decline", args=[held.pk])
    sign = button(label=_("Sign"), kind="secondary", size="s", name="assignment", value=held.pk, described=duty.number)
    refuse = button(label=_("Decline"), kind="quiet", size="s", href=decline_href, described=duty.number)
    return ReceiptRow(
        href=href,
        number=duty.number,
        duty=link(href=href, label=duty.title or Truncator(duty.text).chars(SHOWN)),
        unit=held.unit.label,
        role=role_badge(role=held.role),  # type: ignore[arg-type]  # a role of the table is one of the kit
        act=row(sign + refuse, gap="s", align="end", wrap=False),
    )


def _key(request: HttpRequest, name: str) -> int:
    """Take a key out of what was sent; one that is none belongs to no row."""
    found = request.POST.get(name, "")
    return int(found) if found.isdecimal() else 0
