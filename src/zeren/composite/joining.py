"""The data of an index out of several files: of other periods, with other columns, or about the units as such."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from zeren.composite.errors import TableError
from zeren.composite.exact import Number
from zeren.composite.table import Table, check_columns

__all__ = ["Joined", "join"]

_Named = tuple[str, Table]


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """The tables by period, and which units do not stand in every file of their period: they have gaps there."""

    tables: Mapping[str, Table]
    absent: Mapping[str, tuple[tuple[str, str], ...]]


def join(files: Sequence[tuple[str, Mapping[str, Table]]], columns: Iterable[str]) -> Joined:
    r"""Put the tables of several files together, unit by unit.

    Parameters
    ----------
    files
        The name of each file, and its tables by period. A file without periods says what holds in all of them.
    columns
        That must be there in each period, in one file or the other.

    Returns
    -------
    Joined
        ``absent``: by period, pairs of a unit and a file that does not have it.

    Raises
    ------
    TableError
        If two files have the same column of one period, say different groups of a unit, or none has a column.

    Examples
    --------
    >>> from zeren.composite.table import read_tables
    >>> one, other = read_tables("unit,a\nX,1\nY,2\n"), read_tables("unit,b\nX,3\n")
    >>> found = join([("a.csv", one), ("b.csv", other)], ["a", "b"])
    >>> found.tables[""].columns["b"], found.absent[""]
    ((Fraction(3, 1), None), (('Y', 'b.csv'),))
    """
    wanted = list(columns)
    periods = dict.fromkeys(period for _, tables in files for period in tables)
    if len(periods) > 1:
        periods.pop("", None)
    tables: dict[str, Table] = {}
    absent: dict[str, tuple[tuple[str, str], ...]] = {}
    for period in periods:
        of_period = [
            (name, of_file[key]) for name, of_file in files for key in dict.fromkeys((period, "")) if key in of_file
        ]
        tables[period], absent[period] = _joined(of_period, period)
        check_columns([*tables[period].columns, *tables[period].others], wanted, _names(of_period))
    return Joined(tables=tables, absent=absent)


def _names(of_period: Sequence[_Named]) -> str:
    return ", ".join(name for name, _ in of_period)


def _joined(of_period: Sequence[_Named], period: str) -> tuple[Table, tuple[tuple[str, str], ...]]:
    if len(of_period) == 1:
        return of_period[0][1], ()
    _check_apart(of_period, period)
    # A file about the units as such, as their population, does not say which of them are measured in the period.
    units = tuple(dict.fromkeys(unit for _, table in of_period for unit in table.units))
    known = [(name, frozenset(table.units)) for name, table in of_period]
    absent = tuple((unit, name) for name, there in known for unit in units if unit not in there)
    whole = Table(
        units=units,
        columns={head: cells for _, table in of_period for head, cells in _aligned(table, units).items()},
        inapplicable=frozenset(pair for _, table in of_period for pair in table.inapplicable),
        groups=_groups(of_period, units),
        others=tuple(head for _, table in of_period for head in table.others),
        notes=tuple(note for _, table in of_period for note in table.notes),
    )
    return whole, absent


def _check_apart(of_period: Sequence[_Named], period: str) -> None:
    seen: dict[str, str] = {}
    for name, table in of_period:
        for head in table.columns:
            if head in seen:
                found = f'"{head}" of {period or "no period"} in {seen[head]} too'
                raise TableError(at=name, expected="columns, or periods, of its own", found=found)
            seen[head] = name


def _aligned(table: Table, units: Sequence[str]) -> dict[str, tuple[Number | None, ...]]:
    at = {unit: place for place, unit in enumerate(table.units)}
    return {
        head: tuple(cells[at[unit]] if unit in at else None for unit in units) for head, cells in table.columns.items()
    }


def _groups(of_period: Sequence[_Named], units: Sequence[str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for name, table in of_period:
        for unit, group in zip(table.units, table.groups, strict=False):
            if group and found.setdefault(unit, group) != group:
                raise TableError(at=name, expected=f'the group "{found[unit]}" of {unit}, as another file', found=group)
    return tuple(found.get(unit, "") for unit in units)
