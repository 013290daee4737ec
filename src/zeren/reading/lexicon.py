"""The verbs of official Chinese, and the words around them (rules/zh/actions.toml).

Verbs are looked up in sets, the longest first: the cost of a look does not grow with the dictionary.
"""

import re
from dataclasses import dataclass
from functools import cache

from zeren.reading.model import Language
from zeren.reading.obligations import sought
from zeren.reading.rulebook import alternatives, table
from zeren.reading.span import Span

__all__ = ["action_words", "leading_verb", "noun_tail", "plain_verbs", "verb_at_one_of", "verb_end", "without_adverbs"]

# How many adverbs may follow one another.
_ADVERBS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lexicon:
    verbs: frozenset[str]
    nominal: frozenset[str]
    single: frozenset[str]
    orders: frozenset[str]
    sizes: dict[str, tuple[int, ...]]
    nouns: re.Pattern[str]
    tails: re.Pattern[str]
    complements: re.Pattern[str]
    adverbs: frozenset[str]
    adverb_sizes: dict[str, tuple[int, ...]]


@cache
def action_words(*names: str) -> tuple[str, ...]:
    """Return the words of ``rules/zh/actions.toml`` under the path *names*."""
    found = table(Language.CHINESE, "actions")
    for name in names[:-1]:
        found = found.table(name)
    return found.strings(names[-1])


@cache
def _lexicon() -> _Lexicon:
    nominal = action_words("verbs", "nominal")
    plain = (*action_words("verbs", "plain"), *sought(Language.CHINESE, "imperative", "verbs"))
    adverbs = (*action_words("adverbs", "words"), *sought(Language.CHINESE, "imperative", "adverbs"))
    nouns, heads = alternatives(action_words("nouns", "words")), alternatives(action_words("nouns", "heads"))
    return _Lexicon(
        verbs=frozenset(word for word in (*plain, *nominal) if len(word) > 1),
        nominal=frozenset(nominal),
        single=frozenset(word for word in (*plain, *action_words("verbs", "single")) if len(word) == 1),
        orders=frozenset(word for word in plain if len(word) == 1),
        tails=re.compile(alternatives(tuple(word for word in action_words("nouns", "tails") if len(word) > 1))),
        sizes=_sizes(tuple(word for word in (*plain, *nominal) if len(word) > 1), 2),
        nouns=re.compile(f"{nouns}|{heads}{alternatives(action_words('nouns', 'tails'))}"),
        complements=re.compile(alternatives(action_words("verbs", "complements"))),
        adverbs=frozenset(adverbs),
        adverb_sizes=_sizes(adverbs, 1),
    )


def _sizes(words: tuple[str, ...], signs: int) -> dict[str, tuple[int, ...]]:
    """Return for the first *signs* of each word how long the words are that begin so, the longest first."""
    found: dict[str, set[int]] = {}
    for word in words:
        found.setdefault(word[:signs], set()).add(len(word))
    return {first: tuple(sorted(sizes, reverse=True)) for first, sizes in found.items()}


@cache
def plain_verbs() -> frozenset[str]:
    """Return the words that are verbs wherever they stand."""
    lexicon = _lexicon()
    return lexicon.verbs - lexicon.nominal


def verb_end(text: str, start: int, end: int, *, head: bool, single: bool = True) -> int:
    """Return where the verb at *start* ends, or -1; words that are also nouns count only at the *head* of a clause.

    Examples
    --------
    >>> verb_end("建立健全机制", 0, 6, head=True), verb_end("监督机制", 0, 4, head=True)
    (4, -1)
    """
    lexicon = _lexicon()
    if start >= end:
        return -1
    for size in lexicon.sizes.get(text[start : start + 2], ()):
        word = text[start : start + size]
        if word in lexicon.verbs and start + size <= end and (head or word not in lexicon.nominal):
            return -1 if lexicon.nouns.match(text, start, end) else start + size
    if head and text[start] in (lexicon.single if single else lexicon.orders):
        return -1 if lexicon.nouns.match(text, start, end) else start + 1
    return -1


def noun_tail(text: str, start: int, end: int) -> bool:
    """Tell whether the word at *start* makes a noun of the verb before it (完善实施机制)."""
    return _lexicon().tails.match(text, start, end) is not None


def without_adverbs(text: str, start: int, end: int) -> list[int]:
    """Return where the verb may begin: at *start*, and after each adverb that follows."""
    places = [start]
    while len(places) <= _ADVERBS and (stop := _adverb_end(text, places[-1], end)) > 0:
        places.append(stop)
    return places


def _adverb_end(text: str, start: int, end: int) -> int:
    """Return where the adverb at *start* ends, the longest there is, or -1."""
    lexicon = _lexicon()
    for size in lexicon.adverb_sizes.get(text[start : start + 1], ()):
        if start + size <= end and text[start : start + size] in lexicon.adverbs:
            return start + size
    return -1


def leading_verb(text: str, start: int, end: int, *, single: bool = True) -> Span | None:
    """Find the verb that *start* begins with, after any adverbs; what may be both is an adverb before a verb.

    Most verbs of one sign count only where *single* is true: too many words begin with one.

    Examples
    --------
    >>> words = "进一步加快推进改造"
    >>> leading_verb(words, 0, len(words)).of(words), leading_verb("加快标准研制", 0, 6).of("加快标准研制")
    ('推进', '加快')
    """
    return verb_at_one_of(text, without_adverbs(text, start, end), end, single=single)


def verb_at_one_of(text: str, places: list[int], end: int, *, single: bool = True) -> Span | None:
    """Find the verb at the last of *places*, which adverbs part, that one begins at."""
    for place in reversed(places):
        stop = verb_end(text, place, end, head=True, single=single)
        if stop > 0 and _governs(text, place, stop, end):
            return Span(start=place, end=_with_complement(text, stop, end))
    return None


def _governs(text: str, start: int, stop: int, end: int) -> bool:
    """Tell whether *start* to *stop* is used as a verb: in 发展和安全, 发展的 it is a noun, in 改革和完善 a verb."""
    if stop >= end or text[stop] not in "的是和与及":
        return True
    if text[stop] in "的是":
        return False
    return text[start:stop] not in _lexicon().nominal or verb_end(text, stop + 1, end, head=False) > 0


def _with_complement(text: str, stop: int, end: int) -> int:
    found = _lexicon().complements.match(text, stop, end)
    return found.end() if found and found.end() < end else stop
