"""Words for what the reading found odd: what a person should look at."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

__all__ = ["warning_of"]

WARNINGS: Final[Mapping[str, Promise]] = {
    "reading.empty": _("The text is empty."),
    "reading.damaged_text": _("%(detail)s characters were damaged before the file came here."),
    "reading.direction_marks": _("The text holds hidden marks that turn the direction of writing."),
    "reading.mixed_encodings": _("%(detail)s lines were in another encoding than the rest."),
    "reading.numbers_left_out": _("%(detail)s numbers of lists are left out: their form is not known."),
    "reading.pages_without_text": _("These pages hold no text, perhaps pictures of it: %(detail)s."),
    "reading.hidden_sheet": _("The sheet %(detail)s is hidden in the file; it was read all the same."),
    "reading.ragged_table": _("A table of %(detail)s rows is too uneven to be read as one."),
    "reading.number_twice": _("A number stands twice in a table: %(detail)s."),
    "reading.points_differ": _("Points in a table do not add up: %(detail)s."),
    "reading.sum_differs": _("A total and its parts differ by %(detail)s."),
    "reading.several_leads": _("One task names several leads: %(detail)s. Choose one."),
}


def warning_of(code: str, detail: str) -> str:
    """Say what should be looked at."""
    wording = WARNINGS.get(code)
    return str(wording) % {"detail": detail} if wording else f"{code} {detail}".strip()
