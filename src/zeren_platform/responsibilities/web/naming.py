"""The page on which a clerk says which units the names of a draft mean, for all its duties at once."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext

from zeren_platform.common.entrance import actor_on
from zeren_platform.common.problems import shown_on
from zeren_platform.organisation.choosing import ListedUnits
from zeren_platform.organisation.queries import units
from zeren_platform.responsibilities import permissions, queries
from zeren_platform.responsibilities.use_cases import names
from zeren_platform.responsibilities.web.addresses import edition_address
from zeren_platform.responsibilities.web.import_forms import NameForm

__all__ = ["settle_names"]


@login_required
def settle_names(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask which unit each name means, those in most duties first, and put the units in their place."""
    actor = actor_on(request)
    edition = queries.edition_for(actor, pk)
    permissions.require_keep(actor, edition.register)
    known = list(units(on=timezone.localdate()))
    unknown, left = queries.names_in_draft(edition, known)
    listed = ListedUnits({unit.code: unit.label for unit in known})
    form = NameForm(request.POST or None, names=unknown, units=listed, keeps=False)
    if request.method == "POST" and form.is_valid():
        with shown_on(form):
            count = names.settle(actor=actor, edition_id=pk, meanings=form.meanings(), now=timezone.now())
            told = ngettext("%(count)s duty was changed.", "%(count)s duties were changed.", count)
            messages.success(request, told % {"count": count})
            more = left or len(form.meanings()) < len(unknown)
            return redirect("responsibilities:draft-names", pk) if more else redirect(edition_address(edition))
    context = {"edition": edition, "form": form, "left": left, "back": edition_address(edition)}
    return render(request, "responsibilities/names.html", context, status=422 if form.errors else 200)
