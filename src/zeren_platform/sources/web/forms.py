"""What people type on the pages of the sources."""

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from zeren_platform.common.points import points_entry
from zeren_platform.organisation.choosing import UnitChoice, unit_entry
from zeren_platform.organisation.queries import units
from zeren_platform.sources.models import Document, Proposal, ProposedUnit
from zeren_platform.sources.reconciling import ENTRIES, NamedUnit, Version
from zeren_platform.sources.use_cases.documents import LARGEST_MB
from zeren_platform.sources.use_cases.proposals import Wording
from zeren_platform.sources.use_cases.splitting import Part, PartsError

__all__ = [
    "DocumentForm",
    "FilterForm",
    "ReasonForm",
    "SplitForm",
    "StaysForm",
    "TickForm",
    "UnitRow",
    "UnitRows",
    "VersionForm",
    "WhyForm",
    "WordingForm",
    "seen_in",
    "unit_rows",
]

LANGUAGES: Final = (("", _("As the text is")), ("zh", _("Chinese")), ("en", _("English")))
ANY: Final = ("", _("Any"))
NONE: Final = ("", _("None"))


class FilterForm(forms.Form):
    """Narrow the list of documents."""

    words = forms.CharField(label=_("Search in titles"), required=False, widget=forms.TextInput({"type": "search"}))
    kind = forms.ChoiceField(label=_("Kind"), choices=[ANY, *Document.Kind.choices], required=False)


