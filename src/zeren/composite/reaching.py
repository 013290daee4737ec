"""The cheapest set of indicators that brings a unit to a score.

Assumed, and to be said with every answer: the other units and the yardsticks stay as they are; a point of an indicator
costs the same wherever it begins; no indicator goes beyond the top of its scale, or, where its rule has none, beyond
the best score there is. It says what would be enough, not what can be done.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from zeren.composite.aggregation import PAIRS
from zeren.composite.choices import fixed
from zeren.composite.errors import DomainError
from zeren.composite.exact import Number, total
from zeren.composite.model import Index, Indicator, Node
from zeren.composite.normalisation import Method
from zeren.composite.relative import RELATIVE
from zeren.composite.scoring import Measured, Result, measure, put_together
from zeren.composite.table import Table

__all__ = ["Lift", "Way", "cheapest"]

# Sets looked at before the search gives up: some seconds.
_SETS: Final = 50_000
_TOPPED: Final[frozenset[Method]] = frozenset(
    ["min_max", "goalposts", "percentile", "distance_to_target", "attainment", "share_of_maximum"]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lift:
    """One indicator of the set: from which score to which, and what that costs."""

    name: str
    before: Number
    after: Number
    cost: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """The cheapest set that was found to be enough.

    Attributes
    ----------
    lifts
        In the order of the file; none if the score is there already.
    cost
        Of all of them.
    before, after
        The score of the root, without and with them.
    """

    lifts: tuple[Lift, ...]
    cost: Number
    before: Number
    after: Number


@dataclass(frozen=True, slots=True)
class _Option:
    """An indicator that may be lifted: to which scores, from none of the way to all of it."""

    name: str
    before: Number
    levels: tuple[Number, ...]
    price: Fraction
    # Points of the root for all of it, alone; what it gives beside others may differ unless the tree is linear.
    gain: Number


def cheapest(
    index: Index,
    table: Table,
    unit: str,
    *,
    target: Fraction,
    costs: Mapping[str, Fraction] | None = None,
    step: Fraction | None = None,
) -> Way | None:
    """Find the cheapest indicators to lift so that *unit* reaches *target*.

    Parameters
    ----------
    index
        Its rules must see one unit at a time.
    table
        The data of one period.
    unit
        With a score; indicators without a score or without weight are not lifted.
    target
        The score of the root to be reached.
    costs
        By indicator, what a point of its score costs, at least 0; those that are not named are not lifted. Left out,
        every point of every indicator costs 1.
    step
        An indicator is lifted by whole steps of so many points, or all the way to its top; left out: all the way.

    Returns
    -------
    Way or None
        None if lifting everything is not enough. Of sets that cost the same the first in the order of the file.

    Raises
    ------
    DomainError
        If the unit has no score, a rule sees all units at once or divides one part by the other, the lowest score comes
        first, or more than 50 000 sets would have to be looked at.

    Notes
    -----
    Branch and bound over all sets, so nothing cheaper exists. Where every node is a sum or an arithmetic mean, what is
    missing costs at least what the best of the remaining indicators would charge for it if they could be lifted by
    parts (Dantzig's bound of the knapsack problem); else a branch ends only where it costs too much or cannot arrive.

    References
    ----------
    .. [1] Kellerer, Pferschy and Pisinger, Knapsack Problems (2004), 2.4: branch and bound.
    """
    result = put_together(index, measured := measure(index, table))
    if unit not in result.units:
        raise DomainError(at=unit, rule="cheapest set", expected="one of the units with data", found=unit)
    for node in index.nodes:
        if node.aggregation.method in RELATIVE or node.aggregation.method in PAIRS:
            at, found = f'node "{node.name}"', node.aggregation.method
            expected = "rules that see one unit at a time, under which more of a part is never less of the whole"
            raise DomainError(at=at, rule="cheapest set", expected=expected, found=found)
    if index.first == "lowest":
        expected = "an index whose highest score comes first"
        raise DomainError(at="[index]", rule="cheapest set", expected=expected, found="the lowest first")
    search = _Search(_with_weights(index, result), _alone(measured, unit), target)
    prices = costs if costs is not None else {one.name: Fraction(1) for one in index.indicators}
    options = [_option(one, search, measured, prices[one.name], step) for one in index.indicators if one.name in prices]
    return search.run([one for one in options if one is not None])


def _with_weights(index: Index, result: Result) -> Index:
    """Let the weights that were derived from all units be given: one unit alone gives no such weights."""
    held = fixed(index, result)
    return replace(held, nodes=tuple(replace(node, weighting="given") for node in held.nodes))


def _alone(measured: Measured, unit: str) -> Measured:
    place = measured.units.index(unit)
    return replace(
        measured,
        units=(unit,),
        groups=(measured.groups[place],),
        values={name: (column[place],) for name, column in measured.values.items()},
        scores={name: (column[place],) for name, column in measured.scores.items()},
        cases={name: (column[place],) for name, column in measured.cases.items()},
    )


def _option(
    one: Indicator, search: "_Search", measured: Measured, price: Fraction, step: Fraction | None
) -> _Option | None:
    before = search.measured.scores[one.name][0]
    top = _top(one, measured)
    if before is None or before >= top:
        return None
    levels = [before]
    while step is not None and levels[-1] + step < top:
        levels.append(levels[-1] + step)
    levels.append(top)
    gain = search.score({one.name: top}) - search.before
    return _Option(one.name, before, tuple(levels), price, gain) if gain > 0 or not search.linear else None


def _top(one: Indicator, measured: Measured) -> Number:
    rule = one.normalisation
    if rule.method == "deductions" and rule.points is not None:
        return rule.points
    if rule.method in _TOPPED:
        return max(rule.scale)
    return max(score for score in measured.scores[one.name] if score is not None)


class _Search:
    """Looks through the sets, the promising ones first."""

    def __init__(self, index: Index, measured: Measured, target: Fraction) -> None:
        self._index = index
        self.measured = measured
        self._target = target
        self.linear = all(_is_linear(node) for node in index.nodes) and not index.vetoes
        self._looked_at = 0
        self._best: Way | None = None
        self.before = self.score({})

    def score(self, lifted: Mapping[str, Number]) -> Number:
        """Score the root with some indicators lifted."""
        scores = {**self.measured.scores, **{name: (score,) for name, score in lifted.items()}}
        found = put_together(self._index, replace(self.measured, scores=scores)).scores[self._index.root.name][0]
        if found is None:
            at, root = self.measured.units[0], self._index.root.name
            raise DomainError(at=at, rule="cheapest set", expected=f"a score of {root}", found="none")
        return found

    def run(self, options: Sequence[_Option]) -> Way | None:
        """Look through all sets; None if none is enough."""
        if self.score({one.name: one.levels[-1] for one in options}) < self._target:
            return None
        # The most points for the money first: the first set found is then nearly the best.
        ordered = sorted(options, key=_charge)
        self._branch(ordered, {}, Fraction(0))
        return self._best

    def _branch(self, left: Sequence[_Option], lifted: Mapping[str, tuple[_Option, Number]], cost: Number) -> None:
        self._looked_at += 1
        if self._looked_at > _SETS:
            raise DomainError(
                at=self.measured.units[0],
                rule="cheapest set",
                expected=f"at most {_SETS} sets to look at: larger steps, or costs of fewer indicators",
                found="more",
            )
        reached = self._reached(lifted)
        if reached >= self._target:
            self._keep(lifted, cost, reached)
        elif left and not self._is_hopeless(left, lifted, cost, reached):
            for level in reversed(left[0].levels):
                more = {**lifted, left[0].name: (left[0], level)} if level != left[0].before else lifted
                self._branch(left[1:], more, cost + left[0].price * (level - left[0].before))

    def _keep(self, lifted: Mapping[str, tuple[_Option, Number]], cost: Number, reached: Number) -> None:
        if self._best is None or cost < self._best.cost:
            places = {one.name: place for place, one in enumerate(self._index.indicators)}
            lifts = (
                Lift(name=name, before=one.before, after=level, cost=one.price * (level - one.before))
                for name, (one, level) in sorted(lifted.items(), key=lambda pair: places[pair[0]])
            )
            self._best = Way(lifts=tuple(lifts), cost=cost, before=self.before, after=reached)

    def _reached(self, lifted: Mapping[str, tuple[_Option, Number]]) -> Number:
        if not self.linear:
            return self.score({name: level for name, (_, level) in lifted.items()})
        return self.before + total(
            one.gain * (level - one.before) / (one.levels[-1] - one.before) for one, level in lifted.values()
        )

    def _is_hopeless(
        self, left: Sequence[_Option], lifted: Mapping[str, tuple[_Option, Number]], cost: Number, reached: Number
    ) -> bool:
        """Say whether no set of this branch can arrive, or none can be cheaper than the best known."""
        if self.linear:
            least = _least(left, self._target - reached)
            return least is None or (self._best is not None and cost + least >= self._best.cost)
        if (
            self._best is not None
            and cost + min(one.price * (one.levels[1] - one.before) for one in left) >= self._best.cost
        ):
            return True
        whole = {name: level for name, (_, level) in lifted.items()}
        return self.score(whole | {one.name: one.levels[-1] for one in left}) < self._target


def _charge(one: _Option) -> Number:
    """Give what a point of the whole costs through this indicator; through one that gives none alone, without end."""
    return one.price * (one.levels[-1] - one.before) / one.gain if one.gain > 0 else math.inf


def _is_linear(node: Node) -> bool:
    bounded = node.low is not None or node.high is not None or node.digits is not None
    return node.aggregation.method in {"arithmetic", "sum"} and not bounded


def _least(left: Sequence[_Option], missing: Number) -> Number | None:
    """Price what is missing if indicators could be lifted by parts, the cheapest points first; None if not enough."""
    parts: list[Number] = []
    for one in left:
        share = min(Fraction(1), missing / one.gain)
        parts.append(share * one.price * (one.levels[-1] - one.before))
        missing -= share * one.gain
        if missing <= 0:
            return total(parts)
    return None
