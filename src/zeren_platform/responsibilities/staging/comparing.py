"""Lay the rows of a file beside the draft."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from itertools import islice
from typing import Any, Final

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from zeren_platform.common.working import Step
from zeren_platform.organisation.queries import recognise, units
from zeren_platform.responsibilities.exchange.columns import RESPONSIBLE, is_own, tables_language
from zeren_platform.responsibilities.exchange.drafts import Names, compare, pieces_of
from zeren_platform.responsibilities.exchange.files import FileTable
from zeren_platform.responsibilities.exchange.numbering import Numbered, numbers_of
from zeren_platform.responsibilities.exchange.rows import (
    LONGEST,
    Fault,
    ReadRow,
    TableColumns,
    points_that_differ,
    read_row,
)
from zeren_platform.responsibilities.exchange.sifting import Sifter, TableRow, head_in
from zeren_platform.responsibilities.models import Import, ImportRow
from zeren_platform.responsibilities.staging.drafts import held_by_number, kept, state_of
from zeren_platform.responsibilities.staging.ordering import displaced_in, moved_in

__all__ = ["columns_of", "compare_again", "compare_all", "head_of", "nothing"]

Outcome = ImportRow.Outcome
# Rows are read, compared and written so many at a time, so that a file of any size takes the same memory.
CHUNK: Final = 500
HEAD_WITHIN: Final = 11
# What of a duty the numbers of a table may count beside its rows.
ABOUT: Final = ("lead", "responsible", "title", "field")


def head_of(table: FileTable) -> tuple[int, tuple[str, ...]]:
    """Find the head of a table: how many rows stand above its body, and the name of every column."""
    return head_in(list(islice(table.rows(), HEAD_WITHIN)))


def columns_of(file: Import) -> TableColumns:
    """Say what the columns of the chosen table hold."""
    heads, keys = tuple(file.heads), tuple(file.columns)
    return TableColumns(keys=keys, heads=heads, language=tables_language(heads), own=is_own(heads, keys))


def nothing(_rows: int) -> None:
    """Tell nobody."""


def compare_all(file: Import, table: FileTable, *, step: Step = nothing) -> None:
    """Read the table from its beginning and compare every row; what was compared before is forgotten.

    Where no act surrounds it, each chunk of rows is written by itself, and *step* is told before, inside the same
    transaction, how many there are then. Nothing can be applied before the last has been compared; if the draft changes
    meanwhile, it is another one than that which is noted here, and has to be compared again.
    """
    stood = state_of(file.edition)
    with transaction.atomic():
        step(0)
        file.rows.all().delete()
    columns = columns_of(file)
    place = 0
    for found in _chunks(_sifted(table, columns), CHUNK):
        drafted = [_row(file, columns, place + count, one) for count, one in enumerate(found)]
        with transaction.atomic():
            step(place + len(drafted))
            _compare(file, columns, [row for row in drafted if not row.passed_as])
            ImportRow.objects.bulk_create(drafted)
        place += len(drafted)
    with transaction.atomic():
        step(place)
        _add_missing(file, columns, place)
        _mark_doubles(file)
        _sum_up(file)
        file.compared_with, file.state = stood, Import.State.COMPARED
        file.save()


@transaction.atomic
def compare_again(file: Import, *, lines: Iterable[int] = ()) -> None:
    """Compare the rows with grave faults and those of *lines* once more, after something was put right."""
    columns = columns_of(file)
    chosen = file.rows.filter(Q(rank=ImportRow.Rank.FAULTY) | Q(line__in=list(lines)), line__isnull=False, passed_as="")
    keys = list(chosen.order_by("position").values_list("pk", flat=True))
    for some in _chunks(keys, CHUNK):
        rows = list(ImportRow.objects.filter(pk__in=some).order_by("position"))
        _compare(file, columns, rows)
        ImportRow.objects.bulk_update(rows, COMPARED)
    file.rows.filter(line__isnull=True).delete()
    last = file.rows.order_by("-position").values_list("position", flat=True).first()
    _add_missing(file, columns, 0 if last is None else last + 1)
    _mark_doubles(file)
    _sum_up(file)
    file.save()


COMPARED: Final = ("outcome", "number", "duty", "said", "before", "faults", "rank")
Sifted = tuple[TableRow, str, str, str]


def _sifted(table: FileTable, columns: TableColumns) -> Iterator[Sifted]:
    """Give each row below the head with its group, its number, and as what it is passed over."""
    numbers = iter(numbers_of(list(_numbered(table, columns))))
    for row, group, passed in _body(table, columns):
        if passed != "empty":
            yield row, group, passed, "" if passed else next(numbers)


def _numbered(table: FileTable, columns: TableColumns) -> Iterator[Numbered]:
    """Give the numbers of all duties: only the whole tells whether they count rows."""
    for row, _group, passed in _body(table, columns):
        if passed:
            continue
        number = next(iter(columns.cells(row.cells, "number")), "").strip()
        about = () if columns.own else tuple(next(iter(columns.cells(row.cells, key)), "") for key in ABOUT)
        yield Numbered(number, about)


def _body(table: FileTable, columns: TableColumns) -> Iterator[tuple[TableRow, str, str]]:
    body, _heads = head_of(table)
    sifter = Sifter(columns=columns)
    for row in islice(table.rows(), body, None):
        passed = sifter.passed(row) or ""
        yield row, sifter.group, passed


def _row(file: Import, columns: TableColumns, position: int, found: Sifted) -> ImportRow:
    row, group, passed, number = found
    # The points of a cell that several rows share stand with the first of them.
    shared = {place for place in row.merged if place < len(columns.keys) and columns.keys[place] == "points"}
    return ImportRow(
        file=file,
        position=position,
        line=row.line,
        cells=["" if place in shared else cell for place, cell in enumerate(row.cells)],
        group=group[:100],
        passed_as=passed,
        outcome=Outcome.PASSED,
        rank=ImportRow.Rank.SETTLED,
        number=number,
    )


def _compare(file: Import, columns: TableColumns, rows: Sequence[ImportRow]) -> None:
    """Read *rows*, ask the organisation what their names mean, and lay them beside the duties of their numbers."""
    read = [_read(file, columns, row) for row in rows]
    names = _names(file, read)
    held = held_by_number(file.edition, {row.number for row in rows if row.number})
    left_out = set(file.left_out)
    for row, found in zip(rows, read, strict=True):
        told = columns.told | set(file.mended.get(str(row.line), ()))
        duty, stands = held.get(row.number, (None, None)) if row.number else (None, None)
        compared = compare(found, stands, told=told, names=names)
        row.outcome = Outcome.LEFT_OUT if row.line in left_out else Outcome(compared.outcome)
        row.duty = duty.pk if duty else None
        row.said = dict(compared.said)
        row.before = kept(duty, stands) if duty and stands and compared.said else {}
        faults = list(compared.faults)
        if compared.outcome != "unchanged" and (differs := points_that_differ(row.cells, columns)):
            faults.append(differs)
        _fault(row, faults)


def _fault(row: ImportRow, faults: Sequence[Fault]) -> None:
    row.faults = [] if row.outcome == Outcome.LEFT_OUT else [asdict(fault) for fault in faults]
    row.take_rank()


def _read(file: Import, columns: TableColumns, row: ImportRow) -> ReadRow:
    """Read a row as the clerk has put it right."""
    mends: Mapping[str, str] = file.mended.get(str(row.line), {})
    cells = list(row.cells) + [""] * (len(columns.keys) - len(row.cells))
    keys = list(columns.keys)
    if {"lead", "support"} & mends.keys():
        # Who answers is said anew: the column that did not say in which role is put aside.
        cells = ["" if key == RESPONSIBLE else cell for cell, key in zip(cells, keys, strict=False)]
    for key, words in mends.items():
        places = [place for place, own in enumerate(keys) if own == key]
        for place in places:
            cells[place] = ""
        if places:
            cells[places[0]] = words
        else:
            keys.append(key)
            cells.append(words)
    mended = replace(columns, keys=tuple(keys), heads=columns.heads + ("",) * (len(keys) - len(columns.keys)))
    found = read_row(cells, mended, field_above=row.group)
    if "number" in mends:
        row.number = mends["number"].strip()
    return replace(found, number=row.number, faults=(*found.faults, *_too_long(row.number)))


def _too_long(number: str) -> list[Fault]:
    """Say that a number does not fit, also one that was made out of a list's and a part's."""
    if len(number) <= LONGEST["number"]:
        return []
    return [Fault(column="number", code="too-long", found=str(len(number)), more={"limit": str(LONGEST["number"])})]


def _names(file: Import, read: Sequence[ReadRow]) -> Names:
    """Ask what all names of these rows mean, in few queries."""
    mentions = [mention for row in read for mention in row.mentions]
    wanted = {mention.name for mention in mentions}
    wanted |= {piece for name in list(wanted) for piece in pieces_of(name)}
    wanted |= {f"{mention.name} [{mention.code}]".strip() for mention in mentions if mention.code}
    meant = {name: unit.code for name, unit in recognise(wanted).items()} if wanted else {}
    asked = {mention.code for mention in mentions if mention.code} | wanted
    codes = set(units().filter(code__in=asked).values_list("code", flat=True)) if asked else set()
    return Names(
        code_of=lambda name: meant.get(name, name if name in codes else None),
        codes=codes.__contains__,
        decided=file.units,
    )


def _add_missing(file: Import, columns: TableColumns, place: int) -> None:
    """Add the duties of the draft whose numbers the file does not have; a file without numbers says nothing of them."""
    if "number" not in columns.told:
        return
    there = file.rows.filter(number=OuterRef("number")).exclude(passed_as__gt="")
    lacking = file.edition.duties.filter(~Exists(there)).order_by("position", "id")
    for numbers in _chunks(list(lacking.values_list("number", flat=True)), CHUNK):
        held = held_by_number(file.edition, numbers)
        rows = [_missing(file, place + count, *held[number]) for count, number in enumerate(numbers)]
        ImportRow.objects.bulk_create(rows)
        place += len(rows)


def _missing(file: Import, position: int, duty: Any, held: Any) -> ImportRow:
    return ImportRow(
        file=file,
        position=position,
        outcome=Outcome.MISSING,
        number=duty.number,
        duty=duty.pk,
        before=kept(duty, held),
    )


def _mark_doubles(file: Import) -> None:
    """Find the numbers that several rows bear."""
    duties = file.rows.filter(line__isnull=False, passed_as="").exclude(outcome=Outcome.LEFT_OUT)
    counted = duties.exclude(number="").order_by().values("number").annotate(count=Count("pk")).filter(count__gt=1)
    for numbers in _chunks([row["number"] for row in counted], CHUNK):
        _mark(duties.filter(number__in=numbers))


def _mark(rows: "QuerySet[ImportRow]") -> None:
    same: dict[str, list[ImportRow]] = {}
    for row in rows.order_by("position"):
        same.setdefault(row.number, []).append(row)
    for number, together in same.items():
        for row in together:
            others = [str(other.line) for other in together if other is not row]
            fault = Fault(column="number", code="number-twice", found=number, more={"lines": ", ".join(others[:5])})
            row.faults = [*row.faults, asdict(fault)]
            row.take_rank()
    ImportRow.objects.bulk_update([row for together in same.values() for row in together], ["faults", "rank"])


def _sum_up(file: Import) -> None:
    """Take down what the preview says of all rows together; what stood against the file before counts no more."""
    file.unknown, file.counts, file.fault = _unknown(file), _counts(file), {}
    file.moved, file.displaced = moved_in(file), displaced_in(file)


def _unknown(file: Import) -> dict[str, int]:
    """Count the rows in which each name stands that means no unit."""
    counted: Counter[str] = Counter()
    for faults in (
        file.rows.filter(rank=ImportRow.Rank.FAULTY).values_list("faults", flat=True).iterator(chunk_size=CHUNK)
    ):
        counted.update({fault["found"] for fault in faults if fault["code"] == "unknown-unit"})
    return dict(counted.most_common())


def _counts(file: Import) -> dict[str, int]:
    """Count the rows by outcome, and those that need a look or have grave faults: a page of the preview counts none."""
    rows = file.rows.order_by().values_list("outcome", "rank").annotate(count=Count("pk"))
    counted: Counter[str] = Counter()
    for outcome, rank, count in rows:
        counted[outcome] += count
        counted["grave"] += count if rank == ImportRow.Rank.FAULTY else 0
        counted["look"] += count if rank < ImportRow.Rank.SETTLED else 0
    return dict(counted)


def _chunks(rows: Iterable[Any], size: int) -> Iterator[list[Any]]:
    walk = iter(rows)
    while some := list(islice(walk, size)):
        yield some
