"""What the browser runs comes to the same findings as Python, on true bundles and on changed ones."""

import ast
import io
import json
import random
import re
import shutil
import subprocess
import zipfile
from dataclasses import asdict
from pathlib import Path

import pytest
from tests.core.merkle.conftest import SEEN_AT, body

from zeren.cli import main
from zeren.foundations.canonical import to_bytes
from zeren.merkle import Checkpoint, SignedNote
from zeren.merkle.bundle_check import check_bundle
from zeren.merkle.bundle_words import CHINESE, ENGLISH
from zeren.merkle.signatures import SigningKey

HERE = Path(__file__).resolve().parent
CORE = HERE.parents[2] / "src" / "zeren" / "merkle"
NODE = shutil.which("node")
FLIPS = 400
pytestmark = pytest.mark.skipif(NODE is None, reason="not checked here: Node is not installed")


def policy(story, quorum="quorum C\n", log=None):
    """A policy with the witness whose signatures every browser can check."""
    lines = [f"log {(log or story.log).verifier().to_text()}", f"witness C {story.congress.verifier().to_text()}"]
    return ("\n".join(lines) + "\n" + quorum).encode()


def bundle(story, **changed):
    return story.bundle(**{"policy": policy(story), **changed}).to_bytes()


def signed(story, *, log=None, **tree):
    """Give the proof of record 6 under a checkpoint of another making."""
    true = story.checkpoint()
    said = Checkpoint(**{"origin": true.origin, "size": true.size, "root": true.root, **tree})
    note = (log or story.log).sign_note(SignedNote(text=said.to_text(), signatures=()))
    return story.proof(note=story.congress.sign_note(note, at=SEEN_AT)).to_bytes()


def bodies(story):
    """Records that are not written as the ledger writes them."""
    told = json.loads(story.bodies[6])
    for name, change in {
        "no uid": {"uid": 1},
        "a time that is none": {"at": "2026-02-30T08:00:00.000000+00:00"},
        "a time elsewhere": {"at": "2026-02-20T08:00:00.000000+08:00"},
        "another version": {"version": 2},
        "a version that is true": {"version": True},
        "a short commitment": {"commitment": "00"},
        "facts that are a list": {"facts": []},
        "somebody without a role": {"by": {"kind": "person", "unit": ""}},
        "a field more": {"more": 1},
    }.items():
        yield f"record with {name}", to_bytes({**told, **change})
    text = story.bodies[6].decode()
    for name, written in {
        "a fraction": text.replace("2026}", "2026.5}"),
        "a key twice": text.replace('"year":2026', '"year":2026,"year":2026'),
        "another order": json.dumps(dict(reversed(told.items())), ensure_ascii=False, separators=(",", ":")),
        "another escape": text.replace("清", "\\u6e05"),
        "half a sign": text.replace("清", "\\ud800"),
        "a number that is too large": text.replace("2026}", "9007199254740992}"),
        "a prototype": text.replace('"year":2026', '"__proto__":1'),
        "two fields in one name": re.sub('"by":{[^}]*},"commitment":("[0-9a-f]*")', r'"by,commitment":\1', text),
        "nesting": text.replace("2026}", "[" * 3000 + "]" * 3000 + "}"),
    }.items():
        yield f"record with {name}", written.encode()


def policies(story):
    log, witness = story.log.verifier().to_text(), story.congress.verifier().to_text()
    quick = f"log {log}\nwitness C {witness}\n"
    yield "policy with comments and tabs", f"# ours\n\n\tlog {log} https://example.org\nwitness\tC {witness}\nquorum C"
    yield "policy with a group", f"{quick}group g any C\nquorum g\n"
    for name, text in {
        "without quorum": quick,
        "with two quorums": f"{quick}quorum C\nquorum C\n",
        "with a log twice": f"log {log}\n{quick}quorum C\n",
        "with a witness twice": f"{quick}witness D {witness}\nquorum C\n",
        "with a name twice": f"{quick}group C any C\nquorum C\n",
        "with a log for a witness": f"witness C {log}\nquorum C\n",
        "with a member that is not there": f"{quick}group g any D\nquorum g\n",
        "with a member twice": f"{quick}group g 2 C C\nquorum g\n",
        "with too large a threshold": f"{quick}group g 2 C\nquorum g\n",
        "with a quorum that is not there": f"{quick}quorum D\n",
        "with another id": quick.replace("+", "+0", 1).replace("quorum", "") + "quorum C\n",
        "with a wrong id": re.sub(r"\+[0-9a-f]{8}\+", "+00000000+", quick) + "quorum C\n",
        "with a control character": f"{quick}quorum C\r\n",
        "with an unknown word": f"{quick}mirror C\nquorum C\n",
        "that names a group as prototype": f"{quick}group __proto__ any C\nquorum __proto__\n",
        "that asks for what nobody defines": f"{quick}quorum constructor\n",
    }.items():
        yield f"policy {name}", text


