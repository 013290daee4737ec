"""Ask the witnesses of a policy to sign a checkpoint; one that does not answer is passed over."""

import urllib.error
import urllib.request
from collections.abc import Callable
from http.client import HTTPException
from typing import Final

from zeren.foundations.errors import RefusedError, VerificationError
from zeren.merkle import Checkpoint, NoteSignature, Policy, SignedNote, TiledTree, VerifierKey
from zeren.merkle.notation import from_decimal, text_from
from zeren.merkle.signatures import verify_signature
from zeren.merkle.witnessing import Submission

__all__ = ["Ask", "WitnessAheadError", "addresses", "ask_by_http", "cosigned", "require_not_ahead"]

PATIENCE: Final = 10
LARGEST: Final = 1 << 16
SIGNED: Final = 200
CONFLICT: Final = 409
_WITH_ADDRESS: Final = 4

# Sends a submission to an address; gives the status and the body, or raises OSError.
Ask = Callable[[str, bytes], tuple[int, bytes]]


class WitnessAheadError(RefusedError):
    """A witness has signed a larger tree of this log than is known here: everything here is an old copy."""

    code = "ledger.witness_ahead"


def addresses(policy: bytes) -> dict[str, str]:
    """Give the address of each witness that has one (c2sp.org/tlog-policy: the last word of its line)."""
    lines = [line.split() for line in policy.decode("utf-8", "surrogateescape").splitlines()]
    return {words[1]: words[3] for words in lines if words[:1] == ["witness"] and len(words) == _WITH_ADDRESS}


def ask_by_http(address: str, body: bytes) -> tuple[int, bytes]:
    """Send a submission by HTTP."""
    if not address.startswith(("https://", "http://")):
        raise OSError(address)
    request = urllib.request.Request(f"{address.rstrip('/')}/add-checkpoint", data=body, method="POST")  # noqa: S310 - checked above
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310 - checked above
            return answer.status, answer.read(LARGEST)
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code, refusal.read(LARGEST)
    except (HTTPException, ValueError) as failure:
        # An answer that is no HTTP, or an address that is none.
        raise OSError(address) from failure


def require_not_ahead(note: SignedNote, *, policy: bytes, ask: Ask) -> None:
    """Show the witnesses the checkpoint that was published last, before another is signed.

    It is public already, so nothing new leaves the house. Refuse where one of them knows a larger tree.
    """
    size = Checkpoint.from_text(note.text).size
    body = Submission(old_size=size, proof=(), note=note).to_bytes()
    for name, address in addresses(policy).items():
        try:
            status, answer = ask(address, body)
            known = _size(answer) if status == CONFLICT else size
        except (OSError, VerificationError):
            continue
        _require_not_larger(name, known, size)


def cosigned(note: SignedNote, *, tree: TiledTree, policy: bytes, known_size: int, ask: Ask) -> SignedNote:
    """Give the note with the signatures of all witnesses who answer; each proof is made out of *tree*.

    *known_size* is that of the checkpoint which the witnesses have most likely seen last; who has seen another says so.
    """
    keys = Policy.from_bytes(policy).witnesses
    for name, address in addresses(policy).items():
        try:
            answer = _answer(name, address, note, tree, known_size, ask)
            note = note.signed_also(*_by(keys[name], answer, note))
        except (OSError, VerificationError):
            # A witness that is away, or answers something else, has not signed; whether that matters, says the quorum.
            continue
    return note


def _answer(name: str, address: str, note: SignedNote, tree: TiledTree, known_size: int, ask: Ask) -> str:
    """Ask for signature lines, a second time from the size that the witness says it knows."""
    status, answer = ask(address, _submission(note, tree, known_size))
    if status == CONFLICT:
        size = _size(answer)
        _require_not_larger(name, size, tree.size)
        status, answer = ask(address, _submission(note, tree, size))
    return text_from(answer, step="witness") if status == SIGNED else ""


def _by(key: VerifierKey, lines: str, note: SignedNote) -> list[NoteSignature]:
    """Give the lines that the witness itself has signed; those of a key that is known must hold."""
    found = [NoteSignature.from_line(line) for line in lines.splitlines()]
    own = [line for line in found if (line.name, line.key_id) == (key.name, key.key_id)]
    for line in own:
        verify_signature(line, note.text, key)
    return own


def _submission(note: SignedNote, tree: TiledTree, old_size: int) -> bytes:
    proof = tree.consistency_proof(old_size=old_size) if old_size else ()
    return Submission(old_size=old_size, proof=proof, note=note).to_bytes()


def _size(answer: bytes) -> int:
    return from_decimal(text_from(answer, step="witness").strip(), step="witness")


def _require_not_larger(name: str, size: int, known: int) -> None:
    if size > known:
        raise WitnessAheadError(witness=name, size=size, known=known)
