"""The unit's pages of a consultation: read what it is asked about, agree or object, comment."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zeren_platform.common.entrance import actor_on
from zeren_platform.common.problems import NotFoundError, shown_on
from zeren_platform.organisation.choosing import UnitChoice
from zeren_platform.organisation.queries import units
from zeren_platform.responsibilities import permissions, queries
from zeren_platform.responsibilities.models import Duty, Opinion
from zeren_platform.responsibilities.use_cases import opinions
from zeren_platform.responsibilities.web.addresses import edition_address
from zeren_platform.responsibilities.web.consultation_forms import CommentForm, OpinionForm
from zeren_platform.responsibilities.web.consultation_lines import CommentLine, comment_lines

__all__ = ["AskedLine", "comment", "give_opinion", "withdraw_comment"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedLine:
    """A duty that names the unit, in which role, and what the unit said of it."""

    duty: Duty
    role: str
    comments: list[CommentLine]


@login_required
def give_opinion(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Show a unit what it is asked about, and take its answer."""
    actor = actor_on(request)
    opinion = queries.opinion_for(actor, pk, code)
    consultation = opinion.consultation
    answers = permissions.may_answer(actor, unit_path=opinion.unit.path)
    given = {} if opinion.stance == Opinion.Stance.SILENT else {"stance": opinion.stance}
    form = OpinionForm(request.POST or None, initial=given)
    if request.method == "POST" and form.is_valid():
        with shown_on(form):
            entry = form.cleaned_data
            opinions.give(actor=actor, consultation_id=pk, unit_code=code, now=timezone.now(), **entry)
            messages.success(request, _("Your unit's answer was recorded. Until the last day you may change it."))
            return redirect("responsibilities:opinion", pk=pk, code=code)
    said = _comments(opinion)
    context = {
        "form": form,
        "consultation": consultation,
        "opinion": opinion,
        "lines": _asked(opinion, said),
        "on_the_whole": [line for line in said if line.made.duty_id is None],
        "draft_address": edition_address(consultation.edition),
        "may_answer": answers and consultation.closed_at is None,
    }
    return render(request, "responsibilities/opinion.html", context, status=422 if form.errors else 200)


@login_required
def comment(request: HttpRequest, pk: int, code: str, duty: int) -> HttpResponse:
    """Comment on one duty."""
    actor = actor_on(request)
    opinion = queries.opinion_for(actor, pk, code)
    consultation = opinion.consultation
    permissions.require_answer_for(actor, unit_path=opinion.unit.path)
    found = queries.duty_for(actor, duty)
    if found.edition_id != consultation.edition_id:
        raise NotFoundError(duty=duty)
    offered = UnitChoice(units(on=timezone.localdate()).exclude(code=code))
    form = CommentForm(request.POST or None, units=offered, initial={"proposed_text": found.text})
    if request.method == "POST" and form.is_valid():
        with shown_on(form):
            opinions.comment(
                actor=actor,
                consultation_id=pk,
                unit_code=code,
                duty_id=duty,
                text=form.cleaned_data["text"],
                proposed_text=form.cleaned_data["proposed_text"],
                proposed_unit_code=form.cleaned_data["proposed_unit"],
                now=timezone.now(),
            )
            messages.success(request, _("The comment was recorded. The clerk answers it."))
            return redirect("responsibilities:opinion", pk=pk, code=code)
    context = {"form": form, "consultation": consultation, "opinion": opinion, "duty": found}
    return render(request, "responsibilities/comment.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def withdraw_comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a comment back."""
    made = opinions.withdraw(actor=actor_on(request), comment_id=pk, now=timezone.now())
    messages.success(request, _("The comment was taken back. It stays readable as withdrawn."))
    opinion = made.opinion
    return redirect("responsibilities:opinion", pk=opinion.consultation_id, code=opinion.unit.code)


def _comments(opinion: Opinion) -> list[CommentLine]:
    rows = opinion.comments.select_related("proposed_unit").order_by("id")
    return comment_lines(rows, opinion.consultation.edition, keeps=False)


def _asked(opinion: Opinion, said: Sequence[CommentLine]) -> list[AskedLine]:
    of_duty: dict[int, list[CommentLine]] = {}
    for line in said:
        if line.made.duty_id is not None:
            of_duty.setdefault(line.made.duty_id, []).append(line)
    return [
        AskedLine(
            duty=duty,
            role=next(held.role for held in duty.assignments.all() if held.unit_id == opinion.unit_id),
            comments=of_duty.get(duty.pk, []),
        )
        for duty in queries.duties_asked_about(opinion)
    ]
