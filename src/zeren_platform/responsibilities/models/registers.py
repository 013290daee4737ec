"""A register holds editions, an edition holds duties, a duty is assigned to units that sign for it."""

from typing import Final

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zeren_platform.common.points import PointsField

__all__ = [
    "ADOPTED_STATES",
    "BINDING_STATES",
    "OPEN_STATES",
    "SAID",
    "Assignment",
    "Duty",
    "Edition",
    "Register",
    "UnrecognisedUnit",
]

# All that a duty says beside its number and its units, in the order in which pages and files give it.
SAID: Final = (
    *(
        "title",
        "text",
        "field",
        "level",
        "basis",
        "target",
        "targets",
        "cycle",
        "deadline",
        "due_on",
        "points",
        "scoring_rule",
    ),
    *("evidence", "no_lead_stated", "open_set"),
)


class Register(models.Model):
    """A list of duties of one kind, kept over its editions."""

    class Kind(models.TextChoices):
        """Where the duties come from."""

        RESPONSIBILITY_LIST = "responsibility-list", _("Responsibility list")
        MEETING_DECISIONS = "meeting-decisions", _("Meeting decisions")
        WORK_REPORT = "work-report", _("Work report")
        LIVELIHOOD_PROJECTS = "livelihood-projects", _("Livelihood projects")
        INSPECTION_FINDINGS = "inspection-findings", _("Inspection findings to rectify")
        AUDIT_RECOMMENDATIONS = "audit-recommendations", _("Audit recommendations to carry out")
        OTHER = "other", _("Other")

    code = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=30, choices=Kind.choices)
    title = models.CharField(max_length=300)
    # The office that keeps it; rights over the register are rights over this unit's subtree.
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    # Read only by those who keep it, adopt it, or answer for a part of it.
    confidential = models.BooleanField(default=False)
    opened_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.title

    @property
    def subject(self) -> str:
        """How the ledger names this row."""
        return f"register:{self.pk}"


class Edition(models.Model):
    """One state of a register; once adopted it is never changed, only superseded."""

    class State(models.TextChoices):
        """How far the edition has come."""

        DRAFT = "draft", _("Draft")
        # The units are asked, and nobody changes what they are asked about (征求意见).
        CONSULTATION = "consultation", _("In consultation")
        # A draft that units were asked about and that nobody will adopt.
        WITHDRAWN = "withdrawn", _("Withdrawn")
        # Decided, and waiting for the day on which it comes into force.
        ADOPTED = "adopted", _("Adopted")
        IN_FORCE = "in-force", _("In force")
        SUPERSEDED = "superseded", _("Superseded")
        # Ended by a decision, without a successor (废止).
        REPEALED = "repealed", _("Repealed")

    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    adopted_by = models.CharField(max_length=300, blank=True)
    adopted_at = models.DateTimeField(null=True)
    effective_from = models.DateField(null=True)
    # The first day on which it is no longer in force.
    effective_until = models.DateField(null=True)
    # What was adopted: SHA-256 of the canonical content, in hexadecimal digits.
    digest = models.CharField(max_length=64, blank=True)
    # Until when the units named in it sign for receipt, where the clerk set a day.
    receipt_due_on = models.DateField(null=True)
    # What stood against the adoption all the same, and why it was adopted nevertheless.
    faults_left = models.PositiveIntegerField(default=0)
    unanswered_left = models.PositiveIntegerField(default=0)
    unasked_left = models.PositiveIntegerField(default=0)
    despite_reason = models.TextField(blank=True)
    # Why it was withdrawn, or repealed.
    end_reason = models.TextField(blank=True)
    # How often parts of it went over to another unit: as long as this stays, so does what each unit has of it.
    parts_moved = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["register", "number"], name="%(app_label)s_%(class)s_is_numbered_once"),
            models.UniqueConstraint(
                fields=["register"],
                condition=Q(state__in=["draft", "consultation"]),
                name="%(app_label)s_%(class)s_is_the_only_draft",
            ),
            models.UniqueConstraint(
                fields=["register"], condition=Q(state="in-force"), name="%(app_label)s_%(class)s_is_alone_in_force"
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=["draft", "consultation", "withdrawn"],
                    adopted_at__isnull=True,
                    adopted_by="",
                    effective_from__isnull=True,
                )
                | (
                    ~Q(state__in=["draft", "consultation", "withdrawn"])
                    & Q(adopted_at__isnull=False, effective_from__isnull=False)
                    & ~Q(adopted_by="")
                ),
                name="%(app_label)s_%(class)s_adopted_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(despite_reason="") | Q(faults_left=0, unanswered_left=0, unasked_left=0),
                name="%(app_label)s_%(class)s_adopted_despite_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(end_reason="") | ~Q(state__in=["withdrawn", "repealed"]),
                name="%(app_label)s_%(class)s_ended_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(effective_until__isnull=True) | Q(effective_until__gte=F("effective_from")),
                name="%(app_label)s_%(class)s_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.register_id} {self.number}"

    @property
    def subject(self) -> str:
        """How the ledger names this row."""
        return f"edition:{self.pk}"

    @property
    def lasting(self) -> str:
        """Name what its duties, and the parts of units in them, depend on once it is adopted; nothing before.

        Most acts are signatures, and after one of them nothing of this has to be counted again.
        """
        return f"{self.pk} {self.digest} {self.parts_moved}" if self.is_adopted and self.digest else ""

    @property
    def is_adopted(self) -> bool:
        """A body adopted it: everybody may read it, whatever became of it since."""
        return self.state in ADOPTED_STATES

    @property
    def is_open(self) -> bool:
        """A draft that may still become something: changed now, or again once its consultation is over."""
        return self.state in OPEN_STATES


