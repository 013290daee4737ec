import io
import zipfile
from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zeren.merkle import MalformedError, SignedNote
from zeren.merkle.bundle import LARGEST, LIMITS, Bundle
from zeren.merkle.bundle_check import Outcome, Step, check_bundle
from zeren.merkle.bundle_page import page
from zeren.merkle.signatures import SigningKey

# What is evidence in a bundle; the page is not.
EVIDENCE = {field.name for field in fields(Bundle)} - {"page"}


def outcomes(findings):
    return {str(finding.step): str(finding.outcome) for finding in findings}


def failed(findings):
    return {str(finding.step) for finding in findings if finding.outcome is Outcome.FAILED}


def stands(findings):
    return all(finding.outcome in {Outcome.PROVED, Outcome.ABSENT} for finding in findings)


def zipped(files, compression=zipfile.ZIP_DEFLATED):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", compression) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return held.getvalue()


def unzipped(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def test_a_true_bundle_stands_in_every_step(story):
    findings = check_bundle(story.bundle().to_bytes())

    assert outcomes(findings) == dict.fromkeys(map(str, Step), "proved")


def test_the_same_contents_give_the_same_file(story):
    assert story.bundle().to_bytes() == story.bundle().to_bytes()


def test_a_bundle_is_read_as_it_was_written(story):
    assert Bundle.from_bytes(story.bundle().to_bytes()) == story.bundle()


def test_a_withheld_payload_is_said_to_prove_nothing(story):
    findings = check_bundle(story.bundle(payload=None, key=None).to_bytes())

    assert stands(findings)
    assert outcomes(findings)["payload"] == "absent"


def test_a_policy_without_witnesses_is_said_to_prove_less(story):
    findings = check_bundle(story.bundle(policy=story.policy("quorum none\n")).to_bytes())

    assert stands(findings)
    assert outcomes(findings)["witnesses"] == "absent"


def test_the_keys_of_the_bundle_are_named_as_its_own(story):
    own, elsewhere = (
        next(
            finding.facts
            for finding in check_bundle(story.bundle().to_bytes(), policy=policy)
            if finding.step == "policy"
        )
        for policy in (None, story.policy())
    )

    assert (own["own"], elsewhere["own"]) == (True, False)
    assert story.log.verifier().to_text() in own["keys"]


CHANGES = {
    "another record": (lambda story: {"body": story.bodies[7]}, {"inclusion"}),
    "a space": (lambda story: {"body": story.bodies[6] + b" "}, {"record", "inclusion"}),
    "another payload": (lambda _: {"payload": b"{}"}, {"payload"}),
    "another key": (lambda _: {"key": bytes(32)}, {"payload"}),
    "no proof": (lambda _: {"proof": b"no proof"}, {"proof"}),
    "no policy": (lambda _: {"policy": b"no policy"}, {"policy"}),
    "a policy without logs": (lambda _: {"policy": b"quorum none"}, {"log"}),
    "nothing that can be read": (lambda _: {"body": b"{}", "policy": b"", "proof": b""}, {"record", "policy", "proof"}),
}


@pytest.mark.parametrize("name", CHANGES)
def test_every_failing_step_is_named_and_no_other(story, name):
    change, steps = CHANGES[name]

    assert failed(check_bundle(story.bundle(**change(story)).to_bytes())) == steps


def test_the_proof_of_another_record_is_refused(story):
    assert failed(check_bundle(story.bundle(proof=story.proof(index=5).to_bytes()).to_bytes())) == {"inclusion"}


def test_a_step_that_cannot_be_taken_is_not_said_to_fail(story):
    findings = outcomes(check_bundle(story.bundle(proof=b"").to_bytes()))

    assert {step for step, outcome in findings.items() if outcome == "not_checked"} == {"inclusion", "log", "witnesses"}


def seen_at(findings):
    return next(finding.facts.get("seen_at") for finding in findings if finding.step is Step.WITNESSES)


@pytest.mark.parametrize(
    ("quorum", "time"),
    [
        ("quorum C\n", 1_790_000_600),
        ("group g all A C\nquorum g\n", 1_790_000_660),
        ("group g any A C\nquorum g\n", 1_790_000_600),
    ],
)
def test_the_time_is_that_by_which_enough_witnesses_had_signed(story, quorum, time):
    assert seen_at(check_bundle(story.bundle(policy=story.policy(quorum)).to_bytes())) == time


def test_a_witness_that_does_not_say_when_gives_no_time(story):
    note = story.audit.sign_note(SignedNote(text=story.note.text, signatures=story.note.signatures[:2]), at=0)
    findings = check_bundle(story.bundle(proof=story.proof(note=note).to_bytes()).to_bytes())

    assert stands(findings)
    assert seen_at(findings) is None


def test_a_log_with_keys_of_its_own_making_does_not_pass_for_the_true_one(story):
    false = SigningKey(name=story.log.name, kind=story.log.kind, seed=b"f" * 32)
    note = false.sign_note(SignedNote(text=story.checkpoint().to_text(), signatures=()))
    policy = f"log {false.verifier().to_text()}\nquorum none\n".encode()
    bundle = story.bundle(proof=story.proof(note=note).to_bytes(), policy=policy).to_bytes()

    assert stands(check_bundle(bundle))
    assert failed(check_bundle(bundle, policy=story.policy())) == {"log", "witnesses"}


def test_a_forgotten_witness_is_missed(story):
    unseen = story.log.sign_note(SignedNote(text=story.checkpoint().to_text(), signatures=()))

    assert failed(check_bundle(story.bundle(proof=story.proof(note=unseen).to_bytes()).to_bytes())) == {"witnesses"}


@given(st.data())
@settings(deadline=None, max_examples=400)
def test_a_changed_byte_is_noticed_or_changes_no_evidence(story, data):
    true = story.bundle().to_bytes()
    place = data.draw(st.integers(0, len(true) - 1))
    changed = bytearray(true)
    changed[place] ^= data.draw(st.integers(1, 255))
    findings = check_bundle(bytes(changed), policy=story.policy())

    if stands(findings):
        read = Bundle.from_bytes(bytes(changed))
        assert all(getattr(read, name) == getattr(story.bundle(), name) for name in EVIDENCE)


@given(st.data())
@settings(deadline=None)
def test_a_changed_byte_of_evidence_is_noticed(story, data):
    name = data.draw(st.sampled_from(["body", "payload", "key"]))
    true = getattr(story.bundle(), name)
    place = data.draw(st.integers(0, len(true) - 1))
    changed = bytes(byte ^ (at == place) for at, byte in enumerate(true))

    assert not stands(check_bundle(story.bundle(**{name: changed}).to_bytes()))


@given(st.binary(max_size=400))
@settings(deadline=None)
def test_no_bytes_at_all_break_the_check(data):
    assert not stands(check_bundle(b"PK\x03\x04" + data))


@given(st.integers(0, 5000))
@settings(deadline=None)
def test_a_bundle_that_is_cut_off_is_refused(story, end):
    whole = story.bundle().to_bytes()

    assert failed(check_bundle(whole[: end % len(whole)])) == {"archive"}


@pytest.mark.parametrize("name", sorted(LIMITS))
def test_a_file_that_unpacks_to_more_than_its_limit_is_refused(story, name):
    files = [(one, content) for one, content in unzipped(story.bundle().to_bytes()) if one != name]

    bomb = zipped([*files, (name, bytes(LIMITS[name] + 1))])

    assert failed(check_bundle(bomb)) == {"archive"}


def test_a_size_that_is_told_wrongly_is_refused(story):
    """Both headers say that a bomb of 60 MB has 15 bytes."""
    bomb = zipped([("format.txt", bytes(60_000_000))])
    told = bomb.replace((60_000_000).to_bytes(4, "little"), (15).to_bytes(4, "little"))

    with pytest.raises(MalformedError):
        Bundle.from_bytes(told)


@pytest.mark.parametrize(
    "make",
    [
        lambda files: zipped([*files, ("more.txt", b"")]),
        lambda files: zipped([*files, ("../body.json", b"")]),
        lambda files: zipped(files[1:]),
        lambda files: zipped([one for one in files if one[0] != "payload.key"]),
        lambda files: zipped(files, zipfile.ZIP_BZIP2),
        lambda files: zipped(files, zipfile.ZIP_LZMA),
        lambda files: zipped([("format.txt", b"zeren.bundle/2\n"), *files[1:]]),
        lambda files: zipped([*(one for one in files if one[0] != "payload.key"), ("payload.key", b"00" * 32)]),
        lambda files: zipped([*(one for one in files if one[0] != "payload.key"), ("payload.key", b"AB" * 32 + b"\n")]),
        lambda files: zipped([*(one for one in files if one[0] != "payload.key"), ("payload.key", b"xy" * 32 + b"\n")]),
        lambda files: b"#!" + zipped(files),
        lambda files: zipped(files) + bytes(LARGEST),
        lambda _: b"",
    ],
)
def test_an_archive_of_another_kind_is_refused(story, make):
    with pytest.raises(MalformedError):
        Bundle.from_bytes(make(unzipped(story.bundle().to_bytes())))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_are_refused(story):
    files = unzipped(story.bundle().to_bytes())

    with pytest.raises(MalformedError):
        Bundle.from_bytes(zipped([*files, files[2]]))


def test_an_encrypted_file_is_refused(story):
    data = bytearray(story.bundle().to_bytes())
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1

    with pytest.raises(MalformedError):
        Bundle.from_bytes(bytes(data))


def test_the_page_tells_the_record_and_takes_nothing_for_markup(story):
    told = page(body=story.bodies[6], proof=story.proof().to_bytes(), title="<script>").decode()

    assert "清淤 6" in told
    assert "&lt;script&gt;" in told
    assert "<script" not in told
    assert "李明" not in told


def test_the_page_tells_the_names_where_they_are_handed_out(story):
    assert "李明" in story.bundle().page.decode()
