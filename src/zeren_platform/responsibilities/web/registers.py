"""The pages of registers and their editions."""

from collections.abc import Sequence
from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from zeren_platform.common import working
from zeren_platform.common.actor import Actor
from zeren_platform.common.days import written
from zeren_platform.common.entrance import actor_on
from zeren_platform.common.memory import remembered
from zeren_platform.common.problems import NotFoundError, shown_on
from zeren_platform.organisation.choosing import UnitChoice
from zeren_platform.responsibilities import permissions, queries
from zeren_platform.responsibilities.contents import contents_in, rows_of
from zeren_platform.responsibilities.models import BINDING_STATES, Edition, Register
from zeren_platform.responsibilities.queries.analysis import beside_adoption, blocking, duties_in
from zeren_platform.responsibilities.use_cases import editions, registers
from zeren_platform.responsibilities.web.addresses import edition_address
from zeren_platform.responsibilities.web.analysis import sections_of
from zeren_platform.responsibilities.web.course import course_of
from zeren_platform.responsibilities.web.exporting import exports
from zeren_platform.responsibilities.web.forms import AdoptForm, DutyFilterForm, Narrowing, RegisterForm
from zeren_platform.responsibilities.web.kinds import BELONGS
from zeren_platform.responsibilities.web.listing import listing
from zeren_platform.responsibilities.web.many import tools_of
from zeren_platform.responsibilities.web.views import views_shown
from zeren_platform.ui.shapes import Column, Tab

__all__ = ["adopt", "begin", "discard", "list_registers", "open_register", "revise", "show_register", "show_story"]

# Of an edition with more duties than one search takes into the index, the index is let follow at once.
LARGE: Final = 1000

REGISTER_COLUMNS = (
    Column(key="title", label=gettext_lazy("Register")),
    Column(key="kind", label=gettext_lazy("Kind"), hide_below="narrow"),
    Column(key="unit", label=gettext_lazy("Kept by"), hide_below="narrow"),
    Column(key="state", label=gettext_lazy("State")),
    Column(key="duties", label=gettext_lazy("Duties"), align="end"),
    Column(key="receipt", label=gettext_lazy("Receipt"), width="m"),
)


