"""Open a demo city for a while: for pictures, and to see that an installed zeren can."""

import json
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

__all__ = ["IN_A_CLONE", "NotOpenError", "open_city"]

# The program itself, without the launcher, which would prepare what is already there.
IN_A_CLONE: Final = (sys.executable, "-P", "-c", "import sys; from zeren.cli import main; sys.exit(main())")
PATIENCE: Final = 120.0  # seconds until the city is open


class NotOpenError(Exception):
    """The city did not open; the text holds what it said."""


@contextmanager
def open_city(zeren: Sequence[str], language: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Open a city of its own on a free port; give its address and the passwords."""
    with tempfile.TemporaryDirectory(prefix="zeren-city-") as folder:
        logins = Path(folder) / "logins.json"
        places = ("--port", "0", "--data", str(Path(folder) / "city"), "--logins", str(logins))
        said = Path(folder) / "said"
        with said.open("wb") as output:
            command = [*zeren, "demo", *places, "--language", language]
            city = subprocess.Popen(command, cwd=folder, stdout=output, stderr=output)
        try:
            if not (found := wait(city, logins)):
                raise NotOpenError(said.read_text(encoding="utf-8", errors="replace"))
            yield found
        finally:
            city.terminate()
            city.wait(timeout=20)


def wait(city: subprocess.Popen[bytes], logins: Path) -> tuple[str, dict[str, str]] | None:
    """Wait until the city answers; give up when it ends or takes too long."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and city.poll() is None:
        time.sleep(0.3)
        if logins.exists() and (written := logins.read_text(encoding="utf-8")):
            known = json.loads(written)
            address = f"http://127.0.0.1:{known['port']}/"
            if answers(address):
                return address, known["passwords"]
    return None


def answers(address: str) -> bool:
    """Say whether something is served at *address*."""
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 - our own address
            return bool(answer.status == 200)  # noqa: PLR2004
    except (urllib.error.URLError, OSError):
        return False