# What a body adopted is public and stays so.
ADOPTED_STATES: Final = (
    *(Edition.State.ADOPTED, Edition.State.IN_FORCE),
    *(Edition.State.SUPERSEDED, Edition.State.REPEALED),
)
# What binds, or will on its day; the newest of them is the one that a further edition follows.
BINDING_STATES: Final = (Edition.State.ADOPTED, Edition.State.IN_FORCE)
# A draft, whether it can be changed now or its units are being asked about it; a register has one at most.
OPEN_STATES: Final = (Edition.State.DRAFT, Edition.State.CONSULTATION)


class Duty(models.Model):
    """The one kind of obligation: what is to be done, why, and where it says so."""

    class Cycle(models.TextChoices):
        """How often it falls due."""

        CONTINUOUS = "continuous", _("Continuous")
        MONTHLY = "monthly", _("Monthly")
        QUARTERLY = "quarterly", _("Quarterly")
        HALF_YEARLY = "half-yearly", _("Half-yearly")
        YEARLY = "yearly", _("Yearly")
        ONCE = "once", _("Once")

    class Level(models.TextChoices):
        """How high the person stands who answers for it within the unit (党政同责、一岗双责; Changchun 2020-12-28)."""

        PRINCIPAL = "principal", _("Principal leader: first person responsible")
        IN_CHARGE = "in-charge", _("Leader in charge: direct leadership")
        OWN_FIELD = "own-field", _("Other leaders: each in their own field")
        OFFICE = "office", _("Handling office")

    # The composite indexes below begin with it.
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="duties", db_index=False)
    number = models.CharField(max_length=30)
    # Order within the edition; numbers such as "3.10" do not sort as text.
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    field = models.CharField(max_length=100, blank=True)
    basis = models.TextField(blank=True)
    target = models.TextField(blank=True)
    # The figures aimed at, as lines (``sources.targets``), beside the words, which stay the authority.
    targets = models.TextField(blank=True)
    cycle = models.CharField(max_length=12, choices=Cycle.choices, blank=True)
    level = models.CharField(max_length=12, choices=Level.choices, blank=True)
    # Until when, as written; and the last day, where the words fix one.
    deadline = models.CharField(max_length=200, blank=True)
    due_on = models.DateField(null=True, blank=True)
    points = PointsField(null=True, blank=True)
    scoring_rule = models.TextField(blank=True)
    # What shows that it was done, where the source says so (成果形式); never asked for by the program.
    evidence = models.TextField(blank=True)
    # The source says that nobody leads ("按职责分工负责"); then, and only then, a duty has no lead.
    no_lead_stated = models.BooleanField(default=False)
    open_set = models.BooleanField(default=False)
    # The sentence that created it: a span of the document's text. Null for a duty written by hand.
    proposal = models.ForeignKey("sources.Proposal", on_delete=models.PROTECT, null=True, related_name="+")
    # The same duty in the first edition that held it, so that its story goes back to there.
    origin = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    # Counts changes, so that two clerks never overwrite each other.
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name_plural = "duties"
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="%(app_label)s_%(class)s_is_numbered_once"),
            # One matter, one duty; a later edition may hold the same sentence again.
            models.UniqueConstraint(fields=["edition", "proposal"], name="%(app_label)s_%(class)s_is_taken_in_once"),
            models.CheckConstraint(condition=~Q(text=""), name="%(app_label)s_%(class)s_says_something"),
        ]
        indexes = [
            # The list of an edition in its order.
            models.Index(fields=["edition", "position", "id"], name="responsibilities_duty_order"),
            # The list of a field.
            models.Index(fields=["edition", "field", "position"], name="responsibilities_duty_field"),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.number}"

    @property
    def subject(self) -> str:
        """How the ledger names this row."""
        return f"duty:{self.pk}"


