"""From an index and its data to scores, places and grades.

The stages, in this order: divide by denominators; leave out units with too little data; fill in; treat; normalise;
put together, from the leaves to the root; cap where there is a veto; rank; grade.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from zeren.composite.aggregation import Aggregation, aggregate
from zeren.composite.changes import check_changes
from zeren.composite.errors import DomainError
from zeren.composite.exact import Number, clamped, rounded, total
from zeren.composite.imputation import impute
from zeren.composite.kinds import check_groups, counted_by_group
from zeren.composite.model import Index, Indicator, Node, Part
from zeren.composite.normalisation import normalise
from zeren.composite.preparation import (
    divided,
    filled_by_row,
    inapplicable_pairs,
    screened,
    small_denominators,
)
from zeren.composite.ranking import places
from zeren.composite.relative import RELATIVE, relate
from zeren.composite.table import Table
from zeren.composite.treatment import treat
from zeren.composite.weighting import weigh

__all__ = ["Measured", "Result", "joined_rows", "measure", "present_row", "put_together", "score"]

_Column = tuple[Number | None, ...]
_Applying = tuple[str, Number, Number | None]
_Present = list[tuple[str, Number, Number]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The indicators of an index, scored: all that its tree needs.

    Attributes
    ----------
    units, groups : shape (n,)
        Without the units left out.
    values, scores
        By indicator: shape (n,), as measured and divided, and normalised.
    inapplicable, filled, small
        Pairs of unit and indicator.
    left_out
        Units with too little data.
    cases
        By column of a veto: shape (n,).
    """

    units: tuple[str, ...]
    groups: tuple[str, ...]
    values: Mapping[str, _Column]
    scores: Mapping[str, _Column]
    inapplicable: frozenset[tuple[str, str]]
    filled: frozenset[tuple[str, str]]
    left_out: tuple[str, ...]
    cases: Mapping[str, _Column]
    small: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came out, and what was done on the way.

    Attributes
    ----------
    units : shape (n,)
        In the order of the data, without those left out.
    values
        By indicator: shape (n,), as measured, divided and shrunk, before anything is filled in but what comes from
        other periods.
    scores
        By indicator and by node: shape (n,), None where there is none.
    shares
        By node and then by its parts: shape (n,), the share of the weight that each part had for each unit; 0 where
        it was left out, 1 in all.
    ranks
        By node: shape (n,).
    grades : shape (n,)
        Of the root; empty texts where the index has none.
    filled
        Pairs of unit and indicator that stand for what was missing.
    left_out
        Units with too little data.
    vetoed
        Units whose score was capped.
    small
        Pairs of unit and indicator whose denominator is too small to say much.
    """

    units: tuple[str, ...]
    groups: tuple[str, ...]
    values: Mapping[str, _Column]
    scores: Mapping[str, _Column]
    shares: Mapping[str, Mapping[str, tuple[Number, ...]]]
    ranks: Mapping[str, tuple[Fraction | None, ...]]
    grades: tuple[str, ...]
    filled: frozenset[tuple[str, str]]
    left_out: tuple[str, ...]
    vetoed: tuple[str, ...]
    small: frozenset[tuple[str, str]] = frozenset()


def score(index: Index, table: Table) -> Result:
    r"""Compute the index.

    Parameters
    ----------
    index
        The model.
    table
        The data of one period, with every column the index names.

    Returns
    -------
    Result
        Exact where the rules of the index are linear and the data exact; never rounded, but where a
        node says so.

    Raises
    ------
    DomainError
        If a rule is not defined for the data; ``at`` names the indicator or the node.

    Examples
    --------
    >>> from zeren.composite.model_file import parse
    >>> from zeren.composite.table import read_tables
    >>> index = parse('''
    ... index = { name = "two", title = "Two halves" }
    ... node = [{ name = "whole" }]
    ... indicator = [{ name = "a", under = "whole" }, { name = "b", under = "whole", direction = "less" }]
    ... ''')
    >>> result = score(index, read_tables("unit,a,b\nX,1,5\nY,2,6\nZ,4,2\n")[""])
    >>> [(unit, round(float(number), 2)) for unit, number in zip(result.units, result.scores["whole"], strict=True)]
    [('X', 12.5), ('Y', 16.67), ('Z', 100.0)]
    """
    return put_together(index, measure(index, table))


def measure(index: Index, table: Table) -> Measured:
    """Score the indicators of *index*, each for itself: divide, leave out, fill in, treat, normalise."""
    check_changes(index)
    check_groups(index, table.groups)
    values = {one.name: divided(one, table) for one in index.indicators}
    kept, left_out = screened(index, table, values)
    values = {name: _chosen(column, kept) for name, column in values.items()}
    units = tuple(table.units[place] for place in kept)
    groups = tuple(table.groups[place] for place in kept) if table.groups else ("",) * len(kept)
    inapplicable = inapplicable_pairs(index, table)
    scores: dict[str, _Column] = {}
    filled = {(unit, one.name) for one in index.indicators for unit in units if (unit, one.column) in table.filled}
    rows = filled_by_row(index, values)
    for one in index.indicators:
        scores[one.name], new = _leaf(one, values[one.name], rows.get(one.name), units, groups, inapplicable)
        filled |= {(unit, one.name) for unit in new}
    return Measured(
        units=units,
        groups=groups,
        values=values,
        scores=scores,
        inapplicable=inapplicable,
        filled=frozenset(filled),
        left_out=left_out,
        small=frozenset(
            (unit, one.name) for one in index.indicators for unit in small_denominators(one, table) if unit in units
        ),
        cases={veto.column: _chosen(table.columns[veto.column], kept) for veto in index.vetoes},
    )


def put_together(index: Index, measured: Measured) -> Result:
    """Go up the tree of *index* from the scores of its indicators; cap, rank and grade."""
    scores, shares = _tree(index, measured)
    whole = scores[index.root.name]
    highest = index.first == "highest"
    capped = _capped(index, measured, whole)
    scores[index.root.name] = capped
    return Result(
        units=measured.units,
        groups=measured.groups,
        values=measured.values,
        scores=scores,
        shares=shares,
        ranks={
            node.name: tuple(places(scores[node.name], ties=index.ties, highest_first=highest)) for node in index.nodes
        },
        grades=tuple(_grade(index, number) for number in capped),
        filled=measured.filled,
        left_out=measured.left_out,
        small=measured.small,
        vetoed=tuple(unit for unit, old, new in zip(measured.units, whole, capped, strict=True) if old is not new),
    )


def _chosen(column: _Column, kept: Sequence[int]) -> _Column:
    return tuple(column[place] for place in kept)


def _leaf(
    one: Indicator,
    values: _Column,
    by_row: _Column | None,
    units: Sequence[str],
    groups: Sequence[str],
    inapplicable: frozenset[tuple[str, str]],
) -> tuple[_Column, list[str]]:
    """Score an indicator; say for whom it was filled in."""
    by_row = by_row if one.imputation == "row_mean" else None
    whole = list(by_row) if by_row is not None else impute(values, one.imputation, groups=groups)
    # What does not apply to a unit is not filled in for it.
    whole = [None if (unit, one.name) in inapplicable else number for unit, number in zip(units, whole, strict=True)]
    filled = [unit for unit, old, new in zip(units, values, whole, strict=True) if old is None and new is not None]
    try:
        return tuple(_normalised(treat(whole, one.treatment), one, groups)), filled
    except DomainError as refused:
        raise _placed(refused, f'indicator "{one.name}"') from refused


def _normalised(column: Sequence[Number | None], one: Indicator, groups: Sequence[str]) -> list[Number | None]:
    """Score the values against those of all units, or of the group, as the indicator says."""
    rule = one.normalisation
    if rule.over != "group":
        return normalise(column, rule, direction=one.direction)
    found: list[Number | None] = [None] * len(column)
    for group in dict.fromkeys(groups):
        members = [place for place, other in enumerate(groups) if other == group]
        own = replace(rule, over="period")
        try:
            scores = normalise([column[place] for place in members], own, direction=one.direction)
        except DomainError as refused:
            raise DomainError(
                **{**refused.params, "found": f'{refused.params["found"]} in the group "{group}"'}
            ) from refused
        for place, score_ in zip(members, scores, strict=True):
            found[place] = score_
    return found


def _placed(refused: DomainError, at: str) -> DomainError:
    return DomainError(**{**refused.params, "at": at})


def _tree(index: Index, measured: Measured) -> tuple[dict[str, _Column], dict[str, dict[str, tuple[Number, ...]]]]:
    scores: dict[str, _Column] = dict(measured.scores)
    shares: dict[str, dict[str, tuple[Number, ...]]] = {}
    absent = set(measured.inapplicable)
    for node in index.upwards():
        parts = index.parts(node)
        weights = _weights(node, parts, scores)
        counted = counted_by_group(parts, weights, measured.groups)
        rows = [
            [(name, weight, scores[name][place]) for name, weight in counted[group] if (unit, name) not in absent]
            for place, (unit, group) in enumerate(zip(measured.units, measured.groups, strict=True))
        ]
        absent |= {(unit, node.name) for unit, row in zip(measured.units, rows, strict=True) if not row}
        present = [present_row(node, row, unit) for unit, row in zip(measured.units, rows, strict=True)]
        scores[node.name] = tuple(joined_rows(node, present, measured.units))
        shares[node.name] = _shares([part.name for part in parts], present)
    return scores, shares


def _shares(names: Sequence[str], present: Sequence[_Present]) -> dict[str, tuple[Number, ...]]:
    """Give the share of the weight that each part had for each unit."""
    # Most units have the same parts with the same weights, which are known by their identity: to hash them is dear.
    by_parts: dict[tuple[tuple[str, int], ...], dict[str, Number]] = {}
    by_unit = []
    for row in present:
        parts = tuple((name, id(weight)) for name, weight, _ in row)
        if parts not in by_parts:
            whole = total(weight for _, weight, _ in row)
            by_parts[parts] = {name: weight / whole for name, weight, _ in row}
        by_unit.append(by_parts[parts])
    return {name: tuple(shares.get(name, Fraction(0)) for shares in by_unit) for name in names}


def present_row(
    node: Node, applying: Sequence[_Applying], unit: str, given: Mapping[str, Number] | None = None
) -> _Present:
    """List the parts that count with weight and score; none if too little is there.

    Whether there is enough is a matter of the weights that are *given*, where those that count were drawn.
    """
    found: _Present = []
    for name, weight, number in applying:
        if number is not None:
            found.append((name, weight, number))
        elif node.gaps.rule == "refuse":
            raise DomainError(at=f"{name}, {unit}", rule="gaps", expected="a value", found="nothing")
        elif node.gaps.rule == "leave":
            return []
        elif node.gaps.rule == "score":
            found.append((name, weight, node.gaps.score))
    return found if not node.gaps.needed or _is_enough(node.gaps.needed, applying, given) else []


def _is_enough(needed: Number, applying: Sequence[_Applying], given: Mapping[str, Number] | None) -> bool:
    """Say whether so large a share of the weight that applies is there."""
    weights = {name: weight if given is None else given[name] for name, weight, _ in applying}
    there = total(weights[name] for name, _, number in applying if number is not None)
    return there >= needed * total(weights.values())


def joined_rows(
    node: Node, present: Sequence[_Present], units: Sequence[str], rule: Aggregation | None = None
) -> list[Number | None]:
    """Put the parts of every unit together, by *rule* in place of the node's own if one is given."""
    rule = rule or node.aggregation
    if rule.method not in RELATIVE:
        return [_bounded(node, _joined(node, row, unit, rule)) for unit, row in zip(units, present, strict=True)]
    try:
        return [_bounded(node, number) for number in relate(present, rule)]
    except DomainError as refused:
        raise _placed(refused, f'node "{node.name}"') from refused


