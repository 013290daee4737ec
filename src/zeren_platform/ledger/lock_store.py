"""The last checkpoint that was to be signed, kept apart from the database, changed only by compare-and-swap.

Whoever puts back an old copy of the database, or runs the log twice, meets this store before anything is signed.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from zeren.foundations.errors import RefusedError
from zeren.merkle import Checkpoint
from zeren.merkle.tree import EMPTY_ROOT

__all__ = ["LockStore", "LockStoreError", "LockStoreLostError", "OvertakenError"]

# Seconds in which another process has its turn.
PATIENCE: Final = 10
TABLE: Final = "CREATE TABLE IF NOT EXISTS last_checkpoint (origin TEXT PRIMARY KEY, text TEXT NOT NULL)"


class LockStoreError(RefusedError):
    """The lock store cannot be read or written; ``fault`` is what the system says."""

    code = "ledger.lock_store"


class LockStoreLostError(RefusedError):
    """The lock store is not there, or knows nothing of this log: what was signed last is not known."""

    code = "ledger.lock_store_lost"


class OvertakenError(RefusedError):
    """Another process has signed a checkpoint in the meantime."""

    code = "ledger.overtaken"


class LockStore:
    """A small SQLite file: one line a log, with the text of its last checkpoint."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def begin(self, origin: str) -> None:
        """Put the empty tree of a new log in; what is there stays."""
        empty = Checkpoint(origin=origin, size=0, root=EMPTY_ROOT)
        try:
            self.place.parent.mkdir(parents=True, exist_ok=True)
        except OSError as failure:
            raise LockStoreError(place=str(self.place), fault=failure.strerror) from failure
        with self._opened(mode="rwc") as store:
            store.execute(TABLE)
            store.execute("INSERT OR IGNORE INTO last_checkpoint VALUES (?, ?)", (origin, empty.to_text()))

    def last(self, origin: str) -> Checkpoint:
        """Give the last checkpoint that was to be signed."""
        with self._opened() as store:
            return self._last(store, origin)

    def swap(self, old: Checkpoint, new: Checkpoint) -> None:
        """Put *new* in the place of *old*, if *old* is still there."""
        change = "UPDATE last_checkpoint SET text = ? WHERE origin = ? AND text = ?"
        with self._opened() as store:
            if store.execute(change, (new.to_text(), old.origin, old.to_text())).rowcount != 1:
                raise OvertakenError(origin=old.origin, size=new.size)

    @contextmanager
    def held_at(self, checkpoint: Checkpoint) -> Iterator[None]:
        """Keep everybody else from going on while *checkpoint* is the last one; refuse if it no longer is."""
        with self._opened() as store:
            store.execute("BEGIN IMMEDIATE")
            if self._last(store, checkpoint.origin) != checkpoint:
                raise OvertakenError(origin=checkpoint.origin, size=checkpoint.size)
            yield

    def _last(self, store: sqlite3.Connection, origin: str) -> Checkpoint:
        found = store.execute("SELECT text FROM last_checkpoint WHERE origin = ?", (origin,)).fetchone()
        if found is None:
            raise LockStoreLostError(place=str(self.place), origin=origin)
        return Checkpoint.from_text(found[0])

    @contextmanager
    def _opened(self, *, mode: str = "rw") -> Iterator[sqlite3.Connection]:
        if mode == "rw" and not self.place.exists():
            raise LockStoreLostError(place=str(self.place))
        try:
            address = f"{self.place.resolve().as_uri()}?mode={mode}"
            # Each statement stands by itself; SQLite's own journal and synchronous=FULL are the default.
            with closing(sqlite3.connect(address, uri=True, timeout=PATIENCE, isolation_level=None)) as store:
                yield store
        except sqlite3.Error as failure:
            raise LockStoreError(place=str(self.place), fault=str(failure)) from failure
