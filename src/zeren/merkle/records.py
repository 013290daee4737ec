"""What a record of the ledger says: its body, read strictly, and the commitment to what it says of people."""

import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, NoReturn, Self

from zeren.foundations.canonical import Plain, to_bytes
from zeren.foundations.errors import VerificationError
from zeren.merkle.notation import MalformedError

__all__ = ["CommitmentMismatchError", "Record", "read_canonical", "verify_commitment"]

KEY_SIZE: Final = 32
_VERSION: Final = 1
_STEP: Final = "record"
_FIELDS: Final = frozenset({"version", "uid", "at", "event", "subject", "by", "facts", "commitment"})
_ACTOR: Final = frozenset({"kind", "unit", "role"})
_SHA256: Final = re.compile(r"[0-9a-f]{64}\Z", re.ASCII)


class CommitmentMismatchError(VerificationError):
    """The payload is not the one to which the record is committed."""

    code = "merkle.commitment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A record as its body tells it.

    Parameters
    ----------
    uid : str
    at : datetime
        When the server says it happened, UTC.
    event, subject : str
    kind, unit, role : str
        Who acted, without a name.
    facts : mapping
        What the event says.
    commitment : bytes of length 32
        HMAC-SHA256 of the payload.
    """

    uid: str
    at: datetime
    event: str
    subject: str
    kind: str
    unit: str
    role: str
    facts: Mapping[str, Plain]
    commitment: bytes

    @classmethod
    def from_body(cls, body: bytes) -> Self:
        """Read a body.

        Raises
        ------
        MalformedError
            If it is not the one canonical spelling of a record.
        """
        told = _mapping(read_canonical(body, step=_STEP), _FIELDS)
        actor = _mapping(told["by"], _ACTOR)
        if told["version"] is not _VERSION or not isinstance(told["facts"], Mapping):
            raise MalformedError(step=_STEP, fault="another version, or no facts")
        commitment = _text(told["commitment"])
        if not _SHA256.match(commitment):
            raise MalformedError(step=_STEP, fault="a commitment that is not 64 hexadecimal digits")
        return cls(
            uid=_text(told["uid"]),
            at=_time(_text(told["at"])),
            event=_text(told["event"]),
            subject=_text(told["subject"]),
            kind=_text(actor["kind"]),
            unit=_text(actor["unit"]),
            role=_text(actor["role"]),
            facts=told["facts"],
            commitment=bytes.fromhex(commitment),
        )


def read_canonical(data: bytes, *, step: str) -> Plain:
    """Read canonical JSON, and nothing else: one value has one spelling.

    Parameters
    ----------
    data : bytes
    step : str
        What is being read, for the refusal.

    Raises
    ------
    MalformedError
        If the bytes are not exactly what ``zeren.foundations.canonical.to_bytes`` writes: a key twice, a fraction, a
        space, another order, another escape, too deep.

    Examples
    --------
    >>> read_canonical(b'{"a":1}', step="record")
    {'a': 1}
    """
    try:
        value: Plain = json.loads(
            data.decode(), parse_float=_refuse, parse_constant=_refuse, object_pairs_hook=_unrepeated
        )
        again = to_bytes(value)
    # ValueError is also what undecodable bytes, malformed JSON and values without canonical form raise.
    except (ValueError, RecursionError) as failure:
        raise MalformedError(step=step, fault="not canonical JSON") from failure
    if again != data:
        raise MalformedError(step=step, fault="JSON, but not in its canonical spelling")
    return value


def verify_commitment(*, commitment: bytes, key: bytes, payload: bytes) -> None:
    """Check that *payload* is what was committed to.

    Parameters
    ----------
    commitment : bytes of length 32
    key : bytes of length 32
    payload : bytes

    Raises
    ------
    CommitmentMismatchError
        If HMAC-SHA256 under the key (RFC 2104) gives something else, or the key has another length.

    Examples
    --------
    >>> key = bytes(32)
    >>> verify_commitment(commitment=hmac.digest(key, b"{}", "sha256"), key=key, payload=b"{}")
    """
    if len(key) != KEY_SIZE:
        raise CommitmentMismatchError(step="payload", fault="a key that is not 32 bytes")
    if not hmac.compare_digest(hmac.digest(key, payload, hashlib.sha256), commitment):
        raise CommitmentMismatchError(step="payload", fault="another payload or another key")


def _refuse(text: str) -> NoReturn:
    raise ValueError(text)


def _unrepeated(pairs: list[tuple[str, Plain]]) -> dict[str, Plain]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError(pairs)
    return found


def _mapping(value: Plain, names: frozenset[str]) -> Mapping[str, Plain]:
    if not isinstance(value, Mapping) or value.keys() != names:
        raise MalformedError(step=_STEP, fault="not the fields of a record")
    return value


def _text(value: Plain) -> str:
    if not isinstance(value, str):
        raise MalformedError(step=_STEP, fault="a field that is not a text")
    return value


def _time(text: str) -> datetime:
    """Read a time in the one spelling that the ledger writes: UTC with microseconds."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError as failure:
        raise MalformedError(step=_STEP, fault="not a time") from failure
    if found.tzinfo is None or found.astimezone(UTC).isoformat(timespec="microseconds") != text:
        raise MalformedError(step=_STEP, fault="not a time in UTC with microseconds")
    return found
