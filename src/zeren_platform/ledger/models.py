"""The rows of the ledger. It refers to nothing outside itself: subjects and units are text, not keys."""

from django.db import models
from django.db.models import Q

__all__ = ["Leaf", "Outbox", "Payload", "Record", "TreeHead"]


class Record(models.Model):
    """One official act, written in the transaction of the act; append-only by trigger."""

    uid = models.UUIDField(unique=True)
    event = models.CharField(max_length=80)
    # "kind:key" of what the act was done to; what else it touched can be derived from there.
    subject = models.CharField(max_length=120)
    unit = models.CharField(max_length=60, blank=True)
    recorded_at = models.DateTimeField()
    # Canonical JSON without personal data: exactly the bytes that are hashed and published.
    body = models.BinaryField()
    leaf_hash = models.BinaryField(max_length=32)

    class Meta:
        indexes = [
            # The time line of a subject.
            models.Index(fields=["subject", "id"], name="ledger_record_story"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(event=""), name="%(app_label)s_%(class)s_has_an_event"),
            models.CheckConstraint(condition=~Q(subject=""), name="%(app_label)s_%(class)s_has_a_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.subject} {self.uid}"


class Payload(models.Model):
    """What a record says of people, with the key of its commitment; erasing this row keeps every proof."""

    record = models.OneToOneField(Record, on_delete=models.PROTECT, primary_key=True, related_name="payload")
    key = models.BinaryField(max_length=32)
    # Canonical JSON: the actor's name, for whom they stood in, and the event's private fields.
    content = models.BinaryField()

    def __str__(self) -> str:
        return f"payload of {self.record_id}"


class Outbox(models.Model):
    """A record that has no number yet; the sequencer takes it out."""

    record = models.OneToOneField(Record, on_delete=models.PROTECT, primary_key=True, related_name="+")

    def __str__(self) -> str:
        return f"waiting {self.record_id}"


class Leaf(models.Model):
    """The number of a record: its index in the tree, from 0, without gaps; append-only by trigger."""

    number = models.BigIntegerField(primary_key=True)
    record = models.OneToOneField(Record, on_delete=models.PROTECT, related_name="leaf")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(number__gte=0), name="%(app_label)s_%(class)s_counts_from_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.number}"


class TreeHead(models.Model):
    """The RFC 6962 tree at one size, with the right edge that lets it grow; append-only by trigger."""

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField(max_length=32)
    # Roots of the perfect subtrees from left to right, 32 bytes each: at most 64 of them.
    frontier = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="%(app_label)s_%(class)s_is_not_empty"),
        ]

    def __str__(self) -> str:
        return f"tree of {self.size}"
