"""The rules as they stand in their files, for people who want to know what is looked for."""

import tomllib
from dataclasses import dataclass
from importlib.resources import files

from zeren.reading.model import Language

__all__ = ["Rule", "RuleFile", "rule_files"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule: what it says, and words that it finds."""

    id: str
    says: str
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFile:
    """A file of rules or words; ``purpose`` is its own first remark."""

    name: str
    purpose: str
    rules: tuple[Rule, ...]


def rule_files(language: Language) -> tuple[RuleFile, ...]:
    """Return the files of rules of a language, by name.

    Parameters
    ----------
    language : Language
        Whose rules to return.

    Returns
    -------
    tuple of RuleFile
        One for each file; those that hold words and no rules have none.

    Examples
    --------
    >>> [found] = [one for one in rule_files(Language.ENGLISH) if one.name == "obligations.toml"]
    >>> [rule.says for rule in found.rules if rule.id == "en.item-with-labels"]
    ['An item followed by labelled lines (Lead: …, Deadline: …) is a task.']
    """
    folder = files("zeren.reading").joinpath("rules", language.value)
    names = sorted(place.name for place in folder.iterdir() if place.name.endswith(".toml"))
    return tuple(_file(name, folder.joinpath(name).read_text(encoding="utf-8")) for name in names)


def _file(name: str, source: str) -> RuleFile:
    entries = tomllib.loads(source).get("rule", [])
    rules = tuple(
        Rule(id=str(entry["id"]), says=str(entry.get("says", "")), example=str(entry.get("example", "")))
        for entry in entries
        if isinstance(entry, dict) and "id" in entry
    )
    return RuleFile(name=name, purpose=_purpose(source), rules=rules)


def _purpose(source: str) -> str:
    """Return the first remark of a file, up to an empty line of it."""
    found: list[str] = []
    for line in source.splitlines():
        words = line.removeprefix("#").strip()
        if not line.startswith("#") or (found and not words):
            break
        found.append(words)
    return " ".join(found)
