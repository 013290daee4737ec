"""Opens the rules and dictionaries in ``rules/<language>/*.toml``.

They are data so that a person who knows the field can read and extend them; each engine beside this file says
which table it wants. A malformed rule is a defect of the installation, so it raises at once with its place.
"""

import re
import tomllib
from functools import cache
from importlib.resources import files

from zeren.foundations.errors import InvalidInputError
from zeren.reading.model import Language

__all__ = ["Table", "alternatives", "number_form", "rule_words", "table"]

# What stands in a `form` of structure.toml for a number.
_NUMBERS = {
    "{一}": "[〇零一二三四五六七八九十百千]{1,7}",
    "{1}": r"\d{1,3}",
    "{I}": r"[IVXLC]{1,7}",
    "{A}": "[A-Z]",
    "{a}": "[a-z]",
    "{①}": "[①-⑳]",
}


class Table:
    """A TOML table whose fields are read with the type that is wanted.

    Examples
    --------
    >>> Table({"words": ["牵头"]}, place="units").strings("words")
    ('牵头',)
    """

    __slots__ = ("_entries", "_place")

    def __init__(self, entries: dict[str, object], *, place: str) -> None:
        self._entries = entries
        self._place = place

    def strings(self, name: str) -> tuple[str, ...]:
        """Return the list of words under *name*; empty where there is none."""
        found = self._entries.get(name, [])
        if not isinstance(found, list):
            raise self._malformed(name, "a list of words")
        words = tuple(word for word in found if isinstance(word, str))
        if len(words) != len(found):
            raise self._malformed(name, "a list of words")
        return words

    def text(self, name: str) -> str:
        """Return the word under *name*."""
        found = self._entries.get(name)
        if not isinstance(found, str):
            raise self._malformed(name, "a text")
        return found

    def number(self, name: str) -> int:
        """Return the whole number under *name*."""
        found = self._entries.get(name)
        if not isinstance(found, int):
            raise self._malformed(name, "a whole number")
        return found

    def flag(self, name: str) -> bool:
        """Tell whether *name* is set to true."""
        return self._entries.get(name, False) is True

    def table(self, name: str) -> "Table":
        """Return the table under *name*; empty where there is none."""
        found = self._entries.get(name, {})
        if not isinstance(found, dict):
            raise self._malformed(name, "a table")
        return Table(found, place=f"{self._place}.{name}")

    def tables(self, name: str) -> tuple["Table", ...]:
        """Return the array of tables under *name*."""
        found = self._entries.get(name, [])
        if not isinstance(found, list):
            raise self._malformed(name, "an array of tables")
        return tuple(
            Table(one, place=f"{self._place}.{name}[{index}]")
            for index, one in enumerate(found)
            if isinstance(one, dict)
        )

    def _malformed(self, name: str, expected: str) -> InvalidInputError:
        return InvalidInputError(rule=f"{self._place}.{name}", expected=expected)


@cache
def table(language: Language, name: str) -> Table:
    """Open ``rules/<language>/<name>.toml``."""
    source = files("zeren.reading").joinpath("rules", language.value, f"{name}.toml").read_text(encoding="utf-8")
    return Table(tomllib.loads(source), place=f"rules/{language.value}/{name}")


def alternatives(words: tuple[str, ...]) -> str:
    """Join words into an alternation that prefers the longest; it never matches where there is none.

    Examples
    --------
    >>> alternatives(("负责", "负责落实"))
    '(?:负责落实|负责)'
    """
    if not words:
        return "(?!)"
    return "(?:" + "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word))) + ")"


def number_form(form: str) -> str:
    """Turn the form of a marker ("（{一}）") into a pattern.

    Examples
    --------
    >>> re.match(number_form("（{一}）"), "（十二）推动") is not None
    True
    """
    pattern = re.escape(form)
    for sign, numbers in _NUMBERS.items():
        pattern = pattern.replace(re.escape(sign), f"({numbers})")
    return pattern


def rule_words(rule: str) -> str:
    """Say what the rule called *rule* looks for; empty for a rule that no file has.

    Examples
    --------
    >>> rule_words("zh.meeting-required")
    'What a meeting required is a requirement.'
    """
    for language in Language:
        for entry in table(language, "obligations").tables("rule"):
            if entry.text("id") == rule:
                return entry.text("says")
    return ""
