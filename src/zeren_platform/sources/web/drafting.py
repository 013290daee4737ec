"""Keep what is typed into a form of a proposal while it is typed, until it is saved or discarded."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from zeren_platform.common.entrance import actor_on
from zeren_platform.common.problems import NotFoundError
from zeren_platform.sources import drafts, permissions, queries
from zeren_platform.sources.models import Draft

__all__ = ["keep_draft"]


@login_required
@require_POST
def keep_draft(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """Keep what stands in the form, or forget it and show the form anew."""
    if form not in Draft.Form.values:
        raise NotFoundError(form=form)
    actor = actor_on(request)
    proposal = queries.proposal_for(actor, pk)
    permissions.require_decide(actor, proposal.document)
    if request.POST.get("act") == "discard":
        drafts.forget(actor, pk, form=form)
        return redirect(f"sources:{form}", pk=pk)
    typed = request.POST.copy()
    typed.pop("csrfmiddlewaretoken", None)
    drafts.keep(actor, proposal, form=form, typed=typed.urlencode(), now=timezone.now())
    return HttpResponse(status=204)
