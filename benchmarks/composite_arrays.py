"""Measure the draws in arrays against the bare products and rankings that they need, all in one run and in CPU time.

    OPENBLAS_NUM_THREADS=1 PYTHONPATH=src python -P benchmarks/composite_arrays.py [--units 3000] [--draws 10000]

The limit: the product of all weights with all scores, in chunks, and the order of the units in each draw by `argsort`;
nothing else, and no tree, seed or tally. The stricter limit ranks by the fastest sort that NumPy has, in place, of
numbers that carry their unit in their last bits, as `zeren.composite.arrays.ranking` does. A ratio is the median of
pairs of one round. Places are given by draws to intervals; the scores of the index itself are exact and measured apart.

Then the Sobol indices of four open choices, of the score and the place of every unit and of the mean shift, with the
part of it that is estimating and not scoring, and every indicator and node left out once. pymcdm and scikit-criteria
compute the weighted sum once, and COINr builds its example, where they are installed.
"""

import argparse
import importlib
import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
from composite import cpu, data, model

from zeren.composite import Index, Table
from zeren.composite.aggregation import Aggregation
from zeren.composite.arrays import ArrayScenarios
from zeren.composite.arrays.variance import Moments
from zeren.composite.choices import Draw, fixed, leavable
from zeren.composite.normalisation import Normalisation
from zeren.composite.scoring import Measured, Result, measure, put_together
from zeren.composite.standing import standings

CHUNK = 128
SAMPLE = 1024
Given = tuple[Index, Table, Measured, Result]


def products(units: int, indicators: int, draws: int, rank: Callable[[np.ndarray], object]) -> None:
    """Multiply and rank, and nothing else."""
    chance = np.random.default_rng(2026)
    scores, weights = chance.random((indicators, units)), chance.random((draws, indicators))
    for start in range(0, draws, CHUNK):
        rank(weights[start : start + CHUNK] @ scores)


def ordered(scores: np.ndarray) -> object:
    """Give the units in the order of their scores."""
    return np.argsort(scores, axis=1)


def packed(scores: np.ndarray) -> object:
    """Sort in place; the units come along."""
    keys = scores.view(np.int64) & ~np.int64(0xFFF)
    keys |= np.arange(scores.shape[1]) & 0xFFF
    keys.sort(axis=1)
    return keys & 0xFFF


def prepared(index: Index, table: Table) -> Given:
    """Score the index itself."""
    measured = measure(index, table)
    return index, table, measured, put_together(index, measured)


def engine(index: Index, table: Table, measured: Measured, result: Result) -> ArrayScenarios:
    """Make the arrays."""
    return ArrayScenarios(fixed(index, result), table, measured)


def decimal(table: Table) -> Table:
    """Give the values as a file has them: three decimals, exactly."""
    columns = {
        name: tuple(Fraction(round(1000 * one), 1000) for one in column) for name, column in table.columns.items()
    }
    return replace(table, columns=columns)


def drawn(given: Given) -> None:
    """Draw, rank and tell the intervals."""
    index, _, _, result = given
    standings(result, index, *engine(*given).tallies(lambda *_: None))


def divided(given: Given) -> None:
    """Divide the variance among the open choices."""
    _, _, measured, _ = given
    engine(*given).shares(measured.units, range(1, len(measured.units) + 1), SAMPLE, lambda *_: None)


def estimated(outputs: np.ndarray) -> None:
    """Estimate from outputs that are there: of the scores and of the places."""
    units = outputs.shape[-1]
    for _ in range(2):
        moments = Moments(4, units)
        moments.add(outputs)
        moments.shares(["one", "two", "three", "four"])


def left_out(given: Given) -> None:
    """Rank without each part, once."""
    draws = [Draw(), *(Draw(left_out=at) for at in range(len(leavable(given[0]))))]
    list(engine(*given).places(draws))


def opened(index: Index) -> Index:
    """Open four choices."""
    plan = replace(
        index.robustness,
        normalisations=(Normalisation(scale=(Fraction(1), Fraction(100))), Normalisation(method="rank")),
        aggregations=(Aggregation(), Aggregation(method="geometric")),
        leave_out=True,
    )
    return replace(index, robustness=plan)


