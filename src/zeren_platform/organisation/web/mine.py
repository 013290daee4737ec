"""The pages of everybody who signs in: absence, access tokens."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from zeren_platform.common.entrance import actor_on
from zeren_platform.common.problems import shown_on
from zeren_platform.organisation import queries
from zeren_platform.organisation.scopes import words_of
from zeren_platform.organisation.use_cases import delegations, tokens
from zeren_platform.organisation.web.forms import AbsenceForm, TokenForm
from zeren_platform.ui.shapes import Column

__all__ = ["absence", "access_tokens", "revoke_delegation", "revoke_token"]

TOKEN_COLUMNS = (
    Column(key="name", label=gettext_lazy("What it is for")),
    Column(key="scopes", label=gettext_lazy("May be used to")),
    Column(key="created", label=pgettext_lazy("token", "Issued")),
    Column(key="expires", label=gettext_lazy("Valid until")),
    Column(key="used", label=gettext_lazy("Last used")),
    Column(key="state", label=gettext_lazy("State")),
    Column(key="act", label=gettext_lazy("Action"), align="end"),
)


@login_required
def absence(request: HttpRequest) -> HttpResponse:
    """Show who stands in for whom, and name somebody to stand in."""
    actor, today, now = actor_on(request), timezone.localdate(), timezone.now()
    held = list(queries.posts_to_cover(actor, on=today))
    near = queries.colleagues(held, on=today)
    form = AbsenceForm(request.POST or None, posts=held, people=near, initial={"valid_from": today})
    if request.method == "POST" and form.is_valid():
        entry = dict(form.cleaned_data)
        with shown_on(form):
            delegations.grant(actor=actor, post_id=entry.pop("post"), now=now, **entry)
            messages.success(request, _("From that day on both names stand on the record of what is done in the post."))
            return redirect("organisation:absence")
    context = {"form": form, "posts": held, "absences": queries.absences_of(actor, at=now), "today": today}
    return render(request, "organisation/absence.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def revoke_delegation(request: HttpRequest, pk: int) -> HttpResponse:
    """End an absence at once."""
    delegations.revoke(actor=actor_on(request), delegation_id=pk, now=timezone.now())
    messages.success(request, _("Nobody stands in any more."))
    return redirect("organisation:absence")


@never_cache
@login_required
def access_tokens(request: HttpRequest) -> HttpResponse:
    """Show the person's tokens and issue another; its secret is on the answer to that, and nowhere again."""
    actor, now, secret = actor_on(request), timezone.now(), ""
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with shown_on(form):
            _token, secret = tokens.issue(actor=actor, now=now, **form.cleaned_data)
            form = TokenForm()
    context = {
        "form": form,
        "secret": secret,
        "tokens": [(token, words_of(token.scope_list)) for token in queries.tokens_of(actor)],
        "columns": TOKEN_COLUMNS,
        "now": now,
    }
    return render(request, "organisation/tokens.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def revoke_token(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a token open nothing any more."""
    tokens.revoke(actor=actor_on(request), token_id=pk, now=timezone.now())
    messages.success(request, _("The token was revoked."))
    return redirect("organisation:tokens")
