"""The index of everything that can be found: derived from the rows of the slices, made anew from them at any time."""

from typing import Final

from django.db import models

from zeren_platform.search.kinds import Kind
from zeren_platform.search.lexemes import GramsField

__all__ = ["IN_FORCE", "NONE", "OVER", "SearchEntry", "SearchState"]

# The number before that of the first record.
NONE: Final = -1
# The standing of what is in force, and of what has ended or was taken into a register.
IN_FORCE: Final = 0
OVER: Final = 2


class SearchEntry(models.Model):
    """One thing that can be found; the row itself stays in its slice, and is named by kind and key."""

    kind = models.CharField(max_length=10, choices=Kind.choices)
    key = models.CharField(max_length=80)
    title = models.CharField(max_length=500, blank=True)
    text = models.TextField(blank=True)
    where = models.CharField(max_length=500, blank=True)
    # Letters and figures alone, for what is asked for exactly.
    number = models.CharField(max_length=120, blank=True)
    standing = models.PositiveSmallIntegerField()
    # It is seen by those who read this edition, read this document and oversee this unit, as far as they are said.
    edition = models.BigIntegerField(null=True)
    document = models.BigIntegerField(null=True)
    path = models.CharField(max_length=500, blank=True)
    grams = GramsField()

    class Meta:
        verbose_name_plural = "search entries"
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="%(app_label)s_%(class)s_stands_once"),
        ]
        indexes = [
            # What is in force first: a frequent word is read in this order until a page is full.
            models.Index(fields=["standing", "id"], name="search_searchentry_order"),
            # A number or a code, exactly.
            models.Index(fields=["number"], name="search_searchentry_number"),
            # The entries of an edition, which change together.
            models.Index(fields=["edition"], name="search_searchentry_edition"),
            models.Index(fields=["document"], name="search_searchentry_document"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"

    @property
    def is_over(self) -> bool:
        """It is no longer in force, or a register holds it by now."""
        return self.standing == OVER


class SearchState(models.Model):
    """How far the index has followed the ledger; one row."""

    # The number of the last record whose act the index knows.
    record = models.BigIntegerField(default=NONE)

    def __str__(self) -> str:
        return f"{self.record}"
