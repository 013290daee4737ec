"""Programs of other authors, and one without any package, accept what is published and reject it once it was changed."""

import hashlib
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.platform.ledger.factories import NOW, record

from zeren.merkle import Checkpoint, Frontier, SignedNote, TiledTree, grown_bundles, grown_tiles, leaf_hash
from zeren_platform.ledger import key_file
from zeren_platform.ledger.use_cases.sequencing import sequence

pytestmark = pytest.mark.django_db
CHECK = Path(__file__).resolve().parents[3] / "src" / "zeren" / "merkle" / "browser" / "check-log.mjs"
# More than one tile, for those who are to accept it.
LARGE = 259
COUNT = 9
LACKING = "not checked here: tlog-scales is not installed"


@pytest.fixture
def published(log):
    return filled(log, COUNT)


@pytest.fixture
def large(log):
    return filled(log, LARGE)


def filled(log, count):
    for number in range(count):
        record(thing=f"第 {number} 项")
    sequence(at=NOW)
    log.publish()
    return log


def change(log, path, old, new):
    place = log.folder.place / path
    place.write_bytes(place.read_bytes().replace(old, new, 1))


def node(log, *more):
    program = shutil.which("node")
    if program is None:
        pytest.skip("not checked here: Node is not installed")
    command = [program, str(CHECK), str(log.folder.place), str(log.folder.place / "policy"), *map(str, more)]
    return subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own


def test_node_without_packages_accepts_the_log(large, tmp_path):
    kept = tmp_path / "kept"
    shutil.copy(large.folder.place / "checkpoint", kept)
    record(thing="Later")
    large.publish()

    done = node(large, kept)

    assert (done.returncode, done.stderr) == (0, "")
    assert f"{LARGE + 1} records stand under the root {large.last.root.hex()}" in done.stdout


@pytest.mark.parametrize(
    ("path", "old", "new", "told"),
    [
        (f"tile/entries/000.p/{COUNT}", "第 3 项".encode(), "第 4 项".encode(), "record 3 is not the one in its tile"),
        ("checkpoint", f"\n{COUNT}\n".encode(), f"\n{COUNT - 1}\n".encode(), "the signature of the log"),
    ],
)
def test_node_rejects_a_log_that_was_changed(published, path, old, new, told):
    change(published, path, old, new)

    done = node(published)

    assert done.returncode == 1
    assert told in done.stderr


def test_node_rejects_a_log_that_another_key_has_signed(published, tmp_path):
    other = key_file.make(tmp_path / "other.key", origin=published.key.name).verifier().to_text()
    (published.folder.place / "policy").write_text(f"log {other}\nquorum none\n", encoding="ascii")

    done = node(published)

    assert (done.returncode, done.stderr) == (1, "FAILED: no log of the policy has signed the checkpoint\n")


def test_node_rejects_another_log_that_the_same_key_has_signed(published, tmp_path):
    """Two people were shown two logs: each stands by itself, and a kept checkpoint tells them apart."""
    kept = tmp_path / "kept"
    shutil.copy(published.folder.place / "checkpoint", kept)
    entries = [b"another"] * (COUNT + 1)
    tree = Frontier().extend(leaf_hash(entry) for entry in entries)
    checkpoint = Checkpoint(origin=published.key.name, size=tree.size, root=tree.root())
    note = published.key.sign_note(SignedNote(text=checkpoint.to_text(), signatures=()))
    tiles = grown_tiles(size=0, leaves=[leaf_hash(entry) for entry in entries], tiles={})
    published.folder.write({**grown_bundles(size=0, entries=entries, tiles={}), **tiles, "checkpoint": note.to_bytes()})

    assert node(published).returncode == 0
    assert f"the first {COUNT} records are not those that were signed" in node(published, kept).stderr


def reader(log):
    backend = pytest.importorskip("tlog_scales.backend", reason=LACKING)
    found = pytest.importorskip("tlog_scales.reader", reason=LACKING)
    return found.TilesReader(backend.make_backend(str(log.folder.place)))


