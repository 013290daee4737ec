"""What places depend on: which of the open choices, and which part of the index."""

import sys
from collections.abc import Mapping
from typing import Final

from zeren.cli.index_inputs import Asked, show_progress
from zeren.cli.index_output import form_of, put_out
from zeren.cli.index_tables import Cell, say_text
from zeren.composite import TableError
from zeren.composite.choices import leavable
from zeren.composite.sensitivity import leave_one_out, variance_shares
from zeren.composite.variance import Share

__all__ = ["say_shares"]

_WRONG: Final = 2
_SAMPLE: Final = 256


def say_shares(asked: Asked) -> int:
    """Tell what `robustness --by` asks for."""
    return _say_choices(asked) if asked.arguments.by == "choice" else _say_parts(asked)


def _say_choices(asked: Asked) -> int:
    """Tell what each choice explains of the variance: of the mean shift of all places, and unit by unit."""
    unit = asked.arguments.unit
    sample = _SAMPLE if asked.arguments.sample is None else asked.arguments.sample
    if sample <= 1:
        print("zeren index robustness: --sample is a whole number of at least 2", file=sys.stderr)
        return _WRONG
    if unit and unit not in asked.table.units:
        raise TableError(at="--unit", expected="one of " + ", ".join(asked.table.units)[:300], found=unit)
    shares = variance_shares(asked.index, asked.table, sample=sample, progress=show_progress)
    if unit and unit not in shares.of_unit:
        raise TableError(at="--unit", expected="one of " + ", ".join(shares.of_unit)[:300], found=unit)
    wide = form_of(asked.arguments) != "table"
    units = [unit] if unit else list(shares.of_unit) if wide else []
    rows = _rows("mean shift", None, shares.of_shift)
    for one in units:
        rows += _rows("place", one, shares.of_unit[one]) + _rows("score", one, shares.of_score[one])
    put_out(asked, ["of", "unit", "choice", "first", "total"], rows)
    if not wide:
        say_text(
            "First: the share of the variance that the choice explains alone; total: with all it acts together with. "
            f'Estimates over two samples of {sample} (seed "{asked.index.robustness.seed}"), which may lie a little '
            "outside 0 and 1. Mean shift: by how many places the units lie from their places by the index as it is."
        )
    return 0


def _rows(of: str, unit: str | None, shares: Mapping[str, Share]) -> list[list[Cell]]:
    return [[of, unit, choice, round(one.first, 4), round(one.total, 4)] for choice, one in shares.items()]


def _say_parts(asked: Asked) -> int:
    """Tell by how many places units move without each indicator and each node with all under it."""
    moved = leave_one_out(asked.index, asked.table, parts=leavable(asked.index))
    order = sorted(moved, key=lambda name: -moved[name])
    put_out(asked, ["part", "mean_move"], [[name, round(moved[name], 3)] for name in order])
    if form_of(asked.arguments) == "table":
        say_text("By how many places units move in the mean when the part is left out, with all that stands under it.")
    return 0
