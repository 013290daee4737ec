from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zeren.foundations.errors import VerificationError
from zeren.merkle import (
    ConsistencyProofError,
    InclusionProofError,
    RangeError,
    Tree,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    verify_consistency,
    verify_inclusion,
)

LARGEST = 64
TREE = Tree([number.to_bytes(2, "big") for number in range(LARGEST * 5)])


@cache
def root(size):
    return TREE.root(size)


def split(length):
    return 1 << (length - 1).bit_length() - 1


def path(index, leaves):
    """PATH of RFC 6962, 2.1.1, word for word."""
    if len(leaves) == 1:
        return []
    k = split(len(leaves))
    if index < k:
        return [*path(index, leaves[:k]), mth(leaves[k:])]
    return [*path(index - k, leaves[k:]), mth(leaves[:k])]


def subproof(old, leaves, whole):
    """SUBPROOF of RFC 6962, 2.1.2, word for word."""
    if old == len(leaves):
        return [] if whole else [mth(leaves)]
    k = split(len(leaves))
    if old <= k:
        return [*subproof(old, leaves[:k], whole), mth(leaves[k:])]
    return [*subproof(old - k, leaves[k:], False), mth(leaves[:k])]


def mth(leaves):
    if len(leaves) == 1:
        return leaves[0]
    return node_hash(mth(leaves[: split(len(leaves))]), mth(leaves[split(len(leaves)) :]))


def inclusion(index, size):
    return {
        "leaf_hash": TREE.node(0, index),
        "index": index,
        "tree_size": size,
        "proof": list(inclusion_proof(TREE, index=index, size=size)),
        "root": root(size),
    }


def consistency(old, new):
    return {
        "old_size": old,
        "old_root": root(old),
        "new_size": new,
        "new_root": root(new),
        "proof": list(consistency_proof(TREE, old_size=old, new_size=new)),
    }


def flipped(data, place):
    return bytes(byte ^ (1 if at == place % len(data) else 0) for at, byte in enumerate(data))


def tampered_proofs(proof, place):
    """Change, drop, double, move and add a node."""
    for at in range(len(proof)):
        yield [*proof[:at], flipped(proof[at], place), *proof[at + 1 :]]
        yield [*proof[:at], *proof[at + 1 :]]
        yield [*proof[:at], proof[at], *proof[at:]]
        yield [*proof[:at], proof[at][:-1], *proof[at + 1 :]]
        if at and proof[at] != proof[at - 1]:
            yield [*proof[: at - 1], proof[at], proof[at - 1], *proof[at + 1 :]]
    yield [*proof, bytes(32)]
    yield [bytes(32), *proof]


def refuses(check, **evidence):
    with pytest.raises(VerificationError):
        check(**evidence)


@pytest.mark.parametrize("size", range(1, LARGEST + 1))
def test_every_leaf_is_proved(size):
    for index in range(size):
        verify_inclusion(**inclusion(index, size))


@pytest.mark.parametrize("new", range(1, LARGEST + 1))
def test_every_older_tree_is_proved_to_be_the_beginning(new):
    for old in range(1, new + 1):
        verify_consistency(**consistency(old, new))


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 13, 64])
def test_proofs_are_the_recursive_definitions(size):
    leaves = [TREE.node(0, index) for index in range(size)]

    assert all([*inclusion_proof(TREE, index=i, size=size)] == path(i, leaves) for i in range(size))
    assert all(
        [*consistency_proof(TREE, old_size=old, new_size=size)] == subproof(old, leaves, True)
        for old in range(1, size + 1)
    )


@pytest.mark.parametrize("new", range(1, LARGEST + 1))
def test_no_tree_follows_from_another_than_its_own_beginning(new):
    for old in range(new + 1):
        for other in {*range(1, new + 1)} - {old}:
            refuses(verify_consistency, **{**consistency(other, new), "old_size": old})


@settings(deadline=None)
@given(st.integers(1, 300), st.data(), st.integers(0, 31))
def test_a_tampered_inclusion_proof_is_refused(size, data, place):
    index = data.draw(st.integers(0, size - 1))
    true = inclusion(index, size)

    for proof in tampered_proofs(true["proof"], place):
        refuses(verify_inclusion, **{**true, "proof": proof})
    for name in ("leaf_hash", "root"):
        refuses(verify_inclusion, **{**true, name: flipped(true[name], place)})
    for other in {*range(-1, size + 1)} - {index}:
        refuses(verify_inclusion, **{**true, "index": other})


