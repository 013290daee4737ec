"""Read the ledger: the story of subjects, and the present tree."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from zeren_platform.common.actor import Actor
from zeren_platform.common.pagination import Page, page_of
from zeren_platform.ledger import permissions
from zeren_platform.ledger.events import KINDS, wording
from zeren_platform.ledger.models import Record, TreeHead

__all__ = ["Chapter", "Chronicle", "chronicle", "newest", "public_story", "story", "tree"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """One record told to people."""

    number: int | None
    uid: str
    at: datetime
    event: str
    subject: str
    title: str
    icon: str
    unit: str
    role: str
    who: str
    acting_for: str
    private: dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chronicle:
    """A page of the whole ledger, told; ``page`` holds the places before and after it."""

    page: Page[Record]
    chapters: list[Chapter]


def story(subjects: Iterable[str]) -> list[Chapter]:
    """Tell everything that happened to *subjects*, oldest first, with the names of those who acted."""
    rows = _records(subjects).select_related("payload", "leaf").defer("payload__key", "leaf_hash")
    return [_chapter(row, _content(row)) for row in rows]


def public_story(subjects: Iterable[str]) -> list[Chapter]:
    """Tell the same from the bodies alone, which name units and posts but no person."""
    return [_chapter(row, {}) for row in _records(subjects).select_related("leaf")]


def newest(*, size: int, besides: tuple[str, ...] = ()) -> list[Chapter]:
    """Tell the newest acts, the last one first, without naming anybody, but none whose event begins with *besides*."""
    rows = Record.objects.select_related("leaf").order_by("-id")
    for beginning in besides:
        rows = rows.exclude(event__startswith=beginning)
    return [_chapter(row, {}) for row in rows[:size]]


def chronicle(*, actor: Actor, after: str = "", before: str = "") -> Chronicle:
    """Tell all acts, the newest first, with the names of those who acted, to the audit administrator alone."""
    permissions.require_read(actor)
    rows = Record.objects.select_related("payload", "leaf")
    page = page_of(rows, order=("-id",), after=after, before=before)
    return Chronicle(page=page, chapters=[_chapter(row, _content(row)) for row in page.rows])


def tree() -> TreeHead | None:
    """Give the newest tree head."""
    return TreeHead.objects.order_by("-size").first()


def _records(subjects: Iterable[str]) -> QuerySet[Record]:
    return Record.objects.filter(subject__in=list(subjects)).order_by("id")


def _content(row: Record) -> dict[str, object]:
    """Read what the record says of people; nothing once it was erased."""
    content: dict[str, object] = json.loads(bytes(row.payload.content)) if hasattr(row, "payload") else {}
    return content


def _chapter(row: Record, content: dict[str, object]) -> Chapter:
    body = json.loads(bytes(row.body))
    private = content.get("private")
    return Chapter(
        number=row.leaf.number if hasattr(row, "leaf") else None,
        uid=str(row.uid),
        at=row.recorded_at,
        event=row.event,
        subject=row.subject,
        title=wording(row.event, body["facts"]),
        icon=KINDS[row.event].icon,
        unit=row.unit,
        role=body["by"]["role"],
        who=str(content.get("actor", "")),
        acting_for=str(content.get("acting_for", "")),
        private=private if isinstance(private, dict) else {},
    )
