"""ZIP files that hold a document: looked through before any library sees them.

What a file says it unpacks to is checked before it is unpacked, and unpacking stops there. The library is then given
a new ZIP file in which nothing is packed any more, so it cannot be made to unpack more than was checked; pictures
are left out of it.
"""

import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from zeren.reading.errors import DamagedDocumentError, EncryptedDocumentError, TooLargeError
from zeren.reading.limits import MOST_MEMBERS, MOST_RATIO, MOST_UNPACKED

__all__ = ["SIGNATURE", "kind_of_package", "unpacked"]

SIGNATURE = b"PK\x03\x04"
_ENCRYPTED = 0x1
# Below this size text may well be packed a thousand times.
_SMALL = 20_000_000
_READ = (".xml", ".rels", ".bin")
_KINDS = (
    ("word/document.xml", "DOCX"),
    ("xl/workbook.xml", "XLSX"),
    ("xl/workbook.bin", "XLSB"),
    ("OFD.xml", "OFD"),
    ("ppt/presentation.xml", "PPTX"),
    ("META-INF/manifest.xml", "ODT or ODS"),
)
_DAMAGE = (BadZipFile, EOFError, NotImplementedError, OSError, UnicodeDecodeError, ValueError, zlib.error)


def kind_of_package(data: bytes) -> str:
    """Name the format of a ZIP file by what lies in it.

    Examples
    --------
    >>> from io import BytesIO
    >>> held = BytesIO()
    >>> with ZipFile(held, "w") as archive:
    ...     archive.writestr("OFD.xml", "")
    >>> kind_of_package(held.getvalue())
    'OFD'
    """
    try:
        with ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
    except _DAMAGE as failure:
        raise DamagedDocumentError(format="ZIP") from failure
    return next((kind for name, kind in _KINDS if name in names), "ZIP file")


def unpacked(data: bytes, kind: str) -> bytes:
    """Return the same package with nothing packed and the pictures empty.

    Raises
    ------
    TooLargeError
        If it unpacks to more than is read.
    EncryptedDocumentError
        If a part is locked with a password.
    DamagedDocumentError
        If a part is not what the package says.
    """
    held = BytesIO()
    try:
        with ZipFile(BytesIO(data)) as archive, ZipFile(held, "w", ZIP_STORED) as plain:
            for member in _checked(archive, len(data), kind):
                plain.writestr(ZipInfo(member.filename), _content(archive, member))
    except _DAMAGE as failure:
        if isinstance(failure, TooLargeError | EncryptedDocumentError):
            raise
        raise DamagedDocumentError(format=kind) from failure
    return held.getvalue()


def _content(archive: ZipFile, member: ZipInfo) -> bytes:
    """Unpack up to the length that was checked: asked for all, zipfile unpacks first and cuts off then."""
    if not member.filename.lower().endswith(_READ):
        return b""
    with archive.open(member) as packed:
        words = packed.read(member.file_size)
    # The standard of these formats forbids it (ECMA-376 part 2, 8.1.4), and entities are made there.
    if b"<!DOCTYPE" in words:
        raise BadZipFile(member.filename)
    return words


def _checked(archive: ZipFile, size: int, kind: str) -> list[ZipInfo]:
    members = list({member.filename: member for member in archive.infolist()}.values())
    if len(members) > MOST_MEMBERS:
        raise TooLargeError(what="files in the package", found=len(members), limit=MOST_MEMBERS)
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise EncryptedDocumentError(format=kind)
    # The other ways of packing cannot be stopped at a length, and no office program uses them.
    if any(member.compress_type not in {ZIP_STORED, ZIP_DEFLATED} for member in members):
        raise DamagedDocumentError(format=kind)
    total = sum(member.file_size for member in members)
    limit = min(MOST_UNPACKED, max(_SMALL, MOST_RATIO * size))
    if total > limit:
        raise TooLargeError(what="unpacked bytes", found=total, limit=limit)
    return members
