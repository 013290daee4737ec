import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.foundations.canonical import LARGEST_INTEGER, UnrepresentableError, to_bytes

plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-LARGEST_INTEGER, LARGEST_INTEGER)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner),
)


@given(plain)
def test_json_readers_find_the_same_value(value):
    assert json.loads(to_bytes(value)) == value


@given(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), st.integers(0, 9)))
def test_the_order_of_writing_does_not_matter(mapping):
    backwards = dict(reversed(mapping.items()))

    assert to_bytes(backwards) == to_bytes(mapping)


def test_keys_stand_in_utf16_order():
    """RFC 8785, 3.2.3: the astral key sorts by its surrogate, before U+FB33."""
    assert to_bytes({"\ufb33": 1, "\U0001f600": 2}).decode() == '{"\U0001f600":2,"\ufb33":1}'


@pytest.mark.parametrize("value", [1.5, LARGEST_INTEGER + 1, {"a": b"bytes"}, {1: "key"}, ["\ud800"], {1, 2}])
def test_what_has_no_canonical_form_is_refused(value):
    with pytest.raises(UnrepresentableError):
        to_bytes(value)


def test_a_refusal_says_where():
    with pytest.raises(UnrepresentableError) as caught:
        to_bytes({"a": [1, 2.5]})

    assert caught.value.params == {"at": "$.a[1]", "found": "float"}
