"""What a scoring table gives and takes away: its rules, and the points that its clauses add up to."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from itertools import pairwise

from zeren.reading.model import Language
from zeren.reading.rulebook import alternatives, number_form, table
from zeren.reading.span import Span

__all__ = ["ScoringKind", "ScoringRule", "clause_points", "scoring_rules"]

_NUMBER = r"\d{1,4}(?:\.\d{1,3})?"
_SEVERAL = rf"{_NUMBER}(?:\s?分?\s?(?:[、,，/和]|and)\s?{_NUMBER}){{0,6}}"
_GAP = r"[^。；;，,\n]{0,30}?"
# The pieces of a form: a number, a gap, a choice, a choice that may be missing, or words.
_PIECES = re.compile(r"\{(ns|n|…)\}|<([^<>]*)>|\[([^\[\]]*)\]|([^{<\[]+)")
# Too long to be the points of a clause: "（3分，少一次扣1分，扣完为止）" is about the longest.
_BRACKET_WITHIN = 40


class ScoringKind(StrEnum):
    """What a scoring rule does with the points."""

    DEDUCT_EACH = "deduct_each"
    FLOOR = "floor"
    PROPORTIONAL = "proportional"
    ZERO_IF = "zero_if"
    BONUS = "bonus"
    AWARD = "award"
    CAP = "cap"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoringRule:
    """One rule of a scoring table: ``points`` are the figures in it, in their order; none for "扣完为止"."""

    kind: ScoringKind
    points: tuple[Decimal, ...]
    words: str
    span: Span


@cache
def _rules(language: Language) -> tuple[re.Pattern[str], tuple[ScoringKind, ...]]:
    entries = table(language, "scoring").tables("rule")
    forms = "|".join(f"({_pattern(entry.text('form'), language)})" for entry in entries)
    return re.compile(forms, re.IGNORECASE), tuple(ScoringKind(entry.text("kind")) for entry in entries)


def _pattern(form: str, language: Language) -> str:
    edge = r"\b" if language is Language.ENGLISH else ""
    return edge + "".join(_piece(found) for found in _PIECES.finditer(form))


def _piece(found: re.Match[str]) -> str:
    sign, choice, missing, words = found.groups()
    if sign is not None:
        return {"n": _NUMBER, "ns": _SEVERAL, "…": _GAP}[sign]
    if words is not None:
        return re.escape(words).replace(r"\ ", r"\s{0,3}")
    written = alternatives(tuple((choice or missing).split("|")))
    return written if choice is not None else f"{written}?"


def scoring_rules(text: str, within: Span, language: Language) -> tuple[ScoringRule, ...]:
    """Find the scoring rules in *within*, in their order.

    Parameters
    ----------
    text, within
        The words and where they stand, such as a cell under 评分标准.
    language
        Whose rules apply.

    Examples
    --------
    >>> words = "每少报一次扣0.5分，扣完为止；获省级通报表扬加2分"
    >>> found = scoring_rules(words, Span(start=0, end=len(words)), Language.CHINESE)
    >>> [(one.kind.value, [str(figure) for figure in one.points]) for one in found]
    [('deduct_each', ['0.5']), ('floor', []), ('bonus', ['2'])]
    """
    pattern, kinds = _rules(language)
    return tuple(
        ScoringRule(
            kind=kinds[(found.lastindex or 1) - 1],
            points=_figures(kinds[(found.lastindex or 1) - 1], found[0]),
            words=found[0],
            span=Span(start=found.start(), end=found.end()),
        )
        for found in pattern.finditer(text, within.start, within.end)
    )


def _figures(kind: ScoringKind, words: str) -> tuple[Decimal, ...]:
    """Return the figures that are points: not the times and the shares in the words before them."""
    if kind in {ScoringKind.PROPORTIONAL, ScoringKind.ZERO_IF}:
        return ()
    found = re.search(rf"({_SEVERAL})\s?(?:分|points?)\D{{0,20}}\Z", words, re.IGNORECASE)
    return tuple(Decimal(figure) for figure in re.findall(_NUMBER, found[1])) if found else ()


@cache
def _in_brackets(language: Language) -> re.Pattern[str]:
    rules = table(language, "scoring").table("points")
    before, after = alternatives(rules.strings("before")), alternatives(rules.strings("after"))
    rest = rf"[^（()）\n]{{0,{_BRACKET_WITHIN}}}"
    return re.compile(rf"[（(]\s?{before}?\s?({_NUMBER})\s?(?:({after})(?:[，,；;、]{rest})?)?\s?[)）]", re.IGNORECASE)


@cache
def _markers(language: Language) -> re.Pattern[str]:
    forms = table(language, "scoring").table("clauses").strings("markers")
    joined = "|".join(number_form(form) for form in forms)
    return re.compile(rf"(?<![\d第])(?:{joined})(?!\d)")


def clause_points(text: str, within: Span, language: Language) -> Decimal | None:
    """Add up the points that the clauses of a cell give; None where they give none.

    A clause gives the points in its brackets ("（8分）"), and the most of those that it awards in words: "省级得3分；
    市级得2分" are alternatives.

    Parameters
    ----------
    text, within
        The words and where they stand.
    language
        Whose rules apply.

    Examples
    --------
    >>> words = "1.成立专班（3分）；2.报送信息：省级采用得4分，市级采用得2分。"
    >>> clause_points(words, Span(start=0, end=len(words)), Language.CHINESE)
    Decimal('7')
    """
    figures = [_of_clause(text, clause, language) for clause in _clauses(text, within, language)]
    given = [figure for figure in figures if figure is not None]
    return sum(given, Decimal(0)) if given else None


def _clauses(text: str, within: Span, language: Language) -> list[Span]:
    starts = [found.start() for found in _markers(language).finditer(text, within.start, within.end)]
    edges = [within.start, *(start for start in starts if start > within.start), within.end]
    return [Span(start=start, end=end) for start, end in pairwise(edges)]


def _of_clause(text: str, clause: Span, language: Language) -> Decimal | None:
    brackets = list(_in_brackets(language).finditer(text, clause.start, clause.end))
    inside = [Span(start=found.start(), end=found.end()) for found in brackets]
    awards = [
        figure
        for rule in scoring_rules(text, clause, language)
        if rule.kind is ScoringKind.AWARD and not any(rule.span in one for one in inside)
        for figure in rule.points
    ]
    # "（20）" without a word is points only at the end of its clause.
    given = [
        Decimal(found[1])
        for found in brackets
        if found[2] or not text[found.end() : min(clause.end, found.end() + _BRACKET_WITHIN)].strip("。；;，, \t\n")
    ]
    if not given and not awards:
        return None
    return sum(given, Decimal(0)) + max(awards, default=Decimal(0))
