"""What narrows the lists of the desk."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

__all__ = ["UnitsForm"]


class UnitsForm(forms.Form):
    """Narrow the units."""

    words = forms.CharField(label=_("Search by name"), required=False, widget=forms.TextInput(attrs={"type": "search"}))
    kind = forms.ChoiceField(label=_("Kind"), required=False)

    def __init__(self, *args: object, kinds: Iterable[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on to Django as they are
        field = self.fields["kind"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("All")), *kinds]
