"""Believe a checkpoint: signed by a log that the policy names, and seen by enough of its witnesses."""

from dataclasses import dataclass

from zeren.foundations.errors import VerificationError
from zeren.merkle.checkpoints import Checkpoint
from zeren.merkle.keys import VerifierKey
from zeren.merkle.notes import SignedNote
from zeren.merkle.policy import Policy
from zeren.merkle.signatures import SignatureError, open_note

__all__ = ["Believed", "QuorumError", "signed_by_log", "witnessed"]


class QuorumError(VerificationError):
    """Fewer witnesses have signed than the policy asks for."""

    code = "merkle.quorum"


@dataclass(frozen=True, slots=True, kw_only=True)
class Believed:
    """A checkpoint that a log of the policy has signed.

    Parameters
    ----------
    checkpoint : Checkpoint
    log : VerifierKey
        The key that signed.
    """

    checkpoint: Checkpoint
    log: VerifierKey


def signed_by_log(note: SignedNote, policy: Policy) -> Believed:
    r"""Check that a log of the policy signed the note and that it speaks of itself.

    Parameters
    ----------
    note : SignedNote
    policy : Policy

    Returns
    -------
    Believed

    Raises
    ------
    MalformedError
        If the text is no checkpoint.
    SignatureError
        If the policy does not name the log, or its signature is missing or does not hold.

    References
    ----------
    .. [1] c2sp.org/tlog-policy, Defining a log: the key's name is the origin.

    Examples
    --------
    >>> from zeren.merkle.keys import KeyKind
    >>> from zeren.merkle.signatures import SigningKey
    >>> key = SigningKey(name="example.org/log", kind=KeyKind.ED25519, seed=bytes(32))
    >>> text = Checkpoint(origin="example.org/log", size=1, root=bytes(32)).to_text()
    >>> note = key.sign_note(SignedNote(text=text, signatures=()))
    >>> policy = Policy.from_bytes(f"log {key.verifier().to_text()} \nquorum none".encode())
    >>> signed_by_log(note, policy).checkpoint.size
    1
    """
    checkpoint = Checkpoint.from_text(note.text)
    keys = [key for key in policy.logs if key.name == checkpoint.origin]
    if not keys:
        raise SignatureError(step="log", origin=checkpoint.origin, known=tuple(key.name for key in policy.logs))
    return Believed(checkpoint=checkpoint, log=open_note(note, keys)[0].key)


def witnessed(note: SignedNote, policy: Policy) -> dict[str, int]:
    """Check that the witnesses who signed are enough.

    Parameters
    ----------
    note : SignedNote
    policy : Policy

    Returns
    -------
    dict of str to int
        When each witness of the policy saw the checkpoint, in seconds since 1970-01-01 UTC; the earliest where it
        signed twice, 0 where it does not say (c2sp.org/tlog-cosignature, ML-DSA-44 signed message).

    Raises
    ------
    SignatureError
        If the signature of a witness does not hold.
    QuorumError
        If they are too few.

    Examples
    --------
    >>> note = SignedNote(text="", signatures=())
    >>> witnessed(note, Policy.from_bytes(b"quorum none"))
    {}
    """
    names = {key: name for name, key in policy.witnesses.items()}
    identities = {(key.name, key.key_id) for key in names}
    found: dict[str, int] = {}
    if any((line.name, line.key_id) in identities for line in note.signatures):
        for signed in open_note(note, names):
            name, at = names[signed.key], signed.at or 0
            found[name] = min(filter(None, (at, found.get(name, 0))), default=0)
    if not policy.is_met(found):
        raise QuorumError(step="witnesses", quorum=policy.quorum, signed=tuple(sorted(found)))
    return found
