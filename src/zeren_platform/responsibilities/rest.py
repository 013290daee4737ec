"""The API of the registers."""

from django.http import FileResponse, HttpRequest
from django.utils import timezone
from ninja import File, Query, Router, Status, UploadedFile

from zeren_platform.common.actor import Actor
from zeren_platform.common.entrance import PageSize, RowKey, actor_on
from zeren_platform.common.problems import NotFoundError
from zeren_platform.common.readable import readable
from zeren_platform.responsibilities import queries, rest_consultations, rest_drafts
from zeren_platform.responsibilities.exchange.sending import sent
from zeren_platform.responsibilities.models import SAID, Assignment, Edition, Import
from zeren_platform.responsibilities.queries import DutyFilter, DutyLine, RegisterSummary
from zeren_platform.responsibilities.queries.analysis import FindingRow, analysis
from zeren_platform.responsibilities.schemas import (
    AcceptAllIn,
    AddIn,
    AdoptIn,
    CountOut,
    CoverageOut,
    DutyOut,
    EditIn,
    EditionOut,
    FileChoicesIn,
    FindingOut,
    ImportOut,
    ImportRowPage,
    LinePage,
    Narrowing,
    PartOut,
    Place,
    ReasonIn,
    ReassignIn,
    RegisterIn,
    RegisterOut,
    RegisterPage,
    TakeInIn,
    WordingIn,
)
from zeren_platform.responsibilities.staging import files
from zeren_platform.responsibilities.use_cases import duties, editions, importing, receipts, registers
from zeren_platform.responsibilities.use_cases.duties import DutyWording
from zeren_platform.sources.schemas import target_lines
from zeren_platform.sources.targets import targets_in

__all__ = ["router"]

router = Router(tags=["registers"])
router.add_router("", rest_consultations.router)
router.add_router("", rest_drafts.router)


@router.get("", response=RegisterPage, summary="Registers, newest first")
def list_registers(request: HttpRequest, after: str = "", before: str = "", size: PageSize = 50) -> object:
    """List the registers that the caller may read."""
    actor = actor_on(request)
    page = queries.registers_for(actor, after=after, before=before, size=size)
    rows = [_register(summary) for summary in queries.summaries(actor, page.rows)]
    return {"rows": rows, "previous": page.previous, "next": page.next}


@router.post("", response={201: RegisterOut}, summary="Open a register")
def open_register(request: HttpRequest, body: RegisterIn) -> Status[object]:
    """Open a register with its first draft."""
    actor = actor_on(request)
    register = registers.open(
        actor=actor,
        code=body.code,
        kind=body.kind,
        title=body.title,
        unit_code=body.unit,
        document_id=body.document,
        confidential=body.confidential,
        now=timezone.now(),
    )
    return Status(201, _register(queries.summaries(actor, [register])[0]))


@router.get("/duties/{int:duty_id}", response=DutyOut, summary="One duty")
def one_duty(request: HttpRequest, duty_id: RowKey) -> object:
    """Give one duty with its units and its story."""
    return _duty(actor_on(request), duty_id)


@router.put("/duties/{int:duty_id}", response=DutyOut, summary="Edit a duty of a draft")
def edit_duty(request: HttpRequest, duty_id: RowKey, body: EditIn) -> object:
    """Replace what the duty says, if nobody changed it since that version."""
    actor = actor_on(request)
    duties.edit(actor=actor, duty_id=duty_id, version=body.version, wording=_wording(body), now=timezone.now())
    return _duty(actor, duty_id)


@router.delete("/duties/{int:duty_id}", response={204: None}, summary="Take a duty out of a draft")
def remove_duty(request: HttpRequest, duty_id: RowKey, version: RowKey) -> Status[None]:
    """Take the duty out; the ledger keeps what it said."""
    duties.remove(actor=actor_on(request), duty_id=duty_id, version=version, now=timezone.now())
    return Status(204, None)


