"""Long documents that wait to be read: nothing of it is an act, and nobody but the office sees it."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import QuerySet

from zeren_platform.common.actor import Actor
from zeren_platform.common.problems import NotFoundError
from zeren_platform.common.working import UNBEGUN
from zeren_platform.organisation.queries import unit_by_code, within
from zeren_platform.sources import permissions
from zeren_platform.sources.intake import fitted
from zeren_platform.sources.models import Upload
from zeren_platform.sources.use_cases import documents

__all__ = ["is_long", "leave", "throw_away", "try_again", "upload_for", "uploads_for"]

# What could not be read is kept so long.
KEPT_DAYS: Final = 14
# Bytes that are read, and written down, in less than a second: of a text, of a page or table without pictures in a
# package, of a PDF with its fonts.
LONG_TEXT: Final = 80 * 1024
LONG: Final = {b"PK": 60 * 1024, b"%PDF": 100 * 1024}
SHOWN: Final = 20


def is_long(data: bytes) -> bool:
    """Say whether a document takes longer to read than somebody should wait for a page."""
    limit = next((most for mark, most in LONG.items() if data.startswith(mark)), LONG_TEXT)
    return len(data) > limit


@transaction.atomic
def leave(
    *, actor: Actor, data: bytes, file_name: str, unit_code: str, kind: str, title: str, language: str, at: datetime
) -> Upload:
    """Keep a document until it is read; who puts the same one in twice waits for the first."""
    unit = unit_by_code(unit_code)
    permissions.require_add(actor, unit.path)
    sha256 = documents.refuse_unfit(data, kind=kind, language=language or None)
    Upload.objects.filter(begun_at__lt=at - timedelta(days=KEPT_DAYS)).delete()
    waits = Upload.objects.filter(unit=unit, sha256=sha256, state=Upload.State.READING).first()
    return waits or Upload.objects.create(
        unit=unit,
        kind=kind,
        title=fitted(title.strip(), 500),
        language=language,
        file_name=fitted(file_name, 255),
        sha256=sha256,
        content=data,
        begun_at=at,
        begun_by=fitted(actor.name, 100),
        asked_by=actor.person_id,
    )


def upload_for(actor: Actor, pk: int) -> Upload:
    """Give a document that is read for a unit of the actor's, without its content."""
    found = _uploads(actor).filter(pk=pk).first()
    if found is None:
        raise NotFoundError(upload=pk)
    return found


def uploads_for(actor: Actor) -> list[Upload]:
    """List what is being read or could not be, the newest first."""
    if not permissions.may_add(actor):
        return []
    return list(_uploads(actor).exclude(state=Upload.State.READ).order_by("-begun_at", "-pk")[:SHOWN])


@transaction.atomic
def try_again(*, actor: Actor, pk: int) -> Upload:
    """Let what could not be read be read once more."""
    upload = upload_for(actor, pk)
    failed = Upload.objects.filter(pk=upload.pk, state=Upload.State.FAILED)
    failed.update(**UNBEGUN, state=Upload.State.READING, asked_by=actor.person_id)
    upload.refresh_from_db(fields=[*UNBEGUN, "state"])
    return upload


@transaction.atomic
def throw_away(*, actor: Actor, pk: int) -> None:
    """Forget what is not a document yet."""
    upload = upload_for(actor, pk)
    Upload.objects.filter(pk=upload.pk).exclude(state=Upload.State.READ).delete()


def _uploads(actor: Actor) -> QuerySet[Upload]:
    kept = within(actor.paths(*permissions.DECIDES), prefix="unit__")
    return Upload.objects.filter(kept).select_related("document").defer("content", "document__text")
