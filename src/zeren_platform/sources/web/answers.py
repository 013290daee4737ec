"""How an act on one proposal is answered: with its card where the page asks for it, else with the whole page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template import Context
from django.urls import reverse
from django.utils.cache import patch_vary_headers

from zeren_platform.common.entrance import actor_on
from zeren_platform.sources import permissions, queries
from zeren_platform.sources.models import Proposal
from zeren_platform.sources.web.cards import cards_of
from zeren_platform.sources.web.drawing import draw_card

__all__ = ["address_of", "answer_with_card", "is_swap", "swapped"]


def is_swap(request: HttpRequest) -> bool:
    """Say whether the page asks for a part of itself only."""
    return bool(getattr(request, "htmx", False))


def address_of(proposal: Proposal) -> str:
    """Give the address of the proposal's document."""
    return reverse("sources:document", args=[proposal.document_id])


def swapped(request: HttpRequest, template: str, context: dict[str, object], *, status: int = 200) -> HttpResponse:
    """Answer one address with a part or with a page; a cache must not take the one for the other."""
    response = render(request, template, context, status=status)
    patch_vary_headers(response, ("HX-Request",))
    if is_swap(request):
        # The part has no address of its own; going back must not lead to it.
        response["HX-Push-Url"] = "false"
    return response


def answer_with_card(request: HttpRequest, pk: int, *, refusal: str = "") -> HttpResponse:
    """Show the proposal as it stands now, with the refusal if there was one."""
    if not is_swap(request):
        if refusal:
            messages.warning(request, refusal)
        return redirect("sources:proposal", pk=pk)
    actor = actor_on(request)
    proposal = queries.proposal_for(actor, pk)
    may_decide = permissions.may_decide(actor, proposal.document)
    (card,) = cards_of([proposal], may_decide=may_decide)
    context = {
        "card": draw_card(
            card,
            Context({"request": request}),
            language=proposal.document.language,
            may_decide=may_decide,
            refusal=refusal,
        ),
        "tally": queries.tallies([proposal.document])[proposal.document_id],
        "swap": True,
    }
    return swapped(request, "sources/card_swap.html", context, status=409 if refusal else 200)
