"""How an act on one proposal is answered: with its card where the page asks for it, else with the whole page."""

from typing import Final
from urllib.parse import urlsplit

from django.contrib import messages
from django.forms import Media
from django.forms.widgets import Script
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.template import Context
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from zeren_platform.common.entrance import actor_on
from zeren_platform.sources import permissions, queries
from zeren_platform.sources.models import Document, Proposal
from zeren_platform.sources.queries import Tally
from zeren_platform.sources.web.cards import cards_of
from zeren_platform.sources.web.drawing import draw_card
from zeren_platform.ui.shapes import Tab

__all__ = ["KEYS", "address_of", "answer_with_card", "answer_with_page", "is_swap", "swapped", "tabs_of"]

State = Proposal.State
# The keys, and what is kept of what is typed.
KEYS: Final = Media(
    js=[Script("sources/deciding.js", type="module"), Script("sources/drafts.js", type="module")]  # type: ignore[list-item]  # since Django 5.2
)


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


def tabs_of(document: Document, tally: Tally, *, state: str) -> list[Tab]:
    """Offer the proposals by state, with how many there are of each."""
    address = reverse("sources:document", args=[document.pk])
    shown: tuple[tuple[str, str, int], ...] = (
        ("", _("All"), tally.total),
        (State.OPEN.value, _("To decide"), tally.open),
        (State.ACCEPTED.value, _("Accepted"), tally.accepted),
        (State.REJECTED.value, _("Rejected"), tally.rejected),
    )
    if tally.merged:
        shown += ((State.MERGED.value, _("Merged"), tally.merged),)
    return [
        Tab(label=label, href=f"{address}?state={key}" if key else address, selected=state == key, count=count)
        for key, label, count in shown
    ]


def answer_with_card(request: HttpRequest, pk: int, *, refusal: str = "", joined: str = "") -> HttpResponse:
    """Show the proposal as it stands now, with the refusal if there was one; *joined* says what came from others."""
    if not is_swap(request):
        if refusal or joined:
            messages.add_message(request, messages.WARNING if refusal else messages.SUCCESS, refusal or joined)
        return redirect("sources:proposal", pk=pk)
    actor = actor_on(request)
    proposal = queries.proposal_for(actor, pk)
    may_decide = permissions.may_decide(actor, proposal.document)
    queries.fetch_merged([proposal])
    (card,) = cards_of([proposal], may_decide=may_decide, keeping=True)
    tally = queries.tallies([proposal.document])[proposal.document_id]
    context = {
        "card": draw_card(
            card,
            Context({"request": request}),
            language=proposal.document.language,
            may_decide=may_decide,
            refusal=refusal,
            joined=joined,
        ),
        "tally": tally,
        "tabs": tabs_of(proposal.document, tally, state=_shown_state(request)),
        "document": proposal.document,
        "may_decide": may_decide,
        "swap": True,
    }
    return swapped(request, "sources/card_swap.html", context, status=409 if refusal else 200)


def answer_with_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to the card on a page that is made anew, where an act changed more than the card."""
    address = reverse("sources:proposal", args=[pk])
    if is_swap(request):
        return HttpResponse(headers={"HX-Redirect": address})
    return redirect(address)


def _shown_state(request: HttpRequest) -> str:
    """Read out of the address of the page, which the browser tells, which state it shows."""
    address = urlsplit(request.headers.get("HX-Current-URL", ""))
    found = QueryDict(address.query).get("state", "")
    return found if found in State.values else ""
