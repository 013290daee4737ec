"""A document, the meetings and instruments in it, and the proposals read out of it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zeren_platform.common.points import PointsField
from zeren_platform.common.working import LongWork

__all__ = [
    "AgendaItem",
    "Clause",
    "Document",
    "Draft",
    "Instrument",
    "Meeting",
    "Presence",
    "Proposal",
    "ProposedUnit",
    "Upload",
]


class Document(models.Model):
    """What was put in: its text as read, and the hash of the bytes it came as."""

    class Kind(models.TextChoices):
        """What sort of document it is."""

        COMMUNIQUE = "communique", _("Communiqué")
        RESPONSIBILITY_LIST = "responsibility-list", _("Responsibility list")
        POLICY = "policy", _("Policy document")
        OTHER = "other", _("Other document")

    # The office that put it in; rights over the document are rights over this unit's subtree.
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30, choices=Kind.choices)
    title = models.CharField(max_length=500)
    issuer = models.CharField(max_length=300, blank=True)
    document_number = models.CharField(max_length=100, blank=True)
    index_number = models.CharField(max_length=100, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    # As printed ("2021-01-22T16:47"): no page says its time zone.
    published_at = models.CharField(max_length=30, blank=True)
    language = models.CharField(max_length=10)
    file_name = models.CharField(max_length=255, blank=True)
    text = models.TextField()
    # Of the bytes as they came: the same file is not put in twice.
    sha256 = models.CharField(max_length=64, unique=True)
    warnings = models.JSONField(default=list)
    # The earlier edition of the same document; each has one successor at most, so that editions are a chain.
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=100)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True) | ~Q(supersedes=F("id")),
                name="%(app_label)s_%(class)s_is_not_its_own_earlier_edition",
            ),
        ]
        indexes = [
            # The list of documents, newest first.
            models.Index(fields=["-added_at", "-id"], name="sources_document_newest"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def subject(self) -> str:
        """How the ledger names this row."""
        return f"document:{self.pk}"


class Upload(LongWork):
    """A long document that is being read, beside the requests: a working paper and no part of any record."""

    class State(models.TextChoices):
        """How far it has come."""

        READING = "reading", _("Being read")
        FAILED = "failed", _("Could not be read")
        READ = "read", _("Read")

    # What was said of it when it was put in.
    unit = models.ForeignKey("organisation.Unit", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=30, choices=Document.Kind.choices)
    title = models.CharField(max_length=500, blank=True)
    language = models.CharField(max_length=10, blank=True)
    file_name = models.CharField(max_length=255, blank=True)
    sha256 = models.CharField(max_length=64)
    # Empty once it is a document.
    content = models.BinaryField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.READING)
    document = models.ForeignKey(Document, on_delete=models.CASCADE, null=True, related_name="+")
    begun_at = models.DateTimeField()
    begun_by = models.CharField(max_length=100)

    class Meta:
        indexes = [
            # What is old enough to be thrown away; and what an office has put in, the newest first.
            models.Index(fields=["begun_at"], name="sources_upload_age"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.file_name}"

    @property
    def called(self) -> str:
        """What people know it by."""
        return self.title or self.file_name


class Clause(models.Model):
    """A heading, paragraph or item of a document; start and end are offsets into its text."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="clauses")
    position = models.PositiveIntegerField()
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="+")
    kind = models.CharField(max_length=20)
    number = models.CharField(max_length=50, blank=True)
    level = models.PositiveSmallIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "position"], name="%(app_label)s_%(class)s_has_one_place"),
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="%(app_label)s_%(class)s_spans_forward"),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.position} {self.number}"


class Meeting(models.Model):
    """A meeting that the document reports."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="meetings")
    position = models.PositiveIntegerField()
    held_on = models.DateField(null=True)
    body = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=100, blank=True)
    number = models.CharField(max_length=50, blank=True)
    chair = models.CharField(max_length=100, blank=True)
    chair_posts = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.body} {self.held_on}"


class AgendaItem(models.Model):
    """What the meeting did with what: heard, studied, reviewed, adopted …"""  # noqa: D400

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    position = models.PositiveIntegerField()
    verb = models.CharField(max_length=50)
    object = models.TextField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.verb} {self.object}"


class Instrument(models.Model):
    """A document that this document names in quotes or 《》."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="instruments")
    title = models.CharField(max_length=500)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.title


