"""Which units may lead a proposal: those that led what was accepted earlier in words near to its own."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import log, sqrt
from typing import TYPE_CHECKING, Final

from zeren.similarity import shingles, tokens
from zeren_platform.sources.models import Proposal, ProposedUnit

if TYPE_CHECKING:
    from zeren_platform.organisation.models import Unit

__all__ = ["Suggestion", "rank"]

# Below it two sentences share little more than the words of every duty.
LEAST: Final = 0.03
# How many near duties speak for a unit; a unit that leads much is not the likelier for it.
MOST_DUTIES: Final = 3
MOST_UNITS: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A unit that may lead, and the accepted proposals that say so, the nearest first."""

    unit: "Unit"
    proposals: tuple[Proposal, ...]


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
