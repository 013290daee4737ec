"""Match inspectors to objects by lot: the smallest load that works, then the least sum of hash costs.

Who meets whom has a cost that nobody knows before the seed. The cheapest assignment is published with a whole number
for each inspector (a potential), by which anyone checks in one pass, without a solver, that none is cheaper.
"""

import re
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from zeren.draw.freezing import Freeze
from zeren.draw.hashing import prefixed
from zeren.draw.records import InvalidRecordError, Record
from zeren.draw.roster import Roster, eligible
from zeren.foundations.canonical import Plain
from zeren.foundations.errors import VerificationError

__all__ = ["Assignment", "AssignmentError", "assign", "check_roster", "cost", "verify_assignment"]

FORMAT: Final = "zeren-draw-assignment/1"
_WHOLE: Final = re.compile(r"-?[0-9]{1,40}")

# One of all pairs that may meet, with what each would cost.
Costs = Mapping[str, Mapping[str, int]]


class AssignmentError(VerificationError):
    """An assignment is not the one that the seed decides."""

    code = "draw.assignment_mismatch"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """Who inspects what.

    Parameters
    ----------
    teams : mapping of object to tuple of inspector
        Sorted.
    load : int
        The most objects that any inspector has.
    potentials : mapping of inspector to int, <= 0
        Nought for all whose load is below the most.
    """

    teams: Mapping[str, tuple[str, ...]]
    load: int
    potentials: Mapping[str, int]

    def to_plain(self) -> Plain:
        """Give the object of JSON; potentials as text, since they may pass what JSON readers keep."""
        return {
            "format": FORMAT,
            "load": self.load,
            "teams": [{"object": name, "inspectors": team} for name, team in sorted(self.teams.items())],
            "potentials": [{"inspector": one, "value": str(value)} for one, value in sorted(self.potentials.items())],
        }

    @classmethod
    def from_plain(cls, plain: Plain) -> "Assignment":
        """Read the object of JSON."""
        record = Record(plain)
        record.expect("format", FORMAT)
        found = cls(
            teams=dict(_team(one) for one in record.records("teams")),
            load=record.integer("load"),
            potentials=dict(_potential(one) for one in record.records("potentials")),
        )
        record.done()
        return found


def check_roster(freeze: Freeze, roster: Roster) -> None:
    """Check that a roster is the one that was frozen: nobody is kept away, or let in, once the seed is known.

    Raises
    ------
    AssignmentError
        With the step "roster".
    """
    if roster.hash() != freeze.roster:
        raise AssignmentError(step="roster", expected=freeze.roster.hex(), found=roster.hash().hex())


def cost(key: bytes, name: str, inspector: str) -> int:
    """Give what it costs that an inspector meets an object: the first 64 bits of a hash.

    Parameters
    ----------
    key : bytes of length 32
        From ``ticket_key`` with the role "inspectors".
    name, inspector : str

    Returns
    -------
    int in [0, 2**64)
        Of SHA-256(key ‖ object with its length ‖ inspector). So wide that two assignments of equal cost have a chance
        below pairs / 2**64 (isolation lemma).

    References
    ----------
    .. [1] K. Mulmuley, U. Vazirani, V. Vazirani, Matching is as easy as matrix inversion, Combinatorica 7 (1987).
    """
    return int.from_bytes(sha256(key + prefixed(name.encode()) + inspector.encode()).digest()[:8], "big")


