"""The pages of posts: those of one unit, moving one, and who stands in for whom."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from zeren_platform.common.actor import Actor
from zeren_platform.common.entrance import actor_on
from zeren_platform.common.problems import NotFoundError, shown_on
from zeren_platform.organisation import permissions, queries
from zeren_platform.organisation.choosing import UnitChoice
from zeren_platform.organisation.models import Unit
from zeren_platform.organisation.use_cases import moves
from zeren_platform.organisation.web.forms import MoveForm, SettleForm
from zeren_platform.ui.shapes import Column

if TYPE_CHECKING:
    from django.db.models import QuerySet

__all__ = ["list_stand_ins", "move_post", "unit_posts"]

COLUMNS = (
    Column(key="person", label=pgettext_lazy("person", "Name")),
    Column(key="role", label=gettext_lazy("Role")),
    Column(key="from", label=gettext_lazy("From")),
    Column(key="until", label=gettext_lazy("Until")),
    Column(key="state", label=gettext_lazy("State")),
)
COVER_COLUMNS = (
    Column(key="substitute", label=gettext_lazy("Who stands in")),
    Column(key="holder", label=gettext_lazy("For")),
    Column(key="post", label=gettext_lazy("Post")),
    Column(key="from", label=gettext_lazy("From")),
    Column(key="until", label=gettext_lazy("Back on")),
    Column(key="state", label=gettext_lazy("State")),
)


@login_required
def list_stand_ins(request: HttpRequest) -> HttpResponse:
    """List who stands in for whom."""
    today = timezone.localdate()
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    page = queries.stand_ins(actor=actor_on(request), on=today, after=after, before=before)
    return render(request, "organisation/stand_ins.html", {"page": page, "columns": COVER_COLUMNS, "today": today})


@login_required
def unit_posts(request: HttpRequest, code: str) -> HttpResponse:
    """Show every post at one unit, and settle those that are held where the unit is no more."""
    actor, unit, today = actor_on(request), queries.unit_by_code(code), timezone.localdate()
    held = queries.posts_of_unit(unit, actor=actor)
    before, after = queries.heirs_of(unit)
    heirs = [heir.code for heir in after]
    others = UnitChoice(_kept(actor).exclude(pk=unit.pk))
    form = SettleForm(
        request.POST or None,
        units=others,
        initial={"valid_until": today, "successor": heirs[0] if len(heirs) == 1 else ""},
    )
    if request.method == "POST" and form.is_valid():
        with shown_on(form):
            return _settled(request, actor, unit, form)
    context = {
        "unit": unit,
        "posts": held,
        "open_posts": [post for post in held if post.valid_until is None or post.valid_until > today],
        "before": before,
        "after": after,
        "form": form,
        "columns": COLUMNS,
        "today": today,
    }
    return render(request, "organisation/unit_posts.html", context, status=422 if form.errors else 200)


@login_required
def move_post(request: HttpRequest, pk: int, post_id: int) -> HttpResponse:
    """Let one of a person's posts go to another unit."""
    actor = actor_on(request)
    person = queries.person_for(pk, actor=actor)
    post = next((held for held in person.posts.all() if held.pk == post_id), None)
    if post is None:
        raise NotFoundError(post=post_id)
    units = _kept(actor).exclude(pk=post.unit_id)
    form = MoveForm(request.POST or None, units=UnitChoice(units), initial={"valid_from": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        with shown_on(form):
            day, code = form.cleaned_data["valid_from"], form.cleaned_data["unit"]
            moves.move(actor=actor, post_id=post.pk, unit_code=code, valid_from=day, now=timezone.now())
            messages.success(request, _("The post moves on that day."))
            return redirect("organisation:person", pk=pk)
    context = {"person": person, "post": post, "form": form}
    return render(request, "organisation/move_post.html", context, status=422 if form.errors else 200)


def _settled(request: HttpRequest, actor: Actor, unit: Unit, form: SettleForm) -> HttpResponse:
    successor, day = form.cleaned_data["successor"], form.cleaned_data["valid_until"]
    count = moves.settle(
        actor=actor, unit_code=unit.code, successor_code=successor, valid_until=day, now=timezone.now()
    )
    told = ngettext("%(count)s post was settled.", "%(count)s posts were settled.", count)
    messages.success(request, told % {"count": count})
    return redirect("organisation:unit-posts", code=unit.code)


def _kept(actor: Actor) -> "QuerySet[Unit]":
    """Give the units that are there today and at which the actor fills posts."""
    return queries.units(on=timezone.localdate()).filter(queries.within(actor.paths(*permissions.KEEPS_PEOPLE)))
