"""Measure scoring and drawing against the bare sums of products that they need, all in one run and in CPU time.

    PYTHONPATH=src python -P benchmarks/composite.py [--units 50] [--indicators 60] [--draws 1000] [--rounds 5]

The limit: for each draw and unit the weighted sum of its indicators, by sum(map(mul, …)), and one sort of the scores;
nothing else, and no tree. A round of the limit and a round of each way follow each other; a ratio is the median of
such pairs. The data are made up: a tree of ten pillars (or fewer) under a root, without gaps and with.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from operator import mul

from zeren.composite import Index, Table, parse, score
from zeren.composite.aggregation import Aggregation
from zeren.composite.chance import uniforms
from zeren.composite.sensitivity import leave_one_out
from zeren.composite.uncertainty import robustness

PILLARS = 10


def cpu(work: Callable[[], object]) -> float:
    """Give the CPU seconds that *work* takes."""
    began = time.process_time()
    work()
    return time.process_time() - began


def model(indicators: int, draws: int) -> Index:
    """Write an index of *indicators* under ten pillars."""
    lines = ["[index]", 'name = "made-up"', 'title = "Made up"', "[robustness]", f"draws = {draws}", 'seed = "2026"']
    lines += ["[defaults]", 'normalise = { method = "min_max", scale = [1, 100] }', "[[node]]", 'name = "whole"']
    for pillar in range(min(PILLARS, indicators)):
        lines += ["[[node]]", f'name = "p{pillar}"', 'under = "whole"']
    for number in range(indicators):
        lines += [
            "[[indicator]]",
            f'name = "i{number}"',
            f'under = "p{number % PILLARS}"',
            f"weight = {number % 3 + 1}",
        ]
    return parse("\n".join(lines))


def data(units: int, indicators: int, gaps: float) -> Table:
    """Make up values, of which the share *gaps* is missing."""
    columns = {}
    for number in range(indicators):
        made = uniforms("data", "values", number, units)
        holes = uniforms("data", "gaps", number, units)
        columns[f"i{number}"] = tuple(
            None if hole < gaps else value * 1000 for value, hole in zip(made, holes, strict=True)
        )
    return Table(units=tuple(f"u{unit}" for unit in range(units)), columns=columns)


def limit(units: int, indicators: int, draws: int) -> None:
    """Sum and sort as often as the draws must."""
    rows = [uniforms("limit", "rows", unit, indicators) for unit in range(units)]
    weights = uniforms("limit", "weights", 0, indicators)
    for _ in range(draws):
        sorted(sum(map(mul, weights, row)) for row in rows)


def main() -> None:
    """Print one line per way."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--units", type=int, default=50)
    parser.add_argument("--indicators", type=int, default=60)
    parser.add_argument("--draws", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    index = model(asked.indicators, asked.draws)
    whole, holed = (data(asked.units, asked.indicators, gaps) for gaps in (0.0, 0.05))
    plan = replace(index.robustness, aggregations=(Aggregation(), Aggregation(method="geometric")))
    mixed = replace(index, robustness=plan)
    ways: dict[str, Callable[[], object]] = {
        "score once": lambda: score(index, whole),
        "leave out each once": lambda: leave_one_out(index, whole),
        "draw weights": lambda: robustness(index, whole),
        "draw weights and means": lambda: robustness(mixed, whole),
        "draw weights, 5 % gaps": lambda: robustness(index, holed),
    }
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    ratios: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(asked.rounds):
        bare = cpu(lambda: limit(asked.units, asked.indicators, asked.draws))
        for name, work in ways.items():
            taken = cpu(work)
            seconds[name].append(taken)
            ratios[name].append(taken / bare)
    print(f"{asked.units} units, {asked.indicators} indicators, {asked.draws} draws; CPU seconds, times the limit")
    for name in ways:
        print(f"{name:24} {statistics.median(seconds[name]):8.3f} s {statistics.median(ratios[name]):8.2f} x")


if __name__ == "__main__":
    main()
