"""What people type while units are asked about a draft."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from zeren_platform.organisation.choosing import UnitChoice, offer_units
from zeren_platform.responsibilities.models import Comment, Opinion

__all__ = ["AnswerForm", "CommentForm", "ConsultForm", "EndForm", "OpinionForm"]

# Order 713, article 15, gives the public thirty days; inside consultation is practice of the place.
USUAL_DAYS: Final = 30


class ConsultForm(forms.Form):
    """Until when the units are asked, and the rule that says how long they have."""

    ALL = "all"
    CHANGED = "changed"

    closes_on = forms.DateField(label=_("Answers until"), widget=forms.DateInput(attrs={"type": "date"}))
    least_days = forms.IntegerField(
        label=_("Days that units get at least"),
        min_value=1,
        max_value=365,
        initial=USUAL_DAYS,
        help_text=_("The rule of your place. For the public it is 30 days (State Council Order 713, article 15)."),
    )
    short_reason = forms.CharField(
        label=_("Why there is less time"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Only where the last day comes sooner than the rule says."),
    )
    scope = forms.ChoiceField(
        label=_("Whom to ask"),
        choices=[(ALL, _("Every unit named in the draft")), (CHANGED, _("Only units whose duties changed since"))],
        initial=ALL,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, asked_before: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asked_before:
            del self.fields["scope"]


class EndForm(forms.Form):
    """Why a consultation is broken off, a draft withdrawn, or an edition repealed."""

    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why: the reason stays on the record.")},
    )


class OpinionForm(forms.Form):
    """Whether the unit agrees, and what it says of the whole."""

    stance = forms.ChoiceField(
        label=_("Your unit"),
        choices=[(Opinion.Stance.AGREED, _("Agrees")), (Opinion.Stance.OBJECTED, _("Objects"))],
        error_messages={"required": _("Say whether your unit agrees or objects.")},
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("On the whole"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Say here what concerns the whole draft; comment on a single duty beside it."),
    )


class CommentForm(forms.Form):
    """A remark on one duty, other words for it, or another unit."""

    text = forms.CharField(label=_("Remark"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    proposed_text = forms.CharField(
        label=_("The duty in your words"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Change what should be changed. Left as it is, it proposes nothing."),
    )
    proposed_unit = forms.ChoiceField(
        label=_("Whose duty it is instead"),
        required=False,
        help_text=_("The unit that should have the part of yours; say in the remark which rule gives it to them."),
    )

    def __init__(self, *args: Any, units: UnitChoice, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_units(self, "proposed_unit", units, first=("", _("No other unit")))


class AnswerForm(forms.Form):
    """What becomes of a comment."""

    outcome = forms.ChoiceField(
        label=_("The comment is"),
        choices=[choice for choice in Comment.Outcome.choices if choice[0] != Comment.Outcome.OPEN],
        error_messages={"required": _("Say what becomes of the comment.")},
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("Reply"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What is not taken up, or only in part, needs a reason. The unit reads it."),
    )
