"""What everybody may know of the organisation: its units. No person is ever named here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from zeren_platform.common.problems import NotFoundError
from zeren_platform.organisation.conditions import in_force, named
from zeren_platform.organisation.models import Unit

__all__ = ["PublicUnit", "jurisdiction", "unit", "units"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicUnit:
    """One unit, named in the reader's language."""

    code: str
    name: str
    kind: str
    kind_label: str
    division_code: str
    credit_code: str
    parent_code: str
    parent_name: str
    aliases: tuple[str, ...]


def jurisdiction() -> str:
    """Name the place that the installation serves; empty while no unit has been created."""
    root = Unit.objects.filter(parent__isnull=True).order_by("position", "id").first()
    return root.label if root else ""


def units(*, on: date, words: str = "", parent: str = "") -> list[PublicUnit]:
    """List the units that exist on a day, in the jurisdiction's order; those that match, where words are given."""
    rows = Unit.objects.filter(in_force(on), named(words)).order_by("position", "id")
    rows = rows.filter(parent__code=parent) if parent else rows
    return list(_shown(rows.select_related("parent").prefetch_related("aliases")))


def unit(code: str) -> PublicUnit:
    """Give the unit with *code*, even one that is no more."""
    rows = Unit.objects.filter(code=code).select_related("parent").prefetch_related("aliases")
    for found in _shown(rows):
        return found
    raise NotFoundError(code=code)


def _shown(rows: Iterable[Unit]) -> Iterable[PublicUnit]:
    for row in rows:
        yield PublicUnit(
            code=row.code,
            name=row.label,
            kind=row.kind,
            kind_label=row.get_kind_display(),
            division_code=row.division_code,
            credit_code=row.credit_code,
            parent_code=row.parent.code if row.parent else "",
            parent_name=row.parent.label if row.parent else "",
            aliases=tuple(alias.name for alias in row.aliases.all()),
        )
