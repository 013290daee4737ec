"""One search over everything that the reader may see, and suggestions while they type."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zeren_platform.common.entrance import actor_on
from zeren_platform.common.searchable import runs
from zeren_platform.search import indexing, queries
from zeren_platform.ui.parts.search import found
from zeren_platform.ui.parts.states import badge
from zeren_platform.ui.shapes import Column, Tab

if TYPE_CHECKING:
    from zeren_platform.search.models import SearchEntry

__all__ = ["FoundRow", "Suggestion", "search", "suggest"]

COLUMNS: Final = (
    Column(key="what", label=gettext_lazy("What"), kind="head"),
    Column(key="kind", label=gettext_lazy("Kind"), width="s"),
    Column(key="where", label=gettext_lazy("Where"), width="l", told=True),
    Column(key="state", label=gettext_lazy("State"), width="s"),
)
PAGES: Final = {
    "duty": "responsibilities:duty",
    "register": "responsibilities:register",
    "document": "sources:document",
    "clause": "sources:document",
    "proposal": "sources:proposal",
    "unit": "desk:unit",
    "person": "organisation:person",
}
KINDS: Final = {
    "duty": gettext_lazy("Duties"),
    "register": gettext_lazy("Registers"),
    "document": gettext_lazy("Documents"),
    "clause": gettext_lazy("Clauses"),
    "proposal": gettext_lazy("Proposals"),
    "unit": gettext_lazy("Units"),
    "person": gettext_lazy("People"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRow:
    """One thing that was found, its cells drawn."""

    href: str
    what: SafeString
    kind: str
    where: str
    state: SafeString


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """One thing that is suggested: its title, drawn as a link, and what it is."""

    what: SafeString
    kind: str


@login_required
def search(request: HttpRequest) -> HttpResponse:
    """Show what was found, the best first."""
    words, kind = request.GET.get("q", "").strip(), request.GET.get("kind", "")
    complete = indexing.keep_up(on=timezone.localdate())
    best = queries.search(actor_on(request), words, kind=kind if kind in KINDS else "")
    kinds = queries.kind_labels()
    rows = [_row(entry, words, kinds[entry.kind]) for entry in best.entries]
    context = {
        "words": words,
        "rows": rows,
        "more": best.more,
        "complete": complete,
        "columns": COLUMNS,
        "tabs": _tabs(words, kind),
        "kind": kind,
        "anything": f"{reverse('desk:search')}?{urlencode({'q': words})}",
    }
    return render(request, "desk/search.html", context)


@login_required
def suggest(request: HttpRequest) -> HttpResponse:
    """Suggest what is called so, as a list that stands below the field."""
    words = request.GET.get("q", "").strip()
    indexing.keep_up(on=timezone.localdate(), in_haste=True)
    best = queries.suggest(actor_on(request), words)
    kinds = queries.kind_labels()
    context = {"suggested": [_suggestion(entry, words, kinds[entry.kind]) for entry in best], "words": words}
    return render(request, "desk/suggestions.html", context)


def _tabs(words: str, kind: str) -> list[Tab]:
    address = reverse("desk:search")
    tabs = [Tab(label=_("Everything"), href=f"{address}?{urlencode({'q': words})}", selected=kind not in KINDS)]
    return tabs + [
        Tab(label=str(label), href=f"{address}?{urlencode({'q': words, 'kind': name})}", selected=kind == name)
        for name, label in KINDS.items()
    ]


def _row(entry: "SearchEntry", words: str, kind: str) -> FoundRow:
    href = _address(entry)
    return FoundRow(
        href=href,
        what=found(entry.title, entry.text, runs(words), href=href),
        kind=kind,
        where=entry.where,
        state=_state(entry),
    )


def _suggestion(entry: "SearchEntry", words: str, kind: str) -> Suggestion:
    what = found(entry.title, entry.text, runs(words), href=_address(entry), below=False)
    return Suggestion(what=what, kind=kind)


def _state(entry: "SearchEntry") -> SafeString:
    """Say what is over; a proposal that a register holds is over in another way."""
    if not entry.is_over:
        return SafeString()
    label = _("In a register") if entry.kind == "proposal" else _("No longer in force")
    return badge(label=label, tone="quiet")


def _address(entry: "SearchEntry") -> str:
    return reverse(PAGES[entry.kind], args=[entry.key.partition("-")[0] if entry.kind == "clause" else entry.key])