@router.post("/editions/{int:edition_id}/duties", response={201: DutyOut}, summary="Add a duty to a draft")
def add_duty(request: HttpRequest, edition_id: RowKey, body: AddIn) -> Status[object]:
    """Write a duty by hand."""
    actor, wording = actor_on(request), _wording(body)
    duty = duties.add(actor=actor, edition_id=edition_id, number=body.number, wording=wording, now=timezone.now())
    return Status(201, _duty(actor, duty.pk))


@router.post("/editions/{int:edition_id}/take-in", response=CountOut, summary="Take accepted proposals in")
def take_in(request: HttpRequest, edition_id: RowKey, body: TakeInIn) -> object:
    """Make every accepted proposal of a document that is not yet a duty a duty of the draft."""
    actor = actor_on(request)
    count = editions.take_in(actor=actor, edition_id=edition_id, document_id=body.document, now=timezone.now())
    return {"count": count}


@router.post("/editions/{int:edition_id}/adopt", response=EditionOut, summary="Adopt a draft")
def adopt(request: HttpRequest, edition_id: RowKey, body: AdoptIn) -> Edition:
    """Put the draft in force."""
    return editions.adopt(actor=actor_on(request), edition_id=edition_id, **body.dict(), now=timezone.now())


@router.post("/editions/{int:edition_id}/discard", response={204: None}, summary="Discard a draft")
def discard(request: HttpRequest, edition_id: RowKey) -> Status[None]:
    """Do away with the whole draft; its proposals can be taken in again."""
    editions.discard(actor=actor_on(request), edition_id=edition_id, now=timezone.now())
    return Status(204, None)


@router.post("/receipts/accept-all", response=CountOut, summary="Sign for all that awaits a unit")
def accept_all(request: HttpRequest, body: AcceptAllIn) -> object:
    """Sign for everything of an edition at once."""
    actor = actor_on(request)
    count = receipts.accept_many(actor=actor, unit_code=body.unit, edition_id=body.edition, now=timezone.now())
    return {"count": count}


@router.post("/receipts/{int:assignment_id}/accept", response=PartOut, summary="Sign for receipt")
def accept(request: HttpRequest, assignment_id: RowKey) -> object:
    """Sign for one part of a duty."""
    actor = actor_on(request)
    return _part(actor, receipts.accept(actor=actor, assignment_id=assignment_id, now=timezone.now()))


@router.post("/receipts/{int:assignment_id}/decline", response=PartOut, summary="Decline")
def decline(request: HttpRequest, assignment_id: RowKey, body: ReasonIn) -> object:
    """Hold that the duty is not the unit's own."""
    actor = actor_on(request)
    held = receipts.decline(actor=actor, assignment_id=assignment_id, reason=body.reason, now=timezone.now())
    return _part(actor, held)


@router.post("/receipts/{int:assignment_id}/reassign", response=PartOut, summary="Assign anew what was declined")
def reassign(request: HttpRequest, assignment_id: RowKey, body: ReassignIn) -> object:
    """Give a declined part to a unit anew."""
    actor = actor_on(request)
    held = receipts.reassign(
        actor=actor, assignment_id=assignment_id, unit_code=body.unit, reason=body.reason, now=timezone.now()
    )
    return _part(actor, held)


@router.get("/{slug:code}", response=RegisterOut, summary="One register")
def one_register(request: HttpRequest, code: str) -> object:
    """Give a register with its editions that matter now."""
    actor = actor_on(request)
    return _register(queries.summaries(actor, [queries.register_for(actor, code)])[0])


@router.post("/{slug:code}/revise", response={201: EditionOut}, summary="Begin a revision")
def revise(request: HttpRequest, code: str) -> Status[Edition]:
    """Copy the edition in force into a new draft."""
    actor = actor_on(request)
    register = queries.register_for(actor, code)
    return Status(201, editions.revise(actor=actor, register_id=register.pk, now=timezone.now()))


