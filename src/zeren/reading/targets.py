"""Figures that are aimed at, and figures that were reached."""

from zeren.reading.measures import Target
from zeren.reading.model import Clause, Language

__all__ = ["targets_and_results"]


def targets_and_results(
    text: str, language: Language, clauses: tuple[Clause, ...]
) -> tuple[tuple[Target, ...], tuple[Target, ...]]:
    """Find every target and every result of *text*, in their order."""
    return (), ()
