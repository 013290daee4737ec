"""Targets and results of a Chinese sentence.

A figure is taken with the noun before it ("收入增长5%左右"), with the noun after it where a verb of doing stands before
("培育20个农场"), or with one of several heads ("A、B分别增长5%、6%").
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from zeren.reading.indicators import (
    Compared,
    after_figure,
    before_figure,
    cleaned,
    growth_of,
    is_noun,
    without_growth,
)
from zeren.reading.measures import Operator, Quantity, Target
from zeren.reading.model import Language
from zeren.reading.paired import paired_heads
from zeren.reading.rulebook import Table, alternatives, table
from zeren.reading.span import Span

__all__ = ["in_step", "targets_of_figures"]

# A noun with its attributes is no longer than this.
_LONGEST = 60
_CUTS = re.compile("[，；：,;:]")
_JOINS = "、和与及或并，, "
_IDEOGRAPH = re.compile("[\u4e00-\u9fff]")
_QUOTED = re.compile("[“《]([^“”《》，。；]{2,20})[”》]")


@dataclass(slots=True, kw_only=True)
class _Piece:
    """The words between two commas, with what was read in it and before it."""

    start: int
    # Where the figure before ends, with the words that belong to it.
    end: int
    # The last noun that was measured, and where it begins.
    noun: str
    noun_start: int
    counted: bool
    figures: int


def _rules() -> Table:
    return table(Language.CHINESE, "targets")


@cache
def _times() -> frozenset[str]:
    return frozenset(_rules().strings("times"))


@cache
def _aims() -> tuple[str, ...]:
    return _rules().strings("aims")


@cache
def _time_nouns() -> tuple[str, ...]:
    return _rules().strings("time_nouns")


@cache
def _reaching() -> tuple[str, ...]:
    return _rules().strings("reaching")


@cache
def _not_measured() -> tuple[str, ...]:
    return _rules().strings("not_measured")


@cache
def _doing() -> re.Pattern[str]:
    return re.compile(alternatives(_rules().table("doing").strings("verbs")) + r"\Z")


@cache
def _noun_ends() -> re.Pattern[str]:
    return re.compile(alternatives(_rules().table("doing").strings("noun_ends")))


def targets_of_figures(text: str, sentence: Span, figures: tuple[Quantity, ...], *, strict: bool) -> Iterator[Target]:
    """Yield what the figures of *sentence* measure, in their order.

    Parameters
    ----------
    text, sentence, figures
        The document, a sentence of it, and the figures of the sentence.
    strict
        Whether an operator or a word of growth must stand beside the figure: so where no heading says that the figures
        are targets or results.

    Examples
    --------
    >>> from zeren.reading.quantities import quantities
    >>> words = "收入增长3%、投资增长5%左右"
    >>> whole = Span(start=0, end=len(words))
    >>> found = targets_of_figures(words, whole, quantities(words, whole, Language.CHINESE), strict=False)
    >>> [(one.indicator, one.operator.value) for one in found]
    [('收入增长', 'equal'), ('投资增长', 'about')]
    """
    piece = _Piece(start=sentence.start, end=sentence.start, noun="", noun_start=0, counted=False, figures=0)
    heads = paired_heads(text, sentence, figures)
    for figure in figures:
        _go_on(text, piece, figure)
        read = heads.get(figure.span.start) or _read(text, sentence, piece, figure, strict=strict)
        number_end = figure.span.end - len(figure.of or "")
        after = after_figure(text, number_end, sentence.end)
        piece.end = max(after.at, figure.span.end)
        piece.figures += 1
        if read is None:
            continue
        indicator, start, before = read
        piece.noun, piece.noun_start = without_growth(indicator), start
        if indicator.endswith(_not_measured()) or (_describes(text, figure, after.at) and not piece.counted):
            continue
        operator = _operator(text, figure, before, after)
        yield _target(indicator, figure, operator, Span(start=start, end=max(figure.span.end, after.at)))


def _go_on(text: str, piece: _Piece, figure: Quantity) -> None:
    """Begin the next piece where a comma stands before *figure*; the noun is kept for a growth alone."""
    cut = None
    for cut in _CUTS.finditer(text, piece.end, figure.span.start):  # noqa: B007 - the last one is wanted
        pass
    if cut is not None:
        piece.start = piece.end = cut.end()
        piece.counted, piece.figures = False, 0


def _read(
    text: str, sentence: Span, piece: _Piece, figure: Quantity, *, strict: bool
) -> tuple[str, int, Compared] | None:
    """Return the noun, where it begins, and the operator before the figure."""
    start = figure.span.start
    before = before_figure(text, piece.end, start)
    if figure.unit in _times() and before.operator is None and not text.endswith(_time_nouns(), 0, start):
        return None
    number_end = figure.span.end - len(figure.of or "")
    after = after_figure(text, number_end, sentence.end)
    if (counted := _counted(text, piece, figure, before, number_end)) is not None:
        piece.counted = True
        return None if strict and after.operator is None and before.operator is None else counted
    piece.counted = False
    first, last = cleaned(text, max(piece.end, before.at - _LONGEST), before.at)
    words = text[first:last]
    if strict and before.operator is None and after.operator is None and not growth_of(words):
        return None
    if not is_noun(words):
        growth = growth_of(words)
        if not piece.noun or (not growth and before.operator is None) or without_growth(words).strip():
            return None
        return piece.noun + growth, first if last > first else before.at, before
    return words, first, before


def _counted(
    text: str, piece: _Piece, figure: Quantity, before: Compared, number_end: int
) -> tuple[str, int, Compared] | None:
    """Read a noun that follows its figure, with the verb before: 培育20个农场, and on in a list: 、5个园区."""
    start = figure.span.start
    between = text[piece.end : before.at].strip(_JOINS)
    verb = _doing().search(text, max(piece.end, before.at - 6), before.at)
    if verb is None and not (piece.counted and not between):
        return None
    noun = figure.of
    if noun is None and (quoted := _QUOTED.match(text, number_end)) is not None:
        noun = quoted[1]
    if noun is None:
        return None
    cut = _noun_ends().search(noun, 1)
    noun = noun[: cut.start()] if cut else noun
    return (noun, verb.start() if verb else start, before) if len(noun) > 1 else None


def _describes(text: str, figure: Quantity, after: int) -> bool:
    """Tell whether the figure only describes the noun that follows (5%的企业, 95%乡镇)."""
    if figure.of is not None:
        return True
    if text.endswith(_reaching(), 0, figure.span.start):
        return False
    if text.startswith("的", after):
        return not text.startswith(_aims(), after)
    following = text[after : after + 1]
    return _IDEOGRAPH.match(following) is not None and following not in _JOINS


def _operator(text: str, figure: Quantity, before: Compared, after: Compared) -> Operator:
    if figure.upper is not None:
        return Operator.BETWEEN
    if after.operator is not None:
        return after.operator
    if before.operator is not None:
        return before.operator
    return Operator.MORE_THAN if re.search("[多余]", figure.span.of(text)) else Operator.EQUAL


def _target(indicator: str, figure: Quantity, operator: Operator, span: Span) -> Target:
    return Target(
        indicator=indicator,
        operator=operator,
        value=figure.value,
        upper=figure.upper,
        unit=figure.unit,
        reference=None,
        span=span,
    )


@cache
def _in_step() -> re.Pattern[str]:
    rules = _rules().table("in_step")
    joins = "".join(rules.strings("joins"))
    return re.compile(
        rf"(?P<noun>[^，。；：、\n{joins}]{{2,30}})[{joins}](?P<reference>[^，。；：、\n]{{2,20}}?)"
        rf"{alternatives(rules.strings('words'))}(?!{alternatives(rules.strings('not_before'))})"
    )


def in_step(text: str, sentence: Span) -> Iterator[Target]:
    """Yield the targets that have another measure for their value.

    Examples
    --------
    >>> words = "居民收入增长与经济增长基本同步"
    >>> [(one.indicator, one.reference) for one in in_step(words, Span(start=0, end=len(words)))]
    [('居民收入增长', '经济增长')]
    """
    measures = _rules().table("in_step").strings("measures")
    for found in _in_step().finditer(text, sentence.start, sentence.end):
        start, end = cleaned(text, *found.span("noun"))
        if is_noun(text[start:end]) and any(word in found[0] for word in measures):
            yield Target(
                indicator=text[start:end],
                operator=Operator.IN_STEP_WITH,
                value=None,
                upper=None,
                unit="",
                reference=found["reference"],
                span=Span(start=start, end=found.end()),
            )
