"""Which part of an old text became which part of a new one: kept, changed, moved, added, taken out."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

from zeren.similarity.nearness import near_pairs, tokens

__all__ = ["Change", "ChangeKind", "align"]

ChangeKind = Literal["same", "changed", "added", "removed"]
# Parts that share less than a third of their pairs of words are another matter.
NEAR: Final = Fraction(1, 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What became of a part: places in the two sequences, None where there is no such part.

    ``moved`` is true where the part stands before one that it stood behind.
    """

    kind: ChangeKind
    old: int | None
    new: int | None
    moved: bool = False


def align(old: Sequence[str], new: Sequence[str]) -> list[Change]:
    """Match the parts of two texts.

    Parameters
    ----------
    old, new : sequence of str
        Paragraphs, clauses or rows.

    Returns
    -------
    list of Change
        In the order of *new*; what was taken out stands behind the part that it stood behind. Every place of either
        sequence occurs once.

    Notes
    -----
    Equal parts are matched first, in their order; then the nearest of those left, down to a third of their pairs of
    words in common. Of the matches, a longest ascending run stayed in place; the others moved.

    Examples
    --------
    >>> old = ["1. Clean the river every month.", "2. Report the results.", "3. Close old mines."]
    >>> new = ["1. Clean the river every week.", "2. Plant trees.", "3. Report the results."]
    >>> [(one.kind, one.old, one.new) for one in align(old, new)]
    [('changed', 0, 0), ('added', None, 1), ('changed', 1, 2), ('removed', 2, None)]
    """
    pairs = dict(_equal(old, new))
    pairs |= dict(_near(old, new, pairs))
    standing = _standing(pairs)
    return list(_told(old, new, pairs, standing))


def _equal(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Match parts of the same words, as pairs of places; of several alike the first with the first."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, text in reversed(list(enumerate(new))):
        places[_plain(text)].append(place)
    for place, text in enumerate(old):
        found = places[_plain(text)]
        if found:
            yield place, found.pop()


def _near(old: Sequence[str], new: Sequence[str], matched: dict[int, int]) -> Iterator[tuple[int, int]]:
    """Match the nearest of those that are left, each once."""
    taken = set(matched.values())
    before = [place for place in range(len(old)) if place not in matched]
    after = [place for place in range(len(new)) if place not in taken]
    texts = [*(old[place] for place in before), *(new[place] for place in after)]
    between = [pair for pair in near_pairs(texts, at_least=NEAR) if pair.first < len(before) <= pair.second]
    used: set[int] = set()
    for pair in sorted(between, key=lambda pair: (-pair.nearness, abs(pair.second - len(before) - pair.first))):
        if pair.first not in used and pair.second not in used:
            used |= {pair.first, pair.second}
            yield before[pair.first], after[pair.second - len(before)]


def _standing(pairs: dict[int, int]) -> set[int]:
    """Give the old places of a longest run of matches that ascends in both sequences."""
    ends: list[int] = []
    last: list[int] = []
    before: dict[int, int | None] = {}
    for old in sorted(pairs):
        at = bisect_left(ends, pairs[old])
        before[old] = last[at - 1] if at else None
        ends[at : at + 1] = [pairs[old]]
        last[at : at + 1] = [old]
    run: set[int] = set()
    here = last[-1] if last else None
    while here is not None:
        run.add(here)
        here = before[here]
    return run


def _told(old: Sequence[str], new: Sequence[str], pairs: dict[int, int], standing: set[int]) -> Iterator[Change]:
    """Tell the new parts in order, and behind each what was taken out behind its old place."""
    became = {after: before for before, after in pairs.items()}
    gone: defaultdict[int | None, list[int]] = defaultdict(list)
    anchor: int | None = None
    for place in range(len(old)):
        if place in pairs:
            anchor = place
        else:
            gone[anchor].append(place)
    yield from (Change(kind="removed", old=place, new=None) for place in gone[None])
    for place, text in enumerate(new):
        source = became.get(place)
        if source is None:
            yield Change(kind="added", old=None, new=place)
            continue
        kind: ChangeKind = "same" if old[source] == text else "changed"
        yield Change(kind=kind, old=source, new=place, moved=source not in standing)
        yield from (Change(kind="removed", old=lost, new=None) for lost in gone[source])


def _plain(text: str) -> str:
    return " ".join(tokens(text)) or text
