"""What the public asks for."""

from collections.abc import Iterable

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zeren.merkle.browser.words import PageWords
from zeren_platform.organisation.choosing import UnitChoice, offer_units
from zeren_platform.ui.offered import Offered

__all__ = ["BundleForm", "DutiesForm", "SearchForm", "UnitsForm"]

SEARCH = {"type": "search"}


class SearchForm(forms.Form):
    """Who is responsible for …?"""  # noqa: D400 - a question

    words = forms.CharField(label=_("Who is responsible for …"), max_length=200, widget=forms.TextInput(attrs=SEARCH))


class DutiesForm(forms.Form):
    """Narrow the duties of a register."""

    words = forms.CharField(label=_("Words"), required=False, widget=forms.TextInput(attrs=SEARCH))
    field = forms.ChoiceField(label=_("Field"), required=False)
    unit = forms.ChoiceField(label=_("Unit"), required=False)

    def __init__(
        self, *args: object, fields: Offered, listed: Offered | None, units: UnitChoice, **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on to Django as they are
        _choices(self, "field", fields)
        if listed is None:
            offer_units(self, "unit", units, first=("", _("All")))
        else:
            _choices(self, "unit", listed)

    def unit_code(self) -> str:
        """Give the code of the unit that was chosen; what means none narrows nothing."""
        self.is_valid()
        return str(self.cleaned_data.get("unit", ""))


class UnitsForm(forms.Form):
    """Narrow the units."""

    words = forms.CharField(label=_("Search by name"), required=False, widget=forms.TextInput(attrs=SEARCH))
    kind = forms.ChoiceField(label=_("Kind"), required=False)

    def __init__(self, *args: object, kinds: Iterable[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on to Django as they are
        _offer(self, "kind", kinds)


class BundleForm(forms.Form):
    """What is checked in the browser, and by which keys; it is never sent."""

    bundle = forms.FileField(widget=forms.FileInput(attrs={"accept": ".zip,application/zip"}))
    policy = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}))
    policy_file = forms.FileField(required=False, widget=forms.FileInput())

    def __init__(self, words: PageWords) -> None:
        # The script finds the fields by these ids, here and on the page that is kept as a file.
        super().__init__(auto_id="%s")
        told = {
            "bundle": (words.bundle, words.bundle_hint),
            "policy": (words.policy, words.policy_hint),
            "policy_file": (words.policy_file, ""),
        }
        for name, (label, hint) in told.items():
            self.fields[name].label, self.fields[name].help_text = label, hint


def _offer(form: forms.Form, name: str, choices: Iterable[tuple[str, str]]) -> None:
    _choices(form, name, [("", _("All")), *choices])


def _choices(form: forms.Form, name: str, choices: Iterable[tuple[str, str | Promise]]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices
