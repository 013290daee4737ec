import pytest

from zeren.merkle import KeyKind, LogProof, MalformedError, NoteSignature, Policy, SignedNote, leaf_hash
from zeren.merkle.signatures import SignatureError, SigningKey
from zeren.merkle.trust import QuorumError, signed_by_log, witnessed

WITNESSES = {
    name: SigningKey(name=f"{name}.example/w", kind=KeyKind.COSIGNATURE_ED25519, seed=bytes([at]) * 32).verifier()
    for at, name in enumerate("ABCDE")
}
DEFINED = "".join(f"witness {name} {key.to_text()}\n" for name, key in WITNESSES.items())
LOG = SigningKey(name="log.example", kind=KeyKind.ED25519, seed=b"l" * 32).verifier().to_text()


def policy(lines, before=DEFINED):
    return Policy.from_bytes(f"{before}{lines}".encode())


@pytest.mark.parametrize(
    ("lines", "enough", "too_few"),
    [
        ("quorum A", ["A"], "BCDE"),
        ("group g any A B\nquorum g", ["A", "B", "BC"], ["", "CDE"]),
        ("group g all A B\nquorum g", ["AB", "ABC"], ["A", "B", "ACDE"]),
        ("group g 2 A B C\nquorum g", ["AB", "BC", "ABC"], ["A", "C", "ADE", ""]),
        ("group g 2 A B C\ngroup h any D E\ngroup all all g h\nquorum all", ["ABD", "BCE"], ["ABC", "ADE", "DE"]),
        ("quorum none", ["", "A"], []),
    ],
)
def test_a_quorum_counts(lines, enough, too_few):
    read = policy(lines)

    assert [seen for seen in enough if not read.is_met(seen)] == []
    assert [seen for seen in too_few if read.is_met(seen)] == []


def test_strangers_count_nothing():
    assert not policy("group g 2 A B C\nquorum g").is_met(["A", "F", "g"])


def test_remarks_spaces_and_addresses_may_stand_there():
    read = policy(f"# 水利\n\n \t# more\n\tlog  {LOG}\thttps://log.example/ \n quorum A \n")

    assert [key.to_text() for key in read.logs] == [LOG]


def test_names_are_octets():
    kelvin = Policy.from_bytes(DEFINED.replace("witness A", "witness \u212a").encode() + b"quorum \xe2\x84\xaa")

    assert kelvin.quorum == "\u212a"
    with pytest.raises(MalformedError):
        Policy.from_bytes(DEFINED.replace("witness A", "witness \u212a").encode() + b"quorum K")


def test_names_need_not_be_utf_8():
    read = Policy.from_bytes(DEFINED.encode().replace(b"witness A", b"witness \xff") + b"quorum \xff")

    assert read.is_met(["\udcff"])


@pytest.mark.parametrize(
    ("lines", "line"),
    [
        ("quorum F", 6),
        ("quorum A\nquorum B", 7),
        ("group g any F\nquorum g", 6),
        ("quorum g\ngroup g any A", 6),
        ("group g 0 A\nquorum g", 6),
        ("group g 3 A B\nquorum g", 6),
        ("group g -1 A B\nquorum g", 6),
        ("group g two A B\nquorum g", 6),
        ("group g 01 A B\nquorum g", 6),
        ("group g any\nquorum g", 6),
        ("group g any none\nquorum g", 6),
        ("group g any A A\nquorum g", 6),
        ("group g any A\ngroup h any A\nquorum h", 7),
        ("group A any B\nquorum A", 6),
        ("group none any B\nquorum none", 6),
        (f"witness F {WITNESSES['A'].to_text()}\nquorum A", 6),
        (f"witness F {LOG}\nquorum A", 6),
        (f"log {LOG}\nlog {LOG}\nquorum A", 7),
        (f"log {LOG} a b\nquorum A", 6),
        ("trust me\nquorum A", 6),
    ],
)
def test_a_faulty_line_is_named(lines, line):
    with pytest.raises(MalformedError) as caught:
        policy(lines)

    assert caught.value.params["line"] == line


