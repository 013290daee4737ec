"""Units in a tree, people, the posts they hold, and who stands in for whom."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from zeren_platform.common.actor import ADMINISTRATORS, Role

__all__ = [
    "AccessToken",
    "Alias",
    "Delegation",
    "FormerState",
    "KeptAnswer",
    "Person",
    "Post",
    "Succession",
    "Unit",
]

ROLE_LABELS = {
    Role.CLERK: _("Supervision clerk"),
    Role.OFFICER: _("Responsible officer"),
    Role.HEAD: _("Head of unit"),
    Role.LEADER: _("City leader"),
    Role.INSPECTOR: _("Inspector"),
    Role.AUDITOR: _("Auditor"),
    Role.EVALUATOR: _("Evaluator"),
    Role.DEPUTY: _("Deputy"),
    Role.SYSTEM_ADMINISTRATOR: _("System administrator"),
    Role.SECURITY_ADMINISTRATOR: _("Security administrator"),
    Role.AUDIT_ADMINISTRATOR: _("Audit administrator"),
}


class Unit(models.Model):
    """A body that can answer for a duty; units form one tree."""

    class Kind(models.TextChoices):
        """What sort of body a unit is."""

        CITY = "city", _("Jurisdiction")
        PARTY = "party", _("Party body")
        JUDICIAL = "judicial", _("Court or procuratorate")
        DEPARTMENT = "department", _("Department")
        DISTRICT = "district", _("District or county")
        NEW_AREA = "new-area", _("New area")
        TOWN = "town", _("Town or street")

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    name_zh = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    # "/binhai/hechuan/": codes from the root, so that a subtree is one prefix and never a list of ids.
    path = models.CharField(max_length=500, unique=True)
    # Order among all units of the tree as the jurisdiction lists them.
    position = models.PositiveIntegerField(default=0)
    division_code = models.CharField(max_length=12, blank=True)
    credit_code = models.CharField(max_length=18, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    # The first day on which the unit is no more.
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(path__startswith="/") & Q(path__endswith="/"), name="%(app_label)s_%(class)s_path_is_whole"
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True) | Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
                name="%(app_label)s_%(class)s_ends_after_it_begins",
            ),
        ]
        indexes = [
            # The list of units in the jurisdiction's order.
            models.Index(fields=["position", "id"], name="organisation_unit_order"),
            # A name in a document or a form is looked up here, in either language.
            models.Index(fields=["name"], name="organisation_unit_name"),
            models.Index(fields=["name_zh"], name="organisation_unit_name_zh"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The unit's name in the reader's language."""
        return self.name_zh if self.name_zh and (get_language() or "").startswith("zh") else self.name

    @property
    def subject(self) -> str:
        """How the ledger names this row."""
        return f"unit:{self.code}"


class Alias(models.Model):
    """Another name under which documents speak of a unit: short, former or foreign."""

    class Kind(models.TextChoices):
        """What sort of name it is."""

        OTHER = "other", _("Other name")
        SHORT = "short", _("Short name")
        FORMER = "former", _("Former name")

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.OTHER)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "name"], name="%(app_label)s_%(class)s_is_said_once"),
        ]
        indexes = [
            # A name in a document is looked up here.
            models.Index(fields=["name"], name="organisation_alias_name"),
        ]

    def __str__(self) -> str:
        return self.name


