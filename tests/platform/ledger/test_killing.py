"""A process that is killed while it publishes loses nothing; its half-made files are in nobody's way."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection
from tests.platform.ledger.test_publishing import assert_whole, record_some

from zeren.merkle import TiledTree

ROOT = Path(__file__).parents[3]
PROGRAM = Path(__file__).with_name("publish_and_die.py")


def killed(log, tmp_path, step, number):
    """Publish in a process that is killed there, on the same database; SQLite's in memory is copied for it."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        name = str(tmp_path / "rows.sqlite3")
        with closing(sqlite3.connect(name)) as copy:
            connection.connection.backup(copy)
    places = [log.folder.place, log.store.place, tmp_path / "keys" / "ledger.key"]
    command = [sys.executable, "-P", PROGRAM, name, *places, step, number]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    return subprocess.run(  # noqa: S603 - our own
        [*map(str, command)], env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(("step", "number"), [("fsync", 2), ("swap", 1), ("swapped", 1), ("held_at", 1)])
def test_a_process_that_is_really_killed_loses_nothing(committed, log, tmp_path, step, number):
    record_some(3)
    log.publish()
    record_some(4)

    done = killed(log, tmp_path, step, number)

    assert (done.returncode, done.stderr) == (-signal.SIGKILL, "")
    published = log.folder.checkpoint()
    assert published.size in {3, 7}
    TiledTree(log.folder, size=published.size, root=published.root).entries(0)
    log.publish()
    assert_whole(log)
    assert log.last.size == 7
