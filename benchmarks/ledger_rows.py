"""Record, publish, audit and prove for a benchmark of the ledger; imported when Django is set up."""

import contextlib
import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

from django.db import connection, transaction

from zeren.merkle import Frontier
from zeren.merkle.signatures import SigningKey
from zeren_platform.common.actor import Actor
from zeren_platform.ledger import key_file, proving
from zeren_platform.ledger.auditing import audit
from zeren_platform.ledger.events import PayloadErased
from zeren_platform.ledger.lock_store import LockStore
from zeren_platform.ledger.log_folder import LogFolder
from zeren_platform.ledger.models import Leaf, Outbox, Record
from zeren_platform.ledger.use_cases import publishing
from zeren_platform.ledger.use_cases.recording import record
from zeren_platform.ledger.use_cases.sequencing import sequence

__all__ = ["Made"]

ACTOR = Actor.system("benchmark")
ORIGIN = "benchmark.example/1"


class RolledBackError(Exception):
    """An act that fails after it has recorded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """A log that is published, audited and proved."""

    key: SigningKey
    store: LockStore
    folder: LogFolder

    def publish(self) -> None:
        publishing.publish(key=self.key, store=self.store, folder=self.folder, at=datetime.now(UTC))

    def audit(self) -> None:
        audit(checkpoints=[self.store.last(ORIGIN)], folder=self.folder)

    def bundle(self, uid: UUID) -> bytes:
        return proving.bundle(uid=uid, folder=self.folder)


class Made:
    """The ledger of an installation that was just made."""

    def __init__(self) -> None:
        self.stand, self._lock = 0, threading.Lock()

    def execute(self, statement: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)

    def pragma(self, name: str) -> object:
        return self._one(f"PRAGMA {name}")

    def shown(self, name: str) -> object:
        return self._one(f"SHOW {name}")

    def act(self, *, fails: bool = False) -> None:
        """Record as an act does: in a transaction of its own."""
        with contextlib.suppress(RolledBackError), transaction.atomic():
            self._record()
            self._end(fails=fails)

    def act_under_lock(self, *, fails: bool = False) -> None:
        """Write the same rows, and grow a tree under a lock that is held until the commit is on the disk."""
        with contextlib.suppress(RolledBackError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT size, root FROM locked_head FOR UPDATE")
            size, edge = cursor.fetchone()
            self._record()
            tree = Frontier.from_bytes(size=size, hashes=bytes(edge)).append(bytes(32))
            cursor.execute("UPDATE locked_head SET size = %s, root = %s", [tree.size, tree.to_bytes()])
            # The sequencer is not what is measured here.
            connection.run_on_commit.clear()
            self._end(fails=fails)

    def _end(self, *, fails: bool) -> None:
        if fails:
            raise RolledBackError
        with self._lock:
            self.stand += 1

    def fill(self, count: int) -> None:
        """Record many at once; they are numbered together."""
        with transaction.atomic():
            for _ in range(count):
                self._record()

    def bodies(self) -> tuple[int, list[bytes]]:
        found = [bytes(body) for body in Leaf.objects.order_by("number").values_list("record__body", flat=True)]
        return len(found), found

    def uids(self, count: int) -> list[UUID]:
        return list(Record.objects.order_by("uid").values_list("uid", flat=True)[:count])

    def log(self, place: Path) -> Log:
        store = LockStore(place / "lock.sqlite3")
        store.begin(ORIGIN)
        return Log(key=key_file.make(place / "key", origin=ORIGIN), store=store, folder=LogFolder(place / "log"))

    def number_all(self) -> None:
        """Leave nothing waiting from what was measured before."""
        sequence(at=datetime.now(UTC))

    def checked(self) -> str:
        """Say whether everything that stands has its number, and nothing else has."""
        self.number_all()
        found = audit()
        waiting = Outbox.objects.count()
        if (found.size, waiting, Record.objects.count()) != (self.stand, 0, self.stand):
            return f"WRONG: {self.stand} acts stand, {found.size} numbered, {waiting} wait"
        return f"{found.size} acts stand, all numbered without gaps, none lost or doubled, {found.heads} trees"

    def close(self) -> None:
        connection.close()

    def _record(self) -> None:
        event = PayloadErased(subject="record:benchmark", uid=str(uuid4()), reason="benchmark")
        record(actor=ACTOR, event=event, at=datetime.now(UTC))

    def _one(self, statement: str) -> object:
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchone()[0]
