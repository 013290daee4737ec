"""Designs: which objects of a stratum the tickets choose, and with what chance; integers only.

With t the ticket as an integer, u = (2t + 1) / 2**257 lies evenly in (0, 1). Fractions are compared by cross products.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cmp_to_key
from typing import Final

from zeren.draw.frame import Entry
from zeren.draw.freezing import Design
from zeren.draw.hashing import digest
from zeren.draw.tickets import smallest, ticket

__all__ = ["Choice", "Selection", "choose", "pareto_chance", "take_all", "target_chances"]

_ONE: Final = 2**257
# Ranking values are first compared by so many bits; what is equal then is compared exactly.
_BITS: Final = 320


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An object with its ticket."""

    id: str
    ticket: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What is chosen from a stratum.

    Parameters
    ----------
    drawn : tuple of Choice
        In the order drawn.
    waiting : tuple of Choice
        Those next in order, as far as asked for; empty for designs that cannot be extended.
    values : tuple of Fraction
        What each of those waiting is ranked by: of simple its u, of Pareto its ranking value.
    """

    drawn: tuple[Choice, ...]
    waiting: tuple[Choice, ...]
    values: tuple[Fraction, ...] = ()

    def threshold(self, changes: int = 0) -> Fraction | None:
        """Give the value that all drawn and added stay below; None where none is left, or where there is no order."""
        return self.values[changes] if changes < len(self.values) else None


def choose(
    entries: Sequence[Entry], *, design: Design, take: int, key: bytes, cell: tuple[str, str], further: int = 1
) -> Selection:
    """Let the tickets choose from a stratum.

    Parameters
    ----------
    entries : sequence of Entry, shape (N,)
        The stratum, in any order.
    design : Design
    take : int in [0, N]
        How many; for Poisson the number to be expected.
    key : bytes of length 32
        From ``ticket_key``.
    cell : (str, str)
        Stratum and risk class, from which the systematic design hashes its start.
    further : int, >= 1
        How many of those next in order to give.

    Returns
    -------
    Selection

    References
    ----------
    .. [1] B. Rosén, On sampling with probability proportional to size, J. Statist. Plann. Inference 62 (1997) 159-191.

    Examples
    --------
    >>> entries = [Entry(id=name) for name in "abcd"]
    >>> chosen = choose(entries, design=Design.SIMPLE, take=2, key=bytes(32), cell=("", ""))
    >>> [one.id for one in chosen.drawn], [one.id for one in chosen.waiting]
    (['a', 'd'], ['c'])
    """
    if design in {Design.SIMPLE, Design.BATCHES}:
        return _simple(entries, take, key, further)
    if design is Design.PARETO:
        return _pareto(entries, take, key, further)
    certain, rest, left = take_all(entries, take)
    tickets = [(ticket(key, entry.id), entry) for entry in rest]
    chosen = _poisson(tickets, left) if design is Design.POISSON else _systematic(tickets, left, key, cell)
    drawn = sorted([*_all(certain, key), *chosen], key=lambda one: one.ticket)
    return Selection(drawn=tuple(drawn), waiting=())


def take_all(entries: Sequence[Entry], take: int) -> tuple[list[Entry], list[Entry], int]:
    """Part the objects whose chance would reach 1 from the rest, again until none is left that would.

    Parameters
    ----------
    entries : sequence of Entry, shape (N,)
    take : int in [0, N]

    Returns
    -------
    certain, rest : lists of Entry
        Drawn for certain; drawn in proportion to weight.
    left : int
        How many are to be drawn from the rest.

    Examples
    --------
    >>> entries = [Entry(id=name, weight=weight) for name, weight in (("a", 90), ("b", 8), ("c", 1), ("d", 1))]
    >>> certain, rest, left = take_all(entries, 2)
    >>> [one.id for one in certain], [one.id for one in rest], left
    (['a'], ['b', 'c', 'd'], 1)
    """
    rest = sorted(entries, key=lambda entry: (-entry.weight, entry.id))
    total, left, place = sum(entry.weight for entry in rest), take, 0
    # Largest first: if one does not reach 1, no smaller one does, and taking it away only raises the others.
    while left and place < len(rest) and left * rest[place].weight >= total:
        total -= rest[place].weight
        left -= 1
        place += 1
    return rest[:place], rest[place:], left


def target_chances(entries: Sequence[Entry], *, design: Design, take: int) -> dict[str, Fraction]:
    """Give the chance of each object to be drawn.

    Parameters
    ----------
    entries : sequence of Entry, shape (N,)
    design : Design
    take : int in [0, N]

    Returns
    -------
    dict of identifier to Fraction in [0, 1]
        Exact for all designs but Pareto, where it is the target: true chances lie close to it (within 0.2 % for ten of
        fifty objects) and estimates use the threshold instead.

    Examples
    --------
    >>> target_chances([Entry(id="a"), Entry(id="b")], design=Design.SIMPLE, take=1)["a"]
    Fraction(1, 2)
    """
    if design in {Design.SIMPLE, Design.BATCHES}:
        return {entry.id: Fraction(take, len(entries)) for entry in entries}
    certain, rest, left = take_all(entries, take)
    total = sum(entry.weight for entry in rest)
    chances = {entry.id: Fraction(1) for entry in certain}
    return chances | {entry.id: Fraction(left * entry.weight, total) for entry in rest}


def pareto_chance(target: Fraction, threshold: Fraction | None) -> Fraction:
    """Give the chance that an object's ranking value lies below the threshold, given all others.

    Parameters
    ----------
    target : Fraction in (0, 1]
        From ``target_chances``.
    threshold : Fraction, > 0, or None
        From ``Selection.threshold``; None means that all were drawn.

    Returns
    -------
    Fraction in (0, 1]
        With it the estimate is free of bias, whatever the true chances are.

    References
    ----------
    .. [1] N. Duffield, C. Lund, M. Thorup, Priority sampling for estimation of arbitrary subset sums, J. ACM 54 (2007).

    Examples
    --------
    >>> pareto_chance(Fraction(1, 2), Fraction(1))
    Fraction(1, 2)
    """
    if threshold is None or target == 1:
        return Fraction(1)
    return threshold * target / (1 - target + threshold * target)


def _simple(entries: Sequence[Entry], take: int, key: bytes, further: int) -> Selection:
    found = smallest(key, [entry.id for entry in entries], min(take + further, len(entries)))
    order = [Choice(id=name, ticket=value) for value, name in found]
    values = tuple(Fraction(_odd(one.ticket), _ONE) for one in order[take:])
    return Selection(drawn=tuple(order[:take]), waiting=tuple(order[take:]), values=values)


def _pareto(entries: Sequence[Entry], take: int, key: bytes, further: int) -> Selection:
    certain, rest, left = take_all(entries, take)
    total = sum(entry.weight for entry in rest)
    ranked = [_ranked(entry, ticket(key, entry.id), left, total) for entry in rest] if left else []
    ordered = _in_order(ranked)
    following = ordered[left : left + further]
    drawn = (*sorted(_all(certain, key), key=lambda one: one.ticket), *(choice for _, _, choice in ordered[:left]))
    values = tuple(Fraction(numerator, denominator) for numerator, denominator, _ in following)
    return Selection(drawn=drawn, waiting=tuple(choice for _, _, choice in following), values=values)


def _ranked(entry: Entry, value: bytes, left: int, total: int) -> tuple[int, int, Choice]:
    """Give u (1 - λ) / ((1 - u) λ) as numerator and denominator; λ = left · weight / total."""
    odd, share = _odd(value), left * entry.weight
    return odd * (total - share), (_ONE - odd) * share, Choice(id=entry.id, ticket=value)


def _in_order(ranked: list[tuple[int, int, Choice]]) -> list[tuple[int, int, Choice]]:
    keys = [(numerator << _BITS) // denominator for numerator, denominator, _ in ranked]
    if len(set(keys)) == len(keys):
        return [ranked[place] for place in sorted(range(len(keys)), key=keys.__getitem__)]
    return sorted(ranked, key=cmp_to_key(_crosswise))


def _crosswise(one: tuple[int, int, Choice], other: tuple[int, int, Choice]) -> int:
    left, right = one[0] * other[1], other[0] * one[1]
    return (left > right) - (left < right) or (one[2].ticket > other[2].ticket) - (one[2].ticket < other[2].ticket)


def _poisson(tickets: list[tuple[bytes, Entry]], left: int) -> list[Choice]:
    total = sum(entry.weight for _, entry in tickets)
    return [
        Choice(id=entry.id, ticket=value)
        for value, entry in tickets
        if _odd(value) * total < left * entry.weight * _ONE
    ]


def _systematic(tickets: list[tuple[bytes, Entry]], left: int, key: bytes, cell: tuple[str, str]) -> list[Choice]:
    """Step through the order of the tickets in strides of total / left of the weight, from a start by hash."""
    total = sum(entry.weight for _, entry in tickets)
    mark = _odd(digest("start", key, cell[0].encode(), cell[1].encode())) * total
    chosen, passed = [], 0
    for value, entry in sorted(tickets, key=lambda one: one[0]):
        passed += left * entry.weight
        if mark < passed * _ONE:
            chosen.append(Choice(id=entry.id, ticket=value))
            mark += total * _ONE
    return chosen


def _all(entries: Sequence[Entry], key: bytes) -> list[Choice]:
    return [Choice(id=entry.id, ticket=ticket(key, entry.id)) for entry in entries]


def _odd(value: bytes) -> int:
    return 2 * int.from_bytes(value, "big") + 1
