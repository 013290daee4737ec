"""The pages on which the security administrator opens and closes accounts, and removes a lost second factor."""

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from zeren_platform.common.entrance import actor_on
from zeren_platform.common.problems import shown_on
from zeren_platform.organisation import queries
from zeren_platform.organisation.models import Person
from zeren_platform.organisation.use_cases import accounts
from zeren_platform.organisation.web.forms import ReasonForm

__all__ = ["leave", "remove_second_factor", "restore"]

FACTOR = {
    "title": gettext_lazy("Lost second factor"),
    "label": gettext_lazy("Remove the second factor"),
    "lead": gettext_lazy(
        "Make sure in person who asks. All second factors, passkeys and recovery codes of the person are removed; they "
        "sign in by password and set up another. If the device may be in other hands, give a new password too."
    ),
}
LEAVING = {
    "title": gettext_lazy("Close the account"),
    "label": gettext_lazy("Close the account"),
    "lead": gettext_lazy(
        "The person can sign in no more, their posts end today and their access tokens are revoked. "
        "What they did stands."
    ),
}


@login_required
def remove_second_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove the second factor of somebody who lost it."""
    told = _("The second factor was removed. The person sets up another after signing in.")
    return _with_reason(request, pk, accounts.remove_second_factor, FACTOR, told)


@login_required
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the account of somebody who left."""
    return _with_reason(request, pk, accounts.leave, LEAVING, _("The account was closed."))


@login_required
@require_POST
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Open an account again."""
    actor = actor_on(request)
    person = queries.person_for(pk, actor=actor)
    accounts.restore(actor=actor, username=person.username, now=timezone.now())
    messages.success(request, _("The account is open again. Give the person a post next."))
    return redirect("organisation:person", pk=pk)


def _with_reason(
    request: HttpRequest, pk: int, act: Callable[..., Person], words: Mapping[str, object], told: str
) -> HttpResponse:
    """Ask for the reason and carry the act out."""
    actor = actor_on(request)
    person = queries.person_for(pk, actor=actor)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with shown_on(form):
            act(actor=actor, username=person.username, now=timezone.now(), **form.cleaned_data)
            messages.success(request, told)
            return redirect("organisation:person", pk=pk)
    context = {"person": person, "form": form, **words}
    return render(request, "organisation/account.html", context, status=422 if form.errors else 200)
