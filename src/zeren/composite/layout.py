"""How the data of an index are laid out: what their columns are called, and how their cells are written."""

from dataclasses import dataclass
from typing import Literal

__all__ = ["Decimal", "Layout"]

Decimal = Literal[".", ","]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What the heads of the columns are called that are no indicators, and how cells are written.

    Attributes
    ----------
    unit, group, period
        The heads of these columns; group and period may be absent from the data.
    indicator, value
        The heads of a tidy table; with the first alone, every column that is called by a period holds values of it.
    missing
        What else stands for a gap than an empty cell, ``NA``, ``..`` and the like.
    without
        Rows that are no units, as a sum of all or a mean: they are passed over.
    decimal
        What parts the whole from the decimals; None if the file of the index does not say.
    """

    unit: str = "unit"
    group: str = "group"
    period: str = "period"
    indicator: str = "indicator"
    value: str = "value"
    missing: frozenset[str] = frozenset()
    decimal: Decimal | None = None
    without: frozenset[str] = frozenset()

    @property
    def special(self) -> tuple[str, str, str]:
        """The heads that stand beside the values."""
        return self.unit, self.group, self.period
