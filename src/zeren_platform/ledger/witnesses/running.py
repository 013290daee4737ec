"""Run a witness from the command line."""

from collections.abc import Sequence
from http.server import ThreadingHTTPServer
from pathlib import Path

from zeren.merkle import KeyKind, VerifierKey
from zeren_platform.ledger import key_file
from zeren_platform.ledger.lock_store import LockStore
from zeren_platform.ledger.witnesses.witness import Witness, server

__all__ = ["keygen", "made"]


def keygen(*, name: str, place: Path) -> str:
    """Make the key of a witness; give the public one."""
    return key_file.make(place, origin=name, kind=KeyKind.COSIGNATURE_ED25519).verifier().to_text()


def made(*, key: Path, state: Path, logs: Sequence[str], address: str, port: int) -> ThreadingHTTPServer:
    """Make the server of a witness that watches *logs*, public keys on one line each."""
    witness = Witness(key=key_file.read(key), logs=[VerifierKey.from_text(log) for log in logs], store=LockStore(state))
    return server(witness, address=address, port=port)
