"""Shuffle an assignment by swaps that anyone can replay, so that every assignment is about equally likely."""

from collections.abc import Mapping
from hashlib import shake_256
from struct import unpack
from typing import Final

from zeren.draw.candidates import Pairs
from zeren.draw.hashing import digest

__all__ = ["SWEEPS", "shuffled"]

# Proposals for each place. In a tight case with 283 assignments a hundred in all reached the noise of the measurement.
SWEEPS: Final = 20
_WORDS: Final = 2
_WORD: Final = 8


def shuffled(teams: Mapping[str, tuple[str, ...]], *, pairs: Pairs, key: bytes) -> dict[str, tuple[str, ...]]:
    """Propose swaps of two inspectors between two objects, and make those that keep all rules.

    Parameters
    ----------
    teams : mapping of object to tuple of inspector
        Where to begin: the cheapest assignment.
    pairs : Pairs
    key : bytes of length 32

    Returns
    -------
    mapping of object to tuple of inspector
        Sorted. Everybody has as many objects as before.

    Notes
    -----
    A proposal is as likely as its reverse, so that in the long run all assignments that swaps can reach, with these
    loads, are equally likely (Metropolis). Places are counted through the objects in order, and within an object in
    the order in which its places stand; both numbers of proposal t come from the words 2t and 2t + 1 of SHAKE-256.
    """
    names = list(pairs.costs)
    places = [[name, one] for name in names for one in teams[name]]
    held = {name: set(teams[name]) for name in names}
    count = SWEEPS * len(places) * _WORDS
    words = unpack(f">{count}Q", shake_256(digest("swaps", key)).digest(count * _WORD))
    for first, second in zip(words[::2], words[1::2], strict=True):
        here, there = places[first * len(places) >> 64], places[second * len(places) >> 64]
        if _may_swap(here, there, held, pairs):
            _swap(here, there, held)
    return {name: tuple(sorted(held[name])) for name in names}


def _may_swap(here: list[str], there: list[str], held: Mapping[str, set[str]], pairs: Pairs) -> bool:
    if here[0] == there[0] or here[1] == there[1]:
        return False
    return _fits(here[0], here[1], there[1], held, pairs) and _fits(there[0], there[1], here[1], held, pairs)


def _fits(name: str, leaving: str, coming: str, held: Mapping[str, set[str]], pairs: Pairs) -> bool:
    if coming not in pairs.costs[name] or coming in held[name]:
        return False
    staying = held[name] - {leaving}
    together = {(min(coming, one), max(coming, one)) for one in staying}
    return pairs.offices[coming] not in {pairs.offices[one] for one in staying} and not together & pairs.apart


def _swap(here: list[str], there: list[str], held: Mapping[str, set[str]]) -> None:
    for place, coming in ((here, there[1]), (there, here[1])):
        held[place[0]].discard(place[1])
        held[place[0]].add(coming)
    here[1], there[1] = there[1], here[1]
