"""The lists of this slice as files."""

from typing import Final

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy

from zeren_platform.common.entrance import actor_on
from zeren_platform.common.problems import NotFoundError
from zeren_platform.responsibilities import queries
from zeren_platform.responsibilities.exchange.sending import sent
from zeren_platform.responsibilities.models import Edition
from zeren_platform.responsibilities.web.forms import DutyFilterForm, Narrowing

__all__ = ["export_duties", "exports"]


# What each kind of file is good for.
NAMES: Final = {
    "xlsx": gettext_lazy("A spreadsheet, to be changed and put in again"),
    "docx": gettext_lazy("A document to be issued: a table on A4 laid across, as GB/T 9704 sets pages and fonts"),
    "csv": gettext_lazy("Rows for other programs"),
    "json": gettext_lazy("Records for other programs, with codes and roles"),
}
# Where a list is narrowed to a place in it, the file holds the whole list.
PLACES: Final = ("after", "before")


def exports(edition: Edition, query: QueryDict) -> list[tuple[str, str, str]]:
    """Offer each kind of file, what it is good for, and where it is had as the list stands."""
    narrowed = query.copy()
    for name in PLACES:
        narrowed.pop(name, None)
    told = f"?{narrowed.urlencode()}" if narrowed else ""
    address = ("responsibilities:export", [edition.register.code, edition.number])
    return [
        (form.upper(), str(label), reverse(address[0], args=[*address[1], form]) + told)
        for form, label in NAMES.items()
    ]


@login_required
def export_duties(request: HttpRequest, code: str, number: int, form: str) -> FileResponse:
    """Give the duties of an edition as the list on the page shows them: narrowed and sorted alike."""
    actor = actor_on(request)
    edition = queries.chosen_edition(queries.editions_of(actor, code), number)
    if edition is None:
        raise NotFoundError(edition=number)
    narrowed = DutyFilterForm(request.GET, choices=Narrowing.in_edition(edition), is_draft=not edition.is_adopted)
    chosen = narrowed.chosen(whole=bool(request.GET.get("whole")))
    rows = queries.duties_for(actor, edition, chosen=chosen)
    table = queries.duties_table(
        edition, rows, sort=request.GET.get("sort", "number"), group=request.GET.get("group", "")
    )
    return sent(table, form=form, name=f"{code}-{number}")
