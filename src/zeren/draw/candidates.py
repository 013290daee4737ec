"""Who may inspect what, whom of them the lot lets compete for an object, and what each pair costs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256, shake_256
from struct import unpack
from typing import Final

from zeren.draw.hashing import digest, prefixed
from zeren.draw.roster import Roster, TooFewInspectorsError

__all__ = ["Pairs", "cost", "pairs_of"]

# Bytes of a hash that are the cost. Two assignments of equal cost have a chance below pairs / 2**40 (isolation lemma);
# wider costs would pass what solvers count with.
_WIDTH: Final = 5
_WORD: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """All pairs that may meet.

    Parameters
    ----------
    costs : mapping of object to mapping of inspector to int
        What each pair costs; objects and inspectors in order.
    offices : mapping of inspector to str
        The office that counts: one's own name where offices make no difference, or where the inspector has none.
    each : int
        Inspectors an object needs.
    most : mapping of inspector to int
        The most objects each can take.
    apart : frozenset of (inspector, inspector)
        Pairs that must not inspect together, the first before the second.
    """

    costs: Mapping[str, Mapping[str, int]]
    offices: Mapping[str, str]
    each: int
    most: Mapping[str, int]
    apart: frozenset[tuple[str, str]]

    @property
    def places(self) -> int:
        """How many places there are to fill."""
        return len(self.costs) * self.each

    def room(self, load: int) -> dict[str, int]:
        """Give how many objects each inspector can take where nobody may have more than *load*."""
        return {one: min(load, most) for one, most in self.most.items()}

    def lowest_load(self) -> int:
        """Give the smallest load under which the inspectors could take all places, were everybody to meet everybody."""
        load = -(-self.places // max(len(self.most), 1))
        while sum(self.room(load).values()) < self.places and load < self.highest_load():
            load += 1
        return load

    def highest_load(self) -> int:
        """Give the load beyond which nothing changes."""
        return min(max(self.most.values(), default=0), len(self.costs))


def cost(key: bytes, name: str, inspector: str) -> int:
    """Give what it costs that an inspector meets an object: the first 40 bits of a hash.

    Parameters
    ----------
    key : bytes of length 32
        From ``ticket_key`` with the role "inspectors".
    name, inspector : str

    Returns
    -------
    int in [0, 2**40)
        Of SHA-256(key ‖ object with its length ‖ inspector).

    References
    ----------
    .. [1] K. Mulmuley, U. Vazirani, V. Vazirani, Matching is as easy as matrix inversion, Combinatorica 7 (1987).
    """
    return int.from_bytes(sha256(key + prefixed(name.encode()) + inspector.encode()).digest()[:_WIDTH], "big")


def pairs_of(roster: Roster, objects: Sequence[str], *, key: bytes) -> Pairs:
    """Name for each object those who compete for it, with their costs.

    Parameters
    ----------
    roster : Roster
    objects : sequence of str, shape (N,)
    key : bytes of length 32
        From ``ticket_key`` with the role "inspectors".

    Returns
    -------
    Pairs

    Raises
    ------
    TooFewInspectorsError
        At the first object that has too few who may inspect it, from offices enough.

    Examples
    --------
    >>> from zeren.draw.roster import Inspector
    >>> roster = Roster(inspectors=(Inspector(id="a"), Inspector(id="b"), Inspector(id="c")), recusals=(("x", "b"),))
    >>> sorted(pairs_of(roster, ["x"], key=bytes(32)).costs["x"])
    ['a', 'c']
    """
    staff = sorted(roster.inspectors, key=lambda one: one.id)
    offices = {
        one.id: f"office {one.office}" if roster.different_offices and one.office else f"inspector {one.id}"
        for one in staff
    }
    names = sorted(objects)
    size = len(names)
    return Pairs(
        costs=dict(_competing(roster, names, offices, key)),
        offices=offices,
        each=roster.each,
        most={one.id: size if one.most is None else min(one.most, size) for one in staff},
        apart=frozenset(roster.apart),
    )


def _competing(
    roster: Roster, names: Sequence[str], offices: Mapping[str, str], key: bytes
) -> Iterator[tuple[str, dict[str, int]]]:
    recused = _grouped(roster.recusals)
    wanted = _grouped(roster.needed)
    held = {one.id: frozenset(one.qualifications) for one in roster.inspectors}
    known: dict[frozenset[str], list[str]] = {}
    for name in names:
        asked = wanted.get(name, frozenset())
        if asked not in known:
            known[asked] = [one for one in offices if asked <= held[one]]
        able, away = known[asked], recused.get(name, frozenset())
        chosen = _drawn(able, away, name, roster.candidates, key)
        if len({offices[one] for one in chosen}) < roster.each:
            # Among those drawn there are too few offices: then all compete.
            chosen = [one for one in able if one not in away]
        if len({offices[one] for one in chosen}) < roster.each:
            raise TooFewInspectorsError(
                id=name,
                needed=roster.each,
                found=len(chosen),
                recused=len(able) - len(chosen),
                unqualified=len(offices) - len(able),
            )
        yield name, _costs(key, name, chosen)


def _grouped(pairs: Sequence[tuple[str, str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for one, other in pairs:
        found.setdefault(one, set()).add(other)
    return {one: frozenset(others) for one, others in found.items()}


def _drawn(able: Sequence[str], away: frozenset[str], name: str, take: int, key: bytes) -> list[str]:
    """Draw as many as compete: places in the list of the able, from one stream of bits for each object."""
    if not take or len(able) - len(away) <= take:
        return [one for one in able if one not in away]
    seed, size = digest("candidates", key, name.encode()), 2 * take
    while True:
        words = unpack(f">{size}Q", shake_256(seed).digest(size * _WORD))
        found = dict.fromkeys(able[word * len(able) >> 64] for word in words)
        chosen = [one for one in found if one not in away]
        if len(chosen) >= take:
            return sorted(chosen[:take])
        size *= 2


def _costs(key: bytes, name: str, chosen: Sequence[str]) -> dict[str, int]:
    begun, found = sha256(key + prefixed(name.encode())), {}
    for one in chosen:
        hashed = begun.copy()
        hashed.update(one.encode())
        found[one] = int.from_bytes(hashed.digest()[:_WIDTH], "big")
    return found
