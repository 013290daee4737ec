"""Files and functions stay small enough to be read in one go."""

from statistics import median, quantiles

from tests.architecture.house import PLATFORM, ROOT, functions, kept_files, none, short

FILE_LINES = 400
FUNCTION_LINES = 40
SETTINGS_LINES = 250
SCRIPT_LINES = 200
# Python, templates and scripts; the one stylesheet has its own measure in the kit.
SUFFIXES = {".py", ".html", ".sh", ".mjs"}


def length(path):
    return len(path.read_text(encoding="utf-8").splitlines())


def test_no_file_is_longer_than_400_lines():
    long = {
        short(path): length(path)
        for path in [*kept_files(), ROOT / "zeren", ROOT / ".ci" / "run"]
        if (path.suffix in SUFFIXES or path.name in {"zeren", "run"})
        and "migrations" not in path.parts
        and length(path) > FILE_LINES
    }

    none(long)


def test_no_function_has_more_than_40_lines_of_code():
    long = [str(function) for function in functions("src", "tools", "tests") if function.lines > FUNCTION_LINES]

    none(long)


def test_most_functions_are_short():
    lengths = [function.lines for function in functions("src")]

    assert median(lengths) <= 10
    assert quantiles(lengths, n=20)[-1] <= 30


def test_the_settings_stay_readable():
    assert length(PLATFORM / "config" / "settings.py") <= SETTINGS_LINES


def test_our_own_script_stays_small():
    scripts = list((PLATFORM / "ui" / "static").rglob("*.js"))

    assert scripts
    assert sum(length(path) for path in scripts) <= SCRIPT_LINES
