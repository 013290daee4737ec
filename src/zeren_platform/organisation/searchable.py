"""What of the organisation can be found by a search."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from django.db.models import Q

from zeren_platform.common.searchable import Searchable
from zeren_platform.organisation.events import PeopleImported, UnitsImported, UnitsMerged, UnitSplit
from zeren_platform.organisation.models import Person, Unit

__all__ = ["searchable_people", "searchable_units", "touched_too", "turning"]

# Acts on many at once: by event, the facts of its body that name units by their codes, or people by their subjects.
TOUCHED: Final = {
    UnitsImported.code: ("created", "changed", "ended"),
    UnitsMerged.code: ("units",),
    UnitSplit.code: ("successors",),
    PeopleImported.code: ("entered", "changed"),
}
OURS: Final = b'"event":"organisation.'


def touched_too(body: bytes) -> list[str]:
    """Give the subjects that an act touched beside its own, from the body of its record."""
    if OURS not in body:
        return []
    told = json.loads(body)
    named = [str(one) for fact in TOUCHED.get(told["event"], ()) for one in told["facts"].get(fact, ())]
    return [one if ":" in one else f"unit:{one}" for one in named]


def turning(since: date | None, on: date) -> list[str]:
    """Give the subjects of the units that began or ended between the two days; without the first, at any time."""
    if since is None:
        turns = Q(valid_from__isnull=False) | Q(valid_until__isnull=False)
    else:
        first, last = sorted((since, on))
        turns = Q(valid_from__gt=first, valid_from__lte=last) | Q(valid_until__gt=first, valid_until__lte=last)
    return [f"unit:{code}" for code in Unit.objects.filter(turns).values_list("code", flat=True)]


def searchable_units(codes: Iterable[str], *, on: date) -> Iterator[Searchable]:
    """Give units by their codes under every name that they have, as they stand on a day."""
    for unit in Unit.objects.filter(code__in=list(codes)).prefetch_related("aliases").order_by("pk"):
        names = [unit.name, unit.name_zh, *(alias.name for alias in unit.aliases.all())]
        yield Searchable(
            kind="unit",
            key=unit.code,
            title=unit.name_zh or unit.name,
            number=unit.credit_code or unit.division_code or unit.code,
            text="\n".join(dict.fromkeys(filter(None, (*names, unit.division_code, unit.credit_code)))),
            standing=_standing(unit, on),
            is_open=True,
        )


def _standing(unit: Unit, on: date) -> int:
    """Say whether it is there (0), not yet (1) or no longer (2)."""
    if unit.valid_until is not None and unit.valid_until <= on:
        return 2
    return 1 if unit.valid_from is not None and unit.valid_from > on else 0


def searchable_people(keys: Iterable[int]) -> Iterator[Searchable]:
    """Give people, whom those alone find who keep them."""
    for person in Person.objects.filter(pk__in=list(keys), is_active=True):
        yield Searchable(
            kind="person",
            key=str(person.pk),
            title=person.name_zh or person.name,
            number=person.username,
            text="\n".join(filter(None, (person.name, person.username))),
        )
