"""The tree as a table for programs: what a table would change, taking it in, and the units as a file."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router, Schema

from zeren_platform.common.entrance import Flag, actor_on
from zeren_platform.common.problems import NotFoundError
from zeren_platform.organisation import queries
from zeren_platform.organisation.exchange.files import FORMATS, UNITS, Entry, write
from zeren_platform.organisation.exchange.rows import unit_rows
from zeren_platform.organisation.staging.units import UnitComparison, compare
from zeren_platform.organisation.use_cases import importing

__all__ = ["router"]

router = Router(tags=["organisation"])


class TableIn(Schema):
    """Rows of units, by the keys that the export gives in JSON; keys that are left out change nothing."""

    units: list[dict[str, str]]
    # Take it in only if it does what a comparison with this fingerprint said.
    seen: str = ""
    end_missing: Flag = False

    def entries(self) -> list[Entry]:
        """Give the rows as those of a file, numbered from 1 on."""
        return [
            Entry(line=line, cells={key: row[key] for key in UNITS.keys if key in row})
            for line, row in enumerate(self.units, start=1)
        ]


class FaultOut(Schema):
    """What is wrong with a cell."""

    line: int
    column: str
    words: str


class ChangedOut(Schema):
    """What a row changes: by key what it was and what it is to be."""

    code: str
    changes: dict[str, tuple[str, str]]


class ComparisonOut(Schema):
    """What a table does to the tree."""

    new: list[str]
    changed: list[ChangedOut]
    unchanged: int
    missing: list[str]
    faults: list[FaultOut]
    fingerprint: str


@router.get("/units.{form}", summary="The units as a file")
def export_units(request: HttpRequest, form: str) -> HttpResponse:
    """Give the units that the caller keeps as xlsx, csv or json."""
    if form not in FORMATS:
        raise NotFoundError(form=form)
    kept = queries.units_kept(actor_on(request)).order_by("position", "id")
    return HttpResponse(write(UNITS, unit_rows(kept), form=form), content_type=FORMATS[form])


@router.post("/import/compare", response=ComparisonOut, summary="What a table of units would change")
def compare_units(request: HttpRequest, body: TableIn) -> object:
    """Compare the table with the tree; nothing is done."""
    return _told(compare(body.entries(), actor=actor_on(request)))


@router.post("/import", response=ComparisonOut, summary="Take a table of units in")
def import_units(request: HttpRequest, body: TableIn) -> object:
    """Take the table in, whole or not at all; give what it did."""
    found = importing.import_units(
        actor=actor_on(request),
        entries=body.entries(),
        end_missing=body.end_missing,
        seen=body.seen,
        now=timezone.now(),
    )
    return _told(found)


def _told(found: UnitComparison) -> dict[str, object]:
    return {
        "new": [entry.says("code") for entry in found.new],
        "changed": found.changed,
        "unchanged": found.unchanged,
        "missing": [unit.code for unit in found.missing],
        "faults": found.faults,
        "fingerprint": found.fingerprint,
    }
