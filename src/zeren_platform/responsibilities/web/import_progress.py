"""Long files are read, applied and taken back beside the requests; their page says how far that is."""

from typing import TYPE_CHECKING, Final

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from zeren.foundations.errors import ZerenError
from zeren_platform.common.entrance import actor_on
from zeren_platform.common.problems import status_of
from zeren_platform.common.sentences import sentence
from zeren_platform.common.working import Step, Work
from zeren_platform.organisation.queries import actor_of_person
from zeren_platform.responsibilities import queries
from zeren_platform.responsibilities.models import Import
from zeren_platform.responsibilities.staging.files import look_into
from zeren_platform.responsibilities.use_cases import importing
from zeren_platform.responsibilities.web.addresses import edition_address
from zeren_platform.responsibilities.web.import_preview import crumbs_of, steps_of
from zeren_platform.ui.parts.states import followed

if TYPE_CHECKING:
    from django.db.models import QuerySet

__all__ = ["ACTS", "WAITS", "WORK", "follow", "show_progress"]

State = Import.State
# What a file says once something stood against the work; one that is in none of these states waits for nothing.
REFUSED: Final = {State.READING: State.FAILED, State.APPLYING: State.COMPARED, State.UNDOING: State.APPLIED}
WAITS: Final = frozenset({*REFUSED, State.FAILED})
ACTS: Final = {State.APPLYING: importing.apply, State.UNDOING: importing.undo}


def _waiting() -> "QuerySet[Import]":
    return Import.objects.filter(state__in=REFUSED).select_related("edition__register__unit").defer("content")


def _do(file: Import, step: Step) -> None:
    """Read and compare the file, or do the act that somebody asked for, as that person."""
    if file.state == State.READING:
        look_into(file, step=step)
        return
    step(0)
    now = timezone.now()
    ACTS[State(file.state)](actor=actor_of_person(file.asked_by, at=now), import_id=file.pk, now=now)


WORK: Final = Work(waiting=_waiting, do=_do, refused=lambda file: {"state": REFUSED[State(file.state)]})


@login_required
def follow(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how far it is, in the place that asks for it; lead on to the preview when it is done."""
    file = queries.import_for(actor_on(request), pk)
    address = reverse("responsibilities:import", args=[pk])
    if not getattr(request, "htmx", False):
        return redirect(address)
    told = _told(file)
    if file.state not in REFUSED:
        return HttpResponse(headers={"HX-Redirect": address})
    return render(request, "responsibilities/import_bar.html", told)


def show_progress(request: HttpRequest, file: Import, refusal: ZerenError | None = None) -> HttpResponse:
    """Show how far the file is, and begin where nobody does; a look at it is enough to have it go on."""
    told = _told(file)
    if file.state not in WAITS:
        return redirect("responsibilities:import", pk=file.pk)
    bar = SafeString(render_to_string("responsibilities/import_bar.html", told, request))
    context = {
        "file": file,
        "bar": followed(bar, reverse("responsibilities:follow-import", args=[file.pk])),
        "refusal": sentence(refusal) if refusal else "",
        "steps": steps_of("preview", file),
        "crumbs": crumbs_of(file.edition),
        "back": edition_address(file.edition),
    }
    status = status_of(refusal) if refusal else 200
    return render(request, "responsibilities/import_progress.html", context, status=status)


def _told(file: Import) -> dict[str, object]:
    """Let the work go on, and say how far it is."""
    if file.is_waited_for:
        WORK.begin(file, at=timezone.now())
        file.refresh_from_db(fields=["starts", "progress", "tables", "table", "state", "stirred_at", "fault"])
    return {"file": file, "rows": file.tables[file.table]["rows"] if file.tables else 0}