def _joined(node: Node, present: _Present, unit: str, rule: Aggregation) -> Number | None:
    if not present:
        return None
    try:
        _, weights, numbers = zip(*present, strict=True)
        return aggregate(numbers, weights, rule)
    except DomainError as refused:
        raise _placed(refused, f'node "{node.name}", {unit}') from refused


def _bounded(node: Node, found: Number | None) -> Number | None:
    """Cut off and round as the node says."""
    if found is None:
        return None
    if node.low is not None or node.high is not None:
        found = clamped(found, found if node.low is None else node.low, found if node.high is None else node.high)
    return found if node.digits is None else Fraction(rounded(found, digits=node.digits))


def _weights(node: Node, parts: Sequence[Part], scores: Mapping[str, _Column]) -> Sequence[Number]:
    if node.comparison is not None:
        return node.comparison.weights
    if node.weighting == "given":
        return [part.weight for part in parts]
    if node.weighting == "equal":
        return [Fraction(1)] * len(parts)
    rows = zip(*(scores[part.name] for part in parts), strict=True)
    whole = [[number for number in row if number is not None] for row in rows]
    columns = list(zip(*(row for row in whole if len(row) == len(parts)), strict=True))
    try:
        return weigh(columns, node.weighting, importance=[part.weight for part in parts])
    except DomainError as refused:
        raise _placed(refused, f'weights of node "{node.name}"') from refused


def _capped(index: Index, measured: Measured, column: _Column) -> _Column:
    found = list(column)
    for veto in index.vetoes:
        for place, cases in enumerate(measured.cases[veto.column]):
            number = found[place]
            if number is not None and cases is not None and cases >= veto.at_least and number > veto.score_at_most:
                found[place] = veto.score_at_most
    return tuple(found)


def _grade(index: Index, number: Number | None) -> str:
    """Grade the score as it is published: a 59.996 that is printed as 60.00 has passed."""
    if number is None:
        return ""
    shown = Fraction(_shown(index, number))
    return next((grade.name for grade in index.grades if shown >= grade.at_least), "")


def _shown(index: Index, number: Number) -> Decimal:
    return rounded(number, digits=index.digits, rule=index.rounding)
