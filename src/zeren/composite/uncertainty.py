"""How far places depend on choices that might have been made otherwise.

Every draw makes each declared choice anew, all at once, and ranks the units. What is published of it is the interval
of places of each unit: a place without its interval says more than is known.
"""

from collections.abc import Callable

from zeren.composite.choices import fixed
from zeren.composite.engines import engine_for
from zeren.composite.model import Index
from zeren.composite.scoring import measure, put_together
from zeren.composite.standing import Places, groups_of, standings
from zeren.composite.table import Table

__all__ = ["robustness"]


def _silent(done: int, of: int) -> None:
    """Tell nobody."""
    del done, of


def robustness(index: Index, table: Table, *, progress: Callable[[int, int], None] = _silent) -> Places:
    """Draw the choices of the index many times and tell the places that come out.

    Parameters
    ----------
    index
        Its ``robustness`` declares the choices, the number of draws and the seed.
    table
        The data of one period.
    progress
        Called with how many draws are done, and of how many.

    Returns
    -------
    Places
        The same to the bit for the same file, data, engine and machine; elsewhere scores agree to 1e-9 of their size,
        and places wherever scores differ by more.

    Raises
    ------
    DomainError
        If a rule is not defined under a draw: it is told, not passed over, since a run without the draws that failed
        would show less doubt than there is.
    """
    measured = measure(index, table)
    result = put_together(index, measured)
    plan = index.robustness
    engine = engine_for(fixed(index, result), table, measured, draws=plan.draws)
    tallies, within = engine.tallies(progress, tuple(groups_of(result.groups).values()))
    return Places(
        standings=standings(result, index, tallies, within),
        draws=plan.draws,
        seed=plan.seed,
        engine=engine.name,
        obstacle=engine.obstacle,
    )
