"""What the ledger's tests record: an event of their own, by people with names that are easy to find."""

from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar

from django.db import connection, transaction

from zeren_platform.common.actor import Actor, Role, Standing
from zeren_platform.ledger import triggers
from zeren_platform.ledger.events import Event
from zeren_platform.ledger.use_cases import recording

NOW = datetime(2026, 11, 23, 1, 2, 3, 456, tzinfo=UTC)
SUBJECT = "example:1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened(Event):
    """Something happened, for a reason that may name people."""

    code: ClassVar[str] = "example.thing.happened"
    sentence: ClassVar[str] = "%(thing)s happened."
    private: ClassVar[frozenset[str]] = frozenset({"reason"})

    thing: str = "Something"
    reason: str = ""


def clerk(*, acting_for=""):
    held = Standing(role=Role.CLERK, unit="eco", path="/binhai/eco/", acting_for=acting_for)
    return Actor(kind="person", name="Sun Xiaomei", person_id=1, standings=(held,))


def record(*, actor=None, at=NOW, uid=None, subject=SUBJECT, **facts):
    """Record as an act does, in a transaction of its own."""
    actor = actor or clerk()
    with transaction.atomic():
        return recording.record(
            actor=actor, event=Happened(subject=subject, **facts), at=at, standing=actor.standings[0], uid=uid
        )


class ChangedMindError(Exception):
    """Ends an act after it has recorded."""


def refused_record(**facts):
    """Record, then let the act fail."""
    with suppress(ChangedMindError), transaction.atomic():
        record(**facts)
        raise ChangedMindError


@contextmanager
def as_superuser():
    """Take the triggers away and the checks of keys with them, as somebody with every right can."""
    _execute(triggers.drop(connection.vendor))
    yield
    _execute(triggers.create(connection.vendor))


def _execute(statements):
    # PostgreSQL changes no table while a check of keys is still to be made in it.
    connection.check_constraints()
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