class FormerState(models.Model):
    """What a unit was called and where it stood until a day; what it is now stands on the unit itself."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="former_states", db_index=False)
    name = models.CharField(max_length=200)
    name_zh = models.CharField(max_length=200, blank=True)
    parent = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    # The first day on which this no longer held.
    valid_until = models.DateField()

    class Meta:
        indexes = [
            # The names of a day.
            models.Index(fields=["unit", "valid_until", "id"], name="organisation_former_states"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} until {self.valid_until}"


class Succession(models.Model):
    """What became of a unit in a reorganisation: one row for each that takes over from it, or one without any."""

    class Kind(models.TextChoices):
        """How it came about."""

        MERGED = "merged", pgettext_lazy("reorganisation", "Merged")
        SPLIT = "split", pgettext_lazy("reorganisation", "Split")
        ABOLISHED = "abolished", pgettext_lazy("reorganisation", "Abolished")

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="inheritances")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    effective_on = models.DateField()
    # The decision behind it, such as the document of a plan of institutional reform.
    basis = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "successor", "effective_on"], name="%(app_label)s_%(class)s_is_told_once"
            ),
            models.CheckConstraint(
                condition=Q(kind="abolished", successor__isnull=True)
                | (~Q(kind="abolished") & Q(successor__isnull=False)),
                name="%(app_label)s_%(class)s_names_a_successor_or_none",
            ),
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | ~Q(successor=F("unit")),
                name="%(app_label)s_%(class)s_is_of_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.kind} {self.successor_id}"


class Person(AbstractUser):
    """Somebody who can sign in; what they may do comes from their posts alone."""

    first_name = None  # type: ignore[assignment]  # one name, as written
    last_name = None  # type: ignore[assignment]
    name = models.CharField(max_length=100)
    name_zh = models.CharField(max_length=100, blank=True)

    objects: ClassVar[UserManager["Person"]] = UserManager()  # type: ignore[assignment]

    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    # The posts of a day, where they were read together with the person (``queries.person_in_posts``).
    held: tuple[date, list[tuple[Any, ...]]] | None = None

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The person's name in the reader's language."""
        return self.name_zh if self.name_zh and (get_language() or "").startswith("zh") else self.name

    @property
    def name_on_record(self) -> str:
        """The person's name in the language of the installation, whoever reads: a record is written once."""
        return self.name_zh if self.name_zh and settings.LANGUAGE_CODE.startswith("zh") else self.name

    def get_full_name(self) -> str:
        """Give the name, as Django's own pages ask for it."""
        return self.label

    @property
    def subject(self) -> str:
        """How the ledger names this row."""
        return f"person:{self.pk}"


class Post(models.Model):
    """A person in a role at a unit for a period; the right extends over the unit's subtree."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts")
    role = models.CharField(max_length=30, choices=[(role.value, label) for role, label in ROLE_LABELS.items()])
    valid_from = models.DateField()
    # The first day on which the post is no longer held.
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "unit", "role"],
                condition=Q(valid_until__isnull=True),
                name="%(app_label)s_%(class)s_is_held_once",
            ),
            # GB/T 22239-2019: system, security and audit administration are apart.
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(valid_until__isnull=True, role__in=sorted(ADMINISTRATORS)),
                name="%(app_label)s_%(class)s_keeps_administrators_apart",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="%(app_label)s_%(class)s_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role} {self.unit_id}"

    @property
    def subject(self) -> str:
        """How the ledger names this row."""
        return f"post:{self.pk}"


class Delegation(models.Model):
    """Somebody stands in for the holder of a post during an absence; both names go on the record."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="delegations")
    substitute = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="substitutions")
    valid_from = models.DateField()
    # The first day on which the holder is back.
    valid_until = models.DateField()
    reason = models.CharField(max_length=200, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__gt=F("valid_from")), name="%(app_label)s_%(class)s_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.substitute_id} for post {self.post_id}"

    @property
    def subject(self) -> str:
        """How the ledger names this row."""
        return f"delegation:{self.pk}"


class AccessToken(models.Model):
    """A program that acts for a person through the API; only the hash of the secret is kept."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="access_tokens")
    name = models.CharField(max_length=100)
    # SHA-256 of a 256-bit random secret: a slow hash would add nothing.
    digest = models.CharField(max_length=64, unique=True)
    # Scopes with a space between (``organisation.scopes``).
    scopes = models.CharField(max_length=1000)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    # To within some minutes: not every request writes.
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(scopes=""), name="%(app_label)s_%(class)s_opens_something"),
        ]

    def __str__(self) -> str:
        return f"{self.name} of {self.person_id}"

    @property
    def scope_list(self) -> list[str]:
        """What it may be used for."""
        return self.scopes.split()

    @property
    def subject(self) -> str:
        """How the ledger names this row."""
        return f"access-token:{self.pk}"


class KeptAnswer(models.Model):
    """What was answered to a request that named its act by a key; the same request again gets the same answer."""

    # The uid of the act's record in the ledger.
    uid = models.UUIDField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    # SHA-256 of method, address and body: another request with the same key is refused.
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    content = models.BinaryField()
    kept_at = models.DateTimeField()

    class Meta:
        indexes = [
            # The oldest are forgotten.
            models.Index(fields=["kept_at"], name="organisation_answer_age"),
        ]

    def __str__(self) -> str:
        return f"answer to {self.uid}"
