"""CPU time of the pages at 10,000 duties, as multiples of a bare Django view on the same server in the same run.

    .venv/bin/python benchmarks/pages.py [--duties 10000] [--requests 60]

A throw-away PostgreSQL holds Binhai and copies of its duties. granian serves the site in one process, and beside it
the bare view. CPU time is that of the server's processes and, for the site, of PostgreSQL's: user and system, read
before and after a run of requests over one connection. Queries are counted in this process.
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
from typing import Final

import psutil

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tools"), str(ROOT)]

import postgresql  # noqa: E402 - tools/ is put on the path by the line above

WARM_UP: Final = 15
BARE_REQUESTS: Final = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measured line."""

    what: str
    who: str
    milliseconds: float
    database: float
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
            # A clock tick is 10 ms of CPU: what takes so little is asked for more often.
            base = sum(cpu(bare, [("GET", "/", {}, b"")] * (BARE_REQUESTS + WARM_UP)))
            figures = [_measure(site, request, arguments.requests, scene) for request in scene.requests]
    return _print(base, figures, arguments)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--duties", type=int, default=10_000)
    parser.add_argument("--requests", type=int, default=60)
    return parser.parse_args()


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
        yield Site(port=port, web=lambda: _with_children([parent]), database=lambda: _with_children(database))
    finally:
        process.terminate()
        process.wait(timeout=20)


def postgresql_processes() -> list[psutil.Process]:
    """Find the server whose socket folder our database address names."""
    folder = os.environ["ZEREN_DATABASE"].rsplit("=", 1)[1]
    pid = int(next(Path(folder, "rows").glob("postmaster.pid")).read_text().splitlines()[0])
    return [psutil.Process(pid)]


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


def _measure(site: Site, request: "rows.Asked", count: int, scene: "rows.Scene") -> Figure:  # noqa: F821
    sent = [request.sent(number) for number in range(WARM_UP + count)]
    web, database = cpu(site, sent, status=request.status, before=request.before)
    return Figure(
        what=request.what,
        who=request.who,
        milliseconds=web + database,
        database=database,
        queries=scene.count_queries(request, WARM_UP + count),
        budget=request.budget,
    )


def cpu(
    site: Site, requests: list[Request], *, status: int = 200, before: Callable[[], None] | None = None
) -> tuple[float, float]:
    """Send the requests over one connection; give the CPU milliseconds of one, of the web server and of PostgreSQL.

    What is done *before* each is taken off.
    """
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=60)
    measured = requests[WARM_UP:]
    for request in requests[:WARM_UP]:
        _send(connection, request, status)
    aside = _spent_on(site, before, len(measured)) if before else 0.0
    early = seconds(site.web()), seconds(site.database())
    for request in measured:
        if before:
            before()
        _send(connection, request, status)
    late = seconds(site.web()), seconds(site.database())
    connection.close()
    web, database = (1000 * (then - now) / len(measured) for now, then in zip(early, late, strict=True))
    return web, database - aside


def _spent_on(site: Site, act: Callable[[], None], count: int) -> float:
    """Give the CPU milliseconds that PostgreSQL takes for one such act, which this process does and not the site's."""
    early = seconds(site.database())
    for _number in range(count):
        act()
    return 1000 * (seconds(site.database()) - early) / count


def _send(connection: http.client.HTTPConnection, request: Request, status: int) -> None:
    method, path, headers, body = request
    connection.request(method, path, body=body or None, headers=headers)
    answer = connection.getresponse()
    content = answer.read()
    if answer.status != status:
        raise AssertionError(f"{method} {path}: {answer.status} instead of {status}: {content[:300]!r}")


def seconds(processes: list[psutil.Process]) -> float:
    """Give the CPU seconds that these have taken."""
    total = 0.0
    for process in processes:
        try:
            times = process.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += times.user + times.system
    return total


def _print(base: float, figures: list[Figure], arguments: argparse.Namespace) -> int:
    say(f"\n{arguments.duties:,} duties, {arguments.requests} requests each; bare Django view: {base:.2f} ms CPU\n")
    heads = f"{'page':<36}{'who':<17}{'CPU ms':>8}{'of it DB':>10}{'× bare':>8}{'queries':>9}{'budget':>9}"
    say(heads)
    for figure in figures:
        over = figure.budget is not None and figure.milliseconds > figure.budget
        budget = "" if figure.budget is None else f"{figure.budget:.0f} ms{'!' if over else ''}"
        ratio = figure.milliseconds / base if base else 0.0
        spent = f"{figure.milliseconds:>8.2f}{figure.database:>10.2f}{ratio:>8.0f}"
        say(f"{figure.what:<36}{figure.who:<17}{spent}{figure.queries:>9}{budget:>9}")
    return int(any(figure.budget is not None and figure.milliseconds > figure.budget for figure in figures))


def say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
