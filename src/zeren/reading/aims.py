"""Which sentences plan and which look back: the headings say it, and the words of the sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache

from zeren.reading.measures import Quantity
from zeren.reading.model import Clause, Language
from zeren.reading.rulebook import alternatives, table
from zeren.reading.span import Span

__all__ = ["Sentence", "View", "sentences_with_view"]

_CHINESE = re.compile(r"[^。！？\n]+")
_ENGLISH = re.compile(r"[^.!?\n]+(?:[.!?]+(?!\s|\Z)[^.!?\n]*)*")


class View(Enum):
    """How a sentence looks at its figures."""

    PLANNED = "planned"
    REVIEW = "review"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence that plans or looks back; ``headed`` where a heading or label says so.

    Where only a word of it does, ``span`` begins at the word: what stands before it is the state of things.
    """

    span: Span
    view: View
    headed: bool
    figures: tuple[Quantity, ...]


def sentences_with_view(
    text: str, language: Language, clauses: tuple[Clause, ...], figures: tuple[Quantity, ...]
) -> Iterator[Sentence]:
    r"""Yield the sentences with something measured that plan or look back, in their order.

    Examples
    --------
    >>> from zeren.reading.outline import outline
    >>> from zeren.reading.quantities import quantities
    >>> words = "一、工作回顾\n收入增长5%。\n二、工作安排\n收入增长6%。"
    >>> figures = quantities(words, Span(start=0, end=len(words)), Language.CHINESE)
    >>> found = sentences_with_view(words, Language.CHINESE, outline(words, Language.CHINESE), figures)
    >>> [one.view.value for one in found]
    ['review', 'planned']
    """
    piece = _CHINESE if language is Language.CHINESE else _ENGLISH
    at = 0
    for clause, view in zip(clauses, _headed(text, language, clauses), strict=True):
        if clause.kind in {"note", "title"}:
            continue
        for found in piece.finditer(text, clause.span.start, clause.span.end):
            while at < len(figures) and figures[at].span.start < found.start():
                at += 1
            first = at
            while at < len(figures) and figures[at].span.start < found.end():
                at += 1
            if at > first or _in_step(language).search(found[0]):
                yield from _seen(found, view, figures[first:at], language)


def _seen(
    found: re.Match[str], above: View | None, figures: tuple[Quantity, ...], language: Language
) -> Iterator[Sentence]:
    view = _view(found[0], above, language)
    if view is None:
        return
    start = found.start()
    if above is None and view is View.PLANNED:
        start += _cue(found[0], language) or 0
        figures = tuple(one for one in figures if one.span.start >= start)
    yield Sentence(span=Span(start=start, end=found.end()), view=view, headed=above is not None, figures=figures)


def _headed(text: str, language: Language, clauses: tuple[Clause, ...]) -> list[View | None]:
    """Return for each clause what the nearest heading above it says."""
    found: list[View | None] = []
    for clause in clauses:
        above = found[clause.parent] if clause.parent is not None else None
        heading = clause.heading or ""
        if clause.kind == "label":
            heading = text[clause.span.start : min(clause.span.end, clause.span.start + 8)]
        own = _of_heading(heading, language)
        # What is planned under a heading that looks back is the plan of a section of it (年度目标完成情况).
        found.append(own if own is not None else above)
    return found


def _flags(language: Language) -> re.RegexFlag:
    """Return none for Chinese, which has no case: the search is faster without."""
    return re.IGNORECASE if language is Language.ENGLISH else re.NOFLAG


@cache
def _words(name: str, language: Language) -> re.Pattern[str]:
    return re.compile(alternatives(table(language, "targets").strings(name)), _flags(language))


@cache
def _in_step(language: Language) -> re.Pattern[str]:
    return re.compile(alternatives(table(language, "targets").table("in_step").strings("words")), _flags(language))


@cache
def _planned(language: Language) -> re.Pattern[str]:
    rules = table(language, "targets")
    return re.compile(
        rf"{alternatives(rules.strings('not_planned_words'))}|(?P<word>{alternatives(rules.strings('planned_words'))})",
        _flags(language),
    )


def _of_heading(heading: str, language: Language) -> View | None:
    review = _words("review_headings", language).search(heading) is not None
    planned = _words("planned_headings", language).search(heading) is not None
    if review and not planned:
        return View.REVIEW
    # 目标完成情况 looks back, 回顾与安排 does both.
    if planned and review:
        return None
    return View.PLANNED if planned else None


def _view(words: str, above: View | None, language: Language) -> View | None:
    if above is View.REVIEW:
        return View.REVIEW
    if _words("past_words", language).search(words):
        return View.REVIEW
    if above is View.PLANNED:
        return View.PLANNED
    if _words("not_targets", language).search(words):
        return None
    if _cue(words, language) is not None:
        return View.PLANNED
    return View.REVIEW if _words("compared_words", language).search(words) else None


def _cue(words: str, language: Language) -> int | None:
    """Return from where on the sentence plans; None where it does not."""
    if _words("whole_words", language).search(words):
        return 0
    return next((found.start() for found in _planned(language).finditer(words) if found["word"]), None)
