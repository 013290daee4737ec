"""Read the ledger: the story of subjects, and the present tree."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from zeren_platform.common.actor import Actor
from zeren_platform.common.pagination import Page, page_of
from zeren_platform.common.written import WrittenReadOfMany
from zeren_platform.ledger import permissions
from zeren_platform.ledger.events import KINDS, WITHHELD, wording
from zeren_platform.ledger.models import Leaf, Record, TreeHead

__all__ = [
    "Chapter",
    "Chronicle",
    "chapter",
    "chronicle",
    "is_recorded",
    "newest",
    "numbered_after",
    "public_story",
    "story",
    "tree",
]


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
    # The public facts of the event.
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chronicle:
    """A page of the whole ledger, told; ``page`` holds the places before and after it."""

    page: Page[Record]
    chapters: list[Chapter]


class _Told(NamedTuple):
    """The columns that a chapter is told from: a page of a duty tells a dozen, and rows of models cost more."""

    uid: UUID
    event: str
    subject: str
    unit: str
    recorded_at: datetime
    body: bytes | memoryview
    leaf__number: int | None
    payload__content: bytes | memoryview | None = None


# All but what is said of people.
PUBLIC: Final = _Told._fields[:-1]


def story(subjects: Iterable[str]) -> list[Chapter]:
    """Tell everything that happened to *subjects*, oldest first, with the names of those who acted."""
    return [_chapter(_Told(*columns)) for columns in _story(list(subjects))]


def chapter(uid: str) -> Chapter | None:
    """Tell one record, for the act that undoes it; nothing for a uid that is none."""
    try:
        rows = Record.objects.filter(uid=UUID(uid))
    except ValueError:
        return None
    return next((_chapter(_Told(*columns)) for columns in rows.values_list(*_Told._fields)), None)


def public_story(subjects: Iterable[str]) -> list[Chapter]:
    """Tell the same from the bodies alone, which name units and posts but no person."""
    return [_chapter(_Told(*columns)) for columns in _public_story(list(subjects))]


def newest(*, size: int, besides: tuple[str, ...] = ()) -> list[Chapter]:
    """Tell the newest acts, the last one first, without naming anybody, but none whose event begins with *besides*."""
    rows = Record.objects.order_by("-id")
    for beginning in besides:
        rows = rows.exclude(event__startswith=beginning)
    return [_chapter(_Told(*columns)) for columns in rows.values_list(*PUBLIC)[:size]]


def chronicle(*, actor: Actor, after: str = "", before: str = "") -> Chronicle:
    """Tell all acts, the newest first, with the names of those who acted, to the audit administrator alone."""
    permissions.require_read(actor)
    rows = Record.objects.select_related("payload", "leaf")
    page = page_of(rows, order=("-id",), after=after, before=before)
    return Chronicle(page=page, chapters=[_chapter_of(row) for row in page.rows])


def is_recorded(uid: UUID) -> bool:
    """Say whether an act stands under this uid."""
    return Record.objects.filter(uid=uid).exists()


def numbered_after(number: int, *, size: int) -> list[tuple[int, str, bytes]]:
    """Give number, subject and body of the records after one, in the order of the ledger, which has no gaps."""
    rows = Leaf.objects.filter(number__gt=number).order_by("number")
    read = rows.values_list("number", "record__subject", "record__body")[:size]
    return [(found, subject, bytes(body)) for found, subject, body in read]


def tree() -> TreeHead | None:
    """Give the newest tree head."""
    return TreeHead.objects.order_by("-size").first()


def _records(subjects: Sequence[str]) -> QuerySet[Record]:
    return Record.objects.filter(subject__in=subjects).order_by("id")


# A page of a duty, here and on the portal, tells the story of a dozen subjects.
_story = WrittenReadOfMany(lambda subjects: _records(subjects).values_list(*_Told._fields), kind=str, most=64)
_public_story = WrittenReadOfMany(lambda subjects: _records(subjects).values_list(*PUBLIC), kind=str, most=64)


def _chapter_of(row: Record) -> Chapter:
    number = row.leaf.number if hasattr(row, "leaf") else None
    content = row.payload.content if hasattr(row, "payload") else None
    return _chapter(_Told(row.uid, row.event, row.subject, row.unit, row.recorded_at, row.body, number, content))


def _chapter(told: _Told) -> Chapter:
    body, people = json.loads(bytes(told.body)), _people(told.payload__content)
    private = people.get("private")
    private = private if isinstance(private, dict) else {}
    # Whoever is shown what a record says of people is shown what was withheld from its body.
    facts = private if private and WITHHELD in body["facts"] else body["facts"]
    return Chapter(
        number=told.leaf__number,
        uid=str(told.uid),
        at=told.recorded_at,
        event=told.event,
        subject=told.subject,
        title=wording(told.event, facts),
        icon=KINDS[told.event].icon,
        unit=told.unit,
        role=body["by"]["role"],
        who=str(people.get("actor", "")),
        acting_for=str(people.get("acting_for", "")),
        private=private,
        facts=facts,
    )


def _people(content: bytes | memoryview | None) -> dict[str, Any]:
    """Read what a record says of people; nothing once it was erased, or where it is not asked for."""
    people: dict[str, Any] = {} if content is None else json.loads(bytes(content))
    return people