def proofs(story):
    true = story.proof().to_bytes()
    other = SigningKey(name=story.log.name, kind=story.log.kind, seed=b"f" * 32)
    yield "proof of another record", story.proof(index=5).to_bytes()
    yield "proof with another index", true.replace(b"index 6", b"index 7")
    yield "proof with an index beyond", true.replace(b"index 6", b"index 11")
    yield "proof with a leading zero", true.replace(b"index 6", b"index 06")
    yield "proof with something extra", true.replace(b"\nindex", b"\nextra AAE=\nindex")
    yield "proof without a hash", re.sub(rb"index 6\n[^\n]+\n", b"index 6\n", true)
    yield "proof in another version", true.replace(b"@v1", b"@v2")
    yield "proof with carriage returns", true.replace(b"\n", b"\r\n")
    yield "proof whose base64 has a second spelling", re.sub(rb"([^=\n]{42})[A-Za-z0-9]=\n", rb"\1B=\n", true, count=1)
    yield "checkpoint with another size", signed(story, size=100)
    yield "checkpoint with another root", signed(story, root=bytes(32))
    yield "checkpoint of an empty tree", signed(story, size=0)
    yield "checkpoint of another log", signed(story, origin="another.example/log")
    yield "checkpoint signed by another key", signed(story, log=other)
    yield "checkpoint that was changed", true.replace(b"\n11\n", b"\n12\n")
    yield "checkpoint with a changed signature", _signature_changed(true)
    yield "checkpoint without signatures", true[: true.index("— ".encode())]


def _signature_changed(proof):
    line = next(line for line in proof.split(b"\n") if line.startswith("— ".encode()))
    changed = line[:-8] + (b"A" if line[-8:-7] != b"A" else b"B") + line[-7:]
    return proof.replace(line, changed)


