"""What is typed of units: entries, names, reorganisations."""

from datetime import date
from typing import Any, Final

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from zeren_platform.organisation.choosing import UnitChoice, offer_units
from zeren_platform.organisation.codes import doubts
from zeren_platform.organisation.models import Alias, Unit

__all__ = [
    "AbolishForm",
    "AliasForm",
    "ChangeForm",
    "EntriesForm",
    "MergeForm",
    "NewUnitForm",
    "RenameForm",
    "SplitForm",
    "SuccessorForm",
    "TreeForm",
]

CHOOSE: Final = ("", _("Choose …"))
CODE_HINT: Final = _("Small letters, digits and hyphens. It never changes.")
well_formed = RegexValidator(r"^[a-z0-9-]+$", CODE_HINT)


class EntriesForm(forms.Form):
    """What is written of a unit beside its names."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Unit.Kind.choices)
    parent = forms.ChoiceField(label=_("Belongs to"), required=False)
    division_code = forms.CharField(
        label=_("Division code"), max_length=12, required=False, help_text=_("As in GB/T 2260, such as 210202.")
    )
    credit_code = forms.CharField(
        label=_("Unified social credit code"),
        max_length=18,
        required=False,
        help_text=_("18 digits and capital letters (GB 32100)."),
    )
    valid_from = forms.DateField(label=_("In being from"), required=False)
    valid_until = forms.DateField(
        label=_("In being until"), required=False, help_text=_("The first day on which the unit is no more.")
    )
    position = forms.IntegerField(
        label=_("Place in the order of the jurisdiction"), min_value=0, max_value=1_000_000, widget=forms.NumberInput
    )

    def __init__(self, *args: Any, parents: UnitChoice, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_units(self, "parent", parents, first=("", _("Nothing: it is the root")))

    def told_doubts(self) -> "EntriesForm":
        """Say beside each code what is doubtful about it; it is kept all the same."""
        # A bound field takes its hint when it is first asked for, so that the fields themselves are not asked here.
        given = self.data if self.is_bound else self.initial
        known = {name: str(given.get(name) or "").strip() for name in ("division_code", "credit_code")}
        for name, words in doubts(**known).items():
            self.fields[name].help_text = str(words)
        return self


class NewUnitForm(forms.Form):
    """A unit that enters the tree."""

    name = forms.CharField(label=_("Name"), max_length=200)
    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=200, required=False)
    code = forms.CharField(label=_("Code"), max_length=60, help_text=CODE_HINT)
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
    credit_code = forms.CharField(
        label=_("Unified social credit code"),
        max_length=18,
        required=False,
        help_text=_("18 digits and capital letters (GB 32100)."),
    )
    valid_from = forms.DateField(label=_("In being from"), required=False)

    def __init__(self, *args: Any, parents: UnitChoice, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_units(self, "parent", parents, first=CHOOSE)


class AliasForm(forms.Form):
    """One more name under which documents speak of a unit."""

    alias = forms.CharField(label=_("Other name"), max_length=200)
    alias_kind = forms.ChoiceField(label=_("Sort of name"), choices=Alias.Kind.choices, initial=Alias.Kind.OTHER)


class ChangeForm(forms.Form):
    """When a reorganisation took effect, and on what it rests."""

    effective_on = forms.DateField(label=_("In effect from"), help_text=_("Today or earlier: enter it on its day."))
    basis = forms.CharField(
        label=_("Decided by"),
        max_length=300,
        required=False,
        help_text=_("The document behind it, such as a plan of institutional reform. It is published."),
    )


class RenameForm(ChangeForm):
    """Another name for a unit from a day on."""

    name = forms.CharField(label=_("Name"), max_length=200)
    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=200, required=False)
    field_order = ("name", "name_zh", "effective_on", "basis")


class AbolishForm(ChangeForm):
    """A unit ends without a successor."""


class MergeForm(ChangeForm):
    """Units go over into one that is known, or into a new one."""

    units = forms.MultipleChoiceField(
        label=_("Units that end"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Units below them go along."),
        error_messages={"required": _("Choose the units that end.")},
    )
    into = forms.ChoiceField(
        label=_("They go over into"), required=False, help_text=_("Left empty, the new unit below takes over.")
    )
    field_order = ("units", "into", "effective_on", "basis")

    def __init__(self, *args: Any, units: UnitChoice, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_units(self, "units", units)
        offer_units(self, "into", units, first=("", _("A new unit, named below")))


class SplitForm(ChangeForm):
    """A unit is divided among others."""

    among = forms.MultipleChoiceField(
        label=_("Known units that take over"), required=False, widget=forms.CheckboxSelectMultiple
    )
    continues = forms.TypedChoiceField(
        label=_("What becomes of the unit itself"),
        choices=[("", _("It ends")), ("yes", _("It goes on, and gives only a part away"))],
        coerce=bool,
        required=False,
        widget=forms.RadioSelect,
    )
    field_order = ("continues", "among", "effective_on", "basis")

    def __init__(self, *args: Any, units: UnitChoice, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_units(self, "among", units)


class SuccessorForm(forms.Form):
    """A new unit that takes over; left empty, there is none."""

    name = forms.CharField(label=_("Name"), max_length=200)
    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=200, required=False)
    code = forms.CharField(label=_("Code"), max_length=60, help_text=CODE_HINT, validators=[well_formed])


class TreeForm(forms.Form):
    """The day on which the tree is looked at."""

    on = forms.DateField(label=_("As of"), required=False)

    def day(self, today: date) -> date:
        """Give the day that was asked for, or today."""
        self.is_valid()
        return self.cleaned_data.get("on") or today
