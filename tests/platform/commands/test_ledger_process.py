"""``zeren ledger`` as an operator runs it: in processes of its own, which may be killed at any moment."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connection

from zeren.merkle import Checkpoint, SignedNote, TiledTree
from zeren_platform.ledger.log_folder import LogFolder

ZEREN = [sys.executable, "-P", "-c", "import sys; from zeren.cli import main; sys.exit(main())"]
SOURCE = Path(__file__).resolve().parents[3] / "src"
BEGIN = [
    "begin", "--code", "newcity", "--name", "New City",
    "--system-administrator", "sys.one", "Sys One",
    "--security-administrator", "sec.two", "Sec Two",
    "--audit-administrator", "aud.three", "Aud Three",
]  # fmt: skip


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    found = tmp_path_factory.mktemp("installation")
    (found / "data").mkdir()
    return found


@pytest.fixture(scope="module")
def zeren(place):
    if connection.vendor != "sqlite":
        pytest.skip("these processes have a SQLite file of their own; the lane of SQLite runs them")
    environment = {
        **os.environ,
        "PYTHONPATH": str(SOURCE),
        "DJANGO_SETTINGS_MODULE": "zeren_platform.config.settings",
        "ZEREN_DATA": str(place / "data"),
        "ZEREN_DATABASE": "",
    }

    def start(*words):
        return subprocess.Popen(  # noqa: S603 - our own
            [*ZEREN, *map(str, words)], env=environment, cwd=place, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    run(start(*BEGIN))
    run(start("ledger", "keygen", "--origin", "ledger.newcity.example/2026"))
    return start


def run(process):
    told, refused = process.communicate(timeout=60)
    assert (process.returncode, refused) == (0, "")
    return told


def assert_published(folder):
    note = SignedNote.from_bytes(folder.get("checkpoint"))
    checkpoint = Checkpoint.from_text(note.text)
    TiledTree(folder, size=checkpoint.size, root=checkpoint.root).entries(0)
    return checkpoint.size


def test_an_operator_begins_publishes_audits_and_proves(zeren, place):
    told = run(zeren("ledger", "publish"))
    folder = LogFolder(place / "data" / "log")
    assert told.startswith(f"{assert_published(folder)} records")
    assert "stand, numbered without gaps" in run(zeren("ledger", "fsck"))
    entry = TiledTree(folder, size=folder.checkpoint().size, root=folder.checkpoint().root).entries(0)[0]
    uid = entry.decode().partition('"uid":"')[2].partition('"')[0]

    run(zeren("ledger", "prove", uid, "--out", "proof.zip"))

    assert run(zeren("verify", "proof.zip", "--policy", place / "data" / "log" / "policy"))


def test_a_publication_that_is_killed_is_made_good_by_the_next(zeren, place):
    folder = LogFolder(place / "data" / "log")
    for wait in (0.7, 0.9, 1.1):
        killed = zeren("ledger", "publish", "--anew")
        time.sleep(wait)
        killed.send_signal(signal.SIGKILL)
        killed.communicate()
        if folder.get("checkpoint") is not None:
            assert_published(folder)

    run(zeren("ledger", "publish"))

    assert assert_published(folder) == folder.checkpoint().size > 0
    assert "stand" in run(zeren("ledger", "fsck"))
