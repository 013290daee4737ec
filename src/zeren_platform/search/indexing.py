"""Keep the index in step with the ledger: what acts did is found in the records, and made anew from the rows.

No act of anybody: it changes nothing official, so it leaves no record. Doing it twice does no harm.
"""

from collections.abc import Iterable
from itertools import islice
from typing import Final

from django.db import transaction
from django.db.models import QuerySet

from zeren_platform.common.locking import locked
from zeren_platform.common.searchable import IN_TITLE, Searchable, squeezed, tokens
from zeren_platform.ledger.queries import numbered_after
from zeren_platform.organisation.searchable import searchable_people, searchable_units, touched_too
from zeren_platform.responsibilities.queries.searchable import (
    every_edition,
    registers_of,
    searchable_duties,
    searchable_registers,
    standings_of,
)
from zeren_platform.search.kinds import Kind
from zeren_platform.search.models import NONE, SearchEntry, SearchState
from zeren_platform.sources.searchable import documents_of, searchable_documents

__all__ = ["entry_of", "follow", "is_behind", "keep_up"]

# Records followed in one transaction, and entries written at once.
SIZE: Final = 2000


def is_behind(reach: int | None = None) -> bool:
    """Say whether something was recorded that the index does not know; *reach* is the number of records, if known."""
    known = SearchState.objects.values_list("record", flat=True).first()
    last = NONE if known is None else known
    return bool(numbered_after(last, size=1)) if reach is None else last < reach - 1


def keep_up(*, reach: int | None = None) -> None:
    """Take in what happened since the last search, so that nobody looks for what they have just written."""
    if is_behind(reach):
        follow()


def follow() -> int:
    """Take in what was recorded since; give how many records that was. Who comes second waits and finds nothing."""
    followed = 0
    while step := _step():
        followed += step
    return followed


@transaction.atomic
def _step() -> int:
    SearchState.objects.get_or_create(pk=1)
    state = locked(SearchState.objects.filter(pk=1)).get()
    found = numbered_after(state.record, size=SIZE)
    if not found:
        return 0
    _refresh({subject for _number, told, body in found for subject in (told, *touched_too(body))})
    state.record = found[-1][0]
    state.save(update_fields=["record"])
    return len(found)


def _refresh(subjects: set[str]) -> None:
    """Make anew what the subjects touch."""
    keys: dict[str, set[str]] = {}
    for subject in subjects:
        kind, _, key = subject.partition(":")
        keys.setdefault(kind, set()).add(key)
    _refresh_registers(keys)
    documents = {*_numbers(keys.get("document")), *documents_of(_numbers(keys.get("proposal")))}
    _replace(SearchEntry.objects.filter(document__in=documents), searchable_documents(documents))
    codes = keys.get("unit", set())
    _replace(SearchEntry.objects.filter(kind=Kind.UNIT, key__in=codes), searchable_units(codes))
    people = _numbers(keys.get("person"))
    _replace(SearchEntry.objects.filter(kind=Kind.PERSON, key__in=map(str, people)), searchable_people(people))


def _refresh_registers(keys: dict[str, set[str]]) -> None:
    """Make single duties anew, whole editions where more than that happened, and what is said of their registers."""
    # "taking-in:3-17" is of edition 3.
    editions = {*_numbers(keys.get("edition")), *_numbers(key.partition("-")[0] for key in keys.get("taking-in", ()))}
    registers = {*_numbers(keys.get("register")), *registers_of(editions)}
    duties, found = _numbers(keys.get("duty")), SearchEntry.objects.filter(kind=Kind.DUTY)
    if keys.get("register"):
        # A draft was discarded, or there is nothing of it yet.
        found.exclude(edition__in=every_edition()).delete()
    for edition, standing in standings_of(registers).items():
        found.filter(edition=edition).exclude(standing=standing).update(standing=standing)
    _replace(found.filter(edition__in=editions), searchable_duties(editions=editions))
    _replace(found.filter(key__in=map(str, duties)), searchable_duties(duties=duties))
    told = list(searchable_registers(registers))
    _replace(SearchEntry.objects.filter(kind=Kind.REGISTER, key__in=[one.key for one in told]), told)


def _replace(held: QuerySet[SearchEntry], found: Iterable[Searchable]) -> None:
    held.delete()
    rows = iter(found)
    while some := [entry_of(one) for one in islice(rows, SIZE)]:
        SearchEntry.objects.bulk_create(some)


def _numbers(keys: Iterable[str] | None) -> list[int]:
    return [int(key) for key in keys or () if key.isdecimal()]


def entry_of(found: Searchable) -> SearchEntry:
    """Write what a slice gave as a row of the index."""
    title = list(tokens(found.title))
    rest = tokens(f"{found.text}\n{found.number}\n{found.where}")
    grams = dict.fromkeys([*(IN_TITLE + token for token in title), *title, *rest])
    return SearchEntry(
        kind=found.kind,
        key=found.key,
        title=found.title,
        text=found.text,
        where=found.where,
        number=squeezed(found.number),
        standing=found.standing,
        edition=found.edition,
        document=found.document,
        path=found.path,
        grams=" ".join(grams),
    )
