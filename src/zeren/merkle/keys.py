"""Public keys of logs and witnesses, and their one-line text (vkey)."""

import hashlib
import re
from dataclasses import dataclass
from enum import IntEnum
from typing import Final, Self

from zeren.merkle.notation import MalformedError, from_base64, is_key_name, to_base64

__all__ = ["KeyKind", "VerifierKey", "key_id", "split_key"]

_STEP: Final = "key"
_KEY_ID: Final = re.compile(r"[0-9a-f]{8}\Z", re.ASCII)


class KeyKind(IntEnum):
    """What a key signs with, by the byte that names it (c2sp.org/signed-note, Signature types)."""

    ED25519 = 0x01
    COSIGNATURE_ED25519 = 0x04
    COSIGNATURE_ML_DSA_44 = 0x06

    @property
    def public_size(self) -> int:
        """Give the length of such a public key in bytes (RFC 8032, 5.1.5; FIPS 204, table 2)."""
        return 1312 if self is KeyKind.COSIGNATURE_ML_DSA_44 else 32

    @property
    def signature_size(self) -> int:
        """Give the length of what such a key writes: a cosignature begins with its time in eight bytes."""
        return {KeyKind.ED25519: 64, KeyKind.COSIGNATURE_ED25519: 8 + 64}.get(self, 8 + 2420)


def key_id(name: str, kind: KeyKind, public: bytes) -> int:
    """Give the number that names a key in signature lines (c2sp.org/signed-note, Signatures).

    Returns
    -------
    int
        The first four bytes of SHA-256(name ‖ 0A ‖ kind ‖ public), big-endian.

    Examples
    --------
    >>> hex(key_id("example.org/log", KeyKind.ED25519, bytes(32)))
    '0x70da24f6'
    """
    return int.from_bytes(hashlib.sha256(name.encode() + bytes([0x0A, kind]) + public).digest()[:4], "big")


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifierKey:
    """A public key with the name of whom it belongs to.

    Parameters
    ----------
    name : str
        For a log its origin; no spaces, no plus.
    kind : KeyKind
    public : bytes
        32 bytes of Ed25519, 1,312 of ML-DSA-44.

    Raises
    ------
    MalformedError
        If the name or the length of the key is not allowed.

    References
    ----------
    .. [1] c2sp.org/signed-note, Verifier keys.

    Examples
    --------
    >>> key = VerifierKey(name="example.org/log", kind=KeyKind.ED25519, public=bytes(32))
    >>> key.to_text()
    'example.org/log+70da24f6+AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'
    >>> VerifierKey.from_text(key.to_text()) == key
    True
    """

    name: str
    kind: KeyKind
    public: bytes

    def __post_init__(self) -> None:
        if not is_key_name(self.name):
            raise MalformedError(step=_STEP, fault="a name that is empty or has a space or a plus")
        if len(self.public) != self.kind.public_size:
            raise MalformedError(step=_STEP, fault="a key of the wrong length")

    @property
    def key_id(self) -> int:
        """Give the number by which signature lines name this key."""
        return key_id(self.name, self.kind, self.public)

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Read ``name+id+base64(kind ‖ public)``; the id must be that of the key."""
        name, kind, public, identity = split_key(text)
        found = cls(name=name, kind=kind, public=public)
        if identity != found.key_id:
            raise MalformedError(step=_STEP, fault="an id that is not the key's")
        return found

    def to_text(self) -> str:
        """Write the key on one line."""
        return f"{self.name}+{self.key_id:08x}+{to_base64(bytes([self.kind]) + self.public)}"


def split_key(text: str) -> tuple[str, KeyKind, bytes, int]:
    """Take ``name+id+base64(kind ‖ key)`` apart; base64 itself may hold a plus."""
    name, _, rest = text.partition("+")
    identity, _, encoded = rest.partition("+")
    if not _KEY_ID.match(identity):
        raise MalformedError(step=_STEP, fault="not name+id+key")
    data = from_base64(encoded, step=_STEP)
    if data[:1] not in {bytes([kind]) for kind in KeyKind}:
        raise MalformedError(step=_STEP, fault="a kind of key that is not known here")
    try:
        name.encode()
    except UnicodeEncodeError as failure:
        raise MalformedError(step=_STEP, fault="not UTF-8") from failure
    return name, KeyKind(data[0]), data[1:], int(identity, 16)
