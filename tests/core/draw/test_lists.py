"""Canonical lists: each object once, in one order, under one root."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.draw.frame import Entry, Frame, InvalidWeightError, NotInListError, verify_inclusion
from zeren.draw.hashing import root
from zeren.draw.identifiers import (
    DuplicateIdentifierError,
    InvalidIdentifierError,
    LookAlikeError,
    canonical,
    credit_code_faults,
    resembling,
)

names = st.lists(st.text(alphabet="abcdefgh0123", min_size=1, max_size=6), unique=True, min_size=1, max_size=40)


def frame_of(*ids):
    return Frame(Entry(id=one) for one in ids)


def test_composed_and_decomposed_letters_are_one_object():
    with pytest.raises(DuplicateIdentifierError):
        frame_of("caf\u00e9", "cafe\u0301")


def test_full_width_letters_look_like_others():
    with pytest.raises(LookAlikeError) as caught:
        frame_of("A1", "\uff21\uff11")

    assert set(caught.value.params.values()) == {"A1", "\uff21\uff11"}


def test_the_same_identifier_twice_is_refused():
    with pytest.raises(DuplicateIdentifierError):
        frame_of("A", "B", "A")


@pytest.mark.parametrize("wrong", [1, None, "", " a", "a ", "a\u200bb", "a\nb", "\u202eab", "x" * 201, "\ud800"])
def test_no_identifier_is(wrong):
    with pytest.raises(InvalidIdentifierError):
        canonical(wrong)


def test_case_separators_and_zeros_are_only_warned_of():
    assert resembling(["91-A", "91a", "007", "7", "8"]) == [("91-A", "91a"), ("007", "7")]


@pytest.mark.parametrize("code", ["11330800002618269G", "91350211M0000XUF46"])
def test_credit_codes_have_their_form(code):
    assert [fault for _, fault in credit_code_faults([code]) if fault == "form"] == []


def test_a_wrong_check_sign_is_found():
    assert credit_code_faults(["11330800002618269G", "91350211M0000XUF46"]) == [("91350211M0000XUF46", "check")]


@pytest.mark.parametrize("weight", [0, -1, 2**53, 2**200, True, 1.0, "1"])
def test_no_weight_is(weight):
    with pytest.raises(InvalidWeightError):
        Entry(id="a", weight=weight)


@given(names)
def test_the_order_given_does_not_change_the_root(ids):
    assert frame_of(*ids).root() == frame_of(*reversed(ids)).root()


@given(names, st.data())
def test_every_object_can_prove_that_it_was_on_the_list(ids, data):
    frame = frame_of(*ids)
    index = data.draw(st.integers(0, len(ids) - 1))
    entry, path = frame.entries[index], frame.inclusion_proof(index)

    verify_inclusion(entry=entry, index=index, size=len(ids), path=path, root=frame.root())


@given(names)
def test_no_other_weight_proves_anything(ids):
    frame = frame_of(*ids)
    other = Entry(id=frame.entries[0].id, weight=2)

    with pytest.raises(NotInListError):
        verify_inclusion(entry=other, index=0, size=len(ids), path=frame.inclusion_proof(0), root=frame.root())


@pytest.mark.parametrize("count", range(1, 20))
def test_the_root_is_that_of_rfc_6962(count):
    leaves = [hashlib.sha256(bytes([number])).digest() for number in range(count)]

    def tree(part):
        if len(part) == 1:
            return part[0]
        half = 1 << ((len(part) - 1).bit_length() - 1)
        return hashlib.sha256(b"\x01" + tree(part[:half]) + tree(part[half:])).digest()

    assert root(leaves) == tree(leaves)


def test_texts_do_not_run_into_one_another():
    assert Entry(id="ab", stratum="c").to_bytes() != Entry(id="a", stratum="bc").to_bytes()
