"""What a slice gives to be searched, and the tokens that a search compares: the same for both databases."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

__all__ = ["IN_TITLE", "Searchable", "folded", "runs", "squeezed", "tokens", "wanted"]

# Chinese is written without spaces: a run of it is compared by its pairs of characters.
HAN: Final = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
PIECE: Final = re.compile(rf"[{HAN}]+|[^\W_{HAN}]+")
IS_HAN: Final = re.compile(rf"[{HAN}]")
# Set before a token that stands in the title.
IN_TITLE: Final = "="


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


def tokens(text: str) -> Iterator[str]:
    """Give the tokens under which a text is found.

    >>> list(tokens("大气 Air"))
    ['大气', '气', 'air']
    """
    for run in runs(text):
        if IS_HAN.match(run):
            yield from (run[place : place + 2] for place in range(len(run)))
        else:
            # Longer words than this are no words.
            yield run[:60]


def wanted(words: str) -> list[tuple[str, bool]]:
    """Give the tokens that a text must have to be found by *words*, and of each whether it may be a beginning.

    >>> wanted("大气污染 ai")
    [('大气', False), ('气污', False), ('污染', False), ('ai', True)]
    >>> wanted("水")
    [('水', True)]
    """
    found: dict[tuple[str, bool], None] = {}
    for run in runs(words):
        if not IS_HAN.match(run) or len(run) == 1:
            found[run[:60], True] = None
        else:
            found |= dict.fromkeys((run[place : place + 2], False) for place in range(len(run) - 1))
    return list(found)
