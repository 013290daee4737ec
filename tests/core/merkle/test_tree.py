import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.merkle import Frontier, InvalidHashError, leaf_hash, node_hash

# RFC 6962 test entries as used by the reference logs; the roots were computed by them.
ENTRIES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = {
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}
VECTORS = Path(__file__).resolve().parents[4] / "shared" / "vectors" / "merkle" / "rfc6962_vectors.json"


def grown(leaves):
    tree = Frontier()
    for leaf in leaves:
        tree = tree.append(leaf)
    return tree


def recursive_root(leaves):
    """MTH of RFC 6962, 2.1, word for word."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return node_hash(recursive_root(leaves[:split]), recursive_root(leaves[split:]))


@pytest.mark.parametrize("size", sorted(ROOTS))
def test_the_root_is_the_published_one(size):
    tree = grown(leaf_hash(bytes.fromhex(entry)) for entry in ENTRIES[:size])

    assert tree.root().hex() == ROOTS[size]


def test_the_empty_tree_has_the_hash_of_nothing():
    assert Frontier().root() == hashlib.sha256(b"").digest()


@given(st.lists(st.binary(max_size=8), max_size=70))
def test_the_root_is_the_recursive_definition(entries):
    leaves = [leaf_hash(entry) for entry in entries]

    assert grown(leaves).root() == recursive_root(leaves)


@given(st.lists(st.binary(max_size=4), max_size=40))
def test_a_stored_edge_grows_as_the_tree_did(entries):
    tree = grown(leaf_hash(entry) for entry in entries)

    restored = Frontier.from_bytes(size=tree.size, hashes=tree.to_bytes())

    assert restored.append(leaf_hash(b"next")) == tree.append(leaf_hash(b"next"))


@given(st.lists(st.binary(max_size=4), max_size=40), st.lists(st.binary(max_size=4), max_size=40))
def test_many_leaves_at_once_make_the_same_tree(first, second):
    leaves = [leaf_hash(entry) for entry in first + second]

    assert grown(leaves[: len(first)]).extend(leaves[len(first) :]) == grown(leaves)


@given(st.lists(st.binary(max_size=4), max_size=40))
def test_a_tree_that_grew_is_one_that_could_be_stored(entries):
    tree = grown(leaf_hash(entry) for entry in entries)

    assert Frontier(tree.size, tree.hashes) == tree


@pytest.mark.parametrize("size", range(4))
@pytest.mark.parametrize("leaf", [b"", bytes(31), bytes(33)])
def test_a_leaf_that_is_no_hash_is_refused(size, leaf):
    tree = grown([bytes(32)] * size)

    for grow in (tree.append, lambda leaf: tree.extend([bytes(32), leaf])):
        with pytest.raises(InvalidHashError):
            grow(leaf)


@pytest.mark.parametrize(("size", "hashes"), [(1, ()), (0, (b"x" * 32,)), (1, (b"short",)), (-1, (b"x" * 32,))])
def test_an_edge_that_does_not_fit_is_refused(size, hashes):
    with pytest.raises(InvalidHashError) as caught:
        Frontier(size, hashes)

    assert caught.value.params["size"] == size


@pytest.mark.shared
@pytest.mark.skipif(not VECTORS.exists(), reason="../shared is not here")
def test_the_reference_vectors_hold():
    vectors = json.loads(VECTORS.read_text(encoding="utf-8"))
    leaves = [leaf_hash(bytes.fromhex(entry)) for entry in vectors["leaf_inputs"]]

    roots = [grown(leaves[:size]).root().hex() for size in range(len(vectors["roots"]))]

    assert roots == vectors["roots"]


@pytest.mark.shared
@pytest.mark.skipif(not VECTORS.exists(), reason="../shared is not here")
def test_the_large_reference_roots_hold():
    published = json.loads(VECTORS.read_text(encoding="utf-8"))["large"]["roots"]
    tree, found = Frontier(), {}
    for index in range(1000):
        tree = tree.append(leaf_hash(index.to_bytes(8, "big")))
        found[str(tree.size)] = tree.root().hex()

    assert {size: found[size] for size in published} == published
