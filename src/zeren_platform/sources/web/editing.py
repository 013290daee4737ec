"""Mend a proposal, or say why it is rejected: in its card, or on a page of its own where there is no script."""

from typing import Final

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zeren_platform.common.actor import Actor
from zeren_platform.common.entrance import actor_on
from zeren_platform.common.problems import shown_on
from zeren_platform.common.sentences import sentence
from zeren_platform.organisation.queries import units
from zeren_platform.sources import permissions, queries
from zeren_platform.sources.models import Proposal, ProposedUnit
from zeren_platform.sources.use_cases import proposals
from zeren_platform.sources.web.answers import answer_with_card, is_swap, swapped
from zeren_platform.sources.web.cards import cards_of
from zeren_platform.sources.web.drawing import draw_facts, draw_place
from zeren_platform.sources.web.forms import ReasonForm, UnitRows, VersionForm, WordingForm, unit_rows
from zeren_platform.ui.parts.layout import panel
from zeren_platform.ui.shapes import Column, Mark

__all__ = ["edit", "reject"]

TITLES: Final = {"edit": gettext_lazy("Edit proposal %(number)s"), "reject": gettext_lazy("Reject proposal %(number)s")}
UNIT_COLUMNS: Final = (
    Column(key="written", label=pgettext_lazy("a unit as it is written", "In the text")),
    Column(key="unit", label=gettext_lazy("Unit"), width="xl"),
    Column(key="role", label=gettext_lazy("Role"), width="m"),
    Column(key="drop", label=gettext_lazy("Remove")),
)
# More names than a browser can offer well; beyond it people type the name as documents write it.
MOST_NAMES: Final = 2000


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
    rows = unit_rows(request.POST or None, proposal.units.all(), auto_id=f"%s-{pk}")
    compare = None
    if request.method == "POST" and form.is_valid() and rows.is_valid():
        with shown_on(form):
            try:
                _edit(actor, pk, form, rows)
                return answer_with_card(request, pk)
            except proposals.ChangedMeanwhileError as error:
                compare = _compare(form, proposal, error)
    suggested = _suggested(actor, proposal)
    context: dict[str, object] = {
        "form": form,
        "rows": rows,
        "compare": compare,
        "names": _names(first=suggested),
        "suggested": suggested,
        "unit_columns": UNIT_COLUMNS,
    }
    return _shown(request, "edit", proposal, context, failed=bool(form.errors or rows.total_error_count()))


def _decidable(actor: Actor, pk: int) -> Proposal:
    proposal = queries.proposal_for(actor, pk)
    permissions.require_decide(actor, proposal.document)
    return proposal


def _edit(actor: Actor, pk: int, form: WordingForm, rows: UnitRows) -> None:
    proposals.edit(
        actor=actor,
        proposal_id=pk,
        version=form.cleaned_data["version"],
        wording=form.wording(),
        units=rows.chosen(),
        now=timezone.now(),
    )


def _compare(form: VersionForm, proposal: Proposal, error: proposals.ChangedMeanwhileError) -> SafeString:
    """Show what stands now beside what was typed; saving again is then of that version."""
    form.add_error(None, sentence(error))
    data = QueryDict(mutable=True)
    data.update(form.data)
    data["version"] = str(proposal.version)
    form.data = data
    (card,) = cards_of([proposal], may_decide=False)
    return draw_facts(card, language=proposal.document.language)


def _decided(request: HttpRequest) -> str:
    """Tell who wanted to decide that somebody else has; a link that was merely followed needs no word."""
    return sentence(proposals.AlreadyDecidedError()) if request.method == "POST" else ""


def _suggested(actor: Actor, proposal: Proposal) -> list[queries.Suggestion]:
    """Suggest who may lead, where no lead is known yet."""
    if any(row.role == ProposedUnit.Role.LEAD and row.unit for row in proposal.units.all()):
        return []
    return queries.suggested_leads(actor, proposal, on=timezone.localdate())


def _names(*, first: list[queries.Suggestion]) -> list[str]:
    """Give the names that the browser offers: those suggested stand first."""
    every = [unit.label for unit in units(on=timezone.localdate())[:MOST_NAMES]]
    return list(dict.fromkeys([*(one.unit.label for one in first), *every]))


def _words(proposal: Proposal) -> dict[str, object]:
    """Give the words of the document in their context, the sentence marked."""
    found = queries.sentence_in_context(proposal.pk)
    start = len(found.before)
    mark = Mark(start=start, end=start + len(found.sentence), id="sentence", title=_("The sentence"))
    return {"words": found.before + found.sentence + found.after, "marks": [mark]}


def _shown(
    request: HttpRequest, name: str, proposal: Proposal, context: dict[str, object], *, failed: bool
) -> HttpResponse:
    """Put the form where the card was, or on a page of its own with the words that it is about."""
    context, status = {**context, "proposal": proposal, "document": proposal.document}, 422 if failed else 200
    if not is_swap(request):
        return swapped(request, f"sources/{name}.html", context | _words(proposal), status=status)
    asked = SafeString(render_to_string(f"sources/form_{name}.html", context, request))
    title = TITLES[name] % {"number": proposal.number}
    return swapped(
        request,
        "sources/part.html",
        {"part": draw_place(panel(asked, title=title), proposal, state="form")},
        status=status,
    )
