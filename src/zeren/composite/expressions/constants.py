"""The parts of an index as small tables that the steps join: who stands under whom, and with which weight."""

from dataclasses import dataclass
from fractions import Fraction

from zeren.composite.expressions.plan import Rows, Series
from zeren.composite.model import Index, Node, Part

__all__ = ["Parts", "given_weights"]


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of an index by number: indicators first, then nodes, in the order of the file."""

    index: Index

    def number(self, name: str) -> int:
        """Give the number of an indicator or a node."""
        return self.names.index(name)

    @property
    def names(self) -> list[str]:
        """Every name, at its number."""
        return [*(one.name for one in self.index.indicators), *(node.name for node in self.index.nodes)]

    def under(self, node: Node) -> list[int]:
        """Give the numbers of the parts of a node, in the order in which it counts them."""
        return [self.number(part.name) for part in self.index.parts(node)]

    def height(self, part: Part) -> int:
        """Give how many levels stand under a part."""
        if not isinstance(part, Node):
            return 0
        return 1 + max(self.height(one) for one in self.index.parts(part))

    def indicators(self, series: Series) -> Rows:
        """Add the table of the indicators and where their values are found."""
        rows = [(at, one.name, one.column, one.denominator or None) for at, one in enumerate(self.index.indicators)]
        return series.constant(
            "indicators", {"part": "int32", "name": "string", "source": "string", "denominator": "string"}, rows
        )


def given_weights(index: Index, node: Node) -> list[Fraction | float]:
    """Give the weights of the parts of a node that are known before the data are."""
    parts = index.parts(node)
    if node.comparison is not None:
        return list(node.comparison.weights)
    return [Fraction(1) if node.weighting == "equal" else part.weight for part in parts]
