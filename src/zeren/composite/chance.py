"""Numbers by chance that anyone can draw again: they come from a seed by SHAKE-256, the same on every machine."""

import hashlib
import struct
from typing import Final

__all__ = ["uniforms"]

_BYTES: Final = 8
# A double has 53 bits; the lower eleven of the 64 are dropped.
_DROPPED: Final = 11
_UNIT: Final = 2.0**-53


def uniforms(seed: str, purpose: str, number: int, count: int) -> list[float]:
    """Draw *count* numbers from [0, 1), evenly.

    Parameters
    ----------
    seed
        Published with the result.
    purpose, number
        What the numbers are for: other ones give other numbers, so that one more draw changes none of the others.
    count : >= 0

    Returns
    -------
    list of float, shape (count,)

    References
    ----------
    .. [1] FIPS 202 (2015), 6.2: SHAKE256, here over ``seed/purpose/number`` in UTF-8.

    Examples
    --------
    >>> [round(number, 4) for number in uniforms("2026", "weights", 0, 2)]
    [0.2554, 0.1055]
    """
    stream = hashlib.shake_256(f"{seed}/{purpose}/{number}".encode()).digest(_BYTES * count)
    return [(whole >> _DROPPED) * _UNIT for whole in struct.unpack(f">{count}Q", stream)]
