"""What is written about the house is there, and what is made from the program is current."""

import re

import pytest
from tests.architecture.house import PLATFORM, ROOT, found, none, same, short
from tools import reference

LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)|(?:src|href)=\"([^\"]+)\"")
FENCED = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
# A part of the platform that holds acts or pages of its own says what it is for.
SHORTEST, LONGEST = 3, 40


def documents():
    below = [path for folder in ("docs", "src", "benchmarks") for path in (ROOT / folder).rglob("*.md")]
    return found(sorted([*ROOT.glob("*.md"), *below]))


def links(path):
    text = FENCED.sub("", path.read_text(encoding="utf-8"))
    for match in LINK.finditer(text):
        target = next(part for part in match.groups() if part)
        if not re.match(r"[a-z]+:|#", target):
            yield target.partition("#")[0]


def parts():
    return found(sorted({path.parent for name in ("use_cases", "web") for path in PLATFORM.glob(f"*/{name}")}))


@pytest.mark.parametrize(
    "name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE", "docs/tour.md", "docs/glossary.md"]
)
def test_a_newcomer_finds(name):
    assert (ROOT / name).is_file()


def test_links_lead_somewhere():
    none(
        f"{short(path)} → {target}"
        for path in documents()
        for target in links(path)
        if not (path.parent / target).exists()
    )


def test_some_links_are_looked_at():
    assert [target for path in documents() for target in links(path)]


def test_every_part_says_what_it_is_for():
    none(short(part) for part in parts() if not (part / "README.md").is_file())


def test_what_a_part_says_of_itself_is_short():
    lengths = {short(path): len(path.read_text("utf-8").splitlines()) for path in PLATFORM.glob("*/README.md")}

    none(
        {
            name: lines
            for name, lines in found(lengths.items())
            if not SHORTEST <= lines <= LONGEST and "/ui/" not in name
        }
    )


def test_every_decision_is_listed():
    folder = ROOT / "docs" / "decisions"
    listed = (folder / "README.md").read_text(encoding="utf-8")

    none(path.name for path in found(sorted(folder.glob("[0-9]*.md"))) if path.name not in listed)


@pytest.mark.parametrize("name", reference.PAGES)
def test_the_reference_is_current(name):
    written = (reference.REFERENCE / name).read_text(encoding="utf-8")

    same(written, reference.PAGES[name](), remedy="run ./zeren docs")
