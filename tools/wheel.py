"""Build the wheel and use it where nothing else is: what a citizen gets by installing zeren."""

import json
import os
import subprocess
import sys
import tempfile
import time
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tools.city import NotOpenError, open_city

__all__ = ["main"]

ROOT: Final = Path(__file__).resolve().parent.parent
SCRIPTS: Final = "Scripts" if os.name == "nt" else "bin"
UV: Final = Path(sys.executable).parent / "uv"
DOCUMENT: Final = "滨海市人民政府关于治理入海河流的通知\n\n一、市水务局负责入海河流治理，市生态环境局配合。\n"
# Asking for help imports nothing heavy (docs/tour.md); a machine that shares its cores is given some more.
LONGEST_HELP: Final = 0.6


class FaultError(Exception):
    """The wheel does not do what it should; the text says what."""


def main() -> int:
    """Build, install, use; say what was found."""
    with tempfile.TemporaryDirectory(prefix="zeren-wheel-") as folder:
        place = Path(folder)
        try:
            wheel = build(place)
            whole(wheel)
            read_alone(installed(wheel, place / "core"), place)
            open_alone(installed(wheel, place / "platform", "--requirements", str(ROOT / "requirements" / "base.txt")))
        except (FaultError, NotOpenError) as fault:
            print(f"wheel: {fault}", file=sys.stderr)
            return 1
    return 0


def build(place: Path) -> Path:
    """Build the wheel with the hashed build requirements."""
    pinned = ("--build-constraints", str(ROOT / "requirements" / "build.txt"), "--require-hashes")
    run(str(UV), "build", "--wheel", *pinned, "--out-dir", str(place), str(ROOT))
    return next(place.glob("*.whl"))


def whole(wheel: Path) -> None:
    """Refuse a wheel that lacks a file of the packages or holds anything else."""
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    wanted = set(sources())
    if held != wanted:
        raise FaultError(f"lacks {sorted(wanted - held)[:5]}, holds besides {sorted(held - wanted)[:5]}")
    print(f"wheel: {wheel.name}, {wheel.stat().st_size // 1024} KB, {len(held)} files")


def sources() -> Iterator[str]:
    """Name every file of the two packages."""
    for package in ("zeren", "zeren_platform"):
        for path in (ROOT / "src" / package).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path.relative_to(ROOT / "src").as_posix()


def installed(wheel: Path, place: Path, *requirements: str) -> Path:
    """Install *wheel* into a virtual environment of its own, with nothing but *requirements*."""
    venv.create(place, with_pip=False)
    target = ("--quiet", "--python", str(place / SCRIPTS / "python"))
    if requirements:
        run(str(UV), "pip", "install", *target, "--require-hashes", *requirements)
    run(str(UV), "pip", "install", *target, "--no-deps", "--offline", str(wheel))
    return place / SCRIPTS


def read_alone(programs: Path, place: Path) -> None:
    """Let the core read a document where Django is not installed."""
    if not subprocess.run([programs / "python", "-c", "import django"], capture_output=True, check=False).returncode:
        raise FaultError("Django is there: this shows nothing about the core alone")
    zeren = str(programs / "zeren")
    run(zeren, "--help")
    began = time.perf_counter()
    run(zeren, "--help")
    seconds = time.perf_counter() - began
    if seconds > LONGEST_HELP:
        raise FaultError(f"zeren --help takes {seconds:.2f} s, more than {LONGEST_HELP} s")
    document = place / "notice.txt"
    document.write_text(DOCUMENT, encoding="utf-8")
    found = json.loads(run(zeren, "read", str(document), "--format", "json"))
    if not found["commitments"]:
        raise FaultError("zeren read found nothing in a plain notice")
    print(f"wheel: reads a document without Django; zeren --help takes {seconds:.2f} s")


def open_alone(programs: Path) -> None:
    """Let the platform open the demo city away from the clone."""
    began = time.monotonic()
    with open_city((str(programs / "zeren"),), "zh") as (address, _passwords):
        print(f"wheel: opened the demo city at {address} in {time.monotonic() - began:.0f} s")


def run(*command: str) -> str:
    """Run *command* away from the clone, so that nothing of it is found by accident."""
    done = subprocess.run(
        command, cwd=tempfile.gettempdir(), capture_output=True, text=True, encoding="utf-8", check=False
    )
    if done.returncode:
        raise FaultError(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
