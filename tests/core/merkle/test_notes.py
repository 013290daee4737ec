import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zeren.foundations.errors import VerificationError
from zeren.merkle import Checkpoint, KeyKind, MalformedError, NoteSignature, SignedNote, VerifierKey
from zeren.merkle.notation import is_key_name
from zeren.merkle.signatures import SignatureError, SigningKey, SigningTimeError, open_note

TEXT = "ledger.binhai.example\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"
KINDS = list(KeyKind)
# RFC 8032, 7.1, test 1: secret key and public key.
SEED = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
PUBLIC = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")

names = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12).filter(is_key_name)
lines = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)
signatures = st.builds(
    NoteSignature, name=names, key_id=st.integers(0, 2**32 - 1), signature=st.binary(min_size=1, max_size=80)
)
notes = st.builds(
    SignedNote,
    text=st.lists(lines, max_size=6).map(lambda text: "\n".join(text) + "\n"),
    signatures=st.lists(signatures, min_size=1, max_size=4).map(tuple),
)


def key(kind=KeyKind.ED25519, name="example.org/k", seed=b"s" * 32):
    return SigningKey(name=name, kind=kind, seed=seed)


def time_for(kind):
    return None if kind is KeyKind.ED25519 else 1_790_000_600


def signed(kind):
    return key(kind).sign_note(SignedNote(text=TEXT, signatures=()), at=time_for(kind))


@settings(deadline=None)
@given(notes)
def test_a_note_is_read_as_it_was_written(note):
    assert SignedNote.from_bytes(note.to_bytes()) == note


@settings(deadline=None)
@given(st.binary(max_size=200) | notes.map(SignedNote.to_bytes))
def test_what_is_read_is_written_the_same(data):
    try:
        note = SignedNote.from_bytes(data)
    except MalformedError:
        return

    assert note.to_bytes() == data


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"text\n",
        b"text\n\n",
        "text\n— a AAAAAQI=\n".encode(),
        "text\n\n— a AAAAAQI=".encode(),
        "text\r\n\n— a AAAAAQI=\n".encode(),
        "te\x00xt\n\n— a AAAAAQI=\n".encode(),
        "te\txt\n\n— a AAAAAQI=\n".encode(),
        b"\xff\n\n\xe2\x80\x94 a AAAAAQI=\n",
        b"text\n\n- a AAAAAQI=\n",
        "text\n\n—a AAAAAQI=\n".encode(),
        "text\n\n— AAAAAQI=\n".encode(),
        "text\n\n—  AAAAAQI=\n".encode(),
        "text\n\n— a+b AAAAAQI=\n".encode(),
        "text\n\n— a b AAAAAQI=\n".encode(),
        "text\n\n— a\u3000b AAAAAQI=\n".encode(),
        "text\n\n— a AAAAAQI\n".encode(),
        "text\n\n— a AAAAAQJ=\n".encode(),
        "text\n\n— a AAAA_QI=\n".encode(),
        "text\n\n— a AAAAAQ==\n".encode(),
        "text\n\n— a AAAAAQI= \n".encode(),
        b"text\n\n" + "— a AAAAAQI=\n".encode() * 65,
        b"x" * (1 << 20) + "\n\n— a AAAAAQI=\n".encode(),
    ],
)
def test_a_note_that_is_written_otherwise_is_refused(data):
    with pytest.raises(MalformedError):
        SignedNote.from_bytes(data)


def test_a_note_may_have_empty_lines_in_its_text():
    assert SignedNote.from_bytes("a\n\nb\n\n— a AAAAAQI=\n".encode()).text == "a\n\nb\n"


def test_the_public_key_is_that_of_the_standard():
    assert key(seed=SEED).verifier().public == PUBLIC


@pytest.mark.parametrize("kind", KINDS)
def test_keys_are_read_as_they_were_written(kind):
    private = key(kind)

    assert SigningKey.from_text(private.to_text()) == private
    assert VerifierKey.from_text(private.verifier().to_text()) == private.verifier()


def test_a_private_key_is_not_shown():
    assert "b'ss" not in repr(key())
    assert key().to_text() not in repr(key())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "name",
        "name+00000000",
        "name+00000000+AQ==",
        "name+70DA24F6+AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "example.org/log+70da24f7+AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "example.org/log+70da24f6+AgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "example.org/log+70da24f6+",
        " example.org/log+70da24f6+AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "example.org/log+70da24f6+AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n",
        "+70da24f6+AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "\udc80+70da24f6+AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    ],
)
def test_a_key_that_is_written_otherwise_is_refused(text):
    with pytest.raises(MalformedError):
        VerifierKey.from_text(text)


