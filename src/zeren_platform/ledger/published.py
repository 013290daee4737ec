"""What everybody may know of the ledger: how far it reaches, the signed log, and the proof of each record."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, QuerySet, Subquery

from zeren.foundations.errors import VerificationError
from zeren.merkle import Checkpoint, Policy, SignedNote, TilePath
from zeren.merkle.signatures import open_note
from zeren_platform.common.problems import NotFoundError
from zeren_platform.common.written import WrittenRead
from zeren_platform.ledger import proving
from zeren_platform.ledger.events import wording
from zeren_platform.ledger.log_folder import CHECKPOINT, HISTORY, POLICY, LogFolder
from zeren_platform.ledger.models import Outbox, Record, TreeHead

__all__ = [
    "PublicAct",
    "PublicCheckpoint",
    "PublicHead",
    "PublicLog",
    "act",
    "bundle",
    "head",
    "log",
    "log_file",
    "log_paths",
    "named_state",
    "reach",
    "state_now",
]

# So many of the last checkpoints are shown.
FEW: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicHead:
    """The tree over all acts: the state of everything that is published changes only with it."""

    size: int
    root: str
    made_at: datetime | None
    # Names the state of everything that acts write, for ``common.memory``: empty before the first act, and while the
    # tree does not hold an act that is done.
    state: str = ""


def head() -> PublicHead:
    """Give the present tree; one query."""
    found = _newest()
    if not found:
        return PublicHead(size=0, root="", made_at=None)
    [(size, root, made_at, waiting)] = found
    written = bytes(root).hex()
    return PublicHead(size=size, root=written, made_at=made_at, state="" if waiting else written)


def _heads() -> QuerySet[Any, Any]:
    rows = TreeHead.objects.order_by("-size").annotate(waiting=Exists(Outbox.objects.all()))
    return rows.values_list("size", "root", "made_at", "waiting")[:1]


# Every page of the portal asks this.
_newest = WrittenRead(_heads)


@cache
def state_now() -> Subquery:
    """Give the same state as a part of another read, so that it costs no query of its own; see ``named_state``."""
    whole = TreeHead.objects.filter(~Exists(Outbox.objects.all()))
    return Subquery(whole.order_by("-size").values("root")[:1])


def named_state(found: bytes | memoryview | None) -> str:
    """Name the state as ``head`` does from what the database gave for ``state_now``."""
    return "" if found is None else bytes(found).hex()


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicCheckpoint:
    """One signed tree, and who besides the log has signed it, with the time that each of them says."""

    size: int
    path: str
    root: str
    made_at: datetime | None
    witnesses: tuple[tuple[str, datetime | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicLog:
    """The signed log as it is published; without checkpoints nothing was published yet."""

    origin: str
    policy: str
    keys: tuple[str, ...]
    witnesses: tuple[tuple[str, str], ...]
    quorum: str
    checkpoints: tuple[PublicCheckpoint, ...]


def log() -> PublicLog:
    """Give the published log with its last checkpoints; one query."""
    folder = LogFolder(settings.LEDGER_FOLDER)
    newest, written = folder.checkpoint(), folder.get(POLICY)
    if newest is None or written is None:
        return PublicLog(origin="", policy="", keys=(), witnesses=(), quorum="", checkpoints=())
    policy = Policy.from_bytes(written)
    # A checkpoint is kept before it is published: what is larger is not public yet.
    sizes = [size for size in folder.sizes() if size <= newest.size][:FEW]
    made = dict(TreeHead.objects.filter(size__in=sizes).values_list("size", "made_at"))
    notes = [SignedNote.from_bytes(folder.get(f"{HISTORY}/{size}") or b"") for size in sizes]
    return PublicLog(
        origin=newest.origin,
        policy=written.decode(),
        keys=tuple(key.to_text() for key in policy.logs),
        witnesses=tuple((name, key.to_text()) for name, key in policy.witnesses.items()),
        quorum=policy.quorum,
        checkpoints=tuple(_public(note, policy, made) for note in notes),
    )


def reach() -> int:
    """Say how many records the published log holds: those below this number can be proved; no query."""
    checkpoint = settings.LEDGER_FOLDER / CHECKPOINT
    try:
        changed = checkpoint.stat().st_mtime_ns
    except OSError:
        return 0
    return _size(checkpoint.parent, changed)


@lru_cache(maxsize=4)
def _size(place: Path, _changed: int) -> int:
    found = LogFolder(place).checkpoint()
    return found.size if found else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicAct:
    """One act as its record tells it without names, and whether the published log reaches it."""

    uid: str
    number: int | None
    at: datetime
    title: str
    is_provable: bool


class _Told(NamedTuple):
    """The columns that an act is told from."""

    leaf__number: int | None
    recorded_at: datetime
    event: str
    body: bytes | memoryview


def act(uid: UUID) -> PublicAct:
    """Tell one act; one query."""
    columns = Record.objects.filter(uid=uid).values_list(*_Told._fields).first()
    if columns is None:
        raise NotFoundError(uid=str(uid))
    found = _Told(*columns)
    return PublicAct(
        uid=str(uid),
        number=found.leaf__number,
        at=found.recorded_at,
        title=wording(found.event, json.loads(bytes(found.body))["facts"]),
        is_provable=found.leaf__number is not None and found.leaf__number < reach(),
    )


def log_file(path: str) -> bytes:
    """Give a file of the published log; nothing else that may lie in its folder."""
    found = LogFolder(settings.LEDGER_FOLDER).get(path) if _is_of_the_log(path) else None
    if found is None:
        raise NotFoundError(path=path)
    return found


def log_paths() -> Iterator[str]:
    """Name the address of every file of the published log, in an order that stays."""
    place = settings.LEDGER_FOLDER
    paths = sorted(path.relative_to(place).as_posix() for path in place.rglob("*") if path.is_file())
    yield from (f"/log/{path}" for path in paths if _is_of_the_log(path))


def bundle(uid: UUID) -> bytes:
    """Prove a record without what it says of people."""
    return proving.bundle(uid=uid, folder=LogFolder(settings.LEDGER_FOLDER))


def _is_of_the_log(path: str) -> bool:
    if path in {CHECKPOINT, POLICY}:
        return True
    name = path.removeprefix(f"{HISTORY}/")
    if name != path:
        return name.isascii() and name.isdigit()
    try:
        TilePath.from_text(path)
    except VerificationError:
        return False
    return True


def _public(note: SignedNote, policy: Policy, made: dict[int, datetime]) -> PublicCheckpoint:
    checkpoint = Checkpoint.from_text(note.text)
    names = {key: name for name, key in policy.witnesses.items()}
    try:
        signed = open_note(note, names)
    except VerificationError:
        # Nobody of the witnesses has signed, or not so that it holds.
        signed = ()
    return PublicCheckpoint(
        size=checkpoint.size,
        path=f"{HISTORY}/{checkpoint.size}",
        root=checkpoint.root.hex(),
        made_at=made.get(checkpoint.size),
        witnesses=tuple((names[one.key], _time(one.at)) for one in signed),
    )


def _time(seconds: int | None) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if seconds else None
