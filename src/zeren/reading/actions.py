"""What is to be done: verbs and what they are done to."""

from zeren.reading.measures import Action
from zeren.reading.model import Language
from zeren.reading.span import Span

__all__ = ["actions"]


def actions(text: str, within: Span, language: Language) -> tuple[Action, ...]:
    """Find the actions of *within*, in their order."""
    return ()
