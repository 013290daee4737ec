"""Hand out the proof of a record: a bundle that anybody checks offline (docs/method/ledger.md, section 5)."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Final
from uuid import UUID

from zeren.foundations.errors import RefusedError
from zeren.merkle import Checkpoint, LogProof, SignedNote, TiledTree, leaf_hash
from zeren.merkle.bundle import Bundle
from zeren.merkle.bundle_page import page
from zeren_platform.common.actor import Actor
from zeren_platform.common.problems import NotFoundError
from zeren_platform.ledger import permissions
from zeren_platform.ledger.events import KINDS, wording
from zeren_platform.ledger.log_folder import POLICY, LogFolder
from zeren_platform.ledger.models import Payload, Record

__all__ = ["NamesErasedError", "NotPublishedError", "bundle", "bundle_with_names"]

# Trees of this many checkpoints keep their checked tiles in memory.
TREES: Final = 2


class NotPublishedError(RefusedError):
    """The record stands in the ledger, and no checkpoint reaches it yet."""

    code = "ledger.not_published"


class NamesErasedError(RefusedError):
    """What the record said of people was erased."""

    code = "ledger.names_erased"


def bundle(*, uid: UUID, folder: LogFolder) -> bytes:
    """Prove a record without what it says of people: for everybody."""
    return _bundle(_found(uid), folder, payload=None)


def bundle_with_names(*, actor: Actor, uid: UUID, folder: LogFolder) -> bytes:
    """Prove a record with the names and reasons, for whoever may read them."""
    permissions.require_read(actor)
    record = _found(uid)
    payload = Payload.objects.filter(record=record).first()
    if payload is None:
        raise NamesErasedError(uid=str(uid))
    return _bundle(record, folder, payload=payload)


def _found(uid: UUID) -> Record:
    found = Record.objects.select_related("leaf").filter(uid=uid).first()
    if found is None:
        raise NotFoundError(uid=str(uid))
    return found


def _bundle(record: Record, folder: LogFolder, *, payload: Payload | None) -> bytes:
    body, proof = bytes(record.body), _proof(record, folder)
    content = None if payload is None else bytes(payload.content)
    # An event of a slice that is no longer there has no sentence; the page then names it by its code.
    title = wording(record.event, json.loads(body)["facts"]) if record.event in KINDS else ""
    return Bundle(
        body=body,
        proof=proof,
        policy=folder.get(POLICY) or b"",
        page=page(body=body, proof=proof, payload=content, title=title),
        payload=content,
        key=None if payload is None else bytes(payload.key),
    ).to_bytes()


def _proof(record: Record, folder: LogFolder) -> bytes:
    """Prove the record by the published tiles; what would not be accepted is not handed out."""
    note = folder.note()
    number = record.leaf.number if hasattr(record, "leaf") else None
    size = Checkpoint.from_text(note.text).size if note else 0
    if note is None or number is None or number >= size:
        raise NotPublishedError(uid=str(record.uid))
    hashes = _tree(folder.place, note).inclusion_proof(number)
    proof = LogProof(index=number, hashes=hashes, note=note)
    proof.verify_leaf(leaf_hash(bytes(record.body)))
    return proof.to_bytes()


@lru_cache(maxsize=TREES)
def _tree(place: Path, note: SignedNote) -> TiledTree:
    checkpoint = Checkpoint.from_text(note.text)
    return TiledTree(LogFolder(place), size=checkpoint.size, root=checkpoint.root)
