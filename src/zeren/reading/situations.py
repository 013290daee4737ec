"""Statements before an obligation in the same Chinese sentence: "当前形势严峻，各地要…".

They tell how things stand and are no part of what must be done. A clause is left out only where its own words say so;
where what follows is short or points back, the sentence stays whole, so that no word of the obligation is lost.
"""

import re
from dataclasses import dataclass
from functools import cache

from zeren.reading.model import Language
from zeren.reading.obligations import sought
from zeren.reading.rulebook import alternatives, table
from zeren.reading.span import Span

__all__ = ["told_before"]

_NAME = "situation"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    words: re.Pattern[str]
    conditions: tuple[str, ...]
    pointing_back: re.Pattern[str]
    shortest: int


@cache
def _rules() -> _Rules:
    chinese = Language.CHINESE
    back, others = sought(chinese, _NAME, "pointing_back"), sought(chinese, _NAME, "not_in")
    return _Rules(
        # "面临淘汰的产能，各地要…": with 的 after it the word describes what the obligation is about.
        words=re.compile(rf"{alternatives(sought(chinese, _NAME, 'words'))}[^的]*\Z"),
        conditions=sought(chinese, _NAME, "conditions"),
        pointing_back=re.compile(rf"{alternatives(others)}|({alternatives(back)})"),
        shortest=table(chinese, "obligations").table(_NAME).number("shortest"),
    )


def told_before(text: str, before: list[Span], obligation: Span) -> bool:
    """Tell whether the clauses *before* only say how things stand, so that *obligation* is whole without them.

    Examples
    --------
    >>> words = "当前形势严峻，各地要压实属地责任和监管责任。"
    >>> told_before(words, [Span(start=0, end=6)], Span(start=10, end=len(words)))
    True
    """
    rules = _rules()
    if not before or len(obligation) < rules.shortest:
        return False
    if any(found[1] for found in rules.pointing_back.finditer(text, obligation.start, obligation.end)):
        return False
    clauses = [clause.of(text) for clause in before]
    return any(rules.words.search(clause) for clause in clauses) and not any(
        clause.endswith(rules.conditions) for clause in clauses
    )
