"""One matter, one duty (一事一项): what a clerk decided about two duties that say nearly the same."""

from django.db import models
from django.db.models import Q

__all__ = ["Likeness"]


class Likeness(models.Model):
    """A duty beside one of another register: the same matter, or another one and why."""

    duty = models.ForeignKey(
        "responsibilities.Duty", on_delete=models.CASCADE, related_name="likenesses", db_index=False
    )
    other = models.ForeignKey("responsibilities.Duty", on_delete=models.PROTECT, related_name="+")
    same = models.BooleanField()
    reason = models.TextField(blank=True)
    decided_at = models.DateTimeField()
    decided_by = models.CharField(max_length=100)

    class Meta:
        verbose_name_plural = "likenesses"
        constraints = [
            models.UniqueConstraint(fields=["duty", "other"], name="%(app_label)s_%(class)s_is_decided_once"),
            models.CheckConstraint(
                condition=Q(same=True) | ~Q(reason=""), name="%(app_label)s_%(class)s_differs_for_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.duty_id} {self.other_id}"
