"""What has to be said beside the scores of an index: what was missing, filled in, left out and capped."""

from collections.abc import Iterable, Iterator
from typing import Final

from zeren.cli.index_inputs import Asked
from zeren.composite import Result, Table

__all__ = ["notes", "passed_over"]

_NAMED: Final = 10
_QUOTED: Final = 300


def notes(asked: Asked, result: Result) -> Iterator[str]:
    """Yield a sentence for each thing that a reader of the scores has to know."""
    yield from passed_over(asked.table)
    if absent := asked.absent.get(asked.period, ()):
        yield f"Not in every file, so with gaps: {_some(f'{unit} ({name})' for unit, name in absent)}."
    if result.left_out:
        yield f"Left out, with too little data: {', '.join(result.left_out)}."
    without = [
        unit for unit, score in zip(result.units, result.scores[asked.index.root.name], strict=True) if score is None
    ]
    if without:
        yield f"Without a score, so without a place: {_some(without)}."
    if missing := _missing(asked, result):
        named = _some(f"{unit} {count}" for unit, count in missing)
        yield f"Missing, of {len(result.values)} values: {named}."
    if result.filled:
        yield f"{len(result.filled)} values stand for missing ones."
    if result.small:
        marked = ", ".join(f"{unit} ({name})" for unit, name in sorted(result.small))
        yield f"Over a small denominator, so that chance decides much: {marked}."
    if result.vetoed:
        yield f"Capped by a veto: {', '.join(result.vetoed)}."


def passed_over(table: Table) -> Iterator[str]:
    """Quote the notes below the data, which are no units."""
    if table.notes:
        yield f"Passed over below the data: {' / '.join(table.notes)[:_QUOTED]}"


def _some(named: Iterable[str]) -> str:
    listed = list(named)
    return ", ".join(listed[:_NAMED]) + (", …" if len(listed) > _NAMED else "")


def _missing(asked: Asked, result: Result) -> list[tuple[str, int]]:
    """Count the gaps of each unit, the most first: without a word, a unit with one value could come first."""
    known = result.filled | asked.inapplicable
    counts = [
        (unit, sum(column[at] is None and (unit, name) not in known for name, column in result.values.items()))
        for at, unit in enumerate(result.units)
    ]
    return sorted((one for one in counts if one[1]), key=lambda one: -one[1])
