"""Another reader beside ours: what an installation may plug in, and how far the two agree.

Nothing here reads by itself, and nothing of ours depends on an extractor: the rules give the reading, another reader
(a model, a service, a person's list) is only laid beside it.
"""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from typing import Protocol

from zeren.reading.model import Commitment, Reading
from zeren.reading.span import Span

__all__ = ["Agreement", "Comparison", "Extracted", "Extractor", "compare"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """Words that another reader takes for a commitment; ``units`` are the names that it gives, if any."""

    span: Span
    units: tuple[str, ...] = ()


class Extractor(Protocol):
    """Another reader: takes ``Reading.text`` and gives what it takes for commitments, each a stretch of that text.

    Examples
    --------
    >>> def lines_with_must(text: str, /) -> Iterable[Extracted]:
    ...     at = text.find("要")
    ...     return [Extracted(span=Span(start=0, end=len(text)))] if at >= 0 else []
    >>> reader: Extractor = lines_with_must
    >>> [found.span for found in reader("各部门要报告。")]
    [Span(start=0, end=7)]
    """

    def __call__(self, text: str, /) -> Iterable[Extracted]:
        """Read *text*."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """A commitment that both found; ``overlap`` is what they share of all that either took, from 0 to 1."""

    ours: Commitment
    theirs: Extracted
    overlap: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What both found, only we, only they; ``refused`` is what lies outside the text and quotes nothing."""

    both: tuple[Agreement, ...]
    only_ours: tuple[Commitment, ...]
    only_theirs: tuple[Extracted, ...]
    refused: tuple[Extracted, ...]


def compare(reading: Reading, extracted: Iterable[Extracted], *, least: float = 0.5) -> Comparison:
    """Lay what another reader found beside a reading.

    Parameters
    ----------
    reading : Reading
        Ours.
    extracted : iterable of Extracted
        Theirs, with spans into ``reading.text``.
    least : float, default 0.5
        How much of all that either took they must share for the two to be one commitment.

    Returns
    -------
    Comparison
        Each commitment of ours and each of theirs stands in exactly one place.

    Examples
    --------
    >>> from zeren.reading import read_text
    >>> reading = read_text("各部门要报告。市教育局要检查。天气很好。")
    >>> theirs = [Extracted(span=Span(start=0, end=6)), Extracted(span=Span(start=15, end=19))]
    >>> found = compare(reading, theirs)
    >>> [(one.ours.id, round(one.overlap, 2)) for one in found.both]
    [('c1', 0.86)]
    >>> [one.id for one in found.only_ours], [one.span.of(reading.text) for one in found.only_theirs]
    (['c2'], ['天气很好'])
    """
    known: list[Extracted] = []
    refused: list[Extracted] = []
    for one in sorted(extracted, key=lambda one: one.span):
        (known if 0 <= one.span.start < one.span.end <= len(reading.text) else refused).append(one)
    ours = sorted(reading.commitments, key=lambda one: one.span)
    free_ours, free_theirs = set(range(len(ours))), set(range(len(known)))
    both: list[Agreement] = []
    # The best pairs first, so that a long stretch of theirs does not take a commitment from its own.
    for overlap, mine, other in sorted(_pairs(ours, known), key=lambda pair: (-pair[0], pair[1], pair[2])):
        if overlap >= least and mine in free_ours and other in free_theirs:
            both.append(Agreement(ours=ours[mine], theirs=known[other], overlap=overlap))
            free_ours.remove(mine)
            free_theirs.remove(other)
    return Comparison(
        both=tuple(sorted(both, key=lambda one: one.ours.span)),
        only_ours=tuple(ours[index] for index in sorted(free_ours)),
        only_theirs=tuple(known[index] for index in sorted(free_theirs)),
        refused=tuple(refused),
    )


def _pairs(ours: list[Commitment], theirs: list[Extracted]) -> Iterable[tuple[float, int, int]]:
    """Yield how much each two share that share anything."""
    # The farthest end so far: what ends before theirs begins is passed over without a look.
    ends = list(accumulate((one.span.end for one in ours), max))
    for other, found in enumerate(theirs):
        for mine in range(bisect_left(ends, found.span.start + 1), len(ours)):
            span = ours[mine].span
            if span.start >= found.span.end:
                break
            shared = min(span.end, found.span.end) - max(span.start, found.span.start)
            if shared > 0:
                yield shared / (len(span) + len(found.span) - shared), mine, other
