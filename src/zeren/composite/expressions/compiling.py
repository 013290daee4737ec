"""An index as a series of steps over tables."""

from zeren.composite.expressions.filling import filled
from zeren.composite.expressions.nodes import node_scores
from zeren.composite.expressions.obstacles import refuse
from zeren.composite.expressions.plan import Plan, Series
from zeren.composite.expressions.scores import scored
from zeren.composite.expressions.standing import standings
from zeren.composite.expressions.treating import treated
from zeren.composite.expressions.values import divided, screened
from zeren.composite.expressions.yardsticks import yardsticks
from zeren.composite.model import Index

__all__ = ["compiled"]


def compiled(index: Index) -> Plan:
    """Compile an index to steps over the tables ``units`` and ``measured``.

    Parameters
    ----------
    index
        The model; its robustness is not looked at.

    Returns
    -------
    Plan
        The last step is ``standings``; before it ``node_scores`` has all nodes, and ``scores`` the indicators.

    Raises
    ------
    ModelError
        If a rule compares units with one another, or needs a search; it says what to take instead.
    DomainError
        If a rule is not defined whatever the data are.

    Examples
    --------
    >>> from zeren.composite import parse
    >>> index = parse('''
    ... index = { name = "two", title = "Two halves" }
    ... node = [{ name = "whole" }]
    ... indicator = [{ name = "a", under = "whole" }, { name = "b", under = "whole", direction = "less" }]
    ... ''')
    >>> [step.name for step in compiled(index).steps if step.kind != "check"]
    ['found', 'yardsticks', 'scores', 'nodes_1', 'node_scores', 'published', 'sizes', 'standings']
    """
    refuse(index)
    series = Series()
    before = divided(index, series)
    values, kept = screened(index, before, series)
    values = treated(index, filled(index, values, kept, series), series)
    scores = scored(index, values, yardsticks(index, values, before, series), series)
    standings(index, node_scores(index, scores, kept, series), kept, series)
    return series.plan()
