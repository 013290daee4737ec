"""What a clerk types beside a file."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zeren_platform.organisation.choosing import ListedUnits, UnitField
from zeren_platform.responsibilities.exchange.columns import BY_KEY, COLUMNS, RESPONSIBLE, doubled
from zeren_platform.responsibilities.exchange.faults import told
from zeren_platform.responsibilities.models import Import, ImportRow
from zeren_platform.responsibilities.queries import UnknownName
from zeren_platform.responsibilities.staging.files import first_rows
from zeren_platform.responsibilities.web.forms import offer

__all__ = ["ColumnForm", "MissingForm", "NameForm", "OrderForm", "RowForm", "TableForm", "UploadForm", "name_key"]

# So much of each cell is shown beside the names of columns.
SHOWN = 60
KEEP = "keep"


class UploadForm(forms.Form):
    """A file with the duties."""

    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        widget=forms.FileInput({"accept": ".xlsx,.csv,.docx,.json"}),
        error_messages={"required": _("Choose a file.")},
    )


class TableForm(forms.Form):
    """Which table of the file holds the duties."""

    table = forms.ChoiceField(label=_("Table"))

    def __init__(self, *args: Any, file: Import, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["table"].initial = str(file.table)
        named = [
            (str(place), _("%(name)s (%(rows)s rows)") % {"name": table["name"], "rows": table["rows"]})
            for place, table in enumerate(file.tables)
        ]
        offer(self, "table", named)


class ColumnForm(forms.Form):
    """What each column of the table holds."""

    def __init__(self, *args: Any, file: Import, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.file = file
        choices = [("", _("Leave out")), *((column.key, column.label) for column in COLUMNS)]
        choices.insert(10, (RESPONSIBLE, _("Units that answer: one alone leads")))
        for place, head in enumerate(file.heads):
            label = head.strip() or _("Column %(number)s") % {"number": place + 1}
            self.fields[f"column-{place}"] = forms.ChoiceField(
                label=label, choices=choices, required=False, initial=file.columns[place]
            )

    def clean(self) -> dict[str, Any]:
        """Say beside each column what another holds already."""
        for place in doubled(self.chosen()):
            self.add_error(f"column-{place}", _("Another column holds this already. Leave one of them out."))
        return self.cleaned_data

    def chosen(self) -> list[str]:
        """Give the key chosen for each column."""
        return [self.cleaned_data.get(f"column-{place}", "") for place in range(len(self.file.heads))]

    def samples(self) -> list[tuple[Any, str]]:
        """Give each field with what stands in its column in the first rows."""
        rows = first_rows(self.file)
        return [
            (self[f"column-{place}"], " · ".join(filter(None, (_beginning(cells, place) for cells in rows))))
            for place in range(len(self.file.heads))
        ]


def name_key(name: str) -> str:
    """Name the field of a name by the name, so that what was chosen for it never goes to another."""
    return f"name-{hashlib.sha256(name.encode()).hexdigest()[:12]}"


class NameForm(forms.Form):
    """Which unit each name means: one of those suggested, any other, or none, so that the name is kept.

    Of many units only those suggested are listed; any other is typed into a field of its own.
    """

    def __init__(
        self, *args: Any, names: Sequence[UnknownName], units: ListedUnits, keeps: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.names = names
        for unknown in names:
            key = name_key(unknown.name)
            self.fields[key] = forms.ChoiceField(
                label=unknown.name,
                choices=_meanings_offered(unknown, units.listed, keeps=keeps),
                required=False,
                help_text=_("In %(count)s rows") % {"count": unknown.count},
            )
            if not units.listed:
                label = _("“%(name)s” means another unit") % {"name": unknown.name}
                self.fields[f"{key}-other"] = UnitField(choice=units, label=label, required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse a form in which nothing was chosen: it would be sent for nothing."""
        if self.names and not self.errors and not any(self.cleaned_data.values()):
            self.add_error(name_key(self.names[0].name), _("Choose what at least one name means."))
        return self.cleaned_data

    def meanings(self) -> dict[str, str]:
        """Give the code of the unit that each settled name means, "" for one that is kept."""
        found = {}
        for unknown in self.names:
            key = name_key(unknown.name)
            chosen = self.cleaned_data.get(f"{key}-other") or self.cleaned_data.get(key, "")
            if chosen:
                found[unknown.name] = "" if chosen == KEEP else chosen.removeprefix("unit:")
        return found


def _meanings_offered(unknown: UnknownName, listed: Sequence[tuple[str, str]], *, keeps: bool) -> list[Any]:
    likely = [(f"unit:{code}", label) for code, label in unknown.suggestions]
    rest = [(f"unit:{code}", label) for code, label in listed if (f"unit:{code}", label) not in likely]
    groups = [(_("Likely"), likely), (_("All units"), rest)]
    return [
        ("", _("Not settled yet")),
        *(group for group in groups if group[1]),
        *([(KEEP, _("None: keep the name, to be settled in the draft"))] if keeps else []),
    ]


class MissingForm(forms.Form):
    """What becomes of duties of the draft that the file does not have."""

    missing = forms.ChoiceField(
        label=_("Duties that the file does not have"), choices=Import.Missing.choices, widget=forms.RadioSelect
    )


class OrderForm(forms.Form):
    """In which order the duties stand afterwards."""

    order = forms.ChoiceField(label=_("Order of the duties"), choices=Import.Order.choices, widget=forms.RadioSelect)


class RowForm(forms.Form):
    """What a row says, as text; it is read again like a cell of the file."""

    def __init__(self, *args: Any, file: Import, row: ImportRow, names: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.before = _said(file, row)
        wrong = {fault["column"]: told(fault, names) for fault in row.faults}
        for key, words in self.before.items():
            column = BY_KEY[key]
            rows = 4 if key in {"text", "scoring_rule"} else 2
            short = column.kind not in {"words", "units"}
            self.fields[key] = forms.CharField(
                label=str(column.label),
                required=False,
                initial=words,
                widget=forms.TextInput() if short else forms.Textarea({"rows": rows}),
                help_text=wrong.get(key, ""),
            )

    def mended(self) -> dict[str, str]:
        """Give what was changed."""
        return {
            key: words
            for key, words in self.cleaned_data.items()
            if words.replace("\r\n", "\n").strip() != self.before[key].strip()
        }


def _said(file: Import, row: ImportRow) -> dict[str, str]:
    """Give what the row says by column: as mended, else as in the file; columns with faults are always there."""
    mended = file.mended.get(str(row.line), {})
    keys = {key for key in file.columns if key in BY_KEY} | {fault["column"] for fault in row.faults} | {"number"}
    if RESPONSIBLE in file.columns:
        keys |= {"lead", "support"}
    found = {}
    for column in COLUMNS:
        if column.key in keys:
            cells = [cell for cell, key in zip(row.cells, file.columns, strict=False) if key == column.key and cell]
            found[column.key] = mended.get(column.key, "\n".join(cells))
    if RESPONSIBLE in file.columns and not {"lead", "support"} & mended.keys():
        given = [cell for cell, key in zip(row.cells, file.columns, strict=False) if key == RESPONSIBLE]
        found["lead"] = found["lead"] or "\n".join(given)
    found["number"] = mended.get("number", row.number)
    return found


def _beginning(cells: Sequence[str], place: int) -> str:
    words = " ".join(cells[place].split()) if place < len(cells) else ""
    return words if len(words) <= SHOWN else f"{words[:SHOWN]}…"
