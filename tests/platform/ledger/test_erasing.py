"""What a record says of people can be erased; that is an act of its own, and every proof stands."""

import json
from uuid import uuid4

import pytest
from django.db import connection
from tests.platform.ledger.factories import NOW, clerk, record

from zeren.foundations.errors import NotPermittedError
from zeren.merkle.bundle_check import Outcome, check_bundle
from zeren_platform.common.actor import Actor, Role, Standing
from zeren_platform.common.problems import NotFoundError
from zeren_platform.ledger import proving
from zeren_platform.ledger.auditing import audit
from zeren_platform.ledger.models import Leaf, Payload, Record
from zeren_platform.ledger.use_cases.erasing import AlreadyErasedError, ReasonNeededError, erase
from zeren_platform.ledger.use_cases.sequencing import sequence

pytestmark = pytest.mark.django_db


@pytest.fixture
def security():
    held = Standing(role=Role.SECURITY_ADMINISTRATOR, unit="binhai", path="/binhai/")
    return Actor(kind="person", name="Xiang Wantang", person_id=2, standings=(held,))


@pytest.fixture
def uid():
    return record(thing="Thing", reason="Li Na is ill")


def test_payload_and_key_are_gone(uid, security):
    erase(actor=security, uid=uid, reason="Li Na asked for it", now=NOW)

    assert not Payload.objects.filter(record__uid=uid).exists()


def test_the_erasure_is_one_record_that_names_nobody(uid, security):
    erase(actor=security, uid=uid, reason="Li Na asked for it", now=NOW)

    found = Record.objects.exclude(uid=uid).get()
    body = json.loads(bytes(found.body))
    assert (found.event, body["facts"]) == ("ledger.payload.erased", {"uid": str(uid)})
    assert b"Li Na asked for it" in bytes(found.payload.content)


def test_every_proof_from_before_and_after_stands(log, uid, security):
    sequence(at=NOW)
    log.publish()
    before = proving.bundle(uid=uid, folder=log.folder)

    erase(actor=security, uid=uid, reason="Asked for", now=NOW)
    log.publish()

    for data in (before, proving.bundle(uid=uid, folder=log.folder)):
        assert not {finding.outcome for finding in check_bundle(data)} & {Outcome.FAILED, Outcome.NOT_CHECKED}
    assert audit(checkpoints=[log.last], folder=log.folder).erased == 1


def test_nothing_is_erased_twice(uid, security):
    erase(actor=security, uid=uid, reason="Asked for", now=NOW)

    with pytest.raises(AlreadyErasedError):
        erase(actor=security, uid=uid, reason="Asked for", now=NOW)

    assert Record.objects.count() == 2


@pytest.mark.parametrize("role", [Role.AUDIT_ADMINISTRATOR, Role.SYSTEM_ADMINISTRATOR])
def test_only_the_security_administrator_erases(uid, role):
    actor = Actor(kind="person", name="X", person_id=3, standings=(Standing(role=role, unit="b", path="/b/"),))

    for other in (actor, clerk()):
        with pytest.raises(NotPermittedError):
            erase(actor=other, uid=uid, reason="Asked for", now=NOW)

    assert Payload.objects.count() == Record.objects.count() == 1


@pytest.mark.parametrize("reason", ["", "  "])
def test_nothing_is_erased_without_a_reason(uid, security, reason):
    with pytest.raises(ReasonNeededError):
        erase(actor=security, uid=uid, reason=reason, now=NOW)

    assert Payload.objects.count() == 1


def test_what_was_never_recorded_cannot_be_erased(security):
    with pytest.raises(NotFoundError):
        erase(actor=security, uid=uuid4(), reason="Asked for", now=NOW)


def test_the_record_keeps_its_number(uid, security):
    sequence(at=NOW)
    erase(actor=security, uid=uid, reason="Asked for", now=NOW)

    assert Leaf.objects.get(record__uid=uid).number == 0


def test_sqlite_writes_zeros_over_what_is_deleted(uid, security):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL does away with deleted rows at its next vacuum")
    erase(actor=security, uid=uid, reason="Asked for", now=NOW)

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete")
        assert cursor.fetchone() == (1,)
