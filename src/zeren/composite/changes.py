"""Indicators that score how a value changed: its difference from the period before, or its growth since then."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from zeren.composite.errors import DomainError, TableError
from zeren.composite.exact import Number
from zeren.composite.model import Index, Indicator
from zeren.composite.preparation import divided
from zeren.composite.table import Table

__all__ = ["change_from_before", "check_changes"]


def change_from_before(
    index: Index, tables: Mapping[str, Table], ordered: Sequence[str]
) -> tuple[Index, dict[str, Table]]:
    """Put a column of changes in place of the values of each indicator that asks for it.

    Parameters
    ----------
    index
        With any rules.
    tables, ordered
        By period, and the periods in the order of time; the first has no changes.

    Raises
    ------
    TableError
        If there is one period alone.
    DomainError
        If something grew from 0 or less.
    """
    changing = [one for one in index.indicators if one.change != "none"]
    found = dict(tables)
    if changing and len(ordered) < len(("before", "after")):
        expected = f'data of a period before, since "{changing[0].name}" is a change'
        raise TableError(at="the data", expected=expected, found="one period")
    for one in changing:
        for before, period in zip((None, *ordered), ordered, strict=False):
            found[period] = _with_changes(one, found[period], None if before is None else tables[before], before or "")
    indicators = tuple(_of_changes(one) if one.change != "none" else one for one in index.indicators)
    settled = replace(index, indicators=indicators)
    return settled, {period: _without_rest(settled, table) for period, table in found.items()} if changing else found


def check_changes(index: Index) -> None:
    """Refuse to score the values of an indicator whose changes count: `change_from_before` was forgotten."""
    for one in index.indicators:
        if one.change != "none" and one.column != _column(one):
            at, expected = f'indicator "{one.name}"', "the data of all periods: settle the index first"
            raise DomainError(at=at, rule=one.change, expected=expected, found="one period")


def _without_rest(index: Index, table: Table) -> Table:
    """Leave out the values whose changes count, so that nobody looks for an effect of other ones."""
    used = {column for one in index.indicators for column in (one.column, one.denominator)}
    used |= {veto.column for veto in index.vetoes}
    return replace(table, columns={head: cells for head, cells in table.columns.items() if head in used})


def _column(one: Indicator) -> str:
    return f"{one.name} ({one.change})"


def _of_changes(one: Indicator) -> Indicator:
    return replace(one, column=_column(one), denominator="", smallest=None)


def _with_changes(one: Indicator, table: Table, past: Table | None, period: str) -> Table:
    old = {} if past is None else dict(zip(past.units, divided(one, past), strict=True))
    cells = tuple(
        _changed(one, old.get(unit), new, f'indicator "{one.name}", {unit}, {period}')
        for unit, new in zip(table.units, divided(one, table), strict=True)
    )
    absent = {unit for unit, column in table.inapplicable if column in {one.column, one.denominator}}
    marks = {(unit, _column(one)) for unit in absent}
    return replace(table, columns={**table.columns, _column(one): cells}, inapplicable=table.inapplicable | marks)


def _changed(one: Indicator, old: Number | None, new: Number | None, at: str) -> Number | None:
    if old is None or new is None:
        return None
    if one.change == "difference":
        return new - old
    if old <= 0:
        raise DomainError(at=at, rule="growth", expected="a value above 0 to grow from", found=str(float(old)))
    return (new - old) / old * 100
