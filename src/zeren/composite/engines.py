"""The one place where it is decided what computes the draws: plain Python, or arrays of NumPy.

Both take the same draws from the seed and give the same places (docs/method/composite.md, section 4). Plain Python
is for small indices, for where NumPy is not installed, and for rules of which there is no form in arrays.
"""

from collections.abc import Callable, Iterable, Sequence
from importlib.util import find_spec
from typing import Final, Protocol, cast

from zeren.composite.choices import Draw
from zeren.composite.model import Index
from zeren.composite.scenarios import Groups, Scenarios
from zeren.composite.scoring import Measured
from zeren.composite.table import Table
from zeren.composite.tally import Tallies
from zeren.composite.variance import Shares
from zeren.foundations.extras import offered

__all__ = ["Engine", "engine_for", "obstacle"]

# Products of a score and a weight from which arrays repay the time to load them.
_MANY: Final = 2_000_000


class Engine(Protocol):
    """Scores an index under draws."""

    @property
    def name(self) -> str:
        """``python`` or ``numpy``."""

    @property
    def obstacle(self) -> str:
        """Why it is not arrays that compute so many draws; empty where they do, or need not."""

    def tallies(self, progress: Callable[[int, int], None], groups: Groups = ()) -> tuple[Tallies, Tallies]:
        """Count by unit how often it came where in the declared draws, among all and within its group."""

    def places(self, draws: Sequence[Draw]) -> Iterable[Sequence[int]]:
        """Give the places of all units under each of *draws*; 0 where there is none."""

    def shares(
        self, units: Sequence[str], nominal: Sequence[int], sample: int, progress: Callable[[int, int], None]
    ) -> Shares:
        """Estimate what each open choice explains of the scores of *units* and of their places.

        Parameters
        ----------
        units, nominal : shape (units,)
            And their places by the index as it is.
        sample : >= 2
            How many points each of the two samples has.
        progress
            Called with how many times the index was scored, and of how many.
        """


_Obstacle = Callable[[Index], str]
_Make = Callable[[Index, Table, Measured], Engine]


def engine_for(index: Index, table: Table, measured: Measured, *, draws: int) -> Engine:
    """Choose what computes so many draws.

    Parameters
    ----------
    index
        With given weights (`choices.fixed`).
    table, measured
        The data of one period, and its indicators, scored.
    draws
        How many there will be.
    """
    if len(measured.units) * len(index.indicators) * draws < _MANY:
        return Scenarios(index, table)
    if why := obstacle(index):
        return Scenarios(index, table, obstacle=why)
    # Not imported above: NumPy is an extra, and slow to load for what needs none.
    make = cast("_Make", offered("zeren.composite.arrays:ArrayScenarios"))
    return make(index, table, measured)


def obstacle(index: Index) -> str:
    """Say why arrays cannot compute the draws of *index*; empty where they can."""
    if find_spec("numpy") is None:
        return "NumPy is not installed (pip install 'zeren[index]')"
    say = cast("_Obstacle", offered("zeren.composite.arrays:obstacle"))
    return say(index)
