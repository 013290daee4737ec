"""The list that is drawn from: each object once, in one order whatever order it came in, under one root."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from zeren.draw.hashing import inclusion_path, leaf, prefixed, root, root_from_path
from zeren.draw.identifiers import canonical, refuse_look_alikes
from zeren.foundations.errors import InvalidInputError, VerificationError

__all__ = ["Entry", "Frame", "InvalidWeightError", "NotInListError", "verify_inclusion"]

# As far as other people's JSON readers keep integers (RFC 7493, 2.2).
LARGEST_WEIGHT: Final = 2**53 - 1


class InvalidWeightError(InvalidInputError):
    """A weight is no whole number from 1 to 2**53 - 1. What can never be drawn does not belong on the list."""

    code = "draw.invalid_weight"


class NotInListError(VerificationError):
    """The proof that an object was on the list does not lead to the list's root."""

    code = "draw.not_in_list"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An object that can be drawn.

    Parameters
    ----------
    id : str
        Unified credit code or internal code; brought into its canonical spelling.
    stratum, risk : str
        What quotas speak of: a district or trade, and a risk class; may be empty.
    weight : int in [1, 2**53 - 1]
        For designs with unequal chances; 1 where all are equal.

    Raises
    ------
    InvalidIdentifierError, InvalidWeightError

    Examples
    --------
    >>> Entry(id="91370200MA3C00032X", stratum="", risk="A").to_bytes().hex()[:8]
    '00000012'
    """

    id: str
    stratum: str = ""
    risk: str = ""
    weight: int = 1

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", canonical(self.id))
        for name in ("stratum", "risk"):
            if getattr(self, name) != "":
                object.__setattr__(self, name, canonical(getattr(self, name)))
        if type(self.weight) is not int or not 1 <= self.weight <= LARGEST_WEIGHT:
            raise InvalidWeightError(id=self.id, found=str(self.weight), limit=LARGEST_WEIGHT)

    @property
    def cell(self) -> tuple[str, str]:
        """Stratum and risk class together."""
        return (self.stratum, self.risk)

    def to_bytes(self) -> bytes:
        """Give the bytes of the list's leaf: the three texts with their lengths, then the weight in eight bytes."""
        texts = b"".join(prefixed(text.encode()) for text in (self.id, self.stratum, self.risk))
        return texts + self.weight.to_bytes(8, "big")


class Frame:
    """A canonical list of objects.

    Parameters
    ----------
    entries : iterable of Entry
        In any order; kept in the order of the bytes of their identifiers.

    Raises
    ------
    DuplicateIdentifierError, LookAlikeError
        If two objects could be taken for one.

    Examples
    --------
    >>> Frame([Entry(id="b"), Entry(id="a")]).root() == Frame([Entry(id="a"), Entry(id="b")]).root()
    True
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        # UTF-8 sorts as code points do, and so does Python's text.
        self.entries = tuple(sorted(entries, key=lambda entry: entry.id))
        refuse_look_alikes(entry.id for entry in self.entries)
        # Two spellings of one stratum would be two strata, each with a quota of its own.
        refuse_look_alikes(sorted({entry.stratum for entry in self.entries}))
        refuse_look_alikes(sorted({entry.risk for entry in self.entries}))

    def __len__(self) -> int:
        return len(self.entries)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    @cached_property
    def _leaves(self) -> Sequence[bytes]:
        return [leaf(entry.to_bytes()) for entry in self.entries]

    @cached_property
    def cells(self) -> dict[tuple[str, str], tuple[Entry, ...]]:
        """The objects of each stratum and risk class, in the order of the list."""
        cells: dict[tuple[str, str], list[Entry]] = {}
        for entry in self.entries:
            cells.setdefault(entry.cell, []).append(entry)
        return {cell: tuple(found) for cell, found in sorted(cells.items())}

    def root(self) -> bytes:
        """Give the root over all entries, weights included (RFC 6962, 2.1)."""
        return root(self._leaves)

    def inclusion_proof(self, index: int) -> list[bytes]:
        """Give what an object is handed at the freeze: the path from its entry to the root."""
        return inclusion_path(self._leaves, index)


def verify_inclusion(*, entry: Entry, index: int, size: int, path: Sequence[bytes], root: bytes) -> None:
    """Check that an entry was on the list when it was frozen.

    Parameters
    ----------
    entry : Entry
    index : int in [0, size)
        Its place in the canonical order.
    size : int
        Length of the list, from the freeze record.
    path : sequence of bytes of length 32
        From ``Frame.inclusion_proof``.
    root : bytes of length 32
        From the freeze record.

    Raises
    ------
    NotInListError
        If the path does not lead to the root.

    References
    ----------
    .. [1] RFC 6962, section 2.1.1.

    Examples
    --------
    >>> frame = Frame([Entry(id="a"), Entry(id="b")])
    >>> verify_inclusion(entry=Entry(id="b"), index=1, size=2, path=frame.inclusion_proof(1), root=frame.root())
    """
    if not 0 <= index < size or root_from_path(leaf(entry.to_bytes()), index=index, size=size, path=path) != root:
        raise NotInListError(step="inclusion", id=entry.id, index=index)
