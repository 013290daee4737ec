"""Publish the log: write tiles, swap the last checkpoint in the lock store, sign, have witnesses sign, publish.

The order is the protection: the process may end between any two steps. Tiles that no checkpoint refers to harm nobody;
a checkpoint that was swapped in and not signed is signed the next time; nothing is signed that the lock store does not
hold.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from django.db import connection

from zeren.foundations.errors import InvalidInputError, RefusedError, VerificationError
from zeren.merkle import (
    Checkpoint,
    Frontier,
    Policy,
    SignedNote,
    TiledTree,
    VerifierKey,
    grown_bundles,
    grown_tiles,
    leaf_hash,
)
from zeren.merkle.signatures import SigningKey
from zeren.merkle.trust import signed_by_log, witnessed
from zeren_platform.ledger.lock_store import LockStore, LockStoreLostError
from zeren_platform.ledger.log_folder import CHECKPOINT, HISTORY, POLICY, LogFolder, settle
from zeren_platform.ledger.models import Leaf, TreeHead
from zeren_platform.ledger.use_cases.sequencing import sequence
from zeren_platform.ledger.witnesses.asking import Ask, ask_by_http, cosigned, require_not_ahead

__all__ = ["InconsistentTreeError", "PolicyError", "Publication", "SmallerTreeError", "publish"]

# Whole tiles, so that few partial ones are written between.
BATCH: Final = 256 * 64
# Entries of one bundle.
WIDTH: Final = 256


class SmallerTreeError(RefusedError):
    """The database holds fewer records than were signed: an old copy of it was put back, or its end was cut off."""

    code = "ledger.smaller_tree"


class InconsistentTreeError(RefusedError):
    """The records in the database are not those that were signed."""

    code = "ledger.inconsistent_tree"


class PolicyError(InvalidInputError):
    """The policy does not name the key that signs the log."""

    code = "ledger.policy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """What was published, and how many records more than the last time."""

    checkpoint: Checkpoint
    added: int


def publish(
    *,
    key: SigningKey,
    store: LockStore,
    folder: LogFolder,
    at: datetime,
    anew: bool = False,
    policy: bytes | None = None,
    ask: Ask = ask_by_http,
) -> Publication:
    """Sign and publish the present tree.

    What the folder holds of the last tree is not written again, unless *anew* says so or it does not lead to its root.
    With a *policy*, or the one that was published last, its witnesses are asked by *ask*; what too few of them sign is
    not published, and the checkpoint before it stays.
    """
    rules = _policy(folder, key.verifier(), policy)
    last = store.last(key.name)
    published = folder.checkpoint()
    _require_known(published, last, store)
    sequence(at=at)
    new = _present(last)
    start = Frontier() if anew else _kept(folder, last)
    _require_growth(start, last, new)
    known = folder.note()
    if known is not None and new != last:
        require_not_ahead(known, policy=rules, ask=ask)

    _write_tiles(folder, start.size, new.size)
    if new != last:
        _settle_database()
        store.swap(last, new)
    note = _standing(folder, new, rules) or _signed(folder, key, new, rules, published, ask)
    written = note.to_bytes()
    with store.held_at(new):
        # The checkpoint after everything else.
        folder.write({POLICY: rules, f"{HISTORY}/{new.size}": written, CHECKPOINT: written})
    return Publication(checkpoint=new, added=new.size - (published.size if published else 0))


def _require_known(published: Checkpoint | None, last: Checkpoint, store: LockStore) -> None:
    """Refuse where more was published than the lock store knows: then the store is an old one."""
    if published is None or published.origin != last.origin:
        return
    if published.size > last.size or (published.size == last.size and published.root != last.root):
        raise LockStoreLostError(place=str(store.place), origin=last.origin, size=published.size)


def _present(last: Checkpoint) -> Checkpoint:
    """Give the tree that the database holds."""
    head = TreeHead.objects.order_by("-size").values_list("size", "root").first()
    size, root = (head[0], bytes(head[1])) if head else (0, last.root)
    if size < last.size:
        raise SmallerTreeError(found=size, signed=last.size)
    return Checkpoint(origin=last.origin, size=size, root=root) if size else last


def _kept(folder: LogFolder, last: Checkpoint) -> Frontier:
    """Give the right edge of the last tree out of its tiles; the empty tree where they must be written anew."""
    if not last.size:
        return Frontier()
    try:
        tree = TiledTree(folder, size=last.size, root=last.root)
        tree.entries((last.size - 1) // WIDTH)
    except VerificationError:
        return Frontier()
    return Frontier(last.size, tuple(tree.node(level, (last.size >> level) - 1) for level in _levels(last.size)))


def _levels(size: int) -> Iterator[int]:
    """Give the heights of the perfect subtrees of a tree, from left to right."""
    return (level for level in reversed(range(size.bit_length())) if size >> level & 1)


def _require_growth(start: Frontier, last: Checkpoint, new: Checkpoint) -> None:
    """Compute from *start* the last tree and the new one, and compare; nothing is written before."""
    tree = start
    for until, expected in ((last.size, last.root), (new.size, new.root)):
        for bodies in _batches(tree.size, until):
            tree = tree.extend(leaf_hash(body) for body in bodies)
        if tree.size != until or tree.root() != expected:
            raise InconsistentTreeError(size=until, signed=last.size)


def _write_tiles(folder: LogFolder, start: int, end: int) -> None:
    for bodies in _batches(start, end):
        leaves = [leaf_hash(body) for body in bodies]
        folder.write(grown_bundles(size=start, entries=bodies, tiles=folder))
        folder.write(grown_tiles(size=start, leaves=leaves, tiles=folder))
        start += len(bodies)


def _batches(start: int, end: int) -> Iterator[list[bytes]]:
    """Read the bodies by their numbers, some at a time."""
    for first in range(start, end, BATCH):
        rows = Leaf.objects.filter(number__gte=first, number__lt=min(first + BATCH, end)).order_by("number")
        bodies = [bytes(body) for body in rows.values_list("record__body", flat=True)]
        if bodies:
            yield bodies


def _settle_database() -> None:
    """Bring what SQLite has committed to the disk: a power cut must not take away what is about to be signed.

    Acts commit with synchronous=NORMAL, which leaves that to a later time. PostgreSQL has done it at each commit. What
    is no longer in the log of SQLite was brought to the disk when it moved into the database, so that one is not
    touched: to open and close it would take away this process's locks on it (sqlite.org/howtocorrupt.html, 2.2).
    """
    if connection.vendor == "sqlite":
        log = Path(f"{connection.settings_dict['NAME']}-wal")
        settle((log, log.parent))


def _policy(folder: LogFolder, key: VerifierKey, given: bytes | None) -> bytes:
    """Give the policy to publish: it names the key that signs, in the place of one that signed before."""
    text = given or folder.get(POLICY) or b"quorum none\n"
    if key in Policy.from_bytes(text).logs:
        return text
    if given is not None:
        raise PolicyError(key=key.to_text())
    kept = [line for line in text.splitlines(keepends=True) if not line.startswith(f"log {key.name}+".encode())]
    return b"".join([f"log {key.to_text()}\n".encode(), *kept])


def _standing(folder: LogFolder, new: Checkpoint, rules: bytes) -> SignedNote | None:
    """Give the published note where it already is the one to publish: nobody has to sign again."""
    note = folder.note()
    if note is None or note.text != new.to_text():
        return None
    try:
        signed_by_log(note, Policy.from_bytes(rules))
        witnessed(note, Policy.from_bytes(rules))
    except VerificationError:
        return None
    return note


def _signed(
    folder: LogFolder, key: SigningKey, new: Checkpoint, rules: bytes, published: Checkpoint | None, ask: Ask
) -> SignedNote:
    """Sign, and have enough witnesses sign."""
    note = key.sign_note(SignedNote(text=new.to_text(), signatures=()))
    if new.size:
        tree = TiledTree(folder, size=new.size, root=new.root)
        known_size = published.size if published else 0
        note = cosigned(note, tree=tree, policy=rules, known_size=known_size, ask=ask)
    witnessed(note, Policy.from_bytes(rules))
    return note
