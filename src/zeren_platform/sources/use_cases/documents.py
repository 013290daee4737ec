"""Put a document in: it is read at once, and what it obliges to becomes proposals."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from django.db import IntegrityError, transaction
from django.utils import timezone

from zeren.foundations.errors import InvalidInputError, RefusedError
from zeren.reading import Language, Reading, UndecodableTextError, read
from zeren_platform.common.actor import Actor
from zeren_platform.ledger.use_cases import recording
from zeren_platform.organisation.queries import recognise, unit_by_code, units
from zeren_platform.sources import permissions
from zeren_platform.sources.areas import kinds_of_class
from zeren_platform.sources.events import DocumentAdded
from zeren_platform.sources.intake import Bearings, class_names, fitted, save_reading, unit_names
from zeren_platform.sources.models import Document

if TYPE_CHECKING:
    from zeren_platform.organisation.models import Unit

__all__ = [
    "LARGEST_MB",
    "AlreadyHeldError",
    "EmptyDocumentError",
    "InvalidDocumentError",
    "TooLargeError",
    "add",
    "read_document",
    "refuse_unfit",
]

# Beyond any document seen; a file of this size is still read in seconds.
LARGEST_MB: Final = 20


class TooLargeError(InvalidInputError):
    """The file is larger than any document that is one."""

    code = "sources.document.too_large"


class EmptyDocumentError(InvalidInputError):
    """There is nothing to read."""

    code = "sources.document.empty"


class AlreadyHeldError(RefusedError):
    """The same bytes were put in before; ``document`` and ``title`` name where they are."""

    code = "sources.document.already_held"


class InvalidDocumentError(InvalidInputError):
    """An entry about the document is missing or unknown; ``field`` says which."""

    code = "sources.document.invalid"


@transaction.atomic(durable=True)
def add(
    *,
    actor: Actor,
    data: bytes | Reading,
    file_name: str,
    unit_code: str,
    kind: str,
    title: str = "",
    language: str | None = None,
    now: datetime,
) -> Document:
    """Put a document in for the unit with *unit_code*, and read it, unless *data* is what was read out of it already.

    The bytes decide what it is; *file_name* is only kept. *title* and *language* are taken from the text where they
    are not given.
    """
    unit = unit_by_code(unit_code)

    standing = permissions.require_add(actor, unit.path)
    if isinstance(data, Reading):
        reading, sha256 = data, data.document.sha256
        _refuse_held(sha256)
    else:
        sha256 = refuse_unfit(data, kind=kind, language=language)
        reading = read_document(data, language=language, file_name=file_name)

    bearings = _bearings(reading, unit, now)
    document = _document(reading, title=title, file_name=file_name)

    document.unit, document.kind, document.sha256 = unit, kind, sha256
    document.added_at, document.added_by = now, fitted(actor.name, 100)
    _save_once(document)
    save_reading(document, reading, bearings)
    recording.record(actor=actor, event=_event(document, reading), at=now, standing=standing)
    return document


def refuse_unfit(data: bytes, *, kind: str, language: str | None) -> str:
    """Refuse what is known to be wrong before the document is read; else give the hash of its bytes."""
    _refuse_invalid(kind=kind, language=language)
    _refuse_size(data)
    sha256 = hashlib.sha256(data).hexdigest()
    _refuse_held(sha256)
    return sha256


def _refuse_invalid(*, kind: str, language: str | None) -> None:
    if kind not in Document.Kind.values:
        raise InvalidDocumentError(field="kind")
    if language is not None and language not in set(Language):
        raise InvalidDocumentError(field="language")


def _refuse_size(data: bytes) -> None:
    if len(data) > LARGEST_MB * 1024 * 1024:
        raise TooLargeError(field="file", limit=LARGEST_MB)
    if not data.strip():
        raise EmptyDocumentError(field="file")


def _refuse_held(sha256: str) -> None:
    held = Document.objects.filter(sha256=sha256).values_list("pk", "title").first()
    if held is not None:
        raise AlreadyHeldError(field="file", document=held[0], title=held[1])


def read_document(data: bytes, *, language: str | None, file_name: str) -> Reading:
    """Read the bytes; the reader's own refusals pass through."""
    reading = read(data, language=Language(language) if language else None, name=file_name)
    if not reading.text.strip():
        raise EmptyDocumentError(field="file")
    if "\0" in reading.text:
        # PostgreSQL keeps no text with a zero character, and no document has one.
        raise UndecodableTextError(field="file", expected="text")
    return reading


def _bearings(reading: Reading, unit: "Unit", now: datetime) -> Bearings:
    """Ask the organisation what the names mean; classes of units are those of the unit's own jurisdiction."""
    on = timezone.localdate(now)
    kinds = {kind for name in class_names(reading) for kind in kinds_of_class(name)}
    areas: dict[str, list[Unit]] = {kind: [] for kind in kinds}
    if kinds:
        for area in units(on=on).filter(kind__in=kinds, path__startswith=_jurisdiction(unit)):
            areas[area.kind].append(area)
    return Bearings(units=recognise(unit_names(reading)), areas=areas)


def _jurisdiction(unit: "Unit") -> str:
    """Give the path of the nearest jurisdiction that the unit belongs to, else of its root."""
    above = list(_prefixes(unit.path))
    found = units().filter(path__in=above, kind="city").values_list("path", flat=True)
    return max(found, key=len, default=above[0])


def _prefixes(path: str) -> Iterable[str]:
    """List the paths from the root down to *path*: "/a/b/" gives "/a/" and "/a/b/"."""
    parts = path.strip("/").split("/")
    return ("/" + "/".join(parts[: depth + 1]) + "/" for depth in range(len(parts)))


def _document(reading: Reading, *, title: str, file_name: str) -> Document:
    facts = reading.document
    first_line = reading.text.strip().partition("\n")[0].strip()
    named = title.strip() or facts.title or _first_words(reading) or PurePath(file_name).stem or first_line
    return Document(
        title=fitted(named, 500),
        issuer=fitted(facts.issuer, 300),
        document_number=fitted(facts.number, 100),
        index_number=fitted(facts.index_number, 100),
        issued_on=facts.issued_on,
        published_at=fitted(facts.published_at, 30),
        language=str(facts.language),
        file_name=fitted(file_name, 255),
        text=reading.text,
        warnings=[{"code": found.code, "detail": found.detail} for found in reading.warnings],
    )


def _first_words(reading: Reading) -> str:
    """Give the first line that could be a title: no note, and no row of a table, whose caption serves as well."""
    for clause in reading.clauses:
        words = clause.span.of(reading.text).strip()
        table = next((one for one in reading.tables if one.span.start <= clause.span.start < one.span.end), None)
        if table is not None:
            return table.caption or ""
        if words and clause.kind != "note":
            return words
    return ""


def _save_once(document: Document) -> None:
    """Save, even where somebody else puts the same file in at the same moment."""
    try:
        with transaction.atomic():
            document.save()
    except IntegrityError:
        _refuse_held(document.sha256)
        raise


def _event(document: Document, reading: Reading) -> DocumentAdded:
    return DocumentAdded(
        subject=document.subject,
        kind=document.kind,
        language=document.language,
        sha256=document.sha256,
        clauses=len(reading.clauses),
        proposals=len(reading.commitments),
        title=document.title,
        file_name=document.file_name,
    )
