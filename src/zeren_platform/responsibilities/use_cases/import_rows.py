"""Steps of applying a file and of taking it back: rows written many at a time; they record nothing."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import count
from typing import Any, Final

from zeren_platform.organisation.queries import units as all_units
from zeren_platform.responsibilities.exchange.drafts import from_plain
from zeren_platform.responsibilities.models import SAID, Assignment, Duty, Edition, ImportRow, UnrecognisedUnit
from zeren_platform.responsibilities.use_cases.rows import next_position
from zeren_platform.sources.use_cases import holding

__all__ = ["add_rows", "change_rows", "put_back", "remove_rows"]

# Everything of a duty that a file changes; an insert that meets the duty's key updates these, in one statement for all.
WRITTEN: Final = (*SAID, "version")


def add_rows(edition: Edition, rows: Sequence[ImportRow]) -> None:
    """Write a duty for each row behind those that stand; a row without a number gets the next free one."""
    position = next_position(edition)
    nameless = [row for row in rows if not row.number]
    free = _free_numbers(edition, rows, position) if nameless else iter(())
    duties = []
    for place, row in enumerate(rows, start=position):
        row.number = row.number or next(free)
        said = {name: from_plain(name, row.said[name]) for name in SAID if name in row.said}
        duties.append(Duty(edition=edition, number=row.number, position=place, **said))
    for row, duty in zip(rows, Duty.objects.bulk_create(duties), strict=True):
        row.duty = duty.pk
    _name_units(edition, ((row.duty or 0, row.said) for row in rows))
    ImportRow.objects.bulk_update(rows, ["duty", "number"])


def change_rows(edition: Edition, rows: Sequence[ImportRow]) -> None:
    """Change the duties of *rows* in what the file says otherwise."""
    held = Duty.objects.in_bulk([row.duty for row in rows])
    for row in rows:
        duty = held[row.duty or 0]
        for name in SAID:
            if name in row.said:
                setattr(duty, name, from_plain(name, row.said[name]))
        duty.version += 1
    _write(held.values())
    _name_units(edition, ((row.duty or 0, row.said) for row in rows))


def remove_rows(rows: Sequence[ImportRow]) -> None:
    """Take the duties of *rows* out; sentences that no edition holds any more can be taken in again."""
    chosen = Duty.objects.filter(pk__in=[row.duty for row in rows])
    sentences = set(chosen.exclude(proposal=None).values_list("proposal", flat=True))
    chosen.delete()
    if sentences:
        held = Duty.objects.filter(proposal__in=sentences).values_list("proposal", flat=True)
        holding.release(proposal_ids=sentences - set(held))


def put_back(edition: Edition, rows: Sequence[ImportRow], *, now: datetime) -> None:
    """Write the duties of *rows* as they stood; their versions go on, since somebody may have read the others."""
    there = Duty.objects.in_bulk([row.duty for row in rows])
    _hold(rows, there, now=now)
    duties = []
    for row in rows:
        stood = row.before
        version = there[row.duty].version if row.duty in there else stood["version"]
        duties.append(
            Duty(
                pk=row.duty,
                edition=edition,
                number=stood["number"],
                position=stood["position"],
                proposal_id=stood["proposal"],
                origin_id=stood["origin"],
                version=version + 1,
                **{name: from_plain(name, stood[name]) for name in SAID},
            )
        )
    _write(duties)
    _name_units(edition, ((row.duty or 0, _former_units(row, stays=row.duty in there)) for row in rows))


def _former_units(row: ImportRow, *, stays: bool) -> dict[str, Any]:
    """Give the units and names as they were, of a duty that stays only where the file said them anew."""
    return {name: row.before[name] for name in ("units", "unrecognised") if not stays or name in row.said}


def _hold(rows: Sequence[ImportRow], there: dict[int, Duty], *, now: datetime) -> None:
    """Hold the sentences of duties that come back, unless an earlier edition holds them all along."""
    sentences = {row.before["proposal"] for row in rows if row.duty not in there} - {None}
    held = set(Duty.objects.filter(proposal__in=sentences).values_list("proposal", flat=True))
    if sentences - held:
        holding.hold(proposal_ids=sentences - held, now=now)


def _write(duties: Iterable[Duty]) -> None:
    Duty.objects.bulk_create(duties, update_conflicts=True, unique_fields=["id"], update_fields=WRITTEN)


def _name_units(edition: Edition, said: Iterable[tuple[int, dict[str, Any]]]) -> None:
    """Give duties the units and names that their rows say, in place of those that they had."""
    given = list(said)
    with_units = [(duty, named["units"]) for duty, named in given if "units" in named]
    with_names = [(duty, named["unrecognised"]) for duty, named in given if "unrecognised" in named]
    codes = {code for _duty, parts in with_units for code, _role in parts}
    keys = dict(all_units().filter(code__in=codes).values_list("code", "pk"))
    Assignment.objects.filter(duty__in=[duty for duty, _parts in with_units]).delete()
    Assignment.objects.bulk_create(
        Assignment(duty_id=duty, edition=edition, unit_id=keys[code], role=role)
        for duty, parts in with_units
        for code, role in parts
    )
    UnrecognisedUnit.objects.filter(duty__in=[duty for duty, _names in with_names]).delete()
    UnrecognisedUnit.objects.bulk_create(
        UnrecognisedUnit(duty_id=duty, name=name, role=role) for duty, names in with_names for name, role in names
    )


def _free_numbers(edition: Edition, rows: Sequence[ImportRow], position: int) -> Iterator[str]:
    """Give numbers that neither a duty of the draft nor a row of the file bears."""
    taken = set(edition.duties.values_list("number", flat=True))
    taken |= set(rows[0].file.rows.exclude(number="").values_list("number", flat=True)) if rows else set()
    return (str(number) for number in count(position) if str(number) not in taken)
