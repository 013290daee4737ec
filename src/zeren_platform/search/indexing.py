"""Keep the index in step with the ledger: what acts did is found in the records, and made anew from the rows.

No act of anybody: it changes nothing official, so it leaves no record. Doing it twice does no harm. What has stayed as
it was is compared and not written again. An edition that changed as a whole waits (``IndexedEdition``), and each search
takes in some of its duties, so that nobody waits for all of them.
"""

from collections.abc import Iterable
from itertools import islice
from typing import Final

from django.db import connection, transaction
from django.db.models import Exists, QuerySet

from zeren_platform.common.locking import locked, locked_if_free
from zeren_platform.common.searchable import Searchable
from zeren_platform.common.written import WrittenRead
from zeren_platform.ledger.queries import numbered_after
from zeren_platform.organisation.searchable import searchable_people, searchable_units, touched_too
from zeren_platform.responsibilities.queries.searchable import (
    registers_of,
    searchable_duties,
    searchable_edition,
    searchable_registers,
    standings_of,
)
from zeren_platform.search import lexemes
from zeren_platform.search.entries import COMPARED, WRITTEN, entry_of, said_by
from zeren_platform.search.kinds import Kind
from zeren_platform.search.models import NONE, IndexedEdition, SearchEntry, SearchState
from zeren_platform.sources.searchable import documents_of, searchable_documents

__all__ = ["follow", "is_behind", "keep_up"]

# Records followed in one transaction.
RECORDS: Final = 2000
# Duties of waiting editions that one search takes in, which takes half a second; entries written at once.
SIZE: Final = 1000


def is_behind(reach: int | None = None) -> bool:
    """Say whether something was recorded that the index does not know; *reach* is the number of records, if known."""
    record, _waits = _state()
    return _is_behind(record, reach)


def keep_up(*, reach: int | None = None, in_haste: bool = False) -> bool:
    """Take in what happened since the last search, so that nobody looks for what they have just written.

    Of editions that changed as a whole, take in some, unless somebody is still typing; say whether everything is in.
    """
    record, waits = _state()
    if _is_behind(record, reach):
        while _follow_some():
            pass
        waits = True
    if in_haste:
        return not waits
    return not (waits and _take_in_some())


def follow() -> int:
    """Take in all that was recorded since; give how many records that was. Who comes second waits and finds nothing."""
    followed = 0
    while step := _follow_some():
        followed += step
    while _waiting().exists() and _take_in_some(patient=True):
        pass
    return followed


def _state() -> tuple[int, bool]:
    """Give the number of the last record that is known, and whether an edition waits; one query."""
    return next(iter(_now()), (NONE, False))


# Every search asks this.
_now = WrittenRead(lambda: SearchState.objects.annotate(waits=Exists(_waiting())).values_list("record", "waits"))


def _is_behind(record: int, reach: int | None) -> bool:
    return bool(numbered_after(record, size=1)) if reach is None else record < reach - 1


def _waiting() -> QuerySet[IndexedEdition]:
    return IndexedEdition.objects.filter(after__isnull=False)


@transaction.atomic
def _follow_some() -> int:
    SearchState.objects.get_or_create(pk=1)
    state = locked(SearchState.objects.filter(pk=1)).get()
    found = numbered_after(state.record, size=RECORDS)
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
    """Make single duties anew, let whole editions wait where more than that happened, and tell of their registers."""
    # "taking-in:3-17" is of edition 3.
    editions = {*_numbers(keys.get("edition")), *_numbers(key.partition("-")[0] for key in keys.get("taking-in", ()))}
    registers = {*_numbers(keys.get("register")), *registers_of(editions)}
    duties = _numbers(keys.get("duty"))
    entries = SearchEntry.objects.filter(kind=Kind.DUTY)
    _replace(entries.filter(key__in=map(str, duties)), searchable_duties(duties))
    _let_wait(editions, standings_of(registers), IndexedEdition.objects.filter(register__in=registers))
    told = list(searchable_registers(registers))
    _replace(SearchEntry.objects.filter(kind=Kind.REGISTER, key__in=[one.key for one in told]), told)


def _let_wait(touched: set[int], there: dict[int, tuple[int, int]], indexed: QuerySet[IndexedEdition]) -> None:
    """Let the editions wait that were touched or whose standing is another, and forget those that are no more."""
    known = dict(indexed.values_list("edition", "standing"))
    gone = known.keys() - there
    SearchEntry.objects.filter(kind=Kind.DUTY, edition__in=gone).delete()
    indexed.filter(edition__in=gone).delete()
    waiting = [
        IndexedEdition(edition=edition, register=register, standing=standing, after=0)
        for edition, (register, standing) in sorted(there.items())
        if edition in touched or known.get(edition) != standing
    ]
    # What waits already has changed again and is begun anew.
    changed = ["standing", "after"]
    IndexedEdition.objects.bulk_create(waiting, update_conflicts=True, unique_fields=["edition"], update_fields=changed)


@transaction.atomic
def _take_in_some(*, patient: bool = False) -> bool:
    """Take in the next duties of the editions that wait; say whether some still do.

    Who comes while somebody else does that does not wait for them, unless nobody waits for their answer.
    """
    lock = locked if patient else locked_if_free
    if not lock(SearchState.objects.filter(pk=1)):
        return True
    room = SIZE
    for waiting in _waiting().order_by("pk"):
        room -= _take_in(waiting, size=room)
        if room <= 0:
            break
    _settle()
    return _waiting().exists()


def _settle() -> None:
    with connection.cursor() as cursor:
        for statement in lexemes.settle(connection.vendor):
            cursor.execute(statement)


def _take_in(waiting: IndexedEdition, *, size: int) -> int:
    """Take in up to *size* duties of one edition; give how many that were."""
    after = waiting.after or 0
    some = searchable_edition(waiting.edition, after=after, size=size)
    held = SearchEntry.objects.filter(kind=Kind.DUTY, edition=waiting.edition, row__gt=after)
    waiting.after = int(some[-1].key) if len(some) == size else None
    _replace(held.filter(row__lte=waiting.after) if waiting.after else held, some)
    waiting.save(update_fields=["after"])
    return len(some)


def _replace(held: QuerySet[SearchEntry], found: Iterable[Searchable]) -> None:
    """Let the rows *held* say what was *found*: write what is new or differs, and leave out what is no more."""
    known = {
        (kind, key): (pk, tuple(said)) for pk, kind, key, *said in held.values_list("pk", "kind", "key", *COMPARED)
    }
    rows = iter(found)
    while some := list(islice(rows, SIZE)):
        _write(some, known)
    SearchEntry.objects.filter(pk__in=[pk for pk, _said in known.values()]).delete()


# What entries say, by kind and key, with the keys of their rows.
Known = dict[tuple[str, str], tuple[int, tuple[object, ...]]]


def _write(some: Iterable[Searchable], known: Known) -> None:
    """Write those that are new or differ from what is known of them; take them out of what is known."""
    entries = []
    for one in some:
        _pk, said = known.pop((one.kind, one.key), (0, ()))
        if said != said_by(one):
            entries.append(entry_of(one))
    SearchEntry.objects.bulk_create(
        entries, update_conflicts=True, unique_fields=["kind", "key"], update_fields=WRITTEN
    )


def _numbers(keys: Iterable[str] | None) -> list[int]:
    return [int(key) for key in keys or () if key.isdecimal()]
