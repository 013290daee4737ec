"""Mend what a proposal says; who comes second is asked only about what both changed, and nothing typed is lost."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zeren_platform.common.actor import Actor
from zeren_platform.common.entrance import actor_on
from zeren_platform.common.problems import shown_on
from zeren_platform.common.sentences import sentence
from zeren_platform.organisation.choosing import written
from zeren_platform.sources import drafts, queries
from zeren_platform.sources.models import Proposal, ProposedUnit
from zeren_platform.sources.reconciling import Reconciled, Version, reconcile
from zeren_platform.sources.use_cases import proposals
from zeren_platform.sources.web.answers import answer_with_card
from zeren_platform.sources.web.clash import COLUMNS as CLASH_COLUMNS
from zeren_platform.sources.web.clash import ClashForm, asked_in, labels_of, typed_in, with_version
from zeren_platform.sources.web.editing import decidable, draft_of_form, shown_form, typed_or_kept
from zeren_platform.sources.web.forms import UnitRows, WordingForm, unit_rows
from zeren_platform.ui.shapes import Column

__all__ = ["edit"]

UNIT_COLUMNS: Final = (
    Column(key="written", label=pgettext_lazy("a unit as it is written", "In the text")),
    Column(key="unit", label=gettext_lazy("Unit"), width="xl"),
    Column(key="role", label=gettext_lazy("Role"), width="m"),
    Column(key="drop", label=gettext_lazy("Remove")),
)
# So often somebody else may save at the very moment before who comes second is told.
TRIES: Final = 5


@dataclass(slots=True)
class _Filled:
    """The form of a proposal with its units, as it is opened, sent, or filled anew with what another saved."""

    proposal: Proposal
    data: QueryDict | None
    form: WordingForm
    rows: UnitRows
    # Where both changed an entry and not alike.
    clash: ClashForm | None = None
    # What only the other changed, and now stands in the form.
    taken: tuple[str, ...] = ()

    @classmethod
    def of(cls, proposal: Proposal, data: QueryDict | None) -> "_Filled":
        anchor = f"%s-{proposal.pk}"
        form = WordingForm.of(proposal, data=data, auto_id=anchor)
        rows = unit_rows(data, Version.of_proposal(proposal).units.values(), auto_id=anchor)
        filled = cls(proposal, data, form, rows)
        if data is not None and form.is_valid() and filled.rows.is_valid() and filled.seen is not None:
            filled.clash = filled.asking(asked_in(data, filled.typed, filled.seen), data)
        return filled

    @property
    def seen(self) -> Version | None:
        """What was said when the form was opened."""
        return Version.read(self.form.cleaned_data["seen"])

    @property
    def typed(self) -> Version:
        """What is said in the form."""
        return typed_in(self.form, self.rows)

    def is_valid(self) -> bool:
        """Say whether it can be saved."""
        return self.form.is_valid() and self.rows.is_valid() and (self.clash is None or self.clash.is_valid())

    def settled(self) -> Version:
        """Give what is to be saved."""
        return self.clash.settled() if self.clash else self.typed

    def over(self, proposal: Proposal, found: Reconciled) -> "_Filled":
        """Fill the form anew over what stands now, and ask about what both changed."""
        theirs = Version.of_proposal(proposal)
        data = with_version(self.data or QueryDict(), found, theirs=theirs, number=proposal.version)
        filled = _Filled.of(proposal, data)
        filled.clash = filled.asking(found.asked, None)
        filled.taken = found.taken
        error = proposals.ChangedMeanwhileError(name=proposal.changed_by or "?", version=proposal.version)
        filled.form.add_error(None, sentence(error))
        return filled

    def asking(self, asked: Sequence[str], data: QueryDict | None) -> ClashForm | None:
        """Ask which of the two stands under each of these keys."""
        if not asked or self.seen is None:
            return None
        anchor = f"%s-{self.proposal.pk}"
        return ClashForm(data, asked=asked, mine=self.typed, theirs=self.seen, auto_id=anchor)


@login_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Mend the words and the units."""
    actor = actor_on(request)
    proposal = decidable(actor, pk, form="edit")
    if proposal.state != Proposal.State.OPEN and request.method != "POST":
        return answer_with_card(request, pk)
    draft = draft_of_form(request, proposal)
    filled = _Filled.of(proposal, typed_or_kept(request, draft))
    if request.method == "POST" and filled.is_valid():
        with shown_on(filled.form):
            theirs, left = _save(actor, filled)
            if left is None:
                drafts.forget(actor, pk, form="edit")
                return answer_with_card(request, pk, joined=theirs)
            filled = left
    elif draft and filled.form.is_valid() and filled.rows.is_valid():
        filled = _brought_up(filled)
    return shown_form(
        request, "edit", filled.proposal, _context(actor, filled) | {"draft": draft}, failed=request.method == "POST"
    )


def _save(actor: Actor, filled: _Filled) -> tuple[str, _Filled | None]:
    """Save it, with what only another changed meanwhile; give what to say of that, or the form with what is asked."""
    proposal, seen, mine = filled.proposal, filled.seen, filled.settled()
    version, taken = filled.form.cleaned_data["version"], dict[str, None]()
    for left in reversed(range(TRIES)):
        try:
            proposals.edit(
                actor=actor,
                proposal_id=proposal.pk,
                version=version,
                wording=mine.wording(),
                units=mine.chosen(),
                now=timezone.now(),
            )
        except proposals.ChangedMeanwhileError:
            proposal = decidable(actor, proposal.pk, form="edit")
            theirs = Version.of_proposal(proposal)
            found = reconcile(seen, mine, theirs)
            if found.asked or not left:
                return "", filled.over(proposal, found)
            seen, mine, version = theirs, found.version, proposal.version
            taken |= dict.fromkeys(found.taken)
        else:
            break
    return _joined(proposal, tuple(taken)), None


def _joined(proposal: Proposal, taken: tuple[str, ...]) -> str:
    """Say what another saved meanwhile and was kept."""
    if not taken:
        return ""
    said = {"name": proposal.changed_by or "?", "entries": ", ".join(labels_of(taken))}
    return _("Saved together with what %(name)s changed meanwhile: %(entries)s.") % said


def _brought_up(filled: _Filled) -> _Filled:
    """Put what was typed over an earlier version over the one that stands now."""
    proposal = filled.proposal
    if filled.form.cleaned_data["version"] == proposal.version:
        return filled
    return filled.over(proposal, reconcile(filled.seen, filled.typed, Version.of_proposal(proposal)))


def _context(actor: Actor, filled: _Filled) -> dict[str, object]:
    suggested = [(one, written(one.unit)) for one in _suggested(actor, filled.proposal)]
    return {
        "form": filled.form,
        "rows": filled.rows,
        "clash": filled.clash,
        "clash_columns": CLASH_COLUMNS,
        "taken": ", ".join(labels_of(filled.taken)),
        "suggested": suggested,
        "unit_columns": UNIT_COLUMNS,
    }


def _suggested(actor: Actor, proposal: Proposal) -> list[queries.Suggestion]:
    """Suggest who may lead, where no lead is known yet."""
    if any(row.role == ProposedUnit.Role.LEAD and row.unit for row in proposal.units.all()):
        return []
    today = timezone.localdate()
    return queries.suggested_leads(actor, proposal, on=today, known=queries.names_of_units(on=today))
