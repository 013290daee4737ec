"""Why a score is what it is, why two differ, what another value or weight would do, and what the data say."""

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Final

from zeren.cli.index_groups import has_groups
from zeren.cli.index_inputs import Asked, chosen, show_progress, shown_as, state_of
from zeren.cli.index_output import form_of, put_out
from zeren.cli.index_tables import Cell, say, say_text
from zeren.composite import Index, Number, Table, TableError, rounded, score
from zeren.composite.audit import audit, effective_weights
from zeren.composite.explanation import Effect, State, contributions, difference
from zeren.composite.report import told
from zeren.composite.standing import Places, Standing
from zeren.composite.uncertainty import robustness

__all__ = ["say_audit", "say_explanation", "say_what_if"]

_WRONG: Final = 2
_WITHIN: Final = ("group_place", "group_from", "group_to")
_CHANGE: Final = re.compile(r"\s*(?P<whose>.+?)\s*:\s*(?P<what>.+?)\s*=\s*(?P<number>\S+)\s*")
_WEIGHT: Final = "weight"
_KINDS: Final = {"score": "its score", "weight": "its weight", "adjustment": "cut off, rounded or capped"}


def say_explanation(asked: Asked) -> int:
    """Tell what the score of a unit is made of, or why it differs from another's or from its own of before."""
    arguments = asked.arguments
    if not arguments.unit:
        print("zeren index explain: name the unit with --unit", file=sys.stderr)
        return _WRONG
    after = _state(asked, asked.table, arguments.unit)
    if arguments.since:
        return _say_difference(asked, _state(asked, chosen(asked.tables, arguments.since), arguments.unit), after)
    if arguments.against:
        return _say_difference(asked, _state(asked, asked.table, arguments.against), after)
    return _say_parts(asked, after)


def _state(asked: Asked, table: Table, unit: str) -> State:
    return state_of(score(asked.index, table), unit)


def _say_parts(asked: Asked, state: State) -> int:
    index, root = asked.index, asked.index.root.name
    if state.score(root) is None:
        lacking = [name for name in state.result.values if state.score(name) is None]
        found = f"{state.unit}, which lacks {', '.join(lacking)[:200]}"
        raise TableError(at="--unit", expected="a unit with a score", found=found)
    rows: list[list[Cell]] = []
    for one in sorted(contributions(index, state), key=lambda one: -one.points):
        slope = rounded(one.slope, digits=4)
        rows.append([one.name, shown_as(index, one.score), slope, _points(index, one.points)])
    rows.append([root, None, None, shown_as(index, state.score(root))])
    put_out(asked, ["part", "score", "weight", "points"], rows)
    return 0


def _points(index: Index, points: Number) -> Decimal:
    # One more digit than scores have, so that small parts are seen.
    return rounded(points, digits=index.digits + 1)


def _say_difference(asked: Asked, before: State, after: State) -> int:
    effects = difference(asked.index, before, after)
    rows: list[list[Cell]] = [_effect(asked.index, effect) for effect in effects]
    root = asked.index.root.name
    ends = before.score(root), after.score(root)
    moved = None if ends[0] is None or ends[1] is None else _points(asked.index, ends[1] - ends[0])
    whole: list[Cell] = [root, "in all", shown_as(asked.index, ends[0]), shown_as(asked.index, ends[1]), moved]
    put_out(asked, ["part", "by", "before", "after", "points"], [*rows, whole])
    return 0


def _effect(index: Index, effect: Effect) -> list[Cell]:
    scores = shown_as(index, effect.before), shown_as(index, effect.after)
    return [effect.name, _KINDS[effect.kind], *scores, _points(index, effect.points)]