def peers(units: int, indicators: int) -> None:
    """Compute one weighted sum by other programs, where they are."""
    chance = np.random.default_rng(2026)
    matrix, weights = chance.random((units, indicators)), np.full(indicators, 1 / indicators)
    tell("pymcdm, one weighted sum", lambda: _pymcdm(matrix, weights))
    tell("scikit-criteria, one", lambda: _scikit_criteria(matrix, weights))
    found = _coinr()
    print(
        f"{'COINr, a hundred draws':30}"
        + (" absent" if found is None else f"{found:8.3f} s, of 51 units and 49 indicators")
    )


def tell(name: str, make: Callable[[], Callable[[], object]]) -> None:
    """Print what one call takes, at its best of three."""
    try:
        work = make()
    except ModuleNotFoundError:
        print(f"{name:30} absent")
        return
    print(f"{name:30}{min(cpu(work) for _ in range(3)):8.4f} s")


def _pymcdm(matrix: np.ndarray, weights: np.ndarray) -> Callable[[], object]:
    methods, rules = importlib.import_module("pymcdm.methods"), importlib.import_module("pymcdm.normalizations")
    one = methods.WSM(rules.minmax_normalization)
    return lambda: one(matrix, weights, np.ones(len(weights)))


def _scikit_criteria(matrix: np.ndarray, weights: np.ndarray) -> Callable[[], object]:
    skc, agg = importlib.import_module("skcriteria"), importlib.import_module("skcriteria.agg.simple")
    scaling = importlib.import_module("skcriteria.preprocessing.scalers")
    matter = skc.mkdm(matrix, [max] * len(weights), weights=weights)
    return lambda: agg.WeightedSumModel().evaluate(scaling.MinMaxScaler(target="matrix").transform(matter))


def _coinr() -> float | None:
    """Draw the weights of COINr's example a hundred times; None where R or COINr is not."""
    program = shutil.which("Rscript")
    if program is None:
        return None
    made = "coin <- COINr::build_example_coin(quietly=TRUE); w <- COINr::get_noisy_weights(coin$Meta$Weights$Original, "
    made += "data.frame(Level=c(2,3), NoiseFactor=c(.25,.25)), Nrep=100); s <- list(Weights=list(Address="
    made += "'$Log$Aggregate$w', Distribution=w, Type='discrete')); "
    timed = "t <- proc.time(); COINr::get_sensitivity(coin, SA_specs=s, N=100, SA_type='UA', dset='Aggregated', "
    timed += "iCode='Index', quietly=TRUE); cat(sum((proc.time()-t)[1:2]))"
    asked = subprocess.run([program, "-e", made + timed], capture_output=True, text=True, check=False)
    return float(asked.stdout.split()[-1]) if asked.returncode == 0 else None


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
    flat = prepared(index, whole)
    outputs = np.random.default_rng(2026).random((6, SAMPLE, asked.units))
    ways: dict[str, tuple[Callable[[Given], None], Given]] = {
        "draw weights": (drawn, flat),
        "geometric over pillars": (drawn, prepared(mixed, whole)),
        "5 % gaps": (drawn, prepared(index, holed)),
        f"Sobol, {6 * SAMPLE} runs": (divided, prepared(opened(index), whole)),
        "of which estimating": (lambda _: estimated(outputs), flat),
        "leave out each part": (left_out, flat),
    }
    for name, table in {"exact scores, once": whole, "of decimal fractions": decimal(whole)}.items():
        print(f"{name:30}{cpu(lambda table=table: put_together(index, measure(index, table))):8.3f} s")
    size = (asked.units, asked.indicators, asked.draws)
    ratios: dict[str, list[tuple[float, float, float]]] = {name: [] for name in ways}
    for _ in range(asked.rounds):
        bare, strict = cpu(lambda: products(*size, ordered)), cpu(lambda: products(*size, packed))
        for name, (way, given) in ways.items():
            taken = cpu(lambda way=way, given=given: way(given))
            ratios[name].append((taken, taken / bare, taken / strict))
    print("{} units, {} indicators, {} draws; CPU seconds, times the limit, times the stricter limit".format(*size))
    for name, rounds in ratios.items():
        seconds, times, strictly = (statistics.median(column) for column in zip(*rounds, strict=True))
        print(f"{name:24} {seconds:12.3f} s {times:8.2f} x {strictly:8.2f} x")
    peers(asked.units, asked.indicators)


if __name__ == "__main__":
    main()
