"""Whoever administers the database can change it; an audit names the first record that is not as it was."""

import json

import pytest
from django.db.models import F
from tests.platform.ledger.factories import NOW, as_superuser, record

from zeren.foundations.canonical import to_bytes
from zeren.merkle import Frontier, MissingTileError, leaf_hash
from zeren_platform.ledger.auditing import BadRecordError, BadTreeError, audit
from zeren_platform.ledger.models import Leaf, Outbox, Payload, Record, TreeHead
from zeren_platform.ledger.use_cases.sequencing import sequence

pytestmark = pytest.mark.django_db
COUNT = 6


@pytest.fixture
def published(log):
    for number in range(COUNT):
        record(thing=f"Thing {number}")
        sequence(at=NOW)
    log.publish()
    return log


def run(log):
    return audit(checkpoints=[log.last], folder=log.folder)


def refused(log):
    with pytest.raises(BadRecordError) as caught:
        run(log)
    return caught.value.params


def row(number):
    return Record.objects.get(leaf__number=number)


def forge_trees():
    """Make the database agree with itself again."""
    tree = Frontier()
    TreeHead.objects.all().delete()
    for hashed in Leaf.objects.order_by("number").values_list("record__leaf_hash", flat=True):
        tree = tree.append(bytes(hashed))
        TreeHead.objects.create(size=tree.size, root=tree.root(), frontier=tree.to_bytes(), made_at=NOW)


def forged_body(found, **changes):
    return to_bytes({**json.loads(bytes(found.body)), **changes})


def remove(number):
    found = row(number)
    Leaf.objects.filter(number=number).delete()
    Payload.objects.filter(record=found).delete()
    found.delete()


def test_a_ledger_that_stands_is_counted(published):
    found = run(published)

    assert (found.size, found.root) == (COUNT, published.last.root)
    assert (found.checkpoints, found.erased) == ((COUNT,), 0)


def test_what_waits_for_its_number_is_not_amiss(published):
    uid = record(thing="Waiting")
    if not Outbox.objects.exists():
        with as_superuser():
            found = Record.objects.get(uid=uid)
            Leaf.objects.filter(record=found).delete()
            TreeHead.objects.filter(size=COUNT + 1).delete()
            Outbox.objects.create(record=found)

    assert run(published).size == COUNT


def test_an_empty_ledger_stands(db):
    assert audit().size == 0


def test_a_record_whose_text_was_edited_is_named(published):
    found = row(2)
    with as_superuser():
        Record.objects.filter(pk=found.pk).update(body=bytes(found.body).replace(b"Thing 2", b"Thing X"))

    assert refused(published) == {
        "number": 2,
        "uid": str(found.uid),
        "fault": "its text is not the one that was hashed",
    }


def test_a_record_that_was_edited_with_its_hash_is_named_by_what_was_published(published):
    found = row(3)
    body = forged_body(found, facts={"thing": "Nothing"})
    with as_superuser():
        Record.objects.filter(pk=found.pk).update(body=body, leaf_hash=leaf_hash(body))
        forge_trees()

    assert refused(published)["number"] == 3


def test_without_what_was_published_the_tree_head_shows_it(published):
    found = row(3)
    body = forged_body(found, facts={"thing": "Nothing"})
    with as_superuser():
        Record.objects.filter(pk=found.pk).update(body=body, leaf_hash=leaf_hash(body))

    with pytest.raises(BadTreeError) as caught:
        audit()

    assert caught.value.params["size"] >= 4


@pytest.mark.parametrize(
    "change", [{"subject": "example:2"}, {"event": "example.other"}, {"unit": "fin"}, {"recorded_at": F("recorded_at")}]
)
def test_a_column_that_was_edited_is_named(published, change):
    if "recorded_at" in change:
        change = {"recorded_at": row(1).recorded_at.replace(year=2025)}
    with as_superuser():
        Record.objects.filter(pk=row(1).pk).update(**change)

    assert refused(published)["fault"] == "its columns say something else than its text"
    assert refused(published)["number"] == 1


def test_a_payload_that_was_edited_is_named(published):
    found = row(4)
    Payload.objects.filter(record=found).update(content=b'{"actor":"Somebody Else"}')

    assert refused(published)["number"] == 4


