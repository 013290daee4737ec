"""What the errors of files that are taken in say to people."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

__all__ = ["FILES"]

FILES: Final[Mapping[str, Promise | str]] = {
    "common.table.unsupported": _(
        "This kind of file holds no table that can be taken in. Use an XLSX, CSV or JSON file."
    ),
    "responsibilities.import.unsupported": _(
        "This kind of file cannot be taken in. Use an XLSX, CSV, DOCX or JSON file; a PDF or a web page goes in as a "
        "source."
    ),
    "responsibilities.import.no_list": _(
        "This JSON holds no list of duties. Export the draft as JSON to see how it is laid out."
    ),
    "responsibilities.import.no_table": _(
        "The file holds no table with a row below its head. Put the duties into a table, one row each, and try again."
    ),
    "responsibilities.import.too_large": _("The file is larger than %(limit)s MB. Divide it."),
    "responsibilities.import.empty": _("There is nothing in the file."),
}
