"""Saved views of a list of duties: tabs above it, an address of their own, and the form that keeps one."""

from collections.abc import Sequence

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from zeren_platform.common.actor import Actor
from zeren_platform.common.entrance import actor_on
from zeren_platform.common.sentences import sentence
from zeren_platform.responsibilities import queries, saved_views
from zeren_platform.responsibilities.models import Edition, SavedView
from zeren_platform.responsibilities.saved_views import LONGEST_NAME, NamelessViewError
from zeren_platform.responsibilities.web.addresses import edition_address
from zeren_platform.ui.shapes import Tab

__all__ = ["ViewForm", "forget_view", "keep_view", "show_view", "views_shown"]


class ViewForm(forms.Form):
    """The name under which the present look at the list is kept."""

    name = forms.CharField(label=gettext_lazy("Name of the view"), max_length=LONGEST_NAME)
    shared = forms.BooleanField(label=gettext_lazy("My office sees it too"), required=False)
    default = forms.BooleanField(label=gettext_lazy("The list opens so for me"), required=False)


def views_shown(request: HttpRequest, actor: Actor, edition: Edition) -> dict[str, object]:
    """Give what the page of a list shows of views; ``opens_so`` is where the bare address leads."""
    found = saved_views.views_of(actor, edition.register.code)
    shown = request.GET.get("view", "")
    query = request.GET.copy()
    query.pop("view", None)
    mine = {str(view.pk) for view in found if view.owner_id == actor.person_id}
    default = next((view for view in found if view.is_default and view.owner_id == actor.person_id), None)
    return {
        "views": _tabs(edition, found, shown) if found else [],
        "view_form": ViewForm(auto_id="view-%s"),
        "view_query": query.urlencode(),
        "forgettable": shown if shown in mine else "",
        "opens_so": _address(default) if default and not request.GET else "",
    }


@login_required
def show_view(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Lead to the list as a view has it; this address stays the same when the view is kept anew."""
    view = saved_views.view_of(actor_on(request), pk)
    return redirect(_list(view) if view.register.code == code else reverse("responsibilities:register", args=[code]))


@login_required
@require_POST
def keep_view(request: HttpRequest, code: str) -> HttpResponse:
    """Keep the present look at the list."""
    actor = actor_on(request)
    register = queries.register_for(actor, code)
    form, query = ViewForm(request.POST), request.POST.get("query", "")
    back = f"{reverse('responsibilities:register', args=[code])}?{query}"
    if not form.is_valid():
        messages.warning(request, sentence(NamelessViewError()))
        return redirect(back)
    try:
        view = saved_views.keep(actor, register, query=query, **form.cleaned_data)
    except NamelessViewError as error:
        messages.warning(request, sentence(error))
        return redirect(back)
    messages.success(request, _("The view %(name)s was kept.") % {"name": view.name})
    return redirect(_list(view))


@login_required
@require_POST
def forget_view(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Forget one of one's own."""
    view = saved_views.forget(actor_on(request), pk)
    messages.success(request, _("The view %(name)s was forgotten.") % {"name": view.name})
    return redirect(f"{reverse('responsibilities:register', args=[code])}?view=")


def _tabs(edition: Edition, found: Sequence[SavedView], shown: str) -> list[Tab]:
    tabs = [Tab(label=_("All duties"), href=f"{edition_address(edition)}?view=", selected=not shown)]
    return tabs + [Tab(label=view.name, href=_address(view), selected=str(view.pk) == shown) for view in found]


def _address(view: SavedView) -> str:
    return reverse("responsibilities:view", args=[view.register.code, view.pk])


def _list(view: SavedView) -> str:
    query = f"{view.query}&view={view.pk}" if view.query else f"view={view.pk}"
    return f"{reverse('responsibilities:register', args=[view.register.code])}?{query}"
