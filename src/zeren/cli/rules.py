"""What the rules look for, told at 80 columns."""

from collections.abc import Iterable, Iterator

from zeren.cli.columns import wrapped
from zeren.reading import Language, rule_files

__all__ = ["explained"]

_WIDTH = 80
_INDENT = "  "
_NAMES = {Language.CHINESE: "CHINESE", Language.ENGLISH: "ENGLISH"}


def explained(languages: Iterable[Language]) -> Iterator[str]:
    """Yield the lines: for each language its files, and the rules in them with what they say and an example."""
    for language in languages:
        yield f"{_NAMES[language]} (rules/{language})"
        yield ""
        for file in rule_files(language):
            yield file.name
            yield from _indented(file.purpose, _INDENT)
            for rule in file.rules:
                yield ""
                yield f"{_INDENT}{rule.id}"
                yield from _indented(rule.says, 2 * _INDENT)
                # An example may go over several lines.
                for number, line in enumerate(rule.example.splitlines()):
                    yield from _indented(("e.g. " if number == 0 else "     ") + line, 2 * _INDENT)
            yield ""


def _indented(words: str, indent: str) -> Iterator[str]:
    return (indent + line for line in wrapped(words, _WIDTH - len(indent)))
