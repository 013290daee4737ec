"""Who must act, where a sentence says so before its verb: "Hechuan County and Lanxi City should each …".

The reading gives such words as they stand. Names of units hold "and" themselves, so only the organisation can tell
where one name ends: the words are parted at every joint, and taken apart only where all of them are names it knows.
"""

import re
from collections.abc import Container
from typing import Final

__all__ = ["candidates", "parted"]

JOINTS: Final = re.compile(
    r"\s*,?\s*\b(?:together with|in conjunction with|along with|as well as|and)\s+|\s*[,、，]\s*|以及|会同|[和与及]",
    re.IGNORECASE,
)
ARTICLE: Final = re.compile(r"^the\s+", re.IGNORECASE)
# No sentence names more; beyond it nothing is gained and the work grows.
MOST_PIECES: Final = 12


def candidates(words: str) -> set[str]:
    """Give every stretch between two joints of *words*: what may be a name."""
    edges = _edges(words)
    return {
        ARTICLE.sub("", words[start:end].strip())
        for place, (start, _) in enumerate(edges)
        for (_, end) in edges[place:]
    }


def parted(words: str, known: Container[str]) -> list[str]:
    """Part *words* into *known* names without a rest, the longest name first; nothing where that is impossible.

    >>> parted("Housing and Building Bureau and the Water Bureau", {"Housing and Building Bureau", "Water Bureau"})
    ['Housing and Building Bureau', 'Water Bureau']
    >>> parted("Water Bureau and its partners", {"Water Bureau"})
    []
    """
    return _parted(words, _edges(words), known)


def _parted(words: str, edges: list[tuple[int, int]], known: Container[str]) -> list[str]:
    for last in range(len(edges) - 1, -1, -1):
        name = ARTICLE.sub("", words[edges[0][0] : edges[last][1]].strip())
        if name not in known:
            continue
        if last == len(edges) - 1:
            return [name]
        if rest := _parted(words, edges[last + 1 :], known):
            return [name, *rest]
    return []


def _edges(words: str) -> list[tuple[int, int]]:
    """Give where each piece between joints starts and ends; of too many pieces the whole is one."""
    cuts = list(JOINTS.finditer(words))
    if len(cuts) >= MOST_PIECES:
        return [(0, len(words))]
    starts = [0, *(cut.end() for cut in cuts)]
    ends = [*(cut.start() for cut in cuts), len(words)]
    return list(zip(starts, ends, strict=True))
