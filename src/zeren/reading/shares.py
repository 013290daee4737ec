"""Percentages that the text prints for a part of a total."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from itertools import pairwise

from zeren.reading.measures import Quantity, Sum
from zeren.reading.model import Language
from zeren.reading.quantities import measure
from zeren.reading.rulebook import alternatives, table
from zeren.reading.span import Span

__all__ = ["next_figures", "share_of_parts", "shares"]

# How far the percentage may stand from the figure it belongs to.
_NEAR = 16
_DIGITS = 2


@cache
def _opening(language: Language) -> re.Pattern[str]:
    return re.compile(alternatives(table(language, "sums").strings("shares")) + r"(?:约|达|为|\s)?\Z")


@cache
def _stops(language: Language) -> re.Pattern[str]:
    return re.compile(alternatives((*table(language, "sums").strings("sentences"), "\n")))


def next_figures(line: tuple[Quantity, ...]) -> dict[int, Quantity]:
    """Return the figure that comes next, by the end of the one before it."""
    return {one.span.end: after for one, after in pairwise(line)}


def share_of_parts(text: str, found: Sum, following: dict[int, Quantity], language: Language) -> Iterator[Sum]:
    """Check the percentages in the brackets right after the parts of a sum: 部门本级2亿元（占7%）."""
    for part in found.parts:
        share = following.get(part.span.end)
        if share is not None and _is_share(text, part, share, language) and text[part.span.end] in "（(":
            yield _checked(found.total, part, share, language)


def shares(text: str, line: tuple[Quantity, ...], language: Language) -> Iterator[Sum]:
    """Find a whole, its part and their percentage in a row, where the figures agree: 80亩中有20亩为虚报，虚报率25%."""
    for whole, part, share in zip(line, line[1:], line[2:], strict=False):
        if not _is_share(text, part, share, language) or len(str(share.value).replace(".", "")) < _DIGITS:
            continue
        alike = measure(whole.unit, language).thing == measure(part.unit, language).thing
        if not alike or part.unit == share.unit or _stops(language).search(text, whole.span.end, share.span.start):
            continue
        checked = _checked(whole, part, share, language)
        if checked.adds_up:
            yield checked


def _is_share(text: str, part: Quantity, share: Quantity, language: Language) -> bool:
    if measure(share.unit, language).thing != "%" or share.upper is not None:
        return False
    between = text[part.span.end : share.span.start]
    return len(between) <= _NEAR and _opening(language).search(between) is not None


def _checked(whole: Quantity, part: Quantity, share: Quantity, language: Language) -> Sum:
    first, second = measure(whole.unit, language), measure(part.unit, language)
    total = whole.value * first.times
    true = 100 * part.value * second.times / total if total else Decimal(0)
    exponent = share.value.as_tuple().exponent
    half = Decimal(5).scaleb(exponent - 1) if isinstance(exponent, int) else Decimal(0)
    apart = share.value - true
    return Sum(
        total=whole,
        parts=(part,),
        share=share,
        difference=round(apart, 4),
        adds_up=abs(apart) <= half,
        span=Span(start=min(whole.span.start, part.span.start), end=share.span.end),
    )
