"""CPU time of the pages, as multiples of a bare Django view on the same server in the same run.

    .venv/bin/python benchmarks/pages.py [--duties 10000] [--requests 60] [--only list]

A throw-away PostgreSQL holds Binhai and copies of its duties, 10,000 or a million. granian serves the site in one
process, and beside it the bare view. CPU time is that of the server's processes and, for the site, of PostgreSQL's:
read before and after requests over one connection. A page is asked for in rounds, and before each round the bare view:
what is shown is the median of the rounds, so that a machine that is busy for a while spoils none. Queries are counted
in this process. At more than 100,000 duties a page may take three times its budget.
"""

import argparse
import http.client
import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

import psutil

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tools"), str(ROOT / "benchmarks"), str(ROOT)]

import postgresql  # noqa: E402 - tools/ is put on the path by the line above

WARM_UP: Final = 15
ROUNDS: Final = 5
# Asked for before each round.
BARE_REQUESTS: Final = 400
# With more duties than these a page may take so many times its budget.
MANY: Final = 100_000
AT_MANY: Final = 3
HEADS: Final = (
    f"{'page':<40}{'who':<17}{'CPU ms':>8}{'of it DB':>10}{'bare':>7}{'× bare':>8}{'queries':>9}{'of the budget':>15}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measured line."""

    what: str
    who: str
    milliseconds: float
    database: float
    # Of the bare view, at the same time.
    bare: float
    # How many times the bare view.
    times: float
    queries: int
    budget: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A running server and what to count of it."""

    port: int
    web: Callable[[], list[psutil.Process]]
    database: Callable[[], list[psutil.Process]]


def main() -> int:
    """Load, serve, measure, print; fail where a budget is exceeded."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory(prefix="zeren-bench-") as data, postgresql.server() as address:
        describe(data, address)
        # The environment must be there before Django is.
        import rows  # noqa: PLC0415 - it sets Django up, from the environment just described

        say(f"loading Binhai and {arguments.duties:,} duties …")
        scene = rows.load(arguments.duties)
        with (
            served("benchmarks.bare:application", {}) as bare,
            served("zeren_platform.config.wsgi:application", {"ZEREN_DEBUG": "no"}) as site,
        ):
            _send_all(bare, [BARE] * BARE_REQUESTS)
            say(f"\n{arguments.duties:,} duties, {arguments.requests} requests each, {_load()}\n\n{HEADS}")
            figures = []
            for request in scene.requests:
                if arguments.only in f"{request.what}, {request.who}":
                    figures.append(_measure(site, bare, request, arguments, scene))
                    say(_line(figures[-1]))
    return int(any(_is_over(figure) for figure in figures))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--duties", type=int, default=10_000)
    parser.add_argument("--requests", type=int, default=60)
    parser.add_argument("--only", default="", help="measure what has this in its name alone")
    return parser.parse_args()


def _load() -> str:
    """Say how busy the machine is."""
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores" if hasattr(os, "getloadavg") else "load unknown"


def describe(data: str, address: str) -> None:
    """Name the settings of a throw-away installation."""
    Path(data, "static").mkdir()
    os.environ.update(
        DJANGO_SETTINGS_MODULE="zeren_platform.config.settings",
        ZEREN_DATA=data,
        ZEREN_DATABASE=address,
        ZEREN_SECRET_KEY=secrets.token_urlsafe(64),
        ZEREN_SECURE="no",
    )


@contextmanager
def served(application: str, environment: dict[str, str]) -> Iterator[Site]:
    """Run granian with one worker and one thread, as on a small machine."""
    from zeren_platform.commands.server import free_port  # noqa: PLC0415 - on the path since the start of this run

    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--workers", "1", "--blocking-threads", "1", "--no-access-log", "--log-level", "error", application]
    path = f"{ROOT}{os.pathsep}{ROOT / 'src'}"
    process = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": path, **environment})
    try:
        _wait_for(port)
        parent = psutil.Process(process.pid)
        database = [] if "bare" in application else postgresql_processes()
        own = None if "bare" in application else _own_session()
        yield Site(
            port=port,
            web=lambda: _with_children([parent]),
            database=lambda: [process for process in _with_children(database) if process.pid != own],
        )
    finally:
        process.terminate()
        process.wait(timeout=20)


def postgresql_processes() -> list[psutil.Process]:
    """Find the server whose socket folder our database address names."""
    folder = os.environ["ZEREN_DATABASE"].rsplit("=", 1)[1]
    pid = int(next(Path(folder, "rows").glob("postmaster.pid")).read_text().splitlines()[0])
    return [psutil.Process(pid)]


def _own_session() -> int | None:
    """Name the process of PostgreSQL that answers this program, which is not the site's."""
    from django.db import connection  # noqa: PLC0415 - Django is set up by now

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        row = cursor.fetchone()
    return int(row[0]) if row else None


def _with_children(parents: list[psutil.Process]) -> list[psutil.Process]:
    return [process for parent in parents for process in [parent, *parent.children(recursive=True)]]


def _wait_for(port: int) -> None:
    for _attempt in range(600):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            return
        finally:
            connection.close()
    raise TimeoutError(port)


Request = tuple[str, str, dict[str, str], bytes]
BARE: Final[Request] = ("GET", "/", {}, b"")


def _measure(
    site: Site,
    bare: Site,
    asked: "rows.Asked",  # noqa: F821 - rows sets Django up, so it is imported late
    arguments: argparse.Namespace,
    scene: "rows.Scene",  # noqa: F821 - rows sets Django up, so it is imported late
) -> Figure:
    count, many = arguments.requests, arguments.duties > MANY
    sent = [asked.sent(number) for number in range(WARM_UP + count)]
    _send_all(site, sent[:WARM_UP], status=asked.status)
    size = -(-count // ROUNDS)
    parts = [sent[start : start + size] for start in range(WARM_UP, len(sent), size)]
    found = [_round(site, bare, part, asked) for part in parts]
    return Figure(
        what=asked.what,
        who=asked.who,
        milliseconds=median(web + database for web, database, _base in found),
        database=median(database for _web, database, _base in found),
        bare=median(base for _web, _database, base in found),
        times=median((web + database) / base for web, database, base in found),
        queries=scene.count_queries(asked, WARM_UP + count),
        budget=asked.budget and asked.budget * (AT_MANY if many else 1),
    )


def _round(site: Site, bare: Site, sent: list[Request], asked: "rows.Asked") -> tuple[float, float, float]:  # noqa: F821 - rows sets Django up, so it is imported late
    """Give the CPU milliseconds of one request, of the web server and of PostgreSQL, and those of the bare view."""
    base, _none = _spent(bare, [BARE] * BARE_REQUESTS)
    return *_spent(site, sent, status=asked.status, before=asked.before), base


def cpu(
    site: Site, requests: list[Request], *, status: int = 200, before: Callable[[], None] | None = None
) -> tuple[float, float]:
    """Send the requests over one connection; give the CPU milliseconds of one, of the web server and of PostgreSQL."""
    _send_all(site, requests[:WARM_UP], status=status)
    return _spent(site, requests[WARM_UP:], status=status, before=before)


def _spent(
    site: Site, sent: list[Request], *, status: int = 200, before: Callable[[], None] | None = None
) -> tuple[float, float]:
    early = seconds(site.web()), seconds(site.database())
    _send_all(site, sent, status=status, before=before)
    late = seconds(site.web()), seconds(site.database())
    web, database = (1000 * _since(then, now) / len(sent) for then, now in zip(early, late, strict=True))
    return web, database


def _send_all(site: Site, sent: list[Request], *, status: int = 200, before: Callable[[], None] | None = None) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=60)
    for request in sent:
        if before:
            before()
        _send(connection, request, status)
    connection.close()


def _send(connection: http.client.HTTPConnection, request: Request, status: int) -> None:
    method, path, headers, body = request
    connection.request(method, path, body=body or None, headers=headers)
    answer = connection.getresponse()
    content = answer.read()
    if answer.status != status:
        raise AssertionError(f"{method} {path}: {answer.status} instead of {status}: {content[:300]!r}")


def _since(early: dict[int, float], late: dict[int, float]) -> float:
    """Add up what the processes took that are still there."""
    return sum(seconds - early.get(process, 0.0) for process, seconds in late.items())


def seconds(processes: list[psutil.Process]) -> dict[int, float]:
    found = {}
    for process in processes:
        try:
            found[process.pid] = _taken(process)
        except (psutil.NoSuchProcess, OSError):
            continue
    return found


def _taken(process: psutil.Process) -> float:
    """Give the seconds of CPU of a process: Linux counts them in nanoseconds, others in ticks of a hundredth."""
    threads = list(Path("/proc", str(process.pid), "task").glob("*/schedstat"))
    if threads:
        return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e9
    times = process.cpu_times()
    return times.user + times.system


def _is_over(figure: Figure) -> bool:
    return figure.budget is not None and figure.milliseconds > figure.budget


def _line(figure: Figure) -> str:
    share = figure.milliseconds / figure.budget if figure.budget else 0.0
    budget = f"{share:.2f} × {figure.budget:.0f} ms{'!' if _is_over(figure) else ' '}" if figure.budget else ""
    spent = f"{figure.milliseconds:>8.2f}{figure.database:>10.2f}{figure.bare:>7.2f}{figure.times:>8.0f}"
    return f"{figure.what:<40}{figure.who:<17}{spent}{figure.queries:>9}{budget:>15}"


def say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
