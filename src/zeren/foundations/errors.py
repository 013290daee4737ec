"""The errors of zeren: a code and its parameters, never a sentence for users.

::

    ZerenError                code "zeren.error"
    ├── InvalidInputError     an argument is outside what the method allows (also a ValueError)
    ├── RefusedError          understood, not allowed here and now
    │   └── NotPermittedError …by this actor
    └── VerificationError     evidence does not check out; says which step

A more precise error is declared beside the function that raises it. Sentences are made from
``code`` and ``params`` at one place of each entrance (the platform's ``common.problems``, the core's ``cli``).
"""

from typing import ClassVar

__all__ = ["InvalidInputError", "NotPermittedError", "Parameter", "RefusedError", "VerificationError", "ZerenError"]

Parameter = str | int | bool | tuple[str, ...] | None


class ZerenError(Exception):
    """Anything zeren raises on purpose.

    Parameters
    ----------
    **params : str, int, bool, tuple of str or None
        What a sentence about the error needs: field, row, expected, found.

    Examples
    --------
    >>> ZerenError(row=3).params
    {'row': 3}
    >>> str(ZerenError(row=3))
    'zeren.error: row=3'
    """

    code: ClassVar[str] = "zeren.error"

    def __init__(self, **params: Parameter) -> None:
        super().__init__()
        self.params = params

    def __str__(self) -> str:
        return f"{self.code}: " + ", ".join(f"{name}={found!r}" for name, found in self.params.items())


class InvalidInputError(ZerenError, ValueError):
    """An argument is outside what the method allows."""

    code = "zeren.invalid_input"


class RefusedError(ZerenError):
    """Understood, but not allowed here and now."""

    code = "zeren.refused"


class NotPermittedError(RefusedError):
    """Not allowed to this actor."""

    code = "zeren.not_permitted"


class VerificationError(ZerenError):
    """Evidence does not check out; ``step`` in the parameters says where."""

    code = "zeren.verification"
