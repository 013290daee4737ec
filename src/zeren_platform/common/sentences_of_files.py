"""What the errors of files that are taken in say to people."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

__all__ = ["FILES"]

FILES: Final[Mapping[str, Promise | str]] = {
    "sources.document.changed_since": _(
        "Somebody corrected “%(title)s” meanwhile. Nothing was overwritten: open the form again and look."
    ),
    "sources.document.same_facts": _("Every entry is as it was; nothing was changed."),
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
    "responsibilities.import.unmapped": _(
        "One column must say what the duty is or which number it has, and no two may hold the same."
    ),
    "responsibilities.import.no_longer_open": _(
        "%(file)s was applied already, or its draft is no draft any more. Put the file in once more."
    ),
    "responsibilities.import.still_reading": _("%(file)s is still being read. Wait until its preview is there."),
    "responsibilities.import.at_work": _(
        "%(file)s is just being applied to the draft, or taken back. Wait until its page says that this is done."
    ),
    "responsibilities.import.already_applied": _("%(file)s was applied already, or is not compared yet."),
    "responsibilities.import.draft_changed": _(
        "Somebody changed the draft since %(file)s was compared with it. Nothing was applied and nothing is lost: "
        "compare again, look at what is different, then apply."
    ),
    "responsibilities.import.faulty_rows": _(
        "%(count)s rows have faults. A file goes in whole or not at all: mend them or leave them out."
    ),
    "responsibilities.import.nothing": _("Every row of %(file)s says what stands in the draft; nothing would change."),
    "responsibilities.import.not_applied": _("%(file)s was not applied, or was undone already."),
    "responsibilities.import.draft_worked_on": _(
        "The draft was changed after %(file)s was applied, and undoing would lose that. Mend the duties one by one, or "
        "apply the former file again."
    ),
}
