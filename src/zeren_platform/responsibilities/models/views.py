"""How people look at a list of duties: kept under a name, for themselves or for their office."""

from django.db import models
from django.db.models import Q

from zeren_platform.responsibilities.models.registers import Register

__all__ = ["SavedView"]


class SavedView(models.Model):
    """Filters, order, groups and columns of a list under a name; no official fact, so the ledger holds none of it."""

    register = models.ForeignKey(Register, on_delete=models.CASCADE, related_name="views")
    owner = models.ForeignKey("organisation.Person", on_delete=models.CASCADE, related_name="+")
    # The office whose people see it too; null where it is the owner's alone.
    unit = models.ForeignKey("organisation.Unit", on_delete=models.CASCADE, null=True, related_name="+")
    name = models.CharField(max_length=80)
    # What stands behind the question mark of the list's address.
    query = models.CharField(max_length=2000, blank=True)
    # The owner's list opens so.
    is_default = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["register", "owner", "name"], name="%(app_label)s_%(class)s_is_named_once"),
            models.UniqueConstraint(
                fields=["register", "owner"],
                condition=Q(is_default=True),
                name="%(app_label)s_%(class)s_is_the_only_default",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.register_id} {self.name}"
