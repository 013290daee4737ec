"""Tickets: a number for each object that nobody can know before the seed and everybody can compute after it.

A ticket depends on seed and identifier, never on the place in a list. Tickets are compared as 256-bit integers, which
is the order of their bytes.
"""

import heapq
from collections.abc import Sequence
from hashlib import sha256
from typing import Final

from zeren.draw.hashing import digest

__all__ = ["smallest", "ticket", "ticket_key"]

_RANGE: Final = 2**256
# The bound on tickets lets so many standard deviations more pass than are wanted.
_DEVIATIONS: Final = 6


def ticket_key(*, role: str, seed: bytes) -> bytes:
    """Give what all tickets of a draw begin their hash with.

    Parameters
    ----------
    role : str
        What is drawn: objects and inspectors of one draw have different tickets.
    seed : bytes of length 32

    Returns
    -------
    bytes of length 32
        SHA-256("zeren-draw/v1/ticket" ‖ 00 ‖ role and seed with their lengths).

    Examples
    --------
    >>> len(ticket_key(role="objects", seed=bytes(32)))
    32
    """
    return digest("ticket", role.encode(), seed)


def ticket(key: bytes, identifier: str) -> bytes:
    """Give the ticket of one object: SHA-256(key ‖ identifier in UTF-8).

    Parameters
    ----------
    key : bytes of length 32
        From ``ticket_key``. With it, and an identifier of up to 23 bytes, all is one block of SHA-256.
    identifier : str
        In its canonical spelling.

    Returns
    -------
    bytes of length 32

    Examples
    --------
    >>> ticket(bytes(32), "a").hex()[:16]
    '41a0370c3d9f4277'
    """
    return sha256(key + identifier.encode()).digest()


def smallest(key: bytes, identifiers: Sequence[str], take: int) -> list[tuple[bytes, str]]:
    """Give the objects with the smallest tickets.

    Parameters
    ----------
    key : bytes of length 32
    identifiers : sequence of shape (N,)
    take : int in [0, N]

    Returns
    -------
    list of (ticket, identifier)
        In the order of the tickets.

    Examples
    --------
    >>> [name for _, name in smallest(bytes(32), ["a", "b", "c"], 2)]
    ['a', 'c']
    """
    bound = _bound(take, len(identifiers))
    # No ticket is kept that cannot be among the smallest: a list of all would cost more than it saves.
    low = [(found, one) for one in identifiers if (found := sha256(key + one.encode()).digest()) < bound]
    if len(low) < take:
        low = [(ticket(key, one), one) for one in identifiers]
    return heapq.nsmallest(take, low) if take < len(low) // 2 else sorted(low)[:take]


def _bound(take: int, size: int) -> bytes:
    """Give a ticket below which almost surely *take* of *size* lie; a wrong guess costs time, never the result."""
    wanted = take + _DEVIATIONS * int(take**0.5 + 1)
    if wanted >= size:
        return b"\xff" * 33
    return (_RANGE * wanted // size).to_bytes(32, "big")
