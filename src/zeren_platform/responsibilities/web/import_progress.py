"""The page of a long file while it is read and compared."""

from typing import Final

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from zeren_platform.common.entrance import actor_on
from zeren_platform.responsibilities import queries
from zeren_platform.responsibilities.models import Import
from zeren_platform.responsibilities.staging import working
from zeren_platform.responsibilities.web.addresses import edition_address
from zeren_platform.responsibilities.web.import_preview import crumbs_of, steps_of
from zeren_platform.ui.parts.markup import element

__all__ = ["WAITS", "follow", "show_progress"]

WAITS: Final = frozenset({Import.State.READING, Import.State.FAILED})


@login_required
def follow(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how far it is, in the place that asks for it; lead on to the preview when it is done."""
    file = queries.import_for(actor_on(request), pk)
    address = reverse("responsibilities:import", args=[pk])
    if not getattr(request, "htmx", False):
        return redirect(address)
    if file.state != Import.State.READING:
        return HttpResponse(headers={"HX-Redirect": address})
    return render(request, "responsibilities/import_bar.html", _told(file))


def show_progress(request: HttpRequest, file: Import) -> HttpResponse:
    """Show how far the file is, and begin where nobody does; a look at it is enough to have it go on."""
    bar = SafeString(render_to_string("responsibilities/import_bar.html", _told(file), request))
    context = {
        "file": file,
        "bar": _followed(file, bar),
        "steps": steps_of("preview", file),
        "crumbs": crumbs_of(file.edition),
        "back": edition_address(file.edition),
    }
    return render(request, "responsibilities/import_progress.html", context)


def _followed(file: Import, bar: SafeString) -> SafeString:
    """Ask every other second how far it is; without the script a link shows the page anew."""
    return element(
        "div",
        bar,
        hx_get=reverse("responsibilities:follow-import", args=[file.pk]),
        hx_trigger="every 2s",
        hx_target="this",
        hx_swap="innerHTML",
    )


def _told(file: Import) -> dict[str, object]:
    now = timezone.now()
    if file.state == Import.State.READING:
        working.begin(file, at=now)
        file.refresh_from_db(fields=["starts", "progress", "tables", "table", "state", "stirred_at"])
    rows = file.tables[file.table]["rows"] if file.tables else 0
    return {"file": file, "rows": rows, "gave_up": working.gave_up(file, at=now)}
