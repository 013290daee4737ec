"""Files that a clerk has put in to be compared with a draft: working papers of an office, no part of any record."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from zeren_platform.common.working import LongWork

__all__ = ["Import", "ImportRow", "RememberedColumns"]


class Import(LongWork):
    """A file laid beside a draft: which table and columns of it count, and what was decided about its names.

    Of a long one, rows are read, and it is applied and taken back, beside the requests.
    """

    class State(models.TextChoices):
        """How far it has come."""

        READING = "reading", _("Being read and compared")
        FAILED = "failed", _("Could not be read")
        CHOOSING = "choosing", _("Columns to be chosen")
        COMPARED = "compared", _("Compared")
        APPLYING = "applying", _("Being applied")
        APPLIED = "applied", _("Applied")
        UNDOING = "undoing", _("Being taken back")
        UNDONE = "undone", _("Undone")

    class Missing(models.TextChoices):
        """What becomes of a duty of the draft whose number the file does not have."""

        KEEP = "keep", _("Keep them in the draft")
        REMOVE = "remove", _("Take them out of the draft")

    class Order(models.TextChoices):
        """In which order the duties stand once the file is applied."""

        DRAFT = "draft", _("As in the draft; what is new comes last")
        FILE = "file", _("As in the file; what it does not have comes last")

    edition = models.ForeignKey("responsibilities.Edition", on_delete=models.CASCADE, related_name="imports")
    file_name = models.CharField(max_length=255)
    format = models.CharField(max_length=10)
    # Of the bytes, which the ledger keeps too.
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    content = models.BinaryField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.CHOOSING)
    begun_at = models.DateTimeField()
    begun_by = models.CharField(max_length=100)
    # What tables the file has: name and number of rows.
    tables = models.JSONField(default=list)
    table = models.PositiveIntegerField(default=0)
    # The names of the columns and, for each, the key of the column of a register that it holds.
    heads = models.JSONField(default=list)
    columns = models.JSONField(default=list)
    missing = models.CharField(max_length=6, choices=Missing.choices, default=Missing.KEEP)
    order = models.CharField(max_length=5, choices=Order.choices, default=Order.DRAFT)
    # How many duties stand in another place among each other in the file than in the draft, where what is new comes
    # last; and how many that the file does not have stand before the last of those that it has.
    moved = models.PositiveIntegerField(default=0)
    displaced = models.PositiveIntegerField(default=0)
    # Key and place of each duty as the draft stood, where applying the file put them in its order.
    order_before = models.JSONField(default=list)
    # Names of the file that mean no unit, and the code of the unit that the clerk says they mean; "" keeps the name.
    units = models.JSONField(default=dict)
    # The names that are still to be settled, and in how many rows each stands.
    unknown = models.JSONField(default=dict)
    # How many rows have which outcome, how many have grave faults ("grave") and how many need a look ("look").
    counts = models.JSONField(default=dict)
    # What the clerk put right, by line of the file; and the lines that are left out.
    mended = models.JSONField(default=dict)
    left_out = models.JSONField(default=list)
    # The draft as it stood when the file was compared with it, and after it was applied (``drafts.state_of``).
    compared_with = models.CharField(max_length=100, blank=True)
    applied_to = models.CharField(max_length=100, blank=True)

    class Meta:
        indexes = [
            # What an office has laid beside a draft, the newest first.
            models.Index(fields=["edition", "-begun_at"], name="responsibilities_imports"),
            # What is old enough to be thrown away.
            models.Index(fields=["begun_at"], name="responsibilities_imports_age"),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.file_name}"

    @property
    def is_waited_for(self) -> bool:
        """It is being read, applied or taken back; nothing can be decided meanwhile."""
        return self.state in {self.State.READING, self.State.APPLYING, self.State.UNDOING}

    @property
    def reorders(self) -> bool:
        """To apply it moves duties that are there: into its order, or behind those that it has."""
        displaced = self.displaced if self.missing == self.Missing.KEEP else 0
        return self.order == self.Order.FILE and bool(self.moved or displaced)


class ImportRow(models.Model):
    """A row of the file, or a duty of the draft that the file does not have."""

    class Outcome(models.TextChoices):
        """What applying the file would do with it."""

        NEW = "new", _("New")
        CHANGED = "changed", _("Changed")
        UNCHANGED = "unchanged", _("Unchanged")
        MISSING = "missing", _("Missing in the file")
        PASSED = "passed", _("No duty")
        LEFT_OUT = "left-out", _("Left out")

    class Rank(models.IntegerChoices):
        """How much a row needs to be looked at, the most first."""

        FAULTY = 0
        DOUBTFUL = 1
        CHANGING = 2
        SETTLED = 3

    file = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows", db_index=False)
    position = models.PositiveIntegerField()
    # Where it stands in the file; null for a duty that the file does not have.
    line = models.PositiveIntegerField(null=True)
    cells = models.JSONField(default=list)
    # The heading of the rows among which it stands.
    group = models.CharField(max_length=100, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    # Why it is no duty (``sifting.Passed``).
    passed_as = models.CharField(max_length=10, blank=True)
    number = models.CharField(max_length=100, blank=True)
    # The duty of the draft; no key of the database, since applying may take it out.
    duty = models.BigIntegerField(null=True)
    # What would stand then: everything of a new duty, of another only what changes.
    said = models.JSONField(default=dict)
    # What stands now of a duty that would change or go: enough to put it back.
    before = models.JSONField(default=dict)
    # What is wrong or worth a look; a grave fault keeps the file from being applied.
    faults = models.JSONField(default=list)
    # Follows from the outcome and the faults.
    rank = models.PositiveSmallIntegerField(choices=Rank.choices, default=Rank.CHANGING)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["file", "position"], name="%(app_label)s_%(class)s_has_its_place"),
        ]
        indexes = [
            # The rows of one outcome in the order of the file.
            models.Index(fields=["file", "outcome", "position"], name="responsibilities_import_rows"),
            # What needs a look, grave faults first.
            models.Index(fields=["file", "rank", "position"], name="responsibilities_import_ranks"),
            # Numbers that stand twice.
            models.Index(fields=["file", "number"], name="responsibilities_import_number"),
        ]

    def __str__(self) -> str:
        return f"{self.file_id} {self.position}"

    @property
    def grave(self) -> bool:
        """A grave fault keeps the file from being applied."""
        return self.rank == self.Rank.FAULTY

    def take_rank(self) -> None:
        """Say how much it needs to be looked at."""
        grave = any(fault["grave"] for fault in self.faults)
        settled = self.outcome in {self.Outcome.UNCHANGED, self.Outcome.PASSED, self.Outcome.LEFT_OUT}
        plain = self.Rank.SETTLED if settled else self.Rank.CHANGING
        self.rank = self.Rank.FAULTY if grave else self.Rank.DOUBTFUL if self.faults else plain


class RememberedColumns(models.Model):
    """Which columns an office said that the heads of a table hold, so that it says so once."""

    unit = models.ForeignKey("organisation.Unit", on_delete=models.CASCADE, related_name="+")
    # SHA-256 of the heads (``columns.fingerprint``).
    heads = models.CharField(max_length=64)
    columns = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "heads"], name="%(app_label)s_%(class)s_is_remembered_once"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.heads}"
