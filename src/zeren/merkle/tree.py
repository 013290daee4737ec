"""Hash leaves and nodes, and keep a growing tree as the roots of its perfect subtrees."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from hashlib import sha256
from typing import Final, Self

from zeren.foundations.errors import InvalidInputError

__all__ = ["Frontier", "InvalidHashError", "leaf_hash", "node_hash"]

HASH_SIZE: Final = 32
# MTH({}) = SHA-256() (RFC 6962, 2.1).
EMPTY_ROOT: Final = sha256(b"").digest()


class InvalidHashError(InvalidInputError):
    """A hash is not 32 bytes long, or the number of hashes does not fit the size."""

    code = "merkle.invalid_hash"


def leaf_hash(entry: bytes) -> bytes:
    """Hash an entry as a leaf.

    Parameters
    ----------
    entry : bytes
        Any length.

    Returns
    -------
    bytes of length 32
        SHA-256(00 ‖ entry).

    References
    ----------
    .. [1] RFC 6962, section 2.1.

    Examples
    --------
    >>> leaf_hash(b"").hex()[:16]
    '6e340b9cffb37a98'
    """
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    r"""Hash two subtrees as their parent.

    Parameters
    ----------
    left, right : bytes of length 32

    Returns
    -------
    bytes of length 32
        SHA-256(01 ‖ left ‖ right).

    References
    ----------
    .. [1] RFC 6962, section 2.1.

    Examples
    --------
    >>> node_hash(leaf_hash(b""), leaf_hash(b"\x00")).hex()[:16]
    'fac54203e7cc696c'
    """
    return sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True, slots=True)
class Frontier:
    """The right edge of a tree: enough to append to it and to give its root.

    Parameters
    ----------
    size : int, >= 0
        Number of leaves.
    hashes : tuple of bytes of length 32
        Roots of the perfect subtrees from left to right, one for each 1 in the binary form of ``size``.

    Raises
    ------
    InvalidHashError
        If the hashes do not fit the size.

    Examples
    --------
    >>> Frontier().append(leaf_hash(b"")).root() == leaf_hash(b"")
    True
    """

    size: int = 0
    hashes: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        # A size below 0 has no such tree; bit_count would take its absolute value.
        if self.size < 0 or len(self.hashes) != self.size.bit_count():
            raise InvalidHashError(size=self.size, found=len(self.hashes))
        if any(len(found) != HASH_SIZE for found in self.hashes):
            raise InvalidHashError(size=self.size, expected=HASH_SIZE)

    @classmethod
    def from_bytes(cls, *, size: int, hashes: bytes) -> Self:
        """Read what ``to_bytes`` wrote."""
        return cls(size, tuple(hashes[start : start + HASH_SIZE] for start in range(0, len(hashes), HASH_SIZE)))

    def to_bytes(self) -> bytes:
        """Give the hashes one after another."""
        return b"".join(self.hashes)

    def append(self, leaf: bytes) -> "Frontier":
        """Give the tree with *leaf* (a leaf hash) at its end; amortised two hashes a leaf."""
        if len(leaf) != HASH_SIZE:
            raise InvalidHashError(size=self.size, expected=HASH_SIZE)
        size, hashes = self.size, self.hashes
        # Each trailing 1 of the size is a perfect subtree that the leaf completes. node_hash is written out here and
        # in extend, and _known here: a call a node would cost a sixth of the whole, as much as a leaf may cost beyond
        # its hashes.
        if size & 1:
            leaf, kept, rest = sha256(b"\x01" + hashes[-1] + leaf).digest(), -1, size >> 1
            while rest & 1:
                kept -= 1
                leaf, rest = sha256(b"\x01" + hashes[kept] + leaf).digest(), rest >> 1
            hashes = hashes[:kept]
        grown = _new(Frontier)
        _put_size(grown, size + 1)
        _put_hashes(grown, hashes + (leaf,))  # noqa: RUF005 - twice as fast as to unpack
        return grown

    def extend(self, leaves: Iterable[bytes]) -> "Frontier":
        """Give the tree with *leaves* (leaf hashes) at its end; many at once are a third faster than one by one."""
        size, hashes = self.size, [*self.hashes]
        for leaf in leaves:
            if len(leaf) != HASH_SIZE:
                raise InvalidHashError(size=size, expected=HASH_SIZE)
            size += 1
            carry, completed = leaf, size
            while not completed & 1:
                carry = sha256(b"\x01" + hashes.pop() + carry).digest()
                completed >>= 1
            hashes.append(carry)
        return _known(size, tuple(hashes))

    def root(self) -> bytes:
        """Give the Merkle tree hash: the subtrees joined from the right (RFC 6962, 2.1)."""
        if not self.hashes:
            return EMPTY_ROOT
        return reduce(lambda right, left: node_hash(left, right), reversed(self.hashes))


# The two slots of an edge, and how to make one without its checks.
_new: Final = object.__new__
_put_size: Final = Frontier.__dict__["size"].__set__
_put_hashes: Final = Frontier.__dict__["hashes"].__set__


def _known(size: int, hashes: tuple[bytes, ...]) -> Frontier:
    """Make an edge whose hashes were just computed: to count and measure them again would double the cost of a leaf."""
    grown = _new(Frontier)
    _put_size(grown, size)
    _put_hashes(grown, hashes)
    return grown
