"""The page of one duty: the sentence that created it, its units, and its whole story."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from zeren_platform.common.actor import Actor
from zeren_platform.common.entrance import actor_on
from zeren_platform.ledger.queries import Chapter
from zeren_platform.responsibilities import permissions, queries
from zeren_platform.responsibilities.models import Assignment, CarriedPart, Duty, Edition
from zeren_platform.responsibilities.queries.carrying import former_holders
from zeren_platform.responsibilities.subjects import carried_parts_of
from zeren_platform.responsibilities.web.addresses import edition_address, unit_address
from zeren_platform.responsibilities.web.forms import DutyFilterForm, Narrowing
from zeren_platform.responsibilities.web.listing import within
from zeren_platform.responsibilities.web.quoting import source_of
from zeren_platform.sources.targets import targets_in, told
from zeren_platform.ui.shapes import Act, Crumb

__all__ = ["Part", "show_duty"]

LAMPS = {
    Assignment.Receipt.AWAITING: "grey",
    Assignment.Receipt.ACCEPTED: "green",
    Assignment.Receipt.DECLINED: "red",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A unit's part with what the reader can do about it."""

    held: Assignment
    href: str
    lamp: str
    lamp_label: str
    reason: str
    may_answer: bool
    may_reassign: bool


@login_required
def show_duty(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one duty."""
    actor = actor_on(request)
    duty = queries.duty_for(actor, pk)
    held, beside = queries.assignments_of(duty), queries.neighbours_of(duty)
    # A unit that a confidential duty names reads that duty, and no list of the others.
    reads_all = queries.may_read_edition(actor, duty.edition)
    carried = carried_parts_of(duty) if beside.was_carried else []
    parts = [_part(actor, duty, row) for row in held]
    shown = _in_list(request, actor, duty) if request.GET else (beside.before, beside.after)
    previous_duty, next_duty = shown if reads_all else (None, None)
    is_draft = duty.edition.state == Edition.State.DRAFT
    context = {
        "duty": duty,
        "previous_duty": previous_duty,
        "within": f"?{within(request.GET)}" if request.GET else "",
        "next_duty": next_duty,
        "register": duty.edition.register,
        "crumbs": _crumbs(request, duty, reads_all=reads_all),
        "edition": duty.edition,
        "is_draft": is_draft,
        "parts": parts,
        "answers": any(part.may_answer or part.may_reassign for part in parts),
        "unrecognised": list(duty.unrecognised.all()) if is_draft and duty.origin_id is None else [],
        "lacks_lead": not duty.no_lead_stated and all(row.role != Assignment.Role.LEAD for row in held),
        "source": source_of(duty),
        "former": former_holders(carried),
        "targets": [told(target) for target in targets_in(duty.targets)],
        "story": _told(actor, duty, held, carried),
        "may_edit": is_draft and permissions.may_keep(actor, duty.edition.register),
    }
    return render(request, "responsibilities/duty.html", context)


def _crumbs(request: HttpRequest, duty: Duty, *, reads_all: bool) -> list[Crumb]:
    came_from = f"?{within(request.GET)}" if request.GET else ""
    return [
        Crumb(label=_("Registers"), href=reverse("responsibilities:registers")),
        Crumb(label=duty.edition.register.title, href=edition_address(duty.edition) + came_from if reads_all else ""),
        Crumb(label=_("Duty %(number)s") % {"number": duty.number}),
    ]


def _in_list(request: HttpRequest, actor: Actor, duty: Duty) -> tuple[int | None, int | None]:
    """Give the duties beside it in the list from which somebody came."""
    # The list offered what it asks for; nothing else needs to be offered here.
    asked = {name: request.GET.get(name, "") for name in ("field", "unit")}
    choices = Narrowing.of(queries.FilterChoices(fields=[asked["field"]], units={asked["unit"]: asked["unit"]}))
    chosen = DutyFilterForm(request.GET, choices=choices, is_draft=not duty.edition.is_adopted).chosen(
        whole=bool(request.GET.get("whole"))
    )
    rows = queries.duties_for(actor, duty.edition, chosen=chosen)
    sort, group = request.GET.get("sort", "number"), request.GET.get("group", "")
    return queries.neighbours_in(rows, duty, sort=sort, group=group)


def _part(actor: Actor, duty: Duty, held: Assignment) -> Part:
    """Say what can be done about one part; nothing, unless its edition is in force."""
    in_force, adopted = duty.edition.state == Edition.State.IN_FORCE, duty.edition.is_adopted
    receipt = Assignment.Receipt(held.receipt)
    awaits, declined = receipt == Assignment.Receipt.AWAITING, receipt == Assignment.Receipt.DECLINED
    return Part(
        held=held,
        href=unit_address(held.unit.code),
        lamp=LAMPS[receipt] if adopted else "grey",
        lamp_label=str(receipt.label) if adopted else _("Signs once adopted"),
        reason=held.reason if declined and queries.may_read_reason(actor, held) else "",
        may_answer=in_force and awaits and permissions.may_answer(actor, unit_path=held.unit.path),
        may_reassign=in_force and declined and permissions.may_keep(actor, duty.edition.register),
    )


def _told(actor: Actor, duty: Duty, held: Sequence[Assignment], carried: Sequence[CarriedPart]) -> list[Act]:
    story = queries.story_of_duty(duty, held, carried)
    known = [row.unit for row in held] + [unit for row in carried for unit in (row.former_unit, row.unit)]
    labels = queries.labels_of({chapter.unit for chapter in story}, known=[*known, duty.edition.register.unit])
    reads = queries.oversees(actor, duty.edition.register)
    return [_act(chapter, labels, reads=reads) for chapter in story]


def _act(chapter: Chapter, labels: dict[str, str], *, reads: bool) -> Act:
    """Tell a chapter with its people and unit in words."""
    who = chapter.who
    if chapter.acting_for:
        who = _("%(name)s for %(holder)s") % {"name": chapter.who, "holder": chapter.acting_for}
    return Act(
        at=chapter.at,
        title=chapter.title,
        uid=chapter.uid,
        number=chapter.number,
        icon=chapter.icon,
        who=who,
        unit=labels.get(chapter.unit, chapter.unit),
        said=str(chapter.private.get("reason", "")) if reads else "",
    )
