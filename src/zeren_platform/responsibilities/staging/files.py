"""What a clerk does with a file before it is applied: nothing of it is an act, and nobody but the office sees it."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import Final

from django.db import transaction

from zeren.foundations.errors import InvalidInputError, RefusedError
from zeren_platform.common.actor import Actor
from zeren_platform.common.locking import locked
from zeren_platform.common.problems import NotFoundError
from zeren_platform.common.working import UNBEGUN, Step
from zeren_platform.responsibilities import permissions
from zeren_platform.responsibilities.exchange.columns import BY_KEY, RESPONSIBLE, doubled, fingerprint, recognised
from zeren_platform.responsibilities.exchange.files import LARGEST_MB, FileTable, opened
from zeren_platform.responsibilities.models import Edition, Import, RememberedColumns
from zeren_platform.responsibilities.staging.comparing import compare_again, compare_all, head_of, nothing

__all__ = [
    "KEPT_DAYS",
    "AtWorkError",
    "EmptyFileError",
    "FileTooLargeError",
    "NoLongerOpenError",
    "StillReadingError",
    "UnmappedError",
    "busy",
    "choose",
    "compare_anew",
    "decide",
    "first_rows",
    "is_long",
    "leave",
    "leave_act",
    "leave_out",
    "look_into",
    "mend",
    "put_in",
    "settle",
    "throw_away",
]

# So long a file waits for its clerk; what was applied can be undone so long.
KEPT_DAYS: Final = 14
SAMPLES: Final = 3
# What a look into a file finds out.
FOUND: Final = ("format", "tables", "table", "heads", "columns", "mended", "left_out", "state")
# Bytes. A spreadsheet of this size has some thousand rows, which are read and compared in a second.
LONG: Final = 200 * 1024
# From which state each act leaves.
LEFT_FROM: Final = {Import.State.APPLYING: Import.State.COMPARED, Import.State.UNDOING: Import.State.APPLIED}


class FileTooLargeError(InvalidInputError):
    """The file is larger than any register."""

    code = "responsibilities.import.too_large"


class EmptyFileError(InvalidInputError):
    """There is nothing in the file."""

    code = "responsibilities.import.empty"


class UnmappedError(InvalidInputError):
    """No column says what is to be done, or two hold the same thing."""

    code = "responsibilities.import.unmapped"


class NoLongerOpenError(RefusedError):
    """The file was applied already, or its draft is no draft any more."""

    code = "responsibilities.import.no_longer_open"


class StillReadingError(RefusedError):
    """The file is being read and compared; what would be decided on is not there yet."""

    code = "responsibilities.import.still_reading"


class AtWorkError(RefusedError):
    """The file is being applied or taken back."""

    code = "responsibilities.import.at_work"


@transaction.atomic
def put_in(*, actor: Actor, edition_id: int, content: bytes, file_name: str, at: datetime) -> Import:
    """Lay a file beside a draft; where its columns are known, it is compared at once."""
    file = _laid(actor=actor, edition_id=edition_id, content=content, file_name=file_name, at=at)
    file.save()
    look_into(file)
    return file


@transaction.atomic
def leave(*, actor: Actor, edition_id: int, content: bytes, file_name: str, at: datetime) -> Import:
    """Lay a long file beside a draft without a look into it, which somebody takes who need not wait for it."""
    file = _laid(actor=actor, edition_id=edition_id, content=content, file_name=file_name, at=at)
    file.state = Import.State.READING
    file.save()
    return file


def is_long(size: int) -> bool:
    """Say whether a file of so many bytes takes longer than somebody should wait for a page."""
    return size > LONG


def look_into(file: Import, *, step: Step = nothing) -> None:
    """Find the table and what its columns hold, unless that was chosen, and compare it where it is known."""
    form, tables = opened(bytes(file.content))
    if not file.tables:
        chosen = max(range(len(tables)), key=lambda place: _promise(tables[place]))
        file.format, file.tables = form, [{"name": table.name, "rows": table.height} for table in tables]
        _take_table(file, chosen, tables[chosen])
        file.state = file.state if "text" in file.columns else Import.State.CHOOSING
        with transaction.atomic():
            step(0)
            file.save(update_fields=FOUND)
        if "text" not in file.columns:
            return
    compare_all(file, tables[file.table], step=step)


def _laid(*, actor: Actor, edition_id: int, content: bytes, file_name: str, at: datetime) -> Import:
    edition = Edition.objects.select_related("register__unit").filter(pk=edition_id).first()
    if edition is None:
        raise NotFoundError(edition=edition_id)
    permissions.require_keep(actor, edition.register)
    _refuse(edition, content)
    Import.objects.filter(begun_at__lt=at - timedelta(days=KEPT_DAYS)).delete()
    return Import(
        edition=edition,
        file_name=file_name[-255:],
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        content=content,
        begun_at=at,
        begun_by=actor.name[:100],
    )


@transaction.atomic
def choose(
    *, actor: Actor, import_id: int, table: int, columns: Sequence[str] | None = None, missing: str | None = None
) -> Import:
    """Choose the table and what its columns hold, which the office is offered again for the same heads."""
    file = _open_file(actor, import_id)
    if not 0 <= table < len(file.tables):
        raise UnmappedError(field="table")
    if table != file.table or columns is None:
        _take_table(file, table, opened(bytes(file.content))[1][table])
    if columns is not None:
        file.columns = _checked(columns, file.heads)
        _remember(file)
    if missing in Import.Missing.values:
        file.missing = missing
    if "text" in file.columns or "number" in file.columns:
        _compare_all(file)
    elif columns is not None:
        raise UnmappedError(field="columns")
    else:
        _await_columns(file)
    return file


def _compare_all(file: Import) -> None:
    """Compare it now, or if that takes long let it wait for somebody who reads it."""
    if is_long(file.size):
        _await(file, Import.State.READING)
    else:
        compare_all(file, opened(bytes(file.content))[1][file.table])


def _await(file: Import, state: Import.State) -> None:
    for name, begins in {**UNBEGUN, "state": state}.items():
        setattr(file, name, begins)
    file.save()


@transaction.atomic
def leave_act(*, actor: Actor, import_id: int, act: Import.State) -> Import:
    """Let a long file wait to be applied or taken back by the act, which asks whether it may."""
    file = _row(actor, import_id)
    if file.state == LEFT_FROM[act]:
        file.asked_by = actor.person_id
        _await(file, act)
    return file


def _await_columns(file: Import) -> None:
    """Forget what was compared: the heads of the table that was chosen say nothing known."""
    file.rows.all().delete()
    file.state, file.counts, file.unknown = Import.State.CHOOSING, {}, {}
    file.save()


def first_rows(file: Import) -> list[Sequence[str]]:
    """Give the first rows below the head: those that were compared, else as the file has them."""
    compared = file.rows.filter(line__isnull=False, passed_as="").order_by("position")[:SAMPLES]
    if file.state != Import.State.CHOOSING:
        return [row.cells for row in compared]
    table = opened(bytes(file.content))[1][file.table]
    body, _heads = head_of(table)
    return [row.cells for row in islice(table.rows(), body, body + SAMPLES)]


@transaction.atomic
def mend(*, actor: Actor, import_id: int, line: int, entries: Mapping[str, str]) -> Import:
    """Put right what a row says, in place of its cells."""
    file = _open_file(actor, import_id)
    known = {key: words for key, words in entries.items() if key in BY_KEY}
    file.mended[str(line)] = {**file.mended.get(str(line), {}), **known}
    compare_again(file, lines=[line])
    return file


@transaction.atomic
def leave_out(*, actor: Actor, import_id: int, line: int, out: bool) -> Import:
    """Leave a row out, or take it in again."""
    file = _open_file(actor, import_id)
    file.left_out = sorted({*file.left_out, line} if out else set(file.left_out) - {line})
    compare_again(file, lines=[line])
    return file


@transaction.atomic
def decide(*, actor: Actor, import_id: int, meanings: Mapping[str, str]) -> Import:
    """Say which unit a name means in every row; "" keeps the name, to be settled in the draft."""
    file = _open_file(actor, import_id)
    file.units = {**file.units, **meanings}
    compare_again(file)
    return file


@transaction.atomic
def compare_anew(*, actor: Actor, import_id: int, missing: str | None = None) -> Import:
    """Compare with the draft as it stands now; what the clerk put right and decided is kept."""
    file = _open_file(actor, import_id)
    if missing in Import.Missing.values:
        file.missing = missing
    _compare_all(file)
    return file


@transaction.atomic
def settle(*, actor: Actor, import_id: int, missing: str | None = None, order: str | None = None) -> Import:
    """Say what becomes of the duties that the file does not have, or in which order all stand afterwards."""
    file = _open_file(actor, import_id)
    file.missing = file.missing if missing is None else Import.Missing(missing)
    file.order = file.order if order is None else Import.Order(order)
    file.save(update_fields=["missing", "order"])
    return file


@transaction.atomic
def throw_away(*, actor: Actor, import_id: int) -> int:
    """Forget a file that was not applied; gives the edition beside which it lay."""
    file = _open_file(actor, import_id, even_reading=True)
    file.delete()
    return file.edition_id


def _open_file(actor: Actor, import_id: int, *, even_reading: bool = False) -> Import:
    """Lock a file that may still be worked on."""
    file = _row(actor, import_id)
    done = {Import.State.APPLIED, Import.State.UNDONE, *(() if even_reading else (Import.State.FAILED,))}
    if file.state in done or file.edition.state != Edition.State.DRAFT:
        raise NoLongerOpenError(file=file.file_name)
    refusal = busy(file)
    if refusal and not (even_reading and file.state == Import.State.READING):
        raise refusal
    return file


def busy(file: Import) -> RefusedError | None:
    """Say what keeps everybody from deciding anything about the file at the moment."""
    if file.state == Import.State.READING:
        return StillReadingError(file=file.file_name)
    return AtWorkError(file=file.file_name) if file.state in LEFT_FROM else None


def _row(actor: Actor, import_id: int) -> Import:
    rows = Import.objects.select_related("edition__register__unit").defer("content")
    file = locked(rows).filter(pk=import_id).first()
    if file is None or not permissions.may_keep(actor, file.edition.register):
        raise NotFoundError(file=import_id)
    return file


def _refuse(edition: Edition, content: bytes) -> None:
    if edition.state != Edition.State.DRAFT:
        raise NoLongerOpenError(file=str(edition.number))
    if len(content) > LARGEST_MB * 1024 * 1024:
        raise FileTooLargeError(field="file", limit=LARGEST_MB)
    if not content.strip():
        raise EmptyFileError(field="file")


def _promise(table: FileTable) -> tuple[int, int]:
    """Say how much a table looks like a register: its known columns, then its length."""
    known = set(recognised(head_of(table)[1])) - {""}
    return (len(known) + 10 * ("text" in known), table.height)


def _take_table(file: Import, place: int, table: FileTable) -> None:
    _body, heads = head_of(table)
    file.table, file.heads = place, list(heads)
    file.columns = _remembered(file) or recognised(heads)
    file.mended, file.left_out = {}, []


def _checked(columns: Sequence[str], heads: Sequence[str]) -> list[str]:
    """Take what the clerk chose for each column; only names of units may stand in several."""
    known = [key if key in BY_KEY or key == RESPONSIBLE else "" for key in columns]
    known = (known + [""] * len(heads))[: len(heads)]
    if doubled(known):
        raise UnmappedError(field="columns")
    return known


def _heads_of(file: Import) -> str:
    return hashlib.sha256(fingerprint(file.heads).encode()).hexdigest()


def _remembered(file: Import) -> list[str] | None:
    held = RememberedColumns.objects.filter(unit=file.edition.register.unit_id, heads=_heads_of(file)).first()
    return held.columns if held and len(held.columns) == len(file.heads) else None


def _remember(file: Import) -> None:
    RememberedColumns.objects.update_or_create(
        unit_id=file.edition.register.unit_id, heads=_heads_of(file), defaults={"columns": file.columns}
    )
