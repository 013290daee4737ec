"""Means that are weighted sums of something taken of the parts, and the way there and back."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from zeren.composite.aggregation import Aggregation

__all__ = ["UNWEIGHTED", "WEIGHTED", "Generator", "generator_of"]

_Array = npt.NDArray[np.float64]

WEIGHTED: Final = frozenset({"arithmetic", "geometric", "harmonic", "power"})
UNWEIGHTED: Final = frozenset({"sum", "minimum", "mazziotta_pareto", "mean_minimum"})


@dataclass(frozen=True, slots=True)
class Generator:
    """What a mean takes of a score: itself, or a power of it of which 0 is the logarithm.

    Attributes
    ----------
    exponent
        1 for the arithmetic mean, 0 for the geometric, -1 for the harmonic.
    signed
        Whether scores below 0 are allowed; only of the arithmetic mean.
    """

    exponent: float
    signed: bool

    @property
    def infinite_at_nothing(self) -> bool:
        """Whether a score of 0 makes the whole 0."""
        return self.exponent <= 0

    def there(self, scores: _Array, lowest: float) -> _Array:
        """Take it; where it is not defined, nothing (who calls minds those).

        Parameters
        ----------
        scores
            Written over where all of them are above 0.
        lowest
            The lowest of *scores*.
        """
        if self.signed:
            return scores
        if lowest > 0:
            return np.log(scores, out=scores) if self.exponent == 0 else np.power(scores, self.exponent, out=scores)
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            taken = np.log(scores) if self.exponent == 0 else scores**self.exponent
        taken[scores <= 0 if self.infinite_at_nothing else scores < 0] = 0.0
        return np.asarray(taken)

    def back(self, taken: _Array) -> _Array:
        """Bring a mean of what was taken back to a score, in its place."""
        if self.signed:
            return taken
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            return np.exp(taken, out=taken) if self.exponent == 0 else np.power(taken, 1 / self.exponent, out=taken)


def generator_of(rule: Aggregation) -> Generator | None:
    """Give the generator of a mean; None of a rule that has none."""
    exponents = {"arithmetic": 1.0, "geometric": 0.0, "harmonic": -1.0, "power": float(rule.parameter)}
    if rule.method not in WEIGHTED:
        return None
    return Generator(exponents[rule.method], rule.method == "arithmetic")
