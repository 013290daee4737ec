"""Bundles: all that an outsider needs to check one record, in one ZIP file (docs/method/ledger.md, section 5)."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Self

from zeren.merkle.notation import MalformedError
from zeren.merkle.records import KEY_SIZE

__all__ = ["Bundle"]

FORMAT: Final = b"zeren.bundle/1\n"
LARGEST: Final = 4 << 20
_STEP: Final = "archive"
_FORMAT, _BODY, _PROOF, _POLICY, _PAGE = "format.txt", "body.json", "record.tlog-proof", "policy.txt", "page.html"
_PAYLOAD, _KEY = "payload.json", "payload.key"
_NEEDED: Final = frozenset({_FORMAT, _BODY, _PROOF, _POLICY, _PAGE})
# The most bytes of each file; nothing else may be in a bundle.
LIMITS: Final[Mapping[str, int]] = {
    _FORMAT: len(FORMAT),
    _BODY: 65_535,
    _PROOF: 1 << 20,
    _POLICY: 1 << 20,
    _PAGE: 1 << 20,
    _PAYLOAD: 1 << 20,
    _KEY: 2 * KEY_SIZE + 1,
}
# What zipfile raises on archives that are not as they should be.
_FAULTS: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)
# A ZIP file cannot be without a date: the first that it can write.
_NO_DATE: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """What is in a bundle; nothing of it is checked here but its form.

    Parameters
    ----------
    body : bytes
        The record as it was hashed.
    proof : bytes
        A ``tlog-proof`` with the signed checkpoint.
    policy : bytes
        Whose signatures count, as the sender says.
    page : bytes
        HTML for people; proves nothing.
    payload : bytes or None
        What the record says of people; None where it is withheld or erased.
    key : bytes of length 32, or None
        The key of the commitment; there exactly where the payload is.

    Examples
    --------
    >>> bundle = Bundle(body=b"{}", proof=b"", policy=b"", page=b"")
    >>> Bundle.from_bytes(bundle.to_bytes()) == bundle
    True
    """

    body: bytes
    proof: bytes
    policy: bytes
    page: bytes
    payload: bytes | None = None
    key: bytes | None = None

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Read a bundle without writing anything to a disk; every size is bounded before it is read.

        Raises
        ------
        MalformedError
            If it is no ZIP file, or holds too much, too little or something else.
        """
        files = _read(data)
        if not files.keys() >= _NEEDED or (_PAYLOAD in files) != (_KEY in files):
            raise MalformedError(step=_STEP, fault="a file is missing")
        if files[_FORMAT] != FORMAT:
            raise MalformedError(step=_STEP, fault="another format or version")
        return cls(
            body=files[_BODY],
            proof=files[_PROOF],
            policy=files[_POLICY],
            page=files[_PAGE],
            payload=files.get(_PAYLOAD),
            key=_key(files[_KEY]) if _KEY in files else None,
        )

    def to_bytes(self) -> bytes:
        """Write the bundle; the same contents give the same bytes."""
        files = {_FORMAT: FORMAT, _PAGE: self.page, _BODY: self.body, _PROOF: self.proof, _POLICY: self.policy}
        if self.payload is not None and self.key is not None:
            files |= {_PAYLOAD: self.payload, _KEY: f"{self.key.hex()}\n".encode()}
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w") as archive:
            for name, content in files.items():
                entry = zipfile.ZipInfo(name, date_time=_NO_DATE)
                entry.create_system, entry.external_attr = 3, 0o644 << 16
                archive.writestr(entry, content, compress_type=zipfile.ZIP_DEFLATED)
        return held.getvalue()


def _read(data: bytes) -> dict[str, bytes]:
    """Read every file of the archive."""
    if len(data) > LARGEST:
        raise MalformedError(step=_STEP, fault="too large")
    if not data.startswith(b"PK\x03\x04"):
        raise MalformedError(step=_STEP, fault="not a ZIP file")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _refuse_strange(archive.comment, entries)
            return {entry.filename: _content(archive, entry) for entry in entries}
    except MalformedError:
        raise
    except _FAULTS as failure:
        raise MalformedError(step=_STEP, fault="a damaged ZIP file") from failure


def _refuse_strange(comment: bytes, entries: list[zipfile.ZipInfo]) -> None:
    """Refuse what a bundle does not have, before anything is unpacked."""
    names = [entry.filename for entry in entries]
    if comment or len(set(names)) < len(names) or set(names) - LIMITS.keys():
        raise MalformedError(step=_STEP, fault="a file that does not belong there")
    if any(entry.file_size > LIMITS[entry.filename] for entry in entries):
        raise MalformedError(step=_STEP, fault="a file that is too large")
    if any(entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} for entry in entries):
        raise MalformedError(step=_STEP, fault="a way of packing that bundles do not use")


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Unpack one file, never more than its limit, whatever the archive says of its size."""
    with archive.open(entry) as file:
        content = file.read(LIMITS[entry.filename] + 1)
        if len(content) > LIMITS[entry.filename] or file.read(1):
            raise MalformedError(step=_STEP, fault="a file that is too large")
    return content


def _key(text: bytes) -> bytes:
    """Read the key: 64 hexadecimal digits and a line feed, so that other programs take it too."""
    try:
        key = bytes.fromhex(text.decode("ascii"))
    except ValueError as failure:
        raise MalformedError(step=_STEP, fault="a key that is not hexadecimal") from failure
    if len(key) != KEY_SIZE or text != f"{key.hex()}\n".encode():
        raise MalformedError(step=_STEP, fault="a key that is not 64 hexadecimal digits and a line feed")
    return key