@router.post("/{slug:code}/begin", response={201: EditionOut}, summary="Begin an empty draft")
def begin(request: HttpRequest, code: str) -> Status[Edition]:
    """Begin anew in a register whose only draft was discarded."""
    actor = actor_on(request)
    register = queries.register_for(actor, code)
    return Status(201, editions.begin(actor=actor, register_id=register.pk, now=timezone.now()))


@router.get("/{slug:code}/duties", response=LinePage, summary="Duties of a register")
def list_duties(request: HttpRequest, code: str, narrowing: Query[Narrowing], place: Query[Place]) -> object:
    """List the duties of the edition in force, or of the edition with that number."""
    actor = actor_on(request)
    edition = _edition(actor, code, place.edition)
    rows = queries.duties_for(actor, edition, chosen=DutyFilter(**narrowing.dict()))
    page = queries.page_of_duties(rows, **place.dict(exclude={"edition"}))
    lines = [_line(line) for line in queries.lines_of(page.rows)]
    return {"rows": lines, "previous": page.previous, "next": page.next}


@router.get("/{slug:code}/coverage", response=CoverageOut, summary="Units by fields")
def coverage(request: HttpRequest, code: str, edition: RowKey | None = None, *, whole: bool = False) -> object:
    """Count the duties of an edition by unit, field and role."""
    actor = actor_on(request)
    found = queries.coverage(actor, _edition(actor, code, edition), whole=whole)
    cells = [
        {"unit": unit, "field": field, "total": cell.total, "by_role": dict(cell.by_role)}
        for (unit, field), cell in found.cells.items()
    ]
    return {
        "duties": found.duties,
        "cells": cells,
        "units_without_duties": [unit.code for unit in found.units_without_duties],
        "fields_without_lead": [column.name for column in found.fields_without_lead],
    }


@router.get("/{slug:code}/findings", response=list[FindingOut], summary="What is odd in an edition")
def findings(request: HttpRequest, code: str, edition: RowKey | None = None) -> object:
    """Analyse the edition in force, or the edition with that number."""
    actor = actor_on(request)
    found = analysis(actor, _edition(actor, code, edition), on=timezone.localdate())
    return [{"kind": one.kind, "gravity": one.gravity, "places": [_found(row) for row in one.rows]} for one in found]


def _found(row: FindingRow) -> dict[str, object]:
    return {
        "duties": [duty.pk for duty in row.duties],
        "unit": row.unit.code if row.unit else "",
        "document": row.document,
        "proposal": row.proposal,
        "found": {name: str(readable(told)) for name, told in row.found.items()},
    }


@router.get("/{slug:code}/export/{str:form}", summary="A register as a file: xlsx, csv, docx or json")
def export(
    request: HttpRequest, code: str, form: str, narrowing: Query[Narrowing], place: Query[Place]
) -> FileResponse:
    """Give the duties of an edition as a file that comes back by import without loss."""
    actor = actor_on(request)
    edition = _edition(actor, code, place.edition)
    rows = queries.duties_for(actor, edition, chosen=DutyFilter(**narrowing.dict()))
    return sent(queries.duties_table(edition, rows, sort=place.sort), form=form, name=f"{code}-{edition.number}")


@router.post("/editions/{int:edition_id}/imports", response={201: ImportOut}, summary="Lay a file beside a draft")
def put_in(request: HttpRequest, edition_id: RowKey, file: File[UploadedFile]) -> Status[Import]:
    """Compare an XLSX, CSV, DOCX or JSON file with the draft; nothing changes before it is applied."""
    # Whoever looked at the request before may have read the file to its end; its chunks begin anew.
    actor, content = actor_on(request), b"".join(file.chunks())
    held = files.put_in(
        actor=actor, edition_id=edition_id, content=content, file_name=file.name or "", at=timezone.now()
    )
    return Status(201, held)


@router.get("/imports/{int:import_id}", response=ImportOut, summary="A file beside a draft")
def one_import(request: HttpRequest, import_id: RowKey) -> Import:
    """Say how far it has come, and how many rows would do what."""
    return queries.import_for(actor_on(request), import_id)


