"""The commands of the guide are run as they stand, and answer as it shows."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
GUIDE = ROOT / "docs" / "guides" / "index.md"
BLOCK = re.compile(r"^```(sh|text)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
BETWEEN = "----- next block -----"
PROGRAM = (
    f"""zeren() {{ "{sys.executable}" -P -c 'import sys; from zeren.cli import main; sys.exit(main())' "$@"; }}\n"""
)


def blocks():
    """Give each command with the answer that the guide shows for it, if it shows one."""
    pairs = []
    for kind, text in BLOCK.findall(GUIDE.read_text(encoding="utf-8")):
        if kind == "sh":
            pairs.append([text, None])
        else:
            pairs[-1][1] = text
    return pairs


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("guide")


@pytest.fixture(scope="module")
def answers(folder):
    """Run all commands in one shell, as a reader does."""
    if shutil.which("bash") is None:
        pytest.skip("no bash here")
    script = "set -eu\n" + PROGRAM + f"\necho '{BETWEEN}'\n".join(command for command, _ in blocks())
    done = subprocess.run(  # noqa: S603 - the commands of our own guide
        ["bash", "-c", script],  # noqa: S607 - whichever bash there is
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"},
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return [said.strip() for said in done.stdout.split(BETWEEN)]


@pytest.mark.parametrize("number", [at for at, (_, shown) in enumerate(blocks()) if shown is not None])
def test_a_command_of_the_guide_answers_as_shown(answers, number):
    pattern = re.escape(blocks()[number][1].strip()).replace("…", ".*?")

    assert re.fullmatch(pattern, answers[number], re.DOTALL), answers[number]


def test_the_guide_ends_with_what_can_be_published(answers, folder):
    assert answers
    assert (folder / "livable.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert (folder / "livable.xlsx").read_bytes().startswith(b"PK")
