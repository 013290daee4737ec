"""Witnesses sign what grew out of what they signed last, and nothing else is published under a policy that asks for them."""

import http.client
import threading
from itertools import count

import pytest
from tests.platform.ledger.factories import NOW, record

from zeren.merkle import Checkpoint, KeyKind, Policy, SignedNote, VerifierKey
from zeren.merkle.bundle_check import Outcome, Step, check_bundle
from zeren.merkle.signatures import SigningKey
from zeren.merkle.trust import QuorumError, witnessed
from zeren.merkle.witnessing import Submission
from zeren_platform.ledger import key_file, proving
from zeren_platform.ledger.lock_store import LockStore
from zeren_platform.ledger.models import Record
from zeren_platform.ledger.use_cases import publishing
from zeren_platform.ledger.use_cases.sequencing import sequence
from zeren_platform.ledger.witnesses.asking import WitnessAheadError, addresses, ask_by_http
from zeren_platform.ledger.witnesses.witness import Witness, server

pytestmark = pytest.mark.django_db
AT = 1_790_000_000
NAMES = ("congress", "audit", "university")


class Town:
    """Three witnesses of a log, each with its own key and store, reached without a network."""

    def __init__(self, log, place):
        self.log, self.away, self.clock = log, set(), count(AT)
        self.witnesses = {name: self.witness(name, place) for name in NAMES}
        lines = [f"log {log.key.verifier().to_text()}"]
        lines += [
            f"witness {name} {one.key.verifier().to_text()} https://{name}.example"
            for name, one in self.witnesses.items()
        ]
        self.policy = "\n".join([*lines, f"group enough 2 {' '.join(NAMES)}", "quorum enough", ""]).encode()

    def witness(self, name, place):
        key = key_file.make(place / f"{name}.key", origin=f"{name}.example", kind=KeyKind.COSIGNATURE_ED25519)
        return Witness(key=key, logs=[self.log.key.verifier()], store=LockStore(place / f"{name}.sqlite3"))

    def ask(self, address, body):
        name = address.removeprefix("https://").removesuffix(".example")
        if name in self.away:
            raise TimeoutError
        answer = self.witnesses[name].add_checkpoint(body, at=next(self.clock))
        return answer.status, answer.body.encode()

    def publish(self, **more):
        log = self.log
        return publishing.publish(
            key=log.key, store=log.store, folder=log.folder, at=NOW, policy=self.policy, ask=self.ask, **more
        )

    def signed_by(self):
        return set(witnessed(self.log.folder.note(), Policy.from_bytes(self.policy)))


@pytest.fixture
def town(log, tmp_path):
    return Town(log, tmp_path / "witnesses")


def record_some(number):
    for _ in range(number):
        record(thing="Thing")
        sequence(at=NOW)


def test_all_witnesses_sign_each_checkpoint(town):
    for number in (1, 3, 2):
        record_some(number)
        town.publish()

        assert town.signed_by() == set(NAMES)

    assert [one.store.last(town.log.key.name).size for one in town.witnesses.values()] == [6, 6, 6]


def test_a_bundle_proves_that_enough_witnesses_saw_it(town):
    record_some(2)
    town.publish()

    found = check_bundle(proving.bundle(uid=Record.objects.first().uid, folder=town.log.folder), policy=town.policy)

    assert next(one.outcome for one in found if one.step is Step.WITNESSES) is Outcome.PROVED


def test_a_witness_that_is_away_catches_up_later(town):
    record_some(1)
    town.publish()
    town.away = {"audit"}
    record_some(2)
    town.publish()
    assert town.signed_by() == {"congress", "university"}
    town.away = set()
    record_some(1)

    town.publish()

    assert town.signed_by() == set(NAMES)


def test_what_too_few_have_signed_is_not_published(town):
    record_some(1)
    town.publish()
    town.away = {"audit", "university"}
    record_some(2)

    with pytest.raises(QuorumError):
        town.publish()

    assert town.log.folder.checkpoint().size == 1
    town.away = set()
    town.publish()
    assert town.log.folder.checkpoint().size == 3


def test_nobody_signs_again_what_is_published_already(town):
    record_some(1)
    town.publish()
    before = town.log.folder.note()

    town.publish()

    assert town.log.folder.note() == before


def test_a_witness_that_is_ahead_stops_the_log_before_it_signs(town):
    """The whole machine was put back to an old day: only the witnesses know better."""
    record_some(2)
    town.publish()
    old = {name: town.log.folder.get(name) for name in ("checkpoint", "checkpoints/2")}
    lock = town.log.store.place.read_bytes()
    record_some(2)
    town.publish()
    town.log.folder.write(old)
    town.log.store.place.write_bytes(lock)
    record_some(3)

    with pytest.raises(WitnessAheadError) as caught:
        town.publish()

    assert (caught.value.params["size"], caught.value.params["known"]) == (4, 2)
    assert town.log.last.size == town.log.folder.checkpoint().size == 2


