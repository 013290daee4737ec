"""What people type on the pages of the registers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Self

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from zeren_platform.common.points import points_entry
from zeren_platform.organisation.choosing import ListedUnits, UnitChoice, code_in, offer_units
from zeren_platform.responsibilities.models import Assignment, Duty, Edition, Register
from zeren_platform.responsibilities.queries import DutyFilter, FilterChoices, choices_of
from zeren_platform.responsibilities.web.days import days_offered
from zeren_platform.ui.offered import Offered

__all__ = [
    "AdoptForm",
    "DutyFilterForm",
    "DutyForm",
    "Narrowing",
    "PartForm",
    "ReasonForm",
    "ReassignForm",
    "RegisterForm",
    "TakeInForm",
    "offer",
]

Choices = Iterable[tuple[str, Any]]
FIRST = ("words", "field", "unit", "role", "receipt", "fault")
SAID_OF_A_LIST = ("words", "field", "unit", "role", "receipt", "due", "level", "cycle", "points")


class DutyFilterForm(forms.Form):
    """Narrow the list of duties."""

    words = forms.CharField(label=_("Words"), required=False, widget=forms.TextInput(attrs={"type": "search"}))
    field = forms.ChoiceField(label=_("Field"), required=False)
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    role = forms.ChoiceField(label=_("Role"), required=False)
    receipt = forms.ChoiceField(label=_("Receipt"), required=False)
    due = forms.ChoiceField(label=_("Due"), required=False)
    level = forms.ChoiceField(label=_("Level"), required=False)
    cycle = forms.ChoiceField(label=_("Cycle"), required=False)
    points = forms.ChoiceField(label=_("Points"), required=False)
    fault = forms.ChoiceField(label=_("Faults"), required=False)

    def __init__(self, *args: Any, choices: "Narrowing", is_draft: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = choices.found.keys
        offered = {**_same_for_all(get_language()), "field": choices.field}
        offered["due"] = _days(get_language(), str(self.data.get("due") or ""), timezone.localdate())
        for name, kept in offered.items():
            offer(self, name, kept)
        if choices.unit:
            offer(self, "unit", choices.unit)
        else:
            offer_units(self, "unit", ListedUnits(choices.found.units))
        del self.fields["receipt" if is_draft else "fault"]

    @property
    def first(self) -> list[forms.BoundField]:
        """Give what is narrowed by most."""
        return [bound for bound in self if bound.name in FIRST]

    @property
    def further_used(self) -> bool:
        """Say whether any of the rest narrows the list now."""
        return any(self.data.get(bound.html_name) for bound in self.further)

    @property
    def further(self) -> list[forms.BoundField]:
        """Give the rest."""
        return [bound for bound in self if bound.name not in FIRST]

    @staticmethod
    def asked(query: QueryDict) -> QueryDict:
        """Name the unit by its code alone, as links to the list do."""
        said = query.get("unit", "")
        if code_in(said) == said:
            return query
        asked = query.copy()
        asked["unit"] = code_in(said)
        return asked

    def chosen(self, *, whole: bool) -> DutyFilter:
        """Give what was chosen; a value that is not offered narrows nothing."""
        self.is_valid()
        found = {name: self.cleaned_data.get(name, "") for name in SAID_OF_A_LIST}
        fault = self.cleaned_data.get("fault")
        key = self.keys.get(found["unit"])
        return DutyFilter(**found, unit_key=key, no_lead=fault == "no-lead", faulty=fault == "any", whole=whole)


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """What the list of one edition can be narrowed to, as its form offers it in the reader's language."""

    found: FilterChoices
    field: Offered
    # Nothing where they are too many to be looked through: then a unit is typed.
    unit: Offered | None

    @classmethod
    def of(cls, found: FilterChoices) -> Self:
        """Offer what was *found*."""
        named = [(name, f"{name} ({found.counts.get(name, 0)})") for name in found.fields]
        listed = ListedUnits(found.units).listed
        return cls(
            found=found,
            field=Offered([("", _("All fields")), *named]),
            unit=Offered([("", _("All units")), *listed]) if listed else None,
        )

    @classmethod
    def in_edition(cls, edition: Edition) -> Self:
        """Offer what there is in an edition."""
        return cls.of(choices_of(edition))


@lru_cache(maxsize=8)
def _same_for_all(_language: str | None) -> dict[str, Offered]:
    """Offer what is the same in every list, in one language."""
    return {
        "role": Offered([("", _("Any role")), *Assignment.Role.choices]),
        "receipt": Offered([("", _("Any receipt")), *Assignment.Receipt.choices]),
        "fault": Offered([("", _("With or without")), ("any", _("Any fault")), ("no-lead", _("No lead"))]),
        "level": Offered([("", _("Any level")), *Duty.Level.choices, ("none", _("Not said"))]),
        "cycle": Offered([("", _("Any cycle")), *Duty.Cycle.choices, ("none", _("Not said"))]),
        "points": Offered([("", _("With or without")), ("yes", _("With points")), ("no", _("Without points"))]),
    }


@lru_cache(maxsize=64)
def _days(_language: str | None, asked: str, on: date) -> Offered:
    return Offered(days_offered(asked, on=on))


