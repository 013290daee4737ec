"""The exact content of an edition: what units are asked about and what a body adopts, as bytes that a hash names.

The canonical form of an edition is the list of its duties in their order; each says its number, all that
``SAID`` names, ``targets`` only where there are any, and its units with their roles. Whoever holds the open data of an
adopted edition can compute the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256

from django.db.models import Value

from zeren.foundations.canonical import Plain, to_bytes
from zeren_platform.responsibilities.models import SAID, Assignment, Duty, Edition, UnrecognisedUnit

__all__ = ["DutyContent", "contents_of", "digest_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyContent:
    """One duty as canonical JSON, beside the row that says it."""

    duty: int
    position: int
    number: str
    content: str


def contents_of(edition: Edition) -> list[DutyContent]:
    """Give the content of each duty of *edition* in its order, in two queries."""
    held = Assignment.objects.filter(edition=edition).values_list("duty", "unit__code", "role", Value("units"))
    names = UnrecognisedUnit.objects.filter(duty__edition=edition)
    found: dict[tuple[int, str], list[tuple[str, str]]] = {}
    for duty, name, role, kind in held.union(names.values_list("duty", "name", "role", Value("names")), all=True):
        found.setdefault((duty, kind), []).append((name, role))
    rows = Duty.objects.filter(edition=edition).order_by("position", "id")
    return [
        DutyContent(
            duty=row.pk,
            position=row.position,
            number=row.number,
            content=_canonical(row, units=found.get((row.pk, "units"), []), names=found.get((row.pk, "names"), [])),
        )
        for row in rows
    ]


def digest_of(contents: Sequence[DutyContent]) -> str:
    """Give the SHA-256 of the canonical list of *contents*, in hexadecimal digits."""
    # The canonical form of a list is that of its members between brackets (RFC 8785, 3.2).
    whole = "[" + ",".join(duty.content for duty in contents) + "]"
    return sha256(whole.encode()).hexdigest()


def _canonical(row: Duty, *, units: list[tuple[str, str]], names: list[tuple[str, str]]) -> str:
    said = {name: _plain(getattr(row, name)) for name in SAID}
    if not row.targets:
        # Editions adopted before duties had figures keep their digest.
        del said["targets"]
    return to_bytes(
        {"number": row.number, **said, "units": tuple(sorted(units)), "unrecognised": tuple(sorted(names))}
    ).decode()


def _plain(said: object) -> Plain:
    if isinstance(said, date):
        return said.isoformat()
    if isinstance(said, Decimal):
        # 7.50 and 7.5 are the same points.
        return f"{said.normalize():f}"
    return said  # type: ignore[return-value]  # every other field is text, a yes or no, or nothing
