"""What the public asks for."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

__all__ = ["DutiesForm", "SearchForm", "UnitsForm"]

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
        self, *args: object, fields: Iterable[str], units: Iterable[tuple[str, str]], **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on to Django as they are
        _offer(self, "field", [(name, name) for name in fields])
        _offer(self, "unit", units)


class UnitsForm(forms.Form):
    """Narrow the units."""

    words = forms.CharField(label=_("Search by name"), required=False, widget=forms.TextInput(attrs=SEARCH))
    kind = forms.ChoiceField(label=_("Kind"), required=False)

    def __init__(self, *args: object, kinds: Iterable[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on to Django as they are
        _offer(self, "kind", kinds)


def _offer(form: forms.Form, name: str, choices: Iterable[tuple[str, str]]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = [("", _("All")), *choices]
