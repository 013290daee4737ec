"""The page on which a clerk decides: the text at the left, what was read out of it at the right."""

from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.template import Context
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from zeren.foundations.errors import InvalidInputError, NotPermittedError, RefusedError
from zeren_platform.common.actor import Actor
from zeren_platform.common.entrance import actor_on
from zeren_platform.common.pagination import page_of, place
from zeren_platform.common.problems import NotFoundError
from zeren_platform.common.sentences import sentence
from zeren_platform.sources import permissions, queries
from zeren_platform.sources.models import Proposal
from zeren_platform.sources.use_cases import many, merging, proposals
from zeren_platform.sources.web.answers import KEYS, address_of, answer_with_card, is_swap, tabs_of
from zeren_platform.sources.web.cards import cards_of, tally_of, window_of
from zeren_platform.sources.web.drawing import draw_beside, draw_card, draw_voice
from zeren_platform.sources.web.forms import VersionForm, seen_in
from zeren_platform.ui.shapes import Crumb, Tab

__all__ = ["accept", "accept_many", "find_proposal", "find_words", "reopen", "show_document", "take_apart"]

State = Proposal.State
# Cards on one page: as many as a person decides on in a sitting, and few enough to be drawn at once.
SIZE: Final = 25
# What can be done with several proposals that asks for a reason or a choice first.
ASKED: Final = ("reject-many", "merge")
# On a phone one pane is shown at a time.
PANES: Final = (Tab(label=gettext_lazy("Text"), href="#text"), Tab(label=gettext_lazy("Proposals"), href="#proposals"))


@login_required
def show_document(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the text and the proposals side by side."""
    actor = actor_on(request)
    document = queries.document_for(actor, pk)
    overseer, may_decide = queries.is_overseer(actor, document), permissions.may_decide(actor, document)
    state = _state(request) if overseer else State.ACCEPTED.value
    stretches = [one for one in queries.stretches_of(document) if overseer or one.state == State.ACCEPTED]
    tally = tally_of(stretches)
    page = page_of(
        queries.proposals_of(document, state=state),
        order=queries.IN_THE_TEXT,
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
        size=SIZE,
    )
    if tally.merged:
        queries.fetch_merged(page.rows)
    cards, drawn = cards_of(page.rows, may_decide=may_decide, keeping=tally.merged > 0), Context({"request": request})
    context = {
        "document": document,
        "crumbs": [
            Crumb(label=_("Sources"), href=reverse("sources:documents")),
            Crumb(label=document.get_kind_display()),
        ],
        "window": window_of(document, stretches, page.rows),
        "cards": [draw_card(card, drawn, language=document.language, may_decide=may_decide) for card in cards],
        "page": page,
        "tally": tally,
        "tabs": tabs_of(document, tally, state=state) if overseer else [],
        "panes": PANES,
        "may_decide": may_decide,
        "keys": KEYS if may_decide else "",
        "beside": draw_beside(document) if may_decide else "",
        "voice": draw_voice() if may_decide else "",
    }
    return render(request, "sources/document.html", context)


@login_required
def find_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to the card of a proposal, on whatever page of its document it stands."""
    if is_swap(request):
        return answer_with_card(request, pk)
    return redirect(_place_of(actor_on(request), pk, anchor="proposal"))


@login_required
def find_words(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to the words of a proposal in the text."""
    return redirect(_place_of(actor_on(request), pk, anchor="words"))


@login_required
@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept one proposal."""
    actor = actor_on(request)
    try:
        proposals.accept(actor=actor, proposal_id=pk, version=_version(request), now=timezone.now())
    except (NotPermittedError, NotFoundError):
        raise
    except (RefusedError, InvalidInputError) as error:
        return answer_with_card(request, pk, refusal=sentence(error))
    return answer_with_card(request, pk)


@login_required
@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a decision back."""
    actor = actor_on(request)
    try:
        proposals.reopen(actor=actor, proposal_id=pk, version=_version(request), now=timezone.now())
    except (NotPermittedError, NotFoundError):
        raise
    except (RefusedError, InvalidInputError) as error:
        return answer_with_card(request, pk, refusal=sentence(error))
    return answer_with_card(request, pk)


@login_required
@require_POST
def take_apart(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a merged proposal be its own again."""
    actor = actor_on(request)
    try:
        merging.take_apart(actor=actor, proposal_id=pk, version=_version(request), now=timezone.now())
    except (NotPermittedError, NotFoundError):
        raise
    except (RefusedError, InvalidInputError) as error:
        return answer_with_card(request, pk, refusal=sentence(error))
    return answer_with_card(request, pk)


@login_required
@require_POST
def accept_many(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept those that are ticked, all or none; what needs a word more is asked on a page of its own."""
    back = request.POST.get("back", "")
    if (asked := request.POST.get("act", "")) in ASKED:
        ticked = QueryDict(mutable=True)
        ticked.setlist("proposal", request.POST.getlist("proposal"))
        ticked["back"] = back
        return redirect(reverse(f"sources:{asked}", args=[pk], query=ticked))
    try:
        accepted = many.accept_many(
            actor=actor_on(request), document_id=pk, seen=seen_in(request.POST), now=timezone.now()
        )
    except (NotPermittedError, NotFoundError):
        raise
    except (RefusedError, InvalidInputError) as error:
        messages.warning(request, sentence(error))
    else:
        words = ngettext("%(count)s proposal was accepted.", "%(count)s proposals were accepted.", len(accepted))
        messages.success(request, words % {"count": len(accepted)})
    return redirect(reverse("sources:document", args=[pk], query=QueryDict(back)))


def _state(request: HttpRequest) -> str:
    found = request.GET.get("state", "")
    return found if found in State.values else ""


def _version(request: HttpRequest) -> int:
    """Read the version; one that is missing was never seen, so the act refuses it as stale."""
    form = VersionForm(request.POST)
    return int(form.cleaned_data["version"]) if form.is_valid() else 0


def _place_of(actor: Actor, pk: int, *, anchor: str) -> str:
    proposal = queries.proposal_for(actor, pk)
    before = queries.before_page(proposal, size=SIZE)
    page = f"?after={place(*before)}" if before else ""
    return f"{address_of(proposal)}{page}#{anchor}-{pk}"
