from dataclasses import replace
from pathlib import Path

import pytest

from zeren.merkle import Checkpoint, ConsistencyProofError, MalformedError, Policy, SignedNote, consistency_proof
from zeren.merkle.signatures import SignatureError
from zeren.merkle.witnessing import Submission, WitnessConflictError, may_cosign

REQUEST = Path(__file__).resolve().parents[4] / "shared/vectors/merkle/tlog_sample/witness-add-checkpoint-request.txt"


@pytest.fixture
def asked(story):
    """The witness has signed the first 5 records, and is asked to sign all 11."""
    proof = consistency_proof(story.tree, old_size=5, new_size=11)
    return Submission(old_size=5, proof=proof, note=story.note)


@pytest.fixture
def last(story):
    return Checkpoint(origin=story.log.name, size=5, root=story.tree.root(5))


@pytest.fixture
def logs(story):
    return [story.log.verifier()]


def signed(story, checkpoint):
    return story.log.sign_note(SignedNote(text=checkpoint.to_text(), signatures=()))


def test_a_tree_that_grew_may_be_signed(story, asked, last, logs):
    assert may_cosign(asked, logs=logs, last=last) == story.checkpoint()


def test_the_first_tree_of_a_log_may_be_signed(story, logs):
    first = Submission(old_size=0, proof=(), note=story.note)

    assert may_cosign(first, logs=logs, last=None) == story.checkpoint()


def test_the_same_tree_may_be_signed_again(story, logs):
    again = Submission(old_size=11, proof=(), note=story.note)

    assert may_cosign(again, logs=logs, last=story.checkpoint()) == story.checkpoint()


def test_an_unknown_log_is_refused(asked, last):
    with pytest.raises(SignatureError) as caught:
        may_cosign(asked, logs=[], last=last)

    assert caught.value.params["step"] == "log"


def test_a_checkpoint_that_the_log_did_not_sign_is_refused(story, asked, last, logs):
    unsigned = replace(asked, note=SignedNote(text=asked.note.text, signatures=asked.note.signatures[1:]))

    with pytest.raises(SignatureError) as caught:
        may_cosign(unsigned, logs=logs, last=last)

    assert caught.value.params["step"] == "signers"


@pytest.mark.parametrize("old_size", [0, 4, 6, 11])
def test_another_old_size_is_answered_with_the_last(asked, last, logs, old_size):
    with pytest.raises(WitnessConflictError) as caught:
        may_cosign(replace(asked, old_size=old_size), logs=logs, last=last)

    assert caught.value.params == {"step": "size", "size": 5}


def test_a_smaller_tree_is_refused(story, last, logs):
    smaller = replace(last, size=4, root=story.tree.root(4))

    with pytest.raises(MalformedError):
        may_cosign(Submission(old_size=5, proof=(), note=signed(story, smaller)), logs=logs, last=last)


def test_another_tree_of_the_same_size_is_refused(story, last, logs):
    other = replace(last, root=bytes(32))

    with pytest.raises(WitnessConflictError) as caught:
        may_cosign(Submission(old_size=5, proof=(), note=signed(story, other)), logs=logs, last=last)

    assert caught.value.params["step"] == "root"


def test_a_tree_that_did_not_grow_out_of_the_last_is_refused(asked, last, logs):
    with pytest.raises(ConsistencyProofError):
        may_cosign(asked, logs=logs, last=replace(last, root=bytes(32)))


def test_nothing_is_proved_of_the_empty_tree(story, logs):
    with pytest.raises(ConsistencyProofError):
        may_cosign(Submission(old_size=0, proof=(bytes(32),), note=story.note), logs=logs, last=None)


def test_a_submission_is_read_as_it_was_written(asked):
    assert Submission.from_bytes(asked.to_bytes()) == asked


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"old 5", b"old 05"),
        (b"old 5", b"size 5"),
        (b"old 5\n", b""),
        (b"old 5", b"old 5\n" + b"\n".join([b"A" * 43 + b"="] * 64)),
        (b"old 5", b"old 5\nAAAA"),
        (b"\n\n", b"\n"),
    ],
)
def test_a_submission_that_is_written_otherwise_is_refused(asked, old, new):
    with pytest.raises(MalformedError):
        Submission.from_bytes(asked.to_bytes().replace(old, new))


@pytest.mark.shared
@pytest.mark.skipif(not REQUEST.exists(), reason="../shared is not here")
def test_the_sample_request_may_be_signed():
    data = REQUEST.read_bytes()
    submission = Submission.from_bytes(data)
    sample = REQUEST.parent
    logs = Policy.from_bytes((sample / "policy.txt").read_bytes()).logs
    last = Checkpoint.from_text(SignedNote.from_bytes((sample / "checkpoint.300").read_bytes()).text)

    assert may_cosign(submission, logs=logs, last=last).size == 600
    assert submission.to_bytes() == data
