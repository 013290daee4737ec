"""Number the waiting records without gaps and grow the tree over them: one sequencer at a time."""

from datetime import datetime
from typing import Final

from django.db import connection, transaction

from zeren.merkle import Frontier
from zeren_platform.ledger.models import Leaf, Outbox, TreeHead

__all__ = ["sequence", "sequence_here", "sequence_unless_busy"]

# The advisory lock of the sequencer; any number will do as long as it stays the same.
LOCK: Final = 0x7A6572656E  # "zeren"


@transaction.atomic(durable=True)
def sequence(*, at: datetime) -> int:
    """Give every waiting record its number, in a transaction of its own; return how many."""
    return sequence_here(at=at)


def sequence_unless_busy(*, at: datetime) -> None:
    """Give every waiting record its number, unless somebody else is about it: whoever is looks again afterwards.

    A record that finds the sequencer busy was committed before, so that second look sees it; nothing is left waiting,
    and no act waits for the disk of another.
    """
    while _sequence_if_free(at=at) and Outbox.objects.exists():
        pass


@transaction.atomic(durable=True)
def _sequence_if_free(*, at: datetime) -> bool:
    if not _is_free():
        return False
    _number(at)
    return True


def sequence_here(*, at: datetime) -> int:
    """Give every waiting record its number, in the present transaction; return how many."""
    _take_turn()
    return _number(at)


def _number(at: datetime) -> int:
    waiting = list(Outbox.objects.select_related("record").order_by("record_id"))
    if not waiting:
        return 0
    head = TreeHead.objects.order_by("-size").first()
    tree = Frontier.from_bytes(size=head.size, hashes=bytes(head.frontier)) if head else Frontier()
    leaves = [Leaf(number=number, record_id=row.record_id) for number, row in enumerate(waiting, start=tree.size)]
    tree = tree.extend(bytes(row.record.leaf_hash) for row in waiting)
    Leaf.objects.bulk_create(leaves)
    Outbox.objects.filter(record_id__in=[row.record_id for row in waiting]).delete()
    TreeHead.objects.create(size=tree.size, root=tree.root(), frontier=tree.to_bytes(), made_at=at)
    return len(leaves)


def _take_turn() -> None:
    """Wait for the sequencer's lock; SQLite has only one writer, so its turn is already taken."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _is_free() -> bool:
    """Take the sequencer's lock if nobody has it."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        found = cursor.fetchone()
    return bool(found and found[0])
