"""Published vectors and a sample log that other programs have accepted."""

import base64
import json
from pathlib import Path

import pytest

from zeren.foundations.errors import VerificationError
from zeren.merkle import (
    LogProof,
    Policy,
    SignedNote,
    TiledTree,
    Tree,
    VerifierKey,
    consistency_proof,
    grown_bundles,
    grown_tiles,
    inclusion_proof,
    leaf_hash,
    node_hash,
    verify_consistency,
    verify_inclusion,
)
from zeren.merkle.signatures import open_note
from zeren.merkle.trust import signed_by_log, witnessed

SHARED = Path(__file__).resolve().parents[4] / "shared" / "vectors" / "merkle"
SAMPLE = SHARED / "tlog_sample"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.exists(), reason="../shared is not here"),
]


class Files:
    """The sample's tiles as they lie on the disk."""

    def get(self, path):
        file = SAMPLE / path
        return file.read_bytes() if file.is_file() else None


@pytest.fixture(scope="module")
def vectors():
    return json.loads((SHARED / "rfc6962_vectors.json").read_text(encoding="utf-8"))


@pytest.fixture
def sample_tree():
    note = SignedNote.from_bytes((SAMPLE / "checkpoint").read_bytes())
    checkpoint = signed_by_log(note, policy()).checkpoint
    return TiledTree(Files(), size=checkpoint.size, root=checkpoint.root)


def policy():
    return Policy.from_bytes((SAMPLE / "policy.txt").read_bytes())


def hashes(texts):
    return [bytes.fromhex(text) for text in texts]


def of_inclusion(vector):
    return {
        "leaf_hash": bytes.fromhex(vector["leaf_hash"]),
        "index": vector["leaf_index"],
        "tree_size": vector["tree_size"],
        "proof": hashes(vector["proof"]),
        "root": bytes.fromhex(vector["root"]),
    }


def of_consistency(vector):
    return {
        "old_size": vector["size1"],
        "old_root": bytes.fromhex(vector["root1"]),
        "new_size": vector["size2"],
        "new_root": bytes.fromhex(vector["root2"]),
        "proof": hashes(vector["proof"]),
    }


def test_the_published_hashes_are_ours(vectors):
    hasher = {name: bytes.fromhex(found) for name, found in vectors["hasher"].items()}

    assert leaf_hash(b"") == hasher["empty_leaf"]
    assert leaf_hash(b"L123456") == hasher["leaf_L123456"]
    assert node_hash(b"N123", b"N456") == hasher["node_N123_N456"]
    assert Tree().root() == hasher["empty_root"]


def test_the_published_inclusion_proofs_are_ours_and_hold(vectors):
    tree = Tree(hashes(vectors["leaf_inputs"]))
    for vector in vectors["inclusion"]:
        evidence = of_inclusion(vector)

        verify_inclusion(**evidence)
        assert [*inclusion_proof(tree, index=evidence["index"], size=evidence["tree_size"])] == evidence["proof"]


def test_the_published_consistency_proofs_are_ours_and_hold(vectors):
    tree = Tree(hashes(vectors["leaf_inputs"]))
    for vector in vectors["consistency"]:
        evidence = of_consistency(vector)

        verify_consistency(**evidence)
        assert [*consistency_proof(tree, old_size=evidence["old_size"], new_size=evidence["new_size"])] == evidence[
            "proof"
        ]


def test_the_published_proofs_hold_for_nothing_else(vectors):
    for vector in vectors["inclusion"]:
        evidence = of_inclusion(vector)
        with pytest.raises(VerificationError):
            verify_inclusion(**{**evidence, "proof": [*evidence["proof"], evidence["root"]]})
        with pytest.raises(VerificationError):
            verify_inclusion(**{**evidence, "leaf_hash": leaf_hash(b"another")})


@pytest.mark.parametrize("name", ["checkpoint", "checkpoint.300", "checkpoint.600"])
def test_the_sample_is_signed_and_witnessed(name):
    note = SignedNote.from_bytes((SAMPLE / name).read_bytes())

    assert signed_by_log(note, policy()).log.to_text() == (SAMPLE / "log.vkey").read_text().strip()
    assert witnessed(note, policy()).keys() == {"W1"}
    assert note.to_bytes() == (SAMPLE / name).read_bytes()


def test_the_sample_witness_is_known_by_its_key_alone():
    note = SignedNote.from_bytes((SAMPLE / "checkpoint").read_bytes())
    key = VerifierKey.from_text((SAMPLE / "witness.vkey").read_text().strip())

    assert [signed.key for signed in open_note(note, [key])] == [key]


def test_the_sample_proof_holds_and_is_ours(sample_tree):
    data = (SAMPLE / "entry-123.tlog-proof").read_bytes()
    proof = LogProof.from_bytes(data)

    proof.verify_leaf(leaf_hash(sample_tree.entries(0)[123]))
    assert proof.extra == sample_tree.entries(0)[123]
    assert sample_tree.inclusion_proof(123) == proof.hashes
    assert proof.to_bytes() == data


def test_the_sample_consistency_proof_is_ours(sample_tree):
    told = json.loads((SAMPLE / "consistency-300-600.json").read_text(encoding="utf-8"))

    assert [*sample_tree.consistency_proof(old_size=300)] == [base64.b64decode(one) for one in told["proof"]]


@pytest.mark.parametrize("before", [0, 1, 256, 300, 599])
def test_the_sample_tiles_are_ours_however_the_log_grew(sample_tree, before):
    entries = [entry for bundle in range(3) for entry in sample_tree.entries(bundle)]
    leaves = [leaf_hash(entry) for entry in entries]
    tiles = grown_tiles(size=0, leaves=leaves[:before], tiles={})
    tiles |= grown_bundles(size=0, entries=entries[:before], tiles={})
    tiles |= grown_tiles(size=before, leaves=leaves[before:], tiles=tiles)
    tiles |= grown_bundles(size=before, entries=entries[before:], tiles=tiles)

    published = {
        str(file.relative_to(SAMPLE)): file.read_bytes() for file in SAMPLE.glob("tile/**/*") if file.is_file()
    }
    assert {path: tiles[path] for path in published if path in tiles} == {
        path: data for path, data in published.items() if path in tiles
    }
    assert {"tile/0/002.p/88", "tile/1/000.p/2", "tile/entries/002.p/88"} <= tiles.keys()
