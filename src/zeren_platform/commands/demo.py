"""``zeren demo``: open Binhai, an invented city, in the browser."""

import argparse
import json
import locale
import os
import secrets
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Literal

from zeren_platform.commands import installation, server

__all__ = ["NAME", "SUMMARY", "add_arguments", "run"]

NAME = "demo"
SUMMARY = "open Binhai, an invented city of 50 units and 232 duties, in the browser"
# A folder with this file holds a city that this command made; no other folder is ever written to.
MARK: Final = "binhai.json"
DEFAULT_PORT: Final = 8000
# The name of the city's log; nobody has the domain.
ORIGIN: Final = "ledger.binhai.example/2026"

Language = Literal["en", "zh"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the port, the folder and the language."""
    parser.add_argument(
        "--port",
        type=server.port_number,
        default=DEFAULT_PORT,
        help="the port (default: %(default)s; 0 takes a free one)",
    )
    parser.add_argument(
        "--data", type=Path, metavar="DIR", help="keep the city here (default: a new folder, removed at the end)"
    )
    parser.add_argument("--language", choices=("en", "zh"), help="the city's language (default: this machine's)")
    parser.add_argument("--logins", type=Path, metavar="FILE", help="also write the logins here as JSON, for programs")
    parser.add_argument("--reload", action="store_true", help="serve by Django's own server and reload on changes")


def run(arguments: argparse.Namespace) -> int:
    """Make or reopen the city, say how to look at it, and serve it until stopped."""
    port = arguments.port or server.free_port()
    if not server.is_free(port):
        return _stop(f"port {port} is taken; choose another with --port N, or --port 0 for any free one")
    try:
        return _open(arguments, port)
    except _UnwritableError as fault:
        return _stop(f"{fault} cannot be written; choose another place, or ask for the right to write there")


def _open(arguments: argparse.Namespace, port: int) -> int:
    with _folder(arguments.data) as place:
        if place is None:
            return _stop(f"{arguments.data} holds something else than a demo city; choose an empty or new folder")
        if arguments.logins is not None:
            with _writing(arguments.logins):
                arguments.logins.touch(mode=0o600)
        _describe(place, arguments.language or _language_here())
        _make_or_reopen(place, port, arguments.logins)
        if arguments.reload:
            return _serve_reloading(port)
        return server.serve(address="127.0.0.1", port=port)


@contextmanager
def _folder(chosen: Path | None) -> Iterator[Path | None]:
    """Give a folder that holds this city or nothing; none where it holds something else."""
    if chosen is None:
        with tempfile.TemporaryDirectory(prefix="zeren-demo-") as temporary:
            yield Path(temporary)
        return
    if chosen.exists() and not (chosen / MARK).exists() and (not chosen.is_dir() or any(chosen.iterdir())):
        yield None
        return
    with _writing(chosen):
        chosen.mkdir(parents=True, exist_ok=True)
        (chosen / MARK).touch(mode=0o600)
    yield chosen


class _UnwritableError(Exception):
    """A place that the command line names cannot be written; says which and why."""


@contextmanager
def _writing(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as failure:
        raise _UnwritableError(f"{place} ({failure.strerror})") from failure


def _describe(place: Path, language: Language) -> None:
    """Put the installation into the environment, before Django reads it."""
    mark = place / MARK
    known = json.loads(mark.read_text(encoding="utf-8") or "{}") if mark.exists() else {}
    description = {"language": known.get("language", language), "key": known.get("key") or secrets.token_urlsafe(64)}
    mark.touch(mode=0o600)
    mark.write_text(json.dumps({**known, **description}), encoding="utf-8")
    os.environ.update(
        DJANGO_SETTINGS_MODULE="zeren_platform.config.settings",
        ZEREN_DATA=str(place.resolve()),
        ZEREN_DATABASE=f"sqlite:///{place.resolve() / 'binhai.sqlite3'}",
        ZEREN_SECRET_KEY=description["key"],
        ZEREN_LANGUAGE="zh-hans" if description["language"] == "zh" else "en",
        ZEREN_SECURE="no",
        ZEREN_HOSTS="localhost,127.0.0.1,[::1]",
    )


def _make_or_reopen(place: Path, port: int, logins: Path | None) -> None:
    known = json.loads((place / MARK).read_text(encoding="utf-8"))
    if not known.get("made"):
        _clear(place)
    installation.part("config.database").bring_up_to_date()
    opening = installation.part("demo.opening")
    found = opening.open_city(language=known["language"], made=known.get("made", False), say=_say)
    _publish_log(place)
    (place / MARK).write_text(json.dumps({**known, "made": True}), encoding="utf-8")
    if logins is not None:
        logins.write_text(json.dumps({"port": port, "passwords": found}), encoding="utf-8")
    _say(opening.welcome(port=port, passwords=found, language=known["language"]))


def _publish_log(place: Path) -> None:
    """Sign the ledger and publish it, so that "check this" has a proof to hand out."""
    running = installation.part("ledger.management.running")
    if not (place / "ledger.key").exists():
        running.keygen(origin=ORIGIN)
    running.publish()


def _clear(place: Path) -> None:
    """Remove a city whose making was interrupted."""
    for half_made in (*place.glob("binhai.sqlite3*"), *place.glob("ledger-lock.sqlite3*"), place / "ledger.key"):
        half_made.unlink(missing_ok=True)
    shutil.rmtree(place / "log", ignore_errors=True)


def _serve_reloading(port: int) -> int:
    os.environ["ZEREN_DEBUG"] = "yes"
    # The reloader starts a second process, which must not make the city again.
    os.execv(sys.executable, [sys.executable, "-m", "django", "runserver", str(port)])  # noqa: S606 - our own interpreter


def _language_here() -> Language:
    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "zh" if (spoken or locale.getlocale()[0] or "").lower().startswith("zh") else "en"


def _say(sentence: str) -> None:
    print(sentence, flush=True)


def _stop(sentence: str) -> int:
    print(f"zeren demo: {sentence}", file=sys.stderr)
    return 2