def test_tlog_scales_accepts_the_log(large):
    signing = pytest.importorskip("tlog_scales.signing", reason=LACKING)
    tiles = pytest.importorskip("tlog_scales.tiles", reason=LACKING)
    found = reader(large)
    checkpoint = found.get_checkpoint()

    checkpoint.verify(signing.Vkey.from_string(large.key.verifier().to_text()))
    found.set_size(checkpoint.size)

    assert (checkpoint.size, checkpoint.root_hash) == (LARGE, large.last.root)
    assert found.calculate_root_hash() == large.last.root
    for index in (0, 255, 256, LARGE - 1):
        proof = found.get_inclusion_proof(index, LARGE)
        proof.check(tiles.leaf_hash(found.get_entry(index)), checkpoint.root_hash)


def test_tlog_scales_rejects_a_log_that_was_changed(published):
    tiles = pytest.importorskip("tlog_scales.tiles", reason=LACKING)
    tlog = pytest.importorskip("tlog_scales.tlog", reason=LACKING)
    change(published, f"tile/entries/000.p/{COUNT}", "第 3 项".encode(), "第 4 项".encode())
    found = reader(published)
    found.set_size(COUNT)
    proof = found.get_inclusion_proof(3, COUNT)

    with pytest.raises(tlog.InclusionProofInvalid):
        proof.check(tiles.leaf_hash(found.get_entry(3)), published.last.root)


class Rust:
    """What metamorphic-log, a program in Rust, is given: the published files and the public key, nothing of ours."""

    def __init__(self, log):
        self.program = pytest.importorskip(
            "metamorphic_log", reason="not checked here: metamorphic-log is not installed"
        )
        self.keys = [log.key.verifier().to_text()]
        self.note = self.signed(log)

    def signed(self, log):
        return (log.folder.place / "checkpoint").read_text(encoding="utf-8")

    def include(self, log, index, *, body=None):
        tree = TiledTree(log.folder, size=log.last.size, root=log.last.root)
        hashed = hashlib.sha256(b"\x00" + (body or tree.entries(index // 256)[index % 256])).digest()
        self.program.checkpoint_verify_inclusion(self.note, self.keys, index, hashed, list(tree.inclusion_proof(index)))

    def grow(self, log, *, older):
        tree = TiledTree(log.folder, size=log.last.size, root=log.last.root)
        proof = tree.consistency_proof(old_size=int(older.split("\n")[1]))
        self.program.checkpoint_verify_consistency(older, self.signed(log), self.keys, list(proof))


def test_metamorphic_log_accepts_the_signature_and_each_record(large):
    rust = Rust(large)

    head = rust.program.checkpoint_verify(rust.note, rust.keys)

    assert (head.origin, head.size, head.root) == (large.key.name, LARGE, large.last.root)
    for index in (0, 255, 256, LARGE - 1):
        rust.include(large, index)


def test_metamorphic_log_sees_that_the_log_only_grew(published):
    rust = Rust(published)
    record(thing="Later")
    published.publish()

    rust.grow(published, older=rust.note)


def test_metamorphic_log_rejects_a_record_that_was_changed(published):
    rust = Rust(published)

    with pytest.raises(rust.program.VerifyError):
        rust.include(published, 3, body=b"another")


def test_metamorphic_log_rejects_a_checkpoint_that_was_changed(published):
    rust = Rust(published)
    changed = rust.note.replace(f"\n{COUNT}\n", f"\n{COUNT - 1}\n", 1)

    with pytest.raises(rust.program.VerifyError):
        rust.program.checkpoint_verify(changed, rust.keys)


def test_metamorphic_log_rejects_a_checkpoint_that_another_key_has_signed(published, tmp_path):
    rust = Rust(published)
    other = key_file.make(tmp_path / "other.key", origin=published.key.name).verifier().to_text()

    with pytest.raises(rust.program.VerifyError):
        rust.program.checkpoint_verify(rust.note, [other])


def test_metamorphic_log_rejects_a_past_that_is_another(published):
    rust = Rust(published)
    forged = Checkpoint(origin=published.key.name, size=COUNT - 1, root=bytes(32))
    older = published.key.sign_note(SignedNote(text=forged.to_text(), signatures=())).to_bytes().decode()

    with pytest.raises(rust.program.VerifyError):
        rust.grow(published, older=older)