@pytest.mark.parametrize(
    "data", [b"", b"# none\n", b"quorum none\r\n", b"quorum\x00none", b"#" * (2 << 20), b"log x\nquorum none"]
)
def test_what_is_no_policy_is_refused(data):
    with pytest.raises(MalformedError):
        Policy.from_bytes(data)


def test_the_log_and_its_witnesses_are_believed(story):
    read = Policy.from_bytes(story.policy())

    assert signed_by_log(story.note, read).checkpoint == story.checkpoint()
    assert witnessed(story.note, read) == {"C": 1_790_000_600, "A": 1_790_000_660}


def test_a_log_that_is_not_named_is_not_believed(story):
    read = Policy.from_bytes(f"log {LOG}\nquorum none".encode())

    with pytest.raises(SignatureError) as caught:
        signed_by_log(story.note, read)

    assert caught.value.params["step"] == "log"


def test_a_log_cannot_speak_for_another(story):
    foreign = SigningKey(name="log.example", kind=KeyKind.ED25519, seed=b"l" * 32)
    note = foreign.sign_note(SignedNote(text=story.checkpoint().to_text(), signatures=()))

    with pytest.raises(SignatureError):
        signed_by_log(note, Policy.from_bytes(f"log {LOG}\nquorum none".encode()))


def test_witnesses_that_did_not_sign_are_missed(story):
    note = story.congress.sign_note(SignedNote(text=story.checkpoint().to_text(), signatures=()), at=1)

    with pytest.raises(QuorumError) as caught:
        witnessed(note, Policy.from_bytes(story.policy()))

    assert caught.value.params["signed"] == ("C",)


def test_the_earliest_of_two_signatures_by_one_witness_counts(story):
    note = story.congress.sign_note(story.note, at=7)

    assert witnessed(note, Policy.from_bytes(story.policy()))["C"] == 7


def test_a_witness_cannot_count_twice(story):
    note = SignedNote(text=story.checkpoint().to_text(), signatures=())
    for at in (1, 2, 3):
        note = story.congress.sign_note(note, at=at)

    with pytest.raises(QuorumError):
        witnessed(note, Policy.from_bytes(story.policy()))


def test_a_false_cosignature_is_refused_even_where_the_others_are_enough(story):
    key = story.audit.verifier()
    note = story.congress.sign_note(SignedNote(text=story.checkpoint().to_text(), signatures=()), at=1)
    false = NoteSignature(name=key.name, key_id=key.key_id, signature=bytes(key.kind.signature_size))

    with pytest.raises(SignatureError):
        witnessed(note.signed_also(false), Policy.from_bytes(story.policy("quorum C\n")))


def test_a_proof_is_read_as_it_was_written(story):
    proof = story.proof()

    assert LogProof.from_bytes(proof.to_bytes()) == proof
    proof.verify_leaf(leaf_hash(story.bodies[6]))


def test_a_proof_may_hold_more(story):
    proof = LogProof(index=6, hashes=story.proof().hashes, note=story.note, extra=b"\x00\xff")

    assert LogProof.from_bytes(proof.to_bytes()) == proof


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("@v1", "@v2"),
        ("index 6", "index 06"),
        ("index 6\n", ""),
        ("index 6", "extra AA==\nextra AA==\nindex 6"),
        ("index 6", "extra AB==\nindex 6"),
        ("index 6", "index 6\nAAAA"),
        ("index 6", "index 6\n" + "\n".join(["A" * 43 + "="] * 64)),
        ("index 6", "index 6\n"),
        ("index 6", "index 6 "),
        ("\n11\n", "\n11\r\n"),
    ],
)
def test_a_proof_that_is_written_otherwise_is_refused(story, old, new):
    with pytest.raises(MalformedError):
        LogProof.from_bytes(story.proof().to_bytes().replace(old.encode(), new.encode(), 1)).checkpoint()
