"""The draws in arrays of NumPy: thousands of units in thousands of draws.

What a draw chooses of the indicators (how gaps are filled, values treated and scored) is a variant: a matrix that is
made once. What it chooses of the weights is a row of weights. Draws of one variant are computed together, by products
of matrices, and leave only how often each unit came where.
"""

from zeren.composite.arrays.obstacles import obstacle
from zeren.composite.arrays.scenarios import ArrayScenarios

__all__ = ["ArrayScenarios", "obstacle"]
