"""What is given: who is assessed, and what was measured, a row for each value."""

from collections.abc import Mapping, Sequence
from typing import Final

import ibis

from zeren.composite.errors import TableError
from zeren.composite.expressions.plan import Cell, Rows
from zeren.composite.model import Index
from zeren.composite.table import Table

__all__ = ["MEASURED", "UNITS", "measured", "measured_rows", "readings", "unit_rows", "units"]

UNITS: Final = {"period": "string", "unit": "string", "unit_group": "string"}
MEASURED: Final = {
    "period": "string",
    "unit": "string",
    "indicator": "string",
    "value": "float64",
    "applies": "boolean",
}


def units() -> Rows:
    """Give the table of the units of each period, with their groups."""
    return ibis.table(UNITS, name="units")


def measured() -> Rows:
    """Give the table of the values: nothing is a gap, and what does not apply says so.

    A row that is not there is a gap, too.
    """
    return ibis.table(MEASURED, name="measured")


def unit_rows(tables: Mapping[str, Table]) -> list[tuple[Cell, ...]]:
    """Give the rows of ``units`` of data that were read."""
    return [
        (period, unit, group)
        for period, table in tables.items()
        for unit, group in zip(table.units, table.groups or [""] * len(table.units), strict=True)
    ]


def measured_rows(tables: Mapping[str, Table]) -> list[tuple[Cell, ...]]:
    """Give the rows of ``measured`` of data that were read."""
    return [
        (period, unit, head, None if number is None else float(number), (unit, head) not in table.inapplicable)
        for period, table in tables.items()
        for head, column in table.columns.items()
        for unit, number in zip(table.units, column, strict=True)
    ]


def readings(index: Index, heads: Sequence[str], name: str) -> dict[str, Rows]:
    """Give the SELECTs that make ``units`` and ``measured`` of a table ``given`` with a row for each value.

    Raises
    ------
    TableError
        If a column is missing.
    """
    layout = index.layout
    wanted = (layout.unit, layout.indicator, layout.value)
    lacking = [head for head in wanted if head not in heads]
    if lacking:
        expected = f"a row for each value, with the columns {', '.join(wanted)} (or others named under [index])"
        raise TableError(at=name, expected=expected, found=", ".join(heads)[:200])
    # Of types that are not these, so that whatever stands there is made a text or a number.
    given = ibis.table({head: "string" if head == layout.value else "int64" for head in heads}, name="given")
    if layout.without:
        given = given.filter(given[layout.unit].cast("string").notin(sorted(layout.without)))
    period, group = (
        given[head].cast("string").fill_null("") if head in heads else ibis.literal("")
        for head in (layout.period, layout.group)
    )
    whole = given.select(period=period, unit=given[layout.unit].cast("string"), unit_group=group)
    applies = given["applies"].cast("boolean").fill_null(True) if "applies" in heads else ibis.literal(True)
    values = given.select(
        period=period,
        unit=given[layout.unit].cast("string"),
        indicator=given[layout.indicator].cast("string"),
        value=given[layout.value].cast("float64"),
        applies=applies,
    )
    # A group stands in some rows of a unit at least, as in a table with a row for each value.
    units = whole.group_by("period", "unit").agg(unit_group=whole["unit_group"].max())
    return {"units": units, "measured": values}
