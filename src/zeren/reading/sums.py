"""Totals that the text takes apart, and whether the parts add up.

A total and its parts stand in one paragraph. They are told from the words (其中：, 已整改…正在整改…, 一是…二是…) or,
where the figures have three digits or more, from the arithmetic itself. Only figures that follow one another are
tried, never any choice of them, so that the time grows with the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from zeren.reading.addends import STEPS, Addend, addends, paragraphs
from zeren.reading.measures import Quantity, Sum
from zeren.reading.model import Language
from zeren.reading.quantities import measure, quantities
from zeren.reading.rulebook import alternatives, table
from zeren.reading.shares import next_figures, share_of_parts, shares
from zeren.reading.span import Span

__all__ = ["sums"]

# How many figures after a total are looked at, and how many parts it may have.
_FIGURES, _PARTS = 24, 12
# A total of fewer digits meets others by chance; then the words must say that it is one.
_DIGITS = 3
# How far from a total the words stand that say so.
_NEAR = 8
# What rounding may hide at most, as one in so many of the total.
_ROUNDING = 100
# Parts that differ by more than one in so many are another matter: 其中 may name only some.
_WHOLLY, _PARTLY = 4, 20


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """What the words say between a total and the first figure after it."""

    of_which: bool
    wholly: bool
    total: bool


def sums(text: str, language: Language, *, figures: tuple[Quantity, ...] | None = None) -> tuple[Sum, ...]:
    """Find every sum of *text*, in its order.

    Parameters
    ----------
    text, language
        The document, and whose rules to apply.
    figures
        Its figures, where they have been found already.

    Examples
    --------
    >>> [found] = sums("共征收1.2亿元，其中：税款1亿元、滞纳金2000万元。", Language.CHINESE)
    >>> found.adds_up, [str(part.value) for part in found.parts]
    (True, ['1', '2000'])
    """
    if figures is None:
        figures = quantities(text, Span(start=0, end=len(text)), language)
    found: list[Sum] = []
    for line in paragraphs(text, figures):
        if len(line) > 1:
            found += _in_paragraph(text, line, language)
    return tuple(sorted(found, key=lambda one: (one.span.start, one.span.end)))


def _in_paragraph(text: str, line: tuple[Quantity, ...], language: Language) -> Iterator[Sum]:
    by_thing: dict[str, list[Addend]] = {}
    following = next_figures(line)
    seen: set[int] = set()
    for addend in addends(text, line, language):
        by_thing.setdefault(addend.thing, []).append(addend)
    for alike in by_thing.values():
        for one in _of_one_thing(text, alike, language):
            yield one
            for checked in share_of_parts(text, one, following, language):
                seen.add(checked.span.end)
                yield checked
    yield from (one for one in shares(text, line, language) if one.span.end not in seen)


def _of_one_thing(text: str, alike: list[Addend], language: Language) -> Iterator[Sum]:
    for at, total in enumerate(alike):
        following = alike[at + 1 : at + 1 + _FIGURES]
        found = _taken_apart(text, total, following, language) if following else None
        if found is None and at > 1 and _opens(text, total, "sums_up", language):
            found = _summed_up(total, alike[max(0, at - _PARTS) : at], language)
        if found is not None:
            yield found


def _taken_apart(text: str, total: Addend, following: list[Addend], language: Language) -> Sum | None:
    return (
        _enumerated(total, following, language)
        or _by_words(text, total, following, language)
        or _by_arithmetic(total, following, language)
    )


def _enumerated(total: Addend, following: list[Addend], language: Language) -> Sum | None:
    """Take the first figure that each item (一是…二是…) gives in its first sentence; the total stands before them."""
    first = following[0]
    if first.series != total.series + 1 or first.opened - total.sentence > 1:
        return None
    heads: dict[int, Addend] = {}
    for one in following:
        if one.sentence == one.item_sentence and one.series == first.series:
            heads.setdefault(one.item, one)
    parts = list(heads.values())[:_PARTS]
    return _sum(total, parts, language) if len(parts) > 1 and _agree(total, parts) else None


def _by_words(text: str, total: Addend, following: list[Addend], language: Language) -> Sum | None:
    """Take the parts that the words announce, and say so where they do not add up."""
    done = _by_state(text, total, following, language)
    if done is not None:
        return done
    words = _words(text, total, following[0], language)
    listed = [one for one in following if one.sentence == following[0].sentence and not one.attribute]
    for parts in _prefixes(total, [listed, _last_of_pieces(listed)]):
        if (words.of_which or words.total) and _agree(total, parts):
            return _sum(total, parts, language)
    if not words.of_which or following[0].sentence - total.sentence > 1:
        return None
    return _sum(total, listed, language) if _near(total, listed, wholly=words.wholly) else None


def _near(total: Addend, parts: list[Addend], *, wholly: bool) -> bool:
    """Tell whether parts that do not make the total are so near to it that they were meant to."""
    if not 1 < len(parts) <= _PARTS or any(one.amount >= total.amount for one in parts):
        return False
    return abs(total.amount - sum(one.amount for one in parts)) <= total.amount // (_WHOLLY if wholly else _PARTLY)


def _by_state(text: str, total: Addend, following: list[Addend], language: Language) -> Sum | None:
    """Take what is done and what is not: 问题50项，已整改40项，正在整改10项."""
    if not _opens(text, total, "matters", language):
        return None
    parts: list[Addend] = []
    states: set[bool] = set()
    before = total.figure.span.end
    for one in following:
        if one.sentence != total.sentence or one.amount > total.amount:
            break
        start = one.figure.span.start
        state = _state(_SIGNS.split(text[max(before, start - 2 * _NEAR) : start])[-1], language)
        before = one.figure.span.end
        if state is None:
            break
        parts.append(one)
        states.add(state)
    return _sum(total, parts, language) if len(states) > 1 else None


def _by_arithmetic(total: Addend, following: list[Addend], language: Language) -> Sum | None:
    """Take figures that add up exactly, where that is no chance."""
    if total.digits < _DIGITS or total.thing in _counts(language) or total.figure.of:
        return None
    within = [one for one in following if one.item == total.item]
    plain = [one for one in within if not one.aside and not one.attribute]
    for parts in _prefixes(total, [plain, _last_of_pieces(plain), within, _first_of_pieces(plain)]):
        if abs(total.amount - sum(one.amount for one in parts)) <= total.half:
            return _sum(total, parts, language)
    return None


def _summed_up(total: Addend, before: list[Addend], language: Language) -> Sum | None:
    """Take the figures of the sentence before a total that closes it: 甲3亿元、乙4亿元，合计7亿元."""
    parts = [one for one in before if one.sentence == total.sentence]
    amount = 0
    for at in range(len(parts) - 1, -1, -1):
        amount += parts[at].amount
        if amount > total.amount + total.half:
            return None
        if len(parts) - at > 1 and _agree(total, parts[at:]):
            return _sum(total, parts[at:], language)
    return None


def _prefixes(total: Addend, readings: list[list[Addend]]) -> Iterator[list[Addend]]:
    """Yield the beginnings of *readings*, of two parts or more, as long as they are not more than the total."""
    for reading in readings:
        amount, most = 0, total.amount + total.amount // _ROUNDING
        for at, one in enumerate(reading[:_PARTS], start=1):
            amount += one.amount
            if amount > most or one.amount >= total.amount or not one.amount:
                break
            if at > 1:
                yield reading[:at]


def _last_of_pieces(parts: list[Addend]) -> list[Addend]:
    return [one for at, one in enumerate(parts) if at + 1 == len(parts) or parts[at + 1].piece != one.piece]


def _first_of_pieces(parts: list[Addend]) -> list[Addend]:
    return [one for at, one in enumerate(parts) if not at or parts[at - 1].piece != one.piece]


def _agree(total: Addend, parts: list[Addend]) -> bool:
    """Tell whether the parts make the total but for rounding, which must be small beside it."""
    apart = abs(total.amount - sum(one.amount for one in parts))
    allowed = total.half + sum(one.half for one in parts)
    return not apart or (apart <= allowed <= total.amount // _ROUNDING)


def _sum(total: Addend, parts: list[Addend], language: Language) -> Sum:
    apart = total.amount - sum(one.amount for one in parts)
    times = measure(total.figure.unit, language).times
    figures = tuple(one.figure for one in parts)
    first = min(total.figure.span.start, figures[0].span.start)
    return Sum(
        total=total.figure,
        parts=figures,
        share=None,
        difference=Decimal(apart) / STEPS / times,
        adds_up=abs(apart) <= total.half + sum(one.half for one in parts),
        span=Span(start=first, end=max(total.figure.span.end, figures[-1].span.end)),
    )


def _words(text: str, total: Addend, first: Addend, language: Language) -> _Words:
    after = text[total.figure.span.end : min(first.figure.span.start, total.figure.span.end + 2 * _NEAR)]
    return _Words(
        of_which=_matches("of_which", language).search(after) is not None or after[:1] in {"：", ":"},
        wholly=_matches("wholly", language).search(after) is not None,
        total=_opens(text, total, "totals", language),
    )


def _opens(text: str, total: Addend, words: str, language: Language) -> bool:
    """Tell whether one of *words* stands shortly before *total*, with no sign between."""
    start = total.figure.span.start
    before = _SIGNS.split(text[max(0, start - 2 * _NEAR) : start])[-1]
    return _matches(words, language).search(before) is not None


_SIGNS = re.compile("[，。；：、,;:\n]")


@cache
def _matches(words: str, language: Language) -> re.Pattern[str]:
    return re.compile(alternatives(table(language, "sums").strings(words)))


@cache
def _counts(language: Language) -> frozenset[str]:
    return frozenset(table(language, "sums").strings("counts"))


def _state(words: str, language: Language) -> bool | None:
    """Tell whether *words* say that something is done (true), not done (false), or neither."""
    if _matches("not_done", language).search(words):
        return False
    return True if _matches("done", language).search(words) else None
