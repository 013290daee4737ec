"""Official acts as facts, without anybody's name: for feeds of what has changed."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from zeren_platform.ledger.events import wording
from zeren_platform.ledger.models import Record

__all__ = ["Act", "newest_acts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One record by what its body says; ``key`` grows with every act."""

    key: int
    uid: str
    at: datetime
    event: str
    subject: str
    title: str
    facts: Mapping[str, object]


def newest_acts(*, events: Collection[str], before: int, size: int) -> list[Act]:
    """Give up to *size* acts of these kinds, the newest first, from before the key *before* (0: from now)."""
    rows = Record.objects.filter(event__in=events).order_by("-id")
    told = (rows.filter(pk__lt=before) if before else rows)[:size]
    return [_act(*columns) for columns in told.values_list("pk", "uid", "recorded_at", "event", "subject", "body")]


def _act(key: int, uid: object, at: datetime, event: str, subject: str, body: bytes | memoryview) -> Act:
    facts = json.loads(bytes(body))["facts"]
    return Act(key=key, uid=str(uid), at=at, event=event, subject=subject, title=wording(event, facts), facts=facts)
