"""Write one record of an act, in the transaction of the act."""

import hashlib
import hmac
import secrets
from datetime import UTC, datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, connection, transaction

from zeren.foundations.canonical import to_bytes
from zeren.foundations.errors import RefusedError
from zeren.merkle import leaf_hash
from zeren_platform.common.actor import Actor, Standing
from zeren_platform.ledger.events import Event
from zeren_platform.ledger.models import Outbox, Payload, Record
from zeren_platform.ledger.use_cases.sequencing import sequence_here, sequence_unless_busy

__all__ = ["AlreadyRecordedError", "record"]

BODY_VERSION = 1


class AlreadyRecordedError(RefusedError):
    """There is a record with this uid: the request that names it was carried out before."""

    code = "ledger.already_recorded"


def record(
    *, actor: Actor, event: Event, at: datetime, standing: Standing | None = None, uid: UUID | None = None
) -> UUID:
    """Record *event* under a unique uid: that of the request, or a new one. Without the row there is no commit.

    ``standing`` is the post in which the actor acts; a body names the post's unit and role, the payload the people.
    On SQLite the number is given here; on PostgreSQL the one sequencer gives it right after the commit.
    """
    named = uid or actor.request
    uid = named or uuid4()
    key = secrets.token_bytes(32)
    content = _content(actor, event, standing)
    commitment = hmac.new(key, content, hashlib.sha256).hexdigest()
    body = _body(uid=uid, at=at, actor=actor, event=event, standing=standing, commitment=commitment)
    row = Record(
        uid=uid,
        event=event.code,
        subject=event.subject,
        unit=standing.unit if standing else "",
        recorded_at=at,
        body=body,
        leaf_hash=leaf_hash(body),
    )
    try:
        row.save(force_insert=True)
    except IntegrityError as failure:
        if named is None:
            raise
        # Nothing else of a record is unique: somebody was faster, and what this act wrote goes with its transaction.
        raise AlreadyRecordedError(uid=str(uid)) from failure
    Payload.objects.create(record=row, key=key, content=content)
    Outbox.objects.create(record=row)
    if connection.vendor == "postgresql":
        # The act stands once it is committed: what keeps its number from being given now is logged, and the next
        # sequence gives it.
        transaction.on_commit(lambda: sequence_unless_busy(at=at), robust=True)
    else:
        sequence_here(at=at)
    return uid


def _content(actor: Actor, event: Event, standing: Standing | None) -> bytes:
    """Write what the record says of people."""
    acting_for = standing.acting_for if standing else ""
    return to_bytes({"actor": actor.name, "acting_for": acting_for, "private": event.secrets()})


def _body(*, uid: UUID, at: datetime, actor: Actor, event: Event, standing: Standing | None, commitment: str) -> bytes:
    """Write what is hashed and published: everything but people, to whom it is only committed."""
    unit, role = (standing.unit, standing.role) if standing else ("", "")
    return to_bytes(
        {
            "version": BODY_VERSION,
            "uid": str(uid),
            "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
            "event": event.code,
            "subject": event.subject,
            "by": {"kind": actor.kind, "unit": unit, "role": role},
            "facts": event.facts(),
            "commitment": commitment,
        }
    )
