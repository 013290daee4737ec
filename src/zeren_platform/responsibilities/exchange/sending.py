"""A table as the answer to a request."""

import tempfile
from typing import Final

from django.http import FileResponse

from zeren_platform.common.problems import NotFoundError
from zeren_platform.responsibilities.exchange.writing import FORMATS, OutTable, write

__all__ = ["sent"]

# A file that is larger waits on the disk and not in memory.
IN_MEMORY: Final = 5_000_000


def sent(table: OutTable, *, form: str, name: str) -> FileResponse:
    """Write *table* row by row and send it."""
    if form not in FORMATS:
        raise NotFoundError(format=form)
    held = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the response closes it
    write(table, held, form=form)  # type: ignore[arg-type]  # it has all that a file has
    held.seek(0)
    return FileResponse(held, as_attachment=True, filename=f"{name}.{form}", content_type=FORMATS[form].media_type)
