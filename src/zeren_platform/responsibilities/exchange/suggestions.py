"""Which units a name may mean: those whose names share most pairs of characters with it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

__all__ = ["ranked"]

MOST: Final = 5
LEAST: Final = 0.2
# What almost every unit's name holds tells none apart.
COMMON: Final = "市县区省局委办的 "


def ranked(name: str, known: Iterable[tuple[str, str, Sequence[str]]]) -> list[tuple[str, str]]:
    """Give the code and label of the likeliest units, the likeliest first.

    >>> ranked("生态环境局", [("a", "市水务局", ["市水务局"]), ("b", "市生态环境局", ["市生态环境局"])])
    [('b', '市生态环境局')]
    """
    wanted = _pairs(name)
    found = []
    for code, label, names in known:
        nearness = max((_shared(wanted, _pairs(one)) for one in names if one), default=0.0)
        if nearness >= LEAST:
            found.append((-nearness, code, label))
    return [(code, label) for _nearness, code, label in sorted(found)[:MOST]]


def _pairs(name: str) -> Counter[str]:
    words = "".join(sign for sign in name.casefold() if sign.isalnum())
    told = "".join(sign for sign in words if sign not in COMMON) or words
    return Counter([*(told[place : place + 2] for place in range(len(told) - 1)), *told])


def _shared(one: Counter[str], other: Counter[str]) -> float:
    """Measure how much two names share (Sørensen and Dice): 1 where they are the same."""
    both = one.total() + other.total()
    return 2 * (one & other).total() / both if both else 0.0
