"""The words of a developer, as `./zeren WORD`: one vocabulary for people, hooks and the gate."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
PYTHON: Final = sys.executable
BIN: Final = Path(PYTHON).parent
# What the unstarted server and the checks of the settings need; nothing here is a secret of an installation.
DEVELOPMENT: Final = {
    "DJANGO_SETTINGS_MODULE": "zeren_platform.config.settings",
    "ZEREN_SECRET_KEY": "development-only-" + "x" * 50,
    "ZEREN_SECURE": "no",
    "ZEREN_DEBUG": "yes",
}
# Of a few rows: to plan while running and to compile each plan to bytecode takes longer than the plan.
QUICK_SPARK: Final = (
    "--driver-memory 1g --conf spark.sql.adaptive.enabled=false --conf spark.sql.codegen.wholeStage=false pyspark-shell"
)


def main(arguments: list[str]) -> int:
    """Run one word; what follows it goes to the program behind the word."""
    os.chdir(ROOT)
    word, rest = arguments[0], arguments[1:]
    return WORDS[word](rest)


def run(*command: str, **environment: str) -> int:
    """Run a program of the virtual environment and give its exit code."""
    path = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(command, env={**os.environ, "PATH": path, **environment}, check=False).returncode


def first_failure(*steps: Callable[[], int]) -> int:
    """Run every step and give the first exit code that is not 0."""
    return next((code for code in [step() for step in steps] if code), 0)


def pytest(*arguments: str, **environment: str) -> int:
    return run(PYTHON, "-m", "pytest", *arguments, **environment)


def test(rest: list[str]) -> int:
    """Run the tests that any machine can run: core without Django, then the platform on SQLite."""
    if rest:
        return pytest(*rest)
    return first_failure(test_core, test_platform, say_what_was_not_run)


def test_platform() -> int:
    """Test the platform and the house on SQLite."""
    print("platform lane, SQLite:", flush=True)
    return pytest("-q", "-n", "auto", "-m", "not journey", "tests/platform", "tests/architecture")


def test_core() -> int:
    """Test the core in its own virtual environment, which has no Django."""
    print("core lane, without Django:", flush=True)
    python = ROOT / ".venv-core" / BIN.name / Path(PYTHON).name
    lane = ("-q", "-n", "auto", "-c", "tests/core/pytest.ini", "--rootdir", ".", "tests/core", "src/zeren")
    return run(str(python), "-m", "pytest", *lane)


def say_what_was_not_run() -> int:
    if chromium() is None:
        print("browser journeys: not run here (no Chromium found); .ci/run installs it and runs them")
    else:
        print("browser journeys: not part of this lane; ./zeren journeys runs them")
    return 0


def chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def check(_rest: list[str]) -> int:
    """Look without changing: style, types, walls, templates, catalogues, migrations."""
    return first_failure(
        lambda: run("ruff", "check", "."),
        lambda: run("ruff", "format", "--check", "."),
        lambda: run("mypy", **DEVELOPMENT),
        lambda: run("lint-imports"),
        lambda: run("deptry", "src"),
        lambda: django("makemigrations", "--check", "--dry-run"),
        lambda: tool("catalogues", "--check"),
    )


def fix(_rest: list[str]) -> int:
    """Mend what can be mended by machine."""
    return first_failure(lambda: run("ruff", "check", "--fix", "."), lambda: run("ruff", "format", "."))


def dev(rest: list[str]) -> int:
    """Serve the demo city and reload on changes."""
    return run(
        PYTHON, "-P", "-c", "import sys; from zeren.cli import main; sys.exit(main())", "demo", "--reload", *rest
    )


def test_pg(rest: list[str]) -> int:
    """Run the platform's tests on PostgreSQL: an installed one, or the one in a wheel."""
    return tool("postgresql", *(rest or ["-q", "-n", "auto", "-m", "not journey"]))


def test_spark(rest: list[str]) -> int:
    """Run the steps of an index on Spark, in its own virtual environment; needs Java 17."""
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        print("Spark needs Java 17; install your system's package (Debian: openjdk-17-jre-headless)")
        return 2
    python = ROOT / ".venv-spark" / BIN.name / Path(PYTHON).name
    lane = ("-q", "-c", "tests/core/pytest.ini", "--rootdir", ".", "-m", "spark", "--allow-hosts=127.0.0.1,::1")
    tests = rest or ["tests/core/composite/test_over_tables.py"]
    return run(str(python), "-P", "-m", "pytest", *lane, *tests, PYSPARK_SUBMIT_ARGS=QUICK_SPARK)


def journeys(rest: list[str]) -> int:
    """Walk the pages in a real Chromium."""
    if chromium() is None:
        print("browser journeys need Chromium; install your system's package (Debian: chromium)")
        return 2
    return pytest("-q", "-n", "2", "-m", "journey", *(rest or ["tests/journeys"]), DJANGO_ALLOW_ASYNC_UNSAFE="true")


def api(rest: list[str]) -> int:
    """Send the API many requests that its description allows, and many that it does not."""
    return pytest("-q", "-n", "2", "-m", "api", *(rest or ["tests/api"]))


def migrate(rest: list[str]) -> int:
    """Make missing migrations and the SQL of both databases that reviewers read."""
    return first_failure(lambda: django("makemigrations", *rest), lambda: tool("schema"))


def messages(rest: list[str]) -> int:
    """Gather the texts for translation and compile the catalogues."""
    return tool("catalogues", *rest)


def shots(rest: list[str]) -> int:
    """Take the screenshots of the README and the tour from the demo city."""
    return tool("screenshots", *rest)


def docs(_rest: list[str]) -> int:
    """Write the reference pages that are made from the program."""
    return tool("reference")


def words(_rest: list[str]) -> int:
    """List these words."""
    for name, word in WORDS.items():
        print(f"  ./zeren {name:<10} {(word.__doc__ or '').splitlines()[0]}")
    return 0


def tool(name: str, *arguments: str) -> int:
    """Run a program of this folder."""
    return run(PYTHON, "-m", f"tools.{name}", *arguments)


def django(*arguments: str) -> int:
    with tempfile.TemporaryDirectory(prefix="zeren-") as data:
        return run(PYTHON, "-m", "django", *arguments, **{**DEVELOPMENT, "ZEREN_DATA": data})


WORDS: Final[dict[str, Callable[[list[str]], int]]] = {
    "test": test,
    "check": check,
    "fix": fix,
    "dev": dev,
    "test-pg": test_pg,
    "test-spark": test_spark,
    "journeys": journeys,
    "api": api,
    "migrate": migrate,
    "messages": messages,
    "shots": shots,
    "docs": docs,
    "words": words,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
