"""Targets and results of an English sentence."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from zeren.reading.measures import Operator, Quantity, Target
from zeren.reading.model import Language
from zeren.reading.rulebook import Table, alternatives, table
from zeren.reading.span import Span

__all__ = ["in_step", "targets_of_figures"]

_LONGEST = 120
_CUTS = re.compile(r"[,;:()\n]")
_AND = re.compile(r"\s+(?:and|or)\s+")
_WHEREIN = re.compile(r"\s+in\s+(?:the\s+)?([a-z][\w' -]{2,60})", re.IGNORECASE)
_ORDER = (
    Operator.AT_LEAST,
    Operator.AT_MOST,
    Operator.MORE_THAN,
    Operator.LESS_THAN,
    Operator.ABOUT,
    Operator.EQUAL,
)


def _rules() -> Table:
    return table(Language.ENGLISH, "targets")


@cache
def _times() -> frozenset[str]:
    return frozenset(_rules().strings("times"))


@cache
def _operators(where: str) -> tuple[re.Pattern[str], dict[str, Operator]]:
    by_words: dict[str, Operator] = {}
    for operator in _ORDER:
        for word in _rules().table(where).strings(operator.value):
            by_words.setdefault(word, operator)
    words = alternatives(tuple(by_words))
    pattern = rf"\b({words})\s+\Z" if where == "before" else rf"\s+({words})\b"
    return re.compile(pattern, re.IGNORECASE), by_words


@cache
def _ending(name: str) -> re.Pattern[str]:
    rules = _rules()
    words = rules.table(name).strings("words") if name != "doing" else rules.table(name).strings("verbs")
    return re.compile(rf"\b{alternatives(words)}\s*\Z", re.IGNORECASE)


@cache
def _modal() -> re.Pattern[str]:
    return re.compile(rf"\s+{alternatives(_rules().table('joins').strings('modals'))}\b.{{0,40}}\Z", re.IGNORECASE)


@cache
def _lead_in() -> re.Pattern[str]:
    return re.compile(rf"{alternatives(_rules().table('lead_ins').strings('words'))}\s+", re.IGNORECASE)


def targets_of_figures(text: str, sentence: Span, figures: tuple[Quantity, ...], *, strict: bool) -> Iterator[Target]:
    """Yield what the figures of *sentence* measure, and what keeps in step with something else.

    Parameters
    ----------
    text, sentence, figures
        The document, a sentence of it, and the figures of the sentence.
    strict
        Whether an operator or a word of growth must stand beside the figure.

    Examples
    --------
    >>> from zeren.reading.quantities import quantities
    >>> words = "GDP growth of about 5 percent"
    >>> whole = Span(start=0, end=len(words))
    >>> found = targets_of_figures(words, whole, quantities(words, whole, Language.ENGLISH), strict=True)
    >>> [(one.indicator, one.operator.value) for one in found]
    [('GDP growth', 'about')]
    """
    start, noun = sentence.start, ""
    for figure in figures:
        found = _read(text, start, sentence.end, figure, strict=strict)
        start = figure.span.end
        if found is not None:
            start = max(start, found.span.end)
            found = _named(text, sentence, found, noun)
            noun = found.indicator
            yield found
    yield from in_step(text, sentence)


def _read(text: str, start: int, end: int, figure: Quantity, *, strict: bool) -> Target | None:
    if figure.unit in _times() or figure.of in _times():
        return None
    cuts = [one.end() for one in _CUTS.finditer(text, start, figure.span.start)]
    first = max(cuts[-1] if cuts else start, figure.span.start - _LONGEST)
    pattern, by_words = _operators("before")
    before = pattern.search(text, first, figure.span.start)
    pattern, after_words = _operators("after")
    after = pattern.match(text, figure.span.end, end)
    operator = (after and after_words[after[1].lower()]) or (before and by_words[before[1].lower()]) or None
    noun_end = before.start() if before else figure.span.start
    noun = _counted(text, figure, first, noun_end) or _measured(text, first, noun_end)
    if noun is None or (strict and operator is None and _ending("growth").search(noun[0]) is None):
        return None
    return Target(
        indicator=noun[0],
        operator=Operator.BETWEEN if figure.upper is not None else operator or Operator.EQUAL,
        value=figure.value,
        upper=figure.upper,
        unit=figure.unit,
        reference=None,
        span=Span(start=noun[1], end=after.end() if after else figure.span.end),
    )


def _named(text: str, sentence: Span, found: Target, before: str) -> Target:
    """Say what grows where only a growth stands before the figure: a drop of 3 percent in energy consumption."""
    if _ending("growth").fullmatch(found.indicator) is None:
        return found
    after = _WHEREIN.match(text, found.span.end, sentence.end)
    if after is not None:
        span = Span(start=found.span.start, end=after.end())
        return replace(found, indicator=f"{found.indicator} in {after[1]}", span=span)
    return replace(found, indicator=f"{before} {found.indicator}".strip())


def _counted(text: str, figure: Quantity, first: int, end: int) -> tuple[str, int] | None:
    """Read the noun after the figure, with its attributes: create 450,000 new urban jobs."""
    if figure.of is None:
        return None
    verb = _ending("doing").search(text, first, end)
    words = text[figure.span.start : figure.span.end].lstrip("0123456789.,").strip()
    return (words, verb.start() if verb else end) if words else None


def _measured(text: str, start: int, end: int) -> tuple[str, int] | None:
    """Read the noun before the figure, with the word that says which way it goes."""
    while (join := _ending("joins").search(text, start, end)) is not None and join.start() > start:
        end = join.start()
    for joined in _AND.finditer(text, start, end):
        start = joined.end() if not text[joined.end() : end].strip().islower() else start
    while (lead := _lead_in().match(text, start, end)) is not None or text[start : start + 1].isspace():
        start = lead.end() if lead is not None else start + 1
    words = text[start:end].strip()
    growth = _ending("growth").search(words)
    modal = _modal().search(words)
    if modal is not None:
        words = f"{words[: modal.start()]} {growth[0]}".strip() if growth else words[: modal.start()]
    return (words, start) if re.search("[A-Za-z]{2}", words) else None


@cache
def _in_step() -> re.Pattern[str]:
    words = alternatives(_rules().table("in_step").strings("words"))
    return re.compile(
        rf"(?P<noun>[^,;:()\n]{{2,120}}?)\s+{words}\s+(?:the\s+)?(?P<reference>[^,;:()\n.]{{2,60}}?)(?=\s+and\b|[,;:().\n]|\Z)",
        re.IGNORECASE,
    )


def in_step(text: str, sentence: Span) -> Iterator[Target]:
    """Yield the targets that have another measure for their value.

    Examples
    --------
    >>> words = "Incomes will grow in step with economic growth"
    >>> [(one.indicator, one.reference) for one in in_step(words, Span(start=0, end=len(words)))]
    [('Incomes grow', 'economic growth')]
    """
    for found in _in_step().finditer(text, sentence.start, sentence.end):
        noun = _measured(text, *found.span("noun"))
        if noun is not None and _ending("growth").search(noun[0]):
            yield Target(
                indicator=noun[0],
                operator=Operator.IN_STEP_WITH,
                value=None,
                upper=None,
                unit="",
                reference=found["reference"],
                span=Span(start=noun[1], end=found.end()),
            )
