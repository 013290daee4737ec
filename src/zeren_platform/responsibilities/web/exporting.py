"""The lists of this slice as files."""

import tempfile
from typing import Final

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest

from zeren_platform.common.entrance import actor_on
from zeren_platform.common.problems import NotFoundError
from zeren_platform.responsibilities import queries
from zeren_platform.responsibilities.exchange.writing import FORMATS, OutTable, write
from zeren_platform.responsibilities.models import Edition
from zeren_platform.responsibilities.web.forms import DutyFilterForm

__all__ = ["export_duties", "sent"]

# A file that is larger waits on the disk and not in memory.
IN_MEMORY: Final = 5_000_000


@login_required
def export_duties(request: HttpRequest, code: str, number: int, form: str) -> FileResponse:
    """Give the duties of an edition as the list on the page shows them: narrowed and sorted alike."""
    actor = actor_on(request)
    edition = queries.chosen_edition(queries.editions_of(actor, code), number)
    if edition is None:
        raise NotFoundError(edition=number)
    is_draft = edition.state == Edition.State.DRAFT
    narrowed = DutyFilterForm(request.GET, choices=queries.choices_of(edition), is_draft=is_draft)
    chosen = narrowed.chosen(whole=bool(request.GET.get("whole")))
    rows = queries.duties_for(actor, edition, chosen=chosen)
    table = queries.duties_table(edition, rows, sort=request.GET.get("sort", "number"))
    return sent(table, form=form, name=f"{code}-{number}")


def sent(table: OutTable, *, form: str, name: str) -> FileResponse:
    """Write *table* row by row and send it."""
    if form not in FORMATS:
        raise NotFoundError(format=form)
    held = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the response closes it
    write(table, held, form=form)  # type: ignore[arg-type]  # it has all that a file has
    held.seek(0)
    return FileResponse(held, as_attachment=True, filename=f"{name}.{form}", content_type=FORMATS[form].media_type)
