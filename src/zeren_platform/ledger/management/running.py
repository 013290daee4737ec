"""Run the log of this installation: its key, its lock store and its folder are where the environment says."""

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from zeren.merkle import Checkpoint, SignedNote
from zeren_platform.common.actor import Actor
from zeren_platform.common.problems import NotSignedInError
from zeren_platform.ledger import auditing, key_file, proving
from zeren_platform.ledger.lock_store import LockStore
from zeren_platform.ledger.log_folder import LogFolder
from zeren_platform.ledger.use_cases import erasing, keys, publishing, recovering

__all__ = ["erase", "fsck", "keygen", "prove", "prove_with_names", "publish", "recover"]

# Who asks, at a moment: what is behind it, an access token, is no matter of the ledger.
Who = Callable[[datetime], Actor | None]


def keygen(*, origin: str) -> str:
    """Make the key of the log *origin* and begin its line in the lock store; give the public key."""
    key = key_file.make(settings.LEDGER_KEY, origin=origin)
    LockStore(settings.LEDGER_LOCK).begin(origin)
    return key.verifier().to_text()


def publish(*, out: Path | None = None, anew: bool = False, policy: Path | None = None) -> publishing.Publication:
    """Publish the log, by default into the folder from which the site serves it."""
    rules = None if policy is None else policy.read_bytes()
    key = key_file.read(settings.LEDGER_KEY)
    public, now = key.verifier(), timezone.now()
    store = LockStore(settings.LEDGER_LOCK)
    # A log that may not be signed shall not record that it is.
    store.last(key.name)
    if not keys.is_in_use(public):
        keys.put_in_use(actor=Actor.system("ledger publish"), key=public, now=now)
    folder = LogFolder(out or settings.LEDGER_FOLDER)
    return publishing.publish(key=key, store=store, folder=folder, at=now, anew=anew, policy=rules)


def recover(*, note: Path) -> Checkpoint:
    """Put a published checkpoint into the lock store that was lost."""
    key, store = key_file.read(settings.LEDGER_KEY), LockStore(settings.LEDGER_LOCK)
    return recovering.recover(
        store=store, note=SignedNote.from_bytes(note.read_bytes()), known=[key.verifier(), *keys.known()]
    )


def fsck(*, notes: Iterable[Path] = (), folder: Path | None = None) -> auditing.Audit:
    """Recompute the ledger; compare it with the lock store, the published log and the checkpoints in *notes*."""
    published = LogFolder(folder or settings.LEDGER_FOLDER)
    known = [_checkpoint(note) for note in notes]
    found = published.checkpoint()
    if found is not None:
        known.append(found)
        if settings.LEDGER_LOCK.exists():
            known.append(LockStore(settings.LEDGER_LOCK).last(found.origin))
    return auditing.audit(checkpoints=known, folder=published)


def prove(*, uid: UUID, folder: Path | None = None) -> bytes:
    """Prove a record without names."""
    return proving.bundle(uid=uid, folder=LogFolder(folder or settings.LEDGER_FOLDER))


def prove_with_names(*, who: Who, uid: UUID, folder: Path | None = None) -> bytes:
    """Prove a record with names and reasons, to somebody who may read them."""
    return proving.bundle_with_names(
        actor=_known(who, timezone.now()), uid=uid, folder=LogFolder(folder or settings.LEDGER_FOLDER)
    )


def erase(*, who: Who, uid: UUID, reason: str) -> None:
    """Erase names and reasons."""
    now = timezone.now()
    erasing.erase(actor=_known(who, now), uid=uid, reason=reason, now=now)


def _known(who: Who, now: datetime) -> Actor:
    found = who(now)
    if found is None:
        raise NotSignedInError
    return found


def _checkpoint(note: Path) -> Checkpoint:
    return Checkpoint.from_text(SignedNote.from_bytes(note.read_bytes()).text)
