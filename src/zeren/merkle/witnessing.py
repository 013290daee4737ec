"""What a witness is asked, and when it may sign (c2sp.org/tlog-witness). Needs ``cryptography``."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Self

from zeren.foundations.errors import VerificationError
from zeren.merkle.checkpoints import Checkpoint
from zeren.merkle.keys import VerifierKey
from zeren.merkle.log_proof import LONGEST_PROOF
from zeren.merkle.notation import MalformedError, from_decimal, hash_from_base64, text_from, to_base64
from zeren.merkle.notes import SignedNote
from zeren.merkle.signatures import SignatureError, open_note
from zeren.merkle.tree import EMPTY_ROOT
from zeren.merkle.verification import ConsistencyProofError, verify_consistency

__all__ = ["Submission", "WitnessConflictError", "may_cosign"]

_STEP: Final = "submission"


class WitnessConflictError(VerificationError):
    """The witness has signed another tree; ``size`` is that of its last, ``step`` says whether size or root differ."""

    code = "merkle.witness_conflict"


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """A checkpoint for a witness, with the proof that it grew out of the one the witness signed last.

    Parameters
    ----------
    old_size : int, >= 0
        0 where the witness has signed none.
    proof : tuple of bytes of length 32
    note : SignedNote

    References
    ----------
    .. [1] c2sp.org/tlog-witness, add-checkpoint.
    """

    old_size: int
    proof: tuple[bytes, ...]
    note: SignedNote

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Read the body of a request.

        Raises
        ------
        MalformedError
            If it is not written exactly as the specification demands.
        """
        head, parting, note = data.partition(b"\n\n")
        lines = text_from(head, step=_STEP).split("\n")
        if not parting or not lines[0].startswith("old ") or len(lines) > LONGEST_PROOF + 1:
            raise MalformedError(step=_STEP, fault="not old size, at most 63 hashes, empty line, checkpoint")
        return cls(
            old_size=from_decimal(lines[0].removeprefix("old "), step=_STEP),
            proof=tuple(hash_from_base64(line, step=_STEP) for line in lines[1:]),
            note=SignedNote.from_bytes(note),
        )

    def to_bytes(self) -> bytes:
        """Write the body of a request."""
        lines = (f"old {self.old_size}", *map(to_base64, self.proof))
        return "".join(f"{line}\n" for line in lines).encode() + b"\n" + self.note.to_bytes()


def may_cosign(submission: Submission, *, logs: Iterable[VerifierKey], last: Checkpoint | None) -> Checkpoint:
    """Say which checkpoint a witness may sign, having signed *last* of this log.

    Reading *last*, asking this, and keeping the answer must be one transaction, and the answer must be kept before the
    signature leaves the house; otherwise two requests at once could lead back to a smaller tree.

    Parameters
    ----------
    submission : Submission
    logs : iterable of VerifierKey
        The logs that the witness knows; the name of each key is the origin.
    last : Checkpoint or None
        What the witness signed last of the log that the submission speaks of.

    Returns
    -------
    Checkpoint
        To be kept, and its text to be signed with the time.

    Raises
    ------
    SignatureError
        With the step ``log`` if the log is unknown (status 404), else if it has not signed (403).
    MalformedError
        If there is no checkpoint, or a smaller one than the old size (400).
    WitnessConflictError
        If the witness's last tree has another size or root (409; ``size`` is what to answer).
    ConsistencyProofError
        If the tree did not grow out of the last (422).

    References
    ----------
    .. [1] c2sp.org/tlog-witness, add-checkpoint.

    Examples
    --------
    >>> from zeren.merkle.keys import KeyKind
    >>> from zeren.merkle.signatures import SigningKey
    >>> log = SigningKey(name="example.org/log", kind=KeyKind.ED25519, seed=bytes(32))
    >>> text = Checkpoint(origin="example.org/log", size=1, root=bytes(32)).to_text()
    >>> first = Submission(old_size=0, proof=(), note=log.sign_note(SignedNote(text=text, signatures=())))
    >>> may_cosign(first, logs=[log.verifier()], last=None).size
    1
    """
    new = Checkpoint.from_text(submission.note.text)
    keys = [key for key in logs if key.name == new.origin]
    if not keys:
        raise SignatureError(step="log", origin=new.origin, known=())
    open_note(submission.note, keys)
    if submission.old_size > new.size:
        raise MalformedError(step=_STEP, fault="a checkpoint smaller than the old size")
    size, root = (last.size, last.root) if last else (0, EMPTY_ROOT)
    if submission.old_size != size:
        raise WitnessConflictError(step="size", size=size)
    if new.size == size and new.root != root:
        raise WitnessConflictError(step="root", size=size)
    _require_growth(submission, size, root, new)
    return new


def _require_growth(submission: Submission, size: int, root: bytes, new: Checkpoint) -> None:
    """Check the proof; from an empty tree every tree has grown, and there is nothing to prove."""
    if size:
        verify_consistency(old_size=size, old_root=root, new_size=new.size, new_root=new.root, proof=submission.proof)
    elif submission.proof:
        raise ConsistencyProofError(step="length", expected=0, found=len(submission.proof))
