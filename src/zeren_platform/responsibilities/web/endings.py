"""The pages on which an edition ends without a successor, or the asking about it does: each with its reason."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zeren_platform.common.entrance import actor_on
from zeren_platform.common.problems import shown_on
from zeren_platform.responsibilities import permissions, queries
from zeren_platform.responsibilities.use_cases import consultations, endings
from zeren_platform.responsibilities.web.addresses import edition_address
from zeren_platform.responsibilities.web.consultation_forms import EndForm

__all__ = ["break_off", "repeal", "withdraw"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ending:
    """What such a page says, who may see it, and the act that it does."""

    title: Promise
    lead: Promise
    button: Promise
    done: Promise
    require: Callable[..., object]
    act: Callable[..., object]


REPEAL: Final = _Ending(
    title=_("Repeal this edition"),
    lead=_("From today on it binds nobody, and nothing takes its place. To change it, begin a revision instead."),
    button=_("Repeal"),
    done=_("The edition is repealed. It stays readable as it was."),
    require=permissions.require_adopt,
    act=endings.repeal,
)
WITHDRAW: Final = _Ending(
    title=_("Withdraw this draft"),
    lead=_("Units were asked about it, so it and what they said stay readable."),
    button=_("Withdraw"),
    done=_("The draft was withdrawn. Its proposals can be put into a register again."),
    require=permissions.require_keep,
    act=endings.withdraw,
)
BREAK_OFF: Final = _Ending(
    title=_("Break the consultation off"),
    lead=_("The draft can be changed again at once. What units said is kept, and so is the reason."),
    button=_("Break off"),
    done=_("The consultation was broken off. What units said is kept."),
    require=permissions.require_keep,
    act=consultations.break_off,
)


@login_required
def repeal(request: HttpRequest, pk: int) -> HttpResponse:
    """End what was adopted (废止)."""
    return _end(request, pk, REPEAL)


@login_required
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Give up a draft about which units were asked."""
    return _end(request, pk, WITHDRAW)


@login_required
def break_off(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the draft back while units are being asked."""
    return _end(request, pk, BREAK_OFF)


def _end(request: HttpRequest, pk: int, ending: _Ending) -> HttpResponse:
    actor = actor_on(request)
    edition = queries.edition_for(actor, pk)
    ending.require(actor, edition.register)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with shown_on(form):
            ending.act(actor=actor, edition_id=pk, now=timezone.now(), **form.cleaned_data)
            messages.success(request, str(ending.done))
            return redirect(edition_address(edition))
    context = {"form": form, "edition": edition, "ending": ending, "back": edition_address(edition)}
    return render(request, "responsibilities/end.html", context, status=422 if form.errors else 200)
