"""Split a proposal, or say why it is rejected: in its card, or on a page of its own without a script."""

from collections.abc import Callable
from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from zeren_platform.common.actor import Actor
from zeren_platform.common.entrance import actor_on
from zeren_platform.common.problems import shown_on
from zeren_platform.common.sentences import sentence
from zeren_platform.sources import drafts, permissions, queries
from zeren_platform.sources.models import Draft, Proposal
from zeren_platform.sources.use_cases import proposals, splitting
from zeren_platform.sources.web.answers import KEYS, answer_with_card, answer_with_page, is_swap, swapped
from zeren_platform.sources.web.cards import cards_of
from zeren_platform.sources.web.drawing import draw_facts, draw_place
from zeren_platform.sources.web.forms import ReasonForm, SplitForm, VersionForm
from zeren_platform.ui.parts.layout import panel
from zeren_platform.ui.shapes import Mark

__all__ = ["decidable", "draft_of_form", "reject", "shown_form", "split", "typed_or_kept"]

TITLES: Final = {
    "edit": gettext_lazy("Edit proposal %(number)s"),
    "split": gettext_lazy("Split proposal %(number)s"),
    "reject": gettext_lazy("Reject proposal %(number)s"),
}


@login_required
def reject(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the reason, and reject."""
    actor = actor_on(request)
    proposal = decidable(actor, pk, form="reject")
    if proposal.state != Proposal.State.OPEN:
        return answer_with_card(request, pk, refusal=_decided(request))
    draft = draft_of_form(request, proposal)
    form = ReasonForm(typed_or_kept(request, draft), initial={"version": proposal.version}, auto_id=f"%s-{pk}")

    def act() -> None:
        proposals.reject(actor=actor, proposal_id=pk, now=timezone.now(), **form.cleaned_data)

    return _settled(request, proposal, "reject", form, draft, act=act, answer=answer_with_card)


@login_required
def split(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask where each duty of the sentence begins, and make a proposal of each."""
    actor = actor_on(request)
    proposal = decidable(actor, pk, form="split")
    if proposal.state != Proposal.State.OPEN:
        return answer_with_card(request, pk, refusal=_decided(request))
    sentence_read = queries.sentence_in_context(pk).sentence
    draft = draft_of_form(request, proposal)
    form = SplitForm.of(proposal, sentence_read, data=typed_or_kept(request, draft), auto_id=f"%s-{pk}")

    def act() -> None:
        _split(request, proposal, form, sentence_read)

    return _settled(request, proposal, "split", form, draft, act=act, answer=answer_with_page)


def decidable(actor: Actor, pk: int, *, form: str) -> Proposal:
    """Give a proposal that the actor may decide, with what they typed into *form* and did not save."""
    proposal = queries.proposal_for(actor, pk, form=form)
    permissions.require_decide(actor, proposal.document)
    return proposal


def _settled(
    request: HttpRequest,
    proposal: Proposal,
    name: str,
    form: VersionForm,
    draft: Draft | None,
    *,
    act: Callable[[], None],
    answer: Callable[[HttpRequest, int], HttpResponse],
) -> HttpResponse:
    """Do it once it is sent; who comes second keeps what they typed and sees what stands now."""
    compare = None
    if request.method == "POST" and form.is_valid():
        with shown_on(form):
            try:
                act()
                drafts.forget(actor_on(request), proposal.pk, form=name)
                return answer(request, proposal.pk)
            except proposals.ChangedMeanwhileError as error:
                compare = _compare(form, proposal, error)
    elif draft and (stale := _stale(form, proposal)):
        compare = _compare(form, proposal, stale)
    context: dict[str, object] = {"form": form, "compare": compare, "draft": draft}
    return shown_form(request, name, proposal, context, failed=request.method == "POST")


def draft_of_form(request: HttpRequest, proposal: Proposal) -> Draft | None:
    """Offer what was typed and not saved, unless something is sent just now."""
    return drafts.draft_of(proposal) if request.method != "POST" else None


def typed_or_kept(request: HttpRequest, draft: Draft | None) -> QueryDict | None:
    """Give what is sent, else what was typed and not saved."""
    return request.POST or (QueryDict(draft.typed) if draft else None)


def _stale(form: VersionForm, proposal: Proposal) -> proposals.ChangedMeanwhileError | None:
    """Say that a draft was typed over a version that does not stand any more."""
    if not form.is_valid() or form.cleaned_data["version"] == proposal.version:
        return None
    return proposals.ChangedMeanwhileError(name=proposal.changed_by or "?", version=proposal.version)


def _split(request: HttpRequest, proposal: Proposal, form: SplitForm, sentence_read: str) -> None:
    made = splitting.split(
        actor=actor_on(request),
        proposal_id=proposal.pk,
        version=form.cleaned_data["version"],
        parts=form.found(sentence_read, start=proposal.start),
        now=timezone.now(),
    )
    words = ngettext("%(count)s proposal was made of one.", "%(count)s proposals were made of one.", len(made))
    messages.success(request, words % {"count": len(made)})


def _compare(form: VersionForm, proposal: Proposal, error: proposals.ChangedMeanwhileError) -> SafeString:
    """Show what stands now above what was typed."""
    _take_version(form, proposal, error)
    (card,) = cards_of([proposal], may_decide=False)
    return draw_facts(card, language=proposal.document.language)


def _take_version(form: VersionForm, proposal: Proposal, error: proposals.ChangedMeanwhileError) -> None:
    """Tell of the change; saving again is then of the version that stands now."""
    form.add_error(None, sentence(error))
    data = QueryDict(mutable=True)
    data.update(form.data)
    data["version"] = str(proposal.version)
    form.data = data


def _decided(request: HttpRequest) -> str:
    """Tell who wanted to decide that somebody else has; a link that was merely followed needs no word."""
    return sentence(proposals.AlreadyDecidedError()) if request.method == "POST" else ""


def _words(proposal: Proposal) -> dict[str, object]:
    """Give the words of the document in their context, the sentence marked."""
    found = queries.sentence_in_context(proposal.pk)
    start = len(found.before)
    mark = Mark(start=start, end=start + len(found.sentence), id="sentence", title=_("The sentence"))
    return {"words": found.before + found.sentence + found.after, "marks": [mark]}


def shown_form(
    request: HttpRequest, name: str, proposal: Proposal, context: dict[str, object], *, failed: bool
) -> HttpResponse:
    """Put the form where the card was, or on a page of its own with the words that it is about."""
    context |= {
        "proposal": proposal,
        "document": proposal.document,
        "keys": KEYS,
        "discards": f"discard-{proposal.pk}",
    }
    status = 422 if failed else 200
    if not is_swap(request):
        return swapped(request, f"sources/{name}.html", context | _words(proposal), status=status)
    asked = SafeString(render_to_string(f"sources/form_{name}.html", context, request))
    title = TITLES[name] % {"number": proposal.number}
    # Somebody who hears the page learns that it is not what stands, but what they typed.
    told = f"{title}. {_('Not saved yet')}" if context.get("draft") else title
    return swapped(
        request,
        "sources/part.html",
        {"part": draw_place(panel(asked, title=title), proposal, state="form", told=told)},
        status=status,
    )
