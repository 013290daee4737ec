"""What was answered to requests that named their acts: no acts themselves, and kept for a day."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from zeren_platform.organisation.models import KeptAnswer

__all__ = ["KEPT_FOR", "keep"]

KEPT_FOR: Final = timedelta(days=1)


def keep(*, uid: UUID, person_id: int, fingerprint: str, status: int, content: bytes, at: datetime) -> None:
    """Keep an answer under the key of its request, and forget those that are older than a day."""
    KeptAnswer.objects.filter(kept_at__lt=at - KEPT_FOR).delete()
    row = KeptAnswer(uid=uid, person_id=person_id, fingerprint=fingerprint, status=status, content=content, kept_at=at)
    # A request that records no act may come twice at once; one answer is enough.
    KeptAnswer.objects.bulk_create([row], ignore_conflicts=True)