@login_required
def list_registers(request: HttpRequest) -> HttpResponse:
    """List the registers, the newest first."""
    actor = actor_on(request)
    page = queries.registers_for(actor, after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    context = {
        "page": page,
        "summaries": queries.summaries(actor, page.rows),
        "columns": REGISTER_COLUMNS,
        "may_open": permissions.may_open(actor),
    }
    return render(request, "responsibilities/registers.html", context)


@login_required
def open_register(request: HttpRequest) -> HttpResponse:
    """Open a register with an empty draft."""
    actor = actor_on(request)
    form = RegisterForm(request.POST or None, units=UnitChoice(queries.keeping_units(actor)))
    if request.method == "POST" and form.is_valid():
        with shown_on(form):
            entry = dict(form.cleaned_data)
            register = registers.open(actor=actor, unit_code=entry.pop("unit"), now=timezone.now(), **entry)
            messages.success(request, _("The register was opened. Fill its draft next."))
            return redirect("responsibilities:register", code=register.code)
    return render(
        request, "responsibilities/open.html", {"form": form, "belongs": _belongs()}, status=422 if form.errors else 200
    )


@login_required
def show_register(request: HttpRequest, code: str, number: int | None = None) -> HttpResponse:
    """List the duties of one edition, and what a clerk can do with it; without a number of the one in force."""
    actor = actor_on(request)
    held = remembered(actor.state, queries.editions_of, actor, code)
    if not held:
        return _show_empty(request, actor, code)
    edition = _chosen(held, number)
    is_draft, pending = edition.state == Edition.State.DRAFT, not edition.is_adopted
    whole = bool(request.GET.get("whole"))
    choices = remembered(actor.state, Narrowing.in_edition, edition)
    form = DutyFilterForm(request.GET, choices=choices, is_draft=pending)
    keeps = permissions.may_keep(actor, edition.register)
    rows = queries.duties_for(actor, edition, chosen=form.chosen(whole=whole))
    listed = listing(
        form.asked(request.GET), rows, is_draft=pending, keeps=keeps and is_draft, names=choices.found.units
    )
    views = {} if pending else views_shown(request, actor, edition)
    if number is None and views.get("opens_so"):
        return redirect(str(views["opens_so"]))
    context = {
        **listed,
        **views,
        **_addresses(request, edition, held),
        **(tools_of(request, listed["page"]) if is_draft and keeps else {}),
        "edition": edition,
        "is_draft": is_draft,
        "belongs": BELONGS[Register.Kind(edition.register.kind)],
        "course": remembered(actor.state, course_of, actor, edition, tuple(held), on=timezone.localdate()),
        "editions": [_tab(other, edition) for other in held] if len(held) > 1 else [],
        "whole": whole,
        "scopes": _scopes(actor, edition, whole=whole),
        "form": form,
        "faults": queries.faults(edition) if is_draft else [],
        "keeps": keeps,
        "may_adopt": is_draft and permissions.may_adopt(actor, edition.register),
        "may_revise": keeps and edition.state in BINDING_STATES and not any(other.is_open for other in held),
        "adopt_form": AdoptForm(initial={"effective_from": timezone.localdate()}),
    }
    return render(request, "responsibilities/register.html", context)


@login_required
def adopt(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter that a body adopted the draft."""
    actor = actor_on(request)
    edition = queries.edition_for(actor, pk)
    form = AdoptForm(request.POST or None, initial={"effective_from": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        with shown_on(form):
            adopted = editions.adopt(actor=actor, edition_id=pk, now=timezone.now(), **form.cleaned_data)
            if adopted.duties.count() > LARGE:
                working.follow_up()
            messages.success(request, _told_of(adopted))
            return redirect("responsibilities:register", code=edition.register.code)
    rows = rows_of(edition)
    found, asked = blocking(rows, on=timezone.localdate()), queries.asked_so_far(edition, contents_in(rows))
    keeps = permissions.may_keep(actor, edition.register)
    against = {"faults": duties_in(found), "unanswered": asked.unanswered, "unasked": len(asked.to_ask)}
    context = {
        "form": form,
        "edition": edition,
        **against,
        "stands_against": any(against.values()),
        "sections": sections_of(found, mends=keeps),
        "beside": sections_of(beside_adoption(actor, edition, rows, on=timezone.localdate()), mends=keeps),
    }
    return render(request, "responsibilities/adopt.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def revise(request: HttpRequest, code: str) -> HttpResponse:
    """Begin a new draft from the edition in force."""
    actor = actor_on(request)
    register = queries.register_for(actor, code)
    draft = editions.revise(actor=actor, register_id=register.pk, now=timezone.now())
    messages.success(request, _("A new draft was copied from the edition in force."))
    return redirect("responsibilities:edition", code=code, number=draft.number)


@login_required
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Do away with a draft."""
    actor = actor_on(request)
    edition = queries.edition_for(actor, pk)
    editions.discard(actor=actor, edition_id=pk, now=timezone.now())
    messages.success(request, _("The draft was discarded. Its proposals can be put into a register again."))
    return redirect("responsibilities:register", code=edition.register.code)


@login_required
@require_POST
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """Begin an empty draft where there is no edition any more."""
    actor = actor_on(request)
    register = queries.register_for(actor, code)
    editions.begin(actor=actor, register_id=register.pk, now=timezone.now())
    messages.success(request, _("An empty draft was begun. Fill it next."))
    return redirect("responsibilities:register", code=code)


@login_required
def show_story(request: HttpRequest, code: str) -> HttpResponse:
    """Tell what happened to the register."""
    actor = actor_on(request)
    held = queries.editions_of(actor, code)
    register = held[0].register if held else queries.register_for(actor, code)
    context = {"register": register, "story": queries.story_of_register(register, held)}
    return render(request, "responsibilities/story.html", context)


def _show_empty(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Show a register whose only draft was discarded."""
    register = queries.register_for(actor, code)
    context = {"register": register, "keeps": permissions.may_keep(actor, register)}
    return render(request, "responsibilities/no_edition.html", context)


def _chosen(held: Sequence[Edition], number: int | None) -> Edition:
    found = queries.chosen_edition(held, number)
    if found is None:
        raise NotFoundError(edition=number)
    return found


def _belongs() -> list[tuple[str, str]]:
    """Name each kind with what belongs in it."""
    return [(str(kind.label), str(words)) for kind, words in BELONGS.items()]


def _told_of(adopted: Edition) -> str:
    if adopted.state == Edition.State.IN_FORCE or adopted.effective_from is None:
        return _("The edition is in force. Every unit named in it is asked to sign.")
    day = written(adopted.effective_from)
    return _("The edition is adopted. It comes into force on %(day)s; then its units are asked to sign.") % {"day": day}


def _addresses(request: HttpRequest, edition: Edition, held: Sequence[Edition]) -> dict[str, object]:
    """Give where else the list leads: to be compared, printed, looked through, taken along."""
    code, number = edition.register.code, edition.number
    return {
        "compare_address": _compare_address(edition, held),
        "print_address": f"{reverse('responsibilities:print', args=[code, number])}?{request.GET.urlencode()}",
        "coverage_address": f"{reverse('responsibilities:coverage')}?register={code}&edition={number}",
        "exports": exports(edition, request.GET),
    }


def _compare_address(edition: Edition, held: Sequence[Edition]) -> str:
    """Lead to what sets an edition apart from the one before it; nothing for the first."""
    earlier = [other.number for other in held if other.number < edition.number]
    numbers = [edition.register.code, max(earlier), edition.number] if earlier else []
    return reverse("responsibilities:compare-editions", args=numbers) if numbers else ""


def _tab(edition: Edition, shown: Edition) -> Tab:
    label = _("Edition %(number)s: %(state)s") % {
        "number": edition.number,
        "state": Edition.State(edition.state).label,
    }
    return Tab(label=label, href=edition_address(edition), selected=edition.pk == shown.pk)


def _scopes(actor: Actor, edition: Edition, *, whole: bool) -> list[Tab]:
    """Let people of a unit change between what names it and the whole register."""
    if not queries.sees_part(actor, edition.register):
        return []
    own = edition_address(edition)
    return [
        Tab(label=_("Our duties"), href=own, selected=not whole),
        Tab(label=_("Whole register"), href=f"{own}?whole=yes", selected=whole),
    ]