@router.get("/imports/{int:import_id}/rows", response=ImportRowPage, summary="The rows of a file, compared")
def import_rows(request: HttpRequest, import_id: RowKey, shown: str = "", after: str = "", before: str = "") -> object:
    """List what each row would do and what is wrong with it; *shown* is an outcome, grave for faults, or look."""
    file = queries.import_for(actor_on(request), import_id)
    return queries.page_of_rows(file, shown=shown, after=after, before=before)


@router.post("/imports/{int:import_id}/settle", response=ImportOut, summary="Settle what applying a file does")
def settle(request: HttpRequest, import_id: RowKey, body: FileChoicesIn) -> Import:
    """Say what becomes of duties that the file does not have, and in which order all stand afterwards."""
    return files.settle(actor=actor_on(request), import_id=import_id, **body.dict())


@router.post("/imports/{int:import_id}/apply", response=ImportOut, summary="Apply a file to its draft")
def apply(request: HttpRequest, import_id: RowKey) -> Import:
    """Do what the rows say, all of them or none."""
    return importing.apply(actor=actor_on(request), import_id=import_id, now=timezone.now())


@router.post("/imports/{int:import_id}/undo", response=ImportOut, summary="Undo a file")
def undo(request: HttpRequest, import_id: RowKey) -> Import:
    """Put the draft back as it stood, if nobody has worked on it since."""
    return importing.undo(actor=actor_on(request), import_id=import_id, now=timezone.now())


def _edition(actor: Actor, code: str, number: int | None) -> Edition:
    found = queries.chosen_edition(queries.editions_of(actor, code), number)
    if found is None:
        raise NotFoundError(register=code)
    return found


def _wording(body: WordingIn) -> DutyWording:
    entries = body.dict(exclude={"units", "version", "number", "targets"})
    return DutyWording(
        **entries, targets=target_lines(body.targets), units=[(named.unit, named.role) for named in body.units]
    )


def _register(summary: RegisterSummary) -> dict[str, object]:
    row, counts = summary.register, summary.counts if summary.in_force else summary.draft_counts
    return {
        "code": row.code,
        "kind": row.kind,
        "title": row.title,
        "unit": row.unit.code,
        "confidential": row.confidential,
        "in_force": summary.in_force,
        "draft": summary.draft,
        "duties": counts.duties,
        "awaiting": counts.awaiting,
        "accepted": counts.accepted,
        "declined": counts.declined,
    }


def _line(line: DutyLine) -> dict[str, object]:
    duty = line.duty
    return {
        "id": duty.pk,
        "number": duty.number,
        "title": duty.title,
        "text": duty.text,
        "field": duty.field,
        "lead": line.lead,
        "support": line.support,
        "territorial": line.territorial,
        "parts": line.assignments,
        "accepted": line.accepted,
        "declined": line.declined,
    }


def _part(actor: Actor, row: Assignment) -> dict[str, object]:
    return {
        "id": row.pk,
        "unit": row.unit.code,
        "unit_name": row.unit.label,
        "role": row.role,
        "receipt": row.receipt,
        "reason": row.reason if queries.may_read_reason(actor, row) else "",
        "answered_at": row.answered_at,
    }


def _duty(actor: Actor, pk: int) -> dict[str, object]:
    duty = queries.duty_for(actor, pk)
    parts = queries.assignments_of(duty)
    return {
        **{name: getattr(duty, name) for name in ("id", "version", "number", *SAID)},
        "targets": targets_in(duty.targets),
        "register_code": duty.edition.register.code,
        "edition": duty.edition,
        "proposal": duty.proposal_id,
        "document": duty.proposal.document_id if duty.proposal else None,
        "parts": [_part(actor, row) for row in parts],
        "unrecognised": [row.name for row in duty.unrecognised.all()],
        "story": queries.story_of_duty(duty, parts),
    }
