"""What every page counts, kept beside what is counted: the database itself changes it with the rows (``counting``).

The keys are not checked, as those of the rows that are counted are: a check would wait for whoever holds the edition.
"""

from django.db import models

__all__ = ["FieldCount", "PartCount"]


class PartCount(models.Model):
    """How many parts of one role and state of receipt a unit has in an edition: the sum of the rows that say so.

    There may be several, for nobody waits for a figure that another act is changing (decision 22).
    """

    edition = models.ForeignKey(
        "responsibilities.Edition", on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    unit = models.ForeignKey("organisation.Unit", on_delete=models.CASCADE, related_name="+", db_constraint=False)
    # As an assignment has them.
    role = models.CharField(max_length=20)
    receipt = models.CharField(max_length=10)
    count = models.IntegerField()

    class Meta:
        indexes = [
            # The figure that changes, and those of an edition.
            models.Index(fields=["edition", "unit", "role", "receipt"], name="responsibilities_part_count"),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.unit_id} {self.role} {self.receipt}: {self.count}"


class FieldCount(models.Model):
    """How many duties an edition has in a field, and how many parts of one state of receipt; a sum as well."""

    # Stands where an assignment would name its receipt.
    DUTIES = "duties"

    edition = models.ForeignKey(
        "responsibilities.Edition", on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    field = models.CharField(max_length=100, blank=True)
    # The duties themselves, or the receipt of their parts.
    what = models.CharField(max_length=10)
    count = models.IntegerField()

    class Meta:
        indexes = [
            # The figure that changes, and those of an edition.
            models.Index(fields=["edition", "what", "field"], name="responsibilities_field_count"),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.field} {self.what}: {self.count}"
