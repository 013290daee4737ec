"""Places within groups of like units, out of those among all."""

import numpy as np
import numpy.typing as npt

from zeren.composite.arrays.ranking import places_of_rows
from zeren.composite.scenarios import Groups

__all__ = ["places_within_rows"]

_Places = npt.NDArray[np.int16 | np.int32]


def places_within_rows(places: _Places, groups: Groups) -> _Places:
    """Rank the units of each group by their places among all.

    Parameters
    ----------
    places : shape (draws, units)
        0 where there is none.

    Returns
    -------
    array, shape (draws, units)
        0 where there is none, or the unit is in no group.

    Examples
    --------
    >>> places_within_rows(np.array([[1, 2, 2, 4, 0, 5]], dtype=np.int16), [[0, 3], [1, 2, 4, 5]]).tolist()
    [[1, 1, 1, 2, 0, 3]]
    """
    found = np.zeros_like(places)
    for members in groups:
        own = places[:, list(members)].astype(float)
        found[:, list(members)] = places_of_rows(np.where(own > 0, -own, np.nan))
    return found