def say_what_if(asked: Asked) -> int:
    """Tell what scores and places would be with other values or weights."""
    if not asked.arguments.set:
        print('zeren index what-if: say what changes, as --set "UNIT: COLUMN = VALUE"', file=sys.stderr)
        return _WRONG
    index, table = asked.index, asked.table
    for change in asked.arguments.set:
        index, table = _changed(index, table, change)
    before = robustness(asked.index, asked.table, progress=show_progress)
    after = robustness(index, table, progress=show_progress)
    heads = ["unit", "score", "place", "from", "to", "then", "then_place", "then_from", "then_to"]
    rows = _moves(index, before, after)
    if has_groups(asked):
        heads += ["group", *_WITHIN, *(f"then_{head}" for head in _WITHIN)]
        rows = [[*row, *cells] for row, cells in zip(rows, _moves_within(before, after), strict=True)]
    put_out(asked, heads, rows)
    return 0


def _changed(index: Index, table: Table, change: str) -> tuple[Index, Table]:
    found = _CHANGE.fullmatch(change)
    try:
        number = Fraction(found["number"]) if found else None
    except (ValueError, ZeroDivisionError):
        number = None
    if found is None or number is None:
        raise TableError(at="--set", expected='"UNIT: COLUMN = VALUE" or "weight: PART = WEIGHT"', found=change)
    if found["whose"] == _WEIGHT and _WEIGHT not in table.units:
        return _reweighted(index, found["what"], number), table
    # An indicator may be named in place of the column that it is read from.
    columns = {one.name: one.column for one in reversed(index.indicators)}
    column = found["what"] if found["what"] in table.columns else columns.get(found["what"], found["what"])
    return index, _revalued(table, found["whose"], column, number)


def _reweighted(index: Index, name: str, weight: Fraction) -> Index:
    names = [*(node.name for node in index.nodes), *(one.name for one in index.indicators)]
    if name not in names or weight < 0:
        raise TableError(at="--set", expected="a weight of at least 0 of one of " + ", ".join(names)[:300], found=name)
    return replace(
        index,
        nodes=tuple(replace(one, weight=weight) if one.name == name else one for one in index.nodes),
        indicators=tuple(replace(one, weight=weight) if one.name == name else one for one in index.indicators),
    )


def _revalued(table: Table, unit: str, column: str, number: Fraction) -> Table:
    if unit not in table.units or column not in table.columns:
        expected = f"a unit, and a column of {', '.join(table.columns)}"
        raise TableError(at="--set", expected=expected[:300], found=f"{unit}: {column}")
    place = table.units.index(unit)
    cells = table.columns[column]
    return replace(
        table,
        columns={**table.columns, column: (*cells[:place], number, *cells[place + 1 :])},
        inapplicable=table.inapplicable - {(unit, column)},
    )


def _moves(index: Index, before: Places, after: Places) -> Sequence[Sequence[Cell]]:
    """Put both standings of each unit beside each other, each place with its interval."""
    known = {one.unit: one for one in before.standings}
    return [[one.unit, *_standing(index, known.get(one.unit)), *_standing(index, one)] for one in after.standings]


def _moves_within(before: Places, after: Places) -> Iterator[list[Cell]]:
    """Yield both standings of each unit within its group."""
    known = {one.unit: one.within for one in before.standings}
    for one in after.standings:
        yield [one.group, *_place_within(known.get(one.unit)), *_place_within(one.within)]


def _place_within(one: Standing | None) -> list[Cell]:
    return [None] * len(_WITHIN) if one is None else [one.rank, one.best, one.worst]


def _standing(index: Index, one: Standing | None) -> list[Cell]:
    return [None] * 4 if one is None else [shown_as(index, one.score), one.rank, one.best, one.worst]


def say_audit(asked: Asked) -> int:
    """Tell what the data say about the index, and what each part weighs."""
    index = asked.index
    result = score(index, asked.table)
    findings = audit(index, result, inapplicable=asked.inapplicable)
    if form_of(asked.arguments) == "table":
        for finding in findings:
            say_text(told(finding, " and ".join(finding.names), "en"))
        say_text("Nothing else is worth a look." if findings else "Nothing is worth a look.")
        weights = effective_weights(index)
        say("table", ["part", "weight"], [[name, rounded(weight, digits=4)] for name, weight in weights.items()])
        return 0
    rows: list[list[Cell]] = [
        [finding.topic, " ".join(finding.names), round(finding.measure, 4)] for finding in findings
    ]
    put_out(asked, ["topic", "names", "measure"], rows)
    return 0
