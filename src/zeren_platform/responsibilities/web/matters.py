"""The page on which a clerk sees what other registers say nearly the same, and decides whether it is one matter."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zeren_platform.common.actor import Actor
from zeren_platform.common.entrance import actor_on
from zeren_platform.common.problems import shown_on
from zeren_platform.responsibilities import permissions, queries
from zeren_platform.responsibilities.models import Duty
from zeren_platform.responsibilities.queries.matters import near_duties
from zeren_platform.responsibilities.use_cases import matters

__all__ = ["CompareForm", "after_wording", "compare"]


class CompareForm(forms.Form):
    """Which duty, whether it is the same matter, and the difference where it is not."""

    other = forms.IntegerField(widget=forms.HiddenInput)
    same = forms.ChoiceField(
        label=gettext_lazy("It is"),
        choices=[("yes", gettext_lazy("The same matter")), ("no", gettext_lazy("Another matter"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=gettext_lazy("What the difference is"), required=False)


@login_required
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the near duties of a duty of a draft, and take a decision on one of them."""
    actor = actor_on(request)
    duty = queries.duty_for(actor, pk)
    permissions.require_keep(actor, duty.edition.register)
    form = CompareForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with shown_on(form):
            other, same = form.cleaned_data["other"], form.cleaned_data["same"] == "yes"
            reason = form.cleaned_data["reason"]
            matters.compare(actor=actor, duty_id=pk, other_id=other, same=same, reason=reason, now=timezone.now())
            messages.success(request, _("The decision was recorded."))
            return redirect("responsibilities:compare", pk=pk)
    lines = [(near, _entry(form, near.duty.pk)) for near in near_duties(actor, duty)]
    context = {"duty": duty, "form": form, "lines": lines}
    return render(request, "responsibilities/compare.html", context, status=422 if form.errors else 200)


def after_wording(actor: Actor, duty: Duty) -> str:
    """Lead to where like duties are compared, if there are any on which nobody decided; else to the duty itself."""
    asks = any(near.decision is None for near in near_duties(actor, duty))
    return reverse("responsibilities:compare" if asks else "responsibilities:duty", args=[duty.pk])


def _entry(sent: CompareForm, other: int) -> CompareForm:
    """Give what was sent of this duty with its errors, or an empty form whose fields are its own on the page."""
    if sent.is_bound and sent.data.get("other") == str(other):
        return sent
    return CompareForm(initial={"other": other}, auto_id=f"id_{other}_%s")
