"""Tickets bit for bit as the package consistent_sampler 1.0 of R. Rivest makes them, for draws announced with it.

A ticket is a decimal fraction written as text: the digits of a SHA-256, last digit first. The smallest are drawn.
"""

import heapq
from collections.abc import Hashable, Sequence
from hashlib import sha256
from typing import Final, TypeVar

from zeren.draw.identifiers import DuplicateIdentifierError
from zeren.foundations.errors import InvalidInputError

__all__ = ["InvalidSampleError", "sample"]

Identifier = TypeVar("Identifier", bound=Hashable)

_BEFORE_DIGITS: Final = len("0.")
_LEADING: Final = 1000
# Where a ticket's first three digits stand in order: the last three of the number, turned round.
_TURNED: Final = tuple(int(f"{number:03d}"[::-1]) for number in range(_LEADING))


class InvalidSampleError(InvalidInputError):
    """A number that says how to sample is negative, or nothing would ever end the draws."""

    code = "draw.invalid_sample"


def sample(
    ids: Sequence[Identifier],
    *,
    seed: object,
    take: int,
    drop: int = 0,
    with_replacement: bool = False,
    digits: int = 9,
) -> list[tuple[str, Identifier, int]]:
    """Draw from *ids* in the order of consistent_sampler.

    Parameters
    ----------
    ids : sequence of shape (N,)
        Hashed as ``str`` writes them, so 1 and "1" are the same and refused together.
    seed : object
        As ``str`` writes it; the usage is 20 throws of a ten-sided die.
    take : int, >= 0
        How many draws to give at most.
    drop : int, >= 0
        How many draws to pass over first: an extension of a sample of n drops n.
    with_replacement : bool
        Whether an object drawn returns with a new, larger ticket.
    digits : int, >= 0
        Digits to show after the nines that a ticket begins with.

    Returns
    -------
    list of (ticket, id, generation)
        In the order drawn; the generation counts how often the object was drawn.

    Raises
    ------
    DuplicateIdentifierError
        If two ids are written alike.
    InvalidSampleError
        If a count is negative.

    References
    ----------
    .. [1] R. L. Rivest, Consistent Sampling with Replacement, arXiv:1808.10016 (2018).
    .. [2] consistent_sampler 1.0.10, functions ``sha256_uniform``, ``next_fraction``, ``trim``.

    Examples
    --------
    >>> sample(["dog", "cat", "fish", "goat"], seed="xy()134!g2n", take=2)
    [('0.248664138', 'cat', 1), ('0.338860356', 'dog', 1)]
    """
    for name, count in (("take", take), ("drop", drop), ("digits", digits)):
        if count < 0:
            raise InvalidSampleError(field=name, found=count)
    prefix = sha256(str(seed).encode()).hexdigest()
    names = [str(one) for one in ids]
    _refuse_doubles(names)
    draw = _returning if with_replacement else _first
    drawn = draw(prefix, names, drop + take)
    return [(_shown(ticket, digits), ids[place], generation) for ticket, place, generation in drawn[drop:]]


def _refuse_doubles(names: list[str]) -> None:
    if len(set(names)) == len(names):
        return
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise DuplicateIdentifierError(found=name)
        seen.add(name)


def _number(prefix: str, name: str) -> int:
    return int.from_bytes(sha256((prefix + name).encode()).digest(), "big")


def _ticket(number: int) -> str:
    # 64 digits at least: so the package pads, though a SHA-256 may have 78.
    return "0." + f"{number:064d}"[::-1]


def _first(prefix: str, names: list[str], count: int) -> list[tuple[str, int, int]]:
    """Give the *count* smallest tickets; only those that can be among them are written out."""
    bound = _LEADING * count // max(len(names), 1) * 5 // 4 + 5
    possible = [turned <= bound for turned in _TURNED]
    start, read = prefix.encode(), int.from_bytes
    low = [
        (number, place)
        for place, name in enumerate(names)
        if possible[(number := read(sha256(start + name.encode()).digest(), "big")) % _LEADING]
    ]
    if len(low) < min(count, len(names)):
        low = [(_number(prefix, name), place) for place, name in enumerate(names)]
    return sorted((_ticket(number), place, 1) for number, place in low)[:count]


def _returning(prefix: str, names: list[str], count: int) -> list[tuple[str, int, int]]:
    """Give *count* draws; each object drawn goes back with its next ticket."""
    waiting = [(_ticket(_number(prefix, name)), place, 1) for place, name in enumerate(names)]
    heapq.heapify(waiting)
    drawn = []
    for _ in range(count if waiting else 0):
        ticket, place, generation = waiting[0]
        drawn.append(waiting[0])
        heapq.heapreplace(waiting, (_next(ticket), place, generation + 1))
    return drawn


def _next(ticket: str) -> str:
    """Keep the nines the ticket begins with, and hash for the rest until it is larger."""
    kept, counter, following = ticket[: _nines_end(ticket)], 0, ""
    while following <= ticket + "0":
        counter += 1
        digest = sha256(f"{ticket}:{counter}".encode()).digest()
        following = kept + _ticket(int.from_bytes(digest, "big"))[_BEFORE_DIGITS:]
    return following


def _nines_end(ticket: str) -> int:
    return next(place for place, digit in enumerate(ticket + "0") if place >= _BEFORE_DIGITS and digit < "9")


def _shown(ticket: str, digits: int) -> str:
    return ticket[: _nines_end(ticket) + digits]
