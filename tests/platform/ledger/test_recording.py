"""One act, one record: what its body holds, and what it only commits to."""

import hashlib
import hmac
import json
from datetime import timedelta, timezone
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from tests.platform.ledger.factories import NOW, SUBJECT, clerk, record, refused_record

from zeren.foundations.canonical import to_bytes
from zeren.merkle import leaf_hash
from zeren_platform.common.actor import Actor
from zeren_platform.ledger import queries
from zeren_platform.ledger.models import Outbox, Payload, Record
from zeren_platform.ledger.use_cases.recording import AlreadyRecordedError

pytestmark = pytest.mark.django_db


def body_of(row):
    return json.loads(bytes(row.body))


def test_an_act_leaves_one_row_with_its_payload():
    uid = record()

    assert [row.uid for row in Record.objects.all()] == [uid]
    assert Payload.objects.count() == 1


def test_a_refused_act_leaves_nothing():
    refused_record()

    assert not Record.objects.exists()
    assert not Payload.objects.exists()
    assert not Outbox.objects.exists()


def test_every_record_has_its_own_uid():
    uids = {record() for _ in range(5)}

    assert len(uids) == 5
    assert all(isinstance(uid, UUID) and uid.version == 4 for uid in uids)


def test_the_same_uid_is_recorded_once():
    uid = record(uid=uuid4())

    with pytest.raises(AlreadyRecordedError), transaction.atomic():
        record(uid=uid)

    assert Record.objects.count() == 1


def test_the_body_says_what_happened_and_in_which_post():
    uid = record(thing="The list")

    body = body_of(Record.objects.get())
    commitment = body.pop("commitment")
    assert len(commitment) == 64
    assert body == {
        "version": 1,
        "uid": str(uid),
        "at": "2026-11-23T01:02:03.000456+00:00",
        "event": "example.thing.happened",
        "subject": SUBJECT,
        "by": {"kind": "person", "unit": "eco", "role": "clerk"},
        "facts": {"thing": "The list"},
    }


def test_one_instant_is_written_in_one_way():
    record(at=NOW.astimezone(timezone(timedelta(hours=8))))

    assert body_of(Record.objects.get())["at"] == "2026-11-23T01:02:03.000456+00:00"


def test_the_body_is_canonical_and_hashed_as_it_stands():
    record(thing="责任清单")

    row = Record.objects.get()
    assert bytes(row.body) == to_bytes(body_of(row))
    assert bytes(row.leaf_hash) == leaf_hash(bytes(row.body)) == hashlib.sha256(b"\x00" + bytes(row.body)).digest()


def test_the_body_names_nobody():
    record(actor=clerk(acting_for="Zhao Gang"), reason="Li Na is ill")

    body = bytes(Record.objects.get().body).decode()
    assert not [name for name in ("Sun Xiaomei", "Zhao Gang", "Li Na", "reason") if name in body]


def test_the_payload_names_those_who_acted():
    record(actor=clerk(acting_for="Zhao Gang"), reason="Li Na is ill")

    content = json.loads(bytes(Payload.objects.get().content))
    assert content == {"actor": "Sun Xiaomei", "acting_for": "Zhao Gang", "private": {"reason": "Li Na is ill"}}


def test_an_act_of_the_platform_itself_holds_no_post():
    with transaction.atomic():
        record(actor=Actor.system("nightly"))

    assert body_of(Record.objects.get())["by"]["kind"] == "system"


def test_the_commitment_is_opened_by_the_key_and_the_content():
    record(reason="Li Na is ill")

    payload = Payload.objects.get()
    opened = hmac.new(bytes(payload.key), bytes(payload.content), hashlib.sha256).hexdigest()
    assert opened == body_of(Record.objects.get())["commitment"]


def test_the_commitment_is_not_opened_by_other_content_or_another_key():
    record(reason="Li Na is ill")

    payload, commitment = Payload.objects.get(), body_of(Record.objects.get())["commitment"]
    other = bytes(payload.content).replace(b"Li Na", b"Li Bo")
    assert hmac.new(bytes(payload.key), other, hashlib.sha256).hexdigest() != commitment
    assert hmac.new(bytes(32), bytes(payload.content), hashlib.sha256).hexdigest() != commitment


def test_who_acted_cannot_be_guessed_from_the_commitment():
    """The same people and words twice: without the keys nobody sees that they are the same."""
    record(reason="Li Na is ill")
    record(reason="Li Na is ill")

    first, second = Record.objects.order_by("id")
    assert body_of(first)["commitment"] != body_of(second)["commitment"]
    assert hashlib.sha256(bytes(first.payload.content)).hexdigest() != body_of(first)["commitment"]


def test_erasing_the_payload_leaves_the_record_whole():
    record(reason="Li Na is ill")
    before = Record.objects.values("body", "leaf_hash").get()

    Payload.objects.all().delete()

    assert Record.objects.values("body", "leaf_hash").get() == before
    [chapter] = queries.story([SUBJECT])
    assert (chapter.title, chapter.who, chapter.private) == ("Something happened.", "", {})


def test_a_story_is_told_in_order_with_names_to_those_inside():
    record(thing="First")
    record(thing="Elsewhere", subject="example:2")
    record(thing="Second", actor=clerk(acting_for="Zhao Gang"), reason="ill")

    told = queries.story([SUBJECT])

    assert [chapter.title for chapter in told] == ["First happened.", "Second happened."]
    assert (told[1].who, told[1].acting_for, told[1].role) == ("Sun Xiaomei", "Zhao Gang", "clerk")
    assert told[1].private == {"reason": "ill"}


def test_the_public_story_names_posts_and_nobody():
    record(actor=clerk(acting_for="Zhao Gang"), reason="ill")

    [chapter] = queries.public_story([SUBJECT])

    assert (chapter.unit, chapter.role) == ("eco", "clerk")
    assert (chapter.who, chapter.acting_for, chapter.private) == ("", "", {})
