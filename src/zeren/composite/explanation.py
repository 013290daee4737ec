"""What a score is made of, and why two scores differ: sums that add up to the score, and to the difference.

Two scores of one index differ because scores of indicators differ, because their weights do (where a gap or what does
not apply gives weight away), or because one of them was cut off, rounded or capped. A difference is divided from the
root down. Where a node is a weighted sum of something taken of its parts (nothing, logarithms, reciprocals, powers),
each part gets its own change of that, and all are brought back to points by one factor, the change of the whole over
the change of the sum: the logarithmic mean Divisia method, whose factor for an arithmetic mean is 1. Other rules are
divided step by step, in the order of the parts and in the reverse, and the two are averaged.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

from zeren.composite.aggregation import FACTORS, Aggregation, Mean, aggregate
from zeren.composite.errors import DomainError
from zeren.composite.exact import Number, total
from zeren.composite.influence import influence
from zeren.composite.model import Index, Node
from zeren.composite.relative import RELATIVE
from zeren.composite.scoring import Result

__all__ = ["Contribution", "Effect", "Kind", "State", "contributions", "difference", "is_divisible", "is_sum"]

Kind = Literal["score", "weight", "adjustment"]
_Taken = Callable[[Number], Number]
_Parts = Mapping[str, tuple[Number, Number]]


def _as_it_is(score: Number) -> Number:
    return score


# What the mean takes of a score, and the slope of that.
_WAYS: Final[Mapping[Mean, tuple[_Taken, _Taken]]] = {
    "arithmetic": (_as_it_is, lambda _: Fraction(1)),
    "sum": (_as_it_is, lambda _: Fraction(1)),
    "geometric": (math.log, lambda score: 1 / score),
    "harmonic": (lambda score: 1 / score, lambda score: -1 / score**2),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """What one indicator brings to the score of the root: ``points`` of ``score`` times ``slope``."""

    name: str
    score: Number | None
    slope: Number
    points: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What one cause adds to the difference of two scores.

    Attributes
    ----------
    name
        The indicator or node.
    kind
        ``score``: its score is another; ``weight``: its share of the weight is; ``adjustment``: the node was cut off,
        rounded or capped otherwise.
    before, after
        Its scores.
    points
        Of the root.
    """

    name: str
    kind: Kind
    before: Number | None
    after: Number | None
    points: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """One unit in one result."""

    result: Result
    unit: str

    def score(self, name: str) -> Number | None:
        """Give the score of an indicator or node."""
        return self.result.scores[name][self.result.units.index(self.unit)]

    def parts(self, index: Index, node: Node) -> dict[str, tuple[Number, Number]]:
        """Give the share of the weight and the score of each part that counts."""
        place = self.result.units.index(self.unit)
        shares = self.result.shares[node.name]
        found = {}
        for part in index.parts(node):
            share, score = shares[part.name][place], self.result.scores[part.name][place]
            if share:
                found[part.name] = (share, node.gaps.score if score is None else score)
        return found


def contributions(index: Index, state: State) -> tuple[Contribution, ...]:
    """Divide the score of the root among the indicators.

    Parameters
    ----------
    index
        The model.
    state
        A unit that has a score.

    Returns
    -------
    tuple of Contribution
        In the order of the file; one more, with the name of the node and no score, for what a node cut off, rounded
        or capped. The points add up to the score.

    Raises
    ------
    DomainError
        If the unit has no score, or a rule divides one part by the other or sees all units at once.
    """
    slopes: dict[str, Number] = {index.root.name: Fraction(1)}
    found: list[Contribution] = []
    for node in reversed(tuple(index.upwards())):
        slope, parts = slopes.get(node.name, Fraction(0)), state.parts(index, node)
        if not parts:
            continue
        _check_sum(node)
        weights, scores = ([pair[side] for pair in parts.values()] for side in (0, 1))
        own = influence(scores, weights, node.aggregation)
        slopes |= {name: slope * one for name, one in zip(parts, own, strict=True)}
        rest = _known(state, node) - total(one * score for one, score in zip(own, scores, strict=True))
        if _counts(rest):
            found.append(Contribution(name=node.name, score=None, slope=slope, points=slope * rest))
        found += _of_gaps(node, state, slopes, parts)
    leaves = [(one.name, state.score(one.name)) for one in index.indicators]
    return (
        *(
            Contribution(name=name, score=score, slope=slopes[name], points=slopes[name] * score)
            for name, score in leaves
            if score is not None and name in slopes
        ),
        *found,
    )


