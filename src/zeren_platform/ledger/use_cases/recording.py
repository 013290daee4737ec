"""Write one record of an act, in the transaction of the act."""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, connection, transaction

from zeren.foundations.canonical import Plain, to_bytes
from zeren.foundations.errors import RefusedError
from zeren.merkle import leaf_hash
from zeren_platform.common.actor import Actor, Standing
from zeren_platform.ledger.events import WITHHELD, Event
from zeren_platform.ledger.models import Outbox, Payload, Record
from zeren_platform.ledger.use_cases.sequencing import sequence_here, sequence_unless_busy

__all__ = ["AlreadyRecordedError", "record"]

BODY_VERSION = 1


class AlreadyRecordedError(RefusedError):
    """There is a record with this uid: the request that names it was carried out before."""

    code = "ledger.already_recorded"


def record(
    *,
    actor: Actor,
    event: Event,
    at: datetime,
    standing: Standing | None = None,
    uid: UUID | None = None,
    withheld: bool = False,
) -> UUID:
    """Record *event* under a unique uid: that of the request, or a new one. Without the row there is no commit.

    Of an act that is *withheld* the body says only its kind, post and day: what it was about stands in the payload.
    ``standing`` is the post in which the actor acts; a body names the post's unit and role, the payload the people.
    On SQLite the number is given here; on PostgreSQL the one sequencer gives it right after the commit.
    """
    uid = uid or actor.request or uuid4()
    key = secrets.token_bytes(32)
    public, private = event.facts(), event.secrets()
    if withheld:
        public, private = {WITHHELD: True}, public | private
    content = _content(actor, private, standing)
    commitment = hmac.new(key, content, hashlib.sha256).hexdigest()
    by = _by(actor, standing)
    body = _body(uid=uid, at=at, by=by, event=event, facts=public, commitment=commitment)
    row = Record(
        uid=uid,
        event=event.code,
        subject=event.subject,
        unit=standing.unit if standing else "",
        recorded_at=at,
        body=body,
        leaf_hash=leaf_hash(body),
    )
    _insert(row)
    Payload.objects.create(record=row, key=key, content=content)
    Outbox.objects.create(record=row)
    if connection.vendor == "postgresql":
        # The act stands once it is committed: what keeps its number from being given now is logged, and the next
        # sequence gives it.
        transaction.on_commit(lambda: sequence_unless_busy(at=at), robust=True)
    else:
        sequence_here(at=at)
    return uid


def _insert(row: Record) -> None:
    try:
        row.save(force_insert=True)
    except IntegrityError as failure:
        # Only the uid of a record is unique: somebody was faster, and what this act wrote goes with its transaction.
        raise AlreadyRecordedError(uid=str(row.uid)) from failure


def _content(actor: Actor, private: Mapping[str, Plain], standing: Standing | None) -> bytes:
    """Write what the record says of people, and of what is confidential."""
    acting_for = standing.acting_for if standing else ""
    return to_bytes({"actor": actor.name, "acting_for": acting_for, "private": dict(private)})


def _by(actor: Actor, standing: Standing | None) -> dict[str, Plain]:
    """Say in which post, not who."""
    unit, role = (standing.unit, standing.role) if standing else ("", "")
    return {"kind": actor.kind, "unit": unit, "role": role}


def _body(
    *, uid: UUID, at: datetime, by: dict[str, Plain], event: Event, facts: Mapping[str, Plain], commitment: str
) -> bytes:
    """Write what is hashed and published: everything but people, to whom it is only committed."""
    return to_bytes(
        {
            "version": BODY_VERSION,
            "uid": str(uid),
            "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
            "event": event.code,
            "subject": event.subject,
            "by": by,
            "facts": dict(facts),
            "commitment": commitment,
        }
    )
