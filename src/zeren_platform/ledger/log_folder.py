"""The published log as static files: each is whole or not there, and on the disk before anything refers to it."""

import os
import secrets
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from zeren.foundations.errors import RefusedError
from zeren.merkle import Checkpoint, SignedNote

__all__ = ["CHECKPOINT", "HISTORY", "POLICY", "LogFolder", "UnwritableError", "settle"]

CHECKPOINT: Final = "checkpoint"
POLICY: Final = "policy"
# Every checkpoint that was published, by its size, so that anybody can compare what they once saw.
HISTORY: Final = "checkpoints"


class UnwritableError(RefusedError):
    """A file of the log cannot be written; ``fault`` is what the system says."""

    code = "ledger.unwritable"


class LogFolder:
    """Files by their path; what ``zeren.merkle`` reads tiles from."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def get(self, path: str, /) -> bytes | None:
        """Give the file at *path*, or None where there is none."""
        try:
            return (self.place / path).read_bytes()
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return None

    def note(self) -> SignedNote | None:
        """Give the published checkpoint with its signatures."""
        found = self.get(CHECKPOINT)
        return None if found is None else SignedNote.from_bytes(found)

    def checkpoint(self) -> Checkpoint | None:
        """Give the published checkpoint, whoever signed it."""
        found = self.note()
        return None if found is None else Checkpoint.from_text(found.text)

    def sizes(self) -> list[int]:
        """List the sizes of all checkpoints that were published, the newest first."""
        with suppress(FileNotFoundError):
            names = [file.name for file in (self.place / HISTORY).iterdir()]
            return sorted((int(name) for name in names if name.isascii() and name.isdigit()), reverse=True)
        return []

    def write(self, files: Mapping[str, bytes]) -> None:
        """Write *files* one after another in their order; to do it again changes nothing."""
        try:
            changed = [self._put(path, content) for path, content in files.items() if self.get(path) != content]
            settle(folder for target in changed for folder in target.parents if folder.is_relative_to(self.place))
        except OSError as failure:
            raise UnwritableError(place=str(self.place), fault=failure.strerror or str(failure)) from failure

    def _put(self, path: str, content: bytes) -> Path:
        """Write beside the place, then move there: a reader never sees half a file."""
        target = self.place / path
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_name(f".{target.name}.{secrets.token_hex(8)}")
        try:
            with draft.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)
        return target


def settle(places: Iterable[Path]) -> None:
    """Bring files, and the names in folders, to the disk; what is not there is passed over."""
    for place in sorted(set(places), reverse=True):
        try:
            held = os.open(place, os.O_RDONLY)
        except FileNotFoundError:
            continue
        try:
            os.fsync(held)
        finally:
            os.close(held)
