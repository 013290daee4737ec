"""Records are numbered without gaps, under the root of an RFC 6962 tree."""

import hashlib
import json
import logging
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import DatabaseError, connection, connections, transaction
from tests.platform.ledger.factories import NOW, as_superuser, record, refused_record

from zeren_platform.ledger import queries
from zeren_platform.ledger.models import Leaf, Outbox, Record, TreeHead
from zeren_platform.ledger.use_cases import sequencing
from zeren_platform.ledger.use_cases.sequencing import LOCK, sequence

pytestmark = pytest.mark.usefixtures("committed")


def root_of(bodies):
    """Compute the tree hash straight from the words of RFC 6962, 2.1."""
    if not bodies:
        return hashlib.sha256(b"").digest()
    if len(bodies) == 1:
        return hashlib.sha256(b"\x00" + bodies[0]).digest()
    left = 1
    while left * 2 < len(bodies):
        left *= 2
    return hashlib.sha256(b"\x01" + root_of(bodies[:left]) + root_of(bodies[left:])).digest()


def numbered():
    """Give the bodies in the order of their numbers."""
    return [bytes(leaf.record.body) for leaf in Leaf.objects.select_related("record").order_by("number")]


def assert_whole(count):
    """Every record has its number, from 0, without gaps, and every tree head is the root of what it covers."""
    assert list(Leaf.objects.order_by("number").values_list("number", flat=True)) == list(range(count))
    assert Record.objects.count() == count
    assert not Outbox.objects.exists()
    bodies = numbered()
    heads = {head.size: bytes(head.root) for head in TreeHead.objects.all()}
    assert max(heads) == count
    assert heads == {size: root_of(bodies[:size]) for size in heads}


@pytest.mark.parametrize("count", [1, 2, 3, 4, 7, 8, 13])
def test_the_root_is_the_root_that_anyone_computes(count):
    for number in range(count):
        record(thing=f"Thing {number}")

    assert_whole(count)


def test_refused_acts_leave_no_gap():
    for number in range(9):
        (refused_record if number % 3 == 1 else record)(thing=f"Thing {number}")

    assert_whole(6)


def test_several_records_of_one_transaction_are_numbered_in_their_order():
    with transaction.atomic():
        uids = [record(thing=f"Thing {number}") for number in range(3)]

    assert [leaf.record.uid for leaf in Leaf.objects.order_by("number")] == uids
    assert_whole(3)


def test_the_present_tree_is_the_largest():
    record()
    record()

    assert queries.tree().size == 2


def test_sequencing_nothing_makes_no_tree():
    assert sequence(at=NOW) == 0
    assert queries.tree() is None


def act_from_a_thread(number):
    """Act; five in a hundred change their mind."""
    try:
        (refused_record if number % 20 == 19 else record)(thing=f"Thing {number}")
    finally:
        connection.close()


def test_thirty_two_writers_at_once_lose_nothing_double_nothing_and_leave_no_gap(in_threads):
    """On SQLite the database lets one writer in at a time; on PostgreSQL the sequencer's lock does."""
    acts = range(32 * 10)
    stand = sorted(f"Thing {number}" for number in acts if number % 20 != 19)

    in_threads(act_from_a_thread, acts, at_once=32)

    assert in_threads(lambda _: assert_whole(len(stand)), [0], at_once=1) == [None]
    told = in_threads(lambda _: [json.loads(body)["facts"]["thing"] for body in numbered()], [0], at_once=1)[0]
    assert sorted(told) == stand


def leave_waiting(count):
    """Leave records without numbers, as processes do that end right after the commit."""
    for number in range(count):
        record(thing=f"Thing {number}")
    with as_superuser():
        Leaf.objects.all().delete()
        TreeHead.objects.all().delete()
        Outbox.objects.bulk_create(Outbox(record=row) for row in Record.objects.all())


def test_of_two_sequencers_at_once_each_record_is_numbered_by_one(in_threads):
    count, together = 40, Barrier(2, timeout=30)
    in_threads(leave_waiting, [count], at_once=1)

    def number_all(_):
        together.wait()
        return sequence(at=NOW)

    assert sorted(in_threads(number_all, range(2), at_once=2)) == [0, count]
    assert in_threads(lambda _: assert_whole(count), [0], at_once=1) == [None]


def test_a_number_that_a_crash_kept_from_being_given_is_given_next():
    if connection.vendor != "postgresql":
        pytest.skip("on SQLite the number is given in the transaction of the act: no crash comes between")
    with transaction.atomic():
        lost = record(thing="Before the crash")
        # As when the process ends right after the commit.
        connection.run_on_commit.clear()
    assert Outbox.objects.count() == 1

    record(thing="After the crash")

    assert Leaf.objects.get(number=0).record.uid == lost
    assert_whole(2)


def test_an_act_does_not_wait_for_a_busy_sequencer():
    if connection.vendor != "postgresql":
        pytest.skip("on SQLite the number is given in the transaction of the act")
    other = connections.create_connection("default")
    with other.cursor() as busy:
        busy.execute("SELECT pg_advisory_lock(%s)", [LOCK])

        record(thing="While the sequencer is busy")

        busy.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
    other.close()
    assert Outbox.objects.count() == 1
    assert sequence(at=NOW) == 1
    assert_whole(1)


def test_the_sequencer_looks_again_for_those_who_found_it_busy(monkeypatch):
    """What is committed while it numbers others is numbered by the same call."""
    if connection.vendor != "postgresql":
        pytest.skip("on SQLite the number is given in the transaction of the act")
    number = sequencing._number

    def meanwhile(at):
        monkeypatch.undo()
        found = number(at)
        thread = ThreadPoolExecutor(max_workers=1)
        thread.submit(act_from_a_thread, 0).result()
        thread.shutdown()
        return found

    monkeypatch.setattr(sequencing, "_number", meanwhile)

    record(thing="First")

    assert_whole(2)


def test_an_act_stands_when_its_number_cannot_be_given_yet(caplog, monkeypatch):
    if connection.vendor != "postgresql":
        pytest.skip("on SQLite the number is given in the transaction of the act")

    def failing(at):
        raise DatabaseError

    with monkeypatch.context() as patched, caplog.at_level(logging.ERROR):
        patched.setattr(sequencing, "_number", failing)
        record(thing="While the sequencer fails")

    assert "on_commit" in caplog.text
    assert Outbox.objects.count() == 1
    assert sequence(at=NOW) == 1
    assert_whole(1)


def test_the_sequencer_is_never_part_of_an_act():
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        sequence(at=NOW)
