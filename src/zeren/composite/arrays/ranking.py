"""Places of many draws at once.

A draw is ranked by one sort in place: the number of the unit is written over the last bits of its score, so that a
sort of plain numbers carries the units along, which processors do several numbers at a time.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

__all__ = ["Places", "place_type", "places_of_rows"]

_Array = npt.NDArray[np.float64]
_Whole = npt.NDArray[np.int64]
Places = npt.NDArray[np.int16 | np.int32]
# So many bits of a score are not compared at least: scores that differ by less than some 2e-12 of their size share a
# place, since the order of equal scores must not hang on how a processor adds.
_BITS: Final = 13
_SIGN: Final = np.int64(2**63 - 1)


def places_of_rows(scores: _Array) -> Places:
    """Rank each row: 1 for the highest, equals the best they share; 0 where there is no score.

    Parameters
    ----------
    scores : shape (draws, units)
        NaN where there is none.

    Examples
    --------
    >>> places_of_rows(np.array([[5.0, 7.0, 7.0, np.nan]])).tolist()
    [[3, 1, 1, 0]]
    """
    units = scores.shape[1]
    bits = np.int64(max(_BITS, (units - 1).bit_length()))
    low = (np.int64(1) << bits) - 1
    # Positive scores are ordered as the whole numbers of the same bits.
    plain = bool(scores.size and scores.min() > 0)
    keys = (scores if plain else _signed(scores)).view(np.int64) & ~low
    keys |= np.arange(units)
    keys.sort(axis=1)
    close = (keys[:, 1:] - keys[:, :-1]).min(axis=1, initial=np.iinfo(np.int64).max) < 2 << bits
    places = np.empty(scores.shape, dtype=place_type(units))
    falling = np.arange(units, 0, -1, dtype=places.dtype)
    for row, order in zip(places, keys & low, strict=True):
        row[order] = falling
    for at in np.flatnonzero(close):
        places[at][keys[at] & low] = _shared(keys[at] >> bits)
    if not plain:
        places[np.isnan(scores)] = 0
    return places


def place_type(units: int) -> type[np.int16 | np.int32]:
    """Give the smallest whole numbers that hold so many places."""
    return np.int16 if units < np.iinfo(np.int16).max else np.int32


def _signed(scores: _Array) -> _Whole:
    """Write each score as a whole number of the same order; what is missing is the lowest."""
    whole = np.where(np.isnan(scores), -np.inf, scores + 0.0).view(np.int64)
    whole ^= (whole >> 63) & _SIGN
    return whole


def _shared(ordered: _Whole) -> _Whole:
    """Give places to scores in ascending order of which some are equal."""
    units = len(ordered)
    last = np.append(ordered[1:] - ordered[:-1] > 1, [True])
    ends = np.where(last, np.arange(units), units)
    highest = np.minimum.accumulate(ends[::-1])[::-1]
    return np.asarray(units - highest)