def test_the_policy_must_name_the_key_of_the_log(town, tmp_path):
    other = key_file.make(tmp_path / "other.key", origin=town.log.key.name)
    town.policy = town.policy.replace(town.log.key.verifier().to_text().encode(), other.verifier().to_text().encode())

    with pytest.raises(publishing.PolicyError):
        town.publish()


def test_another_key_of_the_log_keeps_the_witnesses_of_the_policy(town, tmp_path):
    record_some(1)
    town.publish()
    town.log.key = key_file.make(tmp_path / "second.key", origin=town.log.key.name)
    for witness in town.witnesses.values():
        witness.logs = [*witness.logs, town.log.key.verifier()]
    town.policy = None
    record_some(1)

    town.publish()

    policy = Policy.from_bytes(town.log.folder.get("policy"))
    assert (policy.logs, set(policy.witnesses)) == ((town.log.key.verifier(),), set(NAMES))


def submission(key, *, old_size=0, size=1, root=bytes(32), proof=()):
    text = Checkpoint(origin=key.name, size=size, root=root).to_text()
    note = key.sign_note(SignedNote(text=text, signatures=()))
    return Submission(old_size=old_size, proof=proof, note=note).to_bytes()


def test_a_witness_answers_as_the_specification_says(town):
    key, witness = town.log.key, town.witnesses["audit"]
    stranger = SigningKey(name="elsewhere.example", kind=KeyKind.ED25519, seed=bytes(32))
    forger = SigningKey(name=key.name, kind=KeyKind.ED25519, seed=bytes(32))

    def status(body):
        return witness.add_checkpoint(body, at=AT).status

    assert status(b"anything") == 400
    assert status(submission(stranger)) == 404
    assert status(submission(forger)) == 403
    assert status(submission(key, old_size=2, size=1)) == 400
    assert status(submission(key)) == 200
    assert status(submission(key, old_size=1, size=2, root=bytes(31) + b"2", proof=(bytes(32),))) == 422
    assert status(submission(key, old_size=1, root=bytes(31) + b"2")) == 409
    conflict = witness.add_checkpoint(submission(key, old_size=0), at=AT)
    assert (conflict.status, conflict.body, conflict.content_type) == (409, "1\n", "text/x.tlog.size")


def test_of_two_at_once_a_witness_signs_one(town, monkeypatch):
    key, witness = town.log.key, town.witnesses["audit"]
    swap = witness.store.swap

    def overtaken(old, new):
        monkeypatch.undo()
        assert witness.add_checkpoint(submission(key, root=bytes(31) + b"2"), at=AT).status == 200
        swap(old, new)

    monkeypatch.setattr(witness.store, "swap", overtaken)

    assert witness.add_checkpoint(submission(key), at=AT).status == 409
    assert witness.store.last(key.name).root == bytes(31) + b"2"


@pytest.fixture
def served(town):
    with server(town.witnesses["audit"], address="127.0.0.1", port=0, clock=lambda: AT) as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()
        thread.join()


def test_a_witness_is_asked_by_http(town, served):
    status, body = ask_by_http(served, submission(town.log.key))

    assert status == 200
    assert body.decode().startswith("— audit.example ")
    assert ask_by_http(f"{served}/", submission(town.log.key))[0] == 409


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        ("POST", "/elsewhere", {}, 404),
        ("POST", "/add-checkpoint", {"Content-Length": "9999999"}, 413),
        ("POST", "/add-checkpoint", {"Content-Length": "-1"}, 411),
        ("GET", "/add-checkpoint", {}, 501),
    ],
)
def test_a_witness_takes_nothing_else(served, method, path, headers, status):
    connection = http.client.HTTPConnection(served.removeprefix("http://"), timeout=5)
    connection.putrequest(method, path)
    for name, content in ({"Content-Length": "0"} | headers).items():
        connection.putheader(name, content)
    connection.endheaders()

    assert connection.getresponse().status == status
    connection.close()


def test_only_witnesses_with_an_address_are_asked(town):
    without = town.policy.replace(b" https://audit.example", b"")

    assert set(addresses(without)) == {"congress", "university"}
    assert VerifierKey.from_text(town.policy.split()[1].decode()) == town.log.key.verifier()


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://example.org", "audit.example"])
def test_no_other_kind_of_address_is_asked(address):
    with pytest.raises(OSError, match=address.partition(":")[0]):
        ask_by_http(address, b"")
