"""The published log is what anybody's program reads, and nothing smaller or other is ever signed after it."""

import os
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from tests.platform.ledger.conftest import ORIGIN
from tests.platform.ledger.factories import NOW, as_superuser, record

from zeren.merkle import Checkpoint, Policy, TiledTree, Tree, verify_consistency
from zeren.merkle.trust import signed_by_log
from zeren_platform.ledger.lock_store import LockStore, LockStoreLostError, OvertakenError
from zeren_platform.ledger.log_folder import UnwritableError
from zeren_platform.ledger.models import Leaf, Outbox, Payload, Record, TreeHead
from zeren_platform.ledger.use_cases import publishing, recovering
from zeren_platform.ledger.use_cases.publishing import InconsistentTreeError, SmallerTreeError
from zeren_platform.ledger.use_cases.sequencing import sequence

pytestmark = pytest.mark.django_db


def record_some(count, *, word="Thing"):
    for number in range(count):
        record(thing=f"{word} {number}")
        sequence(at=NOW)


def bodies():
    return [bytes(body) for body in Leaf.objects.order_by("number").values_list("record__body", flat=True)]


def forget_from(size):
    """Be the administrator of the database who puts back a copy from when there were *size* records."""
    with as_superuser():
        gone = list(Leaf.objects.filter(number__gte=size).values_list("record_id", flat=True))
        Payload.objects.filter(record_id__in=gone).delete()
        TreeHead.objects.filter(size__gt=size).delete()
        Leaf.objects.filter(number__gte=size).delete()
        Outbox.objects.filter(record_id__in=gone).delete()
        Record.objects.filter(id__in=gone).delete()


