"""An index as a value: its tree, and how each part of it is scored."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Literal

from zeren.composite.aggregation import Aggregation
from zeren.composite.comparison import Comparison
from zeren.composite.exact import Number, Rounding
from zeren.composite.imputation import Imputation
from zeren.composite.layout import Layout
from zeren.composite.normalisation import Normalisation
from zeren.composite.ranking import Ties
from zeren.composite.shrinkage import Shrinkage
from zeren.composite.treatment import Treatment
from zeren.composite.weighting import Weighting

__all__ = ["Change", "First", "Gap", "Gaps", "Grade", "Index", "Indicator", "Node", "Part", "Robustness", "Veto"]

Change = Literal["none", "difference", "growth"]
First = Literal["highest", "lowest"]
Gap = Literal["redistribute", "score", "leave", "refuse"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """What a node does where a unit has no score for one of its parts.

    What does not apply to a unit (the sea, inland) is no gap: it is left out, whatever the rule, and its weight goes
    to the others.

    Attributes
    ----------
    rule
        ``redistribute``: the weight goes to the parts that are there; ``score``: the part gets ``score`` and keeps its
        weight; ``leave``: the node has no score either; ``refuse``: the run stops and says where.
    score
        For ``score``: the floor that a gap gets.
    needed
        Which share of the weight that applies must be there, else the node has no score; in [0, 1].
    """

    rule: Gap = "redistribute"
    score: Number = Fraction(0)
    needed: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A leaf: what is measured, and the way from its value to its score.

    Attributes
    ----------
    weight_in
        By group, the weight in place of the other.
    change
        Whether its difference from the period before is scored, or its growth since then in per cent, and not the value
        itself (`panel.settle` computes them).
    shrinkage
        Whether rates over a denominator are drawn towards the rate of all units, or of the group.
    smallest
        A value over a denominator below this is marked: it says little.
    cost
        What a point of its score costs, if that is known.
    """

    name: str
    title: str
    parent: str
    weight: Fraction
    direction: Literal[1, -1] = 1
    unit: str = ""
    column: str = ""
    denominator: str = ""
    source: str = ""
    title_en: str = ""
    title_zh: str = ""
    weight_in: tuple[tuple[str, Fraction], ...] = ()
    change: Change = "none"
    shrinkage: Shrinkage = "none"
    smallest: Number | None = None
    cost: Number | None = None
    imputation: Imputation = "none"
    treatment: Treatment = field(default_factory=Treatment)
    normalisation: Normalisation = field(default_factory=Normalisation)


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A branch: how the scores of its parts become its own.

    Attributes
    ----------
    parent
        The node above; empty for the root.
    weighting
        ``given``: the weights of the parts; else derived from the scores of the parts over all units.
    comparison
        Where the weights came from a matrix of comparisons: what that said.
    weight_in
        By group, the weight in place of the other.
    low, high
        The score is cut off here, if given.
    digits
        The score is rounded to so many places before it goes up, if given.
    """

    name: str
    title: str
    parent: str
    weight: Fraction = Fraction(1)
    aggregation: Aggregation = field(default_factory=Aggregation)
    gaps: Gaps = field(default_factory=Gaps)
    weighting: Weighting | Literal["given"] = "given"
    comparison: Comparison | None = None
    low: Number | None = None
    high: Number | None = None
    digits: int | None = None
    title_en: str = ""
    title_zh: str = ""
    weight_in: tuple[tuple[str, Fraction], ...] = ()


Part = Indicator | Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """A grade, the score from which it is given, and what it is called in a report."""

    name: str
    at_least: Fraction
    title_en: str = ""
    title_zh: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Veto:
    """One case and the whole is lost (一票否决): where a column of the data reaches a number, the score is capped."""

    column: str
    at_least: Fraction
    score_at_most: Fraction
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Robustness:
    """Which choices might have been made otherwise; each draw makes all of them anew.

    Attributes
    ----------
    draws, seed
        How many, and what they come from.
    weights
        Each weight is multiplied by a number from 1 - this to 1 + this, evenly.
    error
        Each value is multiplied by a number from 1 - this to 1 + this, evenly.
    normalisations, aggregations, treatments, imputations
        What may stand in for the rule of every indicator, or node; empty where the rules of the file stay.
    leave_out
        Whether each draw leaves out one indicator.
    confidence
        Of the intervals of the places, in (0, 1).
    """

    draws: int = 1000
    seed: str = ""
    weights: Fraction = Fraction(1, 4)
    error: Fraction = Fraction(0)
    normalisations: tuple[Normalisation, ...] = ()
    aggregations: tuple[Aggregation, ...] = ()
    treatments: tuple[Treatment, ...] = ()
    imputations: tuple[Imputation, ...] = ()
    leave_out: bool = False
    confidence: Fraction = Fraction(9, 10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """A composite indicator, complete: from it and the data anyone gets the same scores.

    Attributes
    ----------
    nodes, indicators
        In the order of the file; the first node is the root.
    grades
        From the highest down.
    first
        Which score comes first: the highest, or the lowest where the index measures what is bad.
    layout
        What the columns of the data are called that are no indicators, and how cells are written.
    availability
        A unit with a smaller share of its values is left out; in [0, 1].
    """

    name: str
    title: str
    nodes: tuple[Node, ...]
    indicators: tuple[Indicator, ...]
    edition: str = ""
    effective_from: date | None = None
    effective_until: date | None = None
    source: str = ""
    title_en: str = ""
    title_zh: str = ""
    digits: int = 2
    rounding: Rounding = "half_up"
    ties: Ties = "min"
    first: First = "highest"
    grades: tuple[Grade, ...] = ()
    vetoes: tuple[Veto, ...] = ()
    layout: Layout = field(default_factory=Layout)
    availability: Fraction = Fraction(0)
    robustness: Robustness = field(default_factory=Robustness)

    @property
    def columns(self) -> tuple[str, ...]:
        """Name the columns of data that it needs: values, denominators, vetoes."""
        below = [one.denominator for one in self.indicators if one.denominator]
        return (*(one.column for one in self.indicators), *below, *(veto.column for veto in self.vetoes))

    @property
    def root(self) -> Node:
        """The whole."""
        return self.nodes[0]

    def parts(self, node: Node) -> tuple[Part, ...]:
        """Give what stands directly under *node*, in the order of the file."""
        every: tuple[Part, ...] = (*self.nodes, *self.indicators)
        return tuple(part for part in every if part.parent == node.name)

    def upwards(self) -> Iterator[Node]:
        """Yield the nodes so that each comes after all that stand under it."""
        yield from reversed(tuple(self._downwards(self.root)))

    def _downwards(self, node: Node) -> Iterator[Node]:
        yield node
        for part in self.parts(node):
            if isinstance(part, Node):
                yield from self._downwards(part)
