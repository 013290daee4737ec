"""Checkpoints: which log had which tree, as the text that logs and witnesses sign (c2sp.org/tlog-checkpoint)."""

from dataclasses import dataclass
from typing import Final, Self

from zeren.merkle.notation import MalformedError, from_decimal, hash_from_base64, to_base64

__all__ = ["Checkpoint"]

_STEP: Final = "checkpoint"
_LINES: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    r"""The tree of a log at one size.

    Parameters
    ----------
    origin : str
        Which log; not empty, one line.
    size : int, >= 0
        Number of leaves.
    root : bytes of length 32
    extensions : tuple of str
        Further lines, none of them empty; witnesses say nothing about them.

    References
    ----------
    .. [1] c2sp.org/tlog-checkpoint, Note text.

    Examples
    --------
    >>> Checkpoint(origin="example.org/log", size=1, root=bytes(32)).to_text()
    'example.org/log\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n'
    """

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Read the text of a note.

        Raises
        ------
        MalformedError
            If it is not written exactly as the specification demands.
        """
        if not text.endswith("\n"):
            raise MalformedError(step=_STEP, fault="no line feed at the end")
        lines = text[:-1].split("\n")
        if len(lines) < _LINES or not all(lines):
            raise MalformedError(step=_STEP, fault="not three or more lines, none of them empty")
        return cls(
            origin=lines[0],
            size=from_decimal(lines[1], step=_STEP),
            root=hash_from_base64(lines[2], step=_STEP),
            extensions=tuple(lines[_LINES:]),
        )

    def to_text(self) -> str:
        """Write the text that is signed."""
        return "".join(f"{line}\n" for line in (self.origin, self.size, to_base64(self.root), *self.extensions))
