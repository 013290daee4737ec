"""Nothing kept names where packages come from or where this is built; what is installed is pinned by its hash."""

import re
import tomllib

import pytest
from tests.architecture.house import ROOT, found, kept_files, none, short

# Written in pieces, so that this file does not name what it forbids.
INDEXES = (
    "py" + "pi.",
    "python" + "hosted",
    "index" + "-url",
    "index" + "_url",
    "npm" + "js.",
    "mirrors" + ".",
    "un" + "pkg.",
)
MACHINE = ("/" + "work/", "/" + "root/", "/" + "home/", "C:" + "\\\\Users")
FORBIDDEN = re.compile("|".join(re.escape(part) for part in (*INDEXES, *MACHINE)))
PINNED = re.compile(r"^[a-z0-9._\[\],-]+==[^\s;]+(?: ; [^\\]+)? \\$", re.IGNORECASE)
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}(?: \\)?$")
BINARY = {".png", ".mo", ".woff2", ".ico", ".docx", ".pdf", ".xlsx"}


def requirement_files():
    return found(sorted((ROOT / "requirements").glob("*.txt")))


def test_no_file_names_an_index_or_a_machine():
    named = [
        f"{short(path)}:{number}: {match[0]}"
        for path in kept_files()
        if path.suffix not in BINARY
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        for match in FORBIDDEN.finditer(line)
    ]

    none(named)


@pytest.mark.parametrize("path", requirement_files(), ids=short)
def test_requirements_are_pinned_by_hash_and_free_of_addresses(path):
    lines = path.read_text(encoding="utf-8").splitlines()

    assert [line for line in lines if not PINNED.match(line) and not HASH.match(line)] == []
    assert "://" not in path.read_text(encoding="utf-8")
    # Every pinned version has at least one hash right below it.
    assert [
        line
        for line, below in zip(lines, [*lines[1:], ""], strict=True)
        if PINNED.match(line) and not HASH.match(below)
    ] == []


def test_there_is_no_lock_that_would_name_an_index():
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").split()

    assert {"uv.lock", ".venv/", ".venv-core/"} <= set(ignored)


def dependency_lines():
    """Give the lines of pyproject.toml that name a dependency of an extra or of the developers."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    lists = text.partition("[project.optional-dependencies]")[2].partition("[project.scripts]")[0]
    developers = text.partition("\ndev = [")[2].partition("\n]")[0]
    return found(line for line in f"{lists}\n{developers}".splitlines() if line.startswith('  "'))


def test_every_dependency_says_why_it_is_there():
    # What names itself needs no reason: a test runner runs tests, a type checker checks types.
    plain = {"mypy", "pytest", "pytest-django", "pytest-xdist", "ruff", "types-jsonschema"}

    silent = [line.strip() for line in dependency_lines() if "#" not in line and line.strip(' ",') not in plain]

    none(silent)


def test_the_core_needs_nothing():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert project["dependencies"] == []
