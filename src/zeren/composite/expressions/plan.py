"""A computation over tables as a short series of named steps, each one SELECT over inputs and earlier steps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import ibis
from ibis import Table as Rows

__all__ = ["Cell", "Constants", "Kind", "Plan", "Rows", "Series", "Step"]

Cell = str | int | float | bool | None
# A view is computed where it is read, a table once; a small one has some rows for each indicator or node, and goes to
# every machine; a check must have no row.
Kind = Literal["view", "table", "small", "check"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Constants:
    """What the file of the index says, as a small table.

    Attributes
    ----------
    name
    schema
        Type by column, as Ibis names types.
    rows
        A cell for each column.
    """

    name: str
    schema: Mapping[str, str]
    rows: Sequence[Sequence[Cell]]

    @property
    def table(self) -> Rows:
        """The table for others to read."""
        return ibis.table(dict(self.schema), name=self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One SELECT with a name.

    Attributes
    ----------
    note
        What it does, in a sentence for whoever reads the script.
    """

    name: str
    kind: Kind
    note: str
    query: Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All steps, in the order in which they are made.

    Attributes
    ----------
    constants
        Made before the steps.
    """

    constants: tuple[Constants, ...]
    steps: tuple[Step, ...]


@dataclass(slots=True)
class Series:
    """Steps as they are added; each gives the table that later ones read."""

    constants: list[Constants] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)

    def constant(self, name: str, schema: Mapping[str, str], rows: Sequence[Sequence[Cell]]) -> Rows:
        """Add a table of constants."""
        added = Constants(name=name, schema=schema, rows=rows)
        self.constants.append(added)
        return added.table

    def view(self, name: str, query: Rows, note: str) -> Rows:
        """Add a step that is computed where it is read."""
        return self._add(name, "view", query, note)

    def table(self, name: str, query: Rows, note: str) -> Rows:
        """Add a step that is computed once."""
        return self._add(name, "table", query, note)

    def small(self, name: str, query: Rows, note: str) -> Rows:
        """Add a step that is computed once and has few rows."""
        return self._add(name, "small", query, note)

    def check(self, name: str, query: Rows, note: str) -> None:
        """Add a step that must have no row, with the columns of `faults.COLUMNS`."""
        self._add(name, "check", query, note)

    def plan(self) -> Plan:
        """Give what was added."""
        return Plan(constants=tuple(self.constants), steps=tuple(self.steps))

    def _add(self, name: str, kind: Kind, query: Rows, note: str) -> Rows:
        self.steps.append(Step(name=name, kind=kind, note=note, query=query))
        return ibis.table(query.schema(), name=name)
