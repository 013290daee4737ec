"""What the data say about an index before anyone is ranked by it.

An audit asks whether indicators that are put together belong together, whether one of them says the same as another,
whether one works against the whole, and whether a few values decide everything. It judges no unit.
"""

import math
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

from zeren.composite.aggregation import PAIRS
from zeren.composite.components import eigenvalues
from zeren.composite.exact import Number, deviation, total
from zeren.composite.model import Index, Node
from zeren.composite.scoring import Result
from zeren.composite.treatment import kurtosis, skewness
from zeren.composite.weighting import correlation

__all__ = ["Finding", "Topic", "audit", "cronbach", "effective_weights"]

Topic = Literal[
    "gaps", "same_everywhere", "outliers", "against_the_whole", "same_thing", "apart", "several_things", "outweighed"
]
_Column = Sequence[Number | None]
# Bounds of the handbook and of COINr: what is beyond them is worth a look, no proof of anything.
_SKEWNESS: Final = 2
_KURTOSIS: Final = 3.5
_SAME: Final = 0.92
_AGAINST: Final = -0.2
_ALPHA: Final = 0.7
_AVAILABILITY: Final = Fraction(2, 3)
_FEWEST: Final = 4
_UNITS_PER_PART: Final = 3
_OUTWEIGHED: Final = (0.5, 2.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing worth a look.

    Attributes
    ----------
    topic
        ``gaps``: fewer than two thirds of the values are there; ``same_everywhere``: the indicator tells no units
        apart; ``outliers``: a few values lie far out; ``against_the_whole``: the indicator goes down where the root
        goes up; ``same_thing``: two indicators of a node say nearly the same; ``apart``: the parts of a node do not
        go together (Cronbach's alpha below 0.7); ``several_things``: more than one principal component of the parts
        has a variance above 1 (Kaiser); ``outweighed``: the part brings less than half, or more than double, of the
        share of the variance of its node that its weight stands for. The last two are told from three units per part.
    names
        The indicators or the node.
    measure
        The share that is there, the skewness, the correlation, alpha, the number of components, or the share of the
        variance over that of the weight.
    """

    topic: Topic
    names: tuple[str, ...]
    measure: float


def audit(
    index: Index, result: Result, *, inapplicable: AbstractSet[tuple[str, str]] = frozenset()
) -> tuple[Finding, ...]:
    """Look for what is worth a look in the data of an index.

    Parameters
    ----------
    index
        The model.
    result
        Its scores.
    inapplicable
        Pairs of unit and indicator that do not apply, so are no gaps.

    Returns
    -------
    tuple of Finding
        By indicator and node in the order of the file.

    References
    ----------
    .. [1] OECD and JRC, Handbook on Constructing Composite Indicators (2008), step 4 (multivariate analysis).
    .. [2] Kaiser, The application of electronic computers to factor analysis, Educ. Psychol. Measurement 20 (1960).
    .. [3] Paruolo, Saisana and Saltelli, Ratings and rankings: voodoo or science?, JRSS A 176 (2013): weight is not
       importance.
    """
    found: list[Finding] = []
    # Beside another part, more of one is meant to be less of the whole.
    summed = not any(node.aggregation.method in PAIRS for node in index.nodes)
    for one in index.indicators:
        applying = [
            number
            for unit, number in zip(result.units, result.values[one.name], strict=True)
            if (unit, one.name) not in inapplicable
        ]
        found += _of_values(one.name, applying)
        if summed:
            found += _against(one.name, result.scores[one.name], result.scores[index.root.name])
    for node in index.nodes:
        found += _of_node(index, node, result)
    return tuple(found)


def cronbach(columns: Sequence[Sequence[Number]]) -> float:
    """Give Cronbach's alpha of at least two columns over the same units, without gaps.

    References
    ----------
    .. [1] Cronbach, Coefficient alpha and the internal structure of tests, Psychometrika 16 (1951).

    Examples
    --------
    >>> cronbach([[1.0, 2.0, 3.0], [1.0, 2.0, 3.0]])
    1.0
    """
    count = len(columns)
    sums = [total(row) for row in zip(*columns, strict=True)]
    whole = deviation(sums) ** 2
    return count / (count - 1) * (1 - math.fsum(deviation(column) ** 2 for column in columns) / whole)


def effective_weights(index: Index) -> dict[str, Fraction]:
    """Give the share of the root's weight that each indicator and node has by the weights of the file.

    Examples
    --------
    >>> from zeren.composite import parse
    >>> index = parse('''
    ... index = { name = "i", title = "I" }
    ... node = [{ name = "whole" }, { name = "half", under = "whole" }]
    ... indicator = [{ name = "a", under = "whole" }, { name = "b", under = "half" }, { name = "c", under = "half" }]
    ... ''')
    >>> {name: str(weight) for name, weight in effective_weights(index).items()}
    {'whole': '1', 'half': '1/2', 'a': '1/2', 'b': '1/4', 'c': '1/4'}
    """
    found: dict[str, Fraction] = {index.root.name: Fraction(1)}
    for node in reversed(tuple(index.upwards())):
        parts = index.parts(node)
        compared = node.comparison.weights if node.comparison else [part.weight for part in parts]
        weights = [Fraction(weight) for weight in compared]
        for part, weight in zip(parts, weights, strict=True):
            found[part.name] = found[node.name] * weight / (sum(weights, Fraction(0)) or 1)
    return found


def _of_values(name: str, column: _Column) -> list[Finding]:
    present = [number for number in column if number is not None]
    there = Fraction(len(present), max(1, len(column)))
    found = []
    if there < _AVAILABILITY:
        found.append(Finding(topic="gaps", names=(name,), measure=float(there)))
    if len(set(present)) <= 1:
        return [*found, Finding(topic="same_everywhere", names=(name,), measure=0.0)]
    if len(present) >= _FEWEST and abs(skewness(present)) > _SKEWNESS and kurtosis(present) > _KURTOSIS:
        found.append(Finding(topic="outliers", names=(name,), measure=skewness(present)))
    return found


def _against(name: str, column: _Column, whole: _Column) -> list[Finding]:
    together = _together([column, whole])
    shared = _correlation(together[0], together[1])
    return [Finding(topic="against_the_whole", names=(name,), measure=shared)] if shared < _AGAINST else []


def _of_node(index: Index, node: Node, result: Result) -> list[Finding]:
    if node.aggregation.method in PAIRS:
        return []
    parts = [part.name for part in index.parts(node) if part.weight]
    columns = dict(zip(parts, _together([result.scores[name] for name in parts]), strict=True))
    found = [
        Finding(topic="same_thing", names=(one, other), measure=shared)
        for place, one in enumerate(parts)
        for other in parts[place + 1 :]
        if (shared := _correlation(columns[one], columns[other])) > _SAME
    ]
    if len(parts) > 1 and _differ(columns):
        alpha = cronbach(list(columns.values()))
        found += [Finding(topic="apart", names=(node.name,), measure=alpha)] if alpha < _ALPHA else []
    telling = {name: column for name, column in columns.items() if column and min(column) < max(column)}
    if len(telling) > 1 and len(next(iter(telling.values()))) >= max(_FEWEST, _UNITS_PER_PART * len(telling)):
        found += _of_components(node, telling)
        # Where kinds of units have weights of their own, there is no one weight to hold the variance against.
        if not any(part.weight_in for part in index.parts(node)):
            found += _of_variance(node, {part.name: part.weight for part in index.parts(node)}, telling)
    return found


def _of_components(node: Node, columns: Mapping[str, Sequence[Number]]) -> list[Finding]:
    matrix = [[correlation(one, other) for other in columns.values()] for one in columns.values()]
    above = sum(value > 1 for value in eigenvalues(matrix))
    return [Finding(topic="several_things", names=(node.name,), measure=float(above))] if above > 1 else []


def _of_variance(node: Node, weights: Mapping[str, Fraction], columns: Mapping[str, Sequence[Number]]) -> list[Finding]:
    """Compare what each part brings to the variance of a weighted mean with what its weight says."""
    if node.aggregation.method != "arithmetic" or node.weighting != "given" or node.comparison is not None:
        return []
    whole = [
        total(weights[name] * score for name, score in zip(columns, row, strict=True))
        for row in zip(*columns.values(), strict=True)
    ]
    if min(whole) == max(whole):
        return []
    given = sum((weights[name] for name in columns), Fraction(0))
    found = []
    for name, column in columns.items():
        share = float(weights[name]) * deviation(column) * correlation(column, whole) / deviation(whole)
        ratio = share / float(weights[name] / given)
        if not _OUTWEIGHED[0] <= ratio <= _OUTWEIGHED[1]:
            found.append(Finding(topic="outweighed", names=(name,), measure=ratio))
    return found


def _differ(columns: Mapping[str, Sequence[Number]]) -> bool:
    sums = [total(row) for row in zip(*columns.values(), strict=True)]
    return len(sums) >= _FEWEST and max(sums) > min(sums)


def _together(columns: Sequence[_Column]) -> list[list[Number]]:
    """Keep the units that have a score in every column."""
    found: list[list[Number]] = [[] for _ in columns]
    for row in zip(*columns, strict=True):
        present = [number for number in row if number is not None]
        if len(present) == len(row):
            for column, number in zip(found, present, strict=True):
                column.append(number)
    return found


def _correlation(one: Sequence[Number], other: Sequence[Number]) -> float:
    """Give the correlation, 0 where there are too few units or an indicator is the same everywhere."""
    if len(one) < _FEWEST or min(one) == max(one) or min(other) == max(other):
        return 0.0
    return correlation(one, other)
