"""What is handed out as a proof is accepted by the verifier of the core, and says no name to those who may not read it."""

from uuid import uuid4

import pytest
from tests.platform.ledger.factories import NOW, as_superuser, clerk, record

from zeren.foundations.errors import NotPermittedError, VerificationError
from zeren.merkle.bundle import Bundle
from zeren.merkle.bundle_check import Outcome, Step, check_bundle
from zeren_platform.common.actor import Actor
from zeren_platform.common.problems import NotFoundError
from zeren_platform.ledger import proving
from zeren_platform.ledger.models import Payload, Record
from zeren_platform.ledger.use_cases.sequencing import sequence

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system("prove")


@pytest.fixture
def uids(log):
    made = [record(thing=f"Thing {number}", reason="Li Na is ill") for number in range(5)]
    sequence(at=NOW)
    log.publish()
    return made


def outcomes(data, policy=None):
    return {finding.step: finding.outcome for finding in check_bundle(data, policy=policy)}


def test_every_record_is_proved_to_everybody(log, uids):
    policy = log.folder.get("policy")

    for uid in uids:
        found = outcomes(proving.bundle(uid=uid, folder=log.folder), policy)

        assert {step for step, outcome in found.items() if outcome is Outcome.ABSENT} == {Step.WITNESSES, Step.PAYLOAD}
        assert set(found.values()) == {Outcome.PROVED, Outcome.ABSENT}


def test_a_public_bundle_names_nobody(log, uids):
    found = Bundle.from_bytes(proving.bundle(uid=uids[2], folder=log.folder))

    assert (found.payload, found.key) == (None, None)
    assert not [name for name in ("Sun Xiaomei", "Li Na") if name in str(found)]
    assert "Thing 2 happened." in found.page.decode()


def test_whoever_may_read_names_gets_them_proved(log, uids):
    data = proving.bundle_with_names(actor=SYSTEM, uid=uids[2], folder=log.folder)

    assert outcomes(data)[Step.PAYLOAD] is Outcome.PROVED
    assert b"Li Na is ill" in Bundle.from_bytes(data).payload


def test_names_are_not_for_a_clerk(log, uids):
    with pytest.raises(NotPermittedError):
        proving.bundle_with_names(actor=clerk(), uid=uids[2], folder=log.folder)


def test_the_proof_of_an_old_record_leads_to_the_newest_checkpoint(log, uids):
    record(thing="Later")
    log.publish()

    found = check_bundle(proving.bundle(uid=uids[0], folder=log.folder))

    assert next(finding.facts["size"] for finding in found if finding.step is Step.INCLUSION) == 6


def test_a_record_after_the_last_checkpoint_has_no_proof_yet(log, uids):
    uid = record(thing="Later")

    with pytest.raises(proving.NotPublishedError):
        proving.bundle(uid=uid, folder=log.folder)


def test_before_the_first_publication_there_is_no_proof(log):
    uid = record(thing="Early")

    with pytest.raises(proving.NotPublishedError):
        proving.bundle(uid=uid, folder=log.folder)


def test_what_was_never_recorded_has_no_proof(log, uids):
    with pytest.raises(NotFoundError):
        proving.bundle(uid=uuid4(), folder=log.folder)


def test_names_that_were_erased_are_not_handed_out(log, uids):
    Payload.objects.filter(record__uid=uids[1]).delete()

    with pytest.raises(proving.NamesErasedError):
        proving.bundle_with_names(actor=SYSTEM, uid=uids[1], folder=log.folder)
    assert Outcome.FAILED not in outcomes(proving.bundle(uid=uids[1], folder=log.folder)).values()


def test_a_record_that_was_changed_is_not_handed_out(log, uids):
    found = Record.objects.get(uid=uids[1])
    with as_superuser():
        Record.objects.filter(pk=found.pk).update(body=bytes(found.body).replace(b"Thing 1", b"Thing X"))

    with pytest.raises(VerificationError):
        proving.bundle(uid=uids[1], folder=log.folder)
