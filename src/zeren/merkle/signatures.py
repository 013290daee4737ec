"""Sign notes and check their signatures. This module needs the package ``cryptography`` (``zeren[verify]``).

Three kinds: Ed25519 over the text (c2sp.org/signed-note), and the cosignatures of c2sp.org/tlog-cosignature, which say
when: Ed25519 (``cosignature/v1``) and ML-DSA-44 (``subtree/v1``).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey, MLDSA44PublicKey

from zeren.foundations.errors import InvalidInputError, VerificationError
from zeren.merkle.checkpoints import Checkpoint
from zeren.merkle.keys import KeyKind, VerifierKey, split_key
from zeren.merkle.notation import MalformedError, to_base64
from zeren.merkle.notes import NoteSignature, SignedNote

__all__ = ["SignatureError", "Signed", "SigningKey", "SigningTimeError", "open_note", "verify_signature"]

_PRIVATE: Final = "PRIVATE+KEY+"
_SEED_SIZE: Final = 32
_TIME_SIZE: Final = 8
_LATEST: Final = 2**63 - 1


class SignatureError(VerificationError):
    """A signature does not hold, or nobody known has signed; ``step`` is ``signature``, ``signers`` or ``log``."""

    code = "merkle.signature"


class SigningTimeError(InvalidInputError):
    """A cosignature needs a time, and a plain signature has none."""

    code = "merkle.signing_time"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """A signature that holds.

    Parameters
    ----------
    key : VerifierKey
    at : int or None
        When it was cosigned, in seconds since 1970-01-01 UTC; None for a plain signature, which has no time.
    """

    key: VerifierKey
    at: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningKey:
    r"""A private key; it is not shown when printed.

    Parameters
    ----------
    name : str
        For a log its origin.
    kind : KeyKind
    seed : bytes of length 32
        From a source of randomness fit for keys; whoever makes the key brings it.

    Examples
    --------
    >>> key = SigningKey(name="example.org/log", kind=KeyKind.ED25519, seed=bytes(32))
    >>> key
    SigningKey(name='example.org/log', kind=<KeyKind.ED25519: 1>)
    >>> note = key.sign_note(SignedNote(text="seen\n", signatures=()))
    >>> open_note(note, [key.verifier()])[0].key.name
    'example.org/log'
    """

    name: str
    kind: KeyKind
    seed: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.seed) != _SEED_SIZE:
            raise MalformedError(step="key", fault="a private key that is not 32 bytes")

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Read ``PRIVATE+KEY+name+id+base64(kind ‖ seed)``."""
        if not text.startswith(_PRIVATE):
            raise MalformedError(step="key", fault="not a private key")
        name, kind, seed, identity = split_key(text.removeprefix(_PRIVATE))
        found = cls(name=name, kind=kind, seed=seed)
        if identity != found.verifier().key_id:
            raise MalformedError(step="key", fault="an id that is not the key's")
        return found

    def to_text(self) -> str:
        """Write the private key on one line; keep it where nobody else reads."""
        return f"{_PRIVATE}{self.name}+{self.verifier().key_id:08x}+{to_base64(bytes([self.kind]) + self.seed)}"

    def verifier(self) -> VerifierKey:
        """Give the public key."""
        return VerifierKey(name=self.name, kind=self.kind, public=self._private().public_key().public_bytes_raw())

    def sign(self, text: str, *, at: int | None = None) -> NoteSignature:
        """Sign the text of a note.

        Parameters
        ----------
        text : str
            For a cosignature the text of a checkpoint.
        at : int or None
            Seconds since 1970-01-01 UTC; for cosignatures, and for them only.
        """
        timed = self.kind is not KeyKind.ED25519
        if timed != (at is not None) or not 0 <= (at or 0) <= _LATEST:
            raise SigningTimeError(kind=self.kind.name)
        time = at or 0
        signature = self._private().sign(_message(self.verifier(), text, time))
        stamped = time.to_bytes(_TIME_SIZE, "big") + signature if timed else signature
        return NoteSignature(name=self.name, key_id=self.verifier().key_id, signature=stamped)

    def sign_note(self, note: SignedNote, *, at: int | None = None) -> SignedNote:
        """Give the note with this signature below the others."""
        return note.signed_also(self.sign(note.text, at=at))

    def _private(self) -> Ed25519PrivateKey | MLDSA44PrivateKey:
        if self.kind is KeyKind.COSIGNATURE_ML_DSA_44:
            return MLDSA44PrivateKey.from_seed_bytes(self.seed)
        return Ed25519PrivateKey.from_private_bytes(self.seed)


