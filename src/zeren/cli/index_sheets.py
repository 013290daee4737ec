"""The further sheets of a workbook: every score, how sure the places are, the tree, and what scores are made of."""

from collections.abc import Iterator

from zeren.cli.index_groups import group_sheet
from zeren.cli.index_inputs import Asked, shown_as
from zeren.cli.index_output import Sheet
from zeren.cli.index_tables import Cell
from zeren.composite import Indicator, Result, rounded
from zeren.composite.audit import effective_weights
from zeren.composite.explanation import State, contributions, is_sum
from zeren.composite.model import Part
from zeren.composite.standing import Places

__all__ = ["sheets"]


def sheets(asked: Asked, result: Result, places: Places) -> Iterator[Sheet]:
    """Yield the sheets in the order of reading."""
    yield _scores(asked, result)
    yield _ranks(places)
    if places.by_group:
        yield group_sheet(places)
    yield _nodes(asked)
    if is_sum(asked.index):
        yield _contributions(asked, result)


def _scores(asked: Asked, result: Result) -> Sheet:
    names = [*(node.name for node in asked.index.nodes), *(one.name for one in asked.index.indicators)]
    rows: list[list[Cell]] = [
        [unit, result.groups[place], *(shown_as(asked.index, result.scores[name][place]) for name in names)]
        for place, unit in enumerate(result.units)
    ]
    return "scores", ["unit", "group", *names], rows


def _ranks(places: Places) -> Sheet:
    heads = ["place", "from", "median", "to", "mean", "tier", "unit"]
    rows: list[list[Cell]] = [
        [one.rank, one.best, one.median, one.worst, round(one.mean, 2), one.tier, one.unit] for one in places.standings
    ]
    return "ranks", heads, rows


def _nodes(asked: Asked) -> Sheet:
    index = asked.index
    weights = effective_weights(index)
    parts: tuple[Part, ...] = (*index.nodes, *index.indicators)
    rows: list[list[Cell]] = [
        [part.name, part.title, part.parent, float(part.weight), rounded(weights[part.name], digits=6), *_rules(part)]
        for part in parts
    ]
    heads = ["name", "title", "under", "weight", "effective weight", "rule", "direction", "unit", "source"]
    return "nodes", heads, rows


def _rules(part: Part) -> list[Cell]:
    if isinstance(part, Indicator):
        direction = "more" if part.direction == 1 else "less"
        return [part.normalisation.method, direction, part.unit, part.source]
    return [part.aggregation.method, None, None, None]


def _contributions(asked: Asked, result: Result) -> Sheet:
    rows: list[list[Cell]] = []
    for unit, whole in zip(result.units, result.scores[asked.index.root.name], strict=True):
        if whole is not None:
            rows += [
                [unit, one.name, shown_as(asked.index, one.score), rounded(one.points, digits=asked.index.digits + 2)]
                for one in contributions(asked.index, State(result=result, unit=unit))
            ]
    return "contributions", ["unit", "part", "score", "points"], rows
