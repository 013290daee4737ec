"""Selection as RFC 3797 makes it, for pools that were announced so.

Places in the pool decide here, not names: who orders the list must be unable to know the sources. MD5 is the RFC's.
"""

from collections.abc import Sequence
from hashlib import md5
from typing import Final

from zeren.foundations.errors import InvalidInputError

__all__ = ["InvalidPoolError", "key_string", "select"]

# The index is two octets (RFC 3797, 4.2).
LARGEST_POOL: Final = 65535


class InvalidPoolError(InvalidInputError):
    """The pool is too large for the method, or fewer remain than are to be taken."""

    code = "draw.invalid_pool"


def key_string(sources: Sequence[Sequence[int]]) -> str:
    """Write the numbers of the random sources as the string that is hashed.

    Parameters
    ----------
    sources : sequence of sequences of int, >= 0
        In the order announced; the numbers of each are sorted.

    Returns
    -------
    str
        Each number followed by a full stop, each source by a slash.

    References
    ----------
    .. [1] RFC 3797, sections 4.1 and 6.

    Examples
    --------
    >>> key_string([[9319], [2, 5, 12, 8, 10], [9, 18, 26, 34, 41, 45]])
    '9319./2.5.8.10.12./9.18.26.34.41.45./'
    """
    if any(number < 0 for source in sources for number in source):
        raise InvalidPoolError(field="sources")
    return "".join("".join(f"{number}." for number in sorted(source)) + "/" for source in sources)


def select(*, pool: int, key: str, take: int) -> list[int]:
    """Select *take* of the places 1 to *pool*.

    Parameters
    ----------
    pool : int in [1, 65535]
        Size of the pool.
    key : str
        From ``key_string``.
    take : int in [0, pool]
        How many to select.

    Returns
    -------
    list of int
        Places, counted from 1 in the list as announced, in the order selected.

    Raises
    ------
    InvalidPoolError
        If the pool or the number to take is outside its bounds.

    References
    ----------
    .. [1] RFC 3797, section 4.2; worked example in section 6.

    Examples
    --------
    >>> select(pool=25, key="9319./2.5.8.10.12./9.18.26.34.41.45./", take=4)
    [17, 7, 2, 16]
    """
    if not 1 <= pool <= LARGEST_POOL or not 0 <= take <= pool:
        raise InvalidPoolError(pool=pool, take=take)
    remaining = list(range(1, pool + 1))
    return [remaining.pop(_number(key, index) % len(remaining)) for index in range(take)]


def _number(key: str, index: int) -> int:
    around = index.to_bytes(2, "big")
    return int.from_bytes(md5(around + key.encode() + around, usedforsecurity=False).digest(), "big")
