"""What the rules refuse: the rows of checks, and the error that each stands for."""

from collections.abc import Sequence
from typing import Final

import ibis

from zeren.composite.errors import DomainError
from zeren.composite.expressions.plan import Cell, Rows
from zeren.composite.model import Index, Node, Part

__all__ = ["COLUMNS", "refused", "rows_of"]

COLUMNS: Final = ("period", "part", "unit", "fault", "found")
_EXPECTED: Final = {
    "denominator": "a denominator other than 0",
    "logarithm": "values above 0",
    "ends": "two different ends",
    "spread": "at least two different values",
    "positive": "values of at least 0 of which more is better",
    "length": "values that are not all 0",
    "base": "a value in the base period",
    "transformation": "two different values",
    "gap": "a value",
    "negative": "scores of at least 0",
    "mean": "a mean other than 0",
    "weights": "indicators that differ between units",
    "amounts": "amounts of at least 0, not all 0",
}
# These say by themselves which rule it is; those are about weights.
_OWN: Final = frozenset({"denominator", "transformation", "gap"})
_OF_WEIGHTS: Final = frozenset({"weights", "amounts"})


def rows_of(table: Rows, **columns: Rows) -> Rows:
    """Give the rows of *table* whose ``fault`` is set, as a check asks for them; *columns* say what else is told."""
    blank = {"unit": ibis.literal(""), "found": ibis.null("float64"), "part": ibis.null("int32")}
    told = {name: table[name] for name in COLUMNS if name in table.columns}
    whole = {**blank, **told, **columns}
    return (
        table.filter(table["fault"].notnull())
        .select(**{name: whole[name] for name in COLUMNS})
        .order_by("part", "period", "unit")
        .limit(1)
    )


def refused(row: Sequence[Cell], index: Index) -> DomainError:
    """Make the error that a row of a check stands for."""
    period, part, unit, fault, found = row
    parts: tuple[Part, ...] = (*index.indicators, *index.nodes)
    one = parts[part] if isinstance(part, int) else None
    at = ", ".join(str(word) for word in (_named(one), unit, period) if word)
    shown = "others" if found is None else str(found)
    return DomainError(at=at, rule=_rule(one, str(fault)), expected=_EXPECTED[str(fault)], found=shown)


def _named(one: Part | None) -> str:
    if one is None:
        return ""
    return f'node "{one.name}"' if isinstance(one, Node) else f'indicator "{one.name}"'


def _rule(one: Part | None, fault: str) -> str:
    if fault in _OWN or one is None:
        return fault
    if isinstance(one, Node):
        return one.weighting if fault in _OF_WEIGHTS else one.aggregation.method
    return one.normalisation.method
