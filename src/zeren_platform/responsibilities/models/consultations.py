"""A consultation (征求意见): every unit named in a draft is asked; it agrees, objects, or stays silent."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

__all__ = ["Comment", "Consultation", "ConsultedDuty", "Opinion"]


class Consultation(models.Model):
    """One asking of the units about one exact state of a draft."""

    edition = models.ForeignKey("responsibilities.Edition", on_delete=models.PROTECT, related_name="consultations")
    number = models.PositiveIntegerField()
    # What was asked about: SHA-256 of the canonical content, in hexadecimal digits.
    digest = models.CharField(max_length=64)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=100)
    # The last day for answers, and how many days the rule gives at least; less needs the reason.
    closes_on = models.DateField()
    least_days = models.PositiveIntegerField()
    short_reason = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=100, blank=True)
    # Why it was broken off before the units had answered.
    broken_off_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="%(app_label)s_%(class)s_is_numbered_once"),
            models.UniqueConstraint(
                fields=["edition"], condition=Q(closed_at__isnull=True), name="%(app_label)s_%(class)s_is_alone_open"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by="", broken_off_reason="")
                | (Q(closed_at__isnull=False) & ~Q(closed_by="")),
                name="%(app_label)s_%(class)s_closed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.number}"

    @property
    def subject(self) -> str:
        """How the ledger names this row."""
        return f"consultation:{self.pk}"


class ConsultedDuty(models.Model):
    """What a duty said when the units were asked, so that a later change shows."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="duties", db_index=False)
    # Null once the clerk took the duty out of the draft.
    duty = models.ForeignKey("responsibilities.Duty", on_delete=models.SET_NULL, null=True, related_name="+")
    position = models.PositiveIntegerField()
    number = models.CharField(max_length=30)
    # Canonical JSON, whose bytes went into the digest of the consultation.
    content = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["consultation", "number"], name="%(app_label)s_%(class)s_is_numbered_once"),
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id} {self.number}"


class Opinion(models.Model):
    """What a unit that was asked holds of the draft; silence is not consent and is shown as silence."""

    class Stance(models.TextChoices):
        """Whether the unit agrees."""

        SILENT = "silent", _("No answer")
        AGREED = "agreed", _("Agrees")
        OBJECTED = "objected", _("Objects")

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="opinions", db_index=False)
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    stance = models.CharField(max_length=10, choices=Stance.choices, default=Stance.SILENT)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["consultation", "unit"], name="%(app_label)s_%(class)s_is_asked_once"),
            models.CheckConstraint(
                condition=Q(stance="silent", answered_at__isnull=True, answered_by="")
                | (~Q(stance="silent") & Q(answered_at__isnull=False) & ~Q(answered_by="")),
                name="%(app_label)s_%(class)s_given_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id} {self.unit_id} {self.stance}"


class Comment(models.Model):
    """A unit's remark on one duty or on the whole; withdrawn by its unit perhaps, never deleted."""

    class Outcome(models.TextChoices):
        """What became of it (采纳情况)."""

        OPEN = "open", _("Not yet answered")
        ADOPTED = "adopted", _("Taken up")
        PARTLY = "partly", _("Taken up in part")
        NOT_ADOPTED = "not-adopted", _("Not taken up")

    opinion = models.ForeignKey(Opinion, on_delete=models.PROTECT, related_name="comments")
    # Null where it speaks of the whole, or once the duty was taken out; then the number still says which it was.
    duty = models.ForeignKey("responsibilities.Duty", on_delete=models.SET_NULL, null=True, related_name="+")
    duty_number = models.CharField(max_length=30, blank=True)
    text = models.TextField(blank=True)
    # Other words for the duty, and another unit in place of the one that comments.
    proposed_text = models.TextField(blank=True)
    proposed_unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=100)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=100, blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, default=Outcome.OPEN)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="", proposed_text="", proposed_unit__isnull=True),
                name="%(app_label)s_%(class)s_says_something",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_by="")),
                name="%(app_label)s_%(class)s_withdrawn_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(outcome="open", answered_at__isnull=True, answered_by="")
                | (~Q(outcome="open") & Q(answered_at__isnull=False) & ~Q(answered_by="")),
                name="%(app_label)s_%(class)s_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=["partly", "not-adopted"], answer=""),
                name="%(app_label)s_%(class)s_not_taken_up_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.opinion_id} {self.duty_number}"

    @property
    def subject(self) -> str:
        """How the ledger names this row."""
        return f"comment:{self.pk}"
