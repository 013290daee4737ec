"""Measure the draws in arrays against the bare products and sorts that they need, all in one run and in CPU time.

    OPENBLAS_NUM_THREADS=1 PYTHONPATH=src python -P benchmarks/composite_arrays.py [--units 3000] [--draws 10000]

The limit: the product of all weights with all scores, in chunks, and the order of the units in each draw by `argsort`;
nothing else, and no tree, seed or tally. The stricter limit sorts numbers in place that carry their unit in their last
bits, as `zeren.composite.arrays.ranking` does. A ratio is the median of pairs of one round. Places are given by draws
to intervals; the scores of the index itself are exact and measured apart. pymcdm and scikit-criteria compute the
weighted sum once, where they are installed.
"""

import argparse
import importlib
import importlib.util
import statistics
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
from composite import cpu, data, model

from zeren.composite import Index, Table
from zeren.composite.aggregation import Aggregation
from zeren.composite.arrays import ArrayScenarios
from zeren.composite.choices import fixed
from zeren.composite.scoring import Measured, Result, measure, put_together
from zeren.composite.standing import standings

CHUNK = 128


def products(units: int, indicators: int, draws: int, rank: Callable[[np.ndarray], object]) -> None:
    """Multiply and rank, and nothing else."""
    chance = np.random.default_rng(2026)
    scores, weights = chance.random((indicators, units)), chance.random((draws, indicators))
    for start in range(0, draws, CHUNK):
        rank(weights[start : start + CHUNK] @ scores)


def packed(scores: np.ndarray) -> object:
    """Sort in place; the units come along."""
    keys = scores.view(np.int64) & ~np.int64(0xFFF)
    keys |= np.arange(scores.shape[1]) & 0xFFF
    keys.sort(axis=1)
    return keys & 0xFFF


def drawn(index: Index, table: Table, measured: Measured, result: Result) -> None:
    """Draw, rank and tell the intervals."""
    engine = ArrayScenarios(fixed(index, result), table, measured)
    standings(result, index, *engine.tallies(lambda *_: None))


def peers(units: int, indicators: int) -> None:
    """Compute one weighted sum by other programs, where they are."""
    chance = np.random.default_rng(2026)
    matrix, weights = chance.random((units, indicators)), np.full(indicators, 1 / indicators)
    if importlib.util.find_spec("pymcdm") is None:
        print("pymcdm is not installed")
    else:
        methods, normalizations = (
            importlib.import_module("pymcdm.methods"),
            importlib.import_module("pymcdm.normalizations"),
        )
        one = methods.WSM(normalizations.minmax_normalization)
        print(f"pymcdm, one weighted sum     {cpu(lambda: one(matrix, weights, np.ones(indicators))):8.3f} s")
    if importlib.util.find_spec("skcriteria") is None:
        print("scikit-criteria is not installed")
    else:
        skc, agg = importlib.import_module("skcriteria"), importlib.import_module("skcriteria.agg.simple")
        matter = skc.mkdm(matrix, [max] * indicators, weights=weights)
        print(f"scikit-criteria, one         {cpu(lambda: agg.WeightedSumModel().evaluate(matter)):8.3f} s")


def main() -> None:
    """Print one line per way."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--units", type=int, default=3000)
    parser.add_argument("--indicators", type=int, default=100)
    parser.add_argument("--draws", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    index = model(asked.indicators, asked.draws)
    mixed = replace(
        index, nodes=(replace(index.nodes[0], aggregation=Aggregation(method="geometric")), *index.nodes[1:])
    )
    whole, holed = (data(asked.units, asked.indicators, gaps) for gaps in (0.0, 0.05))
    cases = {"draw weights": (index, whole), "geometric over pillars": (mixed, whole), "5 % gaps": (index, holed)}
    exact = {}
    for name, (one, table) in cases.items():
        measured = measure(one, table)
        exact[name] = (one, table, measured, put_together(one, measured))
    print(f"exact scores, once           {cpu(lambda: put_together(index, measure(index, whole))):8.3f} s")
    size = (asked.units, asked.indicators, asked.draws)
    ratios: dict[str, list[tuple[float, float, float]]] = {name: [] for name in cases}
    for _ in range(asked.rounds):
        bare = cpu(lambda: products(*size, lambda scores: np.argsort(scores, axis=1)))
        strict = cpu(lambda: products(*size, packed))
        for name, given in exact.items():
            taken = cpu(lambda given=given: drawn(*given))
            ratios[name].append((taken, taken / bare, taken / strict))
    print("{} units, {} indicators, {} draws; CPU seconds, times the limit, times the stricter limit".format(*size))
    for name, rounds in ratios.items():
        seconds, times, strictly = (statistics.median(column) for column in zip(*rounds, strict=True))
        print(f"{name:24} {seconds:12.3f} s {times:8.2f} x {strictly:8.2f} x")
    peers(asked.units, asked.indicators)


if __name__ == "__main__":
    main()
