"""Bytes that a draw hashes: every part with its length, every purpose with its name, lists under an RFC 6962 root."""

from collections.abc import Sequence
from hashlib import sha256
from itertools import chain
from typing import Final

__all__ = ["digest", "inclusion_path", "leaf", "listed", "prefixed", "root", "root_from_path"]

_NAME: Final = b"zeren-draw/v1/"
EMPTY_ROOT: Final = sha256(b"").digest()


def prefixed(part: bytes) -> bytes:
    """Put the length of *part*, four bytes, before it: no two lists of parts have the same bytes.

    Examples
    --------
    >>> prefixed(b"ab").hex()
    '000000026162'
    """
    return len(part).to_bytes(4, "big") + part


def digest(purpose: str, *parts: bytes) -> bytes:
    """Hash *parts* for one purpose: SHA-256("zeren-draw/v1/" ‖ purpose ‖ 00 ‖ each part with its length).

    Examples
    --------
    >>> digest("seed", b"a").hex()[:16]
    '5a3342338f12744d'
    """
    return sha256(_NAME + purpose.encode() + b"\x00" + b"".join(map(prefixed, parts))).digest()


def listed(parts: Sequence[bytes]) -> bytes:
    """Write a list as one part: how many, then each with its length."""
    return len(parts).to_bytes(4, "big") + b"".join(map(prefixed, parts))


def leaf(entry: bytes) -> bytes:
    """Hash an entry of a list (RFC 6962, 2.1)."""
    return sha256(b"\x00" + entry).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """Give the root over leaf hashes.

    Parameters
    ----------
    leaves : sequence of bytes of length 32, shape (N,)
        From ``leaf``.

    Returns
    -------
    bytes of length 32

    References
    ----------
    .. [1] RFC 6962, section 2.1. Pairing each level and taking an odd last hash up unchanged gives the same tree.

    Examples
    --------
    >>> root([leaf(b"")]) == leaf(b"")
    True
    """
    level = list(leaves)
    while len(level) > 1:
        level = _above(level)
    return level[0] if level else EMPTY_ROOT


def inclusion_path(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """Give the hashes that lead from leaf *index* to the root (RFC 6962, 2.1.1)."""
    path, level = [], list(leaves)
    while len(level) > 1:
        if index ^ 1 < len(level):
            path.append(level[index ^ 1])
        index >>= 1
        level = _above(level)
    return path


def root_from_path(found: bytes, *, index: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """Give the root that *path* leads to from a leaf hash, or None where the path has the wrong length."""
    steps = iter(path)
    last = size - 1
    while last > 0:
        if index ^ 1 <= last:
            step = next(steps, None)
            if step is None:
                return None
            found = sha256(b"\x01" + (step + found if index & 1 else found + step)).digest()
        index, last = index >> 1, last >> 1
    return found if next(steps, None) is None else None


def _above(level: list[bytes]) -> list[bytes]:
    odd = level[-1:] if len(level) % 2 else []
    pairs = zip(level[0::2], level[1::2], strict=False)
    return list(chain((sha256(b"\x01" + left + right).digest() for left, right in pairs), odd))
