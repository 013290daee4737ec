"""What a slice gives to be searched, and the tokens that a search compares: the same for both databases."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

__all__ = [
    "BEGINNING",
    "HAN",
    "IN_TITLE",
    "Searchable",
    "Wanted",
    "folded",
    "runs",
    "squeezed",
    "title_tokens",
    "tokens",
    "wanted",
]

# Chinese is written without spaces: a run of it is compared by its pairs of characters.
HAN: Final = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
PIECE: Final = re.compile(rf"[{HAN}]+|[^\W_{HAN}]+")
IS_HAN: Final = re.compile(rf"[{HAN}]")
# Set before a token that stands in the title, and before the first letters of a word.
IN_TITLE: Final = "="
BEGINNING: Final = "<"
# A longer beginning of a word is looked for as one; up to here beginnings are tokens of their own, since a database
# would gather half of all texts for a letter.
SHORT: Final = 3
# Longer words than this are no words.
LONGEST: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Searchable:
    """One thing that can be found: what it is, what it says, and who may see it."""

    kind: str
    key: str
    title: str
    # What it is called exactly: a code, a number, a document number.
    number: str = ""
    text: str = ""
    # Where it stands: the title of its register or document.
    where: str = ""
    # 0 is in force, 1 not yet or of no period, 2 no longer.
    standing: int = 1
    # It is seen by those who read this edition, read this document and oversee this unit, as far as they are said.
    edition: int | None = None
    document: int | None = None
    path: str = ""
    # Everybody may see it.
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """A token that a text must have; where it is a beginning, one that begins with it will do."""

    token: str
    is_beginning: bool = False


def folded(text: str) -> str:
    """Write alike what reads alike: full-width letters as plain ones, capitals as small ones."""
    return unicodedata.normalize("NFKC", text).casefold()


def squeezed(text: str) -> str:
    """Leave letters and figures alone, so that a document number is found however its brackets are written.

    >>> squeezed("Binhai [2026] No. 5")
    'binhai2026no5'
    """
    return "".join(PIECE.findall(folded(text)))


def runs(text: str) -> list[str]:
    """Cut a text into words, and stretches of Chinese.

    >>> runs("Air 大气污染 2026")
    ['air', '大气污染', '2026']
    """
    return PIECE.findall(folded(text))


def tokens(text: str, *, beginnings: Iterable[int] = (SHORT,)) -> Iterator[str]:
    """Give the tokens under which a text is found.

    >>> list(tokens("大气 Air a1"))
    ['大气', '大', '气', 'air', '<air', 'a1']
    """
    for run in runs(text):
        if IS_HAN.match(run):
            yield from (run[place : place + 2] for place in range(len(run) - 1))
            yield from run
        else:
            yield run[:LONGEST]
            if not run.isdecimal():
                yield from (BEGINNING + run[:length] for length in beginnings if length <= len(run))


def title_tokens(title: str) -> Iterator[str]:
    """Give the tokens under which a title is found, from the first letter of each word on.

    >>> list(title_tokens("气 Air"))
    ['=气', '=air', '=<a', '=<ai', '=<air']
    """
    return (IN_TITLE + token for token in tokens(title, beginnings=range(1, SHORT + 1)))


def wanted(words: str, *, in_title: bool = False) -> list[Wanted]:
    """Give the tokens that a text, or a title, must have to be found by *words*.

    In a text a word is found whole or by three letters and more, in a title by one; a number by four figures and more.

    >>> [one.token for one in wanted("大气污染 ai")]
    ['大气', '气污', '污染', 'ai']
    >>> [(one.token, one.is_beginning) for one in wanted("水 ai monit", in_title=True)]
    [('=水', False), ('=<ai', False), ('=monit', True)]
    """
    sign = IN_TITLE if in_title else ""
    found: dict[Wanted, None] = {}
    for run in runs(words):
        if IS_HAN.match(run):
            pairs = [run[place : place + 2] for place in range(len(run) - 1)] or [run]
            found |= dict.fromkeys(Wanted(sign + pair) for pair in pairs)
        else:
            found[_wanted_word(run, sign)] = None
    return list(found)


def _wanted_word(run: str, sign: str) -> Wanted:
    if len(run) > SHORT:
        return Wanted(sign + run[:LONGEST], is_beginning=True)
    begun = not run.isdecimal() and (sign or len(run) == SHORT)
    return Wanted(f"{sign}{BEGINNING if begun else ''}{run}")
