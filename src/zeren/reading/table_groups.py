"""Rows of a table that hand out nothing: sums, and the heads of groups (rules/*/tables.toml)."""

import re
from collections.abc import Sequence
from functools import cache

from zeren.reading.model import Language
from zeren.reading.rulebook import alternatives, number_form, table

__all__ = ["group_depth", "is_sum", "rewards", "says_nothing", "without_number"]

# A sum says so in its first cells.
_SUM_WITHIN = 3


def is_sum(words: Sequence[str], language: Language) -> bool:
    """Tell from the first words of its cells whether a row is a sum.

    Examples
    --------
    >>> is_sum(["", "合计", "100"], Language.CHINESE), is_sum(["1", "合计核查"], Language.CHINESE)
    (True, False)
    """
    first = [word for word in words if word][:_SUM_WITHIN]
    return any(_sums(language).match(word) for word in first)


@cache
def _sums(language: Language) -> re.Pattern[str]:
    words = table(language, "tables").table("sums").strings("words")
    return re.compile(rf"{alternatives(words)}\s?(?:[（(：:]|\Z)", re.IGNORECASE)


@cache
def _numbers(language: Language) -> tuple[re.Pattern[str], ...]:
    forms = table(language, "tables").table("group").strings("numbers")
    return tuple(re.compile(number_form(form) + r"[、.．]?\s*") for form in forms)


def group_depth(words: str, language: Language) -> int | None:
    """Tell how deep a group stands from the form of its number; None where the first cell holds none.

    Examples
    --------
    >>> group_depth("一、", Language.CHINESE), group_depth("12", Language.CHINESE)
    (0, None)
    """
    for depth, pattern in enumerate(_numbers(language)):
        found = pattern.match(words)
        # "一" alone is a number, "一体化" is not.
        if found and (found.end() == len(words) or not found[0].rstrip()[-1].isalnum()):
            return depth
    return None


def without_number(words: str, language: Language) -> str:
    """Leave out the number of a group before its name.

    Examples
    --------
    >>> without_number("二、大气污染防治", Language.CHINESE)
    '大气污染防治'
    """
    for pattern in _numbers(language):
        found = pattern.match(words)
        if found and (found.end() == len(words) or not found[0].rstrip()[-1].isalnum()):
            return words[found.end() :].strip()
    return words.strip()


@cache
def _rewarding(language: Language) -> re.Pattern[str]:
    return re.compile(alternatives(table(language, "tables").table("rewarding").strings("words")), re.IGNORECASE)


def rewards(heading: str, language: Language) -> bool:
    """Tell whether a group gives or takes points for what was done elsewhere.

    Examples
    --------
    >>> rewards("综合奖扣分项目", Language.CHINESE)
    True
    """
    return _rewarding(language).search(heading) is not None


def says_nothing(words: str, language: Language) -> bool:
    """Tell whether a cell is empty or filled with a sign for nothing.

    Examples
    --------
    >>> [says_nothing(words, Language.CHINESE) for words in (" ", "—", "无", "无锡市")]
    [True, True, True, False]
    """
    given = words.strip()
    return not given or given in table(language, "tables").table("nothing").strings("words")
