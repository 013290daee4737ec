"""A served installation and another process beside it, on one SQLite database."""

import os
import sqlite3
import subprocess
import sys
import time
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from zeren_platform.commands import server
from zeren_platform.ledger.use_cases import publishing

SRC = Path(__file__).parents[3] / "src"
START = "import sys; from zeren.cli import main; sys.exit(main())"
# Long enough for a busy machine; a server that never answers fails the test.
PATIENCE = 60


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """An installation that migrated its database and then began to serve it; give its address, its database and its process."""
    place = tmp_path_factory.mktemp("installation")
    port, database = server.free_port(), place / "zeren.sqlite3"
    environment = {
        **{name: found for name, found in os.environ.items() if not name.startswith(("ZEREN_", "DJANGO_", "COV"))},
        "PYTHONPATH": str(SRC),
        "ZEREN_DATA": str(place),
        "ZEREN_DATABASE": f"sqlite:///{database}",
        "ZEREN_SECRET_KEY": "only-for-this-test-" + "x" * 50,
        "ZEREN_SECURE": "no",
        "ZEREN_HOSTS": "127.0.0.1",
    }
    command = [sys.executable, "-P", "-c", START, "serve", "--migrate", "--port", str(port)]
    with subprocess.Popen(command, env=environment) as process:  # noqa: S603 - our own
        try:
            yield _answering(f"http://127.0.0.1:{port}/", process), database, process.pid
        finally:
            process.terminate()


def _answering(address, process):
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(address):  # noqa: S310 - our own
                return address
        except OSError:
            time.sleep(0.2)
    pytest.fail("the installation does not answer")


def come_and_go(database):
    """Read the database in another process, which closes it like every reader."""
    reader = (
        "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('SELECT count(*) FROM sqlite_master').fetchone()"
    )
    subprocess.run([sys.executable, "-c", reader, str(database)], check=True)  # noqa: S603 - our own


def is_log_there(database):
    """Whoever closes a database last takes its log away; while it is in use, that must be nobody."""
    return Path(f"{database}-wal").exists()


def test_a_reader_that_comes_and_goes_leaves_the_served_database_whole(served):
    _address, database, _parent = served

    come_and_go(database)

    assert is_log_there(database)


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="only Linux tells which files a process has open")
def test_no_worker_inherits_an_open_database(served):
    _address, _database, parent = served

    assert [found for found in Path(f"/proc/{parent}/fd").iterdir() if "sqlite3" in str(found.readlink())] == []


def test_settling_keeps_the_locks_of_this_process(tmp_path, monkeypatch):
    database = tmp_path / "city.sqlite3"
    monkeypatch.setitem(connection.settings_dict, "NAME", str(database))
    with closing(sqlite3.connect(database, isolation_level=None)) as held:
        held.executescript("PRAGMA journal_mode=WAL; CREATE TABLE unit (code TEXT)")

        publishing._settle_database()
        come_and_go(database)

        assert is_log_there(database)