def open_note(note: SignedNote, keys: Iterable[VerifierKey]) -> tuple[Signed, ...]:
    """Check the signatures of a note by the keys that are known.

    Signatures by others are passed over; one by a known key that does not hold condemns the whole note.

    Parameters
    ----------
    note : SignedNote
    keys : iterable of VerifierKey

    Returns
    -------
    tuple of Signed
        In the order of the note; at least one.

    Raises
    ------
    SignatureError
        If a signature by a known key does not hold, or none is by a known key.

    References
    ----------
    .. [1] c2sp.org/signed-note, Signatures.

    Examples
    --------
    >>> witness = SigningKey(name="example.org/w", kind=KeyKind.COSIGNATURE_ED25519, seed=bytes(32))
    >>> text = Checkpoint(origin="example.org/log", size=1, root=bytes(32)).to_text()
    >>> note = witness.sign_note(SignedNote(text=text, signatures=()), at=1_790_000_600)
    >>> open_note(note, [witness.verifier()])[0].at
    1790000600
    """
    known = {(key.name, key.key_id): key for key in keys}
    opened = tuple(
        verify_signature(signature, note.text, known[signature.name, signature.key_id])
        for signature in note.signatures
        if (signature.name, signature.key_id) in known
    )
    if not opened:
        raise SignatureError(step="signers", known=tuple(sorted({key.name for key in known.values()})))
    return opened


def verify_signature(signature: NoteSignature, text: str, key: VerifierKey) -> Signed:
    """Check one signature over *text* by *key*, or raise ``SignatureError``."""
    if len(signature.signature) != key.kind.signature_size:
        raise SignatureError(step="signature", name=key.name, fault="length")
    timed = key.kind is not KeyKind.ED25519
    at = int.from_bytes(signature.signature[:_TIME_SIZE], "big") if timed else 0
    if at > _LATEST:
        raise SignatureError(step="signature", name=key.name, fault="time")
    try:
        _public(key).verify(signature.signature[_TIME_SIZE if timed else 0 :], _message(key, text, at))
    except (InvalidSignature, ValueError) as failure:
        raise SignatureError(step="signature", name=key.name, fault="does not hold") from failure
    return Signed(key=key, at=at if timed else None)


def _public(key: VerifierKey) -> Ed25519PublicKey | MLDSA44PublicKey:
    if key.kind is KeyKind.COSIGNATURE_ML_DSA_44:
        return MLDSA44PublicKey.from_public_bytes(key.public)
    return Ed25519PublicKey.from_public_bytes(key.public)


def _message(key: VerifierKey, text: str, at: int) -> bytes:
    """Write the bytes that a key of this kind signs (c2sp.org/tlog-cosignature, … signed message)."""
    if key.kind is KeyKind.ED25519:
        return text.encode()
    if key.kind is KeyKind.COSIGNATURE_ED25519:
        return f"cosignature/v1\ntime {at}\n{text}".encode()
    return _subtree(key.name, Checkpoint.from_text(text), at)


def _subtree(name: str, checkpoint: Checkpoint, at: int) -> bytes:
    """Write the structure ``cosigned_message`` for a whole tree; extension lines are not in it."""
    cosigner, origin = name.encode(), checkpoint.origin.encode()
    if max(len(cosigner), len(origin)) > 255:  # noqa: PLR2004 - one byte holds the length
        raise SignatureError(step="signature", name=name, fault="a name of more than 255 bytes")
    return b"".join(
        (
            b"subtree/v1\n\x00",
            bytes([len(cosigner)]) + cosigner,
            at.to_bytes(8, "big"),
            bytes([len(origin)]) + origin,
            (0).to_bytes(8, "big"),
            checkpoint.size.to_bytes(8, "big"),
            checkpoint.root,
        )
    )
