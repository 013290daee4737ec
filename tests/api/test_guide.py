"""The commands of the guide are run as they stand, and answer as it shows."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.api

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "guides" / "api.md"
BLOCK = re.compile(r"^```(sh|json)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
# Printed between the answers of two blocks.
BETWEEN = "----- next block -----"


def blocks():
    """Give each command with the answer that the guide shows for it, if it shows one."""
    found = BLOCK.findall(GUIDE.read_text(encoding="utf-8"))
    pairs = []
    for kind, text in found:
        if kind == "sh":
            pairs.append([text, None])
        else:
            pairs[-1][1] = text
    return pairs


@pytest.fixture(scope="module")
def answers(site, tmp_path_factory):
    """Run all commands in one shell, as a reader does."""
    if shutil.which("curl") is None or shutil.which("bash") is None:
        pytest.skip("no curl or no bash here")
    script = "set -eu\n" + f"\necho\necho '{BETWEEN}'\n".join(command for command, _shown in blocks())
    environment = {
        **os.environ,
        "SITE": site.address,
        "TOKEN": site.token_of("lin.yue"),
        "HEAD_TOKEN": site.token_of("jiang.zhaoting"),
    }
    done = subprocess.run(  # noqa: S603 - the commands of our own guide
        ["bash", "-c", script],  # noqa: S607 - whichever bash there is
        env=environment,
        cwd=tmp_path_factory.mktemp("guide"),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return [said.strip() for said in done.stdout.split(BETWEEN)]


@pytest.mark.parametrize("number", range(len(blocks())))
def test_a_command_of_the_guide_answers_as_shown(answers, number):
    _command, shown = blocks()[number]
    if shown is None:
        assert answers[number]
    else:
        assert differences(json.loads(shown), json.loads(answers[number])) == []


def test_the_guide_tells_the_whole_way():
    assert len(blocks()) >= 10


def differences(shown, found, place="#"):
    """Say where what was answered is not what is shown: members that are absent, other kinds of values, other words."""
    if shown == "…":
        return [] if isinstance(found, str) else [place]
    if isinstance(shown, dict) and isinstance(found, dict):
        absent = [f"{place}/{name} is absent" for name in shown.keys() - found.keys()]
        both = [name for name in shown if name in found]
        return absent + [fault for name in both for fault in differences(shown[name], found[name], f"{place}/{name}")]
    if isinstance(shown, list) and isinstance(found, list):
        return [fault for one in shown for fault in differences(one, found[0], f"{place}/0")] if found else [place]
    if isinstance(shown, int) and not isinstance(shown, bool) and place.rpartition("/")[2] in {"id", "duties"}:
        return [] if isinstance(found, int) else [place]
    return [] if shown == found else [f"{place}: {found!r}"]
