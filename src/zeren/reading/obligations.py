"""Which sentences oblige: what is found, and the words of the rules that both languages share."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache

from zeren.reading.model import Language, Modality
from zeren.reading.rulebook import alternatives, table
from zeren.reading.span import Span

__all__ = ["Context", "Finding", "Modal", "modal_in", "modals", "sought", "word_pattern"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A stretch that obliges, who it says must act, and the rule that found it."""

    span: Span
    modality: Modality
    rule: str
    actor: Span | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Where a sentence stands.

    ``before`` is the last finding of the same paragraph; ``topic`` the actor with whom the paragraph begins, who is
    meant until another is named; ``imperatives`` is true where a bare verb is an order.
    """

    before: Finding | None = None
    topic: Span | None = None
    imperatives: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Modal:
    """A word that obliges, where it stands."""

    span: Span
    modality: Modality
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Modals:
    pattern: re.Pattern[str]
    rules: dict[str, tuple[Modality, str]]


def word_pattern(words: tuple[str, ...], language: Language) -> str:
    """Return a pattern for *words*; English ones stand between word boundaries, with any space inside."""
    joined = alternatives(words)
    return joined if language is Language.CHINESE else rf"\b{joined}\b".replace(r"\ ", r"\s+")


@cache
def sought(language: Language, *names: str) -> tuple[str, ...]:
    """Return the words of ``rules/*/obligations.toml`` under the path *names*."""
    found = table(language, "obligations")
    for name in names[:-1]:
        found = found.table(name)
    return found.strings(names[-1])


@cache
def _modals(language: Language, rule_ids: tuple[str, ...]) -> _Modals:
    rules: dict[str, tuple[Modality, str]] = {}
    other: list[str] = []
    for entry in table(language, "obligations").tables("rule"):
        if entry.text("id") in rule_ids:
            rules |= {
                word.lower(): (Modality(entry.text("modality")), entry.text("id")) for word in entry.strings("words")
            }
            other += entry.strings("not_in")
    # Looking at one sign first leaves most places out at little cost.
    signs = "" if language is Language.ENGLISH else f"(?=[{''.join(sorted({word[0] for word in (*rules, *other)}))}])"
    pattern = f"{signs}(?:({word_pattern(tuple(other), language)})|{word_pattern(tuple(rules), language)})"
    return _Modals(pattern=re.compile(pattern, re.IGNORECASE), rules=rules)


def modals(text: str, within: Span, language: Language, rule_ids: tuple[str, ...]) -> list[Modal]:
    """Find the words of the rules *rule_ids* in *within*, leaving out those inside other words."""
    rules = _modals(language, rule_ids)
    found = []
    for match in rules.pattern.finditer(text, within.start, within.end):
        if match[1] is None:
            modality, rule = rules.rules[re.sub(r"\s+", " ", match[0].lower())]
            found.append(Modal(span=Span(start=match.start(), end=match.end()), modality=modality, rule=rule))
    return found


def modal_in(words: list[Modal], within: Span) -> Modal | None:
    """Return the first of *words*, which stand in order, that lies in *within*."""
    place = bisect_left(words, within.start, key=lambda one: one.span.start)
    return words[place] if place < len(words) and words[place].span in within else None
