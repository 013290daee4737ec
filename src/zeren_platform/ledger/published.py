"""What everybody may know of the ledger as a whole: how far it reaches, and the root that vouches for it."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.db.models import Exists, Subquery

from zeren_platform.ledger.models import Outbox, TreeHead

__all__ = ["PublicHead", "head", "named_state", "state_now"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicHead:
    """The tree over all acts: the state of everything that is published changes only with it."""

    size: int
    root: str
    made_at: datetime | None
    # Names the state of everything that acts write, for ``common.memory``: empty before the first act, and while the
    # tree does not hold an act that is done.
    state: str = ""


def head() -> PublicHead:
    """Give the present tree; one query."""
    rows = TreeHead.objects.order_by("-size").annotate(waiting=Exists(Outbox.objects.all()))
    found = rows.values_list("size", "root", "made_at", "waiting").first()
    if found is None:
        return PublicHead(size=0, root="", made_at=None)
    size, root, made_at, waiting = found
    written = bytes(root).hex()
    return PublicHead(size=size, root=written, made_at=made_at, state="" if waiting else written)


@cache
def state_now() -> Subquery:
    """Give the same state as a part of another read, so that it costs no query of its own; see ``named_state``."""
    whole = TreeHead.objects.filter(~Exists(Outbox.objects.all()))
    return Subquery(whole.order_by("-size").values("root")[:1])


def named_state(found: bytes | memoryview | None) -> str:
    """Name the state as ``head`` does from what the database gave for ``state_now``."""
    return "" if found is None else bytes(found).hex()
