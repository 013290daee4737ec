"""The pages on which an edition ends without a successor."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from zeren_platform.common.entrance import actor_on
from zeren_platform.common.problems import shown_on
from zeren_platform.responsibilities import permissions, queries
from zeren_platform.responsibilities.use_cases import endings
from zeren_platform.responsibilities.web.addresses import edition_address
from zeren_platform.responsibilities.web.consultation_forms import EndForm

__all__ = ["repeal", "withdraw"]


@login_required
def repeal(request: HttpRequest, pk: int) -> HttpResponse:
    """End what was adopted (废止)."""
    actor = actor_on(request)
    edition = queries.edition_for(actor, pk)
    permissions.require_adopt(actor, edition.register)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with shown_on(form):
            endings.repeal(actor=actor, edition_id=pk, now=timezone.now(), **form.cleaned_data)
            messages.success(request, _("The edition is repealed. It stays readable as it was."))
            return redirect(edition_address(edition))
    context = {
        "form": form,
        "edition": edition,
        "title": _("Repeal this edition"),
        "lead": _(
            "From today on it binds nobody, and nothing takes its place. To change it, begin a revision instead."
        ),
        "act": _("Repeal"),
        "back": edition_address(edition),
    }
    return render(request, "responsibilities/end.html", context, status=422 if form.errors else 200)


@login_required
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Give up a draft about which units were asked."""
    actor = actor_on(request)
    edition = queries.edition_for(actor, pk)
    permissions.require_keep(actor, edition.register)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with shown_on(form):
            endings.withdraw(actor=actor, edition_id=pk, now=timezone.now(), **form.cleaned_data)
            messages.success(request, _("The draft was withdrawn. Its proposals can be put into a register again."))
            return redirect(edition_address(edition))
    context = {
        "form": form,
        "edition": edition,
        "title": _("Withdraw this draft"),
        "lead": _("Units were asked about it, so it and what they said stay readable."),
        "act": _("Withdraw"),
        "back": edition_address(edition),
    }
    return render(request, "responsibilities/end.html", context, status=422 if form.errors else 200)