@pytest.mark.parametrize(
    "text",
    ["", key().verifier().to_text(), key().to_text()[:-4] + "AAA=", "PRIVATE+KEY+a+00000000+AQ=="],
)
def test_a_private_key_that_is_written_otherwise_is_refused(text):
    with pytest.raises(MalformedError):
        SigningKey.from_text(text)


@pytest.mark.parametrize("kind", KINDS)
def test_a_signature_holds_and_says_when(kind):
    opened = open_note(signed(kind), [key(kind).verifier()])

    assert [(one.key, one.at) for one in opened] == [(key(kind).verifier(), time_for(kind))]


@pytest.mark.parametrize("kind", KINDS)
def test_no_byte_of_a_signature_can_be_changed(kind):
    note = signed(kind)
    true = note.signatures[0].signature
    places = range(len(true)) if len(true) < 100 else range(0, len(true), 37)

    for at in places:
        false = bytes(byte ^ (at == place) for place, byte in enumerate(true))
        line = NoteSignature(name="example.org/k", key_id=note.signatures[0].key_id, signature=false)
        with pytest.raises(SignatureError):
            open_note(SignedNote(text=TEXT, signatures=(line,)), [key(kind).verifier()])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("cut", [slice(1), slice(0, -1), slice(9, None)])
def test_a_signature_of_another_length_is_refused(kind, cut):
    true = signed(kind).signatures[0]
    line = NoteSignature(name=true.name, key_id=true.key_id, signature=true.signature[cut])

    with pytest.raises(SignatureError):
        open_note(SignedNote(text=TEXT, signatures=(line,)), [key(kind).verifier()])


@pytest.mark.parametrize("kind", KINDS)
def test_the_text_cannot_be_changed(kind):
    changed = SignedNote(text=TEXT.replace("\n1\n", "\n2\n"), signatures=signed(kind).signatures)

    with pytest.raises(SignatureError):
        open_note(changed, [key(kind).verifier()])


def test_signatures_by_others_are_passed_over():
    note = key(name="example.org/other").sign_note(signed(KeyKind.ED25519))

    assert [one.key.name for one in open_note(note, [key().verifier()])] == ["example.org/k"]


def test_a_false_signature_by_a_known_key_condemns_the_note():
    other = key(name="example.org/other")
    false = NoteSignature(name=other.name, key_id=other.verifier().key_id, signature=bytes(64))

    with pytest.raises(SignatureError):
        open_note(signed(KeyKind.ED25519).signed_also(false), [key().verifier(), other.verifier()])


def test_a_note_that_nobody_known_signed_is_refused():
    with pytest.raises(SignatureError) as caught:
        open_note(signed(KeyKind.ED25519), [key(name="example.org/other").verifier()])

    assert caught.value.params["step"] == "signers"


@pytest.mark.parametrize(("kind", "at"), [(1, 5), (4, None), (6, None), (4, -1), (4, 2**63)])
def test_cosignatures_have_a_time_and_others_have_none(kind, at):
    with pytest.raises(SigningTimeError):
        key(KeyKind(kind)).sign(TEXT, at=at)


def test_a_time_beyond_all_times_is_refused():
    true = signed(KeyKind.COSIGNATURE_ED25519).signatures[0]
    line = NoteSignature(name=true.name, key_id=true.key_id, signature=b"\xff" + true.signature[1:])

    with pytest.raises(SignatureError):
        open_note(SignedNote(text=TEXT, signatures=(line,)), [key(KeyKind.COSIGNATURE_ED25519).verifier()])


@settings(deadline=None)
@given(st.integers(0, 2**63 - 1), st.binary(min_size=32, max_size=32), st.lists(lines.filter(bool), max_size=3))
def test_a_checkpoint_is_read_as_it_was_written(size, root, extensions):
    checkpoint = Checkpoint(origin="example.org/log", size=size, root=root, extensions=tuple(extensions))

    assert Checkpoint.from_text(checkpoint.to_text()) == checkpoint


@pytest.mark.parametrize(
    "text",
    [
        "",
        "log\n1\n",
        TEXT[:-1],
        TEXT + "\n",
        TEXT + "\nx\n",
        TEXT.replace("\n1\n", "\n01\n"),
        TEXT.replace("\n1\n", "\n-1\n"),
        TEXT.replace("\n1\n", "\n+1\n"),
        TEXT.replace("\n1\n", "\n1 \n"),
        TEXT.replace("\n1\n", "\n１\n"),
        TEXT.replace("\n1\n", "\n9223372036854775808\n"),
        TEXT.replace("A=", "B="),
        TEXT.replace("AAAA", "", 1),
    ],
)
def test_a_checkpoint_that_is_written_otherwise_is_refused(text):
    with pytest.raises(MalformedError):
        Checkpoint.from_text(text)


@settings(deadline=None)
@given(notes)
def test_no_note_opens_but_by_who_signed_it(note):
    with pytest.raises(VerificationError):
        open_note(note, [key().verifier()])
