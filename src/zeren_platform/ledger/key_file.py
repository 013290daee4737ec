"""The private key of a log or of a witness: a file that only its owner reads, outside the database, never shown."""

import os
import secrets
import stat
from pathlib import Path
from typing import Final

from zeren.foundations.errors import RefusedError, VerificationError
from zeren.merkle import KeyKind
from zeren.merkle.signatures import SigningKey

__all__ = ["KeyFileError", "make", "read"]

OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


class KeyFileError(RefusedError):
    """The key file is not there, is there already, or is open to others; ``fault`` says which."""

    code = "ledger.key_file"


def make(place: Path, *, origin: str, kind: KeyKind = KeyKind.ED25519) -> SigningKey:
    """Make a key for the log or witness *origin* and keep it at *place*; a file that is there stays as it is."""
    key = SigningKey(name=origin, kind=kind, seed=secrets.token_bytes(32))
    # Writing it out finds names that no key may have, before there is a file.
    line = f"{key.to_text()}\n".encode()
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        held = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as failure:
        raise KeyFileError(place=str(place), fault="a key is there already") from failure
    except OSError as failure:
        raise KeyFileError(place=str(place), fault=failure.strerror) from failure
    with os.fdopen(held, "wb") as file:
        file.write(line)
        file.flush()
        os.fsync(file.fileno())
    return key


def read(place: Path) -> SigningKey:
    """Read the key."""
    try:
        mode, line = place.stat().st_mode, place.read_bytes()
    except OSError as failure:
        raise KeyFileError(place=str(place), fault=failure.strerror) from failure
    if mode & OTHERS:
        raise KeyFileError(place=str(place), fault=f"others may read it (mode {stat.S_IMODE(mode):04o}, not 0600)")
    try:
        return SigningKey.from_text(line.decode().strip())
    except (VerificationError, UnicodeDecodeError) as failure:
        # What is in the file is not told: it may be a key that was cut short.
        raise KeyFileError(place=str(place), fault="not a key") from failure