@settings(deadline=None)
@given(st.integers(1, 300), st.data(), st.integers(0, 31))
def test_a_tampered_consistency_proof_is_refused(new, data, place):
    old = data.draw(st.integers(1, new))
    true = consistency(old, new)

    for proof in tampered_proofs(true["proof"], place):
        refuses(verify_consistency, **{**true, "proof": proof})
    for name in ("old_root", "new_root"):
        refuses(verify_consistency, **{**true, name: flipped(true[name], place)})


@pytest.mark.parametrize("size", [2, 7, 8, 11])
def test_no_byte_of_a_proof_can_be_changed(size):
    for index in range(size):
        for check, true in (
            (verify_inclusion, inclusion(index, size)),
            (verify_consistency, consistency(index + 1, size)),
        ):
            for at, node in enumerate(true["proof"]):
                for place in range(32):
                    proof = [*true["proof"][:at], flipped(node, place), *true["proof"][at + 1 :]]
                    refuses(check, **{**true, "proof": proof})


@settings(deadline=None)
@given(st.integers(1, 300), st.data())
def test_a_leaf_is_in_no_tree_of_another_size_with_that_root(size, data):
    """Where another size asks for the same path, the proof itself cannot tell; the root belongs to the checkpoint."""
    index = data.draw(st.integers(0, size - 1))
    other = data.draw(st.integers(1, 320).filter(lambda one: one != size))
    true = inclusion(index, size)

    refuses(verify_inclusion, **{**true, "tree_size": other, "root": root(other)})


@pytest.mark.parametrize(
    ("changed", "step"),
    [
        ({"tree_size": 0}, "size"),
        ({"tree_size": -3}, "size"),
        ({"index": -1}, "index"),
        ({"index": 3}, "index"),
        ({"leaf_hash": b""}, "hash"),
        ({"root": bytes(33)}, "hash"),
        ({"proof": [bytes(31)]}, "hash"),
        ({"proof": []}, "length"),
        ({"proof": [bytes(32)] * 9}, "length"),
        ({"root": bytes(32)}, "root"),
    ],
)
def test_a_refused_inclusion_says_at_which_step(changed, step):
    with pytest.raises(InclusionProofError) as caught:
        verify_inclusion(**{**inclusion(2, 3), **changed})

    assert caught.value.params["step"] == step


@pytest.mark.parametrize(
    ("changed", "step"),
    [
        ({"old_size": 0}, "size"),
        ({"old_size": 8}, "size"),
        ({"old_root": b"x"}, "hash"),
        ({"proof": [b"x"]}, "hash"),
        ({"proof": []}, "length"),
        ({"old_root": bytes(32)}, "old_root"),
        ({"new_root": bytes(32)}, "new_root"),
        ({"old_size": 7, "old_root": root(7), "proof": [bytes(32)]}, "length"),
        ({"old_size": 7, "old_root": root(3), "proof": []}, "new_root"),
    ],
)
def test_a_refused_consistency_says_at_which_step(changed, step):
    with pytest.raises(ConsistencyProofError) as caught:
        verify_consistency(**{**consistency(3, 7), **changed})

    assert caught.value.params["step"] == step


@pytest.mark.parametrize(("index", "size"), [(0, 0), (-1, 3), (3, 3)])
def test_nothing_is_proved_of_a_leaf_that_is_not_there(index, size):
    with pytest.raises(RangeError):
        inclusion_proof(TREE, index=index, size=size)


@pytest.mark.parametrize(("old", "new"), [(0, 3), (4, 3), (-1, 3)])
def test_nothing_is_proved_of_a_tree_that_is_no_beginning(old, new):
    with pytest.raises(RangeError):
        consistency_proof(TREE, old_size=old, new_size=new)


def test_a_tree_in_memory_grows_as_if_made_at_once():
    grown = Tree()
    for number in range(70):
        grown.extend([leaf_hash(number.to_bytes(2, "big"))])

    assert [grown.root(size) for size in range(71)] == [TREE.root(size) for size in range(71)]
