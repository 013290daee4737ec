"""Match inspectors to objects by lot: the smallest load that works, then the least sum of hash costs.

Who meets whom has a cost that nobody knows before the seed. The cheapest assignment is published with a whole number
for each inspector (a potential), by which anyone checks in one pass, without a solver, that none is cheaper, and with a
set of inspectors (a cut), by which anyone checks that no smaller load would do.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from zeren.draw.assigned import Assignment
from zeren.draw.candidates import Pairs, pairs_of
from zeren.draw.freezing import Freeze
from zeren.draw.matching import Cut, Matched, match, served_outside
from zeren.draw.roster import Roster
from zeren.draw.swaps import shuffled
from zeren.foundations.errors import InvalidInputError, VerificationError

__all__ = ["AssignmentError", "Solver", "TooLittleRoomError", "assign", "check_roster", "verify_assignment"]


class Solver(Protocol):
    """Gives the cheapest assignment of a load, or a cut; any exact one gives the same."""

    def __call__(self, pairs: Pairs, *, load: int) -> Matched | Cut:
        """Solve."""


class AssignmentError(VerificationError):
    """An assignment is not the one that the seed decides."""

    code = "draw.assignment_mismatch"


class TooLittleRoomError(InvalidInputError):
    """Some objects can only be inspected by some inspectors, who have too little room together."""

    code = "draw.too_little_room"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shortage:
    """Objects that must share the inspectors of a cut, how many places these must fill, and how many they can."""

    objects: tuple[str, ...]
    inspectors: tuple[str, ...]
    needed: int
    room: int


def check_roster(freeze: Freeze, roster: Roster) -> None:
    """Check that a roster is the one that was frozen: nobody is kept away, or let in, once the seed is known.

    Raises
    ------
    AssignmentError
        With the step "roster".
    """
    if roster.hash() != freeze.roster:
        raise AssignmentError(step="roster", expected=freeze.roster.hex(), found=roster.hash().hex())


def assign(objects: Sequence[str], *, roster: Roster, key: bytes, solve: Solver = match) -> Assignment:
    """Match inspectors to objects.

    Parameters
    ----------
    objects : sequence of str, shape (N,)
        The objects selected, each once.
    roster : Roster
        As frozen.
    key : bytes of length 32
        From ``ticket_key`` with the role "inspectors".
    solve : callable
        ``match`` for hundreds of objects; ``zeren.draw.solver.solve`` for thousands, and where pairs are kept apart.

    Returns
    -------
    Assignment
        Of smallest load, and of all of these the one of least cost; shuffled where the roster asks for that.

    Raises
    ------
    TooFewInspectorsError
        If an object cannot have as many inspectors as it needs.
    TooLittleRoomError
        If inspectors can take too few objects, with the objects and inspectors concerned.

    Examples
    --------
    >>> from zeren.draw.roster import Inspector
    >>> roster = Roster(inspectors=tuple(Inspector(id=name) for name in "abcd"))
    >>> found = assign(["x", "y"], roster=roster, key=bytes(32))
    >>> found.load, sorted(one for team in found.teams.values() for one in team)
    (1, ['a', 'b', 'c', 'd'])
    """
    pairs = pairs_of(roster, objects, key=key)
    cut, load = frozenset(pairs.most), pairs.lowest_load()
    if sum(pairs.room(load).values()) < pairs.places:
        _refuse(pairs, cut)
    found = solve(pairs, load=load)
    while isinstance(found, frozenset):
        if load >= pairs.highest_load():
            _refuse(pairs, found)
        cut, load = found, load + 1
        found = solve(pairs, load=load)
    made = Assignment(teams=found.teams, load=load, potentials=found.potentials, cut=tuple(sorted(cut)))
    if roster.uniform:
        return replace(made, start=made.teams, teams=shuffled(made.teams, pairs=pairs, key=key))
    return made


def verify_assignment(found: Assignment, objects: Sequence[str], *, roster: Roster, key: bytes) -> None:
    """Check, without solving anything, that an assignment keeps the rules, and that none is cheaper or levels better.

    Parameters
    ----------
    found : Assignment
    objects, roster, key
        As for ``assign``.

    Raises
    ------
    AssignmentError
        ``step`` is "objects", "rules", "load", "potentials", "cheaper", "lower" or "swaps".

    Notes
    -----
    With c the cost and y the potential, every inspector i of an object and every other j who could take i's place must
    have c_i - y_i <= c_j - y_j. By duality no assignment of this load costs less. Of the cut S: the places that go to
    others at most, and the room of S under the next smaller load, are fewer than all places, so that load is too small
    (Hall, Ford and Fulkerson). Where pairs are kept apart neither can be shown so, and only the rules are checked.
    """
    if sorted(found.teams) != sorted(objects):
        raise AssignmentError(step="objects", expected=len(objects), found=len(found.teams))
    pairs = pairs_of(roster, objects, key=key)
    start = found.teams if found.start is None else found.start
    _check_rules(start, pairs)
    loads = Counter(one for team in start.values() for one in team)
    room = pairs.room(found.load)
    above = next((one for one in sorted(loads) if loads[one] > room[one]), None)
    if above is not None:
        raise AssignmentError(step="load", id=above, expected=room[above], found=loads[above])
    if not pairs.apart:
        _check_potentials(start, found.potentials, pairs, loads, room)
        _check_cut(frozenset(found.cut), pairs, found.load)
    if (found.start is not None) != roster.uniform or (
        roster.uniform and shuffled(start, pairs=pairs, key=key) != dict(found.teams)
    ):
        raise AssignmentError(step="swaps")


def _check_rules(teams: Mapping[str, tuple[str, ...]], pairs: Pairs) -> None:
    for name, able in pairs.costs.items():
        team = teams.get(name, ())
        together = {(one, other) for one in team for other in team}
        if (
            len(team) != pairs.each
            or not able.keys() >= set(team)
            or len({pairs.offices[one] for one in team}) != len(team)
            or together & pairs.apart
        ):
            raise AssignmentError(step="rules", id=name)


def _check_potentials(
    teams: Mapping[str, tuple[str, ...]],
    potentials: Mapping[str, int],
    pairs: Pairs,
    loads: Mapping[str, int],
    room: Mapping[str, int],
) -> None:
    for inspector, most in room.items():
        potential = potentials.get(inspector, 1)
        if potential > 0 or (potential < 0 and loads.get(inspector, 0) < most):
            raise AssignmentError(step="potentials", id=inspector)
    for name, prices in pairs.costs.items():
        reduced = {one: price - potentials[one] for one, price in prices.items()}
        if _is_cheaper_possible(teams[name], reduced, pairs.offices):
            raise AssignmentError(step="cheaper", id=name)


def _is_cheaper_possible(team: Sequence[str], reduced: Mapping[str, int], offices: Mapping[str, str]) -> bool:
    """Say whether somebody could take the place of one of the team: of the same office, or of one that has none."""
    by_office = {offices[one]: reduced[one] for one in team}
    dearest = max(by_office.values(), default=0)
    return any(price < by_office.get(offices[one], dearest) for one, price in reduced.items() if price < dearest)


def _check_cut(cut: Cut, pairs: Pairs, load: int) -> None:
    """Check that the cut shows the next smaller load to be too small."""
    if not pairs.costs:
        return
    room = pairs.room(load - 1)
    if not cut <= room.keys():
        raise AssignmentError(step="lower")
    elsewhere = 0 if len(cut) == len(room) else sum(served_outside(pairs, cut).values())
    if elsewhere + sum(room[one] for one in cut) >= pairs.places:
        raise AssignmentError(step="lower", expected=load - 1, found=load)


def _refuse(pairs: Pairs, cut: Cut) -> None:
    found = _shortage(pairs, cut)
    raise TooLittleRoomError(objects=found.objects, inspectors=found.inspectors, needed=found.needed, room=found.room)


def _shortage(pairs: Pairs, cut: Cut) -> _Shortage:
    """Take out of a cut, object by object, what is not needed to show that its inspectors have too little room."""
    short = {name: pairs.each - served for name, served in served_outside(pairs, cut).items() if served < pairs.each}
    for name in sorted(short, key=lambda name: (short[name], name)):
        fewer = {other: need for other, need in short.items() if other != name}
        if sum(fewer.values()) > sum(_room(pairs, cut, fewer).values()):
            short = fewer
    room = _room(pairs, cut, short)
    return _Shortage(
        objects=tuple(sorted(short)),
        inspectors=tuple(sorted(room)),
        needed=sum(short.values()),
        room=sum(room.values()),
    )


def _room(pairs: Pairs, cut: Cut, objects: Collection[str]) -> dict[str, int]:
    """Give those of a cut who may inspect any of the objects, and how many of these each can take."""
    staff = {one for name in objects for one in pairs.costs[name] if one in cut}
    return {one: min(pairs.most[one], len(objects)) for one in staff}
