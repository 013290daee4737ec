import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zeren.foundations.canonical import to_bytes
from zeren.merkle import MalformedError
from zeren.merkle.records import CommitmentMismatchError, Record, read_canonical, verify_commitment

plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=4), inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(deadline=None)
@given(plain)
def test_canonical_json_is_read_as_it_was_written(value):
    assert read_canonical(to_bytes(value), step="record") == value


@settings(deadline=None)
@given(st.binary(max_size=60) | plain.map(to_bytes))
def test_what_is_read_is_written_the_same(data):
    try:
        value = read_canonical(data, step="record")
    except MalformedError:
        return

    assert to_bytes(value) == data


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" 1",
        b'{"a":1,"a":2}',
        b'{"a":1, "b":2}',
        b'{"b":1,"a":2}',
        b'"\\u8d23"',
        b'"\\/"',
        b'"\\ud800"',
        b"1.0",
        b"1e2",
        b"-0",
        b"NaN",
        b"Infinity",
        b"9007199254740992",
        b"9" * 5000,
        b"[" * 60_000,
        b"[" * 60_000 + b"]" * 60_000,
        b"\xef\xbb\xbf1",
        b"\xff",
        b"1\n",
    ],
)
def test_json_that_is_written_otherwise_is_refused(data):
    with pytest.raises(MalformedError):
        read_canonical(data, step="record")


def test_a_record_says_what_its_body_says(story):
    record = Record.from_body(story.bodies[6])

    assert (record.event, record.subject, record.unit) == (
        "responsibilities.duty.signed",
        "binhai/duty/6",
        "Binhai Water Bureau",
    )
    assert record.facts == {"duty": "清淤 6", "year": 2026}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"version":1', '"version":2'),
        ('"version":1', '"version":true'),
        ('"version":1', '"version":1,"w":0'),
        ('"kind":"person",', ""),
        ('"year":2026', '"year":2026.0'),
        ("T08:00:06.000000+00:00", "T08:00:06+00:00"),
        ("T08:00:06.000000+00:00", "T16:00:06.000000+08:00"),
        ("T08:00:06.000000+00:00", "T08:00:06.000000"),
        ("2026-09-01T", "2026-13-01T"),
        ('"subject":"binhai/duty/6"', '"subject":6'),
        ('"commitment":"', '"commitment":"A'),
        ('{"duty":"清淤 6","year":2026}', "[]"),
    ],
)
def test_a_body_that_is_no_record_is_refused(story, old, new):
    changed = story.bodies[6].replace(old.encode(), new.encode())

    assert changed != story.bodies[6]
    with pytest.raises(MalformedError):
        Record.from_body(changed)


@pytest.mark.parametrize(
    ("key", "payload"),
    [(b"k" * 32, b"other"), (b"l" * 32, b"payload"), (b"k" * 31, b"payload"), (b"k" * 33, b"payload"), (b"", b"")],
)
def test_another_payload_or_key_is_refused(key, payload):
    # HMAC-SHA256 of "payload" under 32 times "k", by OpenSSL.
    commitment = bytes.fromhex("0dcfbab1a7be8b1492f020651c7f4925edda69583e35a5ccf60d8263888c745d")

    verify_commitment(commitment=commitment, key=b"k" * 32, payload=b"payload")
    with pytest.raises(CommitmentMismatchError):
        verify_commitment(commitment=commitment, key=key, payload=payload)
