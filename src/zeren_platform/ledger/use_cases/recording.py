"""Write one record of an act, in the transaction of the act."""

import hashlib
import hmac
import secrets
from datetime import datetime
from uuid import UUID, uuid4

from django.db import connection, transaction

from zeren.foundations.canonical import to_bytes
from zeren.merkle import leaf_hash
from zeren_platform.common.actor import Actor, Standing
from zeren_platform.ledger.events import Event
from zeren_platform.ledger.models import Outbox, Payload, Record
from zeren_platform.ledger.use_cases.sequencing import sequence, sequence_here

__all__ = ["record"]

BODY_VERSION = 1


def record(
    *, actor: Actor, event: Event, at: datetime, standing: Standing | None = None, uid: UUID | None = None
) -> UUID:
    """Record *event* under a new unique uid; without the row there is no commit.

    ``standing`` is the post in which the actor acts; a body names the post's unit and role, the payload the people.
    On SQLite the number is given here; on PostgreSQL the one sequencer gives it right after the commit.
    """
    uid = uid or uuid4()
    key = secrets.token_bytes(32)
    unit = standing.unit if standing else ""
    content = to_bytes(
        {"actor": actor.name, "acting_for": standing.acting_for if standing else "", "private": event.secrets()}
    )
    body = to_bytes(
        {
            "version": BODY_VERSION,
            "uid": str(uid),
            "at": at.isoformat(timespec="microseconds"),
            "event": event.code,
            "subject": event.subject,
            "by": {"kind": actor.kind, "unit": unit, "role": standing.role if standing else ""},
            "facts": event.facts(),
            "commitment": hmac.new(key, content, hashlib.sha256).hexdigest(),
        }
    )
    row = Record.objects.create(
        uid=uid,
        event=event.code,
        subject=event.subject,
        unit=unit,
        recorded_at=at,
        body=body,
        leaf_hash=leaf_hash(body),
    )
    Payload.objects.create(record=row, key=key, content=content)
    Outbox.objects.create(record=row)
    if connection.vendor == "postgresql":
        transaction.on_commit(lambda: sequence(at=at))
    else:
        sequence_here(at=at)
    return uid
