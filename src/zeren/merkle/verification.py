"""Check proofs: that a leaf is in a tree, and that a tree is the beginning of a larger one.

A proof that does not check out raises; nothing here answers yes or no, so that no caller can forget to look.
"""

from collections.abc import Sequence

from zeren.foundations.errors import VerificationError
from zeren.merkle.tree import HASH_SIZE, node_hash

__all__ = ["ConsistencyProofError", "InclusionProofError", "verify_consistency", "verify_inclusion"]


class InclusionProofError(VerificationError):
    """The leaf is not proved to be in the tree; ``step`` is ``size``, ``index``, ``hash``, ``length`` or ``root``."""

    code = "merkle.inclusion"


class ConsistencyProofError(VerificationError):
    """One tree is not proved to be the beginning of the other.

    ``step`` is ``size``, ``hash``, ``length``, ``old_root`` or ``new_root``.
    """

    code = "merkle.consistency"


def verify_inclusion(*, leaf_hash: bytes, index: int, tree_size: int, proof: Sequence[bytes], root: bytes) -> None:
    """Check that *leaf_hash* is leaf number *index* of the tree with this size and root.

    Parameters
    ----------
    leaf_hash : bytes of length 32
    index : int, >= 0
        From 0, below *tree_size*.
    tree_size : int, >= 1
    proof : sequence of bytes of length 32
        From the leaf up; exactly as many as the place of the leaf needs.
    root : bytes of length 32

    Raises
    ------
    InclusionProofError
        If an argument is out of its bounds, or the proof leads to another root.

    References
    ----------
    .. [1] RFC 9162, section 2.1.3.2.

    Examples
    --------
    >>> from zeren.merkle import node_hash
    >>> left, right = bytes(32), bytes(31) + b"1"
    >>> verify_inclusion(leaf_hash=left, index=0, tree_size=2, proof=[right], root=node_hash(left, right))
    """
    if tree_size < 1:
        raise InclusionProofError(step="size", tree_size=tree_size)
    if not 0 <= index < tree_size:
        raise InclusionProofError(step="index", index=index, tree_size=tree_size)
    if not _are_hashes(leaf_hash, root, *proof):
        raise InclusionProofError(step="hash", expected=HASH_SIZE)
    # Below the place where the paths of this leaf and of the last one part, every level has a sibling; above it, only
    # where the path turns right.
    inner = (index ^ (tree_size - 1)).bit_length()
    needed = inner + (index >> inner).bit_count()
    if len(proof) != needed:
        raise InclusionProofError(step="length", expected=needed, found=len(proof))
    found = _climb(leaf_hash, proof[:inner], index)
    for left in proof[inner:]:
        found = node_hash(left, found)
    if found != root:
        raise InclusionProofError(step="root", expected=root.hex(), found=found.hex())


def _climb(found: bytes, siblings: Sequence[bytes], index: int) -> bytes:
    """Hash up through *siblings*, which stand left where the bit of *index* is 1."""
    for level, sibling in enumerate(siblings):
        found = node_hash(sibling, found) if index >> level & 1 else node_hash(found, sibling)
    return found


def verify_consistency(
    *, old_size: int, old_root: bytes, new_size: int, new_root: bytes, proof: Sequence[bytes]
) -> None:
    """Check that the old tree is the beginning of the new one: nothing in it was changed, removed or put between.

    Parameters
    ----------
    old_size : int, >= 1
    old_root : bytes of length 32
    new_size : int, >= old_size
    new_root : bytes of length 32
    proof : sequence of bytes of length 32
        Empty where the sizes are equal; exactly as many as the sizes need.

    Raises
    ------
    ConsistencyProofError
        If an argument is out of its bounds, or the proof leads to another old or new root.

    References
    ----------
    .. [1] RFC 9162, section 2.1.4.2.

    Examples
    --------
    >>> from zeren.merkle import node_hash
    >>> old, added = bytes(32), bytes(31) + b"1"
    >>> verify_consistency(old_size=1, old_root=old, new_size=2, new_root=node_hash(old, added), proof=[added])
    """
    if not 1 <= old_size <= new_size:
        raise ConsistencyProofError(step="size", old_size=old_size, new_size=new_size)
    if not _are_hashes(old_root, new_root, *proof):
        raise ConsistencyProofError(step="hash", expected=HASH_SIZE)
    needed = _consistency_length(old_size, new_size)
    if len(proof) != needed:
        raise ConsistencyProofError(step="length", expected=needed, found=len(proof))
    old, new = _grown(old_size, old_root, new_size, proof) if proof else (old_root, old_root)
    if old != old_root:
        raise ConsistencyProofError(step="old_root", expected=old_root.hex(), found=old.hex())
    if new != new_root:
        raise ConsistencyProofError(step="new_root", expected=new_root.hex(), found=new.hex())


def _trailing_zeros(number: int) -> int:
    return (number & -number).bit_length() - 1


def _consistency_length(old: int, new: int) -> int:
    """Count the hashes that a proof between two sizes has."""
    if old == new:
        return 0
    shift = _trailing_zeros(old)
    inner = (old - 1 ^ new - 1).bit_length() - shift
    # A proof begins with the last perfect subtree of the old tree, unless that is the whole old tree.
    seed = 0 if old == 1 << shift else 1
    return seed + inner + (old - 1 >> shift + inner).bit_count()


def _grown(old_size: int, old_root: bytes, new_size: int, proof: Sequence[bytes]) -> tuple[bytes, bytes]:
    """Compute the old and the new root out of the proof."""
    shift = _trailing_zeros(old_size)
    whole = old_size == 1 << shift
    seed, path = (old_root, proof) if whole else (proof[0], proof[1:])
    inner = (old_size - 1 ^ new_size - 1).bit_length() - shift
    place = old_size - 1 >> shift
    old = new = seed
    for level, sibling in enumerate(path):
        if level >= inner or place >> level & 1:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
        else:
            new = node_hash(new, sibling)
    return old, new


def _are_hashes(*hashes: bytes) -> bool:
    return all(len(one) == HASH_SIZE for one in hashes)