def test_a_payload_that_was_erased_is_not_amiss(published):
    Payload.objects.filter(record=row(4)).delete()

    assert run(published).erased == 1


def test_a_record_that_was_deleted_is_named(published):
    with as_superuser():
        remove(2)

    assert refused(published) == {"number": 2, "uid": "", "fault": "it is missing"}


def test_a_record_that_was_deleted_and_the_gap_closed_is_named(published):
    with as_superuser():
        remove(2)
        for number in range(3, COUNT):
            Leaf.objects.filter(number=number).update(number=number - 1)
        forge_trees()

    assert refused(published)["number"] == 2


def test_a_record_that_was_put_between_is_named(published):
    with as_superuser():
        for number in reversed(range(2, COUNT)):
            Leaf.objects.filter(number=number).update(number=number + 1)
        found = row(0)
        uid = "00000000-0000-4000-8000-000000000000"
        body = forged_body(found, uid=uid)
        forged = Record.objects.create(
            uid=uid, event=found.event, subject=found.subject, unit=found.unit, recorded_at=found.recorded_at,
            body=body, leaf_hash=leaf_hash(body),
        )  # fmt: skip
        Leaf.objects.create(number=2, record=forged)
        forge_trees()

    assert (refused(published)["number"], refused(published)["uid"]) == (2, uid)


def test_two_records_that_were_exchanged_are_named(published):
    first, second = row(1), row(4)
    with as_superuser():
        Leaf.objects.filter(number__in=[1, 4]).delete()
        Leaf.objects.create(number=1, record=second)
        Leaf.objects.create(number=4, record=first)
        forge_trees()

    assert (refused(published)["number"], refused(published)["uid"]) == (1, str(second.uid))


def test_a_tail_that_was_cut_is_named(published):
    with as_superuser():
        for number in (4, 5):
            remove(number)
        forge_trees()

    assert refused(published) == {"number": 4, "uid": "", "fault": f"it is missing; there were {COUNT}"}


def test_a_record_outside_all_numbers_is_named(published):
    found = row(0)
    body = forged_body(found, uid="00000000-0000-4000-8000-000000000000")
    Record.objects.create(
        uid="00000000-0000-4000-8000-000000000000", event=found.event, subject=found.subject, unit=found.unit,
        recorded_at=found.recorded_at, body=body, leaf_hash=leaf_hash(body),
    )  # fmt: skip

    assert refused(published)["uid"] == "00000000-0000-4000-8000-000000000000"


def test_a_tree_head_that_was_edited_is_named(published):
    with as_superuser():
        TreeHead.objects.filter(size=3).update(root=bytes(32))

    with pytest.raises(BadTreeError) as caught:
        run(published)

    assert caught.value.params["size"] == 3


def test_a_last_tree_head_that_was_deleted_is_named(published):
    with as_superuser():
        TreeHead.objects.filter(size=COUNT).delete()

    with pytest.raises(BadTreeError):
        run(published)


def test_a_checkpoint_kept_elsewhere_shows_a_whole_history_that_was_rewritten(published):
    kept = published.last
    with as_superuser():
        for number in range(COUNT):
            found = row(number)
            body = forged_body(found, facts={"thing": f"Other {number}"})
            Record.objects.filter(pk=found.pk).update(body=body, leaf_hash=leaf_hash(body))
        forge_trees()

    with pytest.raises(BadTreeError) as caught:
        audit(checkpoints=[kept])

    assert caught.value.params == {"size": COUNT, "fault": "the checkpoint that was signed is another"}


def test_a_published_tile_that_was_changed_is_told_where_the_records_stand(published):
    (published.folder.place / "tile/0" / f"000.p/{COUNT}").write_bytes(bytes(32 * COUNT))

    with pytest.raises(MissingTileError):
        run(published)


def test_a_published_text_that_was_changed_is_told_where_the_records_stand(published):
    place = published.folder.place / "tile/entries" / f"000.p/{COUNT}"
    place.write_bytes(place.read_bytes().replace(b"Thing 3", b"Thing X"))

    with pytest.raises(MissingTileError) as caught:
        run(published)

    assert caught.value.params["number"] == 3
