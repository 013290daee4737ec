"""What people type on the pages of the organisation."""

from collections.abc import Iterable
from typing import Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zeren_platform.organisation.choosing import UnitChoice, offer_units
from zeren_platform.organisation.models import ROLE_LABELS, Person, Post
from zeren_platform.organisation.scopes import SCOPES

__all__ = [
    "AbsenceForm",
    "AppointForm",
    "EndForm",
    "MoveForm",
    "PasswordForm",
    "PeopleForm",
    "PersonForm",
    "ReasonForm",
    "SettleForm",
    "TokenForm",
    "WordsForm",
]

LIFETIMES: Final = ((30, _("30 days")), (90, _("90 days")), (180, _("180 days")), (365, _("One year")))
CHOOSE: Final = ("", _("Choose …"))
NEW_PASSWORD: Final = {"autocomplete": "new-password"}


class WordsForm(forms.Form):
    """Narrow a list to words in a name."""

    words = forms.CharField(label=_("Search by name"), required=False, widget=forms.TextInput(attrs={"type": "search"}))


class PeopleForm(WordsForm):
    """Narrow the list of people."""

    unit = forms.ChoiceField(label=_("Unit"), required=False)
    role = forms.ChoiceField(
        label=_("Role"),
        required=False,
        choices=[("", _("Any role")), *((role.value, label) for role, label in ROLE_LABELS.items())],
    )
    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[
            ("", _("Everybody with an account")),
            ("none", _("Without a post")),
            ("ending", _("A post ends within 60 days")),
            ("ended-unit", _("A post at a unit that is no more")),
            ("waiting", _("Without a password yet")),
            ("left", _("Accounts that are closed")),
        ],
    )

    def __init__(self, *args: object, units: UnitChoice, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on to Django as they are
        offer_units(self, "unit", units, first=("", _("All units")))


class ReasonForm(forms.Form):
    """Why an account is changed."""

    reason = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("It is recorded, and read only by those who may see the record.")
    )


class MoveForm(forms.Form):
    """The unit to which a post goes, and from when on."""

    unit = forms.ChoiceField(label=_("To the unit"))
    valid_from = forms.DateField(label=_("From"), widget=forms.DateInput)

    def __init__(self, *args: object, units: UnitChoice, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on to Django as they are
        offer_units(self, "unit", units, first=CHOOSE)


class SettleForm(forms.Form):
    """What becomes of all posts at a unit."""

    successor = forms.ChoiceField(
        label=_("The people in them hold the same role at"),
        required=False,
        help_text=_("Without a unit they hold no post here any more."),
    )
    valid_until = forms.DateField(
        label=_("Ends on"), help_text=_("The first day on which the posts are no longer held.")
    )

    def __init__(self, *args: object, units: UnitChoice, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on to Django as they are
        offer_units(self, "successor", units, first=("", _("hold no post here any more")))


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

    def __init__(self, *args: object, units: UnitChoice, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on to Django as they are
        offer_units(self, "unit", units, first=CHOOSE)


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
