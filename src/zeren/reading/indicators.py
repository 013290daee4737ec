"""What a Chinese figure measures: the noun before it, how it is compared, and where the words of both stand."""

import re
from dataclasses import dataclass
from functools import cache

from zeren.reading.measures import Operator
from zeren.reading.model import Language
from zeren.reading.rulebook import Table, alternatives, table

__all__ = ["Compared", "after_figure", "before_figure", "cleaned", "growth_of", "is_noun", "without_growth"]

_IDEOGRAPHS = re.compile("[\u4e00-\u9fffA-Za-z]{2}")
_SIGNS = " \u3000“”\"'、，：；（）()《》"
_OPENS, _CLOSES = "、，：；（）(), \u3000", "、，：；（(, \u3000"
_ORDER = (
    Operator.AT_LEAST,
    Operator.AT_MOST,
    Operator.MORE_THAN,
    Operator.LESS_THAN,
    Operator.ABOUT,
    Operator.EQUAL,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """An operator and where its words end, or begin before a figure; None where there are none."""

    operator: Operator | None
    at: int


def _rules() -> Table:
    return table(Language.CHINESE, "targets")


@cache
def _before() -> tuple[re.Pattern[str], dict[str, Operator]]:
    by_words: dict[str, Operator] = {}
    for operator in _ORDER:
        for word in _rules().table("before").strings(operator.value):
            by_words.setdefault(word, operator)
    return re.compile(alternatives(tuple(by_words)) + r"\Z"), by_words


@cache
def _after() -> tuple[re.Pattern[str], dict[str, Operator]]:
    by_words = {word: operator for operator in _ORDER for word in _rules().table("after").strings(operator.value)}
    # 1万台（套）以上: a second measure word may stand between.
    return re.compile(rf"(?:（[^（）]{{1,3}}）)?(?P<words>{alternatives(tuple(by_words))})"), by_words


@cache
def _longest() -> int:
    return max(len(word) for word in _before()[1])


@cache
def _growth() -> re.Pattern[str]:
    return re.compile(alternatives(_rules().table("growth").strings("words")) + r"\Z")


@cache
def _lead_ins() -> re.Pattern[str]:
    return re.compile(rf"\d{{4}}年|{alternatives(_rules().table('lead_ins').strings('words'))}")


@cache
def _trailing() -> re.Pattern[str]:
    rules = _rules()
    kept = frozenset(rules.table("trailing").strings("keeps"))
    words = tuple(word for word in rules.table("trailing").strings("words") if word not in kept)
    # 年均, 人均 belong to what is measured.
    return re.compile(rf"(?<![年月日人户]){alternatives(words)}\Z")


def before_figure(text: str, start: int, end: int) -> Compared:
    """Find the operator that ends ``text[start:end]``, the words before a figure.

    Examples
    --------
    >>> before_figure("失业率控制在", 0, 6)
    Compared(operator=<Operator.AT_MOST: 'at_most'>, at=3)
    """
    pattern, by_words = _before()
    # The pattern is anchored at the end: from the first place where it matches the words are the longest.
    found = pattern.search(text, max(start, end - _longest()), end)
    if found is None:
        return Compared(operator=None, at=end)
    return Compared(operator=by_words[found[0]], at=found.start())


def after_figure(text: str, at: int, end: int) -> Compared:
    """Find the operator that follows a figure that ends at *at*.

    Examples
    --------
    >>> after_figure("5%左右。", 2, 5).operator.value
    'about'
    """
    pattern, by_words = _after()
    found = pattern.match(text, at, end)
    if found is None:
        return Compared(operator=None, at=at)
    return Compared(operator=by_words[found["words"]], at=found.end())


def cleaned(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out what only leads in to the noun of ``text[start:end]``, or trails it; return where it stands.

    Examples
    --------
    >>> words = "力争接待游客人次预计"
    >>> begin, end = cleaned(words, 0, len(words))
    >>> words[begin:end]
    '接待游客人次'
    """
    while start < end:
        lead = _lead_ins().match(text, start, end)
        if text[start] in _OPENS:
            start += 1
        elif lead is not None and lead.end() < end:
            start = lead.end()
        else:
            break
    while start < end:
        trail = _trailing().search(text, max(start, end - 4), end)
        if text[end - 1] in _CLOSES:
            end -= 1
        elif trail is not None:
            end = trail.start()
        else:
            break
    return start, end


def growth_of(words: str) -> str:
    """Return the word at the end of *words* that says which way it goes; empty where there is none.

    Examples
    --------
    >>> growth_of("投资同比增长"), growth_of("投资")
    ('同比增长', '')
    """
    found = _growth().search(words)
    return found[0] if found else ""


def without_growth(words: str) -> str:
    """Return the noun of *words* alone.

    Examples
    --------
    >>> without_growth("固定资产投资增长")
    '固定资产投资'
    """
    return words[: len(words) - len(growth_of(words))]


@cache
def _no_noun() -> tuple[tuple[str, ...], tuple[str, ...]]:
    return _rules().strings("comparing"), _rules().strings("not_at_end")


def is_noun(words: str) -> bool:
    """Tell whether something is left that can be measured."""
    noun = without_growth(words).strip(_SIGNS)
    comparing, ends = _no_noun()
    return _IDEOGRAPHS.search(noun) is not None and not noun.startswith(comparing) and not noun.endswith(ends)
