"""Proofs that stand alone: an entry's place, its proof and the signed checkpoint in one text (c2sp.org/tlog-proof)."""

from dataclasses import dataclass
from typing import Final, Self

from zeren.merkle.checkpoints import Checkpoint
from zeren.merkle.notation import MalformedError, from_base64, from_decimal, hash_from_base64, text_from, to_base64
from zeren.merkle.notes import SignedNote
from zeren.merkle.verification import verify_inclusion

__all__ = ["LogProof"]

_HEADER: Final = "c2sp.org/tlog-proof@v1"
_STEP: Final = "proof"
# A tree of 2**63 leaves has paths of 63.
LONGEST_PROOF: Final = 63


@dataclass(frozen=True, slots=True, kw_only=True)
class LogProof:
    r"""A proof that an entry is in a log, with the checkpoint it leads to.

    Parameters
    ----------
    index : int, >= 0
    hashes : tuple of bytes of length 32
        From the leaf up.
    note : SignedNote
        The checkpoint with its signatures.
    extra : bytes or None
        Not authenticated by anything; never to be believed.

    References
    ----------
    .. [1] c2sp.org/tlog-proof, Format.

    Examples
    --------
    >>> note = SignedNote.from_bytes(f"log\n1\n{to_base64(bytes(32))}\n\n— log AAAAAQI=\n".encode())
    >>> LogProof(index=0, hashes=(), note=note).to_bytes().decode().splitlines()[:4]
    ['c2sp.org/tlog-proof@v1', 'index 0', '', 'log']
    """

    index: int
    hashes: tuple[bytes, ...]
    note: SignedNote
    extra: bytes | None = None

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Read the text.

        Raises
        ------
        MalformedError
            If it is not written exactly as the specification demands.
        """
        head, parting, note = data.partition(b"\n\n")
        lines = text_from(head, step=_STEP).split("\n")
        if not parting or lines[0] != _HEADER:
            raise MalformedError(step=_STEP, fault=f"does not begin with {_HEADER}, or has no checkpoint")
        extra = None
        if lines[1:2] and lines[1].startswith("extra "):
            extra = from_base64(lines.pop(1).removeprefix("extra "), step=_STEP)
        if not lines[1:2] or not lines[1].startswith("index "):
            raise MalformedError(step=_STEP, fault="no index")
        if len(lines) > LONGEST_PROOF + 2:
            raise MalformedError(step=_STEP, fault="more hashes than any tree needs")
        return cls(
            index=from_decimal(lines[1].removeprefix("index "), step=_STEP),
            hashes=tuple(hash_from_base64(line, step=_STEP) for line in lines[2:]),
            note=SignedNote.from_bytes(note),
            extra=extra,
        )

    def to_bytes(self) -> bytes:
        """Write the text."""
        extra = [] if self.extra is None else [f"extra {to_base64(self.extra)}"]
        lines = [_HEADER, *extra, f"index {self.index}", *map(to_base64, self.hashes)]
        return "".join(f"{line}\n" for line in lines).encode() + b"\n" + self.note.to_bytes()

    def checkpoint(self) -> Checkpoint:
        """Read the checkpoint, whoever signed it."""
        return Checkpoint.from_text(self.note.text)

    def verify_leaf(self, leaf: bytes) -> None:
        """Check that *leaf* (a leaf hash) is in the tree of the checkpoint, or raise ``InclusionProofError``.

        Who signed the checkpoint is not looked at (``zeren.merkle.trust`` does).
        """
        tree = self.checkpoint()
        verify_inclusion(leaf_hash=leaf, index=self.index, tree_size=tree.size, proof=self.hashes, root=tree.root)
