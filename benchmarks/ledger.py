"""Measure the ledger of an installation: durable acts against the disk, publication, audit and proofs; writers at once.

    PYTHONPATH=src:. python -P benchmarks/ledger.py [--records 20000] [--acts 300] [--seconds 4]
        [--without-postgresql] [--without-peer]

The database is a SQLite file in a temporary folder under --place, by default the folder of this program, since many
systems keep /tmp in memory. Acts wait for the disk, so they are counted by the clock, and beside them, in turns, how
often the disk itself takes 4 KiB (fdatasync); all else is CPU time, against the two hashes that a record needs.
On PostgreSQL (fsync on) writers at once record through a locked head, and through the outbox with one sequencer, 5 % of
the acts being rolled back; afterwards nothing may be lost, doubled or missing. The writers are threads of one process,
so that Python's lock bounds all of them together.
Last, our trees and pymerkle's grow and prove side by side, in an environment that is made for it and thrown away.
"""

import argparse
import hashlib
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import venv
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
HERE = {
    "DJANGO_SETTINGS_MODULE": "zeren_platform.config.settings",
    "ZEREN_SECRET_KEY": "only-for-benchmarks-" + "x" * 50,
    "ZEREN_SECURE": "no",
}
WRITERS = (1, 8, 32)
ROLLED_BACK = 20  # every twentieth act
PEER = "pymerkle==7.0.0"


def main() -> int:
    """Measure SQLite in this process, PostgreSQL in one that is started with its address."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--records", type=int, default=20_000)
    parser.add_argument("--acts", type=int, default=300)
    parser.add_argument("--seconds", type=float, default=4)
    parser.add_argument("--place", type=Path, default=ROOT)
    parser.add_argument("--without-postgresql", action="store_true")
    parser.add_argument("--without-peer", action="store_true")
    parser.add_argument("--writers", action="store_true", help=argparse.SUPPRESS)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix=".benchmark-", dir=told.place) as place:
        os.environ.update({**HERE, "ZEREN_DATA": place})
        if told.writers:
            return writers(told.seconds)
        sqlite(told, Path(place))
    status = 0 if told.without_postgresql else on_postgresql()
    return status if told.without_peer else status or beside_peer()


def sqlite(told: argparse.Namespace, place: Path) -> None:
    made = prepared()
    print(f"SQLite: journal {made.pragma('journal_mode')}, synchronous {made.pragma('synchronous')} (1 NORMAL, 2 FULL)")
    made.execute("PRAGMA synchronous = FULL")
    durable(made, place, told.acts)
    made.execute("PRAGMA synchronous = NORMAL")
    reading(made, place, told.records)


def durable(made: Any, place: Path, acts: int) -> None:
    """Take turns with the bare disk."""
    disk, ours = [], []
    for _ in range(5):
        disk.append(acts / 5 / clocked(lambda: synced(place / "probe", acts // 5)))
        ours.append(acts / 5 / clocked(lambda: [made.act() for _ in range(acts // 5)]))
    ratio = statistics.median(one / other for one, other in zip(ours, disk, strict=True))
    print(f"fdatasync of 4 KiB: {statistics.median(disk):.0f} a second")
    print(f"durable acts (synchronous FULL): {statistics.median(ours):.0f} a second, {ratio:.2f} of the disk's rate")


def synced(place: Path, times: int) -> None:
    with place.open("wb", buffering=0) as file:
        for _ in range(times):
            file.write(bytes(4096))
            os.fdatasync(file.fileno())


def reading(made: Any, place: Path, records: int) -> None:
    """Fill the ledger, then publish, audit and prove it."""
    began = time.process_time()
    made.fill(records)
    print(f"recorded in one transaction: {records / (time.process_time() - began):.0f} a CPU second")
    size, bodies = made.bodies()
    least = cpu(lambda: hashed(bodies))
    log = made.log(place)
    for what, work in (("published", log.publish), ("audited", log.audit)):
        took = cpu(work)
        print(f"{what}: {size / took:.0f} a CPU second, {took / least:.1f} times the hashing of {size} records")
    print(f"published again, {records // 100} records more: ", end="")
    made.fill(records // 100)
    print(f"{1000 * cpu(log.publish):.0f} ms of CPU")
    uids = made.uids(200)
    print(f"bundles: {len(uids) / cpu(lambda: [log.bundle(uid) for uid in uids]):.0f} a CPU second")


def hashed(bodies: list[bytes]) -> None:
    node = b"\x01" + bytes(64)
    for body in bodies:
        hashlib.sha256(b"\x00" + body).digest()
        hashlib.sha256(node).digest()


def cpu(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def clocked(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def on_postgresql() -> int:
    """Start a server that waits for its disk, and measure there."""
    postgresql = import_module("tools.postgresql")
    # Its other options are those of tests, which need not survive a power cut.
    postgresql.OPTIONS = ("listen_addresses=''", "shared_buffers=64MB")
    try:
        with postgresql.server() as address:
            command = [sys.executable, "-P", __file__, "--writers", *sys.argv[1:]]
            return subprocess.run(command, env={**os.environ, "ZEREN_DATABASE": address}, check=False).returncode
    except postgresql.NoServerError as failure:
        print(f"PostgreSQL: not measured. {failure}")
        return 0


def beside_peer() -> int:
    """Make an environment with pymerkle, measure there, and throw it away."""
    with tempfile.TemporaryDirectory(prefix="benchmark-peer-") as place:
        venv.create(place, with_pip=True)
        program = Path(place) / "bin" / "python"
        install = [program, "-m", "pip", "install", "-q", "--disable-pip-version-check", PEER]
        done = subprocess.run(install, capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"{PEER}: not measured. {done.stderr.strip().splitlines()[-1:]}")
            return 0
        command = [program, "-P", ROOT / "benchmarks" / "ledger_peer.py"]
        return subprocess.run(command, env={**os.environ, "PYTHONPATH": str(ROOT / "src")}, check=False).returncode


def writers(seconds: float) -> int:
    made = prepared()
    print(f"PostgreSQL: fsync {made.shown('fsync')}, synchronous_commit {made.shown('synchronous_commit')}")
    made.execute("CREATE TABLE locked_head (size bigint, root bytea)")
    made.execute("INSERT INTO locked_head VALUES (0, '')")
    for count in WRITERS:
        for name, act in (("locked head", made.act_under_lock), ("outbox and sequencer", made.act)):
            rate, slowest = at_once(made, count, seconds, act)
            print(f"{name}, {count} writers: {rate:.0f} a second, p99 {slowest:.0f} ms")
    print(made.checked())
    return 0


def at_once(made: Any, count: int, seconds: float, act: Callable[..., None]) -> tuple[float, float]:
    """Let *count* threads act until the time is over; give acts that stand a second, and the 99th percentile in ms."""
    made.number_all()
    until = time.perf_counter() + seconds
    took: list[float] = []

    def write() -> None:
        number = 0
        while time.perf_counter() < until:
            number += 1
            fails = number % ROLLED_BACK == 0
            spent = clocked(lambda fails=fails: act(fails=fails))
            if not fails:
                took.append(spent)
        made.close()

    threads = [threading.Thread(target=write) for _ in range(count)]
    elapsed = clocked(lambda: ([one.start() for one in threads], [one.join() for one in threads]))
    return len(took) / elapsed, 1000 * statistics.quantiles(took, n=100)[98]


def prepared() -> Any:
    """Load Django and make the tables."""
    import_module("django").setup()
    import_module("django.core.management").call_command("migrate", verbosity=0)
    return import_module("benchmarks.ledger_rows").Made()


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main())
