"""Draws, estimates and plans as tables for a terminal."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from zeren.cli.columns import padded
from zeren.draw.estimation import Estimate, Estimates
from zeren.draw.freezing import Design, Freeze
from zeren.draw.results import Result
from zeren.draw.sample_size import Prospect

__all__ = ["estimate_lines", "plan_lines", "result_lines"]

_GAP = "  "
_METHODS = {"exact": "exact", "normal": "normal", "joint": "exact, added", "none": "no more than was seen"}


def result_lines(freeze: Freeze, result: Result) -> Iterator[str]:
    """Tell who was drawn, stratum by stratum."""
    yield f"draw {freeze.draw}, {freeze.design.value}, {freeze.size} objects, freeze {result.freeze.hex()}"
    for cell, found in zip(freeze.cells, result.cells, strict=True):
        yield ""
        named = " · ".join(name for name in (cell.stratum, cell.risk) if name) or "all"
        yield f"{named}: {len(found.drawn)} of {cell.size} (quota {cell.quota})"
        for place, one in enumerate(found.drawn):
            batch = f"batch {place // freeze.batch + 1}  " if freeze.design is Design.BATCHES else ""
            yield f"  {place + 1:>5}  {batch}{one.id}  {one.ticket.hex()[:16]}…"
        for change in found.changes:
            yield (
                f"      +  {change.added}" + (f" for {change.removed}" if change.removed else "") + f": {change.reason}"
            )


def estimate_lines(found: Estimates) -> Iterator[str]:
    """Tell shares and totals with their intervals."""
    heads = ("", "objects", "drawn", "inspected", "violations", "share", "total", "interval of the total", "by")
    rows = [_estimate_row(one) for one in (*found.cells, found.overall)]
    yield from _table([heads, *rows])
    yield ""
    yield f"Confidence {_number(found.confidence * 100)} %. Not inspected: {found.overall.not_inspected}."
    if found.overall.not_inspected:
        low, high = _number(found.overall.if_none), _number(found.overall.if_all)
        yield f"If none of these had a violation the total would be {low}, if all had, {high}."


def plan_lines(found: Sequence[Prospect]) -> Iterator[str]:
    """Tell what samples can conclude."""
    heads = ("inspected", "of", "none found: at most", "at least one found if", "share known within ±")
    rows = [
        (
            str(one.take),
            str(one.size),
            f"{one.none_found_at_most} ({_number(Fraction(100 * one.none_found_at_most, one.size))} %)",
            "never" if one.found_from is None else f"{one.found_from} or more",
            f"{_number(one.half_width * 100)} points",
        )
        for one in found
    ]
    yield from _table([heads, *rows])


def _estimate_row(one: Estimate) -> tuple[str, ...]:
    share = "–" if one.share is None else f"{_number(one.share * 100)} %"
    total = "–" if one.total is None else _number(one.total)
    counts = (one.size, one.approached, one.inspected, one.violations)
    named = " · ".join(name for name in (one.stratum, one.risk) if name) or "all"
    return (named, *map(str, counts), share, total, f"{_number(one.low)} – {_number(one.high)}", _METHODS[one.method])


def _table(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(_width(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        yield _GAP.join(padded(text, width) for text, width in zip(row, widths, strict=True)).rstrip()


def _width(text: str) -> int:
    return len(text) * 2 - len(padded(text, len(text) * 2)) + len(text)


def _number(value: Fraction) -> str:
    """Write with one decimal at most; half away from nought."""
    tenths = int(abs(value) * 10 + Fraction(1, 2))
    return f"{'-' if value < 0 and tenths else ''}{tenths // 10}" + (f".{tenths % 10}" if tenths % 10 else "")
