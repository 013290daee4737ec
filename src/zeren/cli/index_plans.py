"""What the index would say under other rules, and what would bring a unit to a score."""

import sys
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Final

from zeren.cli.index_inputs import Asked, show_progress, shown_as
from zeren.cli.index_output import form_of, put_out
from zeren.cli.index_tables import Cell, say_text
from zeren.composite import DomainError, Index, Result, TableError, score
from zeren.composite.aggregation import Aggregation, Mean
from zeren.composite.reaching import Way, cheapest
from zeren.composite.standing import Places
from zeren.composite.uncertainty import robustness

__all__ = ["say_comparison", "say_way"]

_WRONG: Final = 2
_ASSUMED: Final = (
    "Assumed: the other units and the yardsticks stay as they are, a point costs the same wherever it begins, and no "
    "indicator goes beyond the top of its scale or the best score there is."
)
# What an index is compared with: rules that need nothing but scores and weights.
_NAMES: Final[tuple[Mean, ...]] = (
    "arithmetic",
    "geometric",
    "copeland",
    "topsis",
    "vikor",
    "wroclaw",
    "benefit_of_the_doubt",
)
_RULES: Final = {name: Aggregation(method=name, parameter=Fraction(1, 2)) for name in _NAMES}


def say_comparison(asked: Asked) -> int:
    """Tell how far units move under other rules for the whole, and how often that is beyond their interval.

    No place is shown that would stand there without an interval of its own.
    """
    index = asked.index
    places = robustness(index, asked.table, progress=show_progress)
    rows: list[list[Cell]] = []
    refused: list[str] = []
    for name, rule in _RULES.items():
        if name == index.root.aggregation.method:
            continue
        try:
            rows.append([name, *_moves(places, _ranks(index, score(_under(index, rule), asked.table)))])
        except DomainError as undefined:
            refused.append(f"{name} needs {undefined.params['expected']}")
    put_out(asked, ["rule", "mean_move", "largest_move", "unit", "beyond_interval"], rows)
    if form_of(asked.arguments) == "table":
        say_text(
            f"Moves are in places, from those by {index.root.aggregation.method}. Beyond interval: units whose place "
            f"by the rule lies outside the interval of their place in {places.draws} draws."
        )
        for one in refused:
            say_text(f"Left out: {one}.")
    return 0


def _moves(places: Places, ranks: Mapping[str, Fraction]) -> list[Cell]:
    moved = {one.unit: abs(ranks[one.unit] - one.rank) for one in places.standings if one.rank and one.unit in ranks}
    beyond = sum(not one.best <= ranks[one.unit] <= one.worst for one in places.standings if one.unit in moved)
    farthest = max(moved, key=lambda unit: moved[unit], default=None)
    if farthest is None:
        return [None, None, None, 0]
    return [round(float(sum(moved.values()) / len(moved)), 2), float(moved[farthest]), farthest, beyond]


def _under(index: Index, rule: Aggregation) -> Index:
    return replace(index, nodes=(replace(index.root, aggregation=rule), *index.nodes[1:]))


def _ranks(index: Index, result: Result) -> dict[str, Fraction]:
    ranks = result.ranks[index.root.name]
    return {unit: rank for unit, rank in zip(result.units, ranks, strict=True) if rank is not None}


def say_way(asked: Asked) -> int:
    """Tell the cheapest set of indicators that brings a unit to a score."""
    arguments = asked.arguments
    if not arguments.unit or not arguments.score:
        print("zeren index reach: name the unit with --unit and the score with --score", file=sys.stderr)
        return _WRONG
    if arguments.unit not in asked.table.units:
        raise TableError(at="--unit", expected="one of " + ", ".join(asked.table.units)[:300], found=arguments.unit)
    costs = _costs(asked)
    step = None if arguments.step is None else _number("--step", arguments.step, above=0)
    target = _number("--score", arguments.score)
    way = cheapest(asked.index, asked.table, arguments.unit, target=target, costs=costs, step=step)
    if way is None:
        print(f"{arguments.unit} does not reach {arguments.score}, whatever of these indicators is lifted.")
        return 1
    _say_way(asked, way)
    if form_of(arguments) == "table":
        say_text(_ASSUMED + ("" if costs else " No cost was given: every point costs 1."))
    return 0


def _say_way(asked: Asked, way: Way) -> None:
    index = asked.index
    rows: list[list[Cell]] = [
        [one.name, shown_as(index, one.before), shown_as(index, one.after), shown_as(index, one.cost)]
        for one in way.lifts
    ]
    root = [index.root.name, shown_as(index, way.before), shown_as(index, way.after), shown_as(index, way.cost)]
    put_out(asked, ["lift", "from", "to", "cost"], [*rows, root])


def _costs(asked: Asked) -> dict[str, Fraction] | None:
    """Read the costs of the command line, else those of the file, else none."""
    named = {one.name: one.cost for one in asked.index.indicators}
    found = {name: Fraction(cost) for name, cost in named.items() if cost is not None}
    if asked.arguments.cost:
        pairs = [text.rpartition("=") for text in asked.arguments.cost]
        found = {name.strip(): _number("--cost", cost) for name, _, cost in pairs}
        unknown = [name for name in found if name not in named]
        if unknown:
            raise TableError(
                at="--cost", expected="INDICATOR=COST of one of " + ", ".join(named)[:300], found=unknown[0]
            )
    return found or None


def _number(option: str, text: str, *, above: int | None = None) -> Fraction:
    try:
        number = Fraction(text.strip())
    except (ValueError, ZeroDivisionError):
        raise TableError(at=option, expected="a number", found=text) from None
    if number < 0 or (above is not None and number <= above):
        raise TableError(at=option, expected="a number above 0" if above == 0 else "a number of at least 0", found=text)
    return number
