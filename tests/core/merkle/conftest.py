"""A small log with two witnesses, as its parts and as what it hands out."""

import hmac
from dataclasses import replace

import pytest

from zeren.foundations.canonical import to_bytes
from zeren.merkle import Checkpoint, KeyKind, LogProof, SignedNote, Tree, inclusion_proof
from zeren.merkle.bundle import Bundle
from zeren.merkle.bundle_page import page
from zeren.merkle.signatures import SigningKey

ORIGIN = "ledger.binhai.example/2026"
SEEN_AT = 1_790_000_600
KEY = bytes(range(32))
PAYLOAD = to_bytes({"actor": "李明", "acting_for": "", "private": {"reason": "另有安排"}})


def body(number):
    """Write record *number*; every one is committed to the same payload."""
    return to_bytes(
        {
            "version": 1,
            "uid": f"00000000-0000-4000-8000-{number:012d}",
            "at": f"2026-09-01T08:00:{number:02d}.000000+00:00",
            "event": "responsibilities.duty.signed",
            "subject": f"binhai/duty/{number}",
            "by": {"kind": "person", "unit": "Binhai Water Bureau", "role": "head"},
            "facts": {"duty": f"清淤 {number}", "year": 2026},
            "commitment": hmac.digest(KEY, PAYLOAD, "sha256").hex(),
        }
    )


class Story:
    """A log of 11 records: its keys, its tree, and the bundle of record 6."""

    log = SigningKey(name=ORIGIN, kind=KeyKind.ED25519, seed=b"l" * 32)
    congress = SigningKey(name="congress.example/w", kind=KeyKind.COSIGNATURE_ED25519, seed=b"c" * 32)
    audit = SigningKey(name="audit.example/w", kind=KeyKind.COSIGNATURE_ML_DSA_44, seed=b"a" * 32)

    def __init__(self):
        self.bodies = [body(number) for number in range(11)]
        self.tree = Tree(self.bodies)
        note = self.log.sign_note(SignedNote(text=self.checkpoint().to_text(), signatures=()))
        note = self.congress.sign_note(note, at=SEEN_AT)
        # Signed once: ML-DSA-44 gives another signature each time.
        self.note = self.audit.sign_note(note, at=SEEN_AT + 60)

    def checkpoint(self):
        return Checkpoint(origin=ORIGIN, size=self.tree.size, root=self.tree.root())

    def policy(self, quorum="group both all C A\nquorum both\n"):
        lines = [
            f"log {self.log.verifier().to_text()}",
            f"witness C {self.congress.verifier().to_text()}",
            f"witness A {self.audit.verifier().to_text()}",
        ]
        return ("\n".join(lines) + "\n" + quorum).encode()

    def proof(self, index=6, note=None):
        hashes = inclusion_proof(self.tree, index=index, size=self.tree.size)
        return LogProof(index=index, hashes=hashes, note=note or self.note)

    def bundle(self, **changed):
        held = self.proof().to_bytes()
        whole = Bundle(
            body=self.bodies[6],
            proof=held,
            policy=self.policy(),
            page=page(body=self.bodies[6], proof=held, payload=PAYLOAD),
            payload=PAYLOAD,
            key=KEY,
        )
        return replace(whole, **changed)


@pytest.fixture(scope="session")
def story():
    return Story()
