"""The index of everything that can be found: derived from the rows of the slices, made anew from them at any time."""

from typing import Final

from django.db import models

from zeren_platform.search.kinds import Kind

__all__ = ["IN_FORCE", "NONE", "OVER", "IndexedEdition", "SearchEntry", "SearchState"]

# The number before that of the first record.
NONE: Final = -1
# The standing of what is in force, and of what has ended or was taken into a register.
IN_FORCE: Final = 0
OVER: Final = 2


class SearchEntry(models.Model):
    """One thing that can be found; the row itself stays in its slice, and is named by kind and key."""

    kind = models.CharField(max_length=10, choices=Kind.choices)
    key = models.CharField(max_length=80)
    # The key of a duty as a number: its edition is taken in in this order.
    row = models.BigIntegerField(null=True)
    title = models.CharField(max_length=500, blank=True)
    text = models.TextField(blank=True)
    where = models.CharField(max_length=500, blank=True)
    # Letters and figures alone, for what is asked for exactly.
    number = models.CharField(max_length=120, blank=True)
    standing = models.PositiveSmallIntegerField()
    # Everybody sees it; else those who read this edition, read this document and oversee this unit, as far as they
    # are said.
    is_open = models.BooleanField()
    edition = models.BigIntegerField(null=True)
    document = models.BigIntegerField(null=True)
    path = models.CharField(max_length=500, blank=True)
    # The tokens of its words, and the signs by which the index is narrowed, with a space between them.
    grams = models.TextField()

    class Meta:
        verbose_name_plural = "search entries"
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="%(app_label)s_%(class)s_stands_once"),
        ]
        indexes = [
            # A number or a code, exactly; what is in force first.
            models.Index(fields=["number", "standing", "id"], name="search_searchentry_number"),
            # The duties of an edition, which change together.
            models.Index(fields=["edition", "row"], name="search_searchentry_edition"),
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
    # The day on which units stand as the index says: they begin and end on days, and not by an act.
    day = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.record}"


class IndexedEdition(models.Model):
    """An edition whose duties are in the index, or are being taken in, some with each search."""

    edition = models.BigIntegerField(unique=True)
    register = models.BigIntegerField(db_index=True)
    # What its duties say of whether they are in force.
    standing = models.PositiveSmallIntegerField()
    # The key of the last duty that was taken in; nothing where all are in.
    after = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            # Those that wait, which every search asks for.
            models.Index(fields=["after"], name="search_indexededition_waits", condition=models.Q(after__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.edition}"