def is_divisible(index: Index) -> bool:
    """Say whether differences of the score of the root can be divided, which `difference` does."""
    return not any(node.aggregation.method in RELATIVE for node in index.nodes)


def is_sum(index: Index) -> bool:
    """Say whether the score of the root is a sum of what the indicators bring, which `contributions` tells."""
    return is_divisible(index) and not any(node.aggregation.method in FACTORS for node in index.nodes)


def _check_divisible(node: Node) -> None:
    """Refuse a rule that sees all units at once: no part of such a score belongs to a part of the unit."""
    if node.aggregation.method in RELATIVE:
        raise _undivided(node, "a rule that sees one unit at a time", "one that sees all")


def _check_sum(node: Node) -> None:
    """Refuse a rule whose score does not grow with those of its parts: it is no sum of what they bring."""
    _check_divisible(node)
    if node.aggregation.method in FACTORS:
        raise _undivided(node, "a mean or a sum, or --against another unit", "factors")


def _undivided(node: Node, expected: str, found: str) -> DomainError:
    rule = f"explanation of {node.aggregation.method}"
    return DomainError(at=f'node "{node.name}"', rule=rule, expected=expected, found=found)


def _of_gaps(node: Node, state: State, slopes: Mapping[str, Number], parts: _Parts) -> list[Contribution]:
    """List what the floor brings that stands for a gap."""
    return [
        Contribution(name=name, score=None, slope=slopes[name], points=slopes[name] * node.gaps.score)
        for name in parts
        if state.score(name) is None
    ]


def _known(state: State, node: Node) -> Number:
    found = state.score(node.name)
    if found is None:
        at = f'node "{node.name}", {state.unit}'
        raise DomainError(at=at, rule="explanation", expected="a score", found="none")
    return found


def _counts(rest: Number) -> bool:
    """Say whether something is left over beyond the last bits of floats."""
    return bool(rest) if isinstance(rest, Fraction) else abs(rest) > 1e-9  # noqa: PLR2004 - of scores about 100


def difference(index: Index, before: State, after: State) -> tuple[Effect, ...]:
    """Divide the difference of two scores among its causes.

    Parameters
    ----------
    index
        The model of both.
    before, after
        Two units, or one unit in two periods; both with a score.

    Returns
    -------
    tuple of Effect
        The largest first. Their points add up to the score of *after* less that of *before*: exactly for arithmetic
        means of exact scores, else up to the last bits of floats.

    Raises
    ------
    DomainError
        If one of the two has no score.

    References
    ----------
    .. [1] Ang, The LMDI approach to decomposition analysis, Energy Policy 33 (2005).
    """
    effects = _divided(index, index.root, before, after)
    return tuple(sorted(effects, key=lambda effect: (-abs(float(effect.points)), effect.name, effect.kind)))


def _divided(index: Index, node: Node, before: State, after: State) -> list[Effect]:
    _check_divisible(node)
    old, new = _known(before, node), _known(after, node)
    parts = before.parts(index, node), after.parts(index, node)
    raw = [_raw(node, one) for one in parts]
    found: list[Effect] = []
    adjusted = (new - old) - (raw[1] - raw[0])
    if _counts(adjusted):
        found.append(Effect(name=node.name, kind="adjustment", before=old, after=new, points=adjusted))
    nodes = {one.name: one for one in index.nodes}
    for effect, rate in _own(node, parts[0], parts[1], raw[0], raw[1]):
        below = nodes.get(effect.name) if effect.kind == "score" else None
        found += _passed_on(index, below, (before, after), effect, rate) if below else [effect]
    return [effect for effect in found if effect.points]


