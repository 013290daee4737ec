"""What an index takes from other periods than the one it scores: values for gaps, and yardsticks that stay.

A model whose rules look at several periods is settled first: gaps get the value of the last period before, or of the
line between neighbours, and rules that measure over all periods become goalposts. What comes out is an index and
tables of single periods, which are scored as any other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from zeren.composite.changes import change_from_before
from zeren.composite.errors import DomainError, ModelError, TableError
from zeren.composite.exact import Number, mean, quantile
from zeren.composite.imputation import OVER_TIME, OverTime, impute_over_time
from zeren.composite.model import Index, Indicator
from zeren.composite.normalisation import Normalisation
from zeren.composite.periods import days_of, in_order
from zeren.composite.preparation import divided
from zeren.composite.table import Table

__all__ = ["settle"]

_Tables = Mapping[str, Table]
_MONTHS: Final = 12


def settle(index: Index, tables: _Tables) -> tuple[Index, dict[str, Table]]:
    """Give the index and its data so that each period can be scored by itself.

    Parameters
    ----------
    index
        With any rules.
    tables
        By period, all there are.

    Returns
    -------
    Index and dict of Table by period
        Without rules over several periods. What was filled in is named in the tables.

    Raises
    ------
    ModelError
        If one column is filled over time by two rules.
    TableError
        If the base period of a rule is not there, or a change is scored in one period alone.
    DomainError
        If an indicator has no value in its base period, or grew from 0 or less.
    """
    filled = dict(tables)
    for column, rule in _columns_over_time(index).items():
        filled = _filled(filled, column, rule)
    index, filled = change_from_before(index, filled, in_order(filled))
    return replace(index, indicators=tuple(_fixed(one, filled) for one in index.indicators)), filled


def _columns_over_time(index: Index) -> dict[str, OverTime]:
    found: dict[str, OverTime] = {}
    for one in index.indicators:
        for rule in OVER_TIME:
            if one.imputation != rule:
                continue
            if found.setdefault(one.column, rule) != rule:
                at, expected = f'indicator "{one.name}"', f'one rule over time for the column "{one.column}"'
                raise ModelError(at=at, key="impute", expected=expected, found=f"{found[one.column]} and {rule}")
    return found


def _filled(tables: _Tables, column: str, rule: OverTime) -> dict[str, Table]:
    """Fill one column of every period; what does not apply in a period is no gap."""
    periods = in_order(tables)
    times = _times(periods)
    units = dict.fromkeys(unit for table in tables.values() for unit in table.units)
    series = {unit: [_cell(tables[period], unit, column) for period in periods] for unit in units}
    whole = {unit: impute_over_time(numbers, rule, times=times) for unit, numbers in series.items()}
    found = {}
    for place, period in enumerate(periods):
        table = tables[period]
        gaps = [
            unit for unit in table.units if series[unit][place] is None and (unit, column) not in table.inapplicable
        ]
        new = {unit: whole[unit][place] for unit in gaps if whole[unit][place] is not None}
        cells = tuple(new.get(unit, number) for unit, number in zip(table.units, table.columns[column], strict=True))
        marks = table.filled | {(unit, column) for unit in new}
        found[period] = replace(table, columns={**table.columns, column: cells}, filled=marks)
    return found


def _cell(table: Table, unit: str, column: str) -> Number | None:
    return table.columns[column][table.units.index(unit)] if unit in table.units else None


def _times(periods: Sequence[str]) -> list[int]:
    """Say when periods in their order are: in months, days, or one after the other."""
    days = [days_of(period) for period in periods]
    known = [found[0] for found in days if found is not None]
    return _clock(known) if len(known) == len(days) else list(range(len(days)))


def _clock(starts: Sequence[date]) -> list[int]:
    """Count months where all begin with one, so that leap years do not bend a line of years."""
    if all(start.day == 1 for start in starts):
        return [start.year * _MONTHS + start.month for start in starts]
    return [start.toordinal() for start in starts]


def _fixed(one: Indicator, tables: _Tables) -> Indicator:
    rule = one.normalisation
    if rule.over != "periods":
        return one
    present = [number for table in tables.values() for number in divided(one, table) if number is not None]
    if not present:
        raise DomainError(
            at=f'indicator "{one.name}"', rule=rule.method, expected="a value in some period", found="none"
        )
    low, high = _ends(rule, present)
    if low >= high and rule.method == "goalposts":
        at, found = f'indicator "{one.name}"', f"{float(low):g} and {float(high):g}"
        raise DomainError(at=at, rule="goalposts", expected="the low one below the high one", found=found)
    if rule.method == "around_reference":
        middle, half = _reference(one, rule, tables), (high - low) / 2
        low, high = middle - half, middle + half
    return replace(
        one,
        normalisation=replace(
            rule, method="goalposts", low=low, high=high, over="period", base="", percentiles=(None, None)
        ),
    )


def _ends(rule: Normalisation, present: Sequence[Number]) -> tuple[Number, Number]:
    """Give the worst and the best of all, or what the rule says in place of them."""
    if rule.method != "goalposts":
        return min(present), max(present)
    ends = [
        quantile(present, share) if share is not None else given
        for share, given in zip(rule.percentiles, (rule.low, rule.high), strict=True)
    ]
    low, high = (end if end is not None else present[0] for end in ends)
    return low, high


def _reference(one: Indicator, rule: Normalisation, tables: _Tables) -> Number:
    """Give the reference of the file, or the mean of the base period."""
    if rule.reference is not None:
        return rule.reference
    at = f'indicator "{one.name}"'
    if rule.base not in tables:
        expected = f"the data of the base period {rule.base}"
        raise TableError(at=at, expected=expected, found=", ".join(tables)[:200])
    present = [number for number in divided(one, tables[rule.base]) if number is not None]
    if not present:
        raise DomainError(at=at, rule=rule.method, expected=f"a value in {rule.base}", found="none")
    return mean(present)
