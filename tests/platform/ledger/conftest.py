"""A log with its key, its lock store and its folder, none of them in the database."""

from dataclasses import dataclass
from datetime import datetime

import pytest
from tests.platform.ledger.factories import NOW

from zeren.merkle import Checkpoint
from zeren.merkle.signatures import SigningKey
from zeren_platform.ledger import key_file
from zeren_platform.ledger.lock_store import LockStore
from zeren_platform.ledger.log_folder import LogFolder
from zeren_platform.ledger.use_cases import publishing

ORIGIN = "ledger.binhai.example/2026"


@dataclass
class Log:
    key: SigningKey
    store: LockStore
    folder: LogFolder

    def publish(self, *, at: datetime = NOW, anew: bool = False):
        return publishing.publish(key=self.key, store=self.store, folder=self.folder, at=at, anew=anew)

    @property
    def last(self) -> Checkpoint:
        return self.store.last(ORIGIN)


@pytest.fixture
def log(db, tmp_path):
    store = LockStore(tmp_path / "elsewhere" / "lock.sqlite3")
    store.begin(ORIGIN)
    key = key_file.make(tmp_path / "keys" / "ledger.key", origin=ORIGIN)
    return Log(key=key, store=store, folder=LogFolder(tmp_path / "log"))
