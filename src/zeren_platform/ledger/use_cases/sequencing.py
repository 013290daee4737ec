"""Number the waiting records without gaps and grow the tree over them: one sequencer at a time."""

from datetime import datetime
from typing import Final

from django.db import connection, transaction

from zeren.merkle import Frontier
from zeren_platform.ledger.models import Leaf, Outbox, TreeHead

__all__ = ["sequence", "sequence_here"]

# The advisory lock of the sequencer; any number will do as long as it stays the same.
LOCK: Final = 0x7A6572656E  # "zeren"


@transaction.atomic(durable=True)
def sequence(*, at: datetime) -> int:
    """Give every waiting record its number, in a transaction of its own; return how many."""
    return sequence_here(at=at)


def sequence_here(*, at: datetime) -> int:
    """Give every waiting record its number, in the present transaction; return how many."""
    _take_turn()
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
