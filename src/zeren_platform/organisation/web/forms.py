"""What people type on the pages of the organisation."""

from collections.abc import Iterable
from typing import Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zeren_platform.organisation.models import ROLE_LABELS, Person, Post, Unit
from zeren_platform.organisation.scopes import SCOPES

__all__ = [
    "AbsenceForm",
    "AliasForm",
    "AppointForm",
    "EndForm",
    "NamesForm",
    "NewUnitForm",
    "PasswordForm",
    "PersonForm",
    "TokenForm",
    "WordsForm",
]

LIFETIMES: Final = ((30, _("30 days")), (90, _("90 days")), (180, _("180 days")), (365, _("One year")))
CHOOSE: Final = ("", _("Choose …"))
NEW_PASSWORD: Final = {"autocomplete": "new-password"}


class WordsForm(forms.Form):
    """Narrow a list to words in a name."""

    words = forms.CharField(label=_("Search by name"), required=False, widget=forms.TextInput(attrs={"type": "search"}))


class NewUnitForm(forms.Form):
    """A unit that enters the tree."""

    name = forms.CharField(label=_("Name"), max_length=200)
    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=200, required=False)
    code = forms.CharField(
        label=_("Code"), max_length=60, help_text=_("Small letters, digits and hyphens. It never changes.")
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=[CHOOSE, *Unit.Kind.choices])
    parent = forms.ChoiceField(label=_("Belongs to"))
    aliases = forms.CharField(
        label=_("Other names"),
        required=False,
        help_text=_("Names under which documents speak of the unit, one on each line."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    division_code = forms.CharField(
        label=_("Division code"), max_length=12, required=False, help_text=_("As in GB/T 2260, such as 210202.")
    )

    def __init__(self, *args: object, parents: Iterable[Unit], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on to Django as they are
        _offer(self, "parent", [CHOOSE, *((unit.code, unit.label) for unit in parents)])


class NamesForm(forms.Form):
    """Another name for a unit."""

    name = forms.CharField(label=_("Name"), max_length=200)
    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=200, required=False)


class AliasForm(forms.Form):
    """One more name under which documents speak of a unit."""

    alias = forms.CharField(label=_("Other name"), max_length=200)


class PersonForm(forms.Form):
    """Somebody who is to sign in."""

    name = forms.CharField(label=pgettext_lazy("person", "Name"), max_length=100)
    name_zh = forms.CharField(label=pgettext_lazy("person", "Name in Chinese"), max_length=100, required=False)
    username = forms.CharField(label=_("Sign-in name"), max_length=150, widget=forms.TextInput({"autocomplete": "off"}))
    password = forms.CharField(
        label=_("First password"),
        strip=False,
        help_text=_("12 characters or more. Hand it over in person; the person changes it after signing in."),
        widget=forms.PasswordInput(NEW_PASSWORD),
    )


class PasswordForm(forms.Form):
    """A new password for somebody who cannot sign in."""

    password = forms.CharField(
        label=_("New password"),
        strip=False,
        help_text=_("12 characters or more. Every session of the person ends."),
        widget=forms.PasswordInput(NEW_PASSWORD),
    )


class AppointForm(forms.Form):
    """A role at a unit for a period."""

    unit = forms.ChoiceField(label=_("Unit"))
    role = forms.ChoiceField(
        label=_("Role"), choices=[CHOOSE, *((role.value, label) for role, label in ROLE_LABELS.items())]
    )
    valid_from = forms.DateField(label=_("From"), widget=forms.DateInput)
    valid_until = forms.DateField(
        label=_("Until"), required=False, help_text=_("The first day on which the post is no longer held.")
    )

    def __init__(self, *args: object, units: Iterable[Unit], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on to Django as they are
        _offer(self, "unit", [CHOOSE, *((unit.code, unit.label) for unit in units)])


class EndForm(forms.Form):
    """The day from which a post is no longer held."""

    valid_until = forms.DateField(label=_("Ends on"), help_text=_("The first day on which the post is no longer held."))


class AbsenceForm(forms.Form):
    """Somebody to stand in for the holder of a post."""

    post = forms.TypedChoiceField(label=_("Post"), coerce=int)
    substitute = forms.ChoiceField(label=_("Who stands in"))
    valid_from = forms.DateField(label=_("From"))
    valid_until = forms.DateField(label=_("Back on"), help_text=_("The first day on which the holder is back."))
    reason = forms.CharField(
        label=_("Reason"), max_length=200, required=False, help_text=_("Seen only by those who may see the record.")
    )

    def __init__(self, *args: object, posts: Iterable[Post], people: Iterable[Person], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on to Django as they are
        _offer(self, "post", [(post.pk, _post_label(post)) for post in posts])
        _offer(self, "substitute", [CHOOSE, *((person.username, person.label) for person in people)])


class TokenForm(forms.Form):
    """What an access token is for, what it opens and how long it lives."""

    name = forms.CharField(label=_("What is it for?"), max_length=100)
    scopes = forms.MultipleChoiceField(
        label=_("What may it be used for?"),
        choices=list(SCOPES.items()),
        help_text=_("Choose as little as the program needs. It never has more rights than you."),
        widget=forms.CheckboxSelectMultiple,
    )
    days = forms.TypedChoiceField(label=_("Valid for"), choices=LIFETIMES, coerce=int)


def _offer(form: forms.Form, name: str, choices: Iterable[tuple[object, object]]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = list(choices)


def _post_label(post: Post) -> str:
    words = {"role": post.get_role_display(), "unit": post.unit.label, "person": post.person.label}
    return _("%(role)s, %(unit)s: %(person)s") % words
