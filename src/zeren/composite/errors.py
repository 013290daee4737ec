"""What the engine refuses: a model, a table, or a number that a rule cannot take.

::

    InvalidInputError
    ├── ModelError      the file of the index: which entry, which key, what was expected
    ├── TableError      the data: which file, row and column, what was expected
    └── DomainError     a rule met numbers it is not defined for: where, which rule, what to do
"""

from zeren.foundations.errors import InvalidInputError

__all__ = ["DomainError", "ModelError", "TableError"]


class ModelError(InvalidInputError):
    """The file of the index does not say what is needed; ``at``, ``expected`` and ``found`` say where and what."""

    code = "composite.model"


class TableError(InvalidInputError):
    """The data do not say what is needed; ``at``, ``expected`` and ``found`` say where and what."""

    code = "composite.table"


class DomainError(InvalidInputError):
    """A rule is not defined for these numbers; ``at``, ``rule``, ``expected`` and ``found`` say which."""

    code = "composite.domain"
