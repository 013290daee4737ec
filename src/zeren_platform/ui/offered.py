"""Choices that are made once for many forms: their labels are words already, in one language."""

from collections.abc import Iterable, Iterator

from django.utils.choices import BaseChoiceIterator

from zeren_platform.ui.parts.markup import Text

__all__ = ["Offered"]


class Offered(BaseChoiceIterator):
    """Choices of a field, as value and label, that Django takes as they are and the kit draws once for each answer.

    It is equal to itself alone, so that whoever makes it keeps it: for a language, or for a state of the ledger.
    """

    def __init__(self, choices: Iterable[tuple[str, Text]]) -> None:
        self.choices = tuple((value, str(label)) for value, label in choices)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self.choices)

    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        """Compare nothing: to look through long lists would cost what keeping them saves."""
        return self is other
