"""Parts that went over from a unit to its successor."""

from django.db import models
from django.db.models import F, Q

__all__ = ["CarriedPart"]


class CarriedPart(models.Model):
    """A part that went over: what the former holder had, and had answered, stays readable."""

    duty = models.ForeignKey(
        "responsibilities.Duty", on_delete=models.CASCADE, related_name="carried_parts", db_index=False
    )
    former_unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+", db_index=False)
    # A role and a receipt as an assignment has them.
    role = models.CharField(max_length=20)
    # Both had a part, which became one: of the stronger role.
    joined = models.BooleanField(default=False)
    # What the former holder had answered.
    receipt = models.CharField(max_length=10)
    reason = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=100, blank=True)
    # The day of the reorganisation, and the moment at which the clerk carried the part over.
    effective_on = models.DateField()
    carried_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(former_unit=F("unit")), name="%(app_label)s_%(class)s_goes_to_another"),
            models.CheckConstraint(
                condition=Q(receipt="awaiting", answered_at__isnull=True, answered_by="")
                | (~Q(receipt="awaiting") & Q(answered_at__isnull=False) & ~Q(answered_by="")),
                name="%(app_label)s_%(class)s_answered_by_somebody",
            ),
        ]
        indexes = [
            # Who held a part of a duty before.
            models.Index(fields=["duty", "carried_at", "id"], name="responsibilities_carried"),
        ]

    def __str__(self) -> str:
        return f"{self.duty_id} {self.former_unit_id} to {self.unit_id}"
