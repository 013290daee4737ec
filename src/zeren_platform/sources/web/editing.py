"""Mend a proposal, or say why it is rejected: in its card, or on a page of its own where there is no script."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from zeren_platform.common.actor import Actor
from zeren_platform.common.entrance import actor_on
from zeren_platform.common.problems import shown_on
from zeren_platform.common.sentences import sentence
from zeren_platform.organisation.queries import units
from zeren_platform.sources import permissions, queries
from zeren_platform.sources.models import Proposal
from zeren_platform.sources.use_cases import proposals
from zeren_platform.sources.web.answers import answer_with_card, is_swap, swapped
from zeren_platform.sources.web.cards import Card, cards_of
from zeren_platform.sources.web.forms import ReasonForm, UnitRows, UnitRowsOf, VersionForm, WordingForm, rows_of

__all__ = ["edit", "reject"]

# More names than a browser can offer well; beyond it people type the name as documents write it.
MOST_NAMES = 2000


@login_required
def reject(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the reason, and reject."""
    actor = actor_on(request)
    proposal = _decidable(actor, pk)
    if proposal.state != Proposal.State.OPEN:
        return answer_with_card(request, pk, refusal=_decided(request))
    form = ReasonForm(request.POST or None, initial={"version": proposal.version}, auto_id=f"%s-{pk}")
    compare = None
    if request.method == "POST" and form.is_valid():
        with shown_on(form):
            try:
                proposals.reject(actor=actor, proposal_id=pk, now=timezone.now(), **form.cleaned_data)
                return answer_with_card(request, pk)
            except proposals.ChangedMeanwhileError as error:
                compare = _compare(form, proposal, error)
    return _shown(request, "reject", proposal, {"form": form, "compare": compare}, failed=bool(form.errors))


@login_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Mend the words and the units; who comes second keeps what they typed and sees what stands now."""
    actor = actor_on(request)
    proposal = _decidable(actor, pk)
    if proposal.state != Proposal.State.OPEN and request.method != "POST":
        return answer_with_card(request, pk)
    form = WordingForm.of(proposal, data=request.POST or None, auto_id=f"%s-{pk}")
    named = rows_of(proposal.units.all())
    rows = UnitRows(request.POST or None, initial=named, prefix="units", auto_id=f"%s-{pk}")
    compare = None
    if request.method == "POST" and form.is_valid() and rows.is_valid():
        with shown_on(form):
            try:
                _edit(actor, pk, form, rows)
                return answer_with_card(request, pk)
            except proposals.ChangedMeanwhileError as error:
                compare = _compare(form, proposal, error)
    context = {"form": form, "rows": rows, "compare": compare, "names": _names()}
    return _shown(request, "edit", proposal, context, failed=bool(form.errors or rows.total_error_count()))


def _decidable(actor: Actor, pk: int) -> Proposal:
    proposal = queries.proposal_for(actor, pk)
    permissions.require_decide(actor, proposal.document)
    return proposal


def _edit(actor: Actor, pk: int, form: WordingForm, rows: UnitRowsOf) -> None:
    proposals.edit(
        actor=actor,
        proposal_id=pk,
        version=form.cleaned_data["version"],
        wording=form.wording(),
        units=rows.chosen(),
        now=timezone.now(),
    )


def _compare(form: VersionForm, proposal: Proposal, error: proposals.ChangedMeanwhileError) -> Card:
    """Show what stands now beside what was typed; saving again is then of that version."""
    form.add_error(None, sentence(error))
    data = form.data.copy()
    data["version"] = str(proposal.version)
    form.data = data
    (card,) = cards_of([proposal], may_decide=False)
    return card


def _decided(request: HttpRequest) -> str:
    """Tell who wanted to decide that somebody else has; a link that was merely followed needs no word."""
    return sentence(proposals.AlreadyDecidedError()) if request.method == "POST" else ""


def _names() -> list[str]:
    return [unit.label for unit in units(on=timezone.localdate())[:MOST_NAMES]]


def _shown(
    request: HttpRequest, name: str, proposal: Proposal, context: dict[str, object], *, failed: bool
) -> HttpResponse:
    context = {**context, "proposal": proposal, "document": proposal.document}
    if not is_swap(request):
        context["excerpt"] = queries.sentence_in_context(proposal.pk)
    template = f"sources/card_{name}.html" if is_swap(request) else f"sources/{name}.html"
    return swapped(request, template, context, status=422 if failed else 200)
