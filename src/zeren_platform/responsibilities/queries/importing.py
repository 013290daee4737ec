"""Files beside a draft: what became of their rows, a page at a time, and which units their names may mean."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count

from zeren_platform.common.actor import Actor
from zeren_platform.common.pagination import Page, page_of
from zeren_platform.common.problems import NotFoundError
from zeren_platform.responsibilities import permissions
from zeren_platform.responsibilities.exchange.suggestions import ranked
from zeren_platform.responsibilities.models import Edition, Import, ImportRow, UnrecognisedUnit

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from zeren_platform.organisation.models import Unit

__all__ = [
    "NAMES_SHOWN",
    "UnknownName",
    "import_for",
    "import_row_for",
    "imports_beside",
    "names_in_draft",
    "page_of_rows",
    "unknown_names",
]

# So many names are offered to be settled at once; the next come when these are.
NAMES_SHOWN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownName:
    """A name that means no unit, in how many rows it stands, and the units that it may mean, the likeliest first."""

    name: str
    count: int
    suggestions: Sequence[tuple[str, str]]


def import_for(actor: Actor, pk: int) -> Import:
    """Give a file of an office of the actor's, without its content."""
    rows = Import.objects.select_related("edition__register__unit").defer("content")
    found = rows.filter(pk=pk).first()
    if found is None or not permissions.may_keep(actor, found.edition.register):
        raise NotFoundError(file=pk)
    return found


def imports_beside(actor: Actor, edition: Edition) -> list[Import]:
    """List the files that lie beside a draft, the newest first; none for those who do not keep it."""
    if not permissions.may_keep(actor, edition.register):
        return []
    return list(edition.imports.defer("content").order_by("-begun_at", "-pk")[:20])


def page_of_rows(
    file: Import, *, shown: str = "", after: str = "", before: str = "", size: int = 50
) -> Page[ImportRow]:
    """Take a page of its rows: those of one outcome, those with faults ("grave"), those to be looked at, or all."""
    rows: QuerySet[ImportRow] = file.rows.all()
    if shown == "look":
        looked = rows.filter(rank__lt=ImportRow.Rank.SETTLED)
        return page_of(looked, order=("rank", "position"), after=after, before=before, size=size)
    if shown == "grave":
        rows = rows.filter(rank=ImportRow.Rank.FAULTY)
    elif shown == "findings":
        rows = rows.exclude(faults=[])
    elif shown not in {"", "all"}:
        rows = rows.filter(outcome=shown)
    return page_of(rows, order=("position",), after=after, before=before, size=size)


def import_row_for(file: Import, line: int) -> ImportRow:
    """Give the row of one line of the file."""
    found = file.rows.filter(line=line).first()
    if found is None:
        raise NotFoundError(line=line)
    return found


def unknown_names(file: Import, known: Sequence["Unit"]) -> list[UnknownName]:
    """Give the names that mean no unit, those in most rows first, with the units of *known* that they may mean."""
    named = [(unit.code, unit.label, (unit.name, unit.name_zh)) for unit in known]
    shown = list(file.unknown.items())[:NAMES_SHOWN]
    return [UnknownName(name=name, count=count, suggestions=ranked(name, named)) for name, count in shown]


def names_in_draft(edition: Edition, known: Sequence["Unit"]) -> tuple[list[UnknownName], int]:
    """Give the names of an edition that mean no unit, as those of a file, and how many more there are."""
    rows = UnrecognisedUnit.objects.filter(duty__edition=edition).values_list("name")
    found = list(rows.annotate(count=Count("*")).order_by("-count", "name"))
    named = [(unit.code, unit.label, (unit.name, unit.name_zh)) for unit in known]
    shown = [
        UnknownName(name=name, count=count, suggestions=ranked(name, named)) for name, count in found[:NAMES_SHOWN]
    ]
    return shown, max(len(found) - NAMES_SHOWN, 0)
