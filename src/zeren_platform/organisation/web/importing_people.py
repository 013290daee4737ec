"""The pages on which a table of people comes in."""

from collections.abc import Sequence

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zeren_platform.common.actor import Actor
from zeren_platform.common.entrance import actor_on
from zeren_platform.common.problems import shown_on
from zeren_platform.organisation import permissions
from zeren_platform.organisation.exchange.files import PEOPLE, Entry, read
from zeren_platform.organisation.staging.people import PeopleComparison, compare_people
from zeren_platform.organisation.use_cases import importing_people
from zeren_platform.organisation.web.tables import FAULTS, ConfirmForm, FileForm, packed
from zeren_platform.ui.shapes import Column

__all__ = ["import_people"]

WHO = Column(key="who", label=gettext_lazy("Sign-in name"))
POSTS = (
    WHO,
    Column(key="role", label=gettext_lazy("Role")),
    Column(key="unit", label=gettext_lazy("Unit")),
    Column(key="from", label=gettext_lazy("From"), width="m"),
    Column(key="until", label=gettext_lazy("Until"), width="m"),
)
ENDS = (*POSTS[:3], Column(key="was", label=gettext_lazy("So far"), width="m"), POSTS[-1])
NAMES = (
    WHO,
    Column(key="column", label=gettext_lazy("Column"), width="m"),
    Column(key="was", label=gettext_lazy("So far")),
    Column(key="is_now", label=gettext_lazy("From now on")),
)
NEW = (
    WHO,
    Column(key="name", label=pgettext_lazy("person", "Name")),
    Column(key="name_zh", label=pgettext_lazy("person", "Name in Chinese")),
)


@login_required
def import_people(request: HttpRequest) -> HttpResponse:
    """Compare a table of people with the accounts and posts, and take it in once somebody looked at what it changes."""
    actor = actor_on(request)
    permissions.require_keep_people(actor)
    if "rows" in request.POST:
        return _taken_in(request, actor)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with shown_on(form):
            entries = read(PEOPLE, form.cleaned_data["file"].read())
            return _compared(request, actor, entries)
    return render(request, "organisation/import_people.html", {"form": form}, status=422 if form.errors else 200)


def _taken_in(request: HttpRequest, actor: Actor) -> HttpResponse:
    form = ConfirmForm(request.POST)
    entries = form.entries() if form.is_valid() else []
    if entries:
        with shown_on(form):
            return _told(request, actor, entries, seen=form.cleaned_data["seen"])
    if not entries:
        return redirect("organisation:import-people")
    return _compared(request, actor, entries, refused=form)


def _told(request: HttpRequest, actor: Actor, entries: Sequence[Entry], *, seen: str) -> HttpResponse:
    found = importing_people.import_people(actor=actor, entries=entries, seen=seen, now=timezone.now())
    counts = {"new": len(found.new), "filled": len(found.filled), "ending": len(found.ending)}
    told = _("The table was taken in: %(new)s people entered, %(filled)s posts filled, %(ending)s given a last day.")
    messages.success(request, told % counts)
    return redirect("organisation:people")


def _compared(
    request: HttpRequest, actor: Actor, entries: Sequence[Entry], *, refused: ConfirmForm | None = None
) -> HttpResponse:
    """Show what the table would do; only a table without faults can be confirmed."""
    found = compare_people(entries, actor=actor, on=timezone.localdate())
    heads = dict(zip(PEOPLE.keys, PEOPLE.heads(), strict=True))
    context = {
        "found": found,
        "refused": refused,
        "form": ConfirmForm(initial={"rows": packed(entries), "seen": found.fingerprint}),
        "names": _names(found, heads),
        "nothing": not (found.new or found.changed or found.filled or found.ending),
        "fault_columns": FAULTS,
        "new_columns": NEW,
        "name_columns": NAMES,
        "post_columns": POSTS,
        "end_columns": ENDS,
    }
    status = 422 if found.faults or refused else 200
    return render(request, "organisation/compared_people.html", context, status=status)


def _names(found: PeopleComparison, heads: dict[str, str]) -> list[tuple[str, str, str, str]]:
    """Say name by name what it was and what it is to be."""
    return [
        (change.person.username, heads[key], was, is_now)
        for change in found.changed
        for key, (was, is_now) in change.changes.items()
    ]
