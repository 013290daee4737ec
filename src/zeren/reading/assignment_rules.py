"""The part of units.toml that is about who answers for what: words before and after the names, as patterns."""

import re
from dataclasses import dataclass
from functools import cache

from zeren.reading.model import Language, Role
from zeren.reading.rulebook import Table, alternatives, table

__all__ = ["AssignmentRules", "assignment_rules"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentRules:
    """The rules of a language.

    ``after`` finds the words at the end of a segment: its ``verb`` gives the role, unless ``no_lead`` matched.
    ``label`` and ``opening`` begin a segment, ``mark`` stands in a bracket behind a name (市税务局（牵头）).
    """

    language: Language
    after: re.Pattern[str]
    opening: re.Pattern[str]
    label: re.Pattern[str]
    other_label: re.Pattern[str]
    spaced_label: re.Pattern[str]
    edges: re.Pattern[str]
    roles: dict[str, Role]
    mark: re.Pattern[str]
    together: re.Pattern[str]
    passing: re.Pattern[str]
    times: re.Pattern[str]
    with_matter: re.Pattern[str]
    first: re.Pattern[str]
    from_here_on: re.Pattern[str]
    certain: re.Pattern[str]
    carries_on: re.Pattern[str]
    carries_on_roles: dict[str, Role]


@cache
def assignment_rules(language: Language) -> AssignmentRules:
    """Open the rules for assignments of *language*."""
    units = table(language, "units")
    roles: dict[str, Role] = {}
    words: dict[str, list[str]] = {"after": [], "opening": [], "before": []}
    for entry in units.tables("role"):
        for name in words:
            words[name] += entry.strings(name)
            roles |= {word.lower(): Role(entry.text("role")) for word in entry.strings(name)}
    verbs = _guarded(words["after"], units.table("names").strings("kept"))
    leading = [word for word in words["after"] if roles[word.lower()] in {Role.RESPONSIBLE, Role.LEAD}]
    manner, no_lead = _no_lead(units.table("no_lead"), leading)
    after = rf"[,，\s]*(?:(?P<no_lead>{no_lead})|{manner}?(?P<verb>{verbs}))"
    opening = alternatives(tuple(words["opening"]))
    first = units.table("first_is_lead")
    return AssignmentRules(
        language=language,
        after=re.compile(rf"{after}\s*\Z", re.IGNORECASE),
        opening=re.compile(rf"{opening}\s+", re.IGNORECASE),
        label=_label(units, words["before"]),
        other_label=re.compile(r"[^：:，,；;。、\n]{2,20}[：:]"),
        spaced_label=re.compile(r"(?<=[ \t\u3000])[^：:，,；;。、\s]{2,8}[：:]"),
        edges=re.compile(rf"(?:{verbs}(?:\s*,|、)|,(?=\s*{opening}\s))", re.IGNORECASE),
        roles=roles,
        mark=re.compile(rf"[（(](?P<verb>{verbs})(?:单位|部门)?[）)]\Z", re.IGNORECASE),
        together=re.compile(alternatives(units.table("together").strings("words"))),
        passing=re.compile(alternatives(units.table("passing").strings("starts")), re.IGNORECASE),
        times=re.compile(rf"\d\s?[年月日季]|{alternatives(units.table('passing').strings('times'))}"),
        with_matter=_with_matter(units.table("with_matter")),
        first=_first(first),
        from_here_on=re.compile(alternatives(first.strings("from_here_on")), re.IGNORECASE),
        certain=re.compile(rf"{alternatives(units.table('bare_list').strings('endings'))}[）)]?\Z"),
        carries_on=_carries_on(units.table("carries_on")),
        carries_on_roles=_carries_on_roles(units.table("carries_on").table("by")),
    )


def _label(units: Table, words: list[str]) -> re.Pattern[str]:
    """Return the pattern of what names the role before the names: 责任单位：, 市级责任单位（部门）：, 责任单位为."""
    prefix = alternatives(units.table("names").strings("levels"))
    verb = alternatives(units.table("passing").strings("label_verbs"))
    aside = "(?:[（(][^（）()：:]{1,8}[）)])?"
    return re.compile(rf"{prefix}?({alternatives(tuple(words))}){aside}\s*(?:[：:]|{verb})\s*", re.IGNORECASE)


def _first(words: Table) -> re.Pattern[str]:
    first, lead = alternatives(words.strings("first")), alternatives(words.strings("lead"))
    return re.compile(rf"{first}[^。；\n]{{0,30}}?{lead}", re.IGNORECASE)


def _with_matter(words: Table) -> re.Pattern[str]:
    verbs, not_before = alternatives(words.strings("verbs")), alternatives(words.strings("not_before"))
    return re.compile(f"({verbs})(?!{not_before})[：:]?")


def _guarded(words: list[str], kept: tuple[str, ...]) -> str:
    """Return an alternation, longest first, of *words* that are not the end of a *kept* one (the 协办 of 县政协办)."""
    found = []
    for word in sorted(set(words), key=lambda one: (-len(one), one)):
        before = "".join(rf"(?<!{re.escape(one.removesuffix(word))})" for one in kept if one.endswith(word))
        found.append(before + re.escape(word))
    return f"(?:{'|'.join(found)})"


def _no_lead(words: Table, verbs: list[str]) -> tuple[str, str]:
    """Return the pattern of a manner (按职责分工), and of the words that say that nobody leads.

    These stand by themselves, or are a manner with a verb of the responsible or none after it.
    """
    whole, manner, each = (alternatives(words.strings(name)) for name in ("after", "manner", "each"))
    how = rf"(?:{manner}{each}?)"
    return how, rf"(?:{whole}|{how}{alternatives(tuple(verbs))}?)"


def _carries_on(words: Table) -> re.Pattern[str]:
    start, of, each = (alternatives(words.strings(name)) for name in ("start", "of", "each"))
    by = words.table("by")
    verbs = alternatives(tuple(word for name in ("verb", *Role) for word in by.strings(name)))
    return re.compile(
        rf"(?:^|(?<=[。；，,;.（(\s])){start}{of}{{0,3}}\s?{each}\s?({verbs})\s*", re.IGNORECASE | re.MULTILINE
    )


def _carries_on_roles(words: Table) -> dict[str, Role]:
    return {word.lower(): role for role in Role for word in words.strings(role.value)}