class DocumentForm(forms.Form):
    """A document, as a file or as pasted text."""

    file = forms.FileField(
        label=_("File"),
        required=False,
        allow_empty_file=True,
        help_text=_("A text, a saved web page, DOCX, a PDF with text, XLSX or CSV."),
        widget=forms.FileInput({"accept": ".txt,.html,.htm,.docx,.pdf,.xlsx,.csv"}),
    )
    text = forms.CharField(
        label=_("Or paste the text"), required=False, strip=False, widget=forms.Textarea({"rows": 10})
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=Document.Kind.choices,
        error_messages={"required": _("Say what kind of document it is.")},
        widget=forms.RadioSelect,
    )
    unit = forms.ChoiceField(label=_("Put in for"))
    title = forms.CharField(
        label=_("Title"), required=False, max_length=500, help_text=_("Left empty, it is read out of the text.")
    )
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES, required=False)

    # The document that holds the same bytes already.
    held: object = None

    def __init__(self, *args: Any, units: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type checker what is declared above
        field.choices = units
        if len(units) == 1:
            field.widget = forms.HiddenInput()
            field.initial = units[0][0]

    def clean(self) -> dict[str, Any]:
        """Ask for the one or the other."""
        given = super().clean() or self.cleaned_data
        file, text = given.get("file"), given.get("text")
        if not file and not text and not self.errors.get("file"):
            self.add_error("file", _("Choose a file, or paste the text below."))
        if file and text:
            self.add_error("text", _("Give a file or a text, not both: one document at a time."))
        return given

    def document(self) -> tuple[bytes, str]:
        """Give the bytes and the name of the file; a pasted text has none."""
        file = self.cleaned_data["file"]
        if isinstance(file, UploadedFile):
            # One byte more than is allowed tells that it is too much.
            return file.read(LARGEST_MB * 1024 * 1024 + 1), file.name or ""
        return str(self.cleaned_data["text"]).encode(), ""


class VersionForm(forms.Form):
    """The version of the proposal that was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class WhyForm(forms.Form):
    """Why something is rejected."""

    reason = forms.CharField(
        label=_("Reason"),
        error_messages={"required": _("Say why the proposal is rejected.")},
        widget=forms.Textarea({"rows": 2}),
    )


class ReasonForm(VersionForm, WhyForm):
    """Why a proposal is rejected."""


class SplitForm(VersionForm):
    """Where each duty of a sentence begins: one a line, in the words of the document."""

    parts = forms.CharField(
        label=_("The words of the document"),
        help_text=_("Begin a new line where another duty begins. Words that belong to none may be taken out."),
        error_messages={"required": _("Leave the words of two duties or more.")},
        widget=forms.Textarea({"rows": 6}),
    )

    @classmethod
    def of(cls, proposal: Proposal, sentence: str, **given: Any) -> "SplitForm":
        """Show the sentence on one line."""
        return cls(initial={"version": proposal.version, "parts": " ".join(sentence.split())}, **given)

    def found(self, sentence: str, *, start: int) -> list[Part]:
        """Find each line in the sentence, which begins at *start*; a break of the document counts as a space."""
        at, parts = 0, list[Part]()
        for line in filter(str.strip, self.cleaned_data["parts"].splitlines()):
            place = re.compile(r"\s+".join(map(re.escape, line.split()))).search(sentence, at)
            if place is None:
                raise PartsError(field="parts")
            parts.append(Part(start=start + place.start(), end=start + place.end(), text=line))
            at = place.end()
        return parts


class StaysForm(forms.Form):
    """Which of several proposals keeps the words and the units of all."""

    stays = forms.ChoiceField(
        label=_("Which one stays"),
        help_text=_("It keeps the words and the units of all. The others can be taken apart again."),
        error_messages={"required": _("Say which one stays.")},
        # Who came here by a key goes on by keys.
        widget=forms.RadioSelect({"autofocus": True}),
    )

    def __init__(self, *args: Any, proposals: Sequence[Proposal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["stays"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type checker what is declared above
        field.choices = [(row.pk, _("Proposal %(number)s") % {"number": row.number}) for row in proposals]
        field.initial = proposals[0].pk if proposals else None


def seen_in(data: QueryDict, name: str = "proposal") -> dict[int, int]:
    """Read which proposals are ticked, and the version of each that was shown when it was ticked."""
    ticked = (given.partition(".") for given in data.getlist(name))
    return {int(pk): int(version) for pk, _dot, version in ticked if pk.isdecimal() and version.isdecimal()}


class TickForm(forms.Form):
    """Tick a proposal, so that it is accepted with others."""

    proposal = forms.BooleanField(required=False, widget=forms.CheckboxInput({"form": "many"}, lambda _value: False))

    def __init__(self, proposal: Proposal) -> None:
        super().__init__(initial={"proposal": f"{proposal.pk}.{proposal.version}"}, auto_id=f"tick-{proposal.pk}-%s")
        self.fields["proposal"].label = _("Proposal %(number)s") % {"number": proposal.number}


class WordingForm(VersionForm):
    """What the proposal says; the act says what is wrong with it."""

    # What was said when the form was opened, and about which entries it asks.
    seen = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    asked = forms.CharField(required=False, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("What is to be done"),
        error_messages={"required": _("Say what the duty is.")},
        widget=forms.Textarea({"rows": 4}),
    )
    title = forms.CharField(label=_("Title"), required=False)
    field = forms.CharField(label=_("Field"), required=False)
    basis = forms.CharField(label=_("Basis"), required=False)
    target = forms.CharField(label=_("Target"), required=False)
    targets = forms.CharField(
        label=_("Target figures"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=_(
            "One to a line: indicator | figure with its unit | period, as in “days of good air | ≥ 290 days | 2026”. "
            "Signs are = ≈ ≥ ≤ > <, a range is 5–6, and ↔ says in step with what."
        ),
    )
    cycle = forms.ChoiceField(label=_("Cycle"), choices=[NONE, *Proposal.Cycle.choices], required=False)
    deadline = forms.CharField(label=_("Time limit"), required=False)
    due_on = forms.DateField(label=_("Due on"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    points = points_entry()
    scoring_rule = forms.CharField(label=_("Scoring rule"), required=False, widget=forms.Textarea({"rows": 2}))
    evidence = forms.CharField(label=_("What shows that it was done"), required=False)

    @classmethod
    def of(cls, proposal: Proposal, **given: Any) -> "WordingForm":
        """Show what the proposal says now."""
        said = {name: getattr(proposal, name) for name in ("version", *ENTRIES)}
        return cls(initial={**said, "seen": Version.of_proposal(proposal).written}, **given)

    def wording(self) -> Wording:
        """Give what was typed."""
        return Wording(**{name: self.cleaned_data[name] for name in ENTRIES})


class UnitRow(forms.Form):
    """A unit with its role; typed by name, as people and documents speak of it."""

    written = forms.CharField(required=False, widget=forms.HiddenInput)
    unit = forms.CharField(label=_("Unit"), required=False, widget=unit_entry())
    role = forms.ChoiceField(label=_("Role"), choices=ProposedUnit.Role.choices, initial=ProposedUnit.Role.SUPPORT)
    drop = forms.BooleanField(label=_("Remove"), required=False)

    # Filled by the formset, which looks all names up at once.
    code = label = ""

    def named(self) -> NamedUnit | None:
        """Give the row, unless it is empty or to be removed."""
        entry = self.cleaned_data
        if entry.get("drop") or not (entry.get("unit") or entry.get("written")):
            return None
        return NamedUnit(name=entry["written"], code=self.code, label=self.label, role=entry["role"])


if TYPE_CHECKING:
    Rows = forms.BaseFormSet[UnitRow]
else:
    # Django's own class takes no type at run time.
    Rows = forms.BaseFormSet


class UnitRows(Rows):
    """The units of one proposal."""

    def clean(self) -> None:
        """Find the unit that each typed name means."""
        typed = {row: row.cleaned_data.get("unit", "") for row in self.forms if hasattr(row, "cleaned_data")}
        for row, unit in zip(typed, UnitChoice(units()).meant(list(typed.values())), strict=True):
            if unit is not None:
                row.code, row.label = unit.code, unit.label
            elif typed[row] and not row.cleaned_data.get("drop"):
                row.add_error("unit", _("No unit goes by this name. Choose one from the list."))

    def named(self) -> list[NamedUnit]:
        """Give the units with their roles."""
        return [found for row in self.forms if (found := row.named())]


FORMSET: Final = forms.formset_factory(UnitRow, formset=UnitRows, extra=2, max_num=200, absolute_max=200)


def unit_rows(data: QueryDict | None, units: Iterable[NamedUnit], *, auto_id: str) -> UnitRows:
    """Show the units that the proposal names now, with empty rows for more."""
    initial = [{"written": row.name, "unit": row.written, "role": row.role} for row in units]
    return cast("UnitRows", FORMSET(data, initial=initial, prefix="units", auto_id=auto_id))
