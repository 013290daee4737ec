"""Fill a lock store that was lost, from a checkpoint that others have kept."""

from collections.abc import Iterable

from zeren.foundations.errors import RefusedError
from zeren.merkle import Checkpoint, SignedNote, VerifierKey
from zeren.merkle.signatures import open_note
from zeren_platform.ledger.lock_store import LockStore

__all__ = ["OlderCheckpointError", "recover"]


class OlderCheckpointError(RefusedError):
    """The lock store is ahead of the checkpoint that it is to learn from."""

    code = "ledger.older_checkpoint"


def recover(*, store: LockStore, note: SignedNote, known: Iterable[VerifierKey]) -> Checkpoint:
    """Put the checkpoint of *note*, signed by a key that is *known*, into *store*; it never goes back."""
    open_note(note, known)
    found = Checkpoint.from_text(note.text)
    store.begin(found.origin)
    last = store.last(found.origin)
    if found.size < last.size or (found.size == last.size and found.root != last.root):
        raise OlderCheckpointError(found=found.size, signed=last.size)
    store.swap(last, found)
    return found
