"""Recompute the whole ledger and name the first record that is not as it was recorded.

The database is compared with itself (bodies, hashes, numbers, tree heads) and with what it does not hold: the signed
checkpoints and the published tiles. Whoever administers the database can make it agree with itself, not with those.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, NamedTuple
from uuid import UUID

from django.db.models import Max

from zeren.foundations.errors import VerificationError
from zeren.merkle import Checkpoint, Frontier, TiledTree, leaf_hash
from zeren.merkle.records import verify_commitment
from zeren_platform.ledger.log_folder import LogFolder
from zeren_platform.ledger.models import Leaf, Outbox, Record, TreeHead

__all__ = ["Audit", "BadRecordError", "BadTreeError", "audit"]

CHUNK: Final = 2000
# Entries of one bundle.
WIDTH: Final = 256


class BadRecordError(VerificationError):
    """A record is not as it was recorded; ``number`` is its place, from 0, ``fault`` what is wrong with it."""

    code = "ledger.bad_record"


class BadTreeError(VerificationError):
    """The records agree with each other, and not with the tree over them; ``size`` says which tree."""

    code = "ledger.bad_tree"


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """A ledger that stands: all records from the first on, and the checkpoints with which they were compared."""

    size: int
    root: bytes
    heads: int
    checkpoints: tuple[int, ...]
    erased: int


class _Row(NamedTuple):
    """The columns of one numbered record, and of its payload if it has one."""

    number: int
    record__uid: UUID
    record__event: str
    record__subject: str
    record__unit: str
    record__recorded_at: datetime
    record__body: bytes
    record__leaf_hash: bytes
    record__payload__key: bytes | None
    record__payload__content: bytes | None

    def bad(self, fault: str) -> BadRecordError:
        return BadRecordError(number=self.number, uid=str(self.record__uid), fault=fault)


def audit(*, checkpoints: Sequence[Checkpoint] = (), folder: LogFolder | None = None) -> Audit:
    """Recompute everything; raise for the first record or tree that is not as it was.

    *checkpoints* are those that were signed, from wherever they were kept. With *folder* each record is also compared
    with the published one, as far as the largest of the checkpoints reaches.
    """
    return _Walk(checkpoints, folder).run()


class _Walk:
    """One walk over the records by their numbers, with the tree heads beside it."""

    def __init__(self, checkpoints: Sequence[Checkpoint], folder: LogFolder | None) -> None:
        self.signed = {one.size: one.root for one in checkpoints if one.size}
        self.sizes = tuple(sorted(self.signed))
        self.published = _Published(folder, max(checkpoints, key=lambda one: one.size, default=None))
        self.limit = _limit()
        self.heads = _heads(self.limit)
        self.head = next(self.heads, None)
        self.counted = self.erased = 0
        self.tree = Frontier()

    def run(self) -> Audit:
        """Walk to the end."""
        for row in _rows(self.limit):
            if row.number != self.tree.size:
                raise BadRecordError(number=self.tree.size, uid="", fault="it is missing")
            _check(row)
            self.erased += row.record__payload__content is None
            self.published.compare(row)
            self.tree = self.tree.append(bytes(row.record__leaf_hash))
            self._compare_trees()
        self._require_end()
        return Audit(
            size=self.tree.size,
            root=self.tree.root(),
            heads=self.counted,
            checkpoints=self.sizes,
            erased=self.erased,
        )

    def _compare_trees(self) -> None:
        """Compare the tree with the head and the checkpoint of its size."""
        size = self.tree.size
        if self.head is not None and self.head[0] == size:
            if self.head[1:] != (self.tree.root(), self.tree.to_bytes()):
                raise BadTreeError(size=size, fault="the tree head in the database is another")
            self.counted += 1
            self.head = next(self.heads, None)
        elif self.head is None or self.head[0] < size:
            raise BadTreeError(size=size, fault="there is no tree head over it")
        if self.signed.pop(size, self.tree.root()) != self.tree.root():
            raise BadTreeError(size=size, fault="the checkpoint that was signed is another")

    def _require_end(self) -> None:
        """Refuse where more was counted or signed than there is, or a record stands outside."""
        beyond = [*self.signed, *([self.head[0]] if self.head else [])]
        if beyond:
            raise BadRecordError(number=self.tree.size, uid="", fault=f"it is missing; there were {max(beyond)}")
        stray = Record.objects.filter(leaf=None).exclude(pk__in=Outbox.objects.values("record_id")).order_by("id")
        for uid in stray.values_list("uid", flat=True)[:1]:
            raise BadRecordError(number=-1, uid=str(uid), fault="it has no number and does not wait for one")
        self.published.require_whole()


class _Published:
    """The published log, which says what stood at each number; a tile that is broken is told last."""

    def __init__(self, folder: LogFolder | None, checkpoint: Checkpoint | None) -> None:
        self.tree: TiledTree | None = None
        self.fault: VerificationError | None = None
        if folder is not None and checkpoint is not None and checkpoint.size:
            try:
                self.tree = TiledTree(folder, size=checkpoint.size, root=checkpoint.root)
            except VerificationError as failure:
                self.fault = failure

    def compare(self, row: _Row) -> None:
        """Compare one record with the published one."""
        if self.tree is None or row.number >= self.tree.size:
            return
        try:
            if row.number % WIDTH == 0:
                self.tree.entries(row.number // WIDTH)
            found = self.tree.leaf(row.number)
        except VerificationError as failure:
            self.tree, self.fault = None, failure
            return
        if found != bytes(row.record__leaf_hash):
            raise row.bad("another record was published under this number")

    def require_whole(self) -> None:
        """Tell of a broken tile."""
        if self.fault is not None:
            raise self.fault


def _check(row: _Row) -> None:
    """Compare a record with itself: its hash, its columns, and the commitment to what it says of people."""
    body = bytes(row.record__body)
    if leaf_hash(body) != bytes(row.record__leaf_hash):
        raise row.bad("its text is not the one that was hashed")
    try:
        # Read without asking for the one canonical spelling: the hash is that of these very bytes.
        told = json.loads(body)
        written = (told["uid"], told["event"], told["subject"], told["by"]["unit"], told["at"])
        commitment = bytes.fromhex(told["commitment"])
    except (ValueError, KeyError, TypeError) as failure:
        raise row.bad("its text is not that of a record") from failure
    at = row.record__recorded_at.astimezone(UTC).isoformat(timespec="microseconds")
    if written != (str(row.record__uid), row.record__event, row.record__subject, row.record__unit, at):
        raise row.bad("its columns say something else than its text")
    key, content = row.record__payload__key, row.record__payload__content
    if key is not None and content is not None:
        try:
            verify_commitment(commitment=commitment, key=bytes(key), payload=bytes(content))
        except VerificationError as failure:
            raise row.bad("its names and reasons are not those that were recorded") from failure


def _limit() -> int:
    """Say how far the ledger reaches now: what is recorded during the walk is left to the next one."""
    # Heads are read last: a record and its head come together, so that no new record is without one.
    numbers, sizes = Leaf.objects.aggregate(last=Max("number")), TreeHead.objects.aggregate(last=Max("size"))
    return max(-1 if numbers["last"] is None else numbers["last"], (sizes["last"] or 0) - 1) + 1


def _rows(limit: int) -> Iterator[_Row]:
    """Read by keys, some at a time: no cursor stays open where the walk ends early."""
    start = 0
    rows = Leaf.objects.filter(number__lt=limit).order_by("number").values_list(*_Row._fields)
    while chunk := [_Row(*columns) for columns in rows.filter(number__gte=start)[:CHUNK]]:
        yield from chunk
        start = chunk[-1].number + 1


def _heads(limit: int) -> Iterator[tuple[int, bytes, bytes]]:
    start = 0
    rows = TreeHead.objects.filter(size__lte=limit).order_by("size").values_list("size", "root", "frontier")
    while chunk := list(rows.filter(size__gt=start)[:CHUNK]):
        yield from ((size, bytes(root), bytes(frontier)) for size, root, frontier in chunk)
        start = chunk[-1][0]