def _raw(node: Node, parts: _Parts) -> Number:
    """Put the parts together as the node does before it cuts off or rounds."""
    return aggregate([score for _, score in parts.values()], [share for share, _ in parts.values()], node.aggregation)


def _passed_on(index: Index, node: Node, states: tuple[State, State], effect: Effect, rate: Number) -> list[Effect]:
    """Divide the effect of a node among its own causes; where they cancel out, at the rate of a very small change."""
    if any(one.score(node.name) is None for one in states):
        return [effect]
    inner = _divided(index, node, *states)
    moved = total(one.points for one in inner)
    factor = effect.points / moved if _counts(moved) else rate
    return [
        Effect(name=one.name, kind=one.kind, before=one.before, after=one.after, points=one.points * factor)
        for one in inner
    ]


# An effect, and how many points of the whole one point of the part is worth.
_Rated = tuple[Effect, Number]


def _own(node: Node, old: _Parts, new: _Parts, was: Number, becomes: Number) -> list[_Rated]:
    rule = node.aggregation
    positive = all(score > 0 for parts in (old, new) for _, score in parts.values())
    if rule.method in {"arithmetic", "sum"} or (rule.method in _WAYS and positive):
        return _by_sums(rule, old, new, was, becomes)
    return _by_steps(rule, old, new, was, becomes)


def _by_sums(rule: Aggregation, old: _Parts, new: _Parts, was: Number, becomes: Number) -> list[_Rated]:
    take, slope = _WAYS[rule.method]
    middle = take((was + becomes) / 2) if rule.method != "sum" else Fraction(0)
    unit = rule.method == "sum"
    moves: list[tuple[str, Kind, Number, Number]] = []
    for name in dict.fromkeys((*old, *new)):
        share_before, share_after = (_share(parts, name, unit=unit) for parts in (old, new))
        taken = [take(parts[name][1]) for parts in (old, new) if name in parts]
        share = (share_before + share_after) / 2
        moves.append((name, "score", share * (taken[-1] - taken[0]), share * slope((old.get(name) or new[name])[1])))
        moves.append((name, "weight", (share_after - share_before) * (total(taken) / len(taken) - middle), Fraction(0)))
    moved = total(move for _, _, move, _ in moves)
    factor = (becomes - was) / moved if moved else 1 / slope(was)
    return [
        (
            Effect(name=name, kind=kind, before=_score(old, name), after=_score(new, name), points=move * factor),
            rate * factor,
        )
        for name, kind, move, rate in moves
    ]


def _share(parts: _Parts, name: str, *, unit: bool) -> Number:
    if name not in parts:
        return Fraction(0)
    return Fraction(1) if unit else parts[name][0]


def _score(parts: _Parts, name: str) -> Number | None:
    return parts[name][1] if name in parts else None


def _by_steps(rule: Aggregation, old: _Parts, new: _Parts, was: Number, becomes: Number) -> list[_Rated]:
    """Let one part after the other take its new score; what other parts and weights do is one effect of the whole."""
    common = [name for name in old if name in new]
    if len(common) < len(old):
        lump = Effect(name=", ".join(new), kind="weight", before=was, after=becomes, points=becomes - was)
        return [(lump, Fraction(0))]
    found = dict.fromkeys(common, Fraction(0) * was)
    for order in (common, common[::-1]):
        current, value = dict(old), was
        for name in order:
            current[name] = (old[name][0], new[name][1])
            following = aggregate(
                [score for _, score in current.values()], [share for share, _ in current.values()], rule
            )
            found[name] += (following - value) / 2
            value = following
    rates = influence([score for _, score in old.values()], [share for share, _ in old.values()], rule)
    effects: list[_Rated] = [
        (Effect(name=name, kind="score", before=old[name][1], after=new[name][1], points=points), rate)
        for (name, points), rate in zip(found.items(), rates, strict=True)
    ]
    rest = becomes - was - total(found.values())
    return [*effects, (Effect(name=common[0], kind="weight", before=was, after=becomes, points=rest), Fraction(0))]
