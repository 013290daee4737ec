"""The pages on which the security administrator keeps people and posts."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from zeren_platform.common.entrance import actor_on
from zeren_platform.common.problems import NotFoundError, shown_on
from zeren_platform.organisation import permissions, queries
from zeren_platform.organisation.choosing import UnitChoice
from zeren_platform.organisation.models import Person, Post
from zeren_platform.organisation.use_cases import people, posts
from zeren_platform.organisation.web.forms import AppointForm, EndForm, PasswordForm, PeopleForm, PersonForm
from zeren_platform.ui.shapes import Column

__all__ = ["add_person", "appoint", "end_post", "list_people", "reset_password", "show_person"]

COLUMNS = (
    Column(key="name", label=pgettext_lazy("person", "Name")),
    Column(key="username", label=gettext_lazy("Sign-in name")),
    Column(key="posts", label=gettext_lazy("Posts")),
    Column(key="last", label=gettext_lazy("Last signed in"), hide_below="narrow"),
)
POST_COLUMNS = (
    Column(key="role", label=gettext_lazy("Role")),
    Column(key="unit", label=gettext_lazy("Unit")),
    Column(key="from", label=gettext_lazy("From")),
    Column(key="until", label=gettext_lazy("Until")),
    Column(key="act", label=gettext_lazy("Action"), align="end"),
)


@login_required
def list_people(request: HttpRequest) -> HttpResponse:
    """List those who can sign in."""
    actor, today = actor_on(request), timezone.localdate()
    permissions.require_keep_people(actor)
    kept = queries.units().filter(queries.within(actor.paths(*permissions.KEEPS_PEOPLE)))
    form = PeopleForm(request.GET, units=UnitChoice(kept))
    chosen = queries.PeopleFilter(**form.cleaned_data) if form.is_valid() else queries.PeopleFilter()
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    found = queries.people(actor=actor, on=today, chosen=chosen, after=after, before=before)
    context = {"form": form, "columns": COLUMNS, "page": found, "today": today}
    return render(request, "organisation/people.html", context)


@sensitive_post_parameters("password")
@login_required
def add_person(request: HttpRequest) -> HttpResponse:
    """Let somebody sign in."""
    actor = actor_on(request)
    permissions.require_keep_people(actor)
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with shown_on(form):
            person = people.enter(actor=actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, _("%(name)s can sign in now. Give them a post next.") % {"name": person.label})
            return redirect("organisation:person", pk=person.pk)
    return render(request, "organisation/new_person.html", {"form": form}, status=422 if form.errors else 200)


@login_required
def show_person(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one person with every post ever held."""
    return _shown(request, pk)


@login_required
@require_POST
def appoint(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the person a post."""
    actor = actor_on(request)
    person = queries.person_for(pk, actor=actor)
    form = _appoint_form(request)
    if form.is_valid():
        entry = dict(form.cleaned_data)
        with shown_on(form):
            posts.appoint(
                actor=actor, username=person.username, unit_code=entry.pop("unit"), now=timezone.now(), **entry
            )
            messages.success(request, _("The post was filled."))
            return redirect("organisation:person", pk=pk)
    return _shown(request, pk, appoint_form=form)


@login_required
def end_post(request: HttpRequest, pk: int, post_id: int) -> HttpResponse:
    """End one of the person's posts."""
    actor = actor_on(request)
    person = queries.person_for(pk, actor=actor)
    post = _one_of(person, post_id)
    form = EndForm(request.POST or None, initial={"valid_until": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        with shown_on(form):
            posts.end(actor=actor, post_id=post.pk, now=timezone.now(), **form.cleaned_data)
            messages.success(request, _("The post ends on that day."))
            return redirect("organisation:person", pk=pk)
    context = {"person": person, "post": post, "form": form}
    return render(request, "organisation/end_post.html", context, status=422 if form.errors else 200)


@sensitive_post_parameters("password")
@login_required
def reset_password(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the person a new password."""
    actor = actor_on(request)
    person = queries.person_for(pk, actor=actor)
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with shown_on(form):
            people.reset_password(actor=actor, username=person.username, now=timezone.now(), **form.cleaned_data)
            messages.success(request, _("The password was changed. Hand it over in person."))
            return redirect("organisation:person", pk=pk)
    context = {"person": person, "form": form}
    return render(request, "organisation/reset_password.html", context, status=422 if form.errors else 200)


def _one_of(person: Person, post_id: int) -> Post:
    for post in person.posts.all():
        if post.pk == post_id:
            return post
    raise NotFoundError(post=post_id)


def _appoint_form(request: HttpRequest) -> AppointForm:
    kept = actor_on(request).paths(*permissions.KEEPS_PEOPLE)
    units = queries.units(on=timezone.localdate()).filter(queries.within(kept))
    data = request.POST if request.method == "POST" else None
    return AppointForm(data, units=UnitChoice(units), initial={"valid_from": timezone.localdate()})


def _shown(request: HttpRequest, pk: int, *, appoint_form: AppointForm | None = None) -> HttpResponse:
    actor = actor_on(request)
    context = {
        "person": queries.person_for(pk, actor=actor),
        "columns": POST_COLUMNS,
        "form": appoint_form or _appoint_form(request),
        "is_self": actor.person_id == pk,
        "today": timezone.localdate(),
    }
    return render(request, "organisation/person.html", context, status=422 if appoint_form else 200)