def archives(story):
    true = bundle(story)
    for name, files in {
        "a file more": [*_files(true), ("more.txt", b"")],
        "a file less": _files(true)[1:],
        "a key alone": [one for one in _files(true) if one[0] != "payload.json"],
        "another format": [("format.txt", b"zeren.bundle/2\n"), *_files(true)[1:]],
        "a file that is too large": [*_files(true)[1:], ("format.txt", bytes(99))],
    }.items():
        yield f"archive with {name}", _zipped(files, zipfile.ZIP_DEFLATED)
    yield "archive that is stored", _zipped(_files(true), zipfile.ZIP_STORED)
    yield "archive packed by another method", _zipped(_files(true), zipfile.ZIP_BZIP2)
    yield "archive cut off", true[:-30]
    yield "archive cut in the middle", true[: len(true) // 2]
    yield "archive with something before", b"#!" + true
    yield "archive that is empty", b""
    yield "archive that is too large", true + bytes(4 << 20)
    bomb = _zipped([("format.txt", bytes(6_000_000))], zipfile.ZIP_DEFLATED)
    yield "archive with a bomb", bomb.replace((6_000_000).to_bytes(4, "little"), (15).to_bytes(4, "little"))


def _files(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def _zipped(files, compression):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", compression) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return held.getvalue()


def cases(story):
    """Every bundle by its name, with a policy from elsewhere or None."""
    yield "true", bundle(story), None
    yield "true by a policy from elsewhere", bundle(story, policy=b"none"), policy(story)
    yield "without names", bundle(story, payload=None, key=None), None
    yield "without witnesses", bundle(story, policy=policy(story, "quorum none\n")), None
    yield (
        "by keys that are not trusted",
        bundle(story),
        policy(story, log=SigningKey(name=story.log.name, kind=story.log.kind, seed=b"f" * 32)),
    )
    yield "by a policy without logs", bundle(story), b"quorum none"
    yield "another record", bundle(story, body=body(7)), None
    yield "another payload", bundle(story, payload=b"{}"), None
    yield "another key of the payload", bundle(story, key=bytes(32)), None
    yield "nothing that can be read", bundle(story, body=b"{}", policy=b"", proof=b""), None
    for made in (bodies, policies, proofs):
        field = {"bodies": "body", "policies": "policy", "proofs": "proof"}[made.__name__]
        for name, content in made(story):
            yield name, bundle(story, **{field: content if isinstance(content, bytes) else content.encode()}), None
    yield from ((name, data, None) for name, data in archives(story))


def in_node(folder, bundles):
    """Run what the browser runs; give the findings of each bundle, and the lines in which they are told."""
    for name, data, trusted in bundles:
        (folder / f"{name}.zip").write_bytes(data)
        if trusted is not None:
            (folder / f"{name}.zip.policy").write_bytes(trusted)
    words = folder / "words.json"
    words.write_text(json.dumps(asdict(ENGLISH)), encoding="utf-8")
    program = [NODE, "--no-warnings", str(HERE / "check_bundles.mjs"), str(CORE / "browser" / "scripts")]
    done = subprocess.run([*program, str(folder), str(words)], capture_output=True, text=True, check=False)  # noqa: S603 - our own
    assert done.stderr == ""
    found = json.loads(done.stdout)
    return {name: one["findings"] for name, one in found.items()}, {name: one["told"] for name, one in found.items()}


def in_python(data, trusted):
    findings = check_bundle(data, policy=trusted)
    told = [{"step": one.step, "outcome": one.outcome, "facts": dict(one.facts)} for one in findings]
    return json.loads(json.dumps(told))


def outcomes(findings):
    return [(one["step"], one["outcome"], one["facts"].get("code")) for one in findings]


def stands(findings):
    return all(one["outcome"] in {"proved", "absent"} for one in findings)


@pytest.fixture(scope="module")
def verdicts(story, tmp_path_factory):
    """Both verdicts on each bundle."""
    known = list(cases(story))
    found, _ = in_node(tmp_path_factory.mktemp("bundles"), known)
    return {name: (found[name], in_python(data, trusted)) for name, data, trusted in known}


def test_every_step_comes_to_the_same(verdicts):
    other = {name: pair for name, pair in verdicts.items() if outcomes(pair[0]) != outcomes(pair[1])}

    assert len(verdicts) > 60
    assert other == {}


def test_what_is_proved_is_told_with_the_same_facts(verdicts):
    def proved(findings):
        return [one for one in findings if one["outcome"] == "proved"]

    assert {name: pair for name, pair in verdicts.items() if proved(pair[0]) != proved(pair[1])} == {}


def test_only_what_is_true_stands(verdicts):
    assert {name for name, (found, _) in verdicts.items() if stands(found)} == {
        "true",
        "true by a policy from elsewhere",
        "without names",
        "without witnesses",
        "archive that is stored",
        "policy with comments and tabs",
        "policy with a group",
        "policy that names a group as prototype",
        "proof with something extra",
    }


def test_each_step_is_told_in_the_sentences_of_the_command_line(story, tmp_path, capsys):
    known = list(cases(story))
    found, told = in_node(tmp_path, known)
    alike = [name for name, data, trusted in known if found[name] == in_python(data, trusted)]

    def said(name):
        trusted = tmp_path / f"{name}.zip.policy"
        main(["verify", str(tmp_path / f"{name}.zip"), *(["--policy", str(trusted)] if trusted.exists() else [])])
        return [line.strip() for line in capsys.readouterr().out.splitlines()[1:9]]

    assert len(alike) > 50
    assert {name: told[name] for name in alike} == {name: said(name) for name in alike}


def test_what_python_refuses_stands_in_no_browser(story, tmp_path):
    """The browser may be stricter about the archive, and must never be laxer."""
    true, chance = bundle(story), random.Random(20260901)  # noqa: S311 - no secret
    changed = []
    for number in range(FLIPS):
        data = bytearray(true)
        data[chance.randrange(len(data))] ^= chance.randrange(1, 256)
        changed.append((f"{number}", bytes(data), policy(story)))

    found, _ = in_node(tmp_path, changed)

    believed = {name for name, findings in found.items() if stands(findings)}
    refused = {name for name, data, trusted in changed if not stands(in_python(data, trusted))}
    assert len(refused) > FLIPS // 2
    assert believed & refused == set()


def test_a_signature_that_cannot_be_checked_here_is_not_said_to_hold_or_fail(story, tmp_path):
    """Node 20 knows no ML-DSA-44; where a browser does, the step is proved."""
    witnesses = in_node(tmp_path, [("both", story.bundle().to_bytes(), None)])[0]["both"][6]

    assert witnesses["step"] == "witnesses"
    assert (witnesses["outcome"], witnesses["facts"].get("lacking")) in {("not_checked", "ML-DSA-44"), ("proved", None)}


def faults():
    """Every fault that a step of a check may tell, as the programs that read evidence write it."""
    for name in ("bundle", "records", "log_proof", "notes", "checkpoints", "policy", "keys", "notation"):
        tree = ast.parse((CORE / f"{name}.py").read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.keyword) and node.arg == "fault" and isinstance(node.value, ast.Constant):
                yield node.value.value
    yield from re.findall(r'(?:return|fault =) "([^"]+)"', (CORE / "policy.py").read_text(encoding="utf-8"))


def test_every_fault_can_be_told_in_chinese():
    # A bundle that is read has a key of 32 bytes.
    assert set(faults()) - CHINESE.faults.keys() == {"a key that is not 32 bytes"}


def test_both_languages_ask_for_the_same_facts():
    def asked(words):
        told = [words.proved, words.failed, words.absent]
        return [{step: sorted(re.findall(r"{(\w+)}", text)) for step, text in one.items()} for one in told]

    assert asked(ENGLISH) == asked(CHINESE)
