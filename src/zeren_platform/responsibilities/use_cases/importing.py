"""Files applied to a draft, all of their rows or none, and taken back by a further act."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from django.db import transaction

from zeren.foundations.errors import RefusedError
from zeren_platform.common.actor import Actor
from zeren_platform.common.locking import locked
from zeren_platform.common.problems import NotFoundError
from zeren_platform.ledger.use_cases import recording
from zeren_platform.responsibilities import permissions
from zeren_platform.responsibilities.events import DutiesImported, ImportUndone
from zeren_platform.responsibilities.exchange.numbering import ranges
from zeren_platform.responsibilities.models import Edition, Import, ImportRow
from zeren_platform.responsibilities.staging.drafts import state_of
from zeren_platform.responsibilities.staging.files import StillReadingError
from zeren_platform.responsibilities.use_cases.import_order import put_back_order, take_order
from zeren_platform.responsibilities.use_cases.import_rows import add_rows, change_rows, put_back, remove_rows
from zeren_platform.responsibilities.use_cases.rows import edition_row, refuse_unless_draft

__all__ = [
    "AlreadyAppliedError",
    "DraftChangedError",
    "DraftWorkedOnError",
    "FaultyRowsError",
    "NotAppliedError",
    "NothingToImportError",
    "apply",
    "undo",
]

Outcome = ImportRow.Outcome
CHUNK: Final = 500


class AlreadyAppliedError(RefusedError):
    """The file was applied, or has not been compared yet."""

    code = "responsibilities.import.already_applied"


class DraftChangedError(RefusedError):
    """Somebody changed the draft since the file was compared with it."""

    code = "responsibilities.import.draft_changed"


class FaultyRowsError(RefusedError):
    """Rows have grave faults; a file goes in whole or not at all."""

    code = "responsibilities.import.faulty_rows"


class NothingToImportError(RefusedError):
    """Every row says what stands in the draft."""

    code = "responsibilities.import.nothing"


class NotAppliedError(RefusedError):
    """What was never applied, or was undone, cannot be undone."""

    code = "responsibilities.import.not_applied"


class DraftWorkedOnError(RefusedError):
    """The draft changed since the file was applied: undoing would undo that, too."""

    code = "responsibilities.import.draft_worked_on"


@transaction.atomic(durable=True)
def apply(*, actor: Actor, import_id: int, now: datetime) -> Import:
    """Do to the draft what the preview of the file shows, all of it or nothing."""
    file, edition = _file_row(import_id)

    standing = permissions.require_keep(actor, edition.register)
    refuse_unless_draft(edition)
    _refuse_unready(file, edition)

    removes = file.missing == Import.Missing.REMOVE
    added, changed = _numbers(file, Outcome.NEW), _numbers(file, Outcome.CHANGED)
    removed = _numbers(file, Outcome.MISSING) if removes else []
    if not (added or changed or removed or file.reorders):
        raise NothingToImportError(file=file.file_name)

    for rows in _rows(file, Outcome.MISSING) if removes else ():
        remove_rows(rows)
    for rows in _rows(file, Outcome.CHANGED):
        change_rows(edition, rows)
    for rows in _rows(file, Outcome.NEW):
        add_rows(edition, rows)
    file.order_before = take_order(edition, file) if file.reorders else []
    file.state, file.applied_to, file.fault = Import.State.APPLIED, state_of(edition), {}
    file.save(update_fields=["state", "applied_to", "order_before", "fault"])
    event = DutiesImported(
        subject=edition.subject,
        title=edition.register.title,
        edition=edition.number,
        file=file.pk,
        file_name=file.file_name,
        sha256=file.sha256,
        added=len(added),
        changed=len(changed),
        removed=len(removed),
        numbers_added=ranges(added),
        numbers_changed=ranges(changed),
        numbers_removed=ranges(removed),
        reordered=file.reorders,
    )
    withheld = edition.register.confidential
    recording.record(actor=actor, event=event, at=now, standing=standing, withheld=withheld)
    return file


@transaction.atomic(durable=True)
def undo(*, actor: Actor, import_id: int, now: datetime) -> Import:
    """Put the draft back as it stood before the file, if nobody has worked on it since."""
    file, edition = _file_row(import_id)

    standing = permissions.require_keep(actor, edition.register)
    refuse_unless_draft(edition)
    if file.state not in {Import.State.APPLIED, Import.State.UNDOING}:
        raise NotAppliedError(file=file.file_name)
    if file.applied_to != state_of(edition):
        raise DraftWorkedOnError(file=file.file_name)

    for rows in _rows(file, Outcome.NEW):
        remove_rows(rows)
    for rows in _rows(file, Outcome.CHANGED):
        put_back(edition, rows, now=now)
    for rows in _rows(file, Outcome.MISSING) if file.missing == Import.Missing.REMOVE else ():
        put_back(edition, rows, now=now)
    put_back_order(edition, file.order_before)
    file.state, file.fault = Import.State.UNDONE, {}
    file.save(update_fields=["state", "fault"])
    event = ImportUndone(
        subject=edition.subject,
        title=edition.register.title,
        edition=edition.number,
        file=file.pk,
        file_name=file.file_name,
        sha256=file.sha256,
    )
    withheld = edition.register.confidential
    recording.record(actor=actor, event=event, at=now, standing=standing, withheld=withheld)
    return file


def _file_row(import_id: int) -> tuple[Import, Edition]:
    """Lock the edition, then the file beside it."""
    found = Import.objects.filter(pk=import_id).values_list("edition_id", flat=True).first()
    if found is None:
        raise NotFoundError(file=import_id)
    edition = edition_row(found)
    file = locked(Import.objects.filter(pk=import_id).defer("content")).get()
    file.edition = edition
    return file, edition


def _refuse_unready(file: Import, edition: Edition) -> None:
    if file.state == Import.State.READING:
        raise StillReadingError(file=file.file_name)
    if file.state not in {Import.State.COMPARED, Import.State.APPLYING}:
        raise AlreadyAppliedError(file=file.file_name)
    if file.compared_with != state_of(edition):
        raise DraftChangedError(file=file.file_name)
    faulty = file.rows.filter(rank=ImportRow.Rank.FAULTY).count()
    if faulty:
        raise FaultyRowsError(count=faulty)


def _numbers(file: Import, outcome: str) -> list[str]:
    rows = file.rows.filter(outcome=outcome).order_by("position")
    return list(rows.values_list("number", flat=True))


def _rows(file: Import, outcome: str) -> Iterator[Sequence[ImportRow]]:
    """Read the rows of one outcome in the order of the file, so many at a time."""
    place = -1
    while rows := list(file.rows.filter(outcome=outcome, position__gt=place).order_by("position")[:CHUNK]):
        yield rows
        place = rows[-1].position
