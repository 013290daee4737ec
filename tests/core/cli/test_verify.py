import hmac
import json
import subprocess
import sys

import pytest

from zeren.cli import main
from zeren.foundations.canonical import to_bytes
from zeren.merkle import Checkpoint, KeyKind, LogProof, SignedNote, Tree, inclusion_proof
from zeren.merkle.bundle import Bundle
from zeren.merkle.bundle_page import page
from zeren.merkle.signatures import SigningKey

ORIGIN = "ledger.binhai.example"
KEY = b"k" * 32
LOG = SigningKey(name=ORIGIN, kind=KeyKind.ED25519, seed=b"l" * 32)
WITNESS = SigningKey(name="congress.example", kind=KeyKind.COSIGNATURE_ED25519, seed=b"c" * 32)
POLICY = f"log {LOG.verifier().to_text()}\nwitness C {WITNESS.verifier().to_text()}\nquorum C\n".encode()


def body(**changed):
    told = {
        "version": 1,
        "uid": "6b9a7a5e-0000-4000-8000-000000000001",
        "at": "2026-09-01T08:00:00.000000+00:00",
        "event": "responsibilities.duty.signed",
        "subject": "binhai/duty/1",
        "by": {"kind": "person", "unit": "Binhai Water Bureau", "role": "head"},
        "facts": {},
        "commitment": hmac.digest(KEY, b"{}", "sha256").hex(),
    }
    return to_bytes({**told, **changed})


def bundle(record, **changed):
    tree = Tree([b"before", record, b"after"])
    text = Checkpoint(origin=ORIGIN, size=3, root=tree.root()).to_text()
    note = WITNESS.sign_note(LOG.sign_note(SignedNote(text=text, signatures=())), at=1_790_000_600)
    proof = LogProof(index=1, hashes=inclusion_proof(tree, index=1, size=3), note=note).to_bytes()
    parts = {"payload": b"{}", "key": KEY, "policy": POLICY, "page": page(body=record, proof=proof)}
    return Bundle(**{"body": record, "proof": proof, **parts, **changed}).to_bytes()


@pytest.fixture
def run(tmp_path, capsys):
    """Write a bundle, and a policy where there is one; give exit code, output and errors."""

    def run(data, *options, policy=None):
        (tmp_path / "record.zip").write_bytes(data)
        if policy is not None:
            (tmp_path / "policy.txt").write_bytes(policy)
            options = ("--policy", str(tmp_path / "policy.txt"), *options)
        code = main(["verify", str(tmp_path / "record.zip"), *options])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_a_true_bundle_is_verified(run):
    code, out, _err = run(bundle(body()), policy=POLICY)

    assert code == 0
    assert "Result: verified." in out
    assert "stood in the log by 2026-09-21 14:23:20 UTC" in out


def test_what_was_not_proved_is_said(run):
    _code, out, _err = run(bundle(body()), policy=POLICY)

    assert "a false statement can be recorded too" in out
    assert "what was never recorded leaves no trace" in out


def test_keys_that_came_with_the_bundle_are_shown_to_be_compared(run):
    code, out, _err = run(bundle(body()))

    assert code == 0
    assert LOG.verifier().to_text() in out
    assert "Result: verified, by the keys that came with the bundle." in out


def test_a_bundle_without_the_payload_is_verified_without_it(run):
    code, out, _err = run(bundle(body(), payload=None, key=None))

    assert code == 0
    assert "withheld or erased" in out


def test_a_false_bundle_is_refused_and_every_failing_step_named(run):
    code, out, _err = run(bundle(body(), body=body(subject="binhai/duty/2"), payload=b"[]"), policy=POLICY)

    assert code == 1
    assert "Result: NOT VERIFIED; what failed: inclusion, payload." in out
    assert "Together" not in out


def test_a_bundle_by_another_log_is_refused(run):
    stranger = SigningKey(name=ORIGIN, kind=KeyKind.ED25519, seed=b"x" * 32).verifier()

    code, out, _err = run(bundle(body()), policy=f"log {stranger.to_text()}\nquorum none\n".encode())

    assert code == 1
    assert "what failed: log" in out


@pytest.mark.parametrize("data", [b"", b"no bundle", b"PK\x03\x04", bytes(5 << 20)])
def test_what_is_no_bundle_is_refused(run, data):
    code, out, _err = run(data)

    assert code == 1
    assert "what failed: archive" in out


def test_a_policy_that_cannot_be_read_is_named(run):
    code, out, _err = run(bundle(body()), policy=b"trust me")

    assert code == 1
    assert "what failed: policy" in out
    assert "line=1" in out


def test_json_says_the_same(run):
    code, out, _err = run(bundle(body()), "--format", "json")
    told = json.loads(out)

    assert (code, told["verified"]) == (0, True)
    assert {step["step"]: step["outcome"] for step in told["steps"]}["inclusion"] == "proved"


def test_a_record_cannot_write_to_the_terminal(run):
    _code, out, _err = run(bundle(body(subject="\u001b[2Jx\u202ey")))

    assert "\u001b" not in out
    assert "\u202e" not in out
    assert "\\u001b[2Jx\\u202ey" in out


def test_no_file_is_a_mistake_of_the_command_line(tmp_path, capsys):
    assert main(["verify", str(tmp_path / "absent.zip")]) == 2
    assert "no such file" in capsys.readouterr().err


def test_no_policy_file_is_a_mistake_of_the_command_line(tmp_path, capsys):
    (tmp_path / "record.zip").write_bytes(bundle(body()))

    assert main(["verify", str(tmp_path / "record.zip"), "--policy", str(tmp_path / "absent.txt")]) == 2
    assert "absent.txt" in capsys.readouterr().err


def test_without_cryptography_the_command_says_what_to_install(tmp_path):
    program = (
        "import sys; sys.modules['cryptography'] = None; sys.path[:0] = sys.argv[1].split('|');"
        "from zeren.cli import main; sys.exit(main(['verify', 'record.zip']))"
    )

    done = subprocess.run(  # noqa: S603 - our own
        [sys.executable, "-c", program, "|".join(sys.path)], capture_output=True, check=False, text=True, cwd=tmp_path
    )

    assert done.returncode == 2
    assert 'pip install "zeren[verify]"' in done.stderr
    assert "Traceback" not in done.stderr


def test_the_trees_need_no_cryptography():
    program = (
        "import sys; sys.modules['cryptography'] = None; sys.path[:0] = sys.argv[1].split('|');"
        "import zeren.merkle, zeren.merkle.bundle, zeren.merkle.bundle_page"
    )

    done = subprocess.run(  # noqa: S603 - our own
        [sys.executable, "-c", program, "|".join(sys.path)], capture_output=True, check=False, text=True
    )

    assert done.stderr == ""
