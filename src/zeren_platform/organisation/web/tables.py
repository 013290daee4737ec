"""What pages that take a table in share: the file, and the rows that were looked at."""

import json
from collections.abc import Iterable
from typing import Final

from django import forms
from django.utils.translation import gettext_lazy as _

from zeren_platform.organisation.exchange.files import Entry
from zeren_platform.ui.shapes import Column

__all__ = ["FAULTS", "ConfirmForm", "FileForm", "packed"]

FAULTS: Final = (
    Column(key="line", label=_("Row"), align="end", width="xs"),
    Column(key="column", label=_("Column"), width="m"),
    Column(key="words", label=_("What is wrong, and how to mend it")),
)


class FileForm(forms.Form):
    """A file with a table."""

    file = forms.FileField(label=_("File"), widget=forms.FileInput({"accept": ".xlsx,.csv,.json"}))


class ConfirmForm(forms.Form):
    """The rows that were looked at."""

    rows = forms.CharField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput)

    def entries(self) -> list[Entry]:
        """Give the rows; whatever was made of them on the way is checked like a file."""
        try:
            held = json.loads(self.cleaned_data["rows"])
            return [
                Entry(line=int(line), cells={str(key): str(said) for key, said in row.items()}) for line, row in held
            ]
        except (ValueError, TypeError, AttributeError, RecursionError):
            return []


def packed(entries: Iterable[Entry]) -> str:
    """Write rows as the form carries them."""
    return json.dumps([(entry.line, dict(entry.cells)) for entry in entries], ensure_ascii=False)