def assert_whole(log):
    """The folder holds the whole log under a checkpoint that its key signed, and the lock store knows it."""
    policy = Policy.from_bytes(log.folder.get("policy"))
    checkpoint = signed_by_log(log.folder.note(), policy).checkpoint
    recorded = bodies()
    assert checkpoint == log.last == log.folder.checkpoint()
    assert (checkpoint.size, checkpoint.root) == (len(recorded), Tree(recorded).root())
    tree = TiledTree(log.folder, size=checkpoint.size, root=checkpoint.root)
    assert [entry for number in range((len(recorded) + 255) // 256) for entry in tree.entries(number)] == recorded


@pytest.mark.parametrize("count", [1, 2, 5])
def test_what_was_recorded_is_published_under_a_signed_checkpoint(log, count):
    record_some(count)

    assert log.publish().added == count

    assert_whole(log)


def test_a_log_of_more_than_one_tile_is_whole_after_each_publication(log):
    record_some(254)
    log.publish()
    record_some(3)
    log.publish()

    assert (log.folder.place / "tile" / "0" / "000").stat().st_size == 256 * 32
    assert_whole(log)


def test_to_publish_again_changes_no_file(log):
    record_some(3)
    log.publish()
    before = {path: path.stat().st_mtime_ns for path in log.folder.place.rglob("*") if path.is_file()}

    assert log.publish().added == 0

    assert {path: path.stat().st_mtime_ns for path in log.folder.place.rglob("*") if path.is_file()} == before


def test_each_checkpoint_grew_out_of_those_before(log):
    for count in (3, 2, 4):
        record_some(count)
        log.publish()

    first, last = Checkpoint.from_text(log.folder.get("checkpoints/3").decode().partition("\n\n")[0] + "\n"), log.last
    tree = TiledTree(log.folder, size=last.size, root=last.root)
    proof = tree.consistency_proof(old_size=first.size)
    verify_consistency(old_size=first.size, old_root=first.root, new_size=last.size, new_root=last.root, proof=proof)
    assert log.folder.sizes() == [9, 5, 3]


def test_an_empty_log_is_published_too(log):
    assert log.publish().checkpoint.size == 0

    assert log.folder.checkpoint().size == 0


def test_waiting_records_are_numbered_first(log):
    record_some(1)
    Outbox.objects.all().delete()
    record(thing="Late")
    log.publish()

    assert_whole(log)
    assert not Outbox.objects.exists()


def test_a_folder_that_was_emptied_is_written_anew(log):
    record_some(3)
    log.publish()
    shutil.rmtree(log.folder.place)
    record_some(1)

    log.publish()

    assert_whole(log)


def test_a_tile_that_was_changed_is_mended_from_the_database(log):
    record_some(3)
    log.publish()
    (log.folder.place / "tile/0/000.p/3").write_bytes(bytes(96))
    record_some(1)

    log.publish()

    assert_whole(log)


def test_all_files_are_written_anew_when_asked(log):
    record_some(260)
    log.publish()
    (log.folder.place / "tile/0/000").unlink()

    log.publish(anew=True)

    assert_whole(log)


def test_a_backup_that_was_put_back_is_not_signed(log):
    record_some(5)
    log.publish()
    before = log.last
    forget_from(3)

    with pytest.raises(SmallerTreeError) as caught:
        log.publish()

    assert caught.value.params == {"found": 3, "signed": 5}
    assert log.last == log.folder.checkpoint() == before


def test_an_emptied_database_is_not_signed(log):
    record_some(2)
    log.publish()
    forget_from(0)

    with pytest.raises(SmallerTreeError):
        log.publish()


@pytest.mark.parametrize("more", [2, 4])
def test_a_backup_that_was_put_back_and_went_on_is_not_signed(log, more):
    record_some(5)
    log.publish()
    before = log.last
    forget_from(3)
    record_some(more, word="Another")

    with pytest.raises(InconsistentTreeError) as caught:
        log.publish()

    assert caught.value.params["signed"] == 5
    assert log.last == log.folder.checkpoint() == before


def test_it_is_not_signed_where_the_tiles_are_gone_too(log):
    record_some(5)
    log.publish()
    forget_from(3)
    record_some(3, word="Another")
    shutil.rmtree(log.folder.place)

    with pytest.raises(InconsistentTreeError):
        log.publish()

    assert log.last.size == 5


def test_nothing_is_signed_without_the_lock_store(log):
    record_some(2)
    log.publish()
    record_some(1)
    log.store.place.unlink()

    with pytest.raises(LockStoreLostError):
        log.publish()

    assert log.folder.checkpoint().size == 2


def test_nothing_is_signed_over_an_older_lock_store(log, tmp_path):
    record_some(2)
    log.publish()
    kept = tmp_path / "old"
    shutil.copy(log.store.place, kept)
    record_some(1)
    log.publish()
    shutil.copy(kept, log.store.place)

    with pytest.raises(LockStoreLostError):
        log.publish()

    assert log.folder.checkpoint().size == 3


def test_a_lost_lock_store_learns_from_the_published_checkpoint(log):
    record_some(2)
    log.publish()
    log.store.place.unlink()

    recovering.recover(store=log.store, note=log.folder.note(), known=[log.key.verifier()])
    record_some(1)
    log.publish()

    assert_whole(log)


def test_a_lock_store_never_goes_back(log):
    record_some(2)
    log.publish()
    old = log.folder.note()
    record_some(1)
    log.publish()

    with pytest.raises(recovering.OlderCheckpointError):
        recovering.recover(store=log.store, note=old, known=[log.key.verifier()])

    assert log.last.size == 3


class KilledError(BaseException):
    """The process ends here."""


STEPS = [("write", 1), ("write", 2), ("write", 3), ("write", 4), ("swap before", 1), ("swap after", 1), ("held_at", 1)]


@pytest.mark.parametrize(("step", "number"), STEPS)
def test_a_process_killed_between_two_steps_loses_nothing(log, monkeypatch, step, number):
    record_some(3)
    log.publish()
    record_some(4)
    kill_at(monkeypatch, log, step, number)

    with pytest.raises(KilledError):
        log.publish()

    monkeypatch.undo()
    published = log.folder.checkpoint()
    assert published.size in {3, 7}
    TiledTree(log.folder, size=published.size, root=published.root).entries(0)
    log.publish()
    assert_whole(log)
    assert log.last.size == 7


def kill_at(monkeypatch, log, step, number):
    calls = {"count": 0}

    def killing(*_args, **_kwargs):
        calls["count"] += 1
        if calls["count"] == number:
            raise KilledError

    if step == "write":
        put = log.folder._put

        def before(path, content):
            killing()
            return put(path, content)

        monkeypatch.setattr(log.folder, "_put", before)
    elif step == "swap after":
        swap = log.store.swap

        def after(old, new):
            swap(old, new)
            raise KilledError

        monkeypatch.setattr(log.store, "swap", after)
    else:
        monkeypatch.setattr(log.store, step.split(" ", maxsplit=1)[0], killing)


def test_of_two_who_publish_at_once_one_is_refused(log, monkeypatch):
    """The other one has swapped its checkpoint in between; both wrote the same tiles."""
    record_some(3)
    other = LockStore(log.store.place)
    swap = log.store.swap

    def overtaken(old, new):
        log.store = other
        log.publish()
        swap(old, new)

    monkeypatch.setattr(log.store, "swap", overtaken)

    with pytest.raises(OvertakenError):
        log.publish()

    assert_whole(log)


def test_a_checkpoint_that_was_overtaken_is_not_published_over_a_newer_one(log, monkeypatch):
    record_some(3)
    slow, swap = log.store, log.store.swap

    def overtaken_after(old, new):
        swap(old, new)
        log.store = LockStore(slow.place)
        record_some(2)
        log.publish()

    monkeypatch.setattr(slow, "swap", overtaken_after)

    with pytest.raises(OvertakenError):
        log.publish()

    assert log.folder.checkpoint().size == 5
    assert_whole(log)


def test_a_full_disk_leaves_what_was_published(log, monkeypatch):
    record_some(3)
    log.publish()
    record_some(2)

    def full(_self, _data):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("zeren_platform.ledger.log_folder.os.fsync", lambda _held: full(None, None))
        with pytest.raises(UnwritableError) as caught:
            log.publish()

    assert caught.value.params["fault"] == "No space left on device"
    assert log.last == log.folder.checkpoint()
    assert log.last.size == 3
    assert not [path for path in log.folder.place.rglob(".*") if path.is_file()]
    log.publish()
    assert_whole(log)


def test_a_clock_that_jumps_back_changes_nothing_about_the_order(log):
    record(thing="Now")
    record(thing="Before", at=NOW - timedelta(days=400))
    log.publish(at=NOW - timedelta(days=800))
    record(thing="After", at=NOW + timedelta(days=400))
    log.publish(at=NOW - timedelta(days=900))

    assert_whole(log)
    assert log.last.origin == ORIGIN


def test_what_sqlite_has_committed_is_on_the_disk_before_it_is_signed(log, monkeypatch, tmp_path):
    """A power cut after the swap must not take records away that the lock store knows."""
    (tmp_path / "rows").touch()
    (tmp_path / "rows-wal").touch()
    steps, swap, fsync = [], log.store.swap, os.fsync

    def synced(held):
        steps.append(Path(f"/proc/self/fd/{held}").resolve().name)
        fsync(held)

    record_some(1)
    monkeypatch.setattr(publishing, "connection", SqliteFile(tmp_path / "rows"))
    monkeypatch.setattr("zeren_platform.ledger.log_folder.os.fsync", synced)
    monkeypatch.setattr(log.store, "swap", lambda old, new: (steps.append("swap"), swap(old, new)))

    log.publish()

    assert steps.index("rows-wal") < steps.index("swap")
    # SQLite brought it there itself, and whoever opens it beside SQLite loses its locks.
    assert "rows" not in steps


class SqliteFile:
    vendor = "sqlite"

    def __init__(self, place):
        self.settings_dict = {"NAME": place}
