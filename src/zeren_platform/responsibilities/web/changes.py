"""What a later edition of a document changed, clause by clause, and the duties that each change touches."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from zeren_platform.common.actor import Actor
from zeren_platform.common.entrance import actor_on
from zeren_platform.common.problems import shown_on
from zeren_platform.responsibilities import queries
from zeren_platform.responsibilities.models import Duty
from zeren_platform.responsibilities.web.addresses import duty_address
from zeren_platform.responsibilities.web.forms import offer
from zeren_platform.sources import queries as sources
from zeren_platform.sources.use_cases import editions
from zeren_platform.ui.shapes import Crumb, Tab

__all__ = ["ChangedClause", "EarlierForm", "part", "show_changes"]

LABELS: Final[dict[str, Promise]] = {
    "same": gettext_lazy("Unchanged"),
    "changed": gettext_lazy("Changed"),
    "added": gettext_lazy("Added"),
    "removed": gettext_lazy("Taken out"),
}
TONES: Final = {"same": "quiet", "changed": "warning", "added": "success", "removed": "danger"}


class EarlierForm(forms.Form):
    """Which document is the earlier edition."""

    earlier = forms.ChoiceField(label=_("Earlier edition"))

    def __init__(self, *args: Any, offered: Sequence[sources.EarlierEdition], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        likely = [(str(one.pk), one.title) for one in offered if one.is_likely]
        others = [(str(one.pk), one.title) for one in offered if not one.is_likely]
        groups = ((_("Called alike"), likely), (_("Others"), others))
        offer(self, "earlier", [(label, choices) for label, choices in groups if choices])


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedClause:
    """A clause as the page shows it, with the duties that came from its old words."""

    label: str
    tone: str
    number: str
    pieces: Sequence[tuple[str, str]]
    duties: Sequence[tuple[str, str]]


@login_required
def show_changes(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what became of each clause of the edition before; where there is none yet, ask which it is."""
    actor = actor_on(request)
    document = sources.document_for(actor, pk)
    before, _after = sources.edition_chain(actor, document, whole=True)
    if before is None:
        return _choose(request, actor, pk)
    changes = sources.clause_changes(before, document)
    whole = bool(request.GET.get("whole"))
    shown = [change for change in changes if whole or change.kind != "same" or change.moved]
    touched = queries.duties_from(
        actor, (key for change in changes if change.kind != "same" for key in change.proposals)
    )
    clauses = [_clause(change, touched) for change in shown]
    context = {
        **_heads(document, before),
        "clauses": clauses,
        "counts": [(LABELS[kind], sum(change.kind == kind for change in changes)) for kind in LABELS],
        "touched": sum(len(duties) for duties in touched.values()),
        "scopes": [
            Tab(label=_("Only changes"), href="?", selected=not whole),
            Tab(label=_("Whole text"), href="?whole=yes", selected=whole),
        ],
        "may_part": sources.decides(actor, document),
    }
    return render(request, "responsibilities/document_changes.html", context)


@login_required
@require_POST
def part(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back that the document follows another."""
    editions.part(actor=actor_on(request), document_id=pk, now=timezone.now())
    messages.success(request, _("The two documents are no longer editions of one."))
    return redirect("responsibilities:changes", pk=pk)


def _choose(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    document = sources.document_for(actor, pk)
    offered = sources.possible_earlier(actor, document) if sources.decides(actor, document) else []
    form = EarlierForm(request.POST or None, offered=offered)
    if request.method == "POST" and form.is_valid():
        with shown_on(form):
            editions.supersede(
                actor=actor, document_id=pk, earlier_id=int(form.cleaned_data["earlier"]), now=timezone.now()
            )
            return redirect("responsibilities:changes", pk=pk)
    context = {**_heads(document, None), "form": form, "offered": offered}
    return render(request, "responsibilities/choose_earlier.html", context, status=422 if form.errors else 200)


def _heads(document: Any, before: Any) -> dict[str, object]:
    crumbs = [
        Crumb(label=_("Sources"), href=reverse("sources:documents")),
        Crumb(label=document.title, href=reverse("sources:document", args=[document.pk])),
        Crumb(label=_("What changed")),
    ]
    return {"document": document, "before": before, "crumbs": crumbs}


def _clause(change: sources.ClauseChange, touched: dict[int, list[Duty]]) -> ChangedClause:
    label = str(LABELS[change.kind])
    came = [duty for key in change.proposals for duty in touched.get(key, ())] if change.kind != "same" else []
    return ChangedClause(
        label=f"{label} · {_('moved')}" if change.moved else label,
        tone=TONES[change.kind],
        number=change.number,
        pieces=change.pieces,
        duties=[(_duty_label(duty), duty_address(duty.pk)) for duty in came],
    )


def _duty_label(duty: Duty) -> str:
    told = {"title": duty.edition.register.title, "number": duty.number, "name": duty.title}
    return (_("%(title)s, duty %(number)s: %(name)s") if duty.title else _("%(title)s, duty %(number)s")) % told
