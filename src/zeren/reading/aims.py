"""Which sentences plan and which look back: the headings say it, and the words of the sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache

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


def sentences_with_view(text: str, language: Language, clauses: tuple[Clause, ...]) -> Iterator[Sentence]:
    r"""Yield the sentences that plan or look back, in their order.

    Examples
    --------
    >>> from zeren.reading.outline import outline
    >>> words = "一、工作回顾\n收入增长5%。\n二、工作安排\n收入增长6%。"
    >>> found = sentences_with_view(words, Language.CHINESE, outline(words, Language.CHINESE))
    >>> [one.view.value for one in found if "%" in one.span.of(words)]
    ['review', 'planned']
    """
    headed = _headed(text, language, clauses)
    piece = _CHINESE if language is Language.CHINESE else _ENGLISH
    for clause, view in zip(clauses, headed, strict=True):
        if clause.kind in {"note", "title"}:
            continue
        for found in piece.finditer(text, clause.span.start, clause.span.end):
            seen = _view(found[0], view, language)
            if seen is not None:
                start = found.start() + (_cue(found[0], language) or 0) * (view is None and seen is View.PLANNED)
                yield Sentence(span=Span(start=start, end=found.end()), view=seen, headed=view is not None)


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


@cache
def _words(name: str, language: Language) -> re.Pattern[str]:
    return re.compile(alternatives(table(language, "targets").strings(name)), re.IGNORECASE)


@cache
def _planned(language: Language) -> re.Pattern[str]:
    rules = table(language, "targets")
    return re.compile(
        rf"{alternatives(rules.strings('not_planned_words'))}|(?P<word>{alternatives(rules.strings('planned_words'))})",
        re.IGNORECASE,
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
