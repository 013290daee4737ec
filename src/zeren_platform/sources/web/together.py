"""Decide on what is ticked together: reject it for one reason, or merge it into one proposal."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zeren_platform.common.entrance import actor_on
from zeren_platform.common.problems import shown_on
from zeren_platform.common.sentences import sentence
from zeren_platform.sources import permissions, queries
from zeren_platform.sources.models import Document, Proposal
from zeren_platform.sources.use_cases import many, merging
from zeren_platform.sources.web.forms import StaysForm, WhyForm, seen_in

__all__ = ["merge", "reject_many"]


@login_required
def reject_many(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the one reason, and reject all that is ticked."""
    document, rows, seen = _ticked(request, pk)
    form = WhyForm(request.POST or None)

    def act() -> str:
        rejected = many.reject_many(
            actor=actor_on(request), document_id=pk, seen=seen, now=timezone.now(), **form.cleaned_data
        )
        messages.success(
            request,
            ngettext("%(count)s proposal was rejected.", "%(count)s proposals were rejected.", len(rejected))
            % {"count": len(rejected)},
        )
        return _back(request, document)

    return _answer(request, document, rows, form, act, title=_("Reject what is ticked"), button=_("Reject"))


@login_required
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask which proposal stays, and merge the others that are ticked into it."""
    document, rows, seen = _ticked(request, pk)
    form = StaysForm(request.POST or None, proposals=rows)

    def act() -> str:
        stays = int(form.cleaned_data["stays"])
        merging.merge(actor=actor_on(request), document_id=pk, stays=stays, seen=seen, now=timezone.now())
        messages.success(request, _("The proposals were merged."))
        return reverse("sources:proposal", args=[stays])

    return _answer(request, document, rows, form, act, title=_("Merge what is ticked"), button=_("Merge"))


def _ticked(request: HttpRequest, pk: int) -> tuple[Document, list[Proposal], dict[int, int]]:
    """Find what was ticked on the page before, with the versions that stood there."""
    actor = actor_on(request)
    document = queries.document_for(actor, pk)
    permissions.require_decide(actor, document)
    seen = seen_in(request.POST if request.method == "POST" else request.GET)
    return document, [row for row in queries.proposals_of(document) if row.pk in seen], seen


def _answer(
    request: HttpRequest,
    document: Document,
    rows: list[Proposal],
    form: forms.Form,
    act: Callable[[], str],
    *,
    title: str,
    button: str,
) -> HttpResponse:
    """Carry out what was asked for, or ask with what is ticked in sight."""
    back = _back(request, document)
    if not rows:
        messages.warning(request, sentence(many.NoneChosenError()))
        return redirect(back)
    if request.method == "POST" and form.is_valid():
        with shown_on(form):
            return redirect(act())
    context = {
        "document": document,
        "rows": rows,
        "ticked": (request.POST or request.GET).getlist("proposal"),
        "form": form,
        "title": title,
        "button_label": button,
        "back": back,
    }
    return render(request, "sources/together.html", context, status=422 if form.errors else 200)


def _back(request: HttpRequest, document: Document) -> str:
    """Lead back to where the ticks were set."""
    return reverse("sources:document", args=[document.pk], query=QueryDict(request.GET.get("back", "")))
