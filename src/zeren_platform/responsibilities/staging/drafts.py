"""The draft as it stands: its state as one word, and its duties by number."""

from collections.abc import Collection
from typing import Any

from django.db.models import BigIntegerField, Count, F, Max, Sum

from zeren_platform.responsibilities.exchange.drafts import Held, plain
from zeren_platform.responsibilities.models import SAID, Assignment, Duty, Edition, UnrecognisedUnit

__all__ = ["held_by_number", "kept", "state_of"]


def state_of(edition: Edition) -> str:
    """Give a word that is another one after every change of the draft: each raises a version, a count or a key.

    To move a duty raises none of them, so the order is told by a sum that stays the same in hardly any other.
    """
    order = Sum(F("position") * F("pk"), output_field=BigIntegerField())
    found = edition.duties.aggregate(count=Count("pk"), last=Max("pk"), versions=Sum("version"), order=order)
    return "-".join(str(found[name] or 0) for name in ("count", "last", "versions", "order"))


def held_by_number(edition: Edition, numbers: Collection[str]) -> dict[str, tuple[Duty, Held]]:
    """Give the duties with these numbers, and what each says with its units: three queries."""
    duties = list(edition.duties.filter(number__in=numbers))
    units = _units([duty.pk for duty in duties])
    names = _names([duty.pk for duty in duties])
    return {
        duty.number: (
            duty,
            Held(
                values={name: getattr(duty, name) for name in SAID},
                units=tuple(units.get(duty.pk, ())),
                unrecognised=tuple(names.get(duty.pk, ())),
            ),
        )
        for duty in duties
    }


def kept(duty: Duty, held: Held) -> dict[str, Any]:
    """Write down everything of a duty, so that it can be put back as it stood."""
    return {
        **{name: plain(getattr(duty, name)) for name in SAID},
        "number": duty.number,
        "position": duty.position,
        "proposal": duty.proposal_id,
        "origin": duty.origin_id,
        "version": duty.version,
        "units": [list(part) for part in held.units],
        "unrecognised": [list(part) for part in held.unrecognised],
    }


def _units(keys: list[int]) -> dict[int, list[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = {}
    rows = Assignment.objects.filter(duty__in=keys).order_by("id").values_list("duty", "unit__code", "role")
    for duty, code, role in rows:
        found.setdefault(duty, []).append((code, role))
    return found


def _names(keys: list[int]) -> dict[int, list[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = {}
    rows = UnrecognisedUnit.objects.filter(duty__in=keys).order_by("id").values_list("duty", "name", "role")
    for duty, name, role in rows:
        found.setdefault(duty, []).append((name, role))
    return found