class Proposal(models.Model):
    """A commitment that the reading found, for a clerk to accept, mend or reject."""

    class State(models.TextChoices):
        """Where the decision stands."""

        OPEN = "open", _("To decide")
        ACCEPTED = "accepted", _("Accepted")
        REJECTED = "rejected", _("Rejected")
        MERGED = "merged", _("Merged")

    class Cycle(models.TextChoices):
        """How often it falls due; the same codes as a duty's."""

        CONTINUOUS = "continuous", _("Continuous")
        MONTHLY = "monthly", _("Monthly")
        QUARTERLY = "quarterly", _("Quarterly")
        HALF_YEARLY = "half-yearly", _("Half-yearly")
        YEARLY = "yearly", _("Yearly")
        ONCE = "once", _("Once")

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="proposals")
    clause = models.ForeignKey(Clause, on_delete=models.CASCADE, null=True, related_name="+")
    position = models.PositiveIntegerField()
    # The words of the document: text[start:end]. An edit changes `text` and never these; only a split parts them.
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    title = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    # Who is obliged, in the document's own words, where it names no unit.
    actor_text = models.CharField(max_length=300, blank=True)
    field = models.CharField(max_length=100, blank=True)
    basis = models.TextField(blank=True)
    target = models.TextField(blank=True)
    # The figures that the words aim at, as lines (``sources.targets``); the words stay the authority.
    targets = models.TextField(blank=True)
    cycle = models.CharField(max_length=12, choices=Cycle.choices, blank=True)
    # Until when, as written; and the last day, where the words fix one.
    deadline = models.CharField(max_length=200, blank=True)
    due_on = models.DateField(null=True, blank=True)
    points = PointsField(null=True, blank=True)
    scoring_rule = models.TextField(blank=True)
    # What shows that it was done, where the source says so (成果形式); never asked for by the program.
    evidence = models.TextField(blank=True)
    # "等": the document names some units and leaves the set open.
    open_set = models.BooleanField(default=False)
    # "按职责分工负责": the document says that nobody leads.
    no_lead_stated = models.BooleanField(default=False)
    rule = models.CharField(max_length=100)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    reason = models.TextField(blank=True)
    # The proposal that says the same matter and stays; it keeps the words and the units of this one.
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=100, blank=True)
    # Counts changes, so that two clerks never overwrite each other.
    version = models.PositiveIntegerField(default=1)
    # Who made the last of them, so that the other can be told.
    changed_by = models.CharField(max_length=100, blank=True)
    # Since when a register holds it; from then on it is changed there.
    taken_in_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "position"], name="%(app_label)s_%(class)s_has_one_place"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="%(app_label)s_%(class)s_quotes_something"),
            models.CheckConstraint(
                condition=(Q(state="open", decided_at__isnull=True, decided_by=""))
                | (~Q(state="open") & Q(decided_at__isnull=False) & ~Q(decided_by="")),
                name="%(app_label)s_%(class)s_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="rejected", reason=""), name="%(app_label)s_%(class)s_rejected_with_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(taken_in_at__isnull=True) | Q(state="accepted"),
                name="%(app_label)s_%(class)s_taken_in_once_accepted",
            ),
            models.CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False) | (~Q(state="merged") & Q(merged_into=None)),
                name="%(app_label)s_%(class)s_merged_into_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.position}"

    @property
    def subject(self) -> str:
        """How the ledger names this row."""
        return f"proposal:{self.pk}"

    @property
    def number(self) -> int:
        """What people call it: the first of a document is number 1."""
        return self.position + 1


class ProposedUnit(models.Model):
    """A unit of a proposal: as the document names it, and the unit it was recognised as or assigned."""

    class Role(models.TextChoices):
        """What the unit has to do with it."""

        LEAD = "lead", _("Lead")
        SUPPORT = "support", _("Support")
        TERRITORIAL = "territorial", _("Territorial")
        SUPERVISE = "supervise", _("Supervise")
        VERIFY = "verify", _("Verify")

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="units")
    position = models.PositiveIntegerField()
    # As written; empty when a clerk added the unit.
    name = models.CharField(max_length=300, blank=True)
    role = models.CharField(max_length=20, choices=Role.choices)
    # Null while the name is not recognised: no unit is invented.
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    # The merged proposal that brought the unit along, and takes it away again.
    brought_by = models.ForeignKey(Proposal, on_delete=models.CASCADE, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proposal", "position"], name="%(app_label)s_%(class)s_has_one_place"),
            models.UniqueConstraint(fields=["proposal", "unit"], name="%(app_label)s_%(class)s_is_named_once"),
            models.UniqueConstraint(
                fields=["proposal"], condition=Q(role="lead"), name="%(app_label)s_%(class)s_leads_alone"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.role} {self.name}"


class Draft(models.Model):
    """What somebody typed about a proposal and has not saved; no official act, so the ledger holds none of it."""

    class Form(models.TextChoices):
        """Into which form it was typed."""

        EDIT = "edit"
        SPLIT = "split"
        REJECT = "reject"

    person = models.ForeignKey("organisation.Person", on_delete=models.CASCADE, related_name="+")
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="+")
    form = models.CharField(max_length=10, choices=Form.choices)
    # As a form is sent, with the version that it was typed over.
    typed = models.TextField()
    typed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "proposal", "form"], name="%(app_label)s_%(class)s_is_kept_once_for_a_person"
            ),
        ]
        indexes = [
            # Old ones are forgotten.
            models.Index(fields=["typed_at"], name="sources_draft_typed_at"),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.form}"


class Presence(models.Model):
    """Who has the page of a document open; it expires in seconds and is no official act, so not on the ledger."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("organisation.Person", on_delete=models.CASCADE, related_name="+")
    # The proposal whose form they have open.
    proposal = models.ForeignKey(Proposal, on_delete=models.SET_NULL, null=True, related_name="+")
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "person"], name="%(app_label)s_%(class)s_is_of_one_person"),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.person_id}"