def assign(objects: Sequence[str], *, roster: Roster, key: bytes) -> Assignment:
    """Match inspectors to objects.

    Parameters
    ----------
    objects : sequence of str, shape (N,)
        The objects selected, each once.
    roster : Roster
        As frozen.
    key : bytes of length 32
        From ``ticket_key`` with the role "inspectors".

    Returns
    -------
    Assignment
        Of smallest load, and of all of these the one of least cost.

    Raises
    ------
    TooFewInspectorsError
        If an object cannot have as many inspectors as it needs.

    Notes
    -----
    Shortest augmenting paths over inspectors (Ford and Fulkerson's minimal cost flow). A few hundred objects take
    seconds; the time grows with the objects times the square of the inspectors.

    Examples
    --------
    >>> from zeren.draw.roster import Inspector
    >>> roster = Roster(inspectors=tuple(Inspector(id=name) for name in "abcd"))
    >>> found = assign(["x", "y"], roster=roster, key=bytes(32))
    >>> found.load, sorted(one for team in found.teams.values() for one in team)
    (1, ['a', 'b', 'c', 'd'])
    """
    names = sorted(objects)
    costs = _costs(names, roster, key)
    load = -(-len(names) * roster.each // max(len(roster.inspectors), 1))
    while True:
        matching = _Matching(costs, [one.id for one in roster.inspectors], load)
        if all(matching.insert(name) for name in names for _ in range(roster.each)):
            break
        load += 1
    teams = {name: tuple(sorted(matching.teams[name])) for name in names}
    return Assignment(teams=teams, load=load, potentials=matching.potentials())


def verify_assignment(found: Assignment, objects: Sequence[str], *, roster: Roster, key: bytes) -> None:
    """Check, without solving anything, that an assignment keeps the rules and that none is cheaper.

    Parameters
    ----------
    found : Assignment
    objects, roster, key
        As for ``assign``.

    Raises
    ------
    AssignmentError
        ``step`` is "objects", "rules", "load", "potentials" or "cheaper".

    Notes
    -----
    With c the cost and y the potential, every inspector i of an object and every other j who may inspect it must have
    c_i - y_i <= c_j - y_j. By duality no assignment of this load costs less. That no smaller load works is shown only
    where the load is the number of places divided by the inspectors, rounded up; ``assign`` shows it in any case.
    """
    if sorted(found.teams) != sorted(objects):
        raise AssignmentError(step="objects", expected=len(objects), found=len(found.teams))
    costs = _costs(sorted(objects), roster, key)
    loads = dict.fromkeys((one.id for one in roster.inspectors), 0)
    for name, team in found.teams.items():
        if len(set(team)) != len(team) or len(team) != roster.each or not set(team) <= costs[name].keys():
            raise AssignmentError(step="rules", id=name)
        for inspector in team:
            loads[inspector] += 1
    if max(loads.values(), default=0) > found.load:
        raise AssignmentError(step="load", expected=found.load, found=max(loads.values()))
    _check_potentials(found, costs, loads)


def _check_potentials(found: Assignment, costs: Costs, loads: Mapping[str, int]) -> None:
    for inspector, load in loads.items():
        potential = found.potentials.get(inspector, 1)
        if potential > 0 or (potential < 0 and load < found.load):
            raise AssignmentError(step="potentials", id=inspector)
    for name, team in found.teams.items():
        reduced = {one: price - found.potentials[one] for one, price in costs[name].items()}
        dearest = max(reduced[one] for one in team)
        if any(price < dearest for one, price in reduced.items() if one not in team):
            raise AssignmentError(step="cheaper", id=name)


def _costs(names: Sequence[str], roster: Roster, key: bytes) -> Costs:
    able = eligible(roster, names)
    return {name: {one: cost(key, name, one) for one in able[name]} for name in names}


def _team(record: Record) -> tuple[str, tuple[str, ...]]:
    found = (record.text("object"), record.texts("inspectors"))
    record.done()
    return found


def _potential(record: Record) -> tuple[str, int]:
    one, value = record.text("inspector"), record.text("value")
    record.done()
    if not _WHOLE.fullmatch(value):
        raise InvalidRecordError(at="potentials.value", expected="whole number as text")
    return one, int(value)


class _Matching:
    """A cheapest matching that grows by one place at a time."""

    def __init__(self, costs: Costs, inspectors: Sequence[str], load: int) -> None:
        self._costs, self._load = costs, load
        self.teams: dict[str, set[str]] = {name: set() for name in costs}
        self._busy: dict[str, set[str]] = {one: set() for one in sorted(inspectors)}
        self._rows: dict[str, dict[str, tuple[int, str]]] = {}

    def insert(self, name: str) -> bool:
        """Give the object one more inspector in the cheapest way, moving others where that pays; False if none."""
        far = {one: price for one, price in self._costs[name].items() if one not in self.teams[name]}
        came: dict[str, tuple[str, str]] = {}
        self._spread(far, came)
        free = [(price, one) for one, price in far.items() if len(self._busy[one]) < self._load]
        if not free:
            return False
        here = min(free)[1]
        while here in came:
            before, moved = came[here]
            self._move(moved, before, here)
            here = before
        self._move(name, None, here)
        return True

    def potentials(self) -> dict[str, int]:
        """Give the distances from anywhere: how much cheaper an inspector's place could be had by moving others."""
        far = dict.fromkeys(self._busy, 0)
        self._spread(far, {})
        return far

    def _spread(self, far: dict[str, int], came: dict[str, tuple[str, str]]) -> None:
        """Lower distances along all moves until none can be lowered (Bellman and Ford; no circle is negative)."""
        waiting = deque(sorted(far))
        queued = set(waiting)
        while waiting:
            here = waiting.popleft()
            queued.discard(here)
            start = far[here]
            for other, (price, moved) in self._row(here).items():
                if other not in far or start + price < far[other]:
                    far[other] = start + price
                    came[other] = (here, moved)
                    if other not in queued:
                        queued.add(other)
                        waiting.append(other)

    def _row(self, here: str) -> dict[str, tuple[int, str]]:
        """Give for each other inspector the cheapest object to hand over, and what it costs more."""
        row = self._rows.get(here)
        if row is None:
            row = {}
            for name in self._busy[here]:
                prices, team = self._costs[name], self.teams[name]
                for other, price in prices.items():
                    more = (price - prices[here], name)
                    if other not in team and (other not in row or more < row[other]):
                        row[other] = more
            self._rows[here] = row
        return row

    def _move(self, name: str, before: str | None, after: str) -> None:
        for one in (*self.teams[name], after):
            self._rows.pop(one, None)
        if before is not None:
            self.teams[name].discard(before)
            self._busy[before].discard(name)
        self.teams[name].add(after)
        self._busy[after].add(name)
