"""Find texts that say nearly the same: copied duties, copied reports.

A text is the set of its pairs of neighbouring tokens; a token is a Chinese character or a run of letters and digits, so
that both languages are compared by what a reader would call words. Two texts are as near as their sets overlap
(Jaccard). All pairs above a threshold are found exactly, without comparing every text with every other.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Final

from zeren.foundations.errors import InvalidInputError

__all__ = ["NearPair", "ThresholdError", "near_between", "near_pairs", "nearness", "shingles", "tokens"]

TOKEN: Final = re.compile(r"[㐀-鿿豈-﫿\U00020000-\U0003134f]|[^\W_㐀-鿿豈-﫿\U00020000-\U0003134f]+")

Shingle = tuple[str, ...]


class ThresholdError(InvalidInputError):
    """Nearness is asked for from above 0 to 1."""

    code = "similarity.threshold"


@dataclass(frozen=True, slots=True, kw_only=True)
class NearPair:
    """Two places in the given sequence, the first before the second, and how near their texts are."""

    first: int
    second: int
    nearness: Fraction


def tokens(text: str) -> list[str]:
    """Give the Chinese characters and the words of a text, in their order and in one form.

    Examples
    --------
    >>> tokens("PM2.5 每月 Report")
    ['pm2', '5', '每', '月', 'report']
    """
    return TOKEN.findall(unicodedata.normalize("NFKC", text).casefold())


def shingles(text: str) -> frozenset[Shingle]:
    """Give the pairs of neighbouring tokens of a text; a text of one token gives that token alone.

    Full width and half width, upper and lower case, spaces and punctuation make no difference (NFKC, case folding).

    Examples
    --------
    >>> sorted(shingles("检查 河道。"))
    [('查', '河'), ('检', '查'), ('河', '道')]
    >>> sorted(shingles("Air, AIR")), shingles("…")
    ([('air', 'air')], frozenset())
    """
    found = tokens(text)
    return frozenset(pairwise(found)) if len(found) > 1 else frozenset((token,) for token in found)


def nearness(one: str, other: str) -> Fraction:
    """Measure how much of what two texts say they both say.

    Returns
    -------
    Fraction in [0, 1]
        The shingles of both over those of either (Jaccard); 0 where one of them says nothing.

    Examples
    --------
    >>> nearness("Inspect every outfall yearly.", "inspect every outfall monthly")
    Fraction(1, 2)
    """
    return _jaccard(shingles(one), shingles(other))


def near_pairs(texts: Sequence[str], *, at_least: Fraction = Fraction(4, 5)) -> list[NearPair]:
    """Find all pairs of texts that are at least so near.

    Parameters
    ----------
    texts
        Any number; texts without a token are near to none.
    at_least : Fraction in (0, 1]
        The least nearness that counts.

    Returns
    -------
    list of NearPair
        By first, then second place. Exactly those pairs that comparing all with all would give.

    Raises
    ------
    ThresholdError
        If *at_least* is not in (0, 1].

    Notes
    -----
    Two sets with a Jaccard of t share one of the rarest ``|x| - ceil(t |x|) + 1`` elements of each (prefix filter), and
    the smaller has at least ``t`` times the size of the larger (length filter) [1]_. Only such pairs are compared.

    References
    ----------
    .. [1] R. J. Bayardo, Y. Ma, R. Srikant, Scaling up all pairs similarity search, WWW 2007, section 3.

    Examples
    --------
    >>> near_pairs(["清理河道漂浮物", "清理河道的漂浮物", "检查排污口"], at_least=Fraction(1, 2))
    [NearPair(first=0, second=1, nearness=Fraction(5, 8))]
    """
    if not 0 < at_least <= 1:
        raise ThresholdError(at_least=str(at_least))
    sets = [shingles(text) for text in texts]
    order = _rarest_first(sets)
    found = [
        NearPair(first=min(pair), second=max(pair), nearness=near)
        for pair in _candidates(sets, order, at_least)
        if (near := _jaccard(sets[pair[0]], sets[pair[1]])) >= at_least
    ]
    return sorted(found, key=lambda pair: (pair.first, pair.second))


def near_between(texts: Sequence[str], others: Sequence[str], *, at_least: Fraction = Fraction(4, 5)) -> list[NearPair]:
    """Find all pairs of a text and another of the *others* that are at least so near.

    Parameters
    ----------
    texts, others
        Any number of each; texts without a token are near to none.
    at_least : Fraction in (0, 1]
        The least nearness that counts.

    Returns
    -------
    list of NearPair
        By first, then second place: ``first`` is a place among the texts, ``second`` one among the others.

    Raises
    ------
    ThresholdError
        If *at_least* is not in (0, 1].

    Notes
    -----
    As in ``near_pairs``, only those are compared of which the rarest shingles meet.

    Examples
    --------
    >>> near_between(["清理河道漂浮物"], ["检查排污口", "清理河道的漂浮物"], at_least=Fraction(1, 2))
    [NearPair(first=0, second=1, nearness=Fraction(5, 8))]
    """
    if not 0 < at_least <= 1:
        raise ThresholdError(at_least=str(at_least))
    sets, beside = [shingles(text) for text in texts], [shingles(text) for text in others]
    order = _rarest_first([*sets, *beside])
    met: defaultdict[Shingle, list[int]] = defaultdict(list)
    for place, shingled in enumerate(sets):
        for shingle in _prefix(shingled, order, at_least):
            met[shingle].append(place)
    found = []
    for place, shingled in enumerate(beside):
        meeting = {first for shingle in _prefix(shingled, order, at_least) for first in met.get(shingle, ())}
        nearnesses = ((first, _jaccard(sets[first], shingled)) for first in meeting)
        found += [NearPair(first=first, second=place, nearness=near) for first, near in nearnesses if near >= at_least]
    return sorted(found, key=lambda pair: (pair.first, pair.second))


def _prefix(
    shingled: frozenset[Shingle], order: Mapping[Shingle, tuple[int, Shingle]], at_least: Fraction
) -> list[Shingle]:
    """Give the rarest shingles of a text, of which it shares one with whatever is so near."""
    return sorted(shingled, key=order.__getitem__)[: len(shingled) - _ceiling(at_least * len(shingled)) + 1]


def _rarest_first(sets: Sequence[frozenset[Shingle]]) -> dict[Shingle, tuple[int, Shingle]]:
    """Give each shingle its rank: the rare before the common, so that prefixes seldom meet by chance."""
    counts = Counter(shingle for shingled in sets for shingle in shingled)
    return {shingle: (count, shingle) for shingle, count in counts.items()}


def _candidates(
    sets: Sequence[frozenset[Shingle]], order: Mapping[Shingle, tuple[int, Shingle]], at_least: Fraction
) -> Iterator[tuple[int, int]]:
    """Yield the pairs whose prefixes meet and whose sizes allow it, each once; the smaller sets come first."""
    met: defaultdict[Shingle, list[int]] = defaultdict(list)
    for place in sorted((place for place, shingled in enumerate(sets) if shingled), key=lambda place: len(sets[place])):
        size = len(sets[place])
        prefix = _prefix(sets[place], order, at_least)
        others = {other for shingle in prefix for other in met[shingle]}
        yield from ((place, other) for other in others if len(sets[other]) >= at_least * size)
        for shingle in prefix:
            met[shingle].append(place)


def _jaccard(one: frozenset[Shingle], other: frozenset[Shingle]) -> Fraction:
    shared = len(one & other)
    return Fraction(shared, len(one) + len(other) - shared) if shared else Fraction(0)


def _ceiling(number: Fraction) -> int:
    return -(-number.numerator // number.denominator)
