"""The values of an index in arrays, and their scores under the rules that a draw chooses."""

import numpy as np
import numpy.typing as npt

from zeren.composite.arrays.drawing import uniform_rows
from zeren.composite.arrays.normalising import normalised
from zeren.composite.arrays.treating import treated
from zeren.composite.errors import DomainError
from zeren.composite.imputation import impute
from zeren.composite.model import Index, Indicator
from zeren.composite.scoring import Measured
from zeren.composite.table import Table

__all__ = ["Values", "caps_of"]

_Array = npt.NDArray[np.float64]


class Values:
    """What was measured, divided by its denominators: before anything is filled in.

    Parameters
    ----------
    index
        The model.
    table
        The data as they came: an error of measurement is drawn for every unit, also for one that was left out.
    measured
        The same, screened.
    """

    def __init__(self, index: Index, table: Table, measured: Measured) -> None:
        self._index = index
        self._units = measured.units
        self._all_units = len(table.units)
        kept = {unit: place for place, unit in enumerate(table.units)}
        self._kept = np.array([kept[unit] for unit in measured.units], dtype=np.int64)
        self._groups = measured.groups
        self._values = np.array([_floats(measured.values[one.name]) for one in index.indicators])
        self.applying = np.array(
            [[(unit, one.name) not in measured.inapplicable for unit in self._units] for one in index.indicators]
            if measured.inapplicable
            else np.ones(self._values.shape),
            dtype=bool,
        )

    def scores(self, index: Index, error: int = -1) -> _Array:
        """Score every indicator by the rules of *index*, under an error of measurement if one was drawn.

        Returns
        -------
        array, shape (indicators, units)
            NaN where there is no score.

        Raises
        ------
        DomainError
            If a rule is not defined for the values.
        """
        values = self._values if error < 0 else self._values * self._factors(error)
        return np.array(
            [
                self._scored(one, row, applying)
                for one, row, applying in zip(index.indicators, values, self.applying, strict=True)
            ]
        )

    def _factors(self, number: int) -> _Array:
        """Give the factor of every value: that of its column, over that of its denominator if that is measured too."""
        plan = self._index.robustness
        columns = sorted({one.column for one in self._index.indicators})
        noise = uniform_rows(plan.seed, "error", [number], len(columns) * self._all_units)
        rows = 1 + float(plan.error) * (2 * noise.reshape(len(columns), -1)[:, self._kept] - 1)
        by_column = dict(zip(columns, rows, strict=True))
        return np.array([by_column[one.column] / by_column.get(one.denominator, 1.0) for one in self._index.indicators])

    def _scored(self, one: Indicator, values: _Array, applying: npt.NDArray[np.bool_]) -> _Array:
        whole = np.where(applying, self._imputed(one, values), np.nan)
        there = ~np.isnan(whole)
        scores = np.full(len(whole), np.nan)
        try:
            scores[there] = normalised(treated(whole[there], one.treatment), one.normalisation, one.direction)
        except DomainError as refused:
            raise DomainError(**{**refused.params, "at": f'indicator "{one.name}"'}) from refused
        return scores

    def _imputed(self, one: Indicator, values: _Array) -> _Array:
        gaps = np.isnan(values)
        if one.imputation == "none" or not gaps.any():
            return values
        known = [None if gap else float(number) for number, gap in zip(values, gaps, strict=True)]
        return _floats(tuple(impute(known, one.imputation, groups=self._groups)))


def _floats(column: tuple[object, ...]) -> _Array:
    return np.array([np.nan if number is None else number for number in column], dtype=float)


def caps_of(index: Index, measured: Measured) -> _Array:
    """Give the highest score that the vetoes leave to each unit."""
    caps = np.full(len(measured.units), np.inf)
    for veto in index.vetoes:
        cases = _floats(measured.cases[veto.column])
        caps[cases >= float(veto.at_least)] = np.minimum(caps[cases >= float(veto.at_least)], float(veto.score_at_most))
    return caps
