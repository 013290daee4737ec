"""Find the cheapest assignment of a load, or a cut that shows that there is none: for hundreds of objects."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass

from zeren.draw.candidates import Pairs

__all__ = ["Cut", "Matched", "match", "served_outside"]

# The inspectors of a cut: those outside it, and the room of those within, are too little for all places.
Cut = frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """The cheapest assignment of a load, with the potentials that show it.

    Parameters
    ----------
    teams : mapping of object to tuple of inspector
    potentials : mapping of inspector to int, <= 0
    """

    teams: Mapping[str, tuple[str, ...]]
    potentials: Mapping[str, int]


def match(pairs: Pairs, *, load: int) -> Matched | Cut:
    """Match as cheaply as can be where nobody has more than *load*, or give a cut.

    Notes
    -----
    Shortest augmenting paths over inspectors (Ford and Fulkerson's minimal cost flow). A few hundred objects take
    seconds; the time grows with the objects times the square of the inspectors. Where a path ends nowhere, those it
    reached are a minimal cut.
    """
    growing = _Matching(pairs, load)
    for name in pairs.costs:
        for _ in range(pairs.each):
            cut = growing.insert(name)
            if cut is not None:
                return cut
    teams = {name: tuple(sorted(team)) for name, team in growing.teams.items()}
    return Matched(teams=teams, potentials=growing.potentials())


def served_outside(pairs: Pairs, cut: Cut) -> dict[str, int]:
    """Give for each object how many of its places can go to inspectors outside a cut."""
    return {
        name: min(pairs.each, len({pairs.offices[one] for one in able if one not in cut}))
        for name, able in pairs.costs.items()
    }


class _Matching:
    """A cheapest matching that grows by one place at a time."""

    def __init__(self, pairs: Pairs, load: int) -> None:
        self._costs, self._offices, self._room = pairs.costs, pairs.offices, pairs.room(load)
        self.teams: dict[str, set[str]] = {name: set() for name in pairs.costs}
        self._busy: dict[str, set[str]] = {one: set() for one in self._room}
        self._rows: dict[str, dict[str, tuple[int, str]]] = {}

    def insert(self, name: str) -> Cut | None:
        """Give the object one more inspector in the cheapest way, moving others where that pays; a cut if none."""
        taken = {self._offices[one] for one in self.teams[name]}
        far = {one: price for one, price in self._costs[name].items() if self._offices[one] not in taken}
        came: dict[str, tuple[str, str]] = {}
        self._spread(far, came)
        free = [(price, one) for one, price in far.items() if len(self._busy[one]) < self._room[one]]
        if not free:
            return frozenset(far)
        here = min(free)[1]
        while here in came:
            before, moved = came[here]
            self._move(moved, before, here)
            here = before
        self._move(name, None, here)
        return None

    def potentials(self) -> dict[str, int]:
        """Give the distances from those with room left: how much cheaper a place could be had by moving others."""
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
                taken = {self._offices[one] for one in self.teams[name] if one != here}
                prices = self._costs[name]
                for other, price in prices.items():
                    more = (price - prices[here], name)
                    if other != here and self._offices[other] not in taken and (other not in row or more < row[other]):
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
