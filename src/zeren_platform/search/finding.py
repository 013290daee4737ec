"""What has all of the words, the best first: what is called exactly so, then titles, then texts; in force first.

Each of these is a step of one statement, and a step is taken only while the page is not full. What it reads is bounded
by construction. Words that half of a million entries have fill any page many times over; so before all entries a step
asks those on the shelf, one in 256: where they fill the page, no others are looked at; where they do not, so few have
the words (one entry in a hundred or so) that all of them can be gathered, of whom a thousand at most are read. What
is lost is a choice among equals: entries of one step and standing are listed by age.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Final

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Q, QuerySet

from zeren_platform.common.planning import planned_anew
from zeren_platform.common.searchable import HAN, Wanted, runs, squeezed, wanted
from zeren_platform.search import lexemes, signs
from zeren_platform.search.models import IN_FORCE, OVER, SearchEntry

__all__ = ["Found", "Rights", "Sought", "found_for"]

# Nobody types more; what is longer is cut.
LONGEST: Final = 200
# So many are read of those on the shelf, and so many of all that have the words.
ON_THE_SHELF: Final = 200
OF_ALL: Final = 1000
# A stretch of Chinese that is longer than a pair is found by its pairs; they also stand together.
STRETCH: Final = re.compile(f"[{HAN}]{{3,}}")

# What a statement is given beside its words.
Given = str | int | bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What is looked for: entries that have all of the words, of one kind or any."""

    words: str
    size: int
    # How many of the best stand on the pages before.
    begin: int = 0
    kind: str = ""
    in_texts: bool = True
    # In force, and seen by everybody.
    only_in_force: bool = False
    only_open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """What somebody may see beside what is open: entries of these editions, of these documents, with these facts.

    Without editions and documents, what is open alone; ``still`` is asked once more of the few that are shown.
    """

    editions: QuerySet[Any] | None = None
    documents: QuerySet[Any] | None = None
    entries: Q = field(default_factory=Q)
    still: Q = field(default_factory=Q)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was found, the best first; ``more`` says that more was found than is shown."""

    entries: list[SearchEntry]
    more: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """Rows of the table of entries, as FROM takes them, and what must be true of those that were read."""

    rank: int
    rows: str
    values: tuple[str, ...]
    most: int
    order: str = ""
    together: str = ""
    stretches: tuple[str, ...] = ()


def found_for(sought: Sought, rights: Rights) -> Found:
    """Find what is sought among the entries to which somebody has the *rights*; one query."""
    sought = replace(sought, words=sought.words[:LONGEST])
    if not runs(sought.words):
        return Found(entries=[], more=False)
    statement, values = _statement(list(_steps(sought)), rights, sought)
    with planned_anew(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows = cursor.fetchall()
    shown = [row[:-1] for row in rows[: sought.size] if row[-1]]
    entries = [SearchEntry.from_db(connection.alias, READ_OF, row) for row in shown]
    return Found(entries=entries, more=len(rows) > sought.size)


def _steps(sought: Sought) -> Iterator[_Step]:
    yield _called(sought)
    tiers: list[tuple[list[Wanted], tuple[str, ...]]] = [(wanted(sought.words, in_title=True), ("title",))]
    if sought.in_texts:
        tiers.append((wanted(sought.words), ("title", "text", "where")))
    classes = [(IN_FORCE,)] if sought.only_in_force else [(IN_FORCE,), tuple(range(IN_FORCE + 1, OVER + 1))]
    rank = 0
    for tokens, columns in tiers:
        for standings in classes:
            rank += 1
            for on_the_shelf in (True, False):
                yield _holding(sought, rank, tokens, standings, columns, on_the_shelf=on_the_shelf)


def _called(sought: Sought) -> _Step:
    """Ask for what is called exactly so: a code, a number."""
    conditions, values = ["number = %s"], [squeezed(sought.words)]
    if sought.kind:
        conditions.append("kind = %s")
        values.append(sought.kind)
    if sought.only_in_force:
        conditions.append(f"standing = {IN_FORCE}")
    return _Step(
        rank=0,
        rows=f"{lexemes.TABLE} WHERE {' AND '.join(conditions)}",
        values=tuple(values),
        most=sought.size + 1,
        order=f" ORDER BY standing, {lexemes.TABLE}.id",
    )


def _holding(
    sought: Sought,
    rank: int,
    tokens: Sequence[Wanted],
    standings: Iterable[int],
    columns: Iterable[str],
    *,
    on_the_shelf: bool,
) -> _Step:
    """Ask for what has the tokens; on the shelf words are whole, for a beginning is gathered from all entries."""
    named = [replace(one, is_beginning=False) for one in tokens] if on_the_shelf else list(tokens)
    named += [Wanted(sign) for sign in _narrowing(sought, on_the_shelf=on_the_shelf)]
    stretches = [f"%{run}%" for run in runs(sought.words) if STRETCH.fullmatch(run)]
    said = " OR ".join(f'"{column}" LIKE %s' for column in columns)
    return _Step(
        rank=rank,
        rows=lexemes.holding(connection.vendor),
        values=(lexemes.asked(connection.vendor, named, any_of=map(signs.standing_sign, standings)),),
        most=ON_THE_SHELF if on_the_shelf else OF_ALL,
        together=f" AND ({said})" * len(stretches),
        stretches=tuple(stretch for stretch in stretches for _column in columns),
    )


def _narrowing(sought: Sought, *, on_the_shelf: bool) -> Iterator[str]:
    if on_the_shelf:
        yield signs.SHELF
    if sought.only_open:
        yield signs.OPEN
    if sought.kind:
        yield signs.kind_sign(sought.kind)


UNION: Final = " UNION "
SEEN: Final = "seen_{name}(seen) AS MATERIALIZED ({read})"
CLOSED: Final = (
    "is_open OR (edition IS NULL OR edition IN (SELECT seen_edition.seen FROM seen_edition)) "
    "AND (document IS NULL OR document IN (SELECT seen_document.seen FROM seen_document)) AND ({entries})"
)
READ: Final = 'SELECT {table}.id, standing, title, text, "where" FROM {rows} AND ({rights}){order} LIMIT {most}'
KEPT: Final = "SELECT id FROM step{place}"
IS_ROOM: Final = "(SELECT count(*) FROM ({before}) AS kept) <= {size}"
STEP: Final = "step{place} AS MATERIALIZED (SELECT id, standing FROM ({read}) AS seen WHERE {is_room}{together})"
TOLD: Final = "SELECT {rank} AS rank, standing, id FROM step{place}"
# The best step of each, then standing and age; what is shown of the few that are left.
BEST: Final = (
    "SELECT {columns}, {still} FROM (SELECT min(rank) AS rank, standing, id FROM ({told}) AS told "
    "GROUP BY standing, id ORDER BY 1, 2, 3 LIMIT {most} OFFSET {begin}) AS kept JOIN {table} ON {table}.id = kept.id "
    "ORDER BY kept.rank, kept.standing, kept.id"
)
# What is read of an entry.
READ_OF: Final = ("id", "kind", "key", "title", "text", "where", "number", "standing")


def _statement(steps: Sequence[_Step], rights: Rights, sought: Sought) -> tuple[str, list[Given]]:
    """Write the steps as one statement, in which each asks first whether those before it have filled the first page.

    A page after it shows more of the same, so that it begins where the one before ended.
    """
    parts, given = _seen(rights)
    condition, values = _condition(rights)
    for place, step in enumerate(steps):
        before = UNION.join(KEPT.format(place=number) for number in range(place))
        is_room = IS_ROOM.format(before=before, size=sought.size) if place else "1 = 1"
        read = READ.format(table=lexemes.TABLE, rows=step.rows, rights=condition, order=step.order, most=step.most)
        parts.append(STEP.format(place=place, read=read, is_room=is_room, together=step.together))
        given += [*step.values, *values, *step.stretches]
    told = " UNION ALL ".join(TOLD.format(rank=step.rank, place=place) for place, step in enumerate(steps))
    still, asked = _written(rights.still) if rights.still else ("1 = 1", ())
    columns = ", ".join(f'{lexemes.TABLE}."{name}"' for name in READ_OF)
    best = BEST.format(
        columns=columns, told=told, most=sought.size + 1, begin=sought.begin, table=lexemes.TABLE, still=still
    )
    return f"WITH {', '.join(parts)} {best}", [*given, *asked]


def _seen(rights: Rights) -> tuple[list[str], list[Given]]:
    """Write once, before the steps, which editions and documents are seen; they are read when a step asks first."""
    parts: list[str] = []
    given: list[Given] = []
    for name, seen in (("edition", rights.editions), ("document", rights.documents)):
        if seen is not None:
            read, values = _keys(seen)
            parts.append(SEEN.format(name=name, read=read))
            given += values
    return parts, given


def _keys(rows: QuerySet[Any]) -> tuple[str, Sequence[Given]]:
    """Write the keys of rows as SQL; Django does not ask for what can be nothing, and a statement must."""
    try:
        read, values = rows.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return "SELECT 0 WHERE 1 = 0", ()
    return read, values


def _condition(rights: Rights) -> tuple[str, Sequence[Given]]:
    """Write of an entry that it is open, or seen by right."""
    if rights.editions is None or rights.documents is None:
        return "is_open", ()
    entries, values = _compiled(rights.entries)
    return CLOSED.format(entries=entries), values


def _compiled(condition: Q) -> tuple[str, Sequence[Given]]:
    """Write a condition on entries as SQL."""
    query = SearchEntry.objects.filter(condition).query
    written, values = query.get_compiler(connection=connection).compile(query.where)
    return written, values


@lru_cache(maxsize=8)
def _written(condition: Q) -> tuple[str, Sequence[Given]]:
    """Do the same once for a condition that stays the same object."""
    return _compiled(condition)