class Assignment(models.Model):
    """A unit's part in a duty, and whether it has signed for it."""

    class Role(models.TextChoices):
        """What the unit has to do with it."""

        LEAD = "lead", _("Lead")
        SUPPORT = "support", _("Support")
        TERRITORIAL = "territorial", _("Territorial")
        SUPERVISE = "supervise", _("Supervise")
        VERIFY = "verify", _("Verify")

    class Receipt(models.TextChoices):
        """Whether the unit has signed for it (签收)."""

        AWAITING = "awaiting", _("Awaiting receipt")
        ACCEPTED = "accepted", _("Signed for")
        DECLINED = "declined", _("Declined")

    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="assignments", db_index=False)
    # The duty's own, which never changes: to count what an edition or a unit holds, no duty has to be read.
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+", db_index=False)
    role = models.CharField(max_length=20, choices=Role.choices)
    receipt = models.CharField(max_length=10, choices=Receipt.choices, default=Receipt.AWAITING)
    reason = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=100, blank=True)
    # The earlier edition in which the unit signed for the same part, word for word; null where it was this one.
    signed_in = models.ForeignKey(Edition, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["duty", "unit"], name="%(app_label)s_%(class)s_is_made_once"),
            models.UniqueConstraint(
                fields=["duty"], condition=Q(role="lead"), name="%(app_label)s_%(class)s_leads_alone"
            ),
            models.CheckConstraint(
                condition=Q(receipt="awaiting", answered_at__isnull=True, answered_by="")
                | (~Q(receipt="awaiting") & Q(answered_at__isnull=False) & ~Q(answered_by="")),
                name="%(app_label)s_%(class)s_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(signed_in__isnull=True) | Q(receipt="accepted"),
                name="%(app_label)s_%(class)s_carries_a_signature",
            ),
            models.CheckConstraint(
                condition=~Q(receipt="declined", reason=""), name="%(app_label)s_%(class)s_declined_with_a_reason"
            ),
        ]
        indexes = [
            # What a unit has to do in an edition, by state of receipt and role: the index holds all that is counted.
            models.Index(fields=["unit", "edition", "receipt", "role", "duty"], name="responsibilities_held"),
            # How far an edition is signed, and by which units.
            models.Index(fields=["edition", "receipt", "unit"], name="responsibilities_signed"),
        ]

    def __str__(self) -> str:
        return f"{self.duty_id} {self.role} {self.unit_id}"


class UnrecognisedUnit(models.Model):
    """A name in the source that means no unit of the organisation: a fault of the draft, until a clerk settles it."""

    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="unrecognised")
    name = models.CharField(max_length=300)
    role = models.CharField(max_length=20, choices=Assignment.Role.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["duty", "name"], name="%(app_label)s_%(class)s_is_named_once"),
        ]

    def __str__(self) -> str:
        return f"{self.duty_id} {self.role} {self.name}"
