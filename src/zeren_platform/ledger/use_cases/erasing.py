"""Erase what a record says of people (个人信息保护法 art. 47); the record, its number and every proof stay."""

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from zeren.foundations.errors import InvalidInputError, RefusedError
from zeren_platform.common.actor import Actor
from zeren_platform.common.problems import NotFoundError
from zeren_platform.ledger import permissions
from zeren_platform.ledger.events import PayloadErased
from zeren_platform.ledger.models import Payload, Record
from zeren_platform.ledger.use_cases import recording

__all__ = ["AlreadyErasedError", "ReasonNeededError", "erase"]


class AlreadyErasedError(RefusedError):
    """There are no names and reasons any more."""

    code = "ledger.already_erased"


class ReasonNeededError(InvalidInputError):
    """Nothing is erased without saying why."""

    code = "ledger.reason_needed"


@transaction.atomic(durable=True)
def erase(*, actor: Actor, uid: UUID, reason: str, now: datetime) -> None:
    """Delete the payload and the key of a record, and record that; the reason is a private fact of that record."""
    standing = permissions.require_erase(actor)
    if not reason.strip():
        raise ReasonNeededError(field="reason")
    if not Record.objects.filter(uid=uid).exists():
        raise NotFoundError(uid=str(uid))

    _overwrite_what_is_deleted()
    # Of two who erase at once only one has deleted a row.
    if not Payload.objects.filter(record__uid=uid).delete()[0]:
        raise AlreadyErasedError(uid=str(uid))
    event = PayloadErased(subject=f"record:{uid}", uid=str(uid), reason=reason.strip())
    recording.record(actor=actor, event=event, at=now, standing=standing)


def _overwrite_what_is_deleted() -> None:
    """Let SQLite write zeros over the deleted row; PostgreSQL does away with it at its next vacuum."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")
