"""The values of an index before they are scored: divided, shrunk, marked, and of which units there are enough."""

from collections.abc import Mapping

from zeren.composite.errors import DomainError
from zeren.composite.exact import Number
from zeren.composite.imputation import impute_by_row
from zeren.composite.model import Index, Indicator
from zeren.composite.shrinkage import shrink
from zeren.composite.table import Table

__all__ = ["divided", "filled_by_row", "inapplicable_pairs", "screened", "small_denominators"]

_Column = tuple[Number | None, ...]


def divided(one: Indicator, table: Table) -> _Column:
    """Give the values of an indicator over its denominator, shrunk if it says so."""
    column = table.columns[one.column]
    if not one.denominator:
        return column
    below = table.columns[one.denominator]
    if one.shrinkage != "none":
        alike = table.groups if one.shrinkage == "group" and table.groups else ("",) * len(column)
        try:
            return tuple(shrink(column, below, alike))
        except DomainError as refused:
            raise DomainError(**{**refused.params, "at": f'indicator "{one.name}"'}) from refused
    return tuple(
        _quotient(number, divisor, f"{one.name}, {unit}")
        for unit, number, divisor in zip(table.units, column, below, strict=True)
    )


def _quotient(number: Number | None, divisor: Number | None, at: str) -> Number | None:
    if number is None or divisor is None:
        return None
    if divisor == 0:
        raise DomainError(at=at, rule="denominator", expected="a denominator other than 0", found="0")
    return number / divisor


def small_denominators(one: Indicator, table: Table) -> list[str]:
    """List the units whose denominator is below what the indicator asks for."""
    if one.smallest is None:
        return []
    below = table.columns[one.denominator]
    return [
        unit for unit, number in zip(table.units, below, strict=True) if number is not None and number < one.smallest
    ]


def filled_by_row(index: Index, values: Mapping[str, _Column]) -> dict[str, _Column]:
    """Fill the nodes in which some indicator asks for the mean of its row."""
    found: dict[str, _Column] = {}
    for node in index.nodes:
        leaves = [one for one in index.indicators if one.parent == node.name]
        if any(one.imputation == "row_mean" for one in leaves):
            columns = impute_by_row([values[one.name] for one in leaves], [one.direction for one in leaves])
            found |= {one.name: tuple(column) for one, column in zip(leaves, columns, strict=True)}
    return found


def screened(index: Index, table: Table, values: Mapping[str, _Column]) -> tuple[list[int], tuple[str, ...]]:
    """Choose the units that have enough of what applies to them."""
    kept, left_out = [], []
    for place, unit in enumerate(table.units):
        asked = [one for one in index.indicators if (unit, one.column) not in table.inapplicable]
        # What comes from other periods was not measured in this one.
        there = sum(values[one.name][place] is not None for one in asked if (unit, one.column) not in table.filled)
        if there < index.availability * len(asked):
            left_out.append(unit)
        else:
            kept.append(place)
    return kept, tuple(left_out)


def inapplicable_pairs(index: Index, table: Table) -> frozenset[tuple[str, str]]:
    """Say of columns that do not apply which indicators those are."""
    by_column: dict[str, list[str]] = {}
    for one in index.indicators:
        by_column.setdefault(one.column, []).append(one.name)
    return frozenset((unit, name) for unit, column in table.inapplicable for name in by_column.get(column, ()))
