"""Which units may lead a proposal: those whose names it nearly says, then those that led near duties before."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import log, sqrt
from typing import TYPE_CHECKING, Final

from zeren.similarity import shingles, tokens
from zeren_platform.sources.models import Proposal, ProposedUnit

if TYPE_CHECKING:
    from zeren_platform.organisation.models import Unit

__all__ = ["KnownNames", "Suggestion", "joined", "rank", "rank_names"]

# Every name and alias that there is, with its unit.
KnownNames = Sequence[tuple["Unit", str]]
# Below it two sentences share little more than the words of every duty.
LEAST: Final = 0.03
# Below it two names share little more than "bureau" or 局.
LEAST_OF_NAMES: Final = 0.2
# How many near duties speak for a unit; a unit that leads much is not the likelier for it.
MOST_DUTIES: Final = 3
MOST_UNITS: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A unit that may lead, and what says so: a name that the text nearly writes, near proposals, or both."""

    unit: "Unit"
    # The accepted ones that it led, the nearest first.
    proposals: tuple[Proposal, ...] = ()
    # As the text writes it, and the name of the unit that is near to it.
    written: str = ""
    alias: str = ""


def rank(text: str, leads: Iterable[ProposedUnit]) -> list[Suggestion]:
    """Rank the units that led earlier proposals by how near the words of their nearest ones are to *text*."""
    near: dict[Unit, list[tuple[float, Proposal]]] = {}
    earlier = list(leads)
    for alike, lead in zip(_alike(text, [lead.proposal.text for lead in earlier]), earlier, strict=True):
        if lead.unit is not None and alike >= LEAST:
            near.setdefault(lead.unit, []).append((alike, lead.proposal))
    nearest = {unit: sorted(found, key=_order)[:MOST_DUTIES] for unit, found in near.items()}
    ranked = sorted(nearest.items(), key=lambda pair: (-sum(alike for alike, _ in pair[1]), pair[0].code))
    return [
        Suggestion(unit=unit, proposals=tuple(proposal for _, proposal in found)) for unit, found in ranked[:MOST_UNITS]
    ]


def rank_names(written: Iterable[str], known: KnownNames) -> list[Suggestion]:
    """Rank units by how near one of their names, aliases included, is to a name that the text writes."""
    names = [(unit, name) for unit, name in known if name]
    best: dict[Unit, tuple[float, Suggestion]] = {}
    for words in written:
        for alike, (unit, name) in zip(_alike(words, [name for _, name in names]), names, strict=True):
            if alike >= LEAST_OF_NAMES and alike > best.get(unit, (0.0,))[0]:
                best[unit] = alike, Suggestion(unit=unit, written=words, alias=name)
    ranked = sorted(best.items(), key=lambda pair: (-pair[1][0], pair[0].code))
    return [suggestion for _, (_, suggestion) in ranked[:MOST_UNITS]]


def joined(by_name: Iterable[Suggestion], by_duties: Iterable[Suggestion]) -> list[Suggestion]:
    """Put what the text nearly says before what earlier duties say; a unit of both has both reasons."""
    units = {one.unit: one for one in by_name}
    for one in by_duties:
        units[one.unit] = replace(units.get(one.unit, one), proposals=one.proposals)
    return list(units.values())[:MOST_UNITS]


def _alike(text: str, others: list[str]) -> list[float]:
    """Compare with each: the cosine of words and pairs of words, of which the rare ones weigh more."""
    wanted, found = _words(text), [_words(other) for other in others]
    seen = Counter(word for words in [wanted, *found] for word in words)
    weight = {word: log((len(found) + 2) / count) ** 2 for word, count in seen.items()}
    size = sum(weight[word] for word in wanted)
    return [
        sum(weight[word] for word in wanted & words) / sqrt(size * sum(weight[word] for word in words) or 1)
        for words in found
    ]


def _words(text: str) -> frozenset[tuple[str, ...]]:
    return shingles(text) | {(token,) for token in tokens(text)}


def _order(found: tuple[float, Proposal]) -> tuple[float, int]:
    return -found[0], found[1].pk