class RegisterForm(forms.Form):
    """A new register."""

    title = forms.CharField(label=_("Title"), max_length=300)
    kind = forms.ChoiceField(label=_("Kind"), choices=Register.Kind.choices)
    unit = forms.ChoiceField(label=_("Kept by"))
    code = forms.SlugField(
        label=_("Code"),
        max_length=80,
        help_text=_("Stands in addresses, such as ecology-2026: letters, digits and hyphens. It never changes."),
    )
    confidential = forms.BooleanField(
        label=_("Confidential"),
        required=False,
        help_text=_(
            "Read only by those who oversee its unit; a unit reads the duties that name it. Nothing of it is public, "
            "and the ledger keeps no words of it. This never changes."
        ),
    )

    def __init__(self, *args: Any, units: UnitChoice, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_units(self, "unit", units)


class TakeInForm(RegisterForm):
    """Where accepted proposals go: into a draft that is there, or into a new register."""

    NEW = "new"

    draft = forms.ChoiceField(label=_("Put them into"), widget=forms.RadioSelect)
    field_order = ("draft", "title", "kind", "unit", "code")

    def __init__(self, *args: Any, drafts: Sequence[Edition], units: UnitChoice, **kwargs: Any) -> None:
        super().__init__(*args, units=units, **kwargs)
        held = [(str(draft.pk), _("The draft of %(title)s") % {"title": draft.register.title}) for draft in drafts]
        offer(self, "draft", [*held, (self.NEW, _("A new register"))])
        if self.is_bound and self.data.get("draft") not in {None, "", self.NEW}:
            for name in ("title", "kind", "unit", "code"):
                self.fields[name].required = False


class AdoptForm(forms.Form):
    """Who adopted the edition, and from when it is in force."""

    adopted_by = forms.CharField(
        label=_("Adopted by"),
        max_length=300,
        help_text=_("The body or meeting, such as: Third executive meeting of 2026."),
    )
    effective_from = forms.DateField(
        label=_("In force from"),
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("A later day is kept: until then the edition is adopted and binds nobody."),
    )
    receipt_due_on = forms.DateField(
        label=_("Units sign by"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Who has not signed after this day is shown as late."),
    )
    despite_reason = forms.CharField(
        label=_("Why it is adopted all the same"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only where something stands against it. The reason is shown on the edition for ever."),
    )


class ReasonForm(forms.Form):
    """Why a unit holds that a duty is not its own."""

    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Which rule or plan of posts says that the duty is another unit's? The clerk decides on it."),
    )


class ReassignForm(forms.Form):
    """To whom a declined part of a duty goes, and why."""

    unit = forms.ChoiceField(label=_("Assign to"))
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, units: UnitChoice, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Whoever declined is not chosen for want of a choice.
        offer_units(self, "unit", units, first=("", _("Choose a unit")))


class DutyForm(forms.Form):
    """What a duty of a draft says; its units stand in rows below."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    number = forms.CharField(
        label=_("Number"), max_length=30, required=False, help_text=_("Left empty, the next free number is given.")
    )
    title = forms.CharField(label=_("Title"), max_length=200, required=False)
    text = forms.CharField(label=_("Duty"), widget=forms.Textarea(attrs={"rows": 5}))
    field = forms.CharField(label=_("Field"), max_length=100, required=False)
    basis = forms.CharField(label=_("Basis"), widget=forms.Textarea(attrs={"rows": 2}), required=False)
    target = forms.CharField(label=_("Target"), widget=forms.Textarea(attrs={"rows": 2}), required=False)
    targets = forms.CharField(
        label=_("Target figures"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=_(
            "One to a line: indicator | figure with its unit | period, as in “days of good air | ≥ 290 days | 2026”. "
            "Signs are = ≈ ≥ ≤ > <, a range is 5–6, and ↔ says in step with what."
        ),
    )
    deadline = forms.CharField(
        label=_("Time limit"), max_length=200, required=False, help_text=_("As the source says it: by the end of June.")
    )
    due_on = forms.DateField(
        label=_("Due on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The last day, where the time limit fixes one."),
    )
    cycle = forms.ChoiceField(label=_("Cycle"), choices=[("", _("Not said")), *Duty.Cycle.choices], required=False)
    level = forms.ChoiceField(
        label=_("Who answers for it in the unit"), choices=[("", _("Not said")), *Duty.Level.choices], required=False
    )
    points = points_entry()
    scoring_rule = forms.CharField(label=_("Scoring rule"), widget=forms.Textarea(attrs={"rows": 2}), required=False)
    evidence = forms.CharField(
        label=_("What shows that it was done"), widget=forms.Textarea(attrs={"rows": 2}), required=False
    )
    no_lead_stated = forms.BooleanField(label=_("The source says that nobody leads"), required=False)
    open_set = forms.BooleanField(label=_("The source names further units without listing them"), required=False)


class PartForm(forms.Form):
    """One unit with its role; without a unit the row says nothing."""

    # As the source names it, where that means no unit of the organisation.
    name = forms.CharField(widget=forms.HiddenInput, required=False)
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    role = forms.ChoiceField(label=_("Role"), choices=Assignment.Role.choices, initial=Assignment.Role.SUPPORT)
    dropped = forms.BooleanField(label=_("This names no unit: leave it out"), required=False)

    def __init__(self, *args: Any, units: UnitChoice, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_units(self, "unit", units, first=("", "–"))


def offer(form: forms.Form, name: str, choices: Choices) -> None:
    """Offer *choices* in a field of one form."""
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices if isinstance(choices, Offered) else list(choices)
