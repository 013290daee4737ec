"""The clerk's pages of a consultation: ask the units, see who answered what, answer them, end it."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zeren_platform.common.entrance import actor_on
from zeren_platform.common.problems import NotFoundError, shown_on
from zeren_platform.common.tables import csv_lines
from zeren_platform.responsibilities import permissions, queries
from zeren_platform.responsibilities.contents import contents_in, contents_of, rows_of
from zeren_platform.responsibilities.models import Comment, Consultation, Opinion
from zeren_platform.responsibilities.use_cases import comments, consultations
from zeren_platform.responsibilities.web.addresses import edition_address
from zeren_platform.responsibilities.web.consultation_forms import USUAL_DAYS, AnswerForm, ConsultForm
from zeren_platform.responsibilities.web.consultation_lines import (
    COMMENT_COLUMNS,
    OPINION_COLUMNS,
    change_lines,
    comment_lines,
    opinion_lines,
)

__all__ = [
    "answer_comment",
    "close",
    "consult",
    "show_changes",
    "show_consultation",
    "summary_csv",
    "take_over",
]

# The heads of the file, which other programs read.
HEADS: Final = (
    *("consultation", "unit", "unit_name", "opinion", "answered_on", "duty", "comment", "proposed_text"),
    *("proposed_unit", "withdrawn", "outcome", "answer"),
)


@login_required
def consult(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask every unit named in the draft, or again those whose duties changed."""
    actor = actor_on(request)
    edition = queries.edition_for(actor, pk)
    permissions.require_keep(actor, edition.register)
    rows = rows_of(edition)
    changed = queries.asked_so_far(edition, contents_in(rows)).to_ask
    usual = {
        "closes_on": timezone.localdate() + timedelta(days=USUAL_DAYS),
        "scope": ConsultForm.CHANGED if changed else ConsultForm.ALL,
    }
    form = ConsultForm(request.POST or None, asked_before=bool(changed), initial=usual)
    if request.method == "POST" and form.is_valid():
        with shown_on(form):
            entry = dict(form.cleaned_data)
            only = changed if entry.pop("scope", ConsultForm.ALL) == ConsultForm.CHANGED else []
            asked = consultations.open(actor=actor, edition_id=pk, only=only, now=timezone.now(), **entry)
            messages.success(request, _("The units are asked. Until it is over nobody changes the draft."))
            return redirect("responsibilities:consultation", pk=asked.pk)
    context = {
        "form": form,
        "edition": edition,
        "back": edition_address(edition),
        "named": queries.units_named(rows),
    }
    return render(request, "responsibilities/consult.html", context, status=422 if form.errors else 200)


@login_required
def show_consultation(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who answered what and what became of it (征求意见汇总表)."""
    actor = actor_on(request)
    consultation = queries.consultation_for(actor, pk)
    edition = consultation.edition
    keeps = permissions.may_keep(actor, edition.register)
    said, held = queries.comments_of(actor, consultation), list(queries.opinions_of(actor, consultation))
    tally = queries.tally(held, said) if queries.oversees(actor, edition.register) else None
    context = {
        "consultation": consultation,
        "edition": edition,
        "back": edition_address(edition),
        "lamp": "grey" if consultation.closed_at else "amber",
        "tally": tally,
        # The act refuses it before: the page says when instead of offering what cannot be.
        "may_close": tally is not None and not tally.keeps_open(consultation.closes_on, on=timezone.localdate()),
        "opinions": opinion_lines(held, said),
        "opinion_columns": OPINION_COLUMNS,
        "lines": comment_lines(said, edition, keeps=keeps),
        "comment_columns": COMMENT_COLUMNS,
        "keeps": keeps,
        "is_open": consultation.closed_at is None,
        "may_compare": tally is not None and consultation.closed_at is not None,
    }
    return render(request, "responsibilities/consultation.html", context)


@login_required
def show_changes(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what the draft no longer says as the units were asked about it, and who is to be asked again."""
    actor = actor_on(request)
    consultation = queries.consultation_for(actor, pk)
    edition = consultation.edition
    if not queries.oversees(actor, edition.register):
        raise NotFoundError(consultation=pk)
    present = contents_of(edition)
    changes = queries.changes_since(consultation, present)
    known = {consultation.pk: changes}
    context = {
        "consultation": consultation,
        "edition": edition,
        "changes": change_lines(changes),
        "to_ask": queries.asked_so_far(edition, present, known=known).to_ask if edition.is_open else [],
        "keeps": permissions.may_keep(actor, edition.register),
    }
    return render(request, "responsibilities/changes.html", context)


@login_required
@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """End the consultation; the draft can be changed again."""
    closed = consultations.close(actor=actor_on(request), edition_id=pk, now=timezone.now())
    messages.success(request, _("The consultation is closed. Answer the comments, then adopt the draft."))
    return redirect("responsibilities:consultation", pk=closed.pk)


@login_required
def answer_comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what becomes of a comment."""
    actor = actor_on(request)
    made = queries.comment_for(actor, pk)
    consultation = made.opinion.consultation
    permissions.require_keep(actor, consultation.edition.register)
    held = {"outcome": made.outcome, "answer": made.answer}
    form = AnswerForm(request.POST or None, initial=held if made.answered_at else None)
    if request.method == "POST" and form.is_valid():
        with shown_on(form):
            comments.answer(actor=actor, comment_id=pk, now=timezone.now(), **form.cleaned_data)
            messages.success(request, _("The comment was answered."))
            return redirect("responsibilities:consultation", pk=consultation.pk)
    context = {"form": form, "made": made, "consultation": consultation}
    return render(request, "responsibilities/answer_comment.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def take_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Put what the comment proposes into the draft."""
    actor = actor_on(request)
    made = queries.comment_for(actor, pk)
    sent = request.POST.get("version", "")
    version = int(sent) if sent.isdecimal() else 0
    duty = comments.take_over(actor=actor, comment_id=pk, version=version, now=timezone.now())
    told = _("It was put into duty %(number)s.") % {"number": duty.number}
    if duty.deadline or duty.due_on or duty.targets:
        told = " ".join((told, _("See whether its deadline and figures still say the same.")))
    messages.success(request, told)
    return redirect("responsibilities:consultation", pk=made.opinion.consultation_id)


@login_required
def summary_csv(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the summary as a file: a row for each comment, and one for each unit that made none."""
    actor = actor_on(request)
    consultation = queries.consultation_for(actor, pk)
    said: dict[int, list[Comment | None]] = {}
    for comment in queries.comments_of(actor, consultation):
        said.setdefault(comment.opinion_id, []).append(comment)
    rows = (
        _record(consultation, opinion, made)
        for opinion in queries.opinions_of(actor, consultation)
        for made in said.get(opinion.pk) or [None]
    )
    answer = HttpResponse("".join(csv_lines(HEADS, rows)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="consultation-{pk}.csv"'
    return answer


def _record(consultation: Consultation, opinion: Opinion, made: Comment | None) -> Sequence[str]:
    answered = opinion.answered_at
    unit = (
        str(consultation.number),
        opinion.unit.code,
        opinion.unit.label,
        opinion.stance,
        timezone.localdate(answered).isoformat() if answered else "",
    )
    if made is None:
        return (*unit, *[""] * (len(HEADS) - len(unit)))
    return (
        *unit,
        made.duty_number,
        made.text,
        made.proposed_text,
        made.proposed_unit.code if made.proposed_unit else "",
        "yes" if made.withdrawn_at else "",
        made.outcome,
        made.answer,
    )
