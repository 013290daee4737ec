"""Registers out of and into files, for the command line: the acts of the pages, by whoever has the token."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from django.utils import timezone

from zeren_platform.common.actor import Actor
from zeren_platform.common.problems import NotFoundError, NotSignedInError
from zeren_platform.organisation.queries import actor_of_token
from zeren_platform.responsibilities import queries
from zeren_platform.responsibilities.exchange.faults import told
from zeren_platform.responsibilities.exchange.writing import write
from zeren_platform.responsibilities.models import Edition, Import
from zeren_platform.responsibilities.queries import DutyFilter
from zeren_platform.responsibilities.staging import files
from zeren_platform.responsibilities.use_cases import importing

__all__ = ["apply", "export", "lay_beside", "preview_lines"]


READ: Final = "registers:read"
WRITE: Final = "registers:write"


def export(*, token: str, code: str, number: int | None, form: str, out: Path) -> int:
    """Write the duties of an edition into a file; give how many bytes."""
    actor = _actor(token, READ)
    edition = _edition(actor, code, number)
    rows = queries.duties_for(actor, edition, chosen=DutyFilter(whole=True))
    with out.open("wb") as target:
        write(queries.duties_table(edition, rows), target, form=form)
    return out.stat().st_size


def lay_beside(*, token: str, code: str, file: Path) -> Import:
    """Compare a file with the draft of a register."""
    actor = _actor(token, WRITE)
    draft = next((one for one in queries.editions_of(actor, code) if one.state == Edition.State.DRAFT), None)
    if draft is None:
        raise NotFoundError(register=code)
    return files.put_in(
        actor=actor, edition_id=draft.pk, content=file.read_bytes(), file_name=file.name, at=timezone.now()
    )


def apply(*, token: str, import_id: int) -> Import:
    """Apply what was compared."""
    return importing.apply(actor=_actor(token, WRITE), import_id=import_id, now=timezone.now())


def preview_lines(file: Import) -> Iterator[tuple[str, str, str, str]]:
    """Give line, number, outcome and words of every row that changes something or has a fault."""
    rows = file.rows.exclude(outcome="unchanged").order_by("position")
    for row in rows.iterator(chunk_size=500):
        faults = " ".join(f"[{fault['column']}] {told(fault)}" for fault in row.faults)
        line = "" if row.line is None else str(row.line)
        yield line, row.number, row.passed_as or row.outcome, faults or ", ".join(row.said)


def _actor(token: str, scope: str) -> Actor:
    actor = actor_of_token(token, scope=scope, at=timezone.now())
    if actor is None:
        raise NotSignedInError
    return actor


def _edition(actor: Actor, code: str, number: int | None) -> Edition:
    found = queries.chosen_edition(queries.editions_of(actor, code), number)
    if found is None:
        raise NotFoundError(register=code)
    return found
