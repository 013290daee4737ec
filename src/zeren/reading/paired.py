"""Heads and figures that a Chinese sentence pairs: A、B分别增长5%、6%."""

import re
from functools import cache

from zeren.reading.indicators import Compared, after_figure, before_figure, cleaned, growth_of
from zeren.reading.measures import Quantity
from zeren.reading.model import Language
from zeren.reading.rulebook import Table, alternatives, table
from zeren.reading.span import Span

__all__ = ["paired_heads"]

_RESPECTIVELY = re.compile(r"(?P<heads>[^，。；：,;:\n]{2,80}?)分别(?P<verb>[^，。；：,;:\n\d]{0,24})")
_COMPARED = re.compile("比[^，。；、和与]{1,14}\\Z")
_COMPARISON = re.compile("比[^，。；]{1,16}?(?=增长|下降|提高|降低|减少|增加)")
# 普及率, 和平区: the weaker sign is tried only where the stronger do not give enough heads.
_ANDS = (re.compile("、"), re.compile("、|和|与"), re.compile("、|和|与|以及|(?<!普)及"))
_BETWEEN = re.compile(r"[、和与及以, ]{1,3}\Z")


def _rules() -> Table:
    return table(Language.CHINESE, "targets").table("shared")


@cache
def _tails() -> re.Pattern[str]:
    return re.compile(alternatives(_rules().strings("tails")) + r"\Z")


@cache
def _pairs() -> re.Pattern[str]:
    return re.compile(alternatives(_rules().strings("pairs")))


def paired_heads(text: str, sentence: Span, figures: tuple[Quantity, ...]) -> dict[int, tuple[str, int, Compared]]:
    """Match each figure after 分别, by where it begins, with its head, where that begins, and the operator.

    Examples
    --------
    >>> from zeren.reading.quantities import quantities
    >>> words = "快递、电信业务量分别增长5%、6%"
    >>> whole = Span(start=0, end=len(words))
    >>> [head[0] for head in paired_heads(words, whole, quantities(words, whole, Language.CHINESE)).values()]
    ['快递业务量增长', '电信业务量增长']
    """
    found: dict[int, tuple[str, int, Compared]] = {}
    if len(figures) < 2 or text.find("分别", sentence.start, sentence.end) < 0:  # noqa: PLR2004 - a pair
        return found
    by_start = {figure.span.start: at for at, figure in enumerate(figures)}
    for one in _RESPECTIVELY.finditer(text, sentence.start, sentence.end):
        first = by_start.get(one.end())
        if first is None:
            continue
        row = _row(text, sentence, figures, first)
        before = before_figure(text, one.start("verb"), one.end())
        start, end = cleaned(text, *one.span("heads"))
        heads = _heads(_COMPARED.sub("", text[start:end]), len(row))
        verb = growth_of(_COMPARISON.sub("", text[one.start("verb") : before.at]))
        for figure, head in zip(row, heads, strict=True):
            found[figure.span.start] = (head + verb, start, before)
    return found


def _row(text: str, sentence: Span, figures: tuple[Quantity, ...], first: int) -> tuple[Quantity, ...]:
    """Return the figures that follow one another with no more than 、 or 和 between."""
    last = first
    while last + 1 < len(figures):
        end = after_figure(text, figures[last].span.end, sentence.end).at
        between = text[end : figures[last + 1].span.start]
        if _BETWEEN.match(between) is None:
            break
        last += 1
    return figures[first : last + 1]


def _heads(words: str, count: int) -> list[str]:
    """Cut *words* into *count* heads; where that cannot be done each figure has all the words."""
    cuts = ([head for head in sign.split(words) if head] for sign in _ANDS)
    heads = next((heads for heads in cuts if len(heads) == count), None)
    if heads is None:
        return [words] * count
    tail = _tails().search(heads[-1])
    pair = _pairs().match(heads[-1])
    shared = ""
    if pair is not None and all(_pairs().fullmatch(head) for head in heads[:-1]):
        shared = heads[-1][pair.end() :]
    elif tail is not None and not any(_tails().search(head) for head in heads[:-1]):
        shared = tail[0]
    return [*(head + shared for head in heads[:-1]), heads[-1]]
