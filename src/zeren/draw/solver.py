"""Find the cheapest assignment of thousands of objects by Google's OR-Tools, which the extra ``zeren[assign]`` brings.

Any exact solver finds the same assignment, and nobody who checks it needs one. Only where pairs of inspectors are kept
apart is the solver's word all there is: such a rule is no longer a flow.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate, combinations
from typing import Final

import numpy as np
import numpy.typing as npt
from ortools.graph.python.max_flow import SimpleMaxFlow
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow
from ortools.sat.python import cp_model

from zeren.draw.candidates import Pairs
from zeren.draw.matching import Cut, Matched
from zeren.foundations.errors import InvalidInputError

__all__ = ["UndecidedError", "solve"]

Ints = npt.NDArray[np.int64]
# Further than any way through the inspectors: these are fewer than 2**20, and a cost is below 2**40.
_FAR: Final = 2**61
# Seconds after which a solver that keeps pairs apart gives up.
_PATIENCE: Final = 300


class UndecidedError(InvalidInputError):
    """The solver found neither an assignment nor that there is none, within its time."""

    code = "draw.undecided"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Net:
    """The pairs as numbers: object o and inspector i of pair p, its cost, and the office of each inspector.

    All arrays have one dimension; ``starts[o]`` is the first pair of object o.
    """

    names: list[str]
    staff: list[str]
    objects: Ints
    inspectors: Ints
    costs: Ints
    starts: Ints
    offices: Ints


def solve(pairs: Pairs, *, load: int) -> Matched | Cut:
    """Match as cheaply as can be where nobody has more than *load*, or give a cut: the same as ``matching.match``.

    Raises
    ------
    UndecidedError
        Where pairs are kept apart and the solver takes too long.
    """
    net = _net(pairs)
    if pairs.apart:
        return _apart(pairs, load)
    flow, chosen = _flow(net, pairs, load)
    if flow.solve() != flow.OPTIMAL:
        return _cut(net, pairs, load)
    taken = flow.flows(chosen).astype(bool)
    return Matched(teams=_teams(net, taken), potentials=_potentials(net, taken))


def _net(pairs: Pairs) -> _Net:
    names, staff = list(pairs.costs), list(pairs.most)
    place = {one: number for number, one in enumerate(staff)}
    office = {name: number for number, name in enumerate(dict.fromkeys(pairs.offices.values()))}
    degrees = [len(prices) for prices in pairs.costs.values()]
    return _Net(
        names=names,
        staff=staff,
        objects=np.repeat(np.arange(len(names)), degrees),
        inspectors=_ints(place[one] for prices in pairs.costs.values() for one in prices),
        costs=_ints(price for prices in pairs.costs.values() for price in prices.values()),
        starts=_ints(accumulate(degrees, initial=0)),
        offices=_ints(office[pairs.offices[one]] for one in staff),
    )


def _ints(numbers: object) -> Ints:
    return np.fromiter(numbers, dtype=np.int64)  # type: ignore[call-overload, no-any-return]


def _arcs(net: _Net, pairs: Pairs, load: int) -> tuple[Ints, Ints, Ints, Ints]:
    """Give tails, heads, room and costs: pairs first, then offices of objects, objects, inspectors.

    Nodes: source 0, sink 1, then objects, inspectors, and one for each office of an object where offices are shared.
    """
    room = np.array(list(pairs.room(load).values()), np.int64)
    first = 2 + len(net.names)
    keys, office = np.unique(net.objects * len(net.staff) + net.offices[net.inspectors], return_inverse=True)
    one = np.ones_like(net.costs)
    if len(keys) == len(net.costs):
        sets = [(2 + net.objects, first + net.inspectors, one, net.costs)]
    else:
        offices = first + len(net.staff) + np.arange(len(keys))
        sets = [
            (offices[office], first + net.inspectors, one, net.costs),
            (2 + keys // len(net.staff), offices, np.ones_like(keys), np.zeros_like(keys)),
        ]
    sets += _ends(len(net.names), pairs.each, first, room)
    tails, heads, most, costs = (np.concatenate(column) for column in zip(*sets, strict=True))
    return tails, heads, most, costs


def _ends(count: int, each: int, first: int, room: Ints) -> list[tuple[Ints, Ints, Ints, Ints]]:
    """Give the arcs from the source to objects, and from inspectors to the sink."""
    objects, staff = np.arange(count) + 2, np.arange(len(room)) + first
    nought, none = np.zeros_like(objects), np.zeros_like(staff)
    return [(nought, objects, np.full_like(objects, each), nought), (staff, np.ones_like(staff), room, none)]


def _flow(net: _Net, pairs: Pairs, load: int) -> tuple[SimpleMinCostFlow, Ints]:
    flow = SimpleMinCostFlow()
    arcs = flow.add_arcs_with_capacity_and_unit_cost(*_arcs(net, pairs, load))
    flow.set_node_supply(0, pairs.places)
    flow.set_node_supply(1, -pairs.places)
    return flow, arcs[: len(net.costs)]


def _cut(net: _Net, pairs: Pairs, load: int) -> Cut:
    """Give the inspectors that a largest flow reaches and fills."""
    flow = SimpleMaxFlow()
    tails, heads, room, _costs = _arcs(net, pairs, load)
    flow.add_arcs_with_capacity(tails, heads, room)
    flow.solve(0, 1)
    reached = set(flow.get_source_side_min_cut())
    first = 2 + len(net.names)
    return frozenset(one for place, one in enumerate(net.staff) if first + place in reached)


def _teams(net: _Net, taken: npt.NDArray[np.bool_]) -> Mapping[str, tuple[str, ...]]:
    teams: dict[str, list[str]] = {name: [] for name in net.names}
    for name, one in zip(net.objects[taken].tolist(), net.inspectors[taken].tolist(), strict=True):
        teams[net.names[name]].append(net.staff[one])
    return {name: tuple(sorted(team)) for name, team in teams.items()}


def _potentials(net: _Net, taken: npt.NDArray[np.bool_]) -> dict[str, int]:
    """Lower distances along all moves until none can be lowered (Bellman and Ford)."""
    moves, far = _moves(net, taken), np.zeros(len(net.staff), np.int64)
    while True:
        nearer = np.minimum(far, (far[:, None] + moves).min(axis=0, initial=0))
        if (nearer == far).all():
            return dict(zip(net.staff, far.tolist(), strict=True))
        far = nearer


def _moves(net: _Net, taken: npt.NDArray[np.bool_]) -> Ints:
    """Give, for each two inspectors, what it costs more if the second takes over the cheapest object of the first."""
    held = np.flatnonzero(taken)
    counts = (net.starts[1:] - net.starts[:-1])[net.objects[held]]
    holder = np.repeat(held, counts)
    offset = np.arange(len(holder)) - np.repeat(np.cumsum(counts) - counts, counts)
    other = net.starts[net.objects[holder]] + offset
    office = net.offices[net.inspectors]
    key = net.objects * len(net.staff) + office
    free = ~np.isin(key[other], key[held]) | (office[other] == office[holder])
    free &= net.inspectors[other] != net.inspectors[holder]
    moves = np.full((len(net.staff), len(net.staff)), _FAR)
    places = net.inspectors[holder[free]], net.inspectors[other[free]]
    np.minimum.at(moves, places, net.costs[other[free]] - net.costs[holder[free]])
    return moves


def _apart(pairs: Pairs, load: int) -> Matched | Cut:
    """Keep pairs apart: no flow, so a solver for constraints, with one worker so that it finds the same again."""
    model = cp_model.CpModel()
    meets = {(name, one): model.new_bool_var("") for name, prices in pairs.costs.items() for one in prices}
    for name, prices in pairs.costs.items():
        model.add(sum(meets[name, one] for one in prices) == pairs.each)
        for one, other in combinations(sorted(prices), 2):
            if (one, other) in pairs.apart or pairs.offices[one] == pairs.offices[other]:
                model.add_at_most_one(meets[name, one], meets[name, other])
    for one, most in pairs.room(load).items():
        model.add(sum(meets[name, one] for name, prices in pairs.costs.items() if one in prices) <= most)
    model.minimize(sum(pairs.costs[name][one] * chosen for (name, one), chosen in meets.items()))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers, solver.parameters.random_seed = 1, 0
    solver.parameters.max_time_in_seconds = _PATIENCE
    status = solver.solve(model)
    if status == cp_model.INFEASIBLE:
        return frozenset(pairs.most)
    if status != cp_model.OPTIMAL:
        raise UndecidedError(seconds=_PATIENCE)
    teams = {
        name: tuple(sorted(one for one in prices if solver.boolean_value(meets[name, one])))
        for name, prices in pairs.costs.items()
    }
    return Matched(teams=teams, potentials={})
