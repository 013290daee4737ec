"""A witness: it signs what grew out of what it signed last, and answers by HTTP (c2sp.org/tlog-witness).

It keeps the last checkpoint of each log before a signature leaves the house. Importing this loads no Django: whoever
witnesses a log runs no installation.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final

from zeren.foundations.errors import VerificationError
from zeren.merkle import Checkpoint, ConsistencyProofError, VerifierKey
from zeren.merkle.signatures import SignatureError, SigningKey
from zeren.merkle.witnessing import Submission, WitnessConflictError, may_cosign
from zeren_platform.ledger.lock_store import LockStore, OvertakenError

__all__ = ["Answer", "Witness", "server"]

ADDRESS: Final = "/add-checkpoint"
# 63 hashes and a note; the largest note has 1 MiB.
LARGEST: Final = (1 << 20) + 4096
# Seconds that a client may take to send what it announced.
PATIENCE: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a witness answers: a status, and signature lines or the size of its last checkpoint."""

    status: int
    body: str = ""
    content_type: str = "text/plain; charset=utf-8"


class Witness:
    """One key, the logs that it watches, and a store of what it signed last of each."""

    def __init__(self, *, key: SigningKey, logs: Sequence[VerifierKey], store: LockStore) -> None:
        self.key, self.logs, self.store = key, logs, store
        for origin in {log.name for log in logs}:
            store.begin(origin)

    def add_checkpoint(self, body: bytes, *, at: int) -> Answer:
        """Sign the checkpoint in *body* with the time *at*, or say why not."""
        try:
            return self._signed(Submission.from_bytes(body), at)
        except WitnessConflictError as conflict:
            return _conflict(conflict.params["size"])
        except SignatureError as failure:
            return Answer(status=404 if failure.params["step"] == "log" else 403)
        except ConsistencyProofError:
            return Answer(status=422)
        except VerificationError:
            return Answer(status=400)

    def _signed(self, submission: Submission, at: int) -> Answer:
        origin = Checkpoint.from_text(submission.note.text).origin
        last = self.store.last(origin) if origin in {log.name for log in self.logs} else None
        new = may_cosign(submission, logs=self.logs, last=last if last and last.size else None)
        kept = Checkpoint(origin=new.origin, size=new.size, root=new.root)
        if last is not None:
            try:
                # Kept before it is signed; of two at once only one finds the last one unchanged.
                self.store.swap(last, kept)
            except OvertakenError:
                return _conflict(self.store.last(origin).size)
        return Answer(status=200, body=f"{self.key.sign(submission.note.text, at=at).to_line()}\n")


def _conflict(size: object) -> Answer:
    return Answer(status=409, body=f"{size}\n", content_type="text/x.tlog.size")


def server(witness: Witness, *, address: str, port: int, clock: Callable[[], float] = time.time) -> ThreadingHTTPServer:
    """Make the server of a witness; put a proxy that speaks TLS before it."""

    class Handler(BaseHTTPRequestHandler):
        timeout = PATIENCE

        def do_POST(self) -> None:
            """Answer a submission."""
            announced = self.headers.get("Content-Length", "")
            length = int(announced) if announced.isascii() and announced.isdigit() else -1
            if self.path != ADDRESS:
                self._answer(Answer(status=404))
            elif not 0 <= length <= LARGEST:
                self._answer(Answer(status=413 if length > LARGEST else 411))
            else:
                self._answer(witness.add_checkpoint(self.rfile.read(length), at=int(clock())))

        def _answer(self, answer: Answer) -> None:
            body = answer.body.encode()
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.content_type)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it has in the library
            """Say nothing of each request."""

    return ThreadingHTTPServer((address, port), Handler)
