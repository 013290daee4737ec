"""An edition as it is read, and its exact content, which units are asked about and a body adopts, as bytes with a hash.

The canonical form of an edition is the list of its duties in their order; each says its number, all that
``SAID`` names, ``targets`` only where there are any, and its units with their roles. Whoever holds the open data of an
adopted edition can compute the same.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from django.db.models import DateField, F, Value

from zeren.foundations.canonical import Plain, to_bytes
from zeren_platform.responsibilities.models import SAID, Assignment, Duty, Edition, UnrecognisedUnit

if TYPE_CHECKING:
    from django.db.models.expressions import Combinable

__all__ = ["DutyContent", "EditionRows", "HeldPart", "contents_in", "contents_of", "digest_of", "rows_of"]

UNIT: Final = ("code", "name", "name_zh", "position", "valid_from", "valid_until")


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldPart:
    """A part in a duty: its role, and the unit that has it."""

    role: str
    unit: int
    code: str
    name: str
    name_zh: str
    position: int
    valid_from: date | None
    valid_until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionRows:
    """An edition, read once for all that is asked of it: its duties in their order, and by duty its parts and names.

    A duty says of the sentence that created it the ``document`` and the ``source_targets``.
    """

    duties: Sequence[Duty]
    parts: Mapping[int, Sequence[HeldPart]]
    # What the source names and no unit is, with its role.
    names: Mapping[int, Sequence[tuple[str, str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyContent:
    """One duty as canonical JSON, beside the row that says it."""

    duty: int
    position: int
    number: str
    content: str


def rows_of(edition: Edition) -> EditionRows:
    """Read an edition in two queries."""
    parts, names = _held(edition)
    rows = Duty.objects.filter(edition=edition).order_by("position", "id")
    duties = rows.annotate(document=F("proposal__document"), source_targets=F("proposal__targets"))
    return EditionRows(duties=list(duties), parts=parts, names=names)


def contents_of(edition: Edition) -> list[DutyContent]:
    """Give the content of each duty of *edition* in its order, in two queries."""
    return contents_in(rows_of(edition))


def contents_in(rows: EditionRows) -> list[DutyContent]:
    """Give the same of an edition that was read."""
    return [
        DutyContent(
            duty=row.pk,
            position=row.position,
            number=row.number,
            content=_canonical(
                row,
                units=[(part.code, part.role) for part in rows.parts.get(row.pk, ())],
                names=list(rows.names.get(row.pk, ())),
            ),
        )
        for row in rows.duties
    ]


def digest_of(contents: Sequence[DutyContent]) -> str:
    """Give the SHA-256 of the canonical list of *contents*, in hexadecimal digits."""
    # The canonical form of a list is that of its members between brackets (RFC 8785, 3.2).
    whole = "[" + ",".join(duty.content for duty in contents) + "]"
    return sha256(whole.encode()).hexdigest()


def _held(edition: Edition) -> tuple[dict[int, list[HeldPart]], dict[int, list[tuple[str, str]]]]:
    """Give the parts of units and the names that mean none, by duty."""
    unit = [f"unit__{name}" for name in UNIT]
    held = Assignment.objects.filter(edition=edition).values_list("duty", "role", "unit", *unit)
    no_day = Value(None, output_field=DateField())
    unnamed: list[str | Combinable] = [Value(0), Value(""), "name", Value(""), Value(0), no_day, no_day]
    names = UnrecognisedUnit.objects.filter(duty__edition=edition).values_list("duty", "role", *unnamed)
    parts_found: dict[int, list[HeldPart]] = defaultdict(list)
    names_found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for duty, role, key, code, name, *told in held.union(names, all=True):
        if key:
            known = dict(zip(UNIT, (code, name, *told), strict=True))
            parts_found[duty].append(HeldPart(role=role, unit=key, **known))
        else:
            names_found[duty].append((name, role))
    return parts_found, names_found


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
