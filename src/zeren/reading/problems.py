"""What an audit or an inspection found."""

from zeren.reading.measures import Problem
from zeren.reading.model import Clause, Language

__all__ = ["problems"]


def problems(text: str, language: Language, clauses: tuple[Clause, ...], *, title: str | None) -> tuple[Problem, ...]:
    """Find every problem of *text*, in its order; only a report of an audit or inspection has any."""
    return ()
