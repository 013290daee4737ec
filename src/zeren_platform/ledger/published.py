"""What everybody may know of the ledger as a whole: how far it reaches, and the root that vouches for it."""

from dataclasses import dataclass
from datetime import datetime

from zeren_platform.ledger.models import TreeHead

__all__ = ["PublicHead", "head"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicHead:
    """The tree over all acts: the state of everything that is published changes only with it."""

    size: int
    root: str
    made_at: datetime | None


def head() -> PublicHead:
    """Give the present tree; one query."""
    found = TreeHead.objects.order_by("-size").values_list("size", "root", "made_at").first()
    if found is None:
        return PublicHead(size=0, root="", made_at=None)
    size, root, made_at = found
    return PublicHead(size=size, root=bytes(root).hex(), made_at=made_at)
